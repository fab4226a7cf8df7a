"""Waiting for something to become true without polling for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Found = TypeVar("Found")

# A condition may also look at the world outside of the sandbox (a database, a process), which
# does not announce its changes; this is how often such a condition is looked at again, in seconds.
OUTSIDE_WORLD = 0.05


class Changes:
    """Wakes whoever waits, each time something in the sandbox has changed."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def note(self) -> None:
        """Something has changed."""
        self._next.set()
        self._next = asyncio.Event()

    async def until(
        self, condition: Callable[[], Found], seconds: float, story: Callable[[], str]
    ) -> Found:
        """What `condition` returns, as soon as that is true.

        Raises AssertionError with `story()` when it is still false after `seconds`.
        """
        deadline = asyncio.get_running_loop().time() + seconds
        while not (found := condition()):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                raise AssertionError(f"still not so after {seconds} s\n{story()}")
            await self._wait(min(left, OUTSIDE_WORLD))
        return found

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._next.wait()
