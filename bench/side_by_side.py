"""All contenders in turn: starts, letters one by one, and many letters at once."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import sandbox
from bench import contenders, tccli
from bench.contenders import BARE, HERE, NAMES, OURS, PLAIN, Burst, Contender, Letter

MODULES = (PLAIN, BARE, OURS)
TCCLI = "tccli"
WARM_UP = 4  # letters that are not counted
REST = 1.0  # seconds after a start, until the memory is read


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to its open socket; then its memory, MB."""

    connected_after: float
    memory: float


@dataclass(frozen=True)
class OneByOne:
    """Each contender's letters, by its name; why there are none of tccli, if so."""

    letters: dict[str, list[Letter]]
    no_tccli: str


@dataclass
class CommandLine:
    """tccli, as long as it works here."""

    place: sandbox.Sandbox
    folder: Path
    failed: str
    letters: list[Letter] = field(default_factory=list)

    async def upload(self, number: int, content: bytes) -> None:
        if self.failed:
            return
        try:
            letter = await tccli.upload(self.place, self.folder, number, content)
        except (OSError, RuntimeError) as error:  # a TimeoutError is an OSError
            self.failed = str(error)
        else:
            self.letters.append(letter)


async def starts(count: int) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {NAMES[each]: [] for each in MODULES}
    for number in range(count):
        for at in contenders.in_turn(len(MODULES), number):
            async with contenders.started(MODULES[at]) as each:
                await asyncio.sleep(REST)
                start = Start(each.connected_after, each.bot.memory())
                found[NAMES[MODULES[at]]].append(start)
    return found


async def one_by_one(count: int, round_trip: float, no_tccli: str) -> OneByOne:
    """So many letters to each, when each outside call takes so many seconds.

    tccli gets every other one, since its start takes longest; `no_tccli`: why it is not here.
    """
    content = contenders.usual_letter()
    async with AsyncExitStack() as stack:
        bots = await _all_started(stack, round_trip)
        folder, place = await stack.enter_async_context(contenders.folder_and_sandbox())
        contenders.slow_down(place, round_trip)
        command = CommandLine(place, folder, no_tccli)
        taken: list[list[Letter]] = [[] for _ in bots]
        for number in range(WARM_UP + count):
            for at in contenders.in_turn(len(bots), number):
                taken[at].append(await contenders.one_letter(bots[at], number, content))
            if number % 2:
                await command.upload(number, content)
        for each in bots:
            contenders.all_letters(each.place, WARM_UP + count, content)
    named = zip(MODULES, taken, strict=True)
    letters = {NAMES[module]: some[WARM_UP:] for module, some in named}
    return OneByOne(letters | {TCCLI: command.letters}, command.failed)


async def bursts(count: int, size: int) -> dict[str, list[Burst]]:
    """So many bursts of so many letters to each."""
    content = contenders.usual_letter()
    found: dict[str, list[Burst]] = {NAMES[each]: [] for each in MODULES}
    async with AsyncExitStack() as stack:
        bots = await _all_started(stack)
        for each in bots:
            await contenders.burst(each, "War", [content] * WARM_UP)
        for number in range(count):
            for at in contenders.in_turn(len(bots), number):
                burst = await contenders.burst(bots[at], f"B{number:02}", [content] * size)
                found[NAMES[MODULES[at]]].append(burst)
        for each in bots:
            contenders.all_letters(each.place, WARM_UP + count * size, content)
    return found


async def _all_started(stack: AsyncExitStack, round_trip: float = 0.0) -> Sequence[Contender]:
    return [
        await stack.enter_async_context(contenders.started(module, HERE, round_trip))
        for module in MODULES
    ]
