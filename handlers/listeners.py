"""All listeners put on the app, and what holds for each of them.

A listener runs to its end before Slack gets its ack (`process_before_response`), and both have
three seconds. So it stores one row or opens one view, and looks outside only within bounds
(`bot/overview/access.py`).

Bolt runs the first listener that matches, so the ones that take everything come last: a delivery
that nobody listens to would go unacknowledged, and Slack would send it again and again.
"""

import logging
import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.jobs.database import DATABASE_TROUBLE, brief
from bot.letters.inbox import StillBusy
from bot.services import Services
from handlers import actions, command, events, form, shortcut

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Put every listener of Letterdrop on the app; `bot_user` is the bot's own user ID."""
    events.register(app, services, bot_user)
    command.register(app, services)
    form.register(app, services)
    actions.register(app, services, bot_user)
    shortcut.register(app, services, bot_user)
    app.error(on_error)
    app.event(re.compile(".*"))(_acknowledge)
    app.action(re.compile(".*"))(_acknowledge)
    app.view(re.compile(".*"))(_acknowledge)
    app.options(re.compile(".*"))(_offer_nothing)


async def _acknowledge(ack: AsyncAck) -> None:
    """Acknowledge what is none of ours, is done to a link, or to a surface of another release."""
    await ack()


async def _offer_nothing(ack: AsyncAck) -> None:
    """Offer nothing to a search in a select of another release."""
    await ack(options=[])


async def on_error(error: Exception) -> None:
    """Tell the log what a listener raised; a busy job is no fault.

    Nothing is returned, so Bolt responds with 500 and Slack delivers again.
    """
    if isinstance(error, StillBusy):
        log.info("an answer came while its letter was in work: Slack brings it again")
    elif isinstance(error, DATABASE_TROUBLE):
        log.error("not stored, so Slack delivers again: %s", brief(error))
    else:
        log.error("a listener failed, Slack delivers again", exc_info=error)
