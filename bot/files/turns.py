"""Whose turn it is where not all can be served at once: by person, then the small, then by time.

So a dozen files of one person hold up nobody else, nor a large file of theirs a small one.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(eq=False)
class _Turn:
    person: str
    weight: int
    size: int  # in powers of two
    comes: asyncio.Event = field(default_factory=asyncio.Event)


class Turns:
    """Lets in what fits into the room, a number of places or of bytes; the rest waits.

    `most_each`: how much of it one person may have; None: all.
    """

    def __init__(self, room: int, most_each: int | None = None) -> None:
        self._room = room
        self._most_each = room if most_each is None else most_each
        self._used = Counter[str]()  # by person
        self._waiting: list[_Turn] = []  # in the order in which they came

    @asynccontextmanager
    async def turn(self, person: str, size: int = 0, weight: int = 1) -> AsyncIterator[None]:
        """Wait for a turn, and have it as long as the block lasts.

        `size`: bytes of the file; `weight`: what it takes of the room, at most what a person may.
        """
        mine = _Turn(person, min(weight, self._most_each), size.bit_length())
        self._waiting.append(mine)
        self._let_in()
        try:
            await mine.comes.wait()
            yield
        finally:
            if mine.comes.is_set():
                self._used[person] -= mine.weight
                self._used += Counter()  # forgets who has nothing
            else:
                self._waiting.remove(mine)
            self._let_in()

    def _let_in(self) -> None:
        while fits := [each for each in self._waiting if self._may_have(each)]:
            first = min(fits, key=lambda each: (self._used[each.person], each.size))
            if self._used.total() + first.weight > self._room:
                return  # nor does anybody else pass: a large one would wait for ever
            self._waiting.remove(first)
            self._used[first.person] += first.weight
            first.comes.set()

    def _may_have(self, turn: _Turn) -> bool:
        return self._used[turn.person] + turn.weight <= self._most_each
