"""Socket Mode, kept alive.

slack_sdk reconnects by itself in most cases, but not in all: after an outage it may try a spent
address for ever, because it asks for a new one only when it has none. So somebody watches.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

log = logging.getLogger("letterdrop.socket")

PING = 5.0  # seconds; four without a pong, and the socket counts as dead
HEAL_AFTER = 30.0  # seconds without a socket, then a new address is asked for
GIVE_UP_AFTER = 300.0  # seconds without a socket, then the process ends and its supervisor helps


class Disconnected(Exception):
    """No socket for too long."""


@asynccontextmanager
async def connected(app: AsyncApp, app_token: str, url: str) -> AsyncIterator[asyncio.Task[None]]:
    """Listen over Socket Mode within the block; yields the watchdog's task.

    The task ends with Disconnected when all is lost. `url` is what apps.connections.open gave,
    asked for by the caller since slack_sdk would try a refused token for ever.
    """
    handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING)
    client: SocketModeClient = handler.client
    client.wss_uri = url  # good for one connection, this one
    client.proxy = app.client.proxy
    try:
        await client.connect()  # type: ignore[no-untyped-call]
        watchdog = asyncio.create_task(_watch(client))
        yield watchdog
        watchdog.cancel()
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await client.close()  # type: ignore[no-untyped-call]


async def _watch(client: SocketModeClient) -> None:
    down_for = 0.0
    while down_for < GIVE_UP_AFTER:
        await asyncio.sleep(PING)
        down_for = 0.0 if await client.is_connected() else down_for + PING
        if down_for >= HEAL_AFTER:
            log.warning("no socket to Slack for %.0f s, asking for a new address", down_for)
            client.wss_uri = None
    reason = f"no socket to Slack for {down_for:.0f} s"
    raise Disconnected(reason)
