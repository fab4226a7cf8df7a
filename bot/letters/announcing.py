"""announcing: what the form brings gets a message of its own."""

import logging
from dataclasses import replace
from functools import partial

from bot.jobs.ledger import Job, Next
from bot.letters.received import turn_away
from bot.letters.states import State
from bot.letters.story import Story, to
from bot.permissions import why_not_allowed
from bot.services import Services
from bot.slack.api import SlackRefused
from bot.slack.messages import Step
from bot.views import results
from bot.views.subject import Subject

log = logging.getLogger("letterdrop.letters")


async def announcing(job: Job, story: Story, services: Services) -> Next:
    """Say in the channel who hands in which letter; where the bot is no member, in a DM."""
    drop = story.drop
    person = await services.person(drop.user, drop.sent_from_team)
    if problem := why_not_allowed(person, drop.channel, services.rules):
        return await turn_away(job, story, problem, person, services)
    words = services.words_of(person)
    seen = await services.look_up(words.locale)(story.certificate_id)
    about = Subject(story.file_name, story.certificate_id, certificate=seen.certificate)
    announce = partial(
        services.messages.announce,
        step=Step(job.id, "submitted"),
        reply=results.submitted(words, drop.user, about, story.note),
        since=job.added,
        look=job.tries > 1,
    )
    try:
        spot = await announce(drop.channel)
    except SlackRefused as no:
        log.info("job %s: told the person alone, for %s: %s", job.id, drop.channel, no)
        spot = await announce(drop.user)
    kind = "im" if spot.channel.startswith("D") else drop.channel_type
    drop = replace(
        drop, channel=spot.channel, channel_type=kind, ts=spot.thread, thread=spot.thread
    )
    return to(State.RECEIVED, replace(story, drop=drop, note=""))
