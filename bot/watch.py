"""From the letter to the certificate: its thread hears when the CA has decided.

    sweeping ─► every page of the account's certificates ─► whose status has changed?
                                                              │
    watching ◄─ a step on the way: kept in mind               ▼
       │  └──────────────────────────────────────────────► telling ─► done
       └► after 60 days, or by the button

One row sweeps for all letters and all processes: Tencent Cloud is never asked for one letter alone.
What a sweep holds in memory is one page.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.answering import NO, YES, answer_of
from bot.desk import Desk
from bot.housekeeping import refresh_home
from bot.jobs import Job, Ledger, Next
from bot.permissions import may_upload
from bot.problems import Failed
from bot.slack.thread import CannotPost, Step
from bot.story import Story, place, story_of, to
from bot.tencent.certificates import Query
from bot.tencent.reading import CertificateStatus, Status
from bot.views import answers, endings
from bot.views.blocks import Reply

log = logging.getLogger("letterdrop.watch")

DAY = 86_400.0
WATCH_DAYS = 60
PAGE, MOST = 1_000, 100_000  # certificates: on a page, and in all
SOON, LATER = 300.0, 900.0  # seconds between sweeps: after a letter within the hour, and else
RECENTLY = 3_600.0
ISSUED = "tada"

SWEEP = "sweeping"
EVERYTHING = Query(limit=PAGE)

DECIDED = frozenset(
    {
        Status.APPROVED,
        Status.REVIEW_FAILED,
        Status.EXPIRED,
        Status.CANCELLED,
        Status.REVOKED,
        Status.REFUNDED,
    }
)
WANTS_A_LETTER = frozenset({Status.WAITING_FOR_CONFIRM_LETTER, Status.WAITING_FOR_REVOKE_LETTER})


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
        await desk.threads.say(
            place(story), Step(job.id, "answer"), reply.text, reply.blocks, ts=story.line
        )
    except CannotPost as no:
        log.info("job %s: its answer stays as it is: %s", job.id, no)


# The end -----------------------------------------------------------------------------------------


async def telling(job: Job, story: Story, desk: Desk) -> Next:
    """Tell the thread, once, what has become of the certificate; a newer letter's thread will."""
    if story.superseded:
        await _say_answer_anew(job, story, desk)
        return to("done", story, wait=None)
    words, subject = await desk.words(story.drop.user), desk.subject(story)
    if story.latest and _matters(story.latest):
        await _say(job, story, desk, endings.decided(subject, story.latest, story.drop.user, words))
        await _mark(story, story.latest, desk)
    else:
        over = endings.watched_long_enough(subject, story.drop.user, WATCH_DAYS, words)
        await _say(job, story, desk, over)
    await _say_answer_anew(job, story, desk)
    await refresh_home(desk.ledger, story.drop.user)
    log.info("job %s: told how it stands with %s", job.id, story.certificate_id)
    return to("done", story, wait=None)


async def _say(job: Job, story: Story, desk: Desk, reply: Reply) -> None:
    look = job.tries > 1
    await desk.threads.say(
        place(story), Step(job.id, "ending"), reply.text, reply.blocks, look=look
    )


async def _mark(story: Story, certificate: CertificateStatus, desk: Desk) -> None:
    """Change the reaction on the drop."""
    good = certificate.status in (Status.APPROVED, Status.REVOKED)
    channel, drop = story.drop.channel, story.drop.ts
    await desk.threads.react(channel, drop, ISSUED if good else NO)
    await desk.threads.unreact(channel, drop, YES)


def _matters(certificate: CertificateStatus) -> bool:
    """Whether people want to hear of this state; the rest are steps on the way."""
    return certificate.status in DECIDED or certificate.status in WANTS_A_LETTER


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
        log.warning("the watched certificates could not be read: %s", failed)
        return Next(SWEEP, job.data, wait=LATER)
    recently = newest[0].changed > desk.ledger.now() - RECENTLY
    return Next(SWEEP, job.data, wait=SOON if recently else LATER)


async def _compare(certificates: Sequence[CertificateStatus], ledger: Ledger) -> None:
    """Hold one page against the letters that are watched."""
    shown = {each.certificate_id: each for each in certificates}
    told: set[str] = set()
    for job in await ledger.about(list(shown), "watching"):  # the newest letter first
        story = story_of(job)
        await _changed(job, story, shown[story.certificate_id], ledger, told)
        told.add(story.certificate_id)


async def _changed(
    job: Job, story: Story, now: CertificateStatus, ledger: Ledger, told: set[str]
) -> None:
    """Keep a step in mind, let the thread be told of an end; of several letters the newest one's."""
    before = story.latest or story.certificate
    if before and before.status == now.status:
        return
    if before is None and now.status in WANTS_A_LETTER:
        return  # nobody saw it before, and Tencent Cloud may not have taken note of the letter yet
    story = replace(story, latest=now, superseded=story.certificate_id in told)
    if _matters(now) or story.superseded:
        await ledger.move(job, to("telling", story))
    else:
        await ledger.move(job, _go_on(story, ledger.now()))
