"""HTTP mode: Slack sends its events to this process, which listens on a port of its own.

Anybody may reach that port. A connection carries one request and ends in time, and nothing of a
request is parsed before Slack's signature of its body was seen (*Verifying requests from Slack*).
"""

import asyncio
import logging
import re
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot import patience

log = logging.getLogger("letterdrop.http")

PATH = "/slack/events"
"""Where Slack sends everything to; the app's settings name it behind the host."""

LONGEST_REQUEST = 256 * 1024  # bytes; the longest message with its blocks has some 150 KB
MOST_CONNECTIONS = 200
ACCEPTED_AT_ONCE = 50
_DESCRIPTORS_OF_FIVE = 2  # that connections may take, those just accepted among them


@asynccontextmanager
async def served(app: AsyncApp, port: int, signing_secret: str) -> AsyncIterator[None]:
    """Take Slack's signed requests on this port within the block. Raises OSError."""
    verifier = SignatureVerifier(signing_secret)

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        response = await _response(request, app, verifier)
        response.force_close()
        return response

    # As it came: what is packed could be of any size.
    server = _Server(handle, access_log=None, auto_decompress=False)
    runner = web.ServerRunner(server, shutdown_timeout=patience.STOP_WAITS_FOR_REQUESTS)
    await runner.setup()
    try:
        anywhere = "0.0.0.0"  # noqa: S104 - Slack comes from outside
        await web.TCPSite(runner, anywhere, port, backlog=ACCEPTED_AT_ONCE).start()
        yield
    finally:
        await runner.cleanup()


class _Server(web.Server):
    """Ends each connection in time, and the oldest one where there are too many."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        share = descriptors * _DESCRIPTORS_OF_FIVE // 5 - ACCEPTED_AT_ONCE
        self._most = max(1, min(MOST_CONNECTIONS, share))
        self._open = dict[web.RequestHandler, tuple[asyncio.Transport, asyncio.TimerHandle]]()

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        super().connection_made(handler, transport)
        if len(self._open) >= self._most:
            log.warning("more than %d connections: the oldest ones are ended", self._most)
            self._end(next(iter(self._open)))
        loop = asyncio.get_running_loop()
        timer = loop.call_later(patience.HTTP_REQUEST_WITHIN, self._end, handler)
        self._open[handler] = transport, timer

    def connection_lost(
        self, handler: web.RequestHandler, exc: BaseException | None = None
    ) -> None:
        super().connection_lost(handler, exc)
        self._end(handler)

    def _end(self, handler: web.RequestHandler) -> None:
        """End a connection; a listener at work goes on, and Slack delivers again."""
        if found := self._open.pop(handler, None):
            transport, timer = found
            timer.cancel()
            transport.abort()


async def _response(
    request: web.BaseRequest, app: AsyncApp, verifier: SignatureVerifier
) -> web.StreamResponse:
    if request.path != PATH:
        return web.Response(status=404)
    if request.method != "POST":
        return web.Response(status=405, headers={"Allow": "POST"})
    body = await _body(request)
    if body is None:
        return web.Response(status=413)
    if _SSL_CHECK.search(body):  # Slack looks whether the command's host has a certificate
        return web.Response()
    text = _signed(request, body, verifier)
    if text is None:
        log.warning("refused: a request that SLACK_SIGNING_SECRET does not fit")
        return web.Response(status=401)
    bolt = AsyncBoltRequest(body=text, query=request.query_string, headers=dict(request.headers))
    return await to_aiohttp_response(await app.async_dispatch(bolt))


_SSL_CHECK = re.compile(rb"(?:^|&)ssl_check=1(?:&|$)")


async def _body(request: web.BaseRequest) -> bytes | None:
    """The whole body; None for one that is too long, most of which stays unread."""
    try:
        await request.content.readexactly(LONGEST_REQUEST + 1)
    except asyncio.IncompleteReadError as whole:
        return whole.partial
    return None


def _signed(request: web.BaseRequest, body: bytes, verifier: SignatureVerifier) -> str | None:
    """The body as text, if Slack has signed it, minutes ago at most."""
    time, signature = (
        request.headers.get(f"X-Slack-{each}", "") for each in ("Request-Timestamp", "Signature")
    )
    if not (re.fullmatch("[0-9]{1,20}", time) and signature.isascii()):  # others raise
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if verifier.is_valid(text, time, signature) else None
