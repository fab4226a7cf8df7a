"""The table state → handler, in the order of a letter's walk, and the edge around the handlers.

The one place that knows them all. A handler gets its job and the services it works with, acts, and
returns the next state. What runs again after a crash (`tries > 1`) looks before it acts: a result
is looked for in the thread, an upload reads the certificate's status first.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import msgspec

from bot.jobs.database import DATABASE_TROUBLE, brief
from bot.jobs.ledger import Job, Later, Next
from bot.jobs.workers import Handler
from bot.letters.asking import asking
from bot.letters.changes import editing, taking_back
from bot.letters.in_hand import in_hand
from bot.letters.received import announcing, received
from bot.letters.replying import replying
from bot.letters.sending import sending
from bot.letters.splitting import splitting, sum_up_soon, summing_up
from bot.letters.states import OUTCOMES, State
from bot.letters.story import Story, readable_story, refuse, to
from bot.letters.watching import sweeping, telling, watching
from bot.operations.tidying import tidying
from bot.overview.digest import digesting, open_digest
from bot.overview.help import helping, inviting
from bot.overview.home import refresh_home, showing
from bot.patience import STATE_RUNS
from bot.problems import Failed, Mishap
from bot.services import Services
from bot.slack.api import SlackBusy, SlackRefused

log = logging.getLogger("letterdrop.letters")

# What is over by itself, and is tried again until then.
TROUBLE_THAT_PASSES = (SlackBusy, *DATABASE_TROUBLE)

LetterHandler = Callable[[Job, Story, Services], Awaitable[Next]]
RowHandler = Callable[[Job, Services], Awaitable[Next]]

LETTERS: dict[State, LetterHandler] = {
    State.ANNOUNCING: announcing,
    State.RECEIVED: received,
    State.SPLITTING: splitting,
    State.ASKING: asking,
    State.SENDING: sending,
    State.REPLYING: replying,
    State.WATCHING: watching,
    State.TELLING: telling,
}
ROWS: dict[State, RowHandler] = {
    State.SUMMING_UP: summing_up,
    State.EDITING: editing,
    State.TAKING_BACK: taking_back,
    State.SWEEPING: sweeping,
    State.DIGESTING: digesting,
    State.HELPING: helping,
    State.INVITING: inviting,
    State.SHOWING: showing,
    State.TIDYING: tidying,
}
"""The rows beside the letters."""


def handlers(services: Services) -> dict[str, Handler]:
    """The handlers of all states, for the workers."""
    return {
        **{state: partial(_at_the_edge, services) for state in LETTERS},
        **{state: partial(_beside, handler, services) for state, handler in ROWS.items()},
    }


async def open_for_work(services: Services) -> None:
    """Add the rows that are always there."""
    await services.ledger.add(State.TIDYING, State.TIDYING, {})
    await services.ledger.add(State.SWEEPING, State.SWEEPING, {})
    await open_digest(services.ledger, services.digest)


async def _at_the_edge(services: Services, job: Job) -> Next:
    """The edge of a letter's story: what goes wrong with it ends here.

    Trouble that passes is left to the workers, who try again later. What we did not foresee is so
    too, a few times; then the person is told, with a reference to the log. So is a run that never
    comes to an end: it kills the process, or its outcome cannot be stored.
    """
    story = readable_story(job)
    if story is None:
        raise Later("its row waits for the release that can read it")
    try:
        if job.tries > STATE_RUNS and not State(job.state).is_never_given_up:
            raise RuntimeError("runs that ended without an outcome")
        onward = await in_hand(job, story, services, partial(_walked, job, story))
        await _at_rest(job, onward, services)
    except SlackRefused as no:
        log.error("job %s: Slack takes no message (%s), nobody could be told", job.id, no)
        return to(State.UNTOLD, story, wait=None)
    except TROUBLE_THAT_PASSES as trouble:
        raise _later(trouble) from None
    except Exception:
        if job.tries < STATE_RUNS or State(job.state).is_never_given_up:
            raise
        reference = secrets.token_hex(4)
        log.exception("job %s: given up in state %s, reference %s", job.id, job.state, reference)
        return refuse(story, Mishap(reference))
    return onward


async def _walked(job: Job, story: Story, services: Services) -> Next:
    """Run a state's handler, and the next one's where nothing between them is to be kept.

    If the first is lost with the process, both are done again, and that does no harm.
    """
    while True:
        try:
            onward = await LETTERS[State(job.state)](job, story, services)
        except Failed as failed:
            return refuse(story, failed.problem)
        ways = {(State.REPLYING, State.WATCHING)}
        if services.work.files:  # they are fetched once
            ways.add((State.RECEIVED, State.SENDING))
        if (job.state, onward.state) not in ways:
            return onward
        story = replace(onward.data, cut_off=onward.data.cut_off or job.tries > 1)
        job = replace(job, state=onward.state, tries=1)


async def _at_rest(job: Job, onward: Next, services: Services) -> None:
    """Where a letter comes to rest, its sum and its person's Home are drawn anew."""
    state, story = State(onward.state), onward.data
    if not state.is_at_rest:
        return
    await sum_up_soon(story.parts, services.ledger)
    if state in OUTCOMES and onward.state != job.state:
        for user in (story.drop.user, *story.posters):
            await refresh_home(services.ledger, user)


async def _beside(handler: RowHandler, services: Services, job: Job) -> Next:
    """The edge of what goes on beside the letters: where Slack takes no message, it has ended."""
    try:
        return await handler(job, services)
    except (msgspec.ValidationError, UnicodeEncodeError):
        raise Later("its row waits for the release that can read it") from None
    except SlackRefused as no:
        log.warning("job %s: Slack takes no message: %s", job.id, no)
        return Next(State.UNTOLD, job.data, wait=None)
    except TROUBLE_THAT_PASSES as trouble:
        raise _later(trouble) from None


def _later(trouble: Exception) -> Later:
    if isinstance(trouble, SlackBusy):
        return Later(f"Slack is busy: {trouble}")
    return Later(f"the database does not answer: {brief(trouble)}")
