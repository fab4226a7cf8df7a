"""The form: how it opens, and what happens when it is submitted."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.action_ids import LETTER_FORM
from bot.inbound.forms import Origin, read_submission
from bot.letters import inbox
from bot.overview.access import Asker
from bot.overview.form import letter_form, objections, unreadable
from bot.patience import CLICK_WAITS_FOR_FORM
from bot.services import Services
from bot.slack.api import SlackRefused, Trouble, ask
from bot.slack.shapes import Reply
from handlers import payloads

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp, services: Services) -> None:
    """Listen to submitted forms.

    What was handed in is stored before the ack that closes the form. If it cannot be stored there
    is no ack: Slack says so, and the form stays as it was filled in. What cannot be read is told.
    """

    async def on_submission(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        submission = read_submission(body, team=payloads.team_of(context))
        if submission is None:
            log.warning("malformed submission of the form")
            await ack(**await unreadable(services, context.user_id or ""))
            return
        errors = await objections(services, submission)
        if not errors:
            await inbox.submit(services.ledger, submission)
        await ack(**errors)

    app.view(LETTER_FORM)(on_submission)


async def open_form(
    services: Services,
    client: AsyncWebClient,
    trigger_id: str,
    asker: Asker,
    origin: Origin,
    certificate_id: str = "",
) -> Reply | None:
    """Open the form for somebody; what they are told instead, if it does not open."""
    view, otherwise = await letter_form(services, asker, origin, certificate_id)
    if view is None:
        return otherwise
    try:
        async with asyncio.timeout(CLICK_WAITS_FOR_FORM):
            await ask(client.views_open, trigger_id=trigger_id, view=view)
    except (SlackRefused, Trouble, TimeoutError) as trouble:
        log.warning("no form for %s: %r", asker.user, trouble)
        return otherwise
    return None
