"""The ledger: one table that is queue, memory of questions, watch list and history in one.

A job is a row: its ID, its state, its data, and when it is due. Workers of any number of processes
claim due rows, run the handler of their state, and write the next state. A claim lapses unless its
holder renews it, so what a killed process held is taken up by another one, or by its next start.
Nothing here knows what a job is about, and no engine can make an outside call exactly once: a
handler whose job has `tries > 1` looks before it acts.

SQLite (one process owns the file) and PostgreSQL (any number of processes) run the same code.
"""

import asyncio
import logging
import random
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot import statements
from bot.database import Database, brief, job_table
from bot.statements import Upserts

log = logging.getLogger("letterdrop.jobs")

LEASE = 30.0  # seconds that a claim holds without being renewed
WIDTH = 8  # jobs in hand at once; each may hold a letter of a few megabytes in memory
LONGEST_PAUSE = 3600.0  # seconds between two tries of a step that keeps failing
STOPS_WITHIN = 20.0  # seconds; Heroku gives a process thirty
POLL, POLL_ALONE = 1.0, 60.0  # seconds until a look for what is due, with others and without


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


@dataclass(frozen=True)
class Hold:
    """A job has a name for itself; `kept`: it had it before, so its work may have begun.

    `earlier`: the jobs about the certificate of that name, the newest first.
    """

    kept: bool
    earlier: Sequence[Job]


Handler = Callable[[Job], Awaitable[Next]]


class Ledger:
    """The table, and the loop that works it off."""

    def __init__(
        self, database: Database, *, now: Callable[[], float], lease: float = LEASE
    ) -> None:
        self.now = now
        self._database = database
        self._lease = lease
        self._poll = POLL if database.is_shared else POLL_ALONE
        self._upserts = Upserts.of(database.engine.dialect.name)
        self._handlers: Mapping[str, Handler] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._reserved = 0
        self._wake = asyncio.Event()
        self._sleeps_until = 0.0
        self._stopping = False

    # Adding and answering: what listeners call ---------------------------------------------------

    async def add(
        self, job_id: str, state: str, data: Mapping[str, Any], *, thread: str | None = None
    ) -> bool:
        """Stores a job, due at once. False: it is there already, from whichever process.

        Where this process works the ledger and has a hand free, it claims the job as it adds it.
        """
        now, claim = self.now(), uuid.uuid4().hex
        at_once = state in self._handlers and self._free() > 0 and not self._stopping
        values = {
            "id": job_id,
            "state": state,
            "data": data,
            "thread": thread,
            "certificate": None,
            "due": now + self._lease if at_once else now,
            "claim": claim if at_once else None,
            "tries": 1 if at_once else 0,
            "now": now,
        }
        self._reserved += at_once
        try:
            new = await self._database.run(lambda c: c.scalar(self._upserts.add, values))
        finally:
            self._reserved -= at_once
        if new is not None and at_once and not self._stopping:
            self._start(Job(job_id, state, data, thread, None, 1, now, now), claim)
        elif new is not None:
            self._wake.set()
        return new is not None

    async def find(self, *, limit: int = 20, **marks: str) -> list[Job]:
        """Jobs with all of these marks (`id`, `state`, `thread`, `certificate`), newest first."""
        query = (
            sa.select(job_table)
            .where(*(job_table.c[name] == mark for name, mark in marks.items()))
            .order_by(job_table.c.added.desc())
            .limit(limit)
        )
        return await self._database.run(lambda c: [_job(row) for row in c.execute(query)])

    async def move(self, job: Job, to: Next) -> bool:
        """Moves a waiting job on from outside, as an answer does.

        False if somebody else has moved it, or a worker has it in hand: then nothing is changed.
        """
        values = {"job": job.id, "from_state": job.state, "seen": job.changed, **self._columns(to)}
        moved = await self._database.run(lambda c: c.scalar(statements.MOVE, values))
        self._wake.set()
        return moved is not None

    # What all processes share --------------------------------------------------------------------

    async def turn(self, name: str, rate: float) -> None:
        """Waits for the next free slot of `name`: at most `rate` a second over all processes.

        Slots are evenly spaced, and a little wider than `rate` asks, so that no window of one
        second ever holds more.
        """
        now, gap = self.now(), 1.05 / rate
        values = {"name": name, "now": now, "gap": gap}
        end: float = await self._database.run(
            lambda c: c.execute(self._upserts.turn, values).scalar_one()
        )
        if (wait := end - gap - now) > 0:
            await asyncio.sleep(wait)

    async def hold(self, certificate: str, job: Job, at_it: Sequence[str]) -> Hold | None:
        """Takes the certificate for this job while it is in one of the states `at_it`.

        None when another job has it and is in such a state. One transaction, since this lies on
        every letter's way.
        """
        values = {"name": certificate, "job": job.id, "at_it": list(at_it)}

        def work(c: sa.Connection) -> Hold | None:
            new = c.scalar(self._upserts.hold, values) is not None
            if not new and c.scalar(statements.HOLDER, values) != job.id:
                return None
            return Hold(not new, [_job(row) for row in c.execute(statements.EARLIER, values)])

        return await self._database.run(work)

    async def forget(self, older_than: float, *, state: str = "%") -> int:
        """Deletes jobs that ended (in this state) before this Unix time; returns how many."""
        values = {"older_than": older_than, "state": state}

        def work(c: sa.Connection) -> int:
            count = c.execute(statements.FORGET, values).rowcount
            c.execute(statements.FORGET_HOLDS)
            return count

        return await self._database.run(work)

    # The loop ------------------------------------------------------------------------------------

    async def release(self) -> None:
        """Frees what a dead process held. Only for the one owner of a SQLite file, at its start."""
        await self._database.run(lambda c: c.execute(statements.RELEASE, {"now": self.now()}))

    async def run(self, handlers: Mapping[str, Handler]) -> None:
        """Works jobs off until `stop`; trouble with the database is logged and waited out."""
        self._handlers = handlers
        while not self._stopping:
            self._wake.clear()
            try:
                pause = await self._claim() if self._free() > 0 else self._poll
            except (DBAPIError, OSError) as error:
                log.error("the database does not answer, trying again: %s", brief(error))
                pause = 1.0
            self._sleeps_until = self.now() + pause
            await self._sleep(pause)
        await self._finish()

    def stop(self) -> None:
        """Lets `run` claim nothing more, and end when the jobs in hand have ended."""
        self._stopping = True
        self._wake.set()

    async def _finish(self) -> None:
        """Waits for the jobs in hand; what takes too long lapses with its lease."""
        if self._running:
            await asyncio.wait(self._running, timeout=STOPS_WITHIN)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _free(self) -> int:
        return WIDTH - len(self._running) - self._reserved

    async def _claim(self) -> float:
        """Starts what is due, as far as hands are free; returns the seconds until the next look."""
        now, claim, free = self.now(), uuid.uuid4().hex, self._free()
        values = {"now": now, "limit": free, "lapse": now + self._lease, "held": claim}

        def work(c: sa.Connection) -> tuple[list[Job], float | None]:
            jobs = [_job(row) for row in c.execute(statements.CLAIM, values)]
            return jobs, c.scalar(statements.NEXT_DUE)

        jobs, due = await self._database.run(work)
        for job in jobs:
            self._start(job, claim)
        return self._poll if due is None else min(self._poll, max(0.0, due - now))

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return

    def _start(self, job: Job, claim: str) -> None:
        was_full = self._free() <= 1
        task = asyncio.create_task(self._work(job, claim, self._handlers))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if was_full:  # others may be waiting for this hand
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
            while not (await asyncio.wait({step}, timeout=self._lease / 3))[0]:
                await self._renew(job, claim, step)
            return step.result()
        except asyncio.CancelledError:
            step.cancel()
            raise
        except Exception:  # the job's edge: whatever a handler raises, the job lives on
            log.exception("job %s failed in state %s, try %s", job.id, job.state, job.tries)
            return None

    async def _renew(self, job: Job, claim: str, step: asyncio.Future[Next]) -> None:
        due = self.now() + self._lease
        values = {"job": job.id, "held": claim, "claim": claim, "due": due}
        try:
            renewed = await self._database.run(lambda c: c.scalar(statements.POSTPONE, values))
        except (DBAPIError, OSError) as error:
            log.warning("job %s: its claim could not be renewed: %s", job.id, brief(error))
        else:
            if renewed is None:
                step.cancel()  # the claim had lapsed, and somebody else has the job now

    async def _write(self, job: Job, claim: str, to: Next | None) -> Job | None:
        """Writes where the job goes; returns it if its next state is to be run at once.

        Tried again until the claim lapses: what a handler has done outside must not be forgotten.
        """
        if to is None:
            await self._persist(statements.POSTPONE, job, claim, {"due": self._after(job)})
            return None
        goes_on = to.wait == 0.0
        values = {**self._columns(to), "tries": int(goes_on)}
        if goes_on:
            values |= {"due": self.now() + self._lease, "claim": claim}
        if not await self._persist(statements.WRITE, job, claim, values) or not goes_on:
            return None
        certificate = to.certificate or job.certificate
        return replace(job, state=to.state, data=to.data, tries=1, certificate=certificate)

    async def _persist(
        self, change: sa.Update, job: Job, claim: str, values: Mapping[str, Any]
    ) -> bool:
        """Applies a change to a job in hand. False: it is in somebody else's hands by now."""
        given = {"claim": None, **values, "job": job.id, "held": claim}
        give_up = self.now() + self._lease
        while self.now() <= give_up:
            try:
                written = await self._database.run(lambda c: c.scalar(change, given))
            except (DBAPIError, OSError) as error:
                log.error("job %s: its state could not be written: %s", job.id, brief(error))
                await asyncio.sleep(1.0)
            else:
                self._wake_for(given["due"])
                return written is not None
        return False

    def _wake_for(self, due: float | None) -> None:
        """Wakes the loop if a job of this process is due before its next look."""
        if due is not None and due < self._sleeps_until:
            self._wake.set()

    def _after(self, job: Job) -> float:
        """When to try a failed step again."""
        pause = min(LONGEST_PAUSE, 2.0**job.tries) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        return self.now() + pause

    def _columns(self, to: Next) -> dict[str, Any]:
        now = self.now()
        return {
            "state": to.state,
            "data": to.data,
            "certificate": to.certificate,
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
