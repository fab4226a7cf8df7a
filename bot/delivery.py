"""The story of a letter: its states, in the order of its walk, and the edge around their handlers.

    (announcing) ─► received ─► (asking) ─► sending ─► answering ─► watching ─► telling ─► done
                       ├► splitting           several files, into a job for each letter
                       ├► silent              a drop that is none of the bot's business
                       └► turned-away         by somebody who may not

A handler gets its job and the desk it works at, acts, and returns the next state. What runs again
after a crash (`tries > 1`) looks before it acts: an answer is looked for in the thread, an upload
reads the certificate's status. A new release keeps the handlers of old states.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial

from sqlalchemy.exc import DBAPIError

from bot.answering import answering
from bot.asking import asking
from bot.database import brief
from bot.desk import Desk
from bot.digest import DIGEST, digesting, open_digest
from bot.housekeeping import HOUSEHOLD
from bot.jobs import Job, Later, Next
from bot.parts import splitting, sum_up_soon, summing_up
from bot.problems import Failed, Mishap
from bot.receiving import announcing, received
from bot.sending import sending
from bot.slack import SlackBusy
from bot.slack.thread import CannotPost
from bot.story import Story, refuse, story_of, to
from bot.watch import SWEEP, sweeping, telling, watching
from bot.workers import Handler

log = logging.getLogger("letterdrop.delivery")

TRIES = 6  # runs of a state that raised, before somebody is told
NEVER_GIVEN_UP = ("answering", "watching", "telling")  # what became of the letter is known by then

STATES: dict[str, Callable[[Job, Story, Desk], Awaitable[Next]]] = {
    "announcing": announcing,  # what the form hands in gets a message of its own
    "received": received,  # which certificate is it for, and may this person?
    "splitting": splitting,  # several files: a job for each letter
    "asking": asking,  # a question stands in the thread
    "sending": sending,  # fetch, check, upload
    "answering": answering,  # the one final answer
    "watching": watching,  # until the CA has decided
    "telling": telling,  # what it has decided
}
BESIDE = {"summing-up": summing_up, SWEEP: sweeping, DIGEST: digesting, **HOUSEHOLD}
"""The states of rows that are no letters."""


def handlers(desk: Desk) -> dict[str, Handler]:
    """The handlers of all states, for the workers."""
    walk: dict[str, Handler] = {
        state: partial(_at_the_edge, handler, desk) for state, handler in STATES.items()
    }
    beside: dict[str, Handler] = {
        state: partial(_beside, handler, desk) for state, handler in BESIDE.items()
    }
    return walk | beside


async def open_for_work(desk: Desk) -> None:
    """Add the rows that are always there."""
    await desk.ledger.add("tidying", "tidying", {})
    await desk.ledger.add(SWEEP, SWEEP, {})
    await open_digest(desk.ledger, desk.digest)


async def _at_the_edge(
    handler: Callable[[Job, Story, Desk], Awaitable[Next]], desk: Desk, job: Job
) -> Next:
    """The edge of a letter's story: what goes wrong with it ends here.

    Trouble that passes is left to the workers, who try again later. What we did not foresee is so
    too, a few times; then the person is told, with a reference to the log.
    """
    try:
        onward = await handler(job, story_of(job), desk)
        await sum_up_soon(onward, desk.ledger)
    except Failed as failed:
        return refuse(story_of(job), failed.problem)
    except CannotPost as no:
        log.error("job %s: Slack takes no message (%s), nobody could be told", job.id, no)
        return to("untold", story_of(job), wait=None)
    except PASSING as trouble:
        raise _later(trouble) from None
    except Exception:
        if job.tries < TRIES or job.state in NEVER_GIVEN_UP:
            raise
        reference = secrets.token_hex(4)
        log.exception("job %s: given up in state %s, reference %s", job.id, job.state, reference)
        return refuse(story_of(job), Mishap(reference))
    return onward


async def _beside(handler: Callable[[Job, Desk], Awaitable[Next]], desk: Desk, job: Job) -> Next:
    """The edge of what goes on beside the letters: where Slack takes no message, it has ended."""
    try:
        return await handler(job, desk)
    except CannotPost as no:
        log.warning("job %s: Slack takes no message: %s", job.id, no)
        return Next("untold", job.data, wait=None)
    except PASSING as trouble:
        raise _later(trouble) from None


PASSING = (SlackBusy, DBAPIError)


def _later(trouble: Exception) -> Later:
    if isinstance(trouble, SlackBusy):
        return Later(f"Slack is busy: {trouble}")
    return Later(f"the database does not answer: {brief(trouble)}")
