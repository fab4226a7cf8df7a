"""All listeners put on the app, and what holds for each of them.

A listener runs to its end before Slack gets its ack (`process_before_response`), and both have
three seconds. So it stores one row or opens one view, and looks outside only within bounds
(`bot/overview/access.py`).

Bolt runs the first listener that matches, so the ones that take everything come last: a delivery
that nobody listens to would go unacknowledged, and Slack would send it again and again.
"""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.services import Services
from handlers import actions, command, errors, form, home, messages, shortcut


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Put every listener of Letterdrop on the app; `bot_user` is the bot's own user ID."""
    messages.register(app, services, bot_user)
    command.register(app, services)
    form.register(app, services)
    actions.register(app, services, bot_user)
    shortcut.register(app, services, bot_user)
    home.register(app, services)
    errors.register(app)
    app.event(re.compile(".*"))(_nothing)
    app.action(re.compile(".*"))(_acknowledge)
    app.view(re.compile(".*"))(_acknowledge)
    app.options(re.compile(".*"))(_offer_nothing)


async def _nothing() -> None:
    """Let Bolt acknowledge an event that is none of ours."""


async def _acknowledge(ack: AsyncAck) -> None:
    """Acknowledge a click on a link button, or what is done to a surface of another release."""
    await ack()


async def _offer_nothing(ack: AsyncAck) -> None:
    """Offer nothing to a search in a select of another release."""
    await ack(options=[])
