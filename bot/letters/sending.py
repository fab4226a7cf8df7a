"""The upload: fetch, check, send; the bytes stay in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import patience
from bot.certificates.states import what_to_do
from bot.files.letter import Letter
from bot.files.results import USUAL, Choice, Mended
from bot.jobs.ledger import Hold, Job, Next
from bot.letters import audit
from bot.letters.changes import as_changed, as_it_stands, look_at_drop, marks_of_changes
from bot.letters.mending import opened, pages_shown, ready, shown
from bot.letters.states import State
from bot.letters.story import Asks, Story, Uploaded, UploadedBefore, readable, to
from bot.problems import Failed, Problem
from bot.services import Services
from bot.tencent.certificate import WAITED, LetterKind
from bot.tencent.client import Call, prepare
from bot.tencent.responses import Receipt
from bot.tencent.upload_once import HAS_IT, upload_once
from bot.views.words import Words


@dataclass(frozen=True)
class _Run:
    """One run of a letter's job, and what it works with."""

    job: Job
    services: Services
    words: Words


async def sending(job: Job, story: Story, services: Services) -> Next:
    """Bring the letter to Tencent Cloud."""
    story = replace(story, cut_off=story.cut_off or job.tries > 1)
    run = _Run(job, services, await services.words(story.drop.user))
    sent = await _sent(run, story)
    if sent is None:
        return to(State.RECEIVED, story, wait=patience.LETTER_WAITS_FOR_ANOTHER)
    # From there on nothing can be taken back.
    is_sent = services.work.stage == "upload" or isinstance(sent.outcome, Uploaded)
    if is_sent and sent.outcome:
        audit.tell(audit.of_upload(job.id, sent))
    if not is_sent and await as_it_stands(job, sent, services.ledger) is not sent:
        return to(State.RECEIVED, replace(sent, outcome=None))
    return to(State.REPLYING if sent.outcome else State.ASKING, sent)


async def _sent(run: _Run, story: Story) -> Story | None:
    """The story with its outcome, or with what is to be asked; None: another letter goes first.

    Where no letter is wanted, that is what people must know, and not what is wrong with the file.
    """
    kind: LetterKind | Problem = LetterKind.CONFIRM  # where nobody could look, Tencent Cloud judges
    if story.certificate:
        kind = what_to_do(story.certificate, international=run.services.international)
    unwanted, begun = _unwanted(kind), run.job.tries > 1
    if run.job.changed > run.job.added and await _hold(run, story) is None:
        return None  # it has waited before, and is fetched only once it is its turn
    try:
        files = await (run.services.work.files or opened(run.job, story, run.services))
        story, letter = await ready(run.job, story, run.services, files)
    except Failed as failed:
        seen = await _seen_there(run, story) if begun else None
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
) -> Story | None:
    """The story of a letter that will do: it is there already, or asked about, or sent."""
    sent_as = LetterKind.REVOKE if story.revokes else LetterKind.CONFIRM
    upload = prepare(story.certificate_id, letter.content, sent_as)
    story = replace(story, adjusted=replace(story.adjusted, fingerprint=upload.body_hash))
    await look_at_drop(run.job, story, run.services)
    held = await _hold(run, story)
    last = _last_sent(held.earlier) if held else None
    if held and last and _is_there(story, *last, run.job.added):
        first, before = last
        where = before.drop.channel, before.line_ts
        return replace(story, outcome=UploadedBefore(first.receipt, first.at, *where))
    # After another letter what was seen of the certificate is too old.
    if held is None or (last and last[0].at > run.job.changed):
        return None
    begun = run.job.tries > 1  # an earlier run may have sent it
    if as_changed(story, held.found) is not story:
        return (await _seen_there(run, story) if begun else None) or story
    story, goes_out = await _as_it_goes_out(run, story, letter, kind)
    if not goes_out:
        return story
    # Whether the certificate waited for this letter before, as far as we know.
    seen = story.certificate
    waited = seen.status == WAITED[sent_as] if seen else last is None
    return await _uploaded(run, story, upload, begun=begun, waited=waited)


async def _as_it_goes_out(
    run: _Run, story: Story, letter: Letter | Mended, kind: LetterKind | Problem
) -> tuple[Story, bool]:
    """The story of a letter that was shown if it was mended; and whether it is sent like that."""
    if isinstance(letter, Mended) and not _unwanted(kind):
        story = await shown(run.job, story, letter, run.services)
    if story.outcome:
        return story, False
    if isinstance(kind, Problem):
        return story.with_problem(kind), False
    asks = _question(story, letter, kind, run.services)
    return (story.with_question(asks), False) if asks else (story, True)


async def _hold(run: _Run, story: Story) -> Hold | None:
    """Write that the letter is being sent, unless another one for the certificate is."""
    changes = marks_of_changes(run.job, story)
    return await run.services.ledger.hold(run.job, to(State.SENDING, story), *changes)


async def _uploaded(run: _Run, story: Story, upload: Call, *, begun: bool, waited: bool) -> Story:
    """The story of a letter that is sent now."""
    services = run.services
    services.work.stage = "upload"
    language, looks = run.words.locale, services.pace.looks
    outcome = await upload_once(
        upload, services.certificates, language, looks, begun=begun, waited=waited
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
