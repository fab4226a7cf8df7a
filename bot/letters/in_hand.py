"""A letter in hand: its turn, what is asked for ahead, and what people see of the work.

A drop that names one certificate by itself is looked up, and its file fetched and looked into,
while Slack tells who has dropped it. What bounds the memory are the bytes of all letters in hand.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from bot.jobs.ledger import Job, Next
from bot.letters.mending import is_small, opened, size_of
from bot.letters.states import State
from bot.letters.story import Story
from bot.permissions import why_not_allowed
from bot.services import Services, Work
from bot.slack.api import SlackBusy, SlackRefused
from bot.slack.messages import Step
from bot.text.certificate_ids import Confidence
from bot.views import results
from bot.views.reactions import AT_WORK

log = logging.getLogger("letterdrop.letters")


async def in_hand(
    job: Job, story: Story, services: Services, walk: Callable[[Services], Awaitable[Next]]
) -> Next:
    """Let a letter walk with what it needs at hand; if that takes long people see somebody at it.

    A letter that needs nothing of that walks as it is.
    """
    certificate_id = _certificate_of(job, story)
    if not certificate_id:
        return await walk(services)
    work, ended = Work(certificate_id), asyncio.Event()
    showing = asyncio.ensure_future(_show_work(job, story, services, work, ended))
    try:
        async with _at_hand(job, story, services, work):
            onward = await walk(replace(services, work=work))
    finally:
        ended.set()
        shown = await showing  # so that no 👀 comes after the result has taken it away
    is_marked = shown.is_marked and onward.state == State.REPLYING
    if shown.is_marked and not is_marked:
        await services.messages.mark(story.drop.channel, story.drop.ts, "", AT_WORK)
    cut_off = shown.cut_off or onward.data.cut_off
    signs = {"line_ts": shown.line_ts, "cut_off": cut_off, "is_marked": is_marked}
    return replace(onward, data=replace(onward.data, **signs))


def _certificate_of(job: Job, story: Story) -> str:
    """The certificate that a letter is sent for, or that a new drop names; "" if it is unclear."""
    if job.state == State.SENDING:
        return story.certificate_id
    named = story.drop.candidates
    is_new = job.state == State.RECEIVED and not (story.answer or story.certificate_id)
    return named[0].certificate_id if is_new and len(named) == 1 else ""


@asynccontextmanager
async def _at_hand(job: Job, story: Story, services: Services, work: Work) -> AsyncIterator[None]:
    """Have a turn within the block, and ask for a new drop's certificate, and for its file."""
    size = size_of(story)
    turns = services.turns if is_small(story) else services.large_turns
    async with turns.turn(story.drop.user, size, weight=size if is_small(story) else 1):
        work.stage = "check" if is_small(story) else "mend"
        if job.state == State.RECEIVED:
            look = services.look_up(services.locale or "en-US")
            work.seen = asyncio.ensure_future(look(work.certificate_id))
            if is_small(story) and _is_called_letter(story, services):
                work.files = asyncio.ensure_future(opened(job, story, services))
        try:
            yield
        finally:
            asked = [each for each in (work.seen, work.files) if each]
            for each in asked:
                each.cancel()
            await asyncio.gather(*asked, return_exceptions=True)


def _is_called_letter(story: Story, services: Services) -> bool:
    """Whether a new drop's own words say that it is the bot's business."""
    named = story.drop.candidates[0]
    is_sure = named.confidence is Confidence.STRONG and named.is_labelled
    return is_sure or services.may_ask(story.drop)


# What people see ---------------------------------------------------------------------------------


async def _show_work(
    job: Job, story: Story, services: Services, work: Work, ended: asyncio.Event
) -> Story:
    """Mark the drop, and say in the thread what goes on, if it takes so long.

    Returns the story with what stands there now.
    """
    pace = services.pace
    if await _happens(ended, within=pace.mark_after) or not await _may_speak(job, story, services):
        return story
    drop, story = story.drop, replace(story, is_marked=True)
    marking = asyncio.ensure_future(services.messages.mark(drop.channel, drop.ts, AT_WORK))
    try:
        if await _happens(ended, within=pace.line_after - pace.mark_after):
            return story
        line = await _say_working(job, story, services, work)
    finally:
        await marking
    # A line of which nobody knows whether it stands there: the result looks for it.
    cut_off = story.cut_off or line is None
    return replace(story, line_ts=line or story.line_ts, cut_off=cut_off)


async def _happens(event: asyncio.Event, within: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), within)
    return event.is_set()


async def _may_speak(job: Job, story: Story, services: Services) -> bool:
    """Whether it is the bot's business, from somebody who may."""
    drop = story.drop
    if job.state == State.SENDING:
        return True
    with suppress(SlackBusy):
        person = await services.person(drop.user, drop.sent_from_team)
        problem = why_not_allowed(person, drop.channel, services.rules)
        return problem is None and _is_called_letter(story, services)
    return False


async def _say_working(job: Job, story: Story, services: Services, work: Work) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    words = await services.words(story.drop.user)
    reply = results.working(words, story.file_name, work.certificate_id, work.stage)
    look = story.cut_off or job.tries > 1
    step = Step(job.id, "result")
    try:
        return await services.messages.say(story.place, step, reply, ts=story.line_ts, look=look)
    except (SlackRefused, SlackBusy) as trouble:  # the letter matters more than the line about it
        log.warning("job %s: no line while working: %s", job.id, trouble)
        return None
