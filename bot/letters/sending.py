"""The upload: fetch, check, send; the bytes stay in memory."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot import patience
from bot.certificates.states import what_to_do
from bot.files.letter import Letter
from bot.files.results import USUAL, Choice, Mended
from bot.jobs.ledger import Job, Next
from bot.letters.changes import as_it_stands, look_at_drop
from bot.letters.mending import pages_shown, ready, shown
from bot.letters.states import State
from bot.letters.story import Asks, Story, Uploaded, UploadedBefore, readable, to
from bot.problems import Failed, Problem
from bot.services import Services
from bot.slack.api import SlackBusy, SlackRefused
from bot.slack.messages import Step
from bot.tencent.certificate import WAITED, LetterKind
from bot.tencent.client import Call, prepare
from bot.tencent.responses import Receipt
from bot.tencent.upload_once import HAS_IT, upload_once
from bot.views import results
from bot.views.reactions import AT_WORK
from bot.views.words import Words

log = logging.getLogger("letterdrop.letters")


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
    if held is None:  # the letter that has it will then be in another state
        return to(State.RECEIVED, story, wait=patience.LETTER_WAITS_FOR_ANOTHER)
    story = replace(story, cut_off=story.cut_off or job.tries > 1)
    words = await services.words(story.drop.user)
    run = _Run(job, services, words, held.earlier, begun=held.kept and job.tries > 1)
    channel, drop_ts = story.drop.channel, story.drop.ts
    eyes = asyncio.ensure_future(services.messages.mark(channel, drop_ts, AT_WORK))
    work = asyncio.ensure_future(_sent(run, story))
    try:
        done, _ = await asyncio.wait({work}, timeout=services.pace.line_after)
        line = "" if done else await _say_working(run, story)
        story = await work
    finally:
        work.cancel()
        await asyncio.wait({work})
        await eyes  # so that no 👀 comes after the result has taken it away
    # A line of which nobody knows whether it stands there: the result looks for it.
    cut_off = story.cut_off or line is None
    story = replace(story, line_ts=line or story.line_ts, cut_off=cut_off)
    # From there on nothing can be taken back.
    is_sent = run.uploading.is_set() or isinstance(story.outcome, Uploaded)
    if not is_sent and await as_it_stands(job, story, services.ledger) is not story:
        await services.messages.mark(channel, drop_ts, "", AT_WORK)
        return to(State.RECEIVED, replace(story, outcome=None))
    if story.outcome:
        return to(State.REPLYING, story)
    await services.messages.mark(channel, drop_ts, "", AT_WORK)
    return to(State.ASKING, story)


async def _say_working(run: _Run, story: Story) -> str | None:
    """Say that it takes longer; return the line's ts, or None if nobody knows whether it stands."""
    stage: results.Stage = "upload" if run.uploading.is_set() else "check"
    if run.services.large_files.waits(run.job.id):
        stage = "wait"
    elif run.services.large_files.is_served(run.job.id):
        stage = "mend"
    reply = results.working(run.words, story.file_name, story.certificate_id, stage)
    say = partial(run.services.messages.say, story.place, Step(run.job.id, "result"))
    try:
        return await say(reply, ts=story.line_ts, look=story.cut_off)
    except (SlackRefused, SlackBusy) as trouble:  # the letter matters more than the line about it
        log.warning("job %s: no line while working: %s", run.job.id, trouble)
        return None


async def _sent(run: _Run, story: Story) -> Story:
    """The story with its outcome, or with what is to be asked.

    Where no letter is wanted, that is what people must know, and not what is wrong with the file.
    """
    kind: LetterKind | Problem = LetterKind.CONFIRM  # where nobody could look, Tencent Cloud judges
    if story.certificate:
        kind = what_to_do(story.certificate, international=run.services.international)
    unwanted = _unwanted(kind)
    try:
        story, letter = await ready(run.job, story, run.services)
    except Failed as failed:
        seen = await _seen_there(run, story) if run.begun else None
        return seen or story.with_problem(unwanted or failed.problem)
    if unwanted and isinstance(letter, Problem | Choice):
        return story.with_problem(unwanted)
    match letter:
        case Problem():
            return story.with_problem(letter)
        case Choice():
            story = await pages_shown(run.job, story, letter, run.services)
            return story.with_question(Asks.PAGES)
        case _:
            return await _with_letter(run, story, letter, kind)


async def _with_letter(
    run: _Run, story: Story, letter: Letter | Mended, kind: LetterKind | Problem
) -> Story:
    """The story of a letter that will do: it is there already, or asked about, or sent."""
    services, seen = run.services, story.certificate
    sent_as = LetterKind.REVOKE if story.revokes else LetterKind.CONFIRM
    upload = prepare(story.certificate_id, letter.content, sent_as)
    story = replace(story, adjusted=replace(story.adjusted, fingerprint=upload.body_hash))
    last = _last_sent(run.earlier)
    if last and _is_there(story, *last, run.job.added):
        first, before = last
        where = before.drop.channel, before.line_ts
        return replace(story, outcome=UploadedBefore(first.receipt, first.at, *where))
    if isinstance(letter, Mended) and not _unwanted(kind):
        story = await shown(run.job, story, letter, services)
    if story.outcome:
        return story
    if isinstance(kind, Problem):
        return story.with_problem(kind)
    if asks := _question(story, letter, kind, services):
        return story.with_question(asks)
    # Whether the certificate waited for this letter before, as far as we know.
    waited = seen.status == WAITED[sent_as] if seen else last is None
    return await _uploaded(run, story, upload, waited=waited)


async def _uploaded(run: _Run, story: Story, upload: Call, *, waited: bool) -> Story:
    """The story of a letter that is sent now, unless its drop has changed meanwhile."""
    services = run.services
    await look_at_drop(run.job, story, services)
    if await as_it_stands(run.job, story, services.ledger) is not story:
        return (await _seen_there(run, story) if run.begun else None) or story
    run.uploading.set()
    language, looks = run.words.locale, services.pace.looks
    outcome = await upload_once(
        upload, services.certificates, language, looks, begun=run.begun, waited=waited
    )
    if isinstance(outcome, Problem):
        return story.with_problem(outcome)
    services.waiting.forget()
    return replace(story, outcome=Uploaded(outcome, services.ledger.now()))


def _question(
    story: Story, letter: Letter | Mended, kind: LetterKind, services: Services
) -> Asks | None:
    """What must be asked before this letter goes out."""
    adjusted = story.adjusted
    if isinstance(letter, Mended) and (set(letter.warnings) - USUAL or not services.auto_mend):
        return Asks.MENDED
    if adjusted.doubted_looks or adjusted.doubted_names:
        return Asks.DOUBTED
    if kind is LetterKind.REVOKE and not adjusted.revocation_confirmed_by:
        return Asks.REVOCATION
    return None


async def _seen_there(run: _Run, story: Story) -> Story | None:
    """The story of a letter that an earlier run has sent, and whose file is gone by now."""
    kind = story.certificate.waits_for if story.certificate else None
    look = run.services.look_up(run.words.locale)
    now = (await look(story.certificate_id)).certificate
    if kind is None or now is None or now.status not in HAS_IT[kind]:
        return None
    receipt = Receipt(story.certificate_id, now.request_id, seen_by_status=True)
    return replace(story, outcome=Uploaded(receipt, run.services.ledger.now()))


def _unwanted(kind: LetterKind | Problem) -> Problem | None:
    """Why the certificate takes no letter, not even in Tencent's console."""
    return None if isinstance(kind, LetterKind) or kind.in_console else kind


def _last_sent(earlier: Sequence[Job]) -> tuple[Uploaded, Story] | None:
    """What Tencent Cloud has for the certificate now, as far as it came from here."""
    stories = [row.story for row in readable(earlier)]
    sent = [(each.outcome, each) for each in stories if isinstance(each.outcome, Uploaded)]
    return max(sent, key=lambda each: each[0].at, default=None)


def _is_there(story: Story, first: Uploaded, before: Story, dropped: float) -> bool:
    """Whether this very letter has arrived, and the certificate does not wait for it once more.

    It does when the first one's thread was told that it did not do, or long after it. `dropped`:
    when, in Unix seconds.
    """
    waits = story.certificate is not None and story.certificate.waits_for is not None
    latest = before.watch.latest
    sent_back = latest is not None and latest.waits_for is not None
    anew = waits and (sent_back or dropped > first.at + patience.TENCENT_TAKES_LETTER_WITHIN)
    return before.adjusted.fingerprint == story.adjusted.fingerprint and not anew
