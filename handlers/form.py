"""The form: how it opens, and what happens when it is submitted."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.action_ids import LETTER_FORM
from bot.inbound.forms import drop_of, read_submission
from bot.letters import inbox
from bot.overview.access import Asker
from bot.overview.form import Prefill, letter_form, objections
from bot.patience import CLICK_WAITS_FOR_FORM
from bot.services import Services
from bot.slack.api import SlackRefused, Trouble, ask
from bot.views.blocks import Reply
from handlers import payloads

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp, services: Services) -> None:
    """Listen to submitted forms.

    What was handed in is stored before the ack that closes the form. If it cannot be stored there
    is no ack: Slack says so, and the form stays as it was filled in.
    """

    async def on_submission(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        submission = read_submission(body, team=payloads.team_of(context))
        if submission is None:
            log.warning("ignored: malformed submission of the form")
            await ack()
            return
        errors = await objections(services, submission)
        if not errors:
            certificate, note = submission.certificate, submission.note
            drop, view_id = drop_of(submission), submission.view_id
            await inbox.submit(services.ledger, drop, certificate, note, view_id)
        await ack(**errors)

    app.view(LETTER_FORM)(on_submission)


async def open_form(
    services: Services, client: AsyncWebClient, trigger_id: str, asker: Asker, prefill: Prefill
) -> Reply | None:
    """Open the form for somebody; what they are told instead, if it does not open."""
    opening = await letter_form(services, asker, prefill)
    if opening.view is None:
        return opening.otherwise
    try:
        async with asyncio.timeout(CLICK_WAITS_FOR_FORM):
            await ask(client.views_open, trigger_id=trigger_id, view=opening.view)
    except (SlackRefused, Trouble, TimeoutError) as trouble:
        log.warning("no form for %s: %r", asker.user, trouble)
        return opening.otherwise
    return None
