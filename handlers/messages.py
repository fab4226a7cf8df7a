"""A message in a channel, a group or a direct conversation: the main way in."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.inbound import messages
from bot.letters import inbox
from bot.services import Services
from handlers import payloads

log = logging.getLogger("letterdrop.messages")


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to every message; one listener, since Bolt runs only the first that matches.

    A drop, or an answer to a question, is stored before Slack's ack. The listener raises what the
    database raises: then there is no ack, and Slack delivers again.
    """

    async def on_message(body: dict[str, Any], context: AsyncBoltContext) -> None:
        team, is_shared = payloads.team_of(context), body.get("is_ext_shared_channel") is True
        match messages.read(body["event"], team=team, bot_user=bot_user, is_shared=is_shared):
            case messages.Drop() as drop:
                await inbox.begin(services.ledger, drop)
            case messages.Answer() as answer:
                await inbox.answer(services.ledger, answer)
            case messages.Remark() as remark:
                await inbox.remark(services.ledger, remark)
            case messages.Ignored(reason, malformed):
                log.log(logging.WARNING if malformed else logging.DEBUG, "ignored: %s", reason)

    app.event("message")(on_message)
