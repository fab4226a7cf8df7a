"""The page over HTTP, for browsers on this machine only."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.kept_bot import KeptBot
from sandbox.page import samples
from sandbox.page.acts import Acts
from sandbox.page.cloud_acts import CloudActs
from sandbox.page.layout import page
from sandbox.page.posted import Posted
from sandbox.page.previews import preview
from sandbox.page.screen import Screen
from sandbox.page.words import speaking
from sandbox.services import Sandbox
from sandbox.slack import Slack
from sandbox.slack.files import StoredFile
from sandbox.slack.messages import Json
from sandbox.slack.slack import LARGEST_BODY
from sandbox.stand_in import local_port, serving
from sandbox.tencent import Tencent

STATIC = Path(__file__).parent / "static"

# Seconds: in which changes are told as one, and after which a silent stream says that it lives.
TOGETHER, HEARTBEAT = 0.05, 15.0

# Pixels: a preview of 360 for sharp screens, and one in which a letter can be read.
SMALL, LARGE = 720, 2000

# The page runs its own script and nothing else, whatever messages contain.
SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[[Posted], Awaitable[Json]]


class Page:
    """The routes; `hosts` are the names by which a browser may call the page."""

    def __init__(self, sandbox: Sandbox, hosts: set[str]) -> None:
        self._slack, self._tencent, self._bot = sandbox.slack, sandbox.tencent, sandbox.bot
        self._hosts = hosts
        self._acts = Acts(sandbox.slack)
        self._by_path = self._acts.by_name | CloudActs(sandbox).by_name

    def application(self) -> web.Application:
        """Put the routes together."""
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self._guarded])
        app.on_response_prepare.append(_made_safe)
        app.router.add_get("/", self._page)
        app.router.add_static("/static", STATIC)
        app.router.add_get("/events", self._events)
        app.router.add_get("/files/{file_id}", self._file)
        app.router.add_get("/previews/{file_id}", self._preview)
        app.router.add_get("/samples/{key}", samples.picture)
        app.router.add_post("/{act:.+}", self._act)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what another site's page, or a rebound DNS name, makes a browser send."""
        if request.host not in self._hosts:
            raise web.HTTPForbidden(text="This page is called by another name.")
        if request.method == "POST" and request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text="Only the page itself may do this.")
        return await handler(request)

    async def _page(self, request: web.Request) -> web.Response:
        read_until = self._acts.read_until
        screen = Screen(self._slack, self._tencent, request.query, read_until, self._bot)
        errors = self._acts.errors.get(screen.modal.id, {}) if screen.modal else {}
        return web.Response(text=page(screen, errors), content_type="text/html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Tell that something has changed, until the browser goes: server-sent events (WHATWG)."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        changed, sources = asyncio.Event(), (self._slack, self._tencent)
        for each in sources:
            each.listeners.add(changed)
        try:
            told = b"data: changed\n\n"  # perhaps before the stream was there
            while True:
                changed.clear()
                await stream.write(told)
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), HEARTBEAT)
                told = b"data: changed\n\n" if changed.is_set() else b": still here\n\n"
                await asyncio.sleep(TOGETHER)
        except ConnectionResetError:
            return stream
        finally:
            for each in sources:
                each.listeners.discard(changed)

    async def _act(self, request: web.Request) -> web.Response:
        act = self._by_path.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        form = await request.post()
        try:
            return web.json_response(await act(Posted(form, self._slack)))
        except LookupError:
            person = self._slack.people.get(str(form.get("user")))
            certificate = str(form.get("certificate", ""))
            key = "no-certificate" if certificate else "gone"
            say = speaking(person.locale if person else "").say
            raise web.HTTPBadRequest(text=say(key, certificate=certificate)) from None

    def _stored(self, request: web.Request) -> StoredFile:
        file = self._slack.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        return file

    async def _file(self, request: web.Request) -> web.Response:
        """Give a file to save, never as a page."""
        file = self._stored(request)
        name = quote(str(file.object.get("name") or file.object["id"]), safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(body=file.content, headers=headers)

    async def _preview(self, request: web.Request) -> web.Response:
        """Give a picture of a file, `?page=1` the first page to read in; 404 where there is none.

        Behind the last page there is nothing, which is no error: so a browser finds the last one.
        """
        file, number = self._stored(request), request.query.get("page", "")
        if not number:
            return samples.shown(await asyncio.to_thread(preview, file.content, SMALL))
        page = int(number) - 1 if number.isdecimal() else 0
        picture = await asyncio.to_thread(preview, file.content, LARGE, max(page, 0))
        return web.Response(status=204) if picture is None and page else samples.shown(picture)


@asynccontextmanager
async def running_with_page(
    listening: tuple[socket.socket, str] | None = None, *, with_bot: bool = False
) -> AsyncIterator[tuple[Sandbox, str]]:
    """Start both stand-ins on free ports of 127.0.0.1, and their page on one that listens already.

    Gives them with the page's address. `with_bot`: the page shows `Sandbox.bot` as well, which
    somebody is to keep.
    """
    async with Slack.start() as slack, Tencent.start() as tencent:
        port, origin = listening or local_port()
        number = port.getsockname()[1]
        sandbox = Sandbox(slack, tencent)
        if with_bot:
            environment = partial(sandbox.environment, keep={"LETTERDROP_LOCALE"})
            kept = KeptBot(environment, slack.connections, slack.note)
            sandbox = replace(sandbox, bot=kept)
        page = Page(sandbox, {f"127.0.0.1:{number}", f"localhost:{number}"})
        async with serving(page.application(), port):
            yield sandbox, f"{origin}/"


async def _made_safe(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(SAFE)
