"""Who may have a large letter in memory, or on the workbench, and who waits for that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WIDTH = 2


class LargeFiles:
    """Lets two jobs at a time through; the rest wait in the order in which they came."""

    def __init__(self, width: int = WIDTH) -> None:
        self._free = asyncio.Semaphore(width)
        self._waiting: set[str] = set()
        self._served: set[str] = set()

    @asynccontextmanager
    async def slot(self, job: str) -> AsyncIterator[None]:
        """Wait until it is the job's turn, which lasts as long as the block."""
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
        """Tell whether the job waits for its turn."""
        return job in self._waiting

    def is_served(self, job: str) -> bool:
        """Tell whether it is the job's turn now."""
        return job in self._served
