"""The one final answer in the thread."""

import asyncio
import logging
from dataclasses import replace

from bot import problems
from bot.desk import Desk
from bot.housekeeping import refresh_home
from bot.jobs import Job, Ledger, Next
from bot.marks import ACCEPTED, AT_WORK, REFUSED
from bot.slack.thread import CannotPost, Step
from bot.story import Asks, Story, place, story_of, to
from bot.views import answers
from bot.views.blocks import Reply, only_links
from bot.views.words import Words

log = logging.getLogger("letterdrop.answering")

MOVE_PAUSES = (0.2, 0.5, 1.0)  # seconds; a row that is in a worker's hand cannot be moved
LIST_WITHIN = 2.0  # seconds that it is worth to promise only what can be kept

IN_CONSOLE = {each.__name__ for each in (problems.ConsoleOnly, problems.RevocationInConsole)}
"""Where people bring the letter there themselves."""


async def answering(job: Job, story: Story, desk: Desk) -> Next:
    """Put the result into the thread, and ✅ or ❌ on the drop instead of 👀."""
    reply = await _reply(story, desk, await desk.words(story.drop.user))
    ts = await tell(job, story, desk, "answer", reply, ts=story.line)
    if not story.parts:  # else the sum of them all marks it
        await _mark(story, desk)
    log.info("job %s: answered, %s", job.id, _outcome(story))
    if story.arrival:
        await _take_the_place_of_others(job, story, desk.ledger)
    await refresh_home(desk.ledger, story.drop.user)
    if _is_watched(story):
        return to("watching", replace(story, line=ts))
    return to("done", replace(story, line=ts), wait=None)


async def _take_the_place_of_others(job: Job, story: Story, ledger: Ledger) -> None:
    """Close what is still asked about this letter, or an older one for this certificate."""
    for pause in MOVE_PAUSES:
        asking = await ledger.about([story.certificate_id], "asking")
        others = [each for each in asking if _is_replaced(story_of(each), each, story, job)]
        moved = [
            await ledger.move(each, to("asking", replace(story_of(each), superseded=True)))
            for each in others
        ]
        if all(moved):
            return
        await asyncio.sleep(pause)


def _is_replaced(asked: Story, other: Job, story: Story, job: Job) -> bool:
    """Whether a question is moot now that this letter has gone out."""
    same = asked.fingerprint == story.fingerprint
    return asked.asks is not Asks.CERTIFICATE and (same or other.added < job.added)


async def _mark(story: Story, desk: Desk) -> None:
    channel, drop, threads = story.drop.channel, story.drop.ts, desk.threads
    marks = [threads.react(channel, drop, REFUSED if story.problem else ACCEPTED)]
    marks.append(threads.unreact(channel, drop, AT_WORK))
    if story.reopened and not story.problem:
        marks.append(threads.unreact(channel, drop, REFUSED))
    await asyncio.gather(*marks)


def _outcome(story: Story) -> str:
    """The ending for the log: the certificate, and the RequestId or the problem's class."""
    arrival = story.earlier.arrival if story.earlier else story.arrival
    if arrival is not None:
        return f"{story.certificate_id}: RequestId {arrival.request_id}"
    problem = (story.problem or {}).get("problem")
    return f"{story.certificate_id or 'no certificate'}: {problem}"


async def tell(job: Job, story: Story, desk: Desk, name: str, reply: Reply, *, ts: str = "") -> str:
    """Say it in the thread; where the channel takes nothing any more, to the person alone.

    `name` is the step's. Returns the ts of the message, "" where it does not stand in the thread.
    """
    step, text, blocks = Step(job.id, name), reply.text, reply.blocks
    look = story.cut_off or job.tries > 1
    try:
        return await desk.threads.say(place(story), step, text, blocks, ts=ts or None, look=look)
    except CannotPost as no:
        if no.thread_gone:
            raise
        log.warning("job %s: nothing said in its thread (%s), telling the person", job.id, no)
        # Away from its thread, nobody would find the letter that a button is about.
        await desk.threads.announce(
            story.drop.user, step, text, only_links(blocks), since=job.changed, look=look
        )
        return ""


async def _reply(story: Story, desk: Desk, words: Words) -> Reply:
    if (first := story.earlier) is not None:
        link = await desk.threads.permalink(first.channel, first.answer)
        return answers.accepted_before(desk.subject(story), first.arrival, first.at, words, link)
    return answer_of(story, desk, words, watched=_is_watched(story) and await _may_watch(desk))


async def _may_watch(desk: Desk) -> bool:
    """Whether the key may list certificates, without which nothing is promised."""
    if desk.waiting.may_list is None:
        await desk.waiting.now(LIST_WITHIN)
    return desk.waiting.may_list is not False


def answer_of(story: Story, desk: Desk, words: Words, *, watched: bool) -> Reply:
    """The answer to a letter that arrived, or did not; `watched`: its thread will hear the end."""
    subject = desk.subject(story)
    if story.arrival is not None:
        return answers.accepted(subject, story.arrival, words, watched=watched)
    problem = problems.from_json(story.problem or {})
    return answers.refused(subject, problem, words, watched=watched)


def _is_watched(story: Story) -> bool:
    """Whether the CA will decide: Tencent Cloud has the letter, or takes it in its console only."""
    return story.arrival is not None or (story.problem or {}).get("problem") in IN_CONSOLE
