"""The ledger: one table that is queue, memory of questions, watch list and history in one.

A job is a row: its ID, its state, its data, and when it is due. Workers of any number of processes
claim due rows, run the handler of their state, and write the next state. A claim lapses unless its
holder renews it, so what a killed process held is taken up by another one, or by its next start.
Nothing here knows what a job is about, and no engine can make an outside call exactly once: a
handler whose job has `tries > 1` looks before it acts.

SQLite (one process owns the file) and PostgreSQL (any number of processes) run the same code.
"""

import asyncio
import contextlib
import logging
import random
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database import brief, hold_table, job_table, slot_table

log = logging.getLogger("letterdrop.jobs")

LEASE = 30.0  # seconds that a claim holds without being renewed
WIDTH = 8  # jobs in hand at once; each may hold a letter of a few megabytes in memory
LONGEST_PAUSE = 3600.0  # seconds between two tries of a step that keeps failing


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
    """Where a job goes from here: `wait` seconds from now, or never again if it is None."""

    state: str
    data: Mapping[str, Any]
    wait: float | None = 0.0
    certificate: str | None = None


Handler = Callable[[Job], Awaitable[Next]]


class Ledger:
    """The table, and the loop that works it off."""

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        now: Callable[[], float],
        lease: float = LEASE,
    ) -> None:
        self.engine = engine
        self.now = now
        self.lease = lease
        self.poll = 60.0 if engine.dialect.name == "sqlite" else 1.0
        self._wake = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert

    # Adding and answering: what listeners call ---------------------------------------------------

    async def add(
        self, job_id: str, state: str, data: Mapping[str, Any], *, thread: str | None = None
    ) -> bool:
        """Stores a job, due at once. False: it is there already, from whichever process."""
        now = self.now()
        row = self._insert(job_table).values(
            id=job_id,
            state=state,
            data=data,
            thread=thread,
            due=now,
            tries=0,
            added=now,
            changed=now,
        )
        async with self.engine.begin() as c:
            new = await c.scalar(row.on_conflict_do_nothing().returning(job_table.c.id))
        self._wake.set()
        return new is not None

    async def find(
        self,
        *,
        job_id: str | None = None,
        state: str | None = None,
        thread: str | None = None,
        certificate: str | None = None,
        limit: int = 20,
    ) -> list[Job]:
        """Jobs with all of the given marks, the newest first."""
        wanted = {"id": job_id, "state": state, "thread": thread, "certificate": certificate}
        query = (
            sa.select(job_table)
            .where(*(job_table.c[k] == v for k, v in wanted.items() if v is not None))
            .order_by(job_table.c.added.desc())
            .limit(limit)
        )
        async with self.engine.connect() as c:
            return [_job(row) for row in await c.execute(query)]

    async def move(self, job: Job, to: Next) -> bool:
        """Moves a waiting job on from outside, as an answer does.

        False if somebody else has moved it, or a worker has it in hand: then nothing is changed.
        """
        change = (
            sa.update(job_table)
            .where(
                job_table.c.id == job.id,
                job_table.c.state == job.state,
                job_table.c.changed == job.changed,
                job_table.c.claim.is_(None),
            )
            .values(**self._columns(to))
            .returning(job_table.c.id)
        )
        async with self.engine.begin() as c:
            moved = await c.scalar(change) is not None
        self._wake.set()
        return moved

    # What all processes share --------------------------------------------------------------------

    async def turn(self, name: str, rate: float) -> None:
        """Waits for the next free slot of `name`: at most `rate` a second over all processes.

        Slots are evenly spaced, and a little wider than `rate` asks, so that no window of one
        second ever holds more.
        """
        now, gap = self.now(), 1.05 / rate
        after = sa.case((slot_table.c.next > now, slot_table.c.next), else_=now) + gap
        row = self._insert(slot_table).values(name=name, next=now + gap)
        take = row.on_conflict_do_update(index_elements=["name"], set_={"next": after})
        async with self.engine.begin() as c:
            end = await c.scalar(take.returning(slot_table.c.next))
        if end is not None and (wait := end - gap - now) > 0:
            await asyncio.sleep(wait)

    async def hold(self, name: str, job: Job) -> str | None:
        """Takes `name` for this job while it stays in its state.

        Returns "new" when the job has just got it, "kept" when it had it before (so what it does
        under the name may have begun), None when another job has it and is still at it.
        """
        holder = (
            sa.select(sa.literal(1))
            .where(job_table.c.id == hold_table.c.job, job_table.c.state == job.state)
            .correlate(hold_table)
        )
        row = self._insert(hold_table).values(name=name, job=job.id)
        take = row.on_conflict_do_update(
            index_elements=["name"],
            set_={"job": job.id},
            where=sa.and_(hold_table.c.job != job.id, ~holder.exists()),
        ).returning(hold_table.c.job)
        async with self.engine.begin() as c:
            if await c.scalar(take) is not None:
                return "new"
            has = await c.scalar(sa.select(hold_table.c.job).where(hold_table.c.name == name))
        return "kept" if has == job.id else None

    async def forget(self, older_than: float, *, state: str | None = None) -> int:
        """Delete jobs that ended (in this state) before this Unix time; returns how many."""
        ended = sa.delete(job_table).where(
            job_table.c.due.is_(None),
            job_table.c.changed < older_than,
            sa.true() if state is None else job_table.c.state == state,
        )
        stale = sa.delete(hold_table).where(hold_table.c.job.not_in(sa.select(job_table.c.id)))
        async with self.engine.begin() as c:
            count = (await c.execute(ended)).rowcount
            await c.execute(stale)
        return count

    # The loop ------------------------------------------------------------------------------------

    async def release(self) -> None:
        """Frees what a dead process held. Only for the one owner of a SQLite file, at its start."""
        held = sa.update(job_table).where(job_table.c.claim.is_not(None))
        async with self.engine.begin() as c:
            await c.execute(held.values(claim=None, due=self.now()))

    async def run(self, handlers: Mapping[str, Handler]) -> None:
        """Works jobs off until `stop`; trouble with the database is logged and waited out."""
        while not self._stopping:
            self._wake.clear()
            try:
                free = WIDTH - len(self._running)
                rows = await self._claim(free) if free else []
                pause = self.poll if len(rows) == free else await self._pause()
            except (DBAPIError, OSError) as error:
                log.error("the database does not answer, trying again: %s", brief(error))
                rows, pause = [], 1.0
            for row in rows:
                self._start(_job(row), row.claim, handlers)
            await self._sleep(pause)

    async def stop(self, patience: float = 20.0) -> None:
        """Claims nothing more, and waits for the jobs in hand; the rest lapses with its lease."""
        self._stopping = True
        self._wake.set()
        if self._running:
            await asyncio.wait(self._running, timeout=patience)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self) -> None:
        """Close the connections to the database, after what a listener is just storing."""
        with contextlib.suppress(DBAPIError, OSError):
            async with self.engine.connect():  # SQLite has one connection: this waits its turn
                pass
        await self.engine.dispose()

    async def _claim(self, limit: int) -> list[sa.Row[Any]]:
        now = self.now()
        # The LIMIT stands in a CTE: in a bare IN (SELECT …) the planner may evaluate it again.
        due = (
            sa.select(job_table.c.id)
            .where(job_table.c.due <= now)
            .order_by(job_table.c.due)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        take = (
            sa.update(job_table)
            .where(job_table.c.id.in_(sa.select(due.c.id)))
            .values(due=now + self.lease, claim=uuid.uuid4().hex, tries=job_table.c.tries + 1)
            .returning(*job_table.c)
        )
        async with self.engine.begin() as c:
            return list(await c.execute(take))

    async def _pause(self) -> float:
        """Seconds until the next job is due, as far as this process can know."""
        async with self.engine.connect() as c:
            due = await c.scalar(sa.select(sa.func.min(job_table.c.due)))
        return self.poll if due is None else min(self.poll, max(0.0, due - self.now()))

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return

    def _start(self, job: Job, claim: str, handlers: Mapping[str, Handler]) -> None:
        task = asyncio.create_task(self._work(job, claim, handlers))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: self._wake.set())

    async def _work(self, job: Job, claim: str, handlers: Mapping[str, Handler]) -> None:
        """Takes one job through its states for as long as the next one is due at once."""
        at: Job | None = job
        while at is not None:
            to = await self._step(at, claim, handlers)
            at = await self._write(at, claim, to)

    async def _step(self, job: Job, claim: str, handlers: Mapping[str, Handler]) -> Next | None:
        """Runs the handler of the job's state; None if it failed."""
        step = asyncio.ensure_future(handlers[job.state](job))
        try:
            while not (await asyncio.wait({step}, timeout=self.lease / 3))[0]:
                await self._renew(job, claim, step)
            return step.result()
        except asyncio.CancelledError:
            step.cancel()
            raise
        except Exception:  # the job's edge: whatever a handler raises, the job lives on
            log.exception("job %s failed in state %s, try %s", job.id, job.state, job.tries)
            return None

    async def _renew(self, job: Job, claim: str, step: asyncio.Future[Next]) -> None:
        change = (
            sa.update(job_table)
            .where(job_table.c.id == job.id, job_table.c.claim == claim)
            .values(due=self.now() + self.lease)
            .returning(job_table.c.id)
        )
        try:
            async with self.engine.begin() as c:
                if await c.scalar(change) is None:
                    step.cancel()  # the claim had lapsed, and somebody else has the job now
        except (DBAPIError, OSError) as error:
            log.warning("job %s: its claim could not be renewed: %s", job.id, brief(error))

    async def _write(self, job: Job, claim: str, to: Next | None) -> Job | None:
        """Writes where the job goes; returns it if its next state is to be run at once.

        Tried again until the claim lapses: what a handler has done outside must not be forgotten.
        """
        goes_on = to is not None and to.wait == 0.0
        values = self._after(job, to)
        if goes_on:
            values |= {"due": self.now() + self.lease, "tries": 1}
        change = (
            sa.update(job_table)
            .where(job_table.c.id == job.id, job_table.c.claim == claim)
            .values(**values, **({} if goes_on else {"claim": None}))
            .returning(*job_table.c)
        )
        give_up = self.now() + self.lease
        while True:
            try:
                async with self.engine.begin() as c:
                    row = (await c.execute(change)).one_or_none()
            except (DBAPIError, OSError) as error:
                log.error("job %s: its state could not be written: %s", job.id, brief(error))
                if self.now() > give_up:
                    return None
                await asyncio.sleep(1.0)
            else:
                return _job(row) if goes_on and row is not None else None

    def _after(self, job: Job, to: Next | None) -> dict[str, Any]:
        if to is not None:
            return self._columns(to)
        pause = min(LONGEST_PAUSE, 2.0**job.tries) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        return {"due": self.now() + pause}

    def _columns(self, to: Next) -> dict[str, Any]:
        now = self.now()
        certificate = {} if to.certificate is None else {"certificate": to.certificate}
        return {
            "state": to.state,
            "data": dict(to.data),
            "due": None if to.wait is None else now + to.wait,
            "tries": 0,
            "changed": now,
            **certificate,
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
