"""The workers: claim what is due, run its handler, write where it goes.

No engine can make an outside call exactly once. What this one promises: one process at a time
works on a job, as far as its claim holds; what its handler returns is written, or its claim is
lost; and a handler whose job has `tries > 1` is told so, and looks before it acts.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot import acting, patience
from bot.jobs import sql
from bot.jobs.database import DATABASE_TROUBLE, brief
from bot.jobs.ledger import Claim, Job, Later, Ledger, LostClaim, Next

log = logging.getLogger("letterdrop.workers")

MOST_IN_HAND = 400  # jobs, more or less; most of them wait for Slack or Tencent Cloud
CLAIMED_AT_ONCE = 50  # the rest is left to other processes, or to the next look

Handler = Callable[[Job], Awaitable[Next]]


class Workers:
    """Works a ledger off; `first_pause`: seconds before a second try."""

    def __init__(
        self,
        ledger: Ledger,
        handlers: Mapping[str, Handler],
        first_pause: float = patience.FAILED_STEP_FIRST_WAIT,
    ) -> None:
        self.first_pause = first_pause
        self._ledger = ledger
        self._handlers = handlers
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._put_off: dict[str, int] = {}  # how often, one time after the other
        self._stopping = False

    async def run(self) -> None:
        """Work jobs off until `stop`; trouble with the database is logged and waited out."""
        self._ledger.workers = self
        while not self._stopping:
            self._ledger.wake.clear()
            pause = await self._start_what_is_due()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ledger.wake.wait(), pause)
        left = list(self._in_hand.values())
        if left:  # what takes too long lapses with its lease
            await asyncio.wait(left, timeout=patience.STOP_WAITS_FOR_JOBS)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def stop(self) -> None:
        """Let `run` claim nothing more, and end when the jobs in hand have ended."""
        self._stopping = True
        self._ledger.workers = None
        self._ledger.wake.set()

    def wants(self, state: str) -> bool:
        """Whether there is room for one more job in this state."""
        return state in self._handlers and len(self._in_hand) < MOST_IN_HAND

    def take(self, claim: Claim) -> None:
        """Work on a job."""
        self._in_hand[claim.job.id] = asyncio.create_task(self._work(claim))

    async def _start_what_is_due(self) -> float:
        """Claim as many jobs as there is room for; return the seconds until the next look."""
        free = min(CLAIMED_AT_ONCE, MOST_IN_HAND - len(self._in_hand))
        if free <= 0:
            return self._ledger.poll
        try:
            besides, serves = list(self._in_hand), list(self._handlers)
            claims, next_due = await self._ledger.claim(free, besides, serves)
        except DATABASE_TROUBLE as error:
            log.error("the database does not answer, trying again: %s", brief(error))
            return patience.DATABASE_ASKED_AGAIN_AFTER
        for claim in claims:
            self.take(claim)
        if len(claims) == CLAIMED_AT_ONCE:
            return 0.0
        return min(self._ledger.poll, max(patience.QUEUE_LOOK_AT_MOST_EVERY, next_due))

    async def _work(self, claim: Claim) -> None:
        """Take a job through its states for as long as the next one is due at once.

        Then it may soon be due again, or others may have waited for its place.
        """
        wait: float | None = 0.0
        was_alone = claim.job.tries > sql.CRASHES  # and others may wait for their turn
        put_off = self._put_off.pop(claim.job.id, 0)
        claim.job = replace(claim.job, put_off=put_off)
        try:
            while wait == 0.0:
                to = await self._result(claim)
                await self._write(claim, to)
                wait, put_off = to.wait, 0
        except LostClaim:
            log.warning("job %s: its claim was lost in state %s", claim.job.id, claim.job.state)
            wait = None
        except Later as later:
            job = claim.job
            log.warning("job %s in state %s, try %s: %s", job.id, job.state, put_off + 1, later)
            self._put_off[job.id] = put_off + 1
            wait = await self._postpone(claim, put_off, uncounted=True)
        except Exception:  # the job's edge: whatever a handler raises, the job lives on
            job = claim.job
            log.exception("job %s failed in state %s, try %s", job.id, job.state, job.tries)
            wait = await self._postpone(claim, job.tries - 1, uncounted=False)
        finally:
            was_full = len(self._in_hand) >= MOST_IN_HAND
            del self._in_hand[claim.job.id]
            self._ledger.will_be_due(0.0 if was_full or was_alone else wait)

    async def _result(self, claim: Claim) -> Next:
        """Run the handler while the claim is renewed; raises what it raises, and LostClaim."""
        acting.check.set(partial(self._still_has, claim))
        step = asyncio.ensure_future(self._handlers[claim.job.state](claim.job))
        try:
            while True:
                third = max(self._ledger.lease / 30, claim.left / 3)  # of what is left of the lease
                if (await asyncio.wait({step}, timeout=third))[0]:
                    return step.result()
                try:
                    await self._renew(claim)
                except LostClaim:
                    if not step.done():  # what it has come to is written if nobody has taken over
                        raise
        finally:
            step.cancel()
            await asyncio.gather(step, return_exceptions=True)

    async def _still_has(self, claim: Claim) -> None:
        """Renew a claim that should have been renewed by now: the process was paused, maybe."""
        if claim.left < self._ledger.lease / 2:
            await self._renew(claim)

    async def _renew(self, claim: Claim) -> None:
        """Have the claim for another lease, or keep it while the database is away and it holds.

        One that has lapsed while this process was paused is had again, if nobody took it.
        """
        try:
            async with asyncio.timeout(max(claim.left, self._ledger.lease / 3)):
                await self._ledger.renew(claim)
        except (TimeoutError, *DATABASE_TROUBLE) as error:
            log.warning("job %s: its claim could not be renewed: %s", claim.job.id, brief(error))
            if claim.left <= 0:
                raise LostClaim from error

    async def _write(self, claim: Claim, to: Next) -> None:
        """Write where the job goes, again and again until somebody else has taken the job over.

        What a handler has done outside must not be forgotten, however long the database is away:
        the claim's token fences the write. Raises LostClaim, NotStorable and StatementError.
        """
        while True:
            try:
                return await self._ledger.write(claim, to)
            except DATABASE_TROUBLE as error:
                log.error("job %s: its state could not be written: %s", claim.job.id, brief(error))
            await asyncio.sleep(patience.DATABASE_ASKED_AGAIN_AFTER)

    async def _postpone(self, claim: Claim, before: int, *, uncounted: bool) -> float:
        """Let a step that was tried so often before be so again; returns in how many seconds."""
        doubled = self.first_pause * 2.0 ** min(before, 12)
        pause = min(patience.FAILED_STEP_LONGEST_WAIT, doubled)
        pause *= random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        try:
            await self._ledger.postpone(claim, pause, uncounted=uncounted)
        except DATABASE_TROUBLE as error:  # then the claim lapses, which is a pause too
            log.error("job %s: could not be put off: %s", claim.job.id, brief(error))
            return self._ledger.lease
        return pause
