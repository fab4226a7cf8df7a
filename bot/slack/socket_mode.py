"""Socket Mode, kept alive.

slack_sdk reconnects by itself in most cases, but not in all: after an outage it may try a spent
address for ever, because it asks for a new one only when it has none. So somebody watches.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot import patience
from bot.patience import SOCKET_PING_EVERY

log = logging.getLogger("letterdrop.socket")


class Disconnected(Exception):
    """No socket for too long."""


@asynccontextmanager
async def connected(app: AsyncApp, app_token: str, url: str) -> AsyncIterator[asyncio.Task[None]]:
    """Listen over Socket Mode within the block; yields the task that keeps the socket up.

    It ends with Disconnected when all is lost. `url` is what apps.connections.open gave, asked for
    by the caller since slack_sdk would try a refused token for ever.
    """
    sdk = logging.getLogger("letterdrop.socket.sdk")
    # Below INFO it writes whole messages into the log.
    sdk.setLevel(max(logging.INFO, logging.root.level))
    sdk.addFilter(_without_ticket)
    client = AsyncSocketModeHandler(app, app_token, sdk, ping_interval=SOCKET_PING_EVERY).client
    client.wss_uri = url  # good for one connection, this one
    client.proxy = app.client.proxy
    keeping = asyncio.create_task(_keep_up(client))
    try:
        pause = patience.START_LOOKS_FOR_SOCKET_EVERY
        for _ in range(int(patience.START_WAITS_FOR_SOCKET / pause)):
            if await client.is_connected():
                break
            await asyncio.sleep(pause)
        else:
            log.warning("no socket to Slack yet, trying on")
        yield keeping
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await client.close()  # type: ignore[no-untyped-call]  # slack_sdk's


def _without_ticket(record: logging.LogRecord) -> bool:
    """Keep the address, which holds a ticket that opens a socket, out of slack_sdk's errors."""
    record.msg = re.sub(r"ticket=[^'\"&\s]*", "ticket=***", record.getMessage())
    record.args, record.exc_info = (), None
    return True


async def _keep_up(client: SocketModeClient) -> None:
    """Connect, and ask for a new address whenever the one at hand does not work for too long."""
    connecting = asyncio.create_task(client.connect())  # type: ignore[no-untyped-call]  # slack_sdk's
    down_for = 0.0
    try:
        while down_for < patience.PROCESS_WAITS_FOR_SOCKET:
            await asyncio.sleep(SOCKET_PING_EVERY)
            down_for = 0.0 if await client.is_connected() else down_for + SOCKET_PING_EVERY
            if down_for >= patience.NEW_SOCKET_ADDRESS_AFTER:
                log.warning("no socket to Slack for %.0f s, asking for a new address", down_for)
                client.wss_uri = None
    finally:
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
    raise Disconnected(f"no socket to Slack for {down_for:.0f} s")
