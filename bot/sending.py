"""The upload: fetch, check, send; the bytes stay in memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.certificate_states import what_to_do
from bot.desk import Desk
from bot.jobs import Job, Next
from bot.letter import Letter
from bot.mending import pages_shown, ready, shown
from bot.problems import Problem
from bot.repair.results import Choice, Mended
from bot.slack import SlackBusy
from bot.slack.thread import CannotPost, Step
from bot.story import Asks, Earlier, Story, place, story_of, to, with_problem
from bot.tencent.certificates import Call, prepare
from bot.tencent.reading import LetterKind
from bot.uploads import WAITED, upload_once
from bot.views import answers
from bot.views.words import Words

log = logging.getLogger("letterdrop.sending")

AT_WORK = "eyes"  # the reaction on the drop
ANOTHER_LETTER = 1.0  # seconds to wait for another letter of the same certificate


async def sending(job: Job, story: Story, desk: Desk) -> Next:
    """Bring the letter to Tencent Cloud; the thread sees that somebody is at it."""
    held = await desk.ledger.hold(story.certificate_id, job, "sending")
    if held is None:
        return to("received", story, wait=ANOTHER_LETTER)  # then its state is another one
    begun = held.kept and job.tries > 1  # an earlier run may have sent it
    story = replace(story, cut_off=story.cut_off or job.tries > 1, problem=None)
    words = await desk.words(story.drop.user)
    channel, drop = story.drop.channel, story.drop.ts
    eyes = asyncio.ensure_future(desk.threads.react(channel, drop, AT_WORK))
    try:
        onward = await _with_line(
            _sent(job, story, desk, words.locale, earlier=held.earlier, begun=begun),
            partial(_say_working, job, story, desk, words),
            desk.pace.line_after,
        )
    finally:
        await eyes  # so that no 👀 comes after the answer has taken it away
    if onward.state == "asking":
        await desk.threads.unreact(channel, drop, AT_WORK)
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
    return to("answering" if has_ended else "asking", story)


async def _say_working(job: Job, story: Story, desk: Desk, words: Words) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    stage = "turn" if desk.turns.waits(job.id) else "mend" if desk.turns.is_served(job.id) else ""
    reply = answers.working(words, story.file_name, story.certificate_id, stage)
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
    job: Job, story: Story, desk: Desk, language: str, *, earlier: Sequence[Job], begun: bool
) -> Story:
    """The story with its outcome: an arrival, an earlier receipt, a problem; or what to ask."""
    story, letter = await ready(job, story, desk)
    kind = _kind(story, desk)
    if isinstance(letter, Problem | Choice):
        return await _without_letter(job, story, letter, kind, desk)
    as_kind = kind if isinstance(kind, LetterKind) else LetterKind.CONFIRM
    upload = prepare(story.certificate_id, letter.content, as_kind)
    story = replace(story, fingerprint=upload.body_hash)
    last = _last_arrival(earlier)
    if last and last.fingerprint == story.fingerprint:
        return replace(story, earlier=last.receipt)
    if isinstance(kind, Problem):
        return with_problem(story, kind)
    if isinstance(letter, Mended):
        story = await shown(job, story, letter, desk)
    if story.problem:
        return story
    if asks := _question(story, letter, kind, desk):
        return replace(story, asks=asks)
    return await _uploaded(story, upload, desk, language, begun=begun, last=last)


async def _without_letter(
    job: Job, story: Story, found: Problem | Choice, kind: LetterKind | Problem, desk: Desk
) -> Story:
    """Tell what is wrong with the file; or ask for its pages, if a letter is wanted at all."""
    if isinstance(found, Problem):
        return with_problem(story, found)
    if isinstance(kind, Problem):
        return with_problem(story, kind)
    return replace(await pages_shown(job, story, found, desk), asks=Asks.PAGES)


def _question(story: Story, letter: Letter | Mended, kind: LetterKind, desk: Desk) -> Asks | None:
    """What must be asked before this letter goes out."""
    if isinstance(letter, Mended) and not desk.auto_mend:
        return Asks.MENDED
    if story.other_name and not story.other_name_confirmed_by:
        return Asks.OTHER_NAME
    if kind is LetterKind.REVOKE and not story.revocation_confirmed_by:
        return Asks.REVOCATION
    return None


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
    return replace(story, arrival=outcome)


def _kind(story: Story, desk: Desk) -> LetterKind | Problem:
    """Which letter this is; where nobody could look, Tencent Cloud judges."""
    if story.certificate is None:
        return LetterKind.CONFIRM
    return what_to_do(story.certificate, international=desk.international)


def _waited(story: Story, kind: LetterKind, last: "_Arrived | None") -> bool:
    """Whether the certificate waited for this letter before it was sent, as far as we know."""
    if story.certificate is not None:
        return story.certificate.status == WAITED[kind]
    return last is None


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
