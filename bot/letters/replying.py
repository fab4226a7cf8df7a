"""The one final answer in the thread."""

import asyncio
import logging
from dataclasses import replace

from bot import problems
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.states import State
from bot.letters.story import Asks, Story, place, story_of, subject_of, to
from bot.services import Services
from bot.slack.messages import CannotPost, Step
from bot.views import results
from bot.views.blocks import Reply, only_links
from bot.views.reactions import ACCEPTED, AT_WORK, REFUSED
from bot.views.words import Words

log = logging.getLogger("letterdrop.answering")

MOVE_PAUSES = (0.2, 0.5, 1.0)  # seconds; a row that is in a worker's hand cannot be moved
LIST_WITHIN = 2.0  # seconds that it is worth to promise only what can be kept


async def replying(job: Job, story: Story, services: Services) -> Next:
    """Put the result into the thread, and ✅ or ❌ on the drop instead of 👀."""
    reply = await _reply(story, services, await services.words(story.drop.user))
    ts = await tell(job, story, services, "answer", reply, ts=story.line)
    if not story.parts:  # else the sum of them all marks it
        await _mark(story, services)
    log.info("job %s: answered, %s", job.id, _outcome(story))
    if story.arrival:
        await _take_the_place_of_others(job, story, services.ledger)
    if _is_watched(story):
        return to(State.WATCHING, replace(story, line=ts))
    return to(State.DONE, replace(story, line=ts), wait=None)


async def _take_the_place_of_others(job: Job, story: Story, ledger: Ledger) -> None:
    """Close what is still asked about this letter, or an older one for this certificate."""
    for pause in MOVE_PAUSES:
        asking = await ledger.about([story.certificate_id], State.ASKING)
        others = [each for each in asking if _is_replaced(story_of(each), each, story, job)]
        moved = [
            await ledger.move(each, to(State.ASKING, replace(story_of(each), superseded=True)))
            for each in others
        ]
        if all(moved):
            return
        await asyncio.sleep(pause)


def _is_replaced(asked: Story, other: Job, story: Story, job: Job) -> bool:
    """Whether a question is moot now that this letter has gone out."""
    same = asked.fingerprint == story.fingerprint
    return asked.asks is not Asks.CERTIFICATE and (same or other.added < job.added)


async def _mark(story: Story, services: Services) -> None:
    channel, drop, messages = story.drop.channel, story.drop.ts, services.messages
    marks = [messages.react(channel, drop, REFUSED if story.problem else ACCEPTED)]
    marks.append(messages.unreact(channel, drop, AT_WORK))
    if story.reopened and not story.problem:
        marks.append(messages.unreact(channel, drop, REFUSED))
    await asyncio.gather(*marks)


def _outcome(story: Story) -> str:
    """The ending for the log: the certificate, and the RequestId or the problem's kind."""
    arrival = story.earlier.arrival if story.earlier else story.arrival
    if arrival is not None:
        return f"{story.certificate_id}: RequestId {arrival.request_id}"
    problem = (story.problem or {}).get("problem")
    return f"{story.certificate_id or 'no certificate'}: {problem}"


async def tell(
    job: Job, story: Story, services: Services, name: str, reply: Reply, *, ts: str = ""
) -> str:
    """Say it in the thread; where the channel takes nothing any more, to the person alone.

    `name` is the step's. Returns the ts of the message, "" where it does not stand in the thread.
    """
    step, text, blocks = Step(job.id, name), reply.text, reply.blocks
    look = story.cut_off or job.tries > 1
    try:
        return await services.messages.say(
            place(story), step, text, blocks, ts=ts or None, look=look
        )
    except CannotPost as no:
        if no.thread_gone:
            raise
        log.warning("job %s: nothing said in its thread (%s), telling the person", job.id, no)
        # Away from its thread, nobody would find the letter that a button is about.
        await services.messages.announce(
            story.drop.user, step, text, only_links(blocks), since=job.changed, look=look
        )
        return ""


async def _reply(story: Story, services: Services, words: Words) -> Reply:
    if (first := story.earlier) is not None:
        link = await services.messages.permalink(first.channel, first.answer)
        return results.accepted_before(
            subject_of(story, services), first.arrival, first.at, words, link
        )
    return result_of(
        story, services, words, watched=_is_watched(story) and await _may_watch(services)
    )


async def _may_watch(services: Services) -> bool:
    """Whether the key may list certificates, without which nothing is promised."""
    if services.waiting.may_list is None:
        await services.waiting.now(LIST_WITHIN)
    return services.waiting.may_list is not False


def result_of(story: Story, services: Services, words: Words, *, watched: bool) -> Reply:
    """The answer to a letter that arrived, or did not; `watched`: its thread will hear the end."""
    subject = subject_of(story, services)
    if story.arrival is not None:
        return results.accepted(subject, story.arrival, words, watched=watched)
    problem = problems.from_json(story.problem or {})
    return results.refused(subject, problem, words, watched=watched)


def _is_watched(story: Story) -> bool:
    """Whether the CA will decide: Tencent Cloud has the letter, or takes it in its console only."""
    if story.arrival is not None or not story.problem:
        return story.arrival is not None
    return problems.from_json(story.problem).in_console


async def say_without_button(job: Job, story: Story, services: Services) -> None:
    """Show the result without its button, which would do nothing any more."""
    if not story.line:
        return
    reply = result_of(story, services, await services.words(story.drop.user), watched=False)
    try:
        step = Step(job.id, "answer")
        await services.messages.amend(place(story), story.line, step, reply.text, reply.blocks)
    except CannotPost as no:
        log.info("job %s: its answer stays as it is: %s", job.id, no)
