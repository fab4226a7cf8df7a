"""Files over HTTP: who may have the bytes, who gets the login page, and what may go wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import NamedTuple

from aiohttp import web

from sandbox.slack.cast import Installation
from sandbox.slack.faults import Fault, Faults, answer_with, break_off, page
from sandbox.slack.files import StoredFile
from sandbox.slack.workspace import Workspace

SLOW_PARTS = 10
ENDLESS_PART = bytes(64 * 1024)


class Download(NamedTuple):
    """The record of one request; `file_id` is empty where it was for something else."""

    file_id: str
    authorization: str | None
    host: str


class Downloads:
    """Answers `/files-pri/TEAM-FILE/…`; keeps a record of everything that was asked for."""

    def __init__(
        self,
        workspace: Workspace,
        installation: Installation,
        faults: Faults,
        foreign_origin: str,
        note: Callable[[], None],
    ) -> None:
        self.log: list[Download] = []
        self._workspace = workspace
        self._installation = installation
        self._faults = faults
        self._foreign_origin = foreign_origin
        self._note = note

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request for a file."""
        file_id = request.match_info["key"].rpartition("-")[2]
        self._record(request, file_id)
        fault = self._faults.take("download") or Fault()
        if fault.redirect:
            return self._redirect(request, fault.redirect)
        file = self._workspace.files.get(file_id)

        async def answer() -> web.StreamResponse:
            if file is None or not self._may_have(request, file):
                return web.Response(
                    status=302, headers={"Location": f"/login?redir={request.path}"}
                )
            return await _deliver(request, file, fault)

        return await answer_with(_whole(fault), request, answer)

    async def elsewhere(self, request: web.Request) -> web.StreamResponse:
        """Any other address: nothing is there, but that somebody asked is kept."""
        self._record(request, "")
        return web.Response(status=404, text="Nothing here.")

    async def login(self, _request: web.Request) -> web.StreamResponse:
        """The page that Slack shows in place of what one may not see."""
        return page("Sign in to Sandbox")

    def _record(self, request: web.Request, file_id: str) -> None:
        authorization = request.headers.get("Authorization")
        self.log.append(Download(file_id, authorization, request.host))
        self._note()

    def _may_have(self, request: web.Request, file: StoredFile) -> bool:
        """The bot's token, the scope, and the bot being where the file is."""
        bearer = request.headers.get("Authorization") == f"Bearer {self._installation.bot_token}"
        scope = "files:read" in self._installation.scopes
        return bearer and scope and not file.error and self._workspace.is_seen_by_bot(file)

    def _redirect(self, request: web.Request, target: str) -> web.Response:
        moved = f"/files-pri/{request.match_info['key']}/moved/file"
        bases = {"within": self._workspace.origin, "foreign": self._foreign_origin}
        location = f"{bases[target]}{moved}" if target in bases else target
        return web.Response(status=302, headers={"Location": location})


def _whole(fault: Fault) -> Fault | None:
    """The fault for the answer as a whole; those of the body have a delay of their own."""
    return None if fault.body or fault == Fault() else fault


async def _deliver(request: web.Request, file: StoredFile, fault: Fault) -> web.StreamResponse:
    if fault.body is None or fault.body == "short":
        half = len(file.content) // 2
        content = file.content[:half] if fault.body else file.content
        return web.Response(body=content, headers=_headers(file))
    return await _stream(request, file, fault)


async def _stream(request: web.Request, file: StoredFile, fault: Fault) -> web.StreamResponse:
    """A body that comes in parts: slow, endless, or cut off in the middle."""
    response = web.StreamResponse(headers=_headers(file))
    if fault.body != "endless":
        response.content_length = len(file.content)
    with suppress(ConnectionError):  # a client that has had enough hangs up
        await response.prepare(request)
        async for part in _parts(file.content, fault):
            await response.write(part)
    if fault.body == "cut":
        return break_off(request)
    return response


async def _parts(content: bytes, fault: Fault) -> AsyncIterator[bytes]:
    if fault.body == "cut":
        yield content[: len(content) // 2]
        return
    while fault.body == "endless":
        yield ENDLESS_PART
        await asyncio.sleep(0)
    step = max(1, -(-len(content) // SLOW_PARTS))
    for start in range(0, len(content), step):
        await asyncio.sleep(fault.delay / SLOW_PARTS)
        yield content[start : start + step]


def _headers(file: StoredFile) -> dict[str, str]:
    mimetype = file.object.get("mimetype") or "application/octet-stream"
    return {"Content-Type": mimetype, "Content-Disposition": "attachment"}
