"""Plays with the real bot between both stand-ins: the demo, the tour, and a drop of one's own.

docs/tour.md shows what the first two print; `make docs` makes it, and tests hold it to them.
"""

import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from sandbox.kept_bot import bot_process
from sandbox.rendering.text import HEADER, Line
from sandbox.services import Sandbox
from sandbox.slack import BOT_USER, CERTIFICATES, Message, Slack, Upload
from sandbox.stage import ENDS, Stage, bots_marks
from sandbox.tencent import Certificate, Tencent, default_certificates
from sandbox.transcript import lines, show
from sandbox.ways import IDS, Way, Ways

DEMO, TOUR = Ways.read("demo.toml"), Ways.read("tour.toml")
CONNECTED_WITHIN = 30.0  # seconds from the start of the bot
TOLD_WITHIN = 30.0  # seconds, for a drop of one's own, which may well have to be mended

plain_console = partial(Console, highlight=False, emoji=False, markup=False)

Play = Callable[[Stage, Console], Awaitable[list[str]]]
"""What people do: begins in #certificates, prints, and gives what was not as it must be."""


async def demo() -> int:
    """Play the demo and print it; gives 0 if every drop ended as it must, else 1."""

    async def play(stage: Stage, console: Console) -> list[str]:
        trouble = await DEMO.go(DEMO.ways[0], stage)
        await _show(stage, console)
        return [trouble] if trouble else []

    return await run(play, "Everything ended as it must")


async def drop(file: Upload, text: str, *, user: str, channel: str) -> int:
    """Drop one file and print what comes of it; gives 0 if the bot said something, else 1."""

    async def play(stage: Stage, console: Console) -> list[str]:
        there = stage.elsewhere(channel)
        ts = await there.says(user, text, file)
        await there.bot.brings_about(
            lambda: is_answered(there.slack.thread(channel, ts)), within=TOLD_WITHIN
        )
        trouble = "the bot ended by itself" if there.bot.has_ended else "the bot said nothing"
        await _show(there, console)
        has_spoken = any(message.user == BOT_USER for message in _everything(there))
        return [] if has_spoken else [trouble]

    return await run(play, "The bot has answered")


async def tour(ways: Sequence[Way] = TOUR.ways) -> int:
    """Go all ways and print them; gives 0 if each ended as it must, else 1."""

    async def play(stage: Stage, console: Console) -> list[str]:
        troubles = []
        for way in ways:
            slack, whose = stage.slack, way.chat_of
            chat = slack.direct_message(IDS[whose]) if whose else slack.add_channel("certificates")
            there = stage.elsewhere(chat)
            if trouble := await TOUR.go(way, there):
                troubles.append(f"{way.title}: {trouble}")
            show(console, [Line(f"── {way.title} ──", style=HEADER), *there.written, Line("")])
        return troubles

    waiting = [Certificate(*each) for each in TOUR.waiting.items()]
    return await run(play, f"All {len(ways)} ended as they must", waiting)


async def run(play: Play, praise: str, waiting: Sequence[Certificate] = ()) -> int:
    """Let the bot take part in a play; gives 0 if all was as it must be, else 1 (see stderr)."""
    start = time.monotonic()
    account = [*default_certificates().values(), *waiting]
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as name:
        async with Slack.start() as slack, Tencent.start(account) as tencent:
            troubles = await _played(play, Sandbox(slack, tencent), Path(name))
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


async def _played(play: Play, sandbox: Sandbox, folder: Path) -> list[str]:
    slack, tencent = sandbox.slack, sandbox.tencent
    async with bot_process(sandbox.environment(folder), folder) as bot:
        if not await bot.brings_about(lambda: slack.connections, within=CONNECTED_WITHIN):
            return [f"the bot did not connect to Slack (exit code {await bot.stop()})"]
        troubles = await play(Stage(slack, tencent, bot, CERTIFICATES), plain_console())
        if exit_code := await bot.stop():
            troubles.append(f"the bot must stop with exit code 0, not {exit_code}")
        return troubles


def _everything(stage: Stage) -> list[Message]:
    """Give all messages of the channel, ephemeral ones among them."""
    alone = [each for each in stage.slack.ephemerals if each.channel == stage.channel]
    everything = [*stage.slack.channel_messages(stage.channel), *alone]
    return sorted(everything, key=lambda message: float(message.ts))


async def _show(stage: Stage, console: Console) -> None:
    """Stop the bot, and print the channel, what Tencent Cloud received and the CA decided."""
    await stage.bot.stop()
    console.print(f"#{stage.names[stage.channel]}\n", style=HEADER)
    show(console, lines(_everything(stage), stage.names))
    received = [
        f"{each.certificate_id}  {len(each.content):,} bytes  RequestId {each.request_id}"
        for each in stage.tencent.letters
    ]
    if not received:
        console.print("Tencent Cloud received no letter.")
    for head, rows in (
        ("Tencent Cloud received", received),
        ("The CA issued, at once instead of after days", stage.decided),
    ):
        if rows:
            show(console, [Line(head, style=HEADER), *(Line(each, 2) for each in rows)])
    console.print()


def is_settled(thread: Sequence[Message]) -> bool:
    """Whether a drop has its result: its mark as the bot's only reaction, and a reply."""
    return bots_marks(thread[0]) in ENDS and len(_replies(thread)) > 0


def is_answered(thread: Sequence[Message]) -> bool:
    """Whether the bot has said something and is at rest: a result, or a question."""
    has_spoken = any(each.text for each in _replies(thread))  # a file alone is not yet a question
    return is_settled(thread) or (has_spoken and not bots_marks(thread[0]))


def _replies(thread: Sequence[Message]) -> list[Message]:
    return [each for each in thread[1:] if each.user == BOT_USER and not each.deleted]
