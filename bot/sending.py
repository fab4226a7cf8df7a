"""The upload: fetch, check, send; the bytes stay in memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.certificate_states import is_wosign, what_to_do
from bot.desk import Desk
from bot.jobs import Job, Next
from bot.letter import LARGEST, check
from bot.problems import Failed, Problem, RevocationInConsole
from bot.slack import SlackBusy
from bot.slack.thread import CannotPost, Step
from bot.story import Asks, Earlier, Story, place, story_of, to, with_problem
from bot.tencent.certificates import Call, prepare
from bot.tencent.reading import LetterKind, Status
from bot.uploads import HAS_IT, WAITED, Arrival, upload_once
from bot.views import answers
from bot.views.words import Words

log = logging.getLogger("letterdrop.sending")

AT_WORK = "eyes"  # the reaction on the drop
ANOTHER_LETTER = 3.0  # seconds to wait for another letter of the same certificate
TAKEN_WITHIN = 3_600.0  # seconds after which a certificate waits no more for a letter it has got


async def sending(job: Job, story: Story, desk: Desk) -> Next:
    """Bring the letter to Tencent Cloud; the thread sees that somebody is at it."""
    held = await desk.ledger.hold(story.certificate_id, job, "sending")
    if held is None:
        return to("received", story, wait=ANOTHER_LETTER)  # then its state is another one
    begun = held.kept and job.tries > 1  # an earlier run may have sent it
    story = replace(story, cut_off=story.cut_off or job.tries > 1)
    words = await desk.words(story.drop.user)
    channel, drop = story.drop.channel, story.drop.ts
    eyes = asyncio.ensure_future(desk.threads.react(channel, drop, AT_WORK))
    try:
        onward = await _with_line(
            _sent(
                *(story, desk, words.locale),
                dropped=job.added,
                earlier=held.earlier,
                begun=begun,
            ),
            partial(_say_working, job, story, desk, words),
            None if _will_ask(story) else desk.pace.line_after,
        )
    finally:
        await eyes  # so that no 👀 comes after the answer has taken it away
    if onward.state == "asking":
        await desk.threads.unreact(channel, drop, AT_WORK)
    return onward


async def _with_line(
    work: Awaitable[Story], say: Callable[[], Awaitable[str | None]], after: float | None
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
    """To the answer, or to the question that stands before a revocation."""
    has_ended = story.arrival or story.earlier or story.problem
    return to("answering" if has_ended else "asking", story)


async def _say_working(job: Job, story: Story, desk: Desk, words: Words) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    reply = answers.working(words, story.file_name, story.certificate_id)
    try:
        return await desk.threads.say(
            place(story),
            Step(job.id, "answer"),
            reply.text,
            reply.blocks,
            ts=story.line or None,
            look=story.cut_off,
        )
    except (CannotPost, SlackBusy) as trouble:  # the letter matters more than the line about it
        log.warning("job %s: no line while working: %s", job.id, trouble)
        return None


async def _sent(
    story: Story, desk: Desk, language: str, *, dropped: float, earlier: Sequence[Job], begun: bool
) -> Story:
    """The story with its outcome: an arrival, an earlier receipt, a problem; or what to ask.

    `dropped`: when, in Unix seconds.
    """
    kind = _kind(story, desk)
    try:
        fetched = await desk.files.fetch(story.drop.files[0], LARGEST)
    except Failed as failed:
        seen = await _seen_there(story, desk, language) if begun else None
        return seen or _refused(story, kind, failed.problem)
    story = replace(story, drop=replace(story.drop, files=(fetched.file,)))
    wosign = story.certificate is not None and is_wosign(story.certificate)
    letter = check(fetched.content, story.file_name, wosign=wosign)
    if isinstance(letter, Problem):
        return _refused(story, kind, letter)
    upload = prepare(story.certificate_id, letter.content, _sent_as(story))
    story = replace(story, fingerprint=upload.body_hash)
    last = _last_arrival(earlier)
    if last and last.fingerprint == story.fingerprint and not _is_wanted_anew(story, last, dropped):
        return replace(story, earlier=last.receipt)
    if isinstance(kind, Problem):
        return with_problem(story, kind)
    if kind is LetterKind.REVOKE and not story.revocation_confirmed_by:
        return replace(story, asks=Asks.REVOCATION)
    return await _uploaded(story, upload, desk, language, begun=begun, last=last)


async def _uploaded(
    story: Story,
    upload: Call,
    desk: Desk,
    language: str,
    *,
    begun: bool,
    last: "_Arrived | None",
) -> Story:
    waited = _waited(story, upload.letter, last)
    outcome = await upload_once(
        upload, desk.certificates, language, desk.pace.looks, begun=begun, waited=waited
    )
    if isinstance(outcome, Problem):
        return with_problem(story, outcome)
    desk.waiting.forget()
    return replace(story, arrival=outcome, arrived=desk.ledger.now())


async def _seen_there(story: Story, desk: Desk, language: str) -> Story | None:
    """The story of a letter that an earlier run has sent, and whose file is gone by now."""
    kind = story.certificate.waits_for if story.certificate else None
    now = (await desk.look(language)(story.certificate_id)).certificate
    if kind is None or now is None or now.status not in HAS_IT[kind]:
        return None
    arrival = Arrival(story.certificate_id, now.request_id, seen_by_status=True, kind=kind)
    return replace(story, arrival=arrival, arrived=desk.ledger.now())


def _refused(story: Story, kind: LetterKind | Problem, problem: Problem) -> Story:
    """The story of a file that does not do. Where none is wanted, that is what people must know."""
    if isinstance(kind, LetterKind | RevocationInConsole):
        return with_problem(story, problem)
    return with_problem(story, kind)


# Which letter it is ------------------------------------------------------------------------------


def _kind(story: Story, desk: Desk) -> LetterKind | Problem:
    """Which letter this is; where nobody could look, Tencent Cloud judges."""
    if story.certificate is None:
        return LetterKind.CONFIRM
    return what_to_do(story.certificate, international=desk.international)


def _sent_as(story: Story) -> LetterKind:
    """As which letter the file is sent, or has been sent, if it has."""
    seen = story.certificate
    revokes = seen is not None and seen.status in (WAITED[LetterKind.REVOKE], Status.REVOKING)
    return LetterKind.REVOKE if revokes else LetterKind.CONFIRM


def _will_ask(story: Story) -> bool:
    """Whether somebody has to press the button first, so that no line speaks of an upload."""
    return _sent_as(story) is LetterKind.REVOKE and not story.revocation_confirmed_by


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


def _is_wanted_anew(story: Story, last: _Arrived, dropped: float) -> bool:
    """Whether the certificate waits for a letter although this one has gone there."""
    waits = story.certificate is not None and story.certificate.waits_for is not None
    return waits and (last.sent_back or dropped > last.receipt.at + TAKEN_WITHIN)
