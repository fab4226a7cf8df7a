"""A look into a bot's ledger from outside, while it is at work."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.jobs.database import open_database
from bot.jobs.ledger import Job, Ledger
from bot.letters.states import State
from bot.patience import SWEEP_EVERY
from tests.running_bot import Trial


@dataclass(frozen=True)
class Rows:
    """What stands in the ledger."""

    ledger: Ledger

    async def states(self, certificate: str) -> list[str]:
        """The states of all letters for a certificate, the newest letter first."""
        return [job.state for job in await self.ledger.find(certificate=certificate)]

    async def one(self, job_id: str) -> Job | None:
        return next(iter(await self.ledger.find(id=job_id)), None)

    async def until(self, certificate: str, *states: str) -> None:
        """Wait until the letters for a certificate are in these states."""

        async def are_so() -> bool:
            return await self.states(certificate) == list(states)

        await until(are_so)


async def swept(trial: Trial, rows: Rows, after: float = SWEEP_EVERY) -> None:
    """Let the time until the next look at all certificates pass, and wait for its end."""
    trial.clock.forward(after + 1)
    began = trial.clock()

    async def is_over() -> bool:
        trial.clock.wake()  # a clock that jumps while the row is put down makes its due time late
        row = await rows.one(State.SWEEPING)
        return row is not None and row.changed >= began

    await until(is_over)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until what the database tells holds."""
    async with asyncio.timeout(60):
        while not await condition():  # noqa: ASYNC110 - the database tells, no event
            await asyncio.sleep(0.02)


def url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'letterdrop.db'}"


@asynccontextmanager
async def rows_of(url: str) -> AsyncIterator[Rows]:
    """Look into this database within the block."""
    database = await open_database(url)
    try:
        yield Rows(Ledger(database, now=time.time))
    finally:
        await database.close()
