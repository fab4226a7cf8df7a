"""The ledger: one table that is queue, memory of questions, watch list and history in one.

A job is a row: its ID, its state, its data, and when it is due. Whoever works it off
(`workers.py`) claims due rows; a claim lapses unless its holder renews it, so what a killed
process held is taken up by another one, or by its next start. Nothing here knows what a job is
about.

SQLite (one process owns the file) and PostgreSQL (any number of processes) run the same code.
"""

import asyncio
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.jobs import sql
from bot.jobs.database import Database

POLL, POLL_ALONE = 1.0, 60.0  # seconds between looks for what is due, with others and without
WIDER = 1.12  # a request that is a tenth of a second late must not make eleven of ten in a second


@dataclass(frozen=True)
class Job:
    """A row of the ledger as its handler sees it; times are Unix seconds."""

    id: str
    state: str
    data: Mapping[str, Any]
    thread: str | None
    certificate: str | None
    tries: int
    added: float
    changed: float


@dataclass(frozen=True)
class Next:
    """Where a job goes from here: `wait` seconds from now, or never again if it is None.

    `thread`: where it stands from now on; None: where it stood.
    """

    state: str
    data: Mapping[str, Any]
    wait: float | None = 0.0
    certificate: str | None = None
    thread: str | None = None


class Later(Exception):
    """A handler cannot do its work now, for a reason that passes and is nobody's fault here."""


@dataclass(frozen=True)
class Hold:
    """A job has a name for itself; `kept`: it had it before, so its work may have begun.

    `earlier`: the jobs about the certificate of that name, the one that ended last first.
    """

    kept: bool
    earlier: Sequence[Job]


class Ledger:
    """The table. All methods raise DATABASE_TROUBLE, and StatementError for what is no JSON.

    `now`: Unix seconds, by the clock that all who share the ledger go by: the server's on
    PostgreSQL, on SQLite the one that is passed in. `poll`: seconds after which workers look for
    what is due, unless `wake` is set before.
    """

    def __init__(self, database: Database, *, now: Callable[[], float]) -> None:
        self.now = database.now if database.is_shared else now
        self.database = database
        self.poll = POLL if database.is_shared else POLL_ALONE
        self.wake = asyncio.Event()
        self._slots: dict[str, float] = {}  # when the next one begins, by the monotonic clock

    def _rows(
        self, connection: sa.Connection, statement: str, **values: object
    ) -> Sequence[sa.Row[Any]]:
        spelled = sql.spelled(statement, connection.dialect.name)
        return connection.execute(spelled, {**values, "now": self.now()}).all()

    async def _run(self, statement: str, **values: object) -> Sequence[sa.Row[Any]]:
        """Run one statement as a transaction."""
        return await self.database.run(lambda c: self._rows(c, statement, **values))

    async def _jobs(self, statement: str, **values: object) -> list[Job]:
        return [_job(row) for row in await self._run(statement, **values)]

    def will_be_due(self, wait: float | None) -> None:
        """Wake the workers for a job that is due in `wait` seconds, unless they look before that.

        On PostgreSQL a look in vain costs a tenth of what a letter costs.
        """
        if wait is not None and wait < self.poll:
            self.wake.set()

    # Adding and answering: what listeners call ---------------------------------------------------

    async def add(
        self, job_id: str, state: str, data: Mapping[str, Any], *, thread: str | None = None
    ) -> bool:
        """Store a job, due at once. False: it is there already, from whichever process."""
        new = await self._run(sql.ADD, id=job_id, state=state, data=data, thread=thread)
        self.will_be_due(0.0 if new else None)
        return bool(new)

    async def find(self, *, limit: int = 20, **marks: str) -> list[Job]:
        """Jobs with all of these marks (`id`, `state`, `thread`, `certificate`), newest first."""
        return await self._jobs(sql.find(*marks), limit=limit, **marks)

    async def recent(self, states: Sequence[str], limit: int) -> list[Job]:
        """Jobs in one of these states, the one that changed last first."""
        return await self._jobs(sql.RECENT, states=list(states), limit=limit)

    async def nearby(self, channel: str, states: Sequence[str], since: float) -> list[Job]:
        """Jobs in all threads of a channel that were added since then, newest first."""
        prefix = f"{channel}:"
        near = {"prefix": prefix, "length": len(prefix), "since": since}
        return await self._jobs(sql.NEARBY, states=list(states), **near)

    async def about(self, certificates: Sequence[str], state: str) -> list[Job]:
        """Jobs in this state about any of these certificates, newest first."""
        return await self._jobs(sql.ABOUT, certificates=list(certificates), state=state)

    async def hasten(self, job_id: str, wait: float) -> None:
        """Let a waiting job run in `wait` seconds, unless it does so earlier anyway."""
        await self._run(sql.HASTEN, id=job_id, wait=wait)
        self.will_be_due(wait)

    async def move(self, job: Job, to: Next) -> bool:
        """Move a waiting job on from outside, as an answer does.

        False if somebody else has moved it, or a worker has it in hand: then nothing is changed.
        """
        seen = {"seen_state": job.state, "seen_changed": job.changed}
        moved = await self._run(sql.MOVE, id=job.id, **vars(to), claim=None, tries=0, **seen)
        self.will_be_due(to.wait)
        return bool(moved)

    # What all processes share --------------------------------------------------------------------

    async def wait_for_slot(self, name: str, rate: float) -> None:
        """Wait for the next free slot of `name`: at most `rate` a second over all processes.

        Slots are evenly spaced, and wider than `rate` asks.
        """
        gap = WIDER / rate
        if self.database.is_shared:
            wait = (await self._run(sql.SLOT, name=name, gap=gap))[0].wait
        else:
            now = time.monotonic()
            begins = max(now, self._slots.get(name, now))
            self._slots[name] = begins + gap
            wait = begins - now
        if wait > 0:
            await asyncio.sleep(wait)

    async def hold(self, certificate: str, job: Job, state: str) -> Hold | None:
        """Take the certificate for this job while it is in `state`.

        None when another job has it and is in that state. One transaction, since this lies on
        every letter's way.
        """
        name = certificate

        def work(c: sa.Connection) -> Hold | None:
            new = bool(self._rows(c, sql.HOLD, name=name, job=job.id, state=state))
            if not new and self._rows(c, sql.HOLDER, name=name)[0].job != job.id:
                return None
            return Hold(not new, [_job(row) for row in self._rows(c, sql.EARLIER, name=name)])

        return await self.database.run(work)

    async def forget(self, age: float, *, state: str | None = None) -> int:
        """Delete jobs that ended (in this state) more than `age` seconds ago; returns how many."""

        def work(c: sa.Connection) -> int:
            count = len(self._rows(c, sql.FORGET, age=age, state=state))
            self._rows(c, sql.FORGET_HOLDS)
            return count

        return await self.database.run(work)

    # What workers call ---------------------------------------------------------------------------

    async def release(self) -> None:
        """Free what a dead process held. Only for the one owner of a SQLite file, at its start."""
        await self._run(sql.RELEASE)

    async def claim(
        self, token: str, lease: float, limit: int, besides: Sequence[str]
    ) -> tuple[list[Job], float]:
        """Claim jobs that are due, but none of `besides`, for `lease` seconds.

        Returns them, and the seconds until the next one is due (infinite: never). The `token`
        fences off all who do not know it.
        """
        others = list(besides)

        def work(c: sa.Connection) -> tuple[list[Job], float]:
            values = {"token": token, "lease": lease, "limit": limit}
            jobs = [_job(row) for row in self._rows(c, sql.CLAIM, besides=others, **values)]
            (row,) = self._rows(c, sql.NEXT_DUE, besides=others)
            self.database.set_clock(row.now)
            return jobs, math.inf if row.pause is None else row.pause

        return await self.database.run(work)

    async def renew(self, job: Job, token: str, lease: float) -> bool:
        """Claim a job in hand for another `lease` seconds. False: the claim was lost."""
        return bool(await self._run(sql.POSTPONE, id=job.id, token=token, claim=token, wait=lease))

    async def postpone(self, job: Job, token: str, wait: float) -> None:
        """Give a job back, to be tried again in `wait` seconds, unless the claim was lost."""
        await self._run(sql.POSTPONE, id=job.id, token=token, claim=None, wait=wait)

    async def write(self, job: Job, token: str, to: Next, lease: float | None) -> Job | None:
        """Write where a job in hand goes, and return it. None: the claim was lost.

        With a `lease` it stays in hand for so many seconds, in its first try.
        """
        values = {**vars(to), "id": job.id, "token": token, "claim": None, "tries": 0}
        if lease is not None:
            values |= {"claim": token, "wait": lease, "tries": 1}
        return next(iter(await self._jobs(sql.WRITE, **values)), None)


def _job(row: sa.Row[Any]) -> Job:
    return Job(
        row.id, row.state, row.data, row.thread, row.certificate, row.tries, row.added, row.changed
    )
