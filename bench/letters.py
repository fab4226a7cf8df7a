"""What a letter costs Letterdrop, and what it costs a plain bot: `python -m bench.letters`.

Each bot is a process of its own, with a sandbox of its own in this process, and they get the same
letters in turn: whatever else the machine does, it does to all of them.

Printed is a line for each figure: Letterdrop's, the other bot's, their ratio, and whether the limit
(README.md here) is met; memory in MB, the rest in ms. For figures of single letters a second line
has the quartiles of the ratios of two letters in turn: where they lie far apart the machine was
busy, and a ratio within them says little. At last the longest callbacks of Letterdrop's loop: how
long, how much of it was CPU, and whose.

`--against FOLDER` takes another checkout of Letterdrop in the place of the plain bot, to see what a
change costs.
"""

import argparse
import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from bench import contenders, report
from bench.contenders import HERE, OURS, PLAIN, WATCHED, Contender, Letter

WARM_UP = 6  # letters that are not counted


async def measure(count: int, starts: int, round_trip: float, against: Path | None) -> int:
    """Start the bots, drop the letters, print the figures; 1 if a letter went astray."""
    content = contenders.usual_letter()
    others = (OURS, against) if against else (PLAIN, HERE)
    connected = await start_several_times(starts, others)
    async with AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(contenders.started(module, root, round_trip))
            for module, root in ((OURS, HERE), others, (WATCHED, HERE))
        ]
        await asyncio.sleep(1.0)
        idle = [each.bot.memory() for each in bots]
        taken: list[list[Letter]] = [[] for _ in bots]
        for number in range(WARM_UP + count):
            for at in contenders.in_turn(len(bots), number):
                taken[at].append(await contenders.one_letter(bots[at], number, content))
        report.memory(bots[0].bot, bots[1].bot, idle, str(against or "plain bot"))
        astray = sum(not has_all(each, WARM_UP + count, content) for each in bots)
        watched = bots[2]
        await watched.bot.stop()
        report.starts(*connected)
        report.letters(taken[0][WARM_UP:], taken[1][WARM_UP:])
        report.blocks(watched.bot, watched.bot.began + watched.connected_after)
    return astray


async def start_several_times(
    count: int, others: tuple[str, Path]
) -> tuple[list[float], list[float]]:
    """Give the seconds from each start of Letterdrop, and of the other, to its open socket."""
    ours: list[float] = []
    other: list[float] = []
    for _ in range(count):
        for (module, root), seconds in (((OURS, HERE), ours), (others, other)):
            async with contenders.started(module, root) as each:
                seconds.append(each.connected_after)
    return ours, other


def has_all(each: Contender, count: int, content: bytes) -> bool:
    """Whether every letter reached Tencent Cloud once, byte for byte; says so where not."""
    try:
        contenders.all_letters(each.place, count, content)
    except ValueError as error:
        print(f"{each.module}: {error}", file=sys.stderr)
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__)
    parser.add_argument("--letters", type=int, default=60, metavar="N", help="to each bot (60)")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="of each bot (5)")
    parser.add_argument(
        "--round-trip", type=float, default=0, metavar="MS", help="of each call (0: none)"
    )
    parser.add_argument(
        "--against",
        type=lambda name: Path(name).resolve(),
        metavar="FOLDER",
        help="another checkout of Letterdrop",
    )
    given = parser.parse_args()
    seconds = given.round_trip / 1000
    return asyncio.run(measure(given.letters, given.starts, seconds, given.against))


if __name__ == "__main__":
    sys.exit(main())
