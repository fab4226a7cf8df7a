"""Runs the real bot between both stand-ins, and tells how it ended: for demo, drop and tour."""

import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path

from rich.console import Console

from sandbox.process import bot_process
from sandbox.services import Sandbox
from sandbox.slack import CERTIFICATES, Slack
from sandbox.stage import Stage
from sandbox.tencent import Certificate, Tencent, default_certificates

CONNECTED_WITHIN = 30.0  # seconds from the start of the bot

plain_console = partial(Console, highlight=False, emoji=False, markup=False)

Play = Callable[[Stage, Console], Awaitable[list[str]]]
"""What people do: begins in #certificates, prints, and gives what was not as it must be."""


async def run(play: Play, praise: str, waiting: Iterable[Certificate] = ()) -> int:
    """Let the bot take part in a play; gives 0 if all was as it must be, else 1 (see stderr).

    `waiting` are certificates beside those of every fresh account.
    """
    start = time.monotonic()
    account = [*default_certificates().values(), *waiting]
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as name:
        async with Slack.start() as slack, Tencent.start(account) as tencent:
            troubles = await _played(play, slack, tencent, Path(name))
        log = (Path(name) / "bot.log").read_text(errors="replace")
    if not troubles:
        seconds = time.monotonic() - start
        plain_console().print(f"{praise}, in {seconds:.1f} s.", style="bold green")
        return 0
    errors = plain_console(stderr=True)
    errors.print("This is not how it must end:", style="bold red")
    for each in troubles:
        errors.print(f"- {each}", soft_wrap=True)
    errors.print("\nThe bot's log:", style="bold red")
    errors.print(log or "(empty)", soft_wrap=True)
    return 1


async def _played(play: Play, slack: Slack, tencent: Tencent, folder: Path) -> list[str]:
    environment = Sandbox(slack, tencent).environment(folder)
    async with bot_process(environment, folder) as bot:
        if not await bot.brings_about(lambda: slack.connections, within=CONNECTED_WITHIN):
            return [f"the bot did not connect to Slack (exit code {await bot.stop()})"]
        troubles = await play(Stage(slack, tencent, bot, CERTIFICATES), plain_console())
        if exit_code := await bot.stop():
            troubles.append(f"the bot must stop with exit code 0, not {exit_code}")
        return troubles
