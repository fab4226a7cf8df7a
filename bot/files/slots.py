"""Which jobs may have a large letter in memory, or in a reader, and which wait for that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LARGE_FILES_AT_ONCE = 2


class LargeFiles:
    """Lets two jobs at a time through; the rest wait in the order in which they came."""

    def __init__(self, at_once: int = LARGE_FILES_AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._is_served: dict[str, bool] = {}

    @asynccontextmanager
    async def slot(self, job: str) -> AsyncIterator[None]:
        """Wait until a slot is free, and have it as long as the block lasts."""
        self._is_served[job] = False
        try:
            async with self._free:
                self._is_served[job] = True
                yield
        finally:
            del self._is_served[job]

    def waits(self, job: str) -> bool:
        """Tell whether the job waits for a slot."""
        return not self._is_served.get(job, True)

    def is_served(self, job: str) -> bool:
        """Tell whether the job has a slot."""
        return self._is_served.get(job, False)
