"""Which jobs may have a large letter in memory, or in a reader, and which wait for that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LARGE_FILES_AT_ONCE = 2


class LargeFiles:
    """Lets two jobs at a time through; the rest wait in the order in which they came."""

    def __init__(self, at_once: int = LARGE_FILES_AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._waiting: set[str] = set()
        self._served: set[str] = set()

    @asynccontextmanager
    async def slot(self, job: str) -> AsyncIterator[None]:
        """Wait until a slot is free, and have it as long as the block lasts."""
        self._waiting.add(job)
        try:
            await self._free.acquire()
        finally:
            self._waiting.discard(job)
        self._served.add(job)
        try:
            yield
        finally:
            self._served.discard(job)
            self._free.release()

    def waits(self, job: str) -> bool:
        """Tell whether the job waits for a slot."""
        return job in self._waiting

    def is_served(self, job: str) -> bool:
        """Tell whether the job has a slot."""
        return job in self._served
