"""Both stand-ins with their page, and the real bot beside them to click around with."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sandbox import Sandbox
from sandbox.page.server import serving_page
from sandbox.process import Bot, bot_process
from sandbox.slack import Slack
from sandbox.tencent import Tencent

CONNECTED_WITHIN = 10.0  # seconds


@asynccontextmanager
async def running_with_page(port: int = 0) -> AsyncIterator[tuple[Sandbox, str]]:
    """Start both stand-ins on free ports, and their page on `port` (0: a free one as well).

    Gives them with the page's address; raises OSError where the port is taken.
    """
    async with (
        Slack.start() as server,
        Tencent.start() as tencent,
        serving_page(server, tencent, port) as address,
    ):
        yield Sandbox(server, tencent), address


async def play(sandbox: Sandbox, address: str, folder: Path) -> int:
    """Run the real bot in `folder` until this is cancelled; gives 1 if the bot ends by itself."""
    async with bot_process(sandbox.environment(folder), folder) as bot:
        if not await bot.brings_about(lambda: sandbox.slack.connections, within=CONNECTED_WITHIN):
            return _complained(bot, "did not connect to Slack")
        sys.stdout.write(f"Letterdrop runs. Open {address} to try it; Ctrl-C ends it.\n")
        sys.stdout.flush()
        with suppress(asyncio.CancelledError):
            await bot.process.wait()
            return _complained(bot, "ended by itself")
        return 0


def _complained(bot: Bot, trouble: str) -> int:
    sys.stderr.write(f"The bot {trouble}. Its log:\n{bot.log.read_text(errors='replace')}\n")
    return 1
