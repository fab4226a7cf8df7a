"""The story of a letter: its states, in the order of its walk, and one handler for each.

    received ─► (asking) ─► sending ─► answering ─► done
        ├► silent              a drop that is none of the bot's business
        └► turned-away         by somebody who may not

A handler gets its job and the desk it works at, acts, and returns the next state. What runs again
after a crash (`tries > 1`) looks before it acts: an answer is looked for in the thread, an upload
reads the certificate's status. A new release keeps the handlers of old states.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.exc import DBAPIError

from bot import problems
from bot.certificate_ids import Confidence
from bot.choice import which_certificates
from bot.database import brief
from bot.desk import Desk
from bot.jobs import Hold, Job, Later, Ledger, Next
from bot.letter import LARGEST, check
from bot.permissions import Kind, Person, may_upload
from bot.problems import Failed, Mishap, Problem
from bot.slack import SlackBusy
from bot.slack.thread import CannotPost, Place, Step
from bot.story import Earlier, Story, story_of, to
from bot.tencent.certificates import prepare
from bot.uploads import upload_once
from bot.views import answers, questions
from bot.views.blocks import Reply
from bot.views.words import Words, words_for
from bot.workers import Handler

log = logging.getLogger("letterdrop.delivery")

DAY = 86_400.0
QUESTION_DAYS = 7
SILENT_DAYS = 3  # longer than Slack's delayed events go on, which is one day
ANOTHER_LETTER = 1.0  # seconds to wait for another letter of the same certificate
TRIES = 6  # runs of a state that raised, before somebody is told


# received: which certificate, and may this person? -----------------------------------------------


async def received(job: Job, story: Story, desk: Desk) -> Next:
    """Decide whether the drop is the bot's business, and whose certificate it is for."""
    if not story.drop.candidates and not desk.may_ask(story.drop):
        return to("silent", story, wait=None)
    person = await _person(story, desk)
    if problem := may_upload(person, story.drop.channel, desk.rules):
        return await _turn_away(job, story, problem, person, desk)
    if story.certificate_id:
        return to("sending", story)
    return await _choose(story, desk, desk.locale or person.locale)


async def _choose(story: Story, desk: Desk, language: str) -> Next:
    drop = story.drop
    named = await which_certificates(drop.candidates, desk.certificates, language)
    if not named and not desk.may_ask(drop):
        return to("silent", story, wait=None)
    if len(drop.files) > 1:
        return _refuse(story, problems.SeveralFiles(len(drop.files)))
    if len(named) == 1:
        return to("sending", replace(story, certificate_id=named[0]))
    return to("asking", replace(story, named=named))


async def _person(story: Story, desk: Desk) -> Person:
    """Who wants the upload; the event's own hint counts where Slack does not tell more."""
    person = await desk.people.person(story.answered_by or story.drop.user)
    hint = story.answered_from if story.answered_by else story.drop.sent_from_team
    if hint and person.kind is Kind.UNKNOWN:
        return replace(person, kind=Kind.EXTERNAL)
    return person


async def _turn_away(job: Job, story: Story, problem: Problem, person: Person, desk: Desk) -> Next:
    """Tell a person privately that they may not; a question stays open for others."""
    log.info("job %s: %s", job.id, type(problem).__name__)
    meant = any(c.confidence is Confidence.STRONG for c in story.drop.candidates)
    if meant or desk.may_ask(story.drop):
        text = answers.turned_away(problem, words_for(desk.locale or person.locale))
        await desk.threads.whisper(story.drop.channel, person.id, text, story.drop.thread)
    if story.answered_by:
        return to("asking", replace(story, certificate_id="", answered_by="", answered_from=""))
    return to("turned-away", story, wait=None)


# asking: which certificate is it for? ------------------------------------------------------------


async def asking(job: Job, story: Story, desk: Desk) -> Next:
    """Put the question into the thread, and wait; close it when nobody answers in time."""
    now = desk.ledger.now()
    if story.question and now < story.open_until:
        return to("asking", story, wait=story.open_until - now)
    words = await desk.words(story.drop.user)
    reply = _expired(story, words) if story.question else _question(story, words)
    ts = await desk.threads.say(
        _place(story),
        Step(job.id, "question"),
        reply.text,
        reply.blocks,
        ts=story.question or None,
        look=job.tries > 1,
    )
    if story.question:
        log.info("job %s: %s", job.id, problems.QuestionExpired.__name__)
        return to("done", story, wait=None)
    log.info("job %s: asked which certificate it is for", job.id)
    days = QUESTION_DAYS * DAY
    return to("asking", replace(story, question=ts, open_until=now + days), wait=days)


def _question(story: Story, words: Words) -> Reply:
    medium = [c.certificate_id for c in story.drop.candidates if c.confidence == Confidence.MEDIUM]
    if medium and not story.named:  # then the account has said that it has none such
        return questions.unknown_certificate(words, story.file_name, medium[0])
    return questions.which_certificate(words, story.file_name, story.named)


def _expired(story: Story, words: Words) -> Reply:
    return questions.question_expired(words, story.file_name, QUESTION_DAYS)


# sending: fetch, check, upload; the bytes stay in memory -----------------------------------------


async def sending(job: Job, story: Story, desk: Desk) -> Next:
    """Bring the letter to Tencent Cloud; the thread sees that somebody is at it."""
    held = await desk.ledger.hold(story.certificate_id, job, "sending")
    if held is None:
        return to("sending", story, wait=ANOTHER_LETTER)
    story = replace(story, cut_off=story.cut_off or job.tries > 1)
    words = await desk.words(story.drop.user)
    eyes = asyncio.ensure_future(desk.threads.react(story.drop.channel, story.drop.ts, "eyes"))
    try:
        return await _with_line(
            _sent(story, held, desk, words.locale),
            partial(_say_working, job, story, desk, words),
            desk.pace.line_after,
        )
    finally:
        await eyes  # so that no 👀 comes after the answer has taken it away


async def _with_line(
    work: Awaitable[Story], say: Callable[[], Awaitable[str | None]], after: float
) -> Next:
    """Await the work; if it takes longer than `after` seconds, say so once on the way."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=after)
        line = "" if done else await say()
        story = await task
    finally:
        task.cancel()
        await asyncio.wait({task})
    if line is None:  # it may stand there or not: the answer looks for it
        return to("answering", replace(story, cut_off=True))
    return to("answering", replace(story, line=line or story.line))


async def _say_working(job: Job, story: Story, desk: Desk, words: Words) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    reply = answers.working(words, story.file_name, story.certificate_id)
    try:
        return await desk.threads.say(
            _place(story),
            Step(job.id, "answer"),
            reply.text,
            reply.blocks,
            ts=story.line or None,
            look=story.cut_off,
        )
    except (CannotPost, SlackBusy) as trouble:  # the letter matters more than the line about it
        log.warning("job %s: no line while working: %s", job.id, trouble)
        return None


async def _sent(story: Story, held: Hold, desk: Desk, language: str) -> Story:
    """The story with its outcome: an arrival, an earlier receipt, or a problem."""
    try:
        fetched = await desk.files.fetch(story.drop.files[0], LARGEST)
    except Failed as failed:
        return _with_problem(story, failed.problem)
    story = replace(story, drop=replace(story.drop, files=(fetched.file,)))
    letter = check(fetched.content, story.file_name)
    if isinstance(letter, Problem):
        return _with_problem(story, letter)
    upload = prepare(story.certificate_id, letter.content)
    story = replace(story, fingerprint=upload.body_hash)
    last = _last_arrival(held.earlier)
    if last and last.fingerprint == story.fingerprint:
        return replace(story, earlier=last.receipt)
    outcome = await upload_once(
        upload,
        desk.certificates,
        language,
        desk.pace.looks,
        begun=held.kept,
        first=last is None,
    )
    if isinstance(outcome, Problem):
        return _with_problem(story, outcome)
    return replace(story, arrival=outcome)


@dataclass(frozen=True)
class _Arrived:
    """The last letter that has arrived for a certificate, and its receipt."""

    fingerprint: str
    receipt: Earlier


def _last_arrival(earlier: Sequence[Job]) -> _Arrived | None:
    """What Tencent Cloud has for the certificate now, as far as it came from here."""
    for job in earlier:
        told = story_of(job)
        if told.arrival is not None:
            receipt = Earlier(told.arrival, job.changed, told.drop.channel, told.line)
            return _Arrived(told.fingerprint, receipt)
    return None


# answering: the one final answer in the thread ---------------------------------------------------


async def answering(job: Job, story: Story, desk: Desk) -> Next:
    """Put the result into the thread, and ✅ or ❌ on the drop instead of 👀."""
    reply = await _reply(story, desk, await desk.words(story.drop.user))
    ts = await _tell(job, story, desk, reply)
    channel, drop = story.drop.channel, story.drop.ts
    await asyncio.gather(
        desk.threads.react(channel, drop, "x" if story.problem else "white_check_mark"),
        desk.threads.unreact(channel, drop, "eyes"),
    )
    log.info("job %s: answered, %s", job.id, _outcome(story))
    return to("done", replace(story, line=ts), wait=None)


def _outcome(story: Story) -> str:
    """The ending for the log: the certificate, and the RequestId or the problem's class."""
    arrival = story.earlier.arrival if story.earlier else story.arrival
    if arrival is not None:
        return f"{story.certificate_id}: RequestId {arrival.request_id}"
    problem = (story.problem or {}).get("problem")
    return f"{story.certificate_id or 'no certificate'}: {problem}"


async def _tell(job: Job, story: Story, desk: Desk, reply: Reply) -> str:
    """Say it in the thread; where the channel takes nothing any more, to the person alone."""
    step = Step(job.id, "answer")
    look = story.cut_off or job.tries > 1
    try:
        return await desk.threads.say(
            _place(story), step, reply.text, reply.blocks, ts=story.line or None, look=look
        )
    except CannotPost as no:
        if no.thread_gone:
            raise
        log.warning("job %s: no answer in its thread (%s), telling the person", job.id, no)
        await desk.threads.say(Place(story.drop.user, ""), step, reply.text, reply.blocks)
        return ""


async def _reply(story: Story, desk: Desk, words: Words) -> Reply:
    subject = desk.subject(story)
    if story.arrival is not None:
        return answers.accepted(subject, story.arrival, words)
    if (first := story.earlier) is not None:
        link = await desk.threads.permalink(first.channel, first.answer)
        return answers.accepted_before(subject, first.arrival, first.at, words, link)
    return answers.refused(subject, problems.from_json(story.problem or {}), words)


# tidying: what has ended long ago is forgotten ---------------------------------------------------


async def tidying(job: Job, desk: Desk) -> Next:
    """Run once a day over all processes: it is a row like any other.

    A drop that was nobody's business is kept only for as long as Slack may bring it again.
    """
    now = desk.ledger.now()
    silent = await desk.ledger.forget(now - SILENT_DAYS * DAY, state="silent")
    silent += await desk.ledger.forget(now - SILENT_DAYS * DAY, state="turned-away")
    letters = await desk.ledger.forget(now - desk.history_days * DAY)
    log.info("tidied up: forgot %s letters and %s other drops", letters, silent)
    return Next("tidying", job.data, wait=DAY)


# The table of states, and the edge ---------------------------------------------------------------

STATES: dict[str, Callable[[Job, Story, Desk], Awaitable[Next]]] = {
    "received": received,
    "asking": asking,
    "sending": sending,
    "answering": answering,
}


def handlers(desk: Desk) -> dict[str, Handler]:
    """The handlers of all states, for the workers."""
    walk = {state: partial(_at_the_edge, handler, desk) for state, handler in STATES.items()}
    return {**walk, "tidying": partial(tidying, desk=desk)}


async def open_for_work(ledger: Ledger) -> None:
    """Add the rows that are no letters."""
    await ledger.add("tidying", "tidying", {})


async def _at_the_edge(
    handler: Callable[[Job, Story, Desk], Awaitable[Next]], desk: Desk, job: Job
) -> Next:
    """The edge of a letter's story: what goes wrong with it ends here.

    Trouble that passes is left to the workers, who try again later. What we did not foresee is so
    too, a few times; then the person is told, with a reference to the log.
    """
    try:
        return await handler(job, story_of(job), desk)
    except Failed as failed:
        return _refuse(story_of(job), failed.problem)
    except CannotPost as no:
        log.error("job %s: Slack takes no message (%s), nobody could be told", job.id, no)
        return to("untold", story_of(job), wait=None)
    except SlackBusy as busy:
        raise Later(f"Slack is busy: {busy}") from None
    except DBAPIError as error:
        raise Later(f"the database does not answer: {brief(error)}") from None
    except Exception:
        if job.tries < TRIES or job.state == "answering":
            raise
        reference = secrets.token_hex(4)
        log.exception("job %s: given up in state %s, reference %s", job.id, job.state, reference)
        return _refuse(story_of(job), Mishap(reference))


def _place(story: Story) -> Place:
    return Place(story.drop.channel, story.drop.thread)


def _refuse(story: Story, problem: Problem) -> Next:
    return to("answering", _with_problem(story, problem))


def _with_problem(story: Story, problem: Problem) -> Story:
    return replace(story, problem=problems.to_json(problem))
