"""telling: the thread hears what the CA has decided."""

import logging

from bot.jobs.ledger import Job, Next
from bot.letters.replying import say_without_button, subject_of, tell
from bot.letters.states import State
from bot.letters.story import Story, to
from bot.patience import WATCH_DAYS
from bot.services import Services
from bot.views import endings
from bot.views.reactions import ACCEPTED, BAD

log = logging.getLogger("letterdrop.letters")


async def telling(job: Job, story: Story, services: Services) -> Next:
    """Tell the thread, once, what has become of the certificate; a newer letter's thread will."""
    drop, latest, mark = story.drop, story.watch.latest, mark_of(story)
    if not story.watch.superseded:
        words, subject = await services.words(drop.user), subject_of(story, services)
        reply = endings.watched_long_enough(subject, drop.user, WATCH_DAYS, words)
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
