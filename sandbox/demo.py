"""Drops letters into the local Slack, lets the real bot deal with them, and tells what happened.

The CA decides, and the bot looks (SIGUSR1), at once: what takes days otherwise takes a second.
"""

from collections.abc import Sequence

from rich.console import Console

from sandbox.rendering.text import HEADER, Line
from sandbox.run import run
from sandbox.slack import BOT_USER, Message, Upload
from sandbox.stage import ENDS, Stage, bots_marks
from sandbox.transcript import lines, show
from sandbox.ways import Ways

DEMO = Ways.read("demo.toml")
TOLD_WITHIN = 30.0  # seconds, for a drop of one's own, which may well have to be mended


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
