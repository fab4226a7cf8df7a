"""A message in a channel, a group or a direct conversation: the main way in."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import intake, story
from bot.jobs import Ledger

log = logging.getLogger("letterdrop.messages")


def register(app: AsyncApp, ledger: Ledger, bot_user: str) -> None:
    """Listen to every message; one listener, since Bolt runs only the first that matches."""
    app.event("message")(on_message(ledger, bot_user))


def on_message(ledger: Ledger, bot_user: str) -> Callable[..., Awaitable[None]]:
    """Build the listener that stores a drop, or the answer to a question, before Slack's ack.

    It raises what the database raises: then there is no ack, and Slack delivers again.
    """

    async def listener(body: dict[str, Any]) -> None:
        match intake.read(body["event"], team=body.get("team_id") or "", bot_user=bot_user):
            case intake.Drop() as drop:
                await story.begin(ledger, drop)
            case intake.Answer() as answer:
                await story.answer(ledger, answer)
            case intake.Ignored(reason, malformed):
                log.log(logging.WARNING if malformed else logging.DEBUG, "ignored: %s", reason)

    return listener
