"""The upload: fetch, check, send; the bytes stay in memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.certificates.states import what_to_do
from bot.files.letter import Letter
from bot.files.results import Choice, Mended
from bot.jobs.ledger import Job, Next
from bot.letters.mending import pages_shown, ready, shown
from bot.letters.states import State
from bot.letters.story import Asks, Earlier, Story, place, story_of, to, with_problem
from bot.letters.uploading import HAS_IT, WAITED, Arrival, upload_once
from bot.problems import Failed, Problem
from bot.services import Services
from bot.slack.api import SlackBusy
from bot.slack.messages import CannotPost, Step
from bot.tencent.certificate import LetterKind, Status
from bot.tencent.client import Call, prepare
from bot.views import results
from bot.views.reactions import AT_WORK
from bot.views.results import Stage
from bot.views.words import Words

log = logging.getLogger("letterdrop.sending")

ANOTHER_LETTER = 3.0  # seconds to wait for another letter of the same certificate
TAKEN_WITHIN = 3_600.0  # seconds after which a certificate waits no more for a letter it has got


@dataclass(frozen=True)
class _Run:
    """One run of a letter's job: what it works with, and what came before it.

    `earlier`: the letters of the same certificate. `begun`: an earlier run may have sent this one.
    """

    job: Job
    services: Services
    words: Words
    earlier: Sequence[Job]
    begun: bool
    uploading: asyncio.Event = field(default_factory=asyncio.Event)


async def sending(job: Job, story: Story, services: Services) -> Next:
    """Bring the letter to Tencent Cloud; the thread sees that somebody is at it."""
    held = await services.ledger.hold(story.certificate_id, job, State.SENDING)
    if held is None:
        return to(State.RECEIVED, story, wait=ANOTHER_LETTER)  # then its state is another one
    story = replace(story, cut_off=story.cut_off or job.tries > 1)
    words = await services.words(story.drop.user)
    run = _Run(job, services, words, held.earlier, begun=held.kept and job.tries > 1)
    channel, drop = story.drop.channel, story.drop.ts
    eyes = asyncio.ensure_future(services.messages.react(channel, drop, AT_WORK))
    try:
        onward = await _with_line(
            _sent(run, story), partial(_say_working, run, story), services.pace.line_after
        )
    finally:
        await eyes  # so that no 👀 comes after the answer has taken it away
    if onward.state == State.ASKING:
        await services.messages.unreact(channel, drop, AT_WORK)
    return onward


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
        return _onward(replace(story, cut_off=True))
    return _onward(replace(story, line=line or story.line))


def _onward(story: Story) -> Next:
    """To the answer, or to a question that stands before the upload."""
    has_ended = story.arrival or story.earlier or story.problem
    return to(State.REPLYING if has_ended else State.ASKING, story)


async def _say_working(run: _Run, story: Story) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    reply = results.working(run.words, story.file_name, story.certificate_id, _stage(run))
    try:
        return await run.services.messages.say(
            place(story),
            Step(run.job.id, "answer"),
            reply.text,
            reply.blocks,
            ts=story.line or None,
            look=story.cut_off,
        )
    except (CannotPost, SlackBusy) as trouble:  # the letter matters more than the line about it
        log.warning("job %s: no line while working: %s", run.job.id, trouble)
        return None


def _stage(run: _Run) -> Stage:
    """What is going on with the letter now."""
    large_files = run.services.large_files
    if large_files.waits(run.job.id):
        return "turn"
    if large_files.is_served(run.job.id):
        return "mend"
    return "upload" if run.uploading.is_set() else "check"


async def _sent(run: _Run, story: Story) -> Story:
    """The story with its outcome: an arrival, an earlier receipt, a problem; or what to ask."""
    kind = _kind(story, run.services)
    try:
        story, letter = await ready(run.job, story, run.services)
    except Failed as failed:
        seen = await _seen_there(run, story) if run.begun else None
        return seen or _refused(story, kind, failed.problem)
    match letter:
        case Problem():
            return _refused(story, kind, letter)
        case Choice():
            return await _with_choice(run, story, letter, kind)
        case _:
            return await _with_letter(run, story, letter, kind)


async def _with_letter(
    run: _Run, story: Story, letter: Letter | Mended, kind: LetterKind | Problem
) -> Story:
    """The story of a letter that will do: it is there already, or asked about, or sent."""
    upload = prepare(story.certificate_id, letter.content, _sent_as(story))
    story = replace(story, fingerprint=upload.body_hash)
    last = _last_arrival(run.earlier)
    if last and _is_there(story, last, run.job.added):
        return replace(story, earlier=last.receipt)
    if isinstance(letter, Mended) and (isinstance(kind, LetterKind) or kind.in_console):
        story = await shown(run.job, story, letter, run.services)
    if story.problem:
        return story
    if isinstance(kind, Problem):
        return with_problem(story, kind)
    if asks := _question(story, letter, kind, run.services):
        return replace(story, asks=asks)
    return await _uploaded(run, story, upload, last)


async def _with_choice(
    run: _Run, story: Story, choice: Choice, kind: LetterKind | Problem
) -> Story:
    """Ask for the pages of the letter, if one is wanted at all."""
    if isinstance(kind, LetterKind) or kind.in_console:
        return replace(await pages_shown(run.job, story, choice, run.services), asks=Asks.PAGES)
    return with_problem(story, kind)


def _question(
    story: Story, letter: Letter | Mended, kind: LetterKind, services: Services
) -> Asks | None:
    """What must be asked before this letter goes out."""
    if isinstance(letter, Mended) and (letter.warnings or not services.auto_mend):
        return Asks.MENDED
    if story.other_names and not story.other_name_confirmed_by:
        return Asks.OTHER_NAME
    if kind is LetterKind.REVOKE and not story.revocation_confirmed_by:
        return Asks.REVOCATION
    return None


async def _uploaded(run: _Run, story: Story, upload: Call, last: "_Arrived | None") -> Story:
    run.uploading.set()
    outcome = await upload_once(
        upload,
        run.services.certificates,
        run.words.locale,
        run.services.pace.looks,
        begun=run.begun,
        waited=_waited(story, upload.letter, last),
    )
    if isinstance(outcome, Problem):
        return with_problem(story, outcome)
    run.services.waiting.forget()
    return replace(story, arrival=outcome, arrived=run.services.ledger.now())


async def _seen_there(run: _Run, story: Story) -> Story | None:
    """The story of a letter that an earlier run has sent, and whose file is gone by now."""
    kind = story.certificate.waits_for if story.certificate else None
    look = run.services.look_up(run.words.locale)
    now = (await look(story.certificate_id)).certificate
    if kind is None or now is None or now.status not in HAS_IT[kind]:
        return None
    arrival = Arrival(story.certificate_id, now.request_id, seen_by_status=True, kind=kind)
    return replace(story, arrival=arrival, arrived=run.services.ledger.now())


def _refused(story: Story, kind: LetterKind | Problem, problem: Problem) -> Story:
    """The story of a file that does not do. Where none is wanted, that is what people must know."""
    if isinstance(kind, LetterKind) or kind.in_console:
        return with_problem(story, problem)
    return with_problem(story, kind)


# Which letter it is ------------------------------------------------------------------------------


def _kind(story: Story, services: Services) -> LetterKind | Problem:
    """Which letter this is; where nobody could look, Tencent Cloud judges."""
    if story.certificate is None:
        return LetterKind.CONFIRM
    return what_to_do(story.certificate, international=services.international)


def _sent_as(story: Story) -> LetterKind:
    """As which letter the file is sent, or has been sent, if it has."""
    seen = story.certificate
    revokes = seen is not None and seen.status in (WAITED[LetterKind.REVOKE], Status.REVOKING)
    return LetterKind.REVOKE if revokes else LetterKind.CONFIRM


# What is there already ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Arrived:
    """The last letter that has arrived for a certificate, and its receipt.

    `sent_back`: its thread was told that it did not do.
    """

    fingerprint: str
    receipt: Earlier
    sent_back: bool


def _last_arrival(earlier: Sequence[Job]) -> _Arrived | None:
    """What Tencent Cloud has for the certificate now, as far as it came from here."""
    arrived = [each for job in earlier if (each := _arrived(job))]
    return max(arrived, key=lambda each: each.receipt.at, default=None)


def _arrived(job: Job) -> _Arrived | None:
    story = story_of(job)
    if story.arrival is None:
        return None
    at = story.arrived or job.changed
    receipt = Earlier(story.arrival, at, story.drop.channel, story.line)
    sent_back = story.latest is not None and story.latest.waits_for is not None
    return _Arrived(story.fingerprint, receipt, sent_back)


def _waited(story: Story, kind: LetterKind, last: _Arrived | None) -> bool:
    """Whether the certificate waited for this letter before it was sent, as far as we know."""
    if story.certificate is not None:
        return story.certificate.status == WAITED[kind]
    return last is None


def _is_there(story: Story, last: _Arrived, dropped: float) -> bool:
    """Whether this very letter has arrived, and the certificate does not wait for it once more.

    `dropped`: when, in Unix seconds.
    """
    waits = story.certificate is not None and story.certificate.waits_for is not None
    anew = waits and (last.sent_back or dropped > last.receipt.at + TAKEN_WITHIN)
    return last.fingerprint == story.fingerprint and not anew
