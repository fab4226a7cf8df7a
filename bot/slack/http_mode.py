"""HTTP mode: Slack sends its events to this process, which listens on a port of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.async_app import AsyncApp

PATH = "/slack/events"
"""Where Slack sends everything to; the app's settings name it behind the host."""


class CannotListen(Exception):
    """The port cannot be opened; the text says which, and why."""


@asynccontextmanager
async def served(app: AsyncApp, port: int) -> AsyncIterator[None]:
    """Take Slack's signed requests on this port within the block. Raises CannotListen."""
    runner = web.AppRunner(app.web_app(path=PATH, port=port), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "0.0.0.0", port)  # noqa: S104 - Slack comes from outside
        try:
            await site.start()
        except OSError as error:
            raise CannotListen(f"Port {port} cannot be opened: {error.strerror}.") from None
        yield
    finally:
        await runner.cleanup()
