"""Turns: by person, then the small ones, then by time."""

import asyncio
from contextlib import AsyncExitStack

from bot.files.turns import Turns
from tests.for_each import for_each

MB = 1 << 20


async def order(turns: Turns, *wanted: tuple[str, int]) -> list[tuple[str, int]]:
    """In which order they are served, one after the other, who come while the room is taken."""
    served: list[tuple[str, int]] = []

    async def work(person: str, size: int) -> None:
        async with turns.turn(person, size):
            served.append((person, size))
            await asyncio.sleep(0)

    async with turns.turn("first"):
        tasks = [asyncio.ensure_future(work(*each)) for each in wanted]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    return served


@for_each(
    ("wanted", "expected"),
    [
        ([("a", 1), ("b", 1), ("c", 1)], [0, 1, 2]),  # by time
        ([("a", 9 * MB), ("a", 1_000), ("b", 1_000)], [1, 2, 0]),  # the small pass the large
    ],
)
async def test_the_order_of_turns(wanted: list[tuple[str, int]], expected: list[int]) -> None:
    assert await order(Turns(1), *wanted) == [wanted[each] for each in expected]


async def test_whose_files_fill_the_room_lets_others_pass() -> None:
    turns, served = Turns(2), []

    async def work(person: str, may_end: asyncio.Event) -> None:
        async with turns.turn(person):
            served.append(person)
            await may_end.wait()

    now, later = asyncio.Event(), asyncio.Event()
    first = asyncio.ensure_future(work("many", now))
    rest = [asyncio.ensure_future(work("many", later)) for _ in range(5)]
    other = asyncio.ensure_future(work("other", later))
    await asyncio.sleep(0.01)
    assert served == ["many", "many"]
    now.set()
    await first
    await asyncio.sleep(0.01)
    assert served == ["many", "many", "other"]
    later.set()
    await asyncio.gather(*rest, other)


async def test_room_is_counted_by_weight_and_none_has_more_than_their_share() -> None:
    turns = Turns(100, most_each=60)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(turns.turn("a", weight=40))
        waits = asyncio.ensure_future(stack.enter_async_context(turns.turn("a", weight=40)))
        await stack.enter_async_context(turns.turn("b", weight=60))
        assert not waits.done()
        waits.cancel()
        await asyncio.gather(waits, return_exceptions=True)
    async with turns.turn("a", weight=1_000):  # more than there is: alone
        pass


async def test_a_large_one_is_not_passed_for_ever() -> None:
    turns = Turns(10)
    async with turns.turn("a", weight=6):
        large = asyncio.ensure_future(_served(turns, weight=8))
        await asyncio.sleep(0)
        small = asyncio.ensure_future(_served(turns, weight=2))
        await asyncio.sleep(0.01)
        assert not small.done()
    await asyncio.gather(large, small)


async def _served(turns: Turns, weight: int) -> None:
    async with turns.turn("b", weight=weight):
        pass
