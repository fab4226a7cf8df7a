"""The ledger: one table that is queue, memory of questions, watch list and history in one.

A job is a row: its ID, its state, its data, and when it is due. Whoever works it off
(`workers.py`) claims due rows; a claim lapses unless its holder renews it, so what a killed
process held is taken up by another one, or by its next start. Nothing here knows what a job is
about.

SQLite (one process owns the file) and PostgreSQL (any number of processes) run the same code.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from bot.jobs import sql
from bot.jobs.database import Database, job_table
from bot.jobs.sql import Upserts


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


@dataclass(frozen=True)
class Claim:
    """A job in somebody's hands until `lapses` (Unix seconds); `token` fences off all others."""

    token: str
    lapses: float


class Hands(Protocol):
    """Who works the ledger off in this process."""

    def reserve(self, job_id: str, /) -> Claim | None:
        """Keep a hand free for a job that is about to be added, if there is one."""

    def take(self, job_id: str, job: Job | None, claim: Claim) -> None:
        """Work on the added job with the reserved hand, or (None) free it again."""

    def look(self) -> None:
        """Look for work: something has changed."""


class Nobody:
    """No hands: a process that only reads and adds."""

    def reserve(self, _: str, /) -> Claim | None:
        """Have none."""
        return None

    def take(self, job_id: str, job: Job | None, claim: Claim) -> None:
        """Never be asked."""

    def look(self) -> None:
        """Look for nothing."""


class Ledger:
    """The table. All methods raise what the database raises (SQLAlchemyError, OSError)."""

    def __init__(self, database: Database, *, now: Callable[[], float]) -> None:
        self.now = now
        self.database = database
        self.hands: Hands = Nobody()
        self._upserts = Upserts.of(database.engine.dialect.name)

    # Adding and answering: what listeners call ---------------------------------------------------

    async def add(
        self, job_id: str, state: str, data: Mapping[str, Any], *, thread: str | None = None
    ) -> bool:
        """Store a job, due at once. False: it is there already, from whichever process.

        A hand that is free here claims the job in the same write, which saves it a look.
        """
        now, claim = self.now(), self.hands.reserve(job_id)
        job = Job(job_id, state, data, thread, None, int(claim is not None), now, now)
        new = False
        try:
            new = await self._insert(job, claim)
        finally:
            if claim:
                self.hands.take(job_id, job if new else None, claim)
        if new and not claim:
            self.hands.look()
        return new

    async def _insert(self, job: Job, claim: Claim | None) -> bool:
        values = {
            "id": job.id,
            "state": job.state,
            "data": job.data,
            "thread": job.thread,
            "due": claim.lapses if claim else job.added,
            "claim": claim.token if claim else None,
            "tries": job.tries,
            "now": job.added,
        }
        add = self._upserts.add
        return await self.database.run(lambda c: c.scalar(add, values)) is not None

    async def find(self, *, limit: int = 20, **marks: str) -> list[Job]:
        """Jobs with all of these marks (`id`, `state`, `thread`, `certificate`), newest first."""
        query = (
            sa.select(job_table)
            .where(*(job_table.c[name] == mark for name, mark in marks.items()))
            .order_by(job_table.c.added.desc())
            .limit(limit)
        )
        return await self.database.run(lambda c: [_job(row) for row in c.execute(query)])

    async def recent(self, states: Sequence[str], limit: int) -> list[Job]:
        """Jobs in one of these states, the one that changed last first."""
        values = {"states": list(states), "limit": limit}
        return await self.database.run(
            lambda c: [_job(row) for row in c.execute(sql.RECENT, values)]
        )

    async def nearby(self, channel: str, states: Sequence[str], since: float) -> list[Job]:
        """Jobs in all threads of a channel that were added since then, newest first."""
        values = {"prefix": f"{channel}:", "states": list(states), "since": since}
        return await self.database.run(
            lambda c: [_job(row) for row in c.execute(sql.NEARBY, values)]
        )

    async def about(self, certificates: Sequence[str], state: str) -> list[Job]:
        """Jobs in this state about any of these certificates, newest first."""
        values = {"certificates": list(certificates), "state": state}
        return await self.database.run(
            lambda c: [_job(row) for row in c.execute(sql.ABOUT, values)]
        )

    async def hasten(self, job_id: str, wait: float) -> None:
        """Let a waiting job run in `wait` seconds, unless it does so earlier anyway."""
        values = {"job": job_id, "due": self.now() + wait}
        await self.database.run(lambda c: c.execute(sql.HASTEN, values))
        self.hands.look()

    async def move(self, job: Job, to: Next) -> bool:
        """Move a waiting job on from outside, as an answer does.

        False if somebody else has moved it, or a worker has it in hand: then nothing is changed.
        """
        values = {
            **self._columns(to),
            "job": job.id,
            "from_state": job.state,
            "seen": job.changed,
        }
        moved = await self.database.run(lambda c: c.scalar(sql.MOVE, values))
        self.hands.look()
        return moved is not None

    # What all processes share --------------------------------------------------------------------

    async def wait_for_slot(self, name: str, rate: float) -> None:
        """Wait for the next free slot of `name`: at most `rate` a second over all processes.

        Slots are evenly spaced, and wider than `rate` asks: a request that is a tenth of a second
        late must not make eleven of ten in a second.
        """
        now, gap = self.now(), 1.12 / rate
        values = {"name": name, "now": now, "gap": gap, "too_late": now + 3600 + gap}
        end: float = await self.database.run(
            lambda c: c.execute(self._upserts.slot, values).scalar_one()
        )
        if (wait := end - gap - now) > 0:
            await asyncio.sleep(wait)

    async def hold(self, certificate: str, job: Job, state: str) -> Hold | None:
        """Take the certificate for this job while it is in `state`.

        None when another job has it and is in that state. One transaction, since this lies on
        every letter's way.
        """
        values = {"name": certificate, "job": job.id, "state": state}

        def work(c: sa.Connection) -> Hold | None:
            new = c.scalar(self._upserts.hold, values) is not None
            if not new and c.scalar(sql.HOLDER, values) != job.id:
                return None
            return Hold(not new, [_job(row) for row in c.execute(sql.EARLIER, values)])

        return await self.database.run(work)

    async def forget(self, older_than: float, *, state: str | None = None) -> int:
        """Delete jobs that ended (in this state) before this Unix time; returns how many."""
        forget = sql.FORGET if state is None else sql.FORGET_STATE
        values = {"older_than": older_than, "state": state}

        def work(c: sa.Connection) -> int:
            count = c.execute(forget, values).rowcount
            c.execute(sql.FORGET_HOLDS)
            return count

        return await self.database.run(work)

    # What workers call ---------------------------------------------------------------------------

    async def release(self) -> None:
        """Free what a dead process held. Only for the one owner of a SQLite file, at its start."""
        await self.database.run(lambda c: c.execute(sql.RELEASE, {"now": self.now()}))

    async def claim(
        self, claim: Claim, limit: int, besides: Sequence[str]
    ) -> tuple[list[Job], float | None]:
        """Claim jobs that are due, but none of `besides`; and tell when the next one is due."""
        values = {
            "now": self.now(),
            "limit": limit,
            "besides": list(besides),
            "lapse": claim.lapses,
            "held": claim.token,
        }

        def work(c: sa.Connection) -> tuple[list[Job], float | None]:
            jobs = [_job(row) for row in c.execute(sql.CLAIM, values)]
            return jobs, c.scalar(sql.NEXT_DUE, values)

        return await self.database.run(work)

    async def postpone(self, job: Job, held: Claim, due: float, claim: Claim | None) -> bool:
        """Change when a job in hand is due, and who has it then. False: the claim was lost."""
        token = claim.token if claim else None
        values = {"job": job.id, "held": held.token, "due": due, "claim": token}
        return await self.database.run(lambda c: c.scalar(sql.POSTPONE, values)) is not None

    async def write(self, job: Job, held: Claim, to: Next, claim: Claim | None) -> bool:
        """Write where a job in hand goes, and who has it then. False: the claim was lost."""
        values = {**self._columns(to), "job": job.id, "held": held.token, "claim": None, "tries": 0}
        if claim:
            values |= {"claim": claim.token, "due": claim.lapses, "tries": 1}
        return await self.database.run(lambda c: c.scalar(sql.WRITE, values)) is not None

    def _columns(self, to: Next) -> dict[str, Any]:
        now = self.now()
        return {
            "state": to.state,
            "data": to.data,
            "certificate": to.certificate,
            "thread": to.thread,
            "due": None if to.wait is None else now + to.wait,
            "now": now,
        }


def _job(row: sa.Row[Any]) -> Job:
    return Job(
        id=row.id,
        state=row.state,
        data=row.data,
        thread=row.thread,
        certificate=row.certificate,
        tries=row.tries,
        added=row.added,
        changed=row.changed,
    )
