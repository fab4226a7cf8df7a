"""The ledger: one table that is queue, memory of questions, watch list and history in one.

A job is a row: its ID, its state, its data, and when it is due. Whoever works it off
(`workers.py`) claims due rows; a claim lapses unless its holder renews it, so what a killed
process held is taken up by another one, or by its next start. Nothing here knows of letters.
SQLite (one process owns the file) and PostgreSQL (any number of processes) run the same code.
"""

import asyncio
import math
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.jobs import sql
from bot.jobs.database import Database, storable
from bot.patience import CLAIM_HOLDS_FOR, OWN_QUEUE_LOOK_EVERY, SHARED_QUEUE_LOOK_EVERY

SLOTS_WIDER_BY = 1.12  # one that is used a tenth of a second late must not make eleven of ten
SLICE = 100  # rows that are looked at in one transaction, to forget them
MOST_EARLIER_JOBS = 100  # jobs about one certificate that the next one looks at

Rows = Sequence[sa.Row[Any]]
Mark = str | float | Sequence[str]


@dataclass(frozen=True)
class Job:
    """A row of the ledger as its handler sees it; times are Unix seconds.

    `tries`: claims of this state, the first included; those put off by `Later` count once together.
    `put_off`: how often this process has put it off so, one time after the other.
    """

    id: str
    state: str
    data: Mapping[str, Any]
    thread: str | None
    certificate: str | None
    tries: int
    added: float
    changed: float
    put_off: int = 0


@dataclass(frozen=True)
class Next:
    """Where a job goes from here: `wait` seconds from now, or never again if it is None.

    `data`: what `msgspec` makes a JSON object of. `thread`: where it stands from now on; None:
    where it stood.
    """

    state: str
    data: Any
    wait: float | None = 0.0
    certificate: str | None = None
    thread: str | None = None


class Later(Exception):
    """A handler cannot do its work now, for a reason that passes and is nobody's fault here."""


class LostClaim(Exception):
    """The claim has lapsed, and another process may have the job: its step must not go on."""


@dataclass
class Claim:
    """A job that this process works on."""

    job: Job
    token: str  # whoever does not know it may not write
    lapses: float  # when, by the monotonic clock, another process may take the job

    @property
    def left(self) -> float:
        """The seconds for which it surely holds."""
        return self.lapses - time.monotonic()


@dataclass(frozen=True)
class Hold:
    """A job has a certificate for itself."""

    kept: bool  # it had it before, so its work may have begun
    earlier: Sequence[Job]  # about this certificate, the one that ended last first


class Ledger:
    """The table. All methods raise DATABASE_TROUBLE, NotStorable, and StatementError for no JSON.

    `now`: Unix seconds, by the clock that all who share the ledger go by: on PostgreSQL the
    server's, once a claim has told it. `lease`: seconds that a claim holds without being renewed.
    `poll`: those after which workers look for what is due, unless `wake` is set before.
    """

    def __init__(self, database: Database, *, now: Callable[[], float]) -> None:
        self.now = now
        self.database = database
        self.lease = CLAIM_HOLDS_FOR
        self.poll = SHARED_QUEUE_LOOK_EVERY if database.is_shared else OWN_QUEUE_LOOK_EVERY
        self.wake = asyncio.Event()
        self._slots: dict[str, float] = {}  # when the next one begins, by the monotonic clock

    def _rows(self, connection: sa.Connection, statement: str, **values: object) -> Rows:
        spelled = sql.spelled(statement, connection.dialect.name)
        bound = {k: each if k == "data" else storable(each) for k, each in values.items()}
        return connection.execute(spelled, {**bound, "now": self.now()}).all()

    async def _run(self, statement: str, **values: object) -> Rows:
        """Run one statement as a transaction."""
        return await self.database.run(lambda c: self._rows(c, statement, **values))

    def will_be_due(self, wait: float | None) -> None:
        """Wake the workers for a job that is due in `wait` seconds, unless they look before that.

        On PostgreSQL a look in vain costs a tenth of what a letter costs.
        """
        if wait is not None and wait < self.poll:
            self.wake.set()

    # What listeners and handlers call -------------------------------------------------------------

    async def add(self, job_id: str, state: str, data: Any, *, thread: str | None = None) -> bool:
        """Store a job, due at once; `data` as in Next. False: whichever process has done so."""
        new = await self._run(sql.ADD, id=job_id, state=state, data=data, thread=thread)
        self.will_be_due(0.0 if new else None)
        return bool(new)

    async def find(
        self, *, limit: int = sys.maxsize, latest: str = "added", **marks: Mark
    ) -> list[Job]:
        """Jobs with all of these marks, the latest (by `added` or `changed`) first.

        Marks: `id`, `state`, `thread`, `certificate`; any of a list: `ids`, `states`,
        `certificates`; `channel`: in any thread of it; `since`: added then or later (Unix seconds);
        `live`: not ended; `holding`: the same, with this text in its data.
        """
        rows = await self._run(sql.find(marks, latest), limit=limit, **marks)
        return [_job(row) for row in rows]

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

    async def wait_for_slot(self, name: str, rate: float) -> None:
        """Wait for the next free slot of `name`: at most `rate` a second over all processes.

        Slots are evenly spaced, and wider than `rate` asks.
        """
        gap = SLOTS_WIDER_BY / rate
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
        earlier = sql.find(["certificate"], "changed")

        def work(c: sa.Connection) -> Hold | None:
            new = bool(self._rows(c, sql.HOLD, name=certificate, job=job.id, state=state))
            if not new and self._rows(c, sql.HOLDER, name=certificate)[0].job != job.id:
                return None
            rows = self._rows(c, earlier, certificate=certificate, limit=MOST_EARLIER_JOBS)
            return Hold(not new, [_job(row) for row in rows])

        return await self.database.run(work)

    async def forget(
        self, age: float, *, states: Sequence[str] = (), since: float = 0.0
    ) -> tuple[int, float]:
        """Delete jobs that ended more than `age` seconds ago, in one of these states or in any.

        Only those last changed after `since` are looked at. Returns how many were deleted, and the
        next `since` for the same states. Goes in slices: others wait for one of them at most.
        """
        count, more = 0, True

        def work(c: sa.Connection) -> tuple[int, sa.Row[Any]]:
            (end,) = self._rows(c, sql.SLICE, since=since, age=age, limit=SLICE)
            which = {"since": since, "until": end.until, "states": states, "in_any": not states}
            names = [row.certificate or "" for row in self._rows(c, sql.FORGET, **which)]
            self._rows(c, sql.FORGET_HOLDS, names=names)
            return len(names), end

        while more:
            deleted, end = await self.database.run(work)
            count, since, more = count + deleted, end.until, end.looked_at == SLICE
        return count, since

    # What workers call ---------------------------------------------------------------------------

    async def release(self) -> None:
        """Free what a dead process held. Only for the one owner of a SQLite file, at its start."""
        await self._run(sql.RELEASE)

    async def claim(
        self, limit: int, besides: Sequence[str], serves: Sequence[str]
    ) -> tuple[list[Claim], float]:
        """Claim jobs that are due and in one of the states `serves`, but none of `besides`.

        Returns them, and the seconds until the next one is due (infinite: never).
        """
        token, lapses = uuid.uuid4().hex, self._lapses()
        which = {"besides": besides, "serves": serves}
        values = {"token": token, "lease": self.lease, "limit": limit, **which}

        def work(c: sa.Connection) -> tuple[Rows, sa.Row[Any]]:
            rows = self._rows(c, sql.CLAIM, **values)
            return rows, self._rows(c, sql.NEXT_DUE, **which)[0]

        rows, next_due = await self.database.run(work)
        if self.database.is_shared:
            ahead = next_due.now - time.monotonic()
            self.now = lambda: time.monotonic() + ahead
        pause = math.inf if next_due.pause is None else next_due.pause
        return [Claim(_job(row), token, lapses) for row in rows], pause

    def _lapses(self) -> float:
        """When a claim that is asked for now lapses, at the earliest."""
        return time.monotonic() + (self.lease if self.database.is_shared else math.inf)

    async def renew(self, claim: Claim) -> None:
        """Have the claim for another lease; raises LostClaim."""
        values = {"claim": claim.token, "wait": self.lease, "uncounted": 0}
        await self._hold_on(claim, sql.POSTPONE, values)

    async def write(self, claim: Claim, to: Next) -> None:
        """Write where a job goes, and what it is then; raises LostClaim.

        If it goes on at once, it stays claimed for another lease, in its first try.
        """
        values = {**vars(to), "claim": None, "tries": 0}
        if to.wait == 0.0:
            values |= {"claim": claim.token, "wait": self.lease, "tries": 1}
        claim.job = _job(await self._hold_on(claim, sql.WRITE, values))

    async def _hold_on(self, claim: Claim, statement: str, values: dict[str, Any]) -> sa.Row[Any]:
        lapses = self._lapses()
        rows = await self._run(statement, id=claim.job.id, token=claim.token, **values)
        if not rows:
            raise LostClaim
        claim.lapses = lapses
        return rows[0]

    async def postpone(self, claim: Claim, wait: float, *, uncounted: bool) -> None:
        """Give a job back, to be tried again in `wait` seconds, unless the claim was lost.

        `uncounted`: this try was nobody's fault. It may have acted, so the next one is a second one
        nevertheless, and looks before it acts.
        """
        job, token, less = claim.job, claim.token, int(uncounted and claim.job.tries > 1)
        values = {"claim": None, "wait": wait, "uncounted": less}
        await self._run(sql.POSTPONE, id=job.id, token=token, **values)


def _job(row: sa.Row[Any]) -> Job:
    data = row.data if isinstance(row.data, dict) else {}  # or a hand has touched it
    return Job(
        row.id, row.state, data, row.thread, row.certificate, row.tries, row.added, row.changed
    )
