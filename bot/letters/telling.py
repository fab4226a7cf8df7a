"""telling: the thread hears what the CA has decided."""

import logging

from bot.jobs.ledger import Job, Next
from bot.letters.replying import say_without_button, tell
from bot.letters.states import State
from bot.letters.story import Story, subject_of, to
from bot.letters.watching import WATCH_DAYS
from bot.services import Services
from bot.tencent.certificate import Status
from bot.views import endings
from bot.views.reactions import ACCEPTED, ISSUED, REFUSED

log = logging.getLogger("letterdrop.letters")


async def telling(job: Job, story: Story, services: Services) -> Next:
    """Tell the thread, once, what has become of the certificate; a newer letter's thread will."""
    if not story.superseded:
        await _tell(job, story, services)
    await say_without_button(job, story, services)
    return to(State.DONE, story, wait=None)


async def _tell(job: Job, story: Story, services: Services) -> None:
    words, subject, user = (
        await services.words(story.drop.user),
        subject_of(story, services),
        story.drop.user,
    )
    if story.latest and mark_of(story):
        await tell(
            job, story, services, "ending", endings.decided(subject, story.latest, user, words)
        )
        await _mark(story, services)
    else:
        over = endings.watched_long_enough(subject, user, WATCH_DAYS, words)
        await tell(job, story, services, "ending", over)
    state = story.latest.status if story.latest else "unknown"
    log.info("job %s: told the end of %s, state %s", job.id, story.certificate_id, state)


async def _mark(story: Story, services: Services) -> None:
    """Change the reaction on the drop; that of several letters tells of them all."""
    channel, drop, mark = story.drop.channel, story.drop.ts, mark_of(story)
    if story.parts:
        return
    await services.messages.react(channel, drop, mark)
    for former in {ACCEPTED, REFUSED} - {mark}:
        await services.messages.unreact(channel, drop, former)


def mark_of(story: Story) -> str:
    """The reaction that tells what the CA has decided; "" as long as it has not."""
    now = story.latest
    if now is None or not endings.decides(now.status):
        return ""
    if not endings.is_good(story.certificate, now):
        return REFUSED
    return ACCEPTED if now.status == Status.REVOKED else ISSUED
