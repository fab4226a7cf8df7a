"""Plays every way in against the real bot in one run, and prints a short transcript of each.

docs/tour.md shows these transcripts; `make docs` makes it, and tests hold it to them.
"""

from collections.abc import Sequence

from rich.console import Console

from sandbox.run import run
from sandbox.stage import Stage
from sandbox.tencent import Certificate
from sandbox.transcript import show
from sandbox.ways import IDS, Way, Ways

TOUR = Ways.read("tour.toml")


async def tour(ways: Sequence[Way] = TOUR.ways) -> int:
    """Go all ways and print them; gives 0 if each ended as it must, else 1."""

    async def play(stage: Stage, console: Console) -> list[str]:
        troubles = [(way.title, await _go(way, stage, console)) for way in ways]
        return [f"{title}: {trouble}" for title, trouble in troubles if trouble]

    waiting = [Certificate(*each) for each in TOUR.waiting.items()]
    return await run(play, f"All {len(ways)} ended as they must", waiting)


async def _go(way: Way, anywhere: Stage, console: Console) -> str:
    """Go one way and print it; what was not as it must be, "" if all was."""
    slack = anywhere.slack
    chat = (
        slack.direct_message(IDS[way.chat_of]) if way.chat_of else slack.add_channel("certificates")
    )
    stage = anywhere.elsewhere(chat)
    trouble = await TOUR.go(way, stage)
    console.print(f"── {way.title} ──", style="bold")
    show(console, stage.written)
    console.print()
    return trouble
