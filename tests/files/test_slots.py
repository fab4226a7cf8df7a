"""Two at a time; the rest wait, and it can be told that they do."""

import asyncio

from bot.files.slots import LargeFiles


async def test_the_third_waits_until_one_has_ended() -> None:
    slots, ends = LargeFiles(), [asyncio.Event() for _ in range(3)]

    async def work(number: int) -> None:
        async with slots.slot(str(number)):
            await ends[number].wait()

    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(work(number))
        await asyncio.sleep(0)
        assert [slots.waits(str(n)) for n in range(3)] == [False, False, True]
        assert [slots.is_served(str(n)) for n in range(3)] == [True, True, False]
        ends[0].set()
        for _ in range(5):  # loops of the event loop until the next one is woken
            await asyncio.sleep(0)
        assert slots.is_served("2")
        assert not slots.waits("2")
        assert not slots.is_served("0")
        for end in ends:
            end.set()


async def test_who_gives_up_waiting_takes_nobodys_slot() -> None:
    slots = LargeFiles(at_once=1)
    async with slots.slot("a"):
        waiting = asyncio.create_task(slots.slot("b").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert not slots.waits("b")
    async with slots.slot("c"):
        assert slots.is_served("c")
