"""What an edit or a deletion of a drop does to its letters.

An edited drop is read as if it had come so: what was let pass is taken up, an open question is
answered. What is deleted before the upload is no letter any more. That is a small row of its own:
so it also holds for a drop that comes later, and for one that another process has in hand.

    message_deleted ─► taking-back ─► taken-back    found by `received`, and before the upload
                           └► wakes the open question, which `received` then closes
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from bot.inbound.changes import Edit, TakenBack
from bot.inbound.messages import Answer, Drop, job_id
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.inbox import StillBusy, answer
from bot.letters.states import UNSENT, State
from bot.letters.story import MOST_LETTERS, Story, readable_rows, story_of, thread_key, to
from bot.patience import (
    CLICK_WAITS_FOR_BUSY_LETTER,
    DAY,
    DELETION_LOOKS_AGAIN_AFTER,
    QUESTION_OPEN_DAYS,
)
from bot.services import Services
from bot.slack.messages import CannotPost, Step
from bot.views.questions import Closed, closed
from bot.views.subject import Asked

log = logging.getLogger("letterdrop.letters")

# Edits -------------------------------------------------------------------------------------------


async def edit(ledger: Ledger, edited: Edit) -> bool:
    """Read an edited message, before Slack gets its ack. False: it changes nothing.

    A drop that has no row (the bot came later, or was down) begins one, unless it is an old one
    that names nothing new. Raises StillBusy while a worker has a letter in hand that it matters to:
    without an ack Slack brings the edit again.
    """
    if isinstance(edited.now, Answer):
        return await answer(ledger, edited.now, by_edit=True)
    drop, at = edited.now, edited.at
    for pause in (*CLICK_WAITS_FOR_BUSY_LETTER, 0.0):
        letters = await letters_of(ledger, drop)
        known = {file.id for job in letters for file in story_of(job).drop.files}
        new = tuple(file for file in drop.files if not letters or file.id in edited.added - known)
        changed, is_busy = False, False
        is_recent = float(drop.ts) > ledger.now() - QUESTION_OPEN_DAYS * DAY
        if new and (edited.says_more or is_recent):
            data = msgspec.to_builtins(Story(replace(drop, files=new), edited=at))
            name = job_id(replace(drop, files=new))
            changed = await ledger.add(name, State.RECEIVED, data, thread=thread_key(drop))
            is_busy = not (changed or letters)  # the drop itself has come at this moment
        for job in letters if edited.says_more else ():
            onward = read_anew(job, letters, drop, at)
            moved = isinstance(onward, Next) and await ledger.move(job, onward)
            changed, is_busy = changed or moved, is_busy or not (moved or onward == "nothing")
        if not is_busy:
            return changed
        await asyncio.sleep(pause)
    raise StillBusy


def read_anew(
    job: Job, letters: Sequence[Job], now: Drop, at: str
) -> Next | Literal["busy", "nothing"]:
    """Where an edit (its ts: `at`) moves a letter, unless it has to wait or changes nothing.

    `letters`: those of the same message, whose certificates are not meant.
    """
    story, state = story_of(job), State(job.state)
    taken = {story_of(each).certificate_id for each in letters if each.id != job.id}
    drop = replace(
        story.drop,
        candidates=tuple(each for each in now.candidates if each.certificate_id not in taken),
        domains=now.domains,
        addressed=story.drop.addressed or now.addressed,
        on_topic=story.drop.on_topic or now.on_topic,
    )
    is_read = float(at) <= float(story.edited or 0)
    if story.receipt or is_read or drop.meaning == story.drop.meaning:
        return "nothing"
    edited, domains = replace(story, drop=drop, edited=at), {*drop.domains} - {*story.drop.domains}
    if state.was_let_pass:
        return to(State.RECEIVED, edited)
    if drop.candidates == story.drop.candidates and not domains:
        return "nothing"
    wants_id = story.may_have_wrong_id or not (story.certificate_id or story.problem)
    if state is State.ASKING or (state is State.DONE and wants_id):
        domain = domains.pop() if len(domains) == 1 else ""
        said = replace(_by(now), ts=at, domain=domain)
        return to(State.RECEIVED, replace(edited, answer=said, came_from=state))
    return "busy" if state.is_in_hand else "nothing"


def _by(drop: Drop) -> Answer:
    """What the drop's author says to its question by having changed the drop."""
    place = (drop.channel, drop.channel_type, drop.thread, drop.user)
    return Answer(*place, sent_from_team=drop.sent_from_team, edited=True)


async def letters_of(ledger: Ledger, drop: Drop) -> list[Job]:
    """The letters of one message."""
    jobs = await ledger.find(thread=thread_key(drop), limit=MOST_LETTERS)
    return [job for job in readable_rows(jobs) if story_of(job).drop.ts == drop.ts]


# Deletions ---------------------------------------------------------------------------------------


async def take_back(ledger: Ledger, said: TakenBack) -> None:
    """Store that a drop, or a file, was deleted, before Slack gets its ack."""
    data = msgspec.to_builtins(said)
    for file in said.files or ("",):
        name = _name(said.team, said.channel, said.ts, file)
        await ledger.add(name, State.TAKING_BACK, data)


def _name(team: str, channel: str = "", ts: str = "", file: str = "") -> str:
    return f"taken-back:{team}:{channel}:{ts}:{file}"


async def taking_back(job: Job, services: Services) -> Next:
    """Wake the questions about what was deleted; who has a letter in hand finds this row.

    A question may come of that all the same, so this looks again until nothing is in hand.
    """
    said, is_over = msgspec.convert(job.data, TakenBack), True
    for letter in readable_rows(await services.ledger.find(states=UNSENT)):
        story = story_of(letter)
        drop = story.drop
        is_same = (drop.channel, drop.ts) == (said.channel, said.ts)
        has_file = not said.channel and {file.id for file in drop.files} & {*said.files}
        if (is_same or has_file) and await still_there(story, services.ledger) is not story:
            woken = replace(story, answer=_by(drop), came_from=State.ASKING)
            is_asking = letter.state == State.ASKING
            moved = is_asking and await services.ledger.move(letter, to(State.RECEIVED, woken))
            is_over = is_over and moved
    if is_over:
        return Next(State.TAKEN_BACK, job.data, wait=None)
    return Next(State.TAKING_BACK, job.data, wait=DELETION_LOOKS_AGAIN_AFTER)


async def still_there(story: Story, ledger: Ledger) -> Story | None:
    """The story without the files that were taken back; None: it is no letter any more.

    The very same story if nothing was. Of the pages of one letter none may be missing.
    """
    drop = story.drop
    here = _name(drop.team, drop.channel, drop.ts)
    names = {file: {f"{here}{file.id}", _name(drop.team, file=file.id)} for file in drop.files}
    gone = {job.id for job in await ledger.find(ids=[here, *set().union(*names.values())])}
    left = tuple(file for file in drop.files if gone.isdisjoint(names[file]))
    if left == drop.files and here not in gone:
        return story
    is_letter = left and here not in gone and not story.adjusted.joined
    return replace(story, drop=replace(drop, files=left)) if is_letter else None


async def end_taken_back(job: Job, story: Story, services: Services) -> Next:
    """End a letter that is none any more; what was said to it becomes one closing line."""
    question, messages = story.question, services.messages
    step = Step(job.id, f"question {question.number}" if question.ts else "result")
    line = "" if story.outcome else story.line_ts
    if story.cut_off and not (question.ts or line or story.outcome):
        line = await messages.find(story.place, step) or ""
    if stands := question.ts or line:
        about = Asked(story.file_name, files=[(file.id, file.name) for file in story.drop.files])
        reply = closed(await services.words(story.drop.user), Closed.TAKEN_BACK, about)
        try:
            await messages.amend(story.place, stands, step, reply)
        except CannotPost as no:
            log.info("job %s: what was said stays as it is: %s", job.id, no)
    log.info("job %s: taken back before the upload", job.id)
    ended = replace(story, question=replace(question, ts=""), answer=None)
    return to(State.TAKEN_BACK, ended, wait=None)
