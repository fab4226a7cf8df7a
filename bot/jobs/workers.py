"""The hands that work the ledger off: claim what is due, run its handler, write where it goes.

No engine can make an outside call exactly once. What this one promises: a job is in one process's
hands at a time, as far as its claim holds; what its handler returns is written, or its claim is
lost; and a handler whose job has `tries > 1` is told so, and looks before it acts.
"""

import asyncio
import logging
import math
import random
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from bot.jobs.database import PASSING, brief
from bot.jobs.ledger import Claim, Job, Later, Ledger, Next

log = logging.getLogger("letterdrop.workers")

LEASE = 30.0  # seconds that a claim holds without being renewed
WIDTH = 8  # jobs in hand at once; each may hold a letter of a few megabytes in memory
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 3600.0  # seconds between tries of a step that keeps failing
STOPS_WITHIN = 20.0  # seconds; Heroku gives a process thirty
POLL, POLL_ALONE = 1.0, 60.0  # seconds until a look for what is due, with others and without
NO_SOONER = 0.05  # seconds until the next look: another process may have locked what is due
AGAIN = 1.0  # seconds after which a database that did not answer is asked again

Handler = Callable[[Job], Awaitable[Next]]


class Workers:
    """Works a ledger off, `WIDTH` jobs at once."""

    def __init__(
        self,
        ledger: Ledger,
        handlers: Mapping[str, Handler],
        *,
        lease: float = LEASE,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._ledger = ledger
        self._handlers = handlers
        self._lease = lease
        self._first_pause = first_pause
        self._poll = POLL if ledger.database.is_shared else POLL_ALONE
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._due: dict[str, float] = {}  # of jobs in hand: when they are to be taken up again
        self._coming: list[str] = []  # jobs that are being added, a hand reserved for each
        self._reserved = 0
        self._short_of_hands = False
        self._wake = asyncio.Event()
        self._sleeps_until = 0.0
        self._stopping = False

    # The loop ------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Work jobs off until `stop`; trouble with the database is logged and waited out."""
        self._ledger.hands = self
        while not self._stopping:
            self._wake.clear()
            self._sleeps_until = math.inf  # what is put off during the look is not in its answer
            pause = await self._start_what_is_due()
            self._sleeps_until = self._ledger.now() + pause
            await self._sleep(pause)
        await self._finish()

    def stop(self) -> None:
        """Let `run` claim nothing more, and end when the jobs in hand have ended."""
        self._stopping = True
        self._wake.set()

    async def _start_what_is_due(self) -> float:
        """Claim as many jobs as hands are free; return the seconds until the next look."""
        free, claim = self._free(), self._new_claim()
        self._short_of_hands = free <= 0
        if free <= 0:
            return self._poll
        with self._reserving(free):
            try:
                jobs, due = await self._ledger.claim(claim, free, [*self._in_hand, *self._coming])
            except PASSING as error:
                log.error("the database does not answer, trying again: %s", brief(error))
                return AGAIN
        self._short_of_hands = self._short_of_hands or len(jobs) == free
        for job in jobs:
            self._start(job, claim)
        if due is None:
            return self._poll
        return min(self._poll, max(NO_SOONER, due - self._ledger.now()))

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return

    async def _finish(self) -> None:
        """Wait for the jobs in hand; what takes too long lapses with its lease."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=STOPS_WITHIN)
        left = list(self._in_hand.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    # Hands ---------------------------------------------------------------------------------------

    def reserve(self, job_id: str) -> Claim | None:
        """Keep a hand free for a job that is about to be added, if there is one."""
        if self._stopping or self._free() <= 0:
            self._short_of_hands = True
            return None
        self._coming.append(job_id)
        return self._new_claim()

    def take(self, job_id: str, job: Job | None, claim: Claim) -> None:
        """Work on the added job with the reserved hand, or (None) free it again."""
        self._coming.remove(job_id)
        if job and not self._stopping:
            self._start(job, claim)
        else:
            self._a_hand_is_free()

    def look(self) -> None:
        """Look for work: something has changed."""
        self._wake.set()

    def _free(self) -> int:
        return WIDTH - len(self._in_hand) - len(self._coming) - self._reserved

    @contextmanager
    def _reserving(self, hands: int) -> Iterator[None]:
        self._reserved += hands
        try:
            yield
        finally:
            self._reserved -= hands

    def _a_hand_is_free(self) -> None:
        if self._short_of_hands:  # so somebody may be waiting for it
            self._wake.set()

    def _new_claim(self) -> Claim:
        return Claim(uuid.uuid4().hex, self._ledger.now() + self._lease)

    # One job -------------------------------------------------------------------------------------

    def _start(self, job: Job, claim: Claim) -> None:
        task = asyncio.create_task(self._work(job, claim))
        self._in_hand[job.id] = task
        task.add_done_callback(lambda _: self._put_down(job))

    def _put_down(self, job: Job) -> None:
        """Let go of a job. Only now a look finds it, so only now it can be time for one."""
        del self._in_hand[job.id]
        if self._due.pop(job.id, math.inf) < self._sleeps_until:
            self._wake.set()
        self._a_hand_is_free()

    async def _work(self, job: Job, claim: Claim) -> None:
        """Take one job through its states for as long as the next one is due at once."""
        at: tuple[Job, Claim] | None = (job, claim)
        while at is not None:
            job, claim = at
            to, claim = await self._step(job, claim)
            if to is None:
                await self._postpone(job, claim)
                return
            at = await self._written(job, claim, to)

    async def _step(self, job: Job, claim: Claim) -> tuple[Next | None, Claim]:
        """Run the handler of the job's state; None if it failed. The claim is renewed meanwhile."""
        step = asyncio.ensure_future(self._handle(job))
        try:
            while not (await asyncio.wait({step}, timeout=self._renew_in(claim)))[0]:
                claim = await self._renewed(job, claim)
            return step.result(), claim
        except Later as later:
            log.warning("job %s in state %s, try %s: %s", job.id, job.state, job.tries, later)
            return None, claim
        except LostClaim:
            log.warning("job %s: its claim was lost in state %s", job.id, job.state)
            return None, claim
        except Exception:  # the job's edge: whatever a handler raises, the job lives on
            log.exception("job %s failed in state %s, try %s", job.id, job.state, job.tries)
            return None, claim
        finally:
            step.cancel()
            await asyncio.gather(step, return_exceptions=True)

    def _renew_in(self, claim: Claim) -> float:
        """Seconds until a third of the lease is gone, of which the write may have taken some."""
        left = claim.lapses - self._ledger.now()
        return min(self._lease / 3, max(AGAIN, left - self._lease / 2))

    async def _handle(self, job: Job) -> Next:
        return await self._handlers[job.state](job)

    async def _renewed(self, job: Job, claim: Claim) -> Claim:
        """Return the claim for another lease, or the old one while the database is away.

        Raises LostClaim when another process may have the job by now.
        """
        longer = replace(claim, lapses=self._ledger.now() + self._lease)
        try:
            async with asyncio.timeout(self._left(claim)):
                if await self._ledger.postpone(job, claim, longer.lapses, longer):
                    return longer
        except PASSING as error:
            log.warning("job %s: its claim could not be renewed: %s", job.id, brief(error))
            if self._still_ours(claim):
                return claim
        raise LostClaim

    def _left(self, claim: Claim) -> float | None:
        if not self._ledger.database.is_shared:
            return None
        return max(self._lease / 6, claim.lapses - self._ledger.now())

    def _still_ours(self, claim: Claim) -> bool:
        return not self._ledger.database.is_shared or self._ledger.now() < claim.lapses

    async def _written(self, job: Job, claim: Claim, to: Next) -> tuple[Job, Claim] | None:
        """Write where the job goes; return it if its next state is to be run at once.

        Tried again for as long as the job is ours: what a handler has done outside must not be
        forgotten.
        """
        while True:
            onward = self._new_claim() if to.wait == 0.0 else None
            try:
                written = await self._ledger.write(job, claim, to, onward)
            except PASSING as error:
                log.error("job %s: its state could not be written: %s", job.id, brief(error))
                if not self._still_ours(claim):
                    return None
                await asyncio.sleep(AGAIN)
            except Exception:  # a fault of ours in what the handler returned
                log.exception("job %s: state %s cannot be written", job.id, to.state)
                await self._postpone(job, claim)
                return None
            else:
                return self._go_on(job, to, onward) if written else None

    def _go_on(self, job: Job, to: Next, onward: Claim | None) -> tuple[Job, Claim] | None:
        if onward is None:
            if to.wait is not None:
                self._due[job.id] = self._ledger.now() + to.wait
            return None
        moved = replace(
            job,
            state=to.state,
            data=to.data,
            certificate=to.certificate,
            thread=to.thread or job.thread,
            tries=1,
        )
        return moved, onward

    async def _postpone(self, job: Job, claim: Claim) -> None:
        """Let a step that failed be tried again, later and later."""
        pause = min(LONGEST_PAUSE, self._first_pause * 2.0 ** min(job.tries - 1, 12))
        due = self._ledger.now() + pause * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        try:
            await self._ledger.postpone(job, claim, due, None)
        except PASSING as error:  # then the claim lapses, which is a pause too
            log.error("job %s: could not be put off: %s", job.id, brief(error))
            due = claim.lapses
        self._due[job.id] = due


class LostClaim(Exception):
    """The claim has lapsed, and another process may have the job: its step must not go on."""
