"""`python -m sandbox play`: the page at once, and the real bot beside it, until Ctrl-C."""

import asyncio
import os
import sys
import threading
import webbrowser
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from pathlib import Path

from rich.console import Console

from sandbox.kept_bot import KeptBot
from sandbox.services import Sandbox

PORT = 8765  # that of the page, unless another one is asked for, or this one is taken
SHOWN_FOR = 3.0  # seconds in which an open page learns that the bot did not start
LOG_LINES = 30  # of the log's end, in the terminal
RETRIES = (0, 1, 2, 4, 8, 16, 32)  # seconds; Slack itself waits a minute, and then five

FAR_AWAY = ("SSH_CONNECTION", "SSH_TTY", "CI")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Tell whether a browser that is opened here is seen by who has started this."""
    if any(environment.get(name) for name in FAR_AWAY):
        return False
    return platform in ("darwin", "win32") or any(environment.get(name) for name in DISPLAYS)


async def play(
    sandbox: Sandbox, bot: KeptBot, address: str, folder: Path, *, opens_browser: bool
) -> int:
    """Tell the address and keep the bot until cancelled; gives 1 if it had ended by itself."""
    sandbox.slack.retry_delays = RETRIES
    _say(f"Open {address} to try Letterdrop; Ctrl-C ends it.")
    if opens_browser and has_browser(os.environ, sys.platform):
        # In a thread of its own, since a browser of the terminal ends when it likes.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    keeping = asyncio.create_task(bot.keep(folder))
    try:
        return await _told(bot, address)
    except asyncio.CancelledError:
        _say("Ended.")
        return int(bot.state == "ended")
    finally:
        sandbox.tencent.faults.clear()  # no call that is late keeps the bot waiting
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def _told(bot: KeptBot, address: str) -> int:
    """Tell what becomes of the bot; gives 1 if it does not start."""
    console = Console()
    with console.status("The bot is starting …") if console.is_terminal else nullcontext():
        state = await bot.another_than("starting")
    if state == "ended":
        _show_log(bot, "did not start")
        await asyncio.sleep(SHOWN_FOR)
        return 1
    while True:
        if state == "running":
            _say("The bot runs.")
        elif state == "ended":
            _show_log(bot, "ended by itself")
            sys.stderr.write(f"Start it again at {address}, or end all with Ctrl-C.\n")
        state = await bot.another_than(state)


def _show_log(bot: KeptBot, trouble: str) -> None:
    log = "\n".join(bot.log()[-LOG_LINES:]) or "(empty)"
    sys.stderr.write(f"The bot {trouble}. Its log:\n{log}\n")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
