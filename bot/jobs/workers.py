"""The workers: claim what is due, run its handler, write where it goes.

No engine can make an outside call exactly once. What this one promises: one process at a time
works on a job, as far as its claim holds; what its handler returns is written, or its claim is
lost; and a handler whose job has `tries > 1` is told so, and looks before it acts.
"""

import asyncio
import logging
import math
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.jobs.database import DATABASE_TROUBLE, brief
from bot.jobs.ledger import Job, Later, Ledger, Next

log = logging.getLogger("letterdrop.workers")

LEASE = 30.0  # seconds that a claim holds without being renewed
WIDTH = 8  # jobs in hand at once; each may hold a letter of a few megabytes in memory
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 3600.0  # seconds between tries of a step that keeps failing
STOPS_WITHIN = 20.0  # seconds; Heroku gives a process thirty
LOOKS_APART = 0.05  # seconds at least: another process may have locked what is due
DATABASE_ASKED_AGAIN = 1.0  # seconds after it did not answer

Handler = Callable[[Job], Awaitable[Next]]


class LostClaim(Exception):
    """The claim has lapsed, and another process may have the job: its step must not go on."""


@dataclass
class Claim:
    """A job that this process works on; whoever does not know the token may not write.

    `lapses`: when, by the monotonic clock, another process may take it.
    """

    token: str
    lapses: float

    @property
    def left(self) -> float:
        """The seconds for which it surely holds."""
        return self.lapses - time.monotonic()


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
        self._shared = ledger.database.is_shared
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    # The loop ------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Work jobs off until `stop`; trouble with the database is logged and waited out."""
        while not self._stopping:
            self._ledger.wake.clear()
            pause = await self._start_what_is_due()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ledger.wake.wait(), pause)
        await self._finish()

    def stop(self) -> None:
        """Let `run` claim nothing more, and end when the jobs in hand have ended."""
        self._stopping = True
        self._ledger.wake.set()

    async def _start_what_is_due(self) -> float:
        """Claim as many jobs as there is room for; return the seconds until the next look."""
        free, besides = WIDTH - len(self._in_hand), list(self._in_hand)
        if not free:
            return self._ledger.poll
        token, lapses = uuid.uuid4().hex, self._lapses()
        try:
            jobs, next_due = await self._ledger.claim(token, self._lease, free, besides)
        except DATABASE_TROUBLE as error:
            log.error("the database does not answer, trying again: %s", brief(error))
            return DATABASE_ASKED_AGAIN
        for job in jobs:
            self._in_hand[job.id] = asyncio.create_task(self._work(job, Claim(token, lapses)))
        return min(self._ledger.poll, max(LOOKS_APART, next_due))

    def _lapses(self) -> float:
        """When a claim that is asked for now lapses, at the earliest."""
        return time.monotonic() + (self._lease if self._shared else math.inf)

    async def _finish(self) -> None:
        """Wait for the jobs in hand; what takes too long lapses with its lease."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=STOPS_WITHIN)
        left = list(self._in_hand.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    # One job -------------------------------------------------------------------------------------

    async def _work(self, job: Job, claim: Claim) -> None:
        """Work on a job; then it may soon be due again, or others may have waited for its place."""
        wait: float | None = None
        try:
            wait = await self._walk(job, claim)
        finally:
            was_full = len(self._in_hand) >= WIDTH
            del self._in_hand[job.id]
            self._ledger.will_be_due(0.0 if was_full else wait)

    async def _walk(self, job: Job, claim: Claim) -> float | None:
        """Take a job through its states for as long as the next one is due at once.

        Returns the seconds until it is due again; None: never, or for others.
        """
        try:
            while True:
                to = await self._result(job, claim)
                job = await self._written(job, claim, to)
                if to.wait != 0.0:
                    return to.wait
        except Later as later:
            log.warning("job %s in state %s, try %s: %s", job.id, job.state, job.tries, later)
        except LostClaim:
            log.warning("job %s: its claim was lost in state %s", job.id, job.state)
            return None
        except Exception:  # the job's edge: whatever a handler raises, the job lives on
            log.exception("job %s failed in state %s, try %s", job.id, job.state, job.tries)
        return await self._postpone(job, claim)

    async def _result(self, job: Job, claim: Claim) -> Next:
        """Run the handler while the claim is renewed; raises what it raises, and LostClaim."""
        step = asyncio.ensure_future(self._handlers[job.state](job))
        try:
            while not (await asyncio.wait({step}, timeout=self._renew_in(claim)))[0]:
                await self._renew(job, claim)
            return step.result()
        finally:
            step.cancel()
            await asyncio.gather(step, return_exceptions=True)

    def _renew_in(self, claim: Claim) -> float:
        """Seconds until a third of what is left of the lease is gone."""
        return max(self._lease / 30, claim.left / 3)

    async def _renew(self, job: Job, claim: Claim) -> None:
        """Have the claim for another lease, or keep the old one while the database is away.

        Raises LostClaim when another process may have the job by now.
        """
        lapses = self._lapses()
        try:
            async with asyncio.timeout(claim.left):
                if not await self._ledger.renew(job, claim.token, self._lease):
                    raise LostClaim
        except (TimeoutError, *DATABASE_TROUBLE) as error:
            log.warning("job %s: its claim could not be renewed: %s", job.id, brief(error))
            if claim.left <= 0:
                raise LostClaim from error
        else:
            claim.lapses = lapses

    async def _written(self, job: Job, claim: Claim, to: Next) -> Job:
        """Write where the job goes, and return it; if it goes on at once, it stays claimed.

        Tried again for as long as the job is ours: what a handler has done outside must not be
        forgotten. Raises LostClaim, and StatementError for what is no JSON.
        """
        lease = self._lease if to.wait == 0.0 else None
        while True:
            lapses = self._lapses()
            try:
                moved = await self._ledger.write(job, claim.token, to, lease)
            except DATABASE_TROUBLE as error:
                log.error("job %s: its state could not be written: %s", job.id, brief(error))
                if claim.left <= 0:
                    raise LostClaim from error
                await asyncio.sleep(DATABASE_ASKED_AGAIN)
            else:
                if moved is None:
                    raise LostClaim
                claim.lapses = lapses
                return moved

    async def _postpone(self, job: Job, claim: Claim) -> float:
        """Let a step that failed be tried again, later and later; returns in how many seconds."""
        pause = min(LONGEST_PAUSE, self._first_pause * 2.0 ** min(job.tries - 1, 12))
        pause *= random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        try:
            await self._ledger.postpone(job, claim.token, pause)
        except DATABASE_TROUBLE as error:  # then the claim lapses, which is a pause too
            log.error("job %s: could not be put off: %s", job.id, brief(error))
            return self._lease
        return pause
