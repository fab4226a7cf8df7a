"""What a letter costs Letterdrop, and what it costs a plain bot: `python -m bench.letters`.

Both get the same letters in turn: whatever else the machine does, it does to both. Printed is a
line for each figure: Letterdrop's, the other bot's, their ratio, and the quartiles of the ratios of
two letters in turn; where they lie far apart the machine was busy. At last the longest callbacks of
Letterdrop's loop: how long, how much of it was CPU, and whose.

`--against FOLDER` takes another checkout of Letterdrop in the place of the plain bot, to see what a
change costs.
"""

import argparse
import asyncio
import sys
from pathlib import Path

import msgspec

from bench import contenders, ratios
from bench import side_by_side as side
from bench.contenders import HERE, NAMES, OURS, PLAIN, WATCHED
from bench.watched_bot import longest_blocks


async def measure(count: int, starts: int, round_trip: float, against: Path | None) -> None:
    """Start the bots, drop the letters, print the figures."""
    other = (OURS, against) if against else (PLAIN, HERE)
    rivals = {NAMES[OURS]: (OURS, HERE), NAMES[PLAIN]: other}
    near = await side.one_by_one(rivals, count, round_trip)
    started = await side.starts(rivals, starts)
    print(f"{'':36}{'Letterdrop':>12}{str(against or 'plain bot')[-12:]:>14}{'ratio':>8}")
    figures = msgspec.to_builtins({"near": {"letters": near}, "starts": started})
    for each in ratios.filled(figures):
        ours, theirs = each.of(NAMES[OURS]), each.of(NAMES[PLAIN])
        if ours is not None and theirs is not None:
            spread = f"  {each.spread[0]:.2f} to {each.spread[1]:.2f}" if each.spread else ""
            told = f"{ours:9.1f} {each.row.unit:2}{theirs:11.1f} {each.row.unit:2}"
            print(f"{each.row.title:36}{told}{ours / theirs:8.2f}{spread}")
    await tell_blocks(min(count, 10), round_trip)


async def tell_blocks(count: int, round_trip: float) -> None:
    """Tell what blocked the loop for 10 ms, at the start and with letters."""
    content = contenders.usual_letter()
    async with contenders.started(WATCHED, HERE, round_trip) as each:
        for number in range(count):
            await contenders.one_letter(each, number, content)
        await each.bot.stop()
        for block in longest_blocks(each.bot.output):
            print(f"loop blocked {block.wall:6.1f} ms, CPU {block.cpu:.1f} ms: {block.what}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__)
    parser.add_argument("--letters", type=int, default=60, metavar="N", help="to each bot (60)")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="of each bot (5)")
    parser.add_argument("--round-trip", type=float, default=0, metavar="MS", help="of each call")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout")
    given = parser.parse_args()
    against = given.against and given.against.resolve()
    asyncio.run(measure(given.letters, given.starts, given.round_trip / 1000, against))
    return 0


if __name__ == "__main__":
    sys.exit(main())
