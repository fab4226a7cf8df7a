"""What an edit or a deletion of a drop does to its letters.

An edited drop is read as if it had come so: what was let pass is taken up, an open question is
answered. What is deleted before the upload is no letter any more. Each change is a small row of its
own: so it also holds for a drop that comes later, and for one that a worker has in hand.

    message_changed ─► editing ─► edited            found by `received`, and before the upload
    message_deleted ─► taking-back ─► taken-back       └► wake what is let pass, or asks
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.inbound.changes import Edit, TakenBack
from bot.inbound.messages import Answer, Drop, job_id
from bot.jobs.ledger import Job, Ledger, Mark, Next
from bot.letters.inbox import letters_of
from bot.letters.states import UNSENT, State
from bot.letters.story import Row, Story, find_letters, thread_key, to
from bot.patience import (
    CHANGE_LOOKS_AGAIN_AFTER,
    DAY,
    DELETION_MAY_BE_MISSED_AFTER,
    QUESTION_OPEN_DAYS,
)
from bot.services import Services
from bot.slack.api import SlackRefused
from bot.slack.messages import Step
from bot.slack.shapes import File
from bot.views.questions import Closed, closed
from bot.views.subject import Asked

log = logging.getLogger("letterdrop.letters")


async def store(ledger: Ledger, change: Edit | TakenBack) -> bool:
    """Store an edit or a deletion, before Slack gets its ack. False: it is stored already."""
    if isinstance(change, TakenBack):
        name = _name(change.team, change.channel, change.ts, change.file)
        return await ledger.add(name, State.TAKING_BACK, change)
    edits = _edits_of(change.now)
    return await ledger.add(f"{edits}:{change.at}", State.EDITING, change, thread=edits)


def _name(team: str, channel: str = "", ts: str = "", file: str = "") -> str:
    return f"taken-back:{team}:{channel}:{ts}:{file}"


def _edits_of(drop: Drop) -> str:
    return f"edited:{drop.team}:{drop.channel}:{drop.ts}"


async def as_it_stands(job: Job, story: Story, ledger: Ledger) -> Story | None:
    """The story of a letter in hand as its drop stands by now; as `as_changed` tells it."""
    return as_changed(story, await ledger.find_each(*marks_of_changes(job, story)))


def marks_of_changes(job: Job, story: Story) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """By what the rows of a drop's deletions and edits are found in the ledger."""
    drop = story.drop
    here = _name(drop.team, drop.channel, drop.ts)
    ids = [here, *(name for file in drop.files for name in _names_of_file(drop, file))]
    return {"ids": ids}, {"thread": _edits_of(drop), "since": job.added}


def _names_of_file(drop: Drop, file: File) -> tuple[str, str]:
    here = _name(drop.team, drop.channel, drop.ts, file.id)
    return here, _name(drop.team, file=file.id)


def as_changed(story: Story, found: Sequence[Sequence[Job]]) -> Story | None:
    """The story as its drop stands with these changes; None: it is no letter any more.

    The very same story if nothing has changed. Of the pages of one letter none may be missing.
    """
    drop, (deletions, rows) = story.drop, found
    gone = {each.id for each in deletions}
    left = tuple(file for file in drop.files if gone.isdisjoint(_names_of_file(drop, file)))
    was_deleted = _name(drop.team, drop.channel, drop.ts) in gone
    if not left or was_deleted or (left != drop.files and story.adjusted.joined):
        return None
    if left != drop.files:
        story = replace(story, drop=replace(drop, files=left))
    edits = [msgspec.convert(each.data, Edit) for each in rows]
    newest = max(edits, key=lambda each: float(each.at), default=None)
    return _as_edited(story, newest) if newest and not story.parts else story


# Edits -------------------------------------------------------------------------------------------


async def editing(job: Job, services: Services) -> Next:
    """Let an edit wake what was let pass, or asks; who has a letter in hand finds this row.

    A drop that has no row (the bot came later, or was down) begins one, unless it is an old one
    that names nothing new. This looks again until nothing is in hand.
    """
    edited, ledger, is_over = msgspec.convert(job.data, Edit), services.ledger, True
    drop, letters = edited.now, await letters_of(services.ledger, edited.now)
    known = {file.id for letter in letters for file in letter.story.drop.files}
    new = tuple(file for file in drop.files if not letters or file.id in edited.added - known)
    is_recent = float(drop.ts) > ledger.now() - QUESTION_OPEN_DAYS * DAY
    if new and (edited.says_more or is_recent):
        begun = Story(replace(drop, files=new), edited=edited.at)
        name, thread = job_id(begun.drop), thread_key(drop)
        is_new = await ledger.add(name, State.RECEIVED, begun, thread=thread)
        is_over = is_new or bool(letters)  # else the drop itself has come at this moment
    for letter in letters if edited.says_more else ():
        onward = _read_anew(letter, letters, edited)
        moved = onward and await ledger.move(letter.job, onward)
        is_over = is_over and bool(moved or not (onward or letter.state.is_in_hand))
    if is_over:
        return Next(State.EDITED, job.data, wait=None)
    return Next(State.EDITING, job.data, wait=CHANGE_LOOKS_AGAIN_AFTER)


def _read_anew(letter: Row, letters: Sequence[Row], edited: Edit) -> Next | None:
    """Where an edit moves a letter; None: it has to wait, or changes nothing.

    `letters`: those of the same message, whose certificates are not meant.
    """
    story, state = letter.story, letter.state
    drop = _drop_now(story, edited, [each.story for each in letters if each is not letter])
    if story.receipt or drop.meaning == story.drop.meaning:
        return None
    domains = {*drop.domains} - {*story.drop.domains}
    anew = replace(story, drop=drop, edited=edited.at)
    if state.was_let_pass:
        return to(State.RECEIVED, anew)
    if drop.candidates == story.drop.candidates and not domains:
        return None
    wants_id = story.may_have_wrong_id or not (story.certificate_id or story.problem)
    if state is State.ASKING or (state is State.DONE and wants_id):
        domain = domains.pop() if len(domains) == 1 else ""
        said = replace(_by(edited.now), ts=edited.at, domain=domain)
        return to(State.RECEIVED, replace(anew, answer=said, came_from=state))
    return None


def _as_edited(story: Story, edited: Edit) -> Story:
    """A letter in hand with its author's edit, which looks anew where it names others."""
    drop = _drop_now(story, edited)
    if not story.is_by(edited.now.user) or drop.meaning == story.drop.meaning:
        return story
    anew = replace(story, drop=drop, edited=edited.at)
    if story.answer or not story.certificate_id or drop.candidates == story.drop.candidates:
        return anew
    asked = replace(drop, addressed=True)  # where it names none now, that is asked about
    return replace(anew, drop=asked, certificate_id="", certificate=None)


def _drop_now(story: Story, edited: Edit, others: Sequence[Story] = ()) -> Drop:
    """The drop with what it says now, but for the certificates of others; if that is not read."""
    now, taken = edited.now, {each.certificate_id for each in others}
    if float(edited.at) <= float(story.edited or 0):
        return story.drop
    named = now.candidates if edited.renames else story.drop.candidates
    return replace(
        story.drop,
        candidates=tuple(each for each in named if each.certificate_id not in taken),
        domains=now.domains,
        addressed=story.drop.addressed or now.addressed,
        on_topic=story.drop.on_topic or now.on_topic,
    )


def _by(drop: Drop) -> Answer:
    """What the drop's author says to its question by having changed the drop."""
    place = (drop.channel, drop.channel_type, drop.thread, drop.user)
    return Answer(*place, sent_from_team=drop.sent_from_team, edited=True)


# Deletions ---------------------------------------------------------------------------------------


async def taking_back(job: Job, services: Services) -> Next:
    """Wake the questions about what was deleted; who has a letter in hand finds this row.

    A question may come of that all the same, so this looks again until nothing is in hand.
    """
    said, ledger, is_over = msgspec.convert(job.data, TakenBack), services.ledger, True
    holding = f'"{said.file or said.ts}"'
    for letter in await find_letters(ledger, states=UNSENT, holding=holding):
        story = letter.story
        if await as_it_stands(letter.job, story, ledger) is not story:
            woken = replace(story, answer=_by(story.drop), came_from=State.ASKING)
            is_asking = letter.state is State.ASKING
            moved = is_asking and await ledger.move(letter.job, to(State.RECEIVED, woken))
            is_over = is_over and moved
    if is_over:
        return Next(State.TAKEN_BACK, job.data, wait=None)
    return Next(State.TAKING_BACK, job.data, wait=CHANGE_LOOKS_AGAIN_AFTER)


async def look_at_drop(job: Job, story: Story, services: Services) -> None:
    """Look whether an older drop is there still: Slack brings no deletion to a bot that is down."""
    drop, now = story.drop, services.ledger.now()
    is_older = job.tries > 1 or float(drop.ts) < now - DELETION_MAY_BE_MISSED_AFTER
    if is_older and await services.history.is_gone(story.place, drop.ts):
        await store(services.ledger, TakenBack(drop.team, drop.channel, drop.ts))


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
        except SlackRefused as no:
            log.info("job %s: what was said stays as it is: %s", job.id, no)
    log.info("job %s: taken back before the upload", job.id)
    ended = replace(story, question=replace(question, ts=""), answer=None)
    return to(State.TAKEN_BACK, ended, wait=None)
