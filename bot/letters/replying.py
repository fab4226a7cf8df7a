"""replying: the one final result in the thread."""

import asyncio
import logging
from dataclasses import replace

from bot import patience
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.states import State
from bot.letters.story import (
    Asks,
    Refused,
    Story,
    Uploaded,
    UploadedBefore,
    find_letters,
    to,
)
from bot.services import Services
from bot.slack.api import SlackRefused
from bot.slack.messages import Step
from bot.slack.shapes import Reply
from bot.views import results
from bot.views.blocks import only_links
from bot.views.reactions import ACCEPTED, AT_WORK, BAD, mark_of
from bot.views.subject import Subject

log = logging.getLogger("letterdrop.letters")


async def replying(job: Job, story: Story, services: Services) -> Next:
    """Put the result into the thread, and its mark on the drop instead of 👀."""
    # The CA will decide: Tencent Cloud has the letter, or takes it in its console only.
    uploaded, waiting = isinstance(story.outcome, Uploaded), services.waiting
    watched = uploaded or (story.problem is not None and story.problem.in_console)
    if watched and waiting.may_list is None:
        await waiting.now(patience.RESULT_WAITS_FOR_LIST)
    # Nothing is promised to a key that may not list certificates.
    told_so = watched and waiting.may_list is not False
    reply = await _result(story, services, watched=told_so)
    ts = await tell(job, story, services, "result", reply, ts=story.line_ts)
    if not story.parts:  # else the sum of them all marks it
        drop, is_marked = story.drop, story.is_marked or story.cut_off or job.tries > 1
        if story.reopened:  # there is one end at a time
            await services.messages.mark(drop.channel, drop.ts, "", *BAD)
        former = [AT_WORK] if is_marked else []
        await services.messages.mark(drop.channel, drop.ts, end_of(story), *former)
    ending = f"RequestId {story.receipt.request_id if story.receipt else ''}"
    if isinstance(story.outcome, Refused):
        ending = story.outcome.kind
    about = story.certificate_id or "no certificate"
    log.info("job %s: told its result, %s: %s", job.id, about, ending)
    if story.problem and story.problem.to_do:
        log.warning("job %s: %s: %s", job.id, ending, story.problem.to_do)
    if uploaded:
        await _take_the_place_of_others(job, story, services.ledger)
    story = replace(story, line_ts=ts, is_marked=False)
    return to(State.WATCHING, story) if watched else to(State.DONE, story, wait=None)


def end_of(story: Story) -> str:
    """The reaction that tells what has become of a letter's upload; "" where there was none."""
    problem = story.problem
    return mark_of(problem.traits.heading) if problem else ACCEPTED if story.receipt else ""


async def _take_the_place_of_others(job: Job, story: Story, ledger: Ledger) -> None:
    """Close what is still asked about this letter, or an older one for this certificate."""
    for pause in patience.RESULT_WAITS_FOR_ROW:
        moved = []
        asking = {"certificate": story.certificate_id, "state": State.ASKING}
        for other in await find_letters(ledger, **asking):
            asked, is_older = other.story, other.job.added < job.added
            same = asked.adjusted.fingerprint == story.adjusted.fingerprint
            if asked.question.asks is not Asks.CERTIFICATE and (same or is_older):
                superseded = replace(asked, watch=replace(asked.watch, superseded=True))
                moved.append(await ledger.move(other.job, to(State.ASKING, superseded)))
        if all(moved):
            return
        await asyncio.sleep(pause)


async def tell(
    job: Job, story: Story, services: Services, name: str, reply: Reply, *, ts: str = ""
) -> str:
    """Say it in the thread; where that takes nothing any more, to the person alone.

    Of a message that was deleted only what Tencent Cloud has is told. `name` is the step's. Returns
    the ts of the message, "" where it does not stand in the thread.
    """
    step, look = Step(job.id, name), story.cut_off or job.tries > 1
    try:
        return await services.messages.say(story.place, step, reply, ts=ts, look=look)
    except SlackRefused as no:
        if no.thread_gone and story.receipt is None:
            raise
        log.warning("job %s: nothing said in its thread (%s), telling the person", job.id, no)
        # Away from its thread, nobody would find the letter that a button is about.
        alone = Reply(reply.text, only_links(reply.blocks))
        await services.messages.announce(story.drop.user, step, alone, since=job.changed, look=look)
        return ""


def subject_of(story: Story, services: Services) -> Subject:
    """What a result is about."""
    known = story.certificate_id
    page = services.console_url(known) if known else None
    seen, mending = story.certificate, story.untold_mending
    odd = story.adjusted.warnings
    return Subject(story.file_name, known, page, seen, mending, story.left, odd)


async def _result(story: Story, services: Services, *, watched: bool) -> Reply:
    """What came of a letter; `watched`: its thread will hear the end."""
    words, subject = await services.words(story.drop.user), subject_of(story, services)
    match story.outcome:
        case Uploaded(receipt):
            return results.accepted(subject, receipt, words, watched=watched)
        case UploadedBefore(receipt, at, channel, ts):
            link = await services.messages.permalink(channel, ts)
            return results.accepted_before(subject, receipt, at, words, link)
        case Refused() as refused:
            return results.refused(subject, refused.problem, words, watched=watched)
        case None:
            raise ValueError("a letter whose result is told has one")


async def say_without_button(job: Job, story: Story, services: Services) -> None:
    """Show the result without its button, which would do nothing any more."""
    if not story.line_ts:
        return
    reply = await _result(story, services, watched=False)
    try:
        step = Step(job.id, "result")
        await services.messages.amend(story.place, story.line_ts, step, reply)
    except SlackRefused as no:
        log.info("job %s: its result stays as it is: %s", job.id, no)
