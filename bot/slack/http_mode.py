"""HTTP mode: Slack sends its events to this process, which listens on a port of its own."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.typedefs import Handler
from slack_bolt.async_app import AsyncApp

PATH = "/slack/events"
"""Where Slack sends everything to; the app's settings name it behind the host."""


@web.middleware
async def _with_plain_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse headers on which Bolt fails: the log would tell what strangers have written there."""
    time, signature = (
        request.headers.get(f"X-Slack-{each}", "") for each in ("Request-Timestamp", "Signature")
    )
    if not (re.fullmatch("[0-9]{0,20}", time) and signature.isascii()):
        raise web.HTTPUnauthorized
    return await handler(request)


@asynccontextmanager
async def served(app: AsyncApp, port: int) -> AsyncIterator[None]:
    """Take Slack's signed requests on this port within the block. Raises OSError."""
    listening = app.web_app(path=PATH, port=port)
    listening.middlewares.append(_with_plain_headers)
    runner = web.AppRunner(listening, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "0.0.0.0", port).start()  # noqa: S104 - Slack comes from outside
        yield
    finally:
        await runner.cleanup()
