"""From the letter to the certificate: its thread hears when the CA has decided.

    sweeping ─► every page of the account's certificates ─► whose status has changed?
                                                              │
    watching ◄─ a step on the way: kept in mind               ▼
       │  └──────────────────────────────────────────────► telling ─► done
       └► after 60 days, or by the button

One row sweeps for all letters and all processes: Tencent Cloud is never asked for one letter alone.
What a sweep holds in memory is one page.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from bot.answering import answer_of, tell
from bot.desk import Desk
from bot.housekeeping import refresh_home
from bot.jobs import Job, Ledger, Next
from bot.marks import ACCEPTED, ISSUED, REFUSED
from bot.permissions import may_upload
from bot.problems import Failed, NotPermitted, Problem
from bot.slack.thread import CannotPost, Step
from bot.story import Story, place, story_of, to
from bot.tencent.certificates import Query
from bot.tencent.reading import CertificateStatus, Status
from bot.views import answers, endings

log = logging.getLogger("letterdrop.watch")

DAY = 86_400.0
WATCH_DAYS = 60
NOTED_WITHIN = DAY  # after a letter arrived; a certificate that still waits has not got a good one
PAGE, MOST = 1_000, 100_000  # certificates: on a page, and in all
SOON, LATER = 300.0, 900.0  # seconds between sweeps: after news within the hour, and else
RECENTLY = 3_600.0

SWEEP = "sweeping"
EVERYTHING = Query(limit=PAGE)


# One letter --------------------------------------------------------------------------------------


async def watching(job: Job, story: Story, desk: Desk) -> Next:
    """Begin to watch; or end it, because the time is over or somebody has pressed the button."""
    now = desk.ledger.now()
    if not story.watched_until:
        await desk.ledger.hasten(SWEEP, SOON)
        return _go_on(replace(story, watched_until=now + WATCH_DAYS * DAY), now)
    if story.answer is None:
        return to("telling", story) if now >= story.watched_until else _go_on(story, now)
    person = await desk.person(story.answer.user, story.answer.sent_from_team)
    if problem := may_upload(person, story.drop.channel, desk.rules):
        text = answers.turned_away(problem, desk.words_of(person))
        await desk.threads.whisper(story.drop.channel, person.id, text, story.drop.thread)
        return _go_on(replace(story, answer=None), now)
    story = replace(story, answer=None, stopped_by=person.id)
    await _say_answer_anew(job, story, desk)
    log.info("job %s: no longer watched, as somebody wished", job.id)
    return to("done", story, wait=None)


def _go_on(story: Story, now: float) -> Next:
    return to("watching", story, wait=max(0.0, story.watched_until - now))


async def _say_answer_anew(job: Job, story: Story, desk: Desk) -> None:
    """The answer without its button, which would do nothing any more."""
    if not story.line:
        return
    reply = answer_of(story, desk, await desk.words(story.drop.user), watched=False)
    try:
        step = Step(job.id, "answer")
        await desk.threads.amend(place(story), story.line, step, reply.text, reply.blocks)
    except CannotPost as no:
        log.info("job %s: its answer stays as it is: %s", job.id, no)


# The end -----------------------------------------------------------------------------------------


async def telling(job: Job, story: Story, desk: Desk) -> Next:
    """Tell the thread, once, what has become of the certificate; a newer letter's thread will."""
    if not story.superseded:
        await _tell(job, story, desk)
        await refresh_home(desk.ledger, story.drop.user)
    await _say_answer_anew(job, story, desk)
    return to("done", story, wait=None)


async def _tell(job: Job, story: Story, desk: Desk) -> None:
    words, subject, user = await desk.words(story.drop.user), desk.subject(story), story.drop.user
    if story.latest and mark_of(story):
        await tell(job, story, desk, "ending", endings.decided(subject, story.latest, user, words))
        await _mark(story, desk)
    else:
        over = endings.watched_long_enough(subject, user, WATCH_DAYS, words)
        await tell(job, story, desk, "ending", over)
    state = story.latest.status if story.latest else "unknown"
    log.info("job %s: told the end of %s, state %s", job.id, story.certificate_id, state)


async def _mark(story: Story, desk: Desk) -> None:
    """Change the reaction on the drop; that of several letters tells of them all."""
    channel, drop, mark = story.drop.channel, story.drop.ts, mark_of(story)
    if story.parts:
        return
    await desk.threads.react(channel, drop, mark)
    for former in {ACCEPTED, REFUSED} - {mark}:
        await desk.threads.unreact(channel, drop, former)


def mark_of(story: Story) -> str:
    """The reaction that tells what the CA has decided; "" as long as it has not."""
    now = story.latest
    if now is None or not endings.decides(now.status):
        return ""
    if not endings.is_good(story.certificate, now):
        return REFUSED
    return ACCEPTED if now.status == Status.REVOKED else ISSUED


# The sweep ---------------------------------------------------------------------------------------


async def sweeping(job: Job, desk: Desk) -> Next:
    """Page through the account's certificates, and wake the letters whose certificate changed."""
    newest = await desk.ledger.recent(["watching"], 1)
    if not newest:
        return Next(SWEEP, job.data, wait=LATER)
    try:
        async for page in desk.certificates.pages(EVERYTHING, "en-US", MOST):
            await _compare(page.certificates, desk.ledger)
    except Failed as failed:
        log.warning("the watched certificates cannot be read now: %s", _why(failed.problem))
        return Next(SWEEP, job.data, wait=LATER)
    recently = newest[0].changed > desk.ledger.now() - RECENTLY
    return Next(SWEEP, job.data, wait=SOON if recently else LATER)


def _why(problem: Problem) -> str:
    if isinstance(problem, NotPermitted):
        return "the key may not list certificates (ssl:DescribeCertificates)"
    return type(problem).__name__


async def _compare(certificates: Sequence[CertificateStatus], ledger: Ledger) -> None:
    """Hold one page against the letters that are watched, in a thread: it may be a thousand."""
    shown = {each.certificate_id: each for each in certificates}
    jobs = await ledger.about(list(shown), "watching")
    changed = await asyncio.to_thread(lambda: list(_changed(jobs, shown, ledger.now())))
    for job, to_state in changed:
        await ledger.move(job, to_state)


def _changed(
    newest_first: Sequence[Job], shown: Mapping[str, CertificateStatus], now: float
) -> Iterator[tuple[Job, Next]]:
    """Where the letters go whose certificate has changed; of several the newest one's is told."""
    known: set[str] = set()
    for job in newest_first:
        story = _readable(job)
        if story is None:
            continue
        seen = shown[story.certificate_id]
        superseded = story.certificate_id in known
        known.add(story.certificate_id)
        if _has_changed(story, seen, now):
            story = replace(story, latest=seen, superseded=superseded)
            ends = superseded or endings.decides(seen.status)
            yield job, to("telling", story) if ends else _go_on(story, now)


def _has_changed(story: Story, seen: CertificateStatus, now: float) -> bool:
    """Whether this is news.

    A status that waits for a letter is none at first: nobody may have seen it before, and Tencent
    Cloud may not have taken note of the letter yet. In the end it means that the letter was sent
    back between two sweeps.
    """
    before = story.latest or story.certificate
    if seen.waits_for and (before is None or before.status == seen.status):
        return story.arrival is not None and now > story.arrived + NOTED_WITHIN
    return before is None or before.status != seen.status


def _readable(job: Job) -> Story | None:
    """A letter's row; one that another release has written must not stop the sweep for all."""
    try:
        return story_of(job)
    except msgspec.ValidationError:
        log.exception("job %s: this release cannot read its row", job.id)
        return None
