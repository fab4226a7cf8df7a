"""announcing: what the form brings gets a message of its own."""

import logging
from dataclasses import replace
from functools import partial

from bot.jobs.ledger import Job, Next
from bot.letters.received import turn_away
from bot.letters.states import State
from bot.letters.story import Story, to
from bot.permissions import may_upload
from bot.services import Services
from bot.slack.messages import CannotPost, Place, Step
from bot.slack.shapes import Reply
from bot.views import results
from bot.views.subject import Subject

log = logging.getLogger("letterdrop.letters")


async def announcing(job: Job, story: Story, services: Services) -> Next:
    """Say in the channel who hands in which letter; where the bot is no member, in a DM."""
    drop = story.drop
    person = await services.person(drop.user, drop.sent_from_team)
    if problem := may_upload(person, drop.channel, services.rules):
        return await turn_away(job, story, problem, person, services)
    seen = await services.look_up(services.words_of(person).locale)(story.certificate_id)
    about = Subject(story.file_name, story.certificate_id, certificate=seen.certificate)
    reply = results.submitted(services.words_of(person), drop.user, about, story.note)
    spot = await _announced(job, drop.channel, drop.user, reply, services)
    kind = "im" if spot.channel.startswith("D") else drop.channel_type
    stands = replace(
        drop, channel=spot.channel, channel_type=kind, ts=spot.thread, thread=spot.thread
    )
    return to(State.RECEIVED, replace(story, drop=stands, note=""))


async def _announced(job: Job, channel: str, user: str, reply: Reply, services: Services) -> Place:
    step, look = Step(job.id, "submitted"), job.tries > 1
    announce = partial(
        services.messages.announce, step=step, reply=reply, since=job.added, look=look
    )
    try:
        return await announce(channel)
    except CannotPost as no:
        log.info("job %s: told the person alone, for %s: %s", job.id, channel, no)
        return await announce(user)
