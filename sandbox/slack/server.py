"""The server: puts the rooms together, serves them on two free ports, ends everything."""

import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
from aiohttp import web

from sandbox.slack import events
from sandbox.slack.calls import Call
from sandbox.slack.cast import Channel, Installation
from sandbox.slack.changes import Changes
from sandbox.slack.context import Context
from sandbox.slack.delivery import Deliveries
from sandbox.slack.downloads import Download, Downloads
from sandbox.slack.faults import Faults
from sandbox.slack.interactions import Interactions
from sandbox.slack.messages import Json
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.uploads import Uploads
from sandbox.slack.views import Views
from sandbox.slack.web_api import WebApi
from sandbox.slack.workspace import Workspace

LARGEST_BODY = 64 * 1024 * 1024

# Seconds that requests under way have to end in; then they are cancelled.
SHUTDOWN = 0.1


class Server:
    """All rooms of the local Slack, wired."""

    def __init__(self, origin: str, foreign_origin: str, installation: Installation) -> None:
        self.origin = origin
        self.foreign_origin = foreign_origin
        self.installation = installation
        self.http = aiohttp.ClientSession()
        self.changes = Changes()
        note = self.changes.note
        self.faults = Faults()
        self.workspace = Workspace(origin, self.announce, note)
        self.sockets = SocketMode(origin, self.faults, note)
        self.deliveries = Deliveries(self.sockets, note)
        self.views = Views(note)
        self.uploads = Uploads(origin)
        self.response_urls = ResponseUrls(self.workspace)
        self.interactions = Interactions(
            self.workspace, self.views, self.deliveries, self.response_urls
        )
        context = Context(self.workspace, installation, self.views, self.uploads, self.sockets)
        self.web_api = WebApi(context, self.faults, note)
        self.file_server = Downloads(
            self.workspace, installation, self.faults, foreign_origin, note
        )

    @property
    def calls(self) -> list[Call]:
        """All calls of the Web API."""
        return self.web_api.calls

    @property
    def downloads(self) -> list[Download]:
        """All requests for files."""
        return self.file_server.log

    def announce(self, event: Json, channel: Channel) -> None:
        """Tells the app of an event, if it is one that it hears."""
        if events.is_heard(event, channel, self.installation):
            self.send_event(event)

    def send_event(self, event: Json) -> str:
        """The event ID under which the inner event is sent in the background."""
        place = event.get("channel") or event.get("channel_id")
        channel = self.workspace.channels.get(place) if isinstance(place, str) else None
        shared = channel is not None and channel.is_ext_shared
        body = events.callback(event, is_ext_shared=shared, now=time.time())
        self.deliveries.dispatch(body)
        return str(body["event_id"])

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", self.web_api.handle)
        app.router.add_get("/link/", self.sockets.accept)
        app.router.add_get("/files-pri/{key}/{name:.*}", self.file_server.handle)
        app.router.add_get("/login", self.file_server.login)
        app.router.add_post("/upload/v1/{file_id}", self.uploads.receive)
        app.router.add_post("/actions/{key}", self.response_urls.receive)
        app.router.add_route("*", "/{elsewhere:.*}", self.file_server.elsewhere)
        return app

    async def close(self) -> None:
        """Ends everything that is under way."""
        self.uploads.close()
        await self.deliveries.close()
        await self.sockets.close()
        await self.http.close()


@asynccontextmanager
async def serving(port: int, installation: Installation) -> AsyncIterator[Server]:
    """The server, listening on `port` (0: a free one) and, as a foreign origin, on another."""
    async with AsyncExitStack() as stack:
        doors = [socket.create_server(("127.0.0.1", number)) for number in (port, 0)]
        origins = [f"http://127.0.0.1:{door.getsockname()[1]}" for door in doors]
        server = Server(origins[0], origins[1], installation)
        runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=SHUTDOWN)
        stack.push_async_callback(runner.cleanup)
        stack.push_async_callback(server.close)
        await runner.setup()
        for door in doors:
            await web.SockSite(runner, door).start()
        yield server
