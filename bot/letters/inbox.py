"""What Slack brings, written into the ledger before Slack gets its ack: drops, answers, remarks.

Nothing is decided here: the row goes to the state that does. A second delivery changes nothing.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.inbound.forms import Submission
from bot.inbound.messages import Answer, Drop, job_id
from bot.jobs.ledger import Ledger, Next
from bot.letters.states import TAKES_ID, State
from bot.letters.story import Asks, Row, Story, find_letters, thread_key, to
from bot.patience import CLICK_WAITS_FOR_BUSY_LETTER, WORDS_BELONG_TO_FILE_FOR

MOST_HEARD = 20  # answers of which a letter knows when Slack brings them again

log = logging.getLogger("letterdrop.letters")

# Letters -----------------------------------------------------------------------------------------


async def begin(ledger: Ledger, drop: Drop) -> bool:
    """Store a drop, before Slack gets its ack. False: it is stored already."""
    name = job_id(drop)
    if is_new := await ledger.add(name, State.RECEIVED, Story(drop), thread=thread_key(drop)):
        log.info("job %s: %s files were dropped in %s", name, len(drop.files), drop.channel)
    return is_new


async def submit(ledger: Ledger, form: Submission) -> bool:
    """Store what somebody handed in with the form, before Slack gets its ack.

    The form's ID makes a second delivery add nothing (False). Where the same file has an open
    question, this is its answer.
    """
    drop, story = form.drop, Story(form.drop, form.certificate, note=form.note)
    settled = await _settled_by_form(ledger, form) if drop.ts else None
    if settled is not None:
        return settled
    name = f"{drop.team}:{drop.user}:{form.view_id}:{drop.files[0].id}"
    # In the thread of a message, or with a message of its own, which is yet to be posted.
    state, thread = (State.RECEIVED, thread_key(drop)) if drop.ts else (State.ANNOUNCING, None)
    return await ledger.add(name, state, story, thread=thread)


async def _settled_by_form(ledger: Ledger, form: Submission) -> bool | None:
    """Answer the open question about a file with what the form says, its note included.

    False: this form has done so, or the file is being handed in for this certificate already and
    there is no note to tell. None: neither.
    """
    drop, certificate_id = form.drop, form.certificate
    said = Answer(
        *(drop.channel, drop.channel_type, drop.thread, drop.user, certificate_id),
        sent_from_team=drop.sent_from_team,
        file_id=drop.files[0].id,
    )
    for pause in (*CLICK_WAITS_FOR_BUSY_LETTER, 0.0):
        rows = await letters_of(ledger, drop)
        if any(row.story.question.form == form.view_id for row in rows):
            return False
        mine = [
            row
            for row in rows
            if said.file_id in {file.id for file in row.story.drop.files}
            and row.story.question.asks is not Asks.REVOCATION
        ]
        if not form.note and any(_is_in_hand_for(row, certificate_id) for row in mine):
            return False
        asking = next((row for row in mine if row.state is State.ASKING), None)
        if asking is None:
            return None
        if await ledger.move(asking.job, _answered(asking, said, form.view_id, form.note)):
            return True
        await asyncio.sleep(pause)
    return None


def _is_in_hand_for(row: Row, certificate_id: str) -> bool:
    """Whether a letter is being worked on for this certificate, by itself or by an answer."""
    answer = row.story.answer
    ids = (row.story.certificate_id, answer.certificate_id if answer else "")
    return row.state.is_in_hand and certificate_id in ids


async def letters_of(ledger: Ledger, drop: Drop) -> list[Row]:
    """The letters of one message."""
    rows = await find_letters(ledger, thread=thread_key(drop))
    return [row for row in rows if row.story.drop.ts == drop.ts]


# Answers -----------------------------------------------------------------------------------------


class StillBusy(Exception):
    """The job is in a worker's hands for longer than a listener may wait."""


async def answer(ledger: Ledger, said: Answer) -> bool:
    """Give the open question of a conversation its answer; hear what else is said to the bot.

    While the drop is still being looked at, its question is about to come, so this waits a little;
    and Slack may bring an answer before its drop, so it looks twice at least. Raises StillBusy when
    that takes longer: without an ack Slack brings the answer again. Talk that names something is an
    answer to the question for a certificate alone. False: it is none of the bot's business.
    """
    for looks, pause in enumerate((*CLICK_WAITS_FOR_BUSY_LETTER, 0.0), start=1):
        rows = await _conversation(ledger, said)
        if said.said_at and any(said.said_at in row.story.heard for row in rows):
            return True  # whatever is asked by now
        asking = _open(rows, said)
        is_coming = not asking and _is_coming(rows, said)
        may_come = is_coming or (looks == 1 and said.addressed)
        is_answer = said.names_any and (_asks_for_certificate(asking) if asking else may_come)
        if said.is_talk and not is_answer:
            return await _talk(ledger, rows, said)
        if asking and await ledger.move(asking.job, _answered(asking, said)):
            return True
        if not (asking or is_coming) and (looks > 1 or said.question_ts):
            return await _reopen(ledger, rows, said) or await _invite(ledger, rows, said)
        await asyncio.sleep(pause)
    raise StillBusy


def _asks_for_certificate(row: Row) -> bool:
    return row.story.question.asks is Asks.CERTIFICATE


async def _conversation(ledger: Ledger, said: Answer) -> list[Row]:
    """The letters that an answer may be for, newest first.

    Those of its thread, or else of a whole DM, if they were there when it was written; an ID that
    stands alone in a channel belongs to the person's own file just before.
    """
    if said.thread or said.is_direct or said.question_ts:
        rows = await find_letters(ledger, thread=thread_key(said))
        there = [row for row in rows if _was_there(row, said)]
        return [row for row in there if row.story.drop.thread == said.thread] or there
    since = ledger.now() - WORDS_BELONG_TO_FILE_FOR
    return [
        row
        for row in await find_letters(ledger, channel=said.channel, since=since)
        if (row.state in TAKES_ID or said.said_at in row.story.heard)
        and row.story.is_by(said.user)
        and _was_there(row, said)
    ]


def _was_there(row: Row, said: Answer) -> bool:
    """Whether the drop is older than the answer; what others than the poster ask is none."""
    is_older = not said.ts or float(row.story.drop.ts) < float(said.said_at)
    return is_older and (not said.asked or row.story.is_by(said.user))


def _is_coming(rows: Sequence[Row], said: Answer) -> bool:
    """Whether what is answered may not have been written yet: Slack shows a message before that."""
    if said.decision == "stop":
        return any(row.state is State.REPLYING for row in rows)
    if any(row.state.may_become_question for row in rows):
        return True
    unwritten = (row.state is State.ASKING and not row.story.question.ts for row in rows)
    return bool(said.question_ts) and any(unwritten)


def _open(rows: Sequence[Row], said: Answer) -> Row | None:
    """The open question that is meant: the one clicked, or that in whose thread it was said.

    Of several there one's own comes before another's, then one for a certificate, then the newest.
    """
    if said.decision == "stop":
        watched = (row for row in rows if row.state is State.WATCHING)
        return next((row for row in watched if row.story.line_ts == said.question_ts), None)
    asking = [row for row in rows if row.state is State.ASKING]
    if said.question_ts:
        return next((row for row in asking if row.story.question.ts == said.question_ts), None)
    return min(asking, key=partial(_distance, said), default=None)


def _distance(said: Answer, row: Row) -> tuple[bool, ...]:
    story = row.story
    # Words hardly mean a question of another kind.
    settled = not _asks_for_certificate(row)
    other_file = bool(said.file_names) and not story.files_called(said.file_names)
    return other_file, story.drop.thread != said.thread, not story.is_by(said.user), settled


def _answered(row: Row, said: Answer, form: str = "", note: str = "") -> Next:
    """Let the state that waits for it look at the answer; if it may not be, all goes back."""
    story = row.story
    question = replace(story.question, form=form or story.question.form)
    answered = replace(story, answer=said, came_from=row.job.state, question=question)
    answered = replace(answered, heard=_heard(story, said), note=note or story.note)
    return to(State.WATCHING if said.decision == "stop" else State.RECEIVED, answered)


def _heard(story: Story, said: Answer) -> tuple[str, ...]:
    return (*story.heard, *filter(None, [said.said_at]))[-MOST_HEARD:]


async def _reopen(ledger: Ledger, rows: Sequence[Row], said: Answer) -> bool:
    """Take an ID for a file that was not handed in, or with a wrong ID.

    A file that was called no letter is one after all only where the ID stands beside it. A picture
    that nobody spoke of may mean something else: alone in its channel, the ID is asked about.
    """
    if not said.certificate_id or said.question_ts:
        return False
    since = ledger.now() - WORDS_BELONG_TO_FILE_FOR if said.is_direct else 0.0
    recent = [r for r in rows if r.job.changed > since or r.story.drop.thread == said.thread]
    beside = bool(said.thread) or said.is_direct
    if not (fits := _that_want_an_id(recent, said.certificate_id, beside=beside)):
        return False
    if beside:  # alone in a channel it belongs to the newest file
        fits.sort(key=lambda row: (row.state.was_let_pass, *_distance(said, row)))
    row, story = fits[0], fits[0].story
    if row.state is State.SILENT and not beside and not story.drop.files[0].is_pdf:
        question = replace(story.question, named=(said.certificate_id,))
        asking = replace(story, question=question, heard=_heard(story, said))
        return await ledger.move(row.job, to(State.ASKING, asking))
    return await ledger.move(row.job, _answered(row, said))


def _that_want_an_id(rows: Sequence[Row], certificate_id: str, *, beside: bool) -> list[Row]:
    """The letters that this ID may be for, newest first: those since the last one that was for it.

    Alone in a channel (not `beside` a letter) it is for none where one has it already.
    """
    ids = [row.story.certificate_id for row in rows]
    if certificate_id in ids:
        rows = rows[: ids.index(certificate_id)] if beside else ()
    return [row for row in rows if _wants_an_id(row, beside=beside)]


def _wants_an_id(row: Row, *, beside: bool) -> bool:
    had_none = beside and not row.story.certificate_id and not row.story.problem
    ended = row.state is State.DONE and (had_none or row.story.may_have_wrong_id)
    return row.state.was_let_pass or ended


# Words that are no answer ------------------------------------------------------------------------


async def _talk(ledger: Ledger, rows: Sequence[Row], said: Answer) -> bool:
    """Take note of words that are no answer. False: they are none of the bot's business.

    The poster of an open question gets a hint (once); who speaks to the bot gets its help.
    """
    if said.forwarded:
        return await _invite(ledger, rows, said)
    own = _asked_of(said, rows, ledger.now() - WORDS_BELONG_TO_FILE_FOR)
    for row in own:
        if not row.story.question.hinted:
            return await ledger.move(row.job, _answered(row, said))
    refused = [row for row in rows if row.story.may_have_wrong_id and row.story.is_by(said.user)]
    fits = rows if said.addressed else refused
    meant = replace(said, certificate_id="" if said.doubtful else said.named_id)
    if said.thread and await _reopen(ledger, fits, meant):
        return True
    if not said.addressed or (said.is_direct and (own or said.edit)):
        return False
    if not said.named_id and (said.is_direct or not said.named_domain):
        return await _help(ledger, said)
    return await _invite(ledger, rows, said)


def _asked_of(said: Answer, rows: Sequence[Row], since: float) -> list[Row]:
    """The open questions to the person who speaks; an edit is no new word to any."""
    return [
        row
        for row in rows
        if row.state is State.ASKING
        and not said.edit
        and row.story.is_by(said.user)
        and (said.thread == row.story.drop.thread or (said.is_direct and row.job.changed > since))
    ]


async def _invite(ledger: Ledger, rows: Sequence[Row], said: Answer) -> bool:
    """Let the bot reply to a certificate that somebody names to it, or to a file it is not shown.

    In a DM they write the ID before they drop the letter; in a thread the file may stand, unseen.
    False: nobody speaks to the bot, or it was for a letter, which goes its own way.
    """
    named, is_alone = said.named_id, said.is_direct and not said.thread
    if not (said.forwarded or (said.addressed and (named or said.named_domain))):
        return False
    written = float(said.said_at)
    since = min(written, ledger.now() - WORDS_BELONG_TO_FILE_FOR) if is_alone else written
    letters = (row.job for row in rows)
    if any(named and named == job.certificate and job.changed > since for job in letters):
        return False
    name = f"{said.channel}:{said.said_at}:invitation"
    return await ledger.add(name, State.INVITING, said)


async def _help(ledger: Ledger, said: Answer) -> bool:
    """Let the help be shown: once in ten minutes is enough for a conversation."""
    conversation = said.channel if said.is_direct else f"{said.channel}:{said.thread or said.ts}"
    name = f"{said.team}:{conversation}:help"
    if await ledger.add(name, State.HELPING, said):
        return True
    before = ledger.now() - WORDS_BELONG_TO_FILE_FOR
    for job in await ledger.find(id=name):
        if job.changed < before and str(job.data.get("ts", "")) < said.ts:
            return await ledger.move(job, Next(State.HELPING, said))
    return False
