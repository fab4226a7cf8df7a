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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import sqlalchemy as sa

from bot.jobs import sql
from bot.jobs.clock import Clock
from bot.jobs.database import Database, storable
from bot.patience import CLAIM_HOLDS_FOR, OWN_QUEUE_LOOK_EVERY, SHARED_QUEUE_LOOK_EVERY

SLOTS_WIDER_BY = 1.12  # one that is used a tenth of a second late must not make eleven of ten
MOST_BESIDE = 100  # jobs about one certificate, or beside a job, that this one looks at
SLICE = 100  # rows that are looked at in one transaction, to forget them

Rows = Sequence[sa.Row[Any]]
Mark = str | float | Sequence[str]


@dataclass(frozen=True)
class Job:
    """A row of the ledger as its handler sees it; times are Unix seconds.

    `tries`: claims of this state, the first included; those put off by `Later` count once together.
    `put_off`: how often this process has put it off so, one time after the other. `claim`: the
    fencing token of whoever works on it.
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
    claim: str = field(default="", repr=False)


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
    lapses: float  # when, by the monotonic clock, another process may take the job

    @property
    def left(self) -> float:
        """The seconds for which it surely holds."""
        return self.lapses - time.monotonic()


@dataclass(frozen=True)
class Hold:
    """A job has a certificate for itself.

    `earlier`: jobs about this certificate, the one that ended last first; `found`: what else was
    looked for.
    """

    earlier: Sequence[Job]
    found: Sequence[Sequence[Job]] = ()


class Takes(Protocol):
    """Workers of this process, who take jobs right from `Ledger.add`."""

    def wants(self, state: str) -> bool:
        """Whether there is room for one more job in this state."""

    def take(self, claim: Claim) -> None:
        """Work on a job."""


class Ledger:
    """The table. All methods raise DATABASE_TROUBLE, NotStorable, and StatementError for no JSON.

    `now`: Unix seconds by this host's clock; all who share a ledger on PostgreSQL go by the
    server's, once a claim has told it. `clock_settles`: as in `Clock`. `lease`: seconds that a
    claim holds without being renewed. `poll`: those after which workers look for what is due,
    unless `wake` is set before.
    """

    def __init__(
        self, database: Database, *, now: Callable[[], float], clock_settles: float = 0.0
    ) -> None:
        self._wall: Callable[[], float] | None = now
        self._clock = Clock(clock_settles)
        self.database = database
        self.lease = CLAIM_HOLDS_FOR
        self.poll = SHARED_QUEUE_LOOK_EVERY if database.is_shared else OWN_QUEUE_LOOK_EVERY
        self.wake = asyncio.Event()
        self.workers: Takes | None = None
        self._hastened: dict[str, float] = {}  # until when a job will have run, as far as is known
        self._slots: dict[str, float] = {}  # when the next one begins, by the monotonic clock

    def now(self) -> float:
        """Unix seconds, as all who share the ledger see them."""
        if self._wall:
            self._clock.hear(self._wall())
        return self._clock.now()

    def until(self, moment: float) -> float:
        """The seconds until a moment has surely passed, whatever clocks do; 0.0: it has."""
        self.now()
        return self._clock.until(moment)

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
        """Store a job, due at once; `data` as in Next. False: whichever process has done so.

        Where this process has room for it, its workers get it claimed already.
        """
        workers = self.workers if self.workers and self.workers.wants(state) else None
        claimed: dict[str, Any] = {"claim": None, "wait": 0.0, "tries": 0}
        if workers:
            claimed = {"claim": uuid.uuid4().hex, "wait": self.lease, "tries": 1}
        lapses = self._lapses()
        try:
            values = {"id": job_id, "state": state, "data": data, "thread": thread}
            new = await self._run(sql.ADD, **values, **claimed)
        except BaseException:
            self.wake.set()  # it may be stored all the same, and is due when its claim lapses
            raise
        if not new:
            return False
        if workers and workers is self.workers:
            workers.take(Claim(_job(new[0]), lapses))
        elif workers:  # they have stopped meanwhile
            await self.postpone(Claim(_job(new[0]), lapses), 0.0, uncounted=True)
        else:
            self.will_be_due(0.0)
        return True

    async def find(
        self, *, limit: int = sys.maxsize, latest: str = "added", **marks: Mark
    ) -> list[Job]:
        """Jobs with all of these marks, the latest (by `added` or `changed`) first.

        Marks: `id`, `state`, `thread`, `certificate`; any of a list: `ids`, `states`,
        `certificates`; `channel`: in any thread of it; `since`: added then or later (Unix seconds);
        `changed_since`; `live`: not ended; `holding`: the same, with this text in its data.
        """
        return await self.database.run(lambda c: self._find(c, marks, latest, limit))

    async def find_each(self, *marks: Mapping[str, Mark]) -> list[list[Job]]:
        """What `find` finds by each of these marks, a hundred at most, as of one moment."""
        return await self.database.run(lambda c: self._find_each(c, marks))

    def _find_each(self, c: sa.Connection, marks: Iterable[Mapping[str, Mark]]) -> list[list[Job]]:
        return [self._find(c, each, "added", MOST_BESIDE) for each in marks]

    def _find(
        self, connection: sa.Connection, marks: Mapping[str, Mark], latest: str, limit: int
    ) -> list[Job]:
        rows = self._rows(connection, sql.find(marks, latest), limit=limit, **marks)
        return [_job(row) for row in rows]

    async def hasten(self, job_id: str, wait: float) -> None:
        """Let a waiting job run in `wait` seconds, unless it does so earlier anyway."""
        now = self.now()
        if now < self._hastened.get(job_id, now) <= now + wait:
            return  # as each letter of a burst would, in vain
        await self._run(sql.HASTEN, id=job_id, wait=wait)
        self._hastened[job_id] = now + wait
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

    async def hold(self, job: Job, to: Next, *marks: Mapping[str, Mark]) -> Hold | None:
        """Take a certificate for a job in hand while it is in a state, and write that.

        None when another job has it and is in that state. `marks`: what else is looked for, as in
        `find_each`. One transaction, since this lies on every letter's way. Raises LostClaim.
        """
        values = {"name": to.certificate, "job": job.id, "state": to.state}

        def work(c: sa.Connection) -> Hold | None:
            (holder,) = self._rows(c, sql.HOLD, **values)
            if holder.job != job.id and not self._rows(c, sql.TAKE_OVER, **values):
                return None
            goes_on = {"claim": job.claim, "wait": self.lease, "tries": job.tries}
            written = {**vars(to), **goes_on, "token": job.claim}
            if not self._rows(c, sql.WRITE, id=job.id, **written):
                raise LostClaim
            about = {"certificate": str(to.certificate)}
            earlier = self._find(c, about, "changed", MOST_BESIDE)
            return Hold(earlier, self._find_each(c, marks))

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

        Returns them, and the seconds until the next one is due (infinite: never). What may be what
        ends the process is claimed alone, by who has nothing in hand, a lease later each time.
        """
        token, lapses = uuid.uuid4().hex, self._lapses()
        which = {"besides": besides, "serves": serves}
        values = {"token": token, "lease": self.lease, "limit": limit, **which}

        def work(c: sa.Connection) -> tuple[Rows, sa.Row[Any]]:
            rows = self._rows(c, sql.CLAIM, **values)
            if not (rows or besides):
                rows = self._rows(c, sql.CLAIM_SUSPECT, **values)
            return rows, self._rows(c, sql.NEXT_DUE, **which)[0]

        rows, next_due = await self.database.run(work)
        if self.database.is_shared:
            if self._wall:  # until now
                self._wall, self._clock = None, Clock(self._clock.settles)
            self._clock.hear(next_due.now)
        pause = math.inf if next_due.pause is None else next_due.pause
        return [Claim(_job(row), lapses) for row in rows], pause

    def _lapses(self) -> float:
        """When a claim that is asked for now lapses, at the earliest."""
        return time.monotonic() + (self.lease if self.database.is_shared else math.inf)

    async def renew(self, claim: Claim) -> None:
        """Have the claim for another lease; raises LostClaim."""
        values = {"claim": claim.job.claim, "wait": self.lease, "uncounted": 0}
        await self._hold_on(claim, sql.POSTPONE, values)

    async def write(self, claim: Claim, to: Next) -> None:
        """Write where a job goes, and what it is then; raises LostClaim.

        If it goes on at once, it stays claimed for another lease, in its first try.
        """
        values = {**vars(to), "claim": None, "tries": 0}
        if to.wait == 0.0:
            values |= {"claim": claim.job.claim, "wait": self.lease, "tries": 1}
        claim.job = _job(await self._hold_on(claim, sql.WRITE, values))

    async def _hold_on(self, claim: Claim, statement: str, values: dict[str, Any]) -> sa.Row[Any]:
        lapses = self._lapses()
        rows = await self._run(statement, id=claim.job.id, token=claim.job.claim, **values)
        if not rows:
            raise LostClaim
        claim.lapses = lapses
        return rows[0]

    async def postpone(self, claim: Claim, wait: float, *, uncounted: bool) -> None:
        """Give a job back, to be tried again in `wait` seconds, unless the claim was lost.

        `uncounted`: this try was nobody's fault. It may have acted, so the next one is a second one
        nevertheless, and looks before it acts.
        """
        job, less = claim.job, int(uncounted and claim.job.tries > 1)
        values = {"claim": None, "wait": wait, "uncounted": less}
        await self._run(sql.POSTPONE, id=job.id, token=job.claim, **values)


def _job(row: sa.Row[Any]) -> Job:
    data = row.data if isinstance(row.data, dict) else {}  # or a hand has touched it
    known = (row.id, row.state, data, row.thread, row.certificate, row.tries)
    return Job(*known, row.added, row.changed, claim=row.claim or "")
