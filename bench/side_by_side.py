"""All contenders in turn: starts, letters one by one, and many letters at once."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import contenders, tccli
from bench.contenders import BARE, HERE, NAMES, OURS, PLAIN, Burst, Contender, Letter

Rivals = Mapping[str, tuple[str, Path]]
"""Module and checkout of each, by its name."""

ALL: Rivals = {NAMES[module]: (module, HERE) for module in (PLAIN, BARE, OURS)}
WARM_UP = 4  # letters that are not counted
REST = 1.0  # seconds after a start, until the memory is read


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to its open socket; then its memory, MB."""

    connected_after: float
    memory: float


async def starts(rivals: Rivals, count: int) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {name: [] for name in rivals}
    for number in range(count):
        for name in contenders.in_turn(list(rivals), number):
            async with contenders.started(*rivals[name]) as each:
                await asyncio.sleep(REST)
                found[name].append(Start(each.connected_after, each.bot.memory()))
    return found


async def one_by_one(
    rivals: Rivals, count: int, round_trip: float, command: tccli.Command | None = None
) -> dict[str, list[Letter]]:
    """So many letters to each, when each outside call takes so many seconds.

    `command` gets every other one.
    """
    content = contenders.usual_letter()
    taken: dict[str, list[Letter]] = {name: [] for name in rivals}
    async with AsyncExitStack() as stack:
        bots = await _started(stack, rivals, round_trip)
        for number in range(WARM_UP + count):
            for name in contenders.in_turn(list(bots), number):
                taken[name].append(await contenders.one_letter(bots[name], number, content))
            if command and number % 2:
                await command.upload(number, content)
        for each in bots.values():
            contenders.all_letters(each.place, WARM_UP + count, content)
    return {name: some[WARM_UP:] for name, some in taken.items()}


async def with_tccli(count: int, round_trip: float) -> dict[str, object]:
    """The same of all contenders and of tccli; and why there are none of that, if so."""
    async with contenders.folder_and_sandbox() as (folder, place):
        contenders.slow_down(place, round_trip)
        command = tccli.Command(place, folder, tccli.why_missing())
        letters = await one_by_one(ALL, count, round_trip, command)
    return {"letters": letters | {"tccli": command.letters}, "no_tccli": command.failed}


async def bursts(count: int, size: int) -> dict[str, list[Burst]]:
    """So many bursts of so many letters to each."""
    content = contenders.usual_letter()
    found: dict[str, list[Burst]] = {name: [] for name in ALL}
    async with AsyncExitStack() as stack:
        bots = await _started(stack, ALL)
        for each in bots.values():
            await contenders.burst(each, "War", [content] * WARM_UP)
        for number in range(count):
            for name in contenders.in_turn(list(bots), number):
                burst = await contenders.burst(bots[name], f"B{number:02}", [content] * size)
                found[name].append(burst)
        for each in bots.values():
            contenders.all_letters(each.place, WARM_UP + count * size, content)
    return found


async def _started(
    stack: AsyncExitStack, rivals: Rivals, round_trip: float = 0.0
) -> dict[str, Contender]:
    return {
        name: await stack.enter_async_context(contenders.started(module, root, round_trip))
        for name, (module, root) in rivals.items()
    }
