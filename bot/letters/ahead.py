"""What a clear drop needs from outside is asked for side by side, before anybody waits for it.

A drop that names one certificate by itself is looked up while Slack tells who has dropped it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.jobs.ledger import Job
from bot.letters.states import State
from bot.letters.story import Story
from bot.services import Services


@asynccontextmanager
async def asked_ahead(job: Job, story: Story, services: Services) -> AsyncIterator[Services]:
    """The services for one step of a letter, which within the block know what is asked already."""
    named = certificate_of(story) if job.state == State.RECEIVED else ""
    if not named:
        yield services
        return
    look = asyncio.ensure_future(services.look_up(services.locale or "en-US")(named))
    try:
        yield replace(services, seen={named: look})
    finally:
        look.cancel()


def certificate_of(story: Story) -> str:
    """The one certificate that a drop names at first, "" if there is none, or several."""
    is_new = not story.answer and not story.certificate_id
    named = story.drop.candidates
    return named[0].certificate_id if is_new and len(named) == 1 else ""
