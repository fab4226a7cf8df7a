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

from bot import patience
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters import audit
from bot.letters.received import tell_alone
from bot.letters.replying import say_without_button, subject_of, tell
from bot.letters.states import State
from bot.letters.story import Story, Uploaded, readable_story, to
from bot.permissions import why_not_allowed
from bot.problems import Failed
from bot.services import Services
from bot.tencent.certificate import CertificateStatus
from bot.tencent.client import Query
from bot.tencent.error_codes import NOT_PERMITTED
from bot.views import endings
from bot.views.reactions import ACCEPTED, BAD

log = logging.getLogger("letterdrop.letters")

SWEEP_PAGE, SWEEP_MOST = 1_000, 100_000  # certificates: on a page, and in all


async def watching(job: Job, story: Story, services: Services) -> Next:
    """Begin to watch; or end it, because the time is over or somebody has pressed the button."""
    now = services.ledger.now()
    watch = story.watch
    if not watch.until:
        await services.ledger.hasten(State.SWEEPING, patience.SWEEP_AFTER_NEWS)
        until = now + patience.WATCH_DAYS * patience.DAY
        return _go_on(replace(story, watch=replace(watch, until=until)), now)
    if story.answer is None:
        wait = services.ledger.until(watch.until)
        return to(State.WATCHING, story, wait=wait) if wait else to(State.TELLING, story)
    person = await services.person(story.answer.user, story.answer.sent_from_team)
    if problem := why_not_allowed(person, story.drop.channel, services.rules):
        audit.tell(audit.of_denial(job.id, story, person.id, problem.key))
        await tell_alone(job, story, problem, person, services)
        return _go_on(replace(story, answer=None), now)
    story = replace(story, answer=None, watch=replace(watch, stopped_by=person.id))
    await say_without_button(job, story, services)
    log.info("job %s: no longer watched, as somebody wished", job.id)
    return to(State.DONE, story, wait=None)


def _go_on(story: Story, now: float) -> Next:
    return to(State.WATCHING, story, wait=max(0.0, story.watch.until - now))


async def sweeping(job: Job, services: Services) -> Next:
    """Page through the account's certificates, and wake the letters whose certificate changed."""
    newest = await services.ledger.find(state=State.WATCHING, live=True, latest="changed", limit=1)
    later = Next(State.SWEEPING, job.data, wait=patience.SWEEP_EVERY)
    if not newest:
        return later
    try:
        everything = Query(limit=SWEEP_PAGE)
        async for page in services.certificates.pages(everything, "en-US", SWEEP_MOST):
            await _compare(page.certificates, services.ledger)
    except Failed as failed:
        why = failed.problem.key
        if why == NOT_PERMITTED:
            why = "the key may not list certificates (ssl:DescribeCertificates)"
        log.warning("the watched certificates cannot be read now: %s", why)
        return later
    recently = newest[0].changed > services.ledger.now() - patience.NEWS_IS_RECENT_FOR
    return replace(later, wait=patience.SWEEP_AFTER_NEWS) if recently else later


async def _compare(certificates: Sequence[CertificateStatus], ledger: Ledger) -> None:
    """Hold one page against the letters that are watched, in a thread: it may be a thousand."""
    shown = {each.certificate_id: each for each in certificates}
    jobs = await ledger.find(certificates=list(shown), state=State.WATCHING)
    changed = await asyncio.to_thread(lambda: list(_changed(jobs, shown, ledger.now())))
    for job, to_state in changed:
        await ledger.move(job, to_state)


def _changed(
    newest_first: Sequence[Job], shown: Mapping[str, CertificateStatus], now: float
) -> Iterator[tuple[Job, Next]]:
    """Where the letters go whose certificate has changed; of several the newest one's is told."""
    known: set[str] = set()
    for job in newest_first:
        story = readable_story(job)
        if story is None or story.certificate_id not in shown:
            continue
        seen = shown[story.certificate_id]
        superseded = story.certificate_id in known
        known.add(story.certificate_id)
        if _has_changed(story, seen, now):
            watch = replace(story.watch, latest=seen, superseded=superseded)
            story = replace(story, watch=watch)
            ends = superseded or endings.decides(seen.status)
            yield job, to(State.TELLING, story) if ends else _go_on(story, now)


def _has_changed(story: Story, seen: CertificateStatus, now: float) -> bool:
    """Whether this is news.

    A status that waits for a letter is none at first: nobody may have seen it before, and Tencent
    Cloud may not have taken note of the letter yet. In the end it means that the letter was sent
    back between two sweeps.
    """
    before = story.watch.latest or story.certificate
    if seen.waits_for and (before is None or before.status == seen.status):
        noted_by = now - patience.TENCENT_NOTES_LETTER_WITHIN
        return isinstance(story.outcome, Uploaded) and story.outcome.at < noted_by
    return before is None or before.status != seen.status


# What it has decided -----------------------------------------------------------------------------


async def telling(job: Job, story: Story, services: Services) -> Next:
    """Tell the thread, once, what has become of the certificate; a newer letter's thread will."""
    drop, latest, mark = story.drop, story.watch.latest, mark_of(story)
    if not story.watch.superseded:
        words, subject = await services.words(drop.user), subject_of(story, services)
        reply = endings.watched_long_enough(subject, drop.user, patience.WATCH_DAYS, words)
        if latest and mark:
            reply = endings.decided(subject, latest, drop.user, words)
        await tell(job, story, services, "ending", reply)
        if mark and not story.parts:  # the mark of several letters tells of them all
            await services.messages.mark(drop.channel, drop.ts, mark, ACCEPTED, *BAD)
        state = latest.status if latest else "unknown"
        log.info("job %s: told the end of %s, state %s", job.id, story.certificate_id, state)
    await say_without_button(job, story, services)
    return to(State.DONE, story, wait=None)


def mark_of(story: Story) -> str:
    """The reaction that tells what the CA has decided; "" as long as it has not."""
    now = story.watch.latest
    decided = endings.ending(story.certificate, now) if now else None
    return decided[0] if decided else ""
