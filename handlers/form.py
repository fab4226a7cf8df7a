"""The form: how it opens, and what happens when it is submitted."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import enquiries, inbox
from bot.desk import Desk
from bot.enquiries import Asker, Wish
from bot.slack import SlackRefused, Trouble, ask
from bot.submissions import Submission, drop_of, read_submission
from bot.views.blocks import Reply
from bot.views.form import CALLBACK_ID
from handlers import payloads

log = logging.getLogger("letterdrop.handlers")

OPENS_WITHIN = 1.2
"""Seconds that Slack has for opening a form."""


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to submitted forms.

    What was handed in is stored before the ack that closes the form. If it cannot be stored there
    is no ack: Slack says so, and the form stays as it was filled in.
    """

    async def on_submission(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        submission = read_submission(body, team=payloads.team_of(context))
        if submission is None:
            log.warning("ignored: malformed submission of the form")
            await ack()
        elif objections := await enquiries.objections(desk, submission):
            await ack(**objections)
        else:
            await _store(desk, submission)
            await ack()

    app.view(CALLBACK_ID)(on_submission)


async def _store(desk: Desk, submission: Submission) -> None:
    drop, note = drop_of(submission), submission.note
    await inbox.submit(desk.ledger, drop, submission.certificate, note, submission.view_id)


async def open_form(
    desk: Desk, client: AsyncWebClient, trigger_id: str, asker: Asker, wish: Wish
) -> Reply | None:
    """Open the form for somebody; what they are told instead, if it does not open."""
    opening = await enquiries.letter_form(desk, asker, wish)
    if opening.view is None:
        return opening.instead
    try:
        async with asyncio.timeout(OPENS_WITHIN):
            await ask(client.views_open, trigger_id=trigger_id, view=opening.view)
    except (SlackRefused, Trouble, TimeoutError) as trouble:
        log.warning("no form for %s: %r", asker.user, trouble)
        return opening.instead
    return None
