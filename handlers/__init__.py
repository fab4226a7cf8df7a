"""Slack's listeners: thin and plain, one file for each way in.

Bolt runs the first listener that matches, so the ones that take everything come last: a delivery
that nobody listens to would go unacknowledged, and Slack would send it again and again.
"""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.jobs import Ledger
from bot.views.words import WordsOf
from handlers import command, errors, home, messages, shortcut


def register(app: AsyncApp, ledger: Ledger, bot_user: str, words_of: WordsOf) -> None:
    """Put every listener of Letterdrop on the app.

    `words_of` gives the words in the language of a user ID, within the three seconds of an ack.
    """
    messages.register(app, ledger, bot_user)
    command.register(app, words_of)
    shortcut.register(app, ledger, bot_user, words_of)
    home.register(app, words_of)
    errors.register(app)
    app.event(re.compile(".*"))(_nothing)
    app.action(re.compile(".*"))(_acknowledge)


async def _nothing() -> None:
    """Let Bolt acknowledge an event that is none of ours."""


async def _acknowledge(ack: AsyncAck) -> None:
    """Acknowledge a click on a link button, or on a button of another release."""
    await ack()
