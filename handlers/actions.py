"""Clicks and selects: answers to questions, pages of a list, the button that opens the form."""

import asyncio
import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import action_ids
from bot.inbound.clicks import read_click
from bot.inbound.forms import Origin
from bot.inbound.messages import Answer
from bot.letters import inbox
from bot.overview import lists
from bot.overview.access import private, words_of
from bot.overview.form import Wish, options
from bot.services import Services
from bot.text.certificate_ids import is_certificate_id
from bot.views.blocks import Reply
from handlers import payloads, private_replies
from handlers.form import open_form

log = logging.getLogger("letterdrop.handlers")

PAGES = (action_ids.PREVIOUS_PAGE, action_ids.NEXT_PAGE)
SEARCHES = (action_ids.CHOOSE_CERTIFICATE, action_ids.CERTIFICATE_ACTION)


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to what people click, choose and search for."""
    _take_answers(app, services, bot_user)
    _turn_pages(app, services)
    _open_forms(app, services)
    _offer_options(app, services)


def _take_answers(app: AsyncApp, services: Services, bot_user: str) -> None:
    """A click on a question is stored as its answer; what it claims is judged by the job."""

    async def on_answer(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, context: AsyncBoltContext
    ) -> None:
        await private_replies.privately(
            respond, await _answer(services, body, payloads.team_of(context), bot_user)
        )
        await ack()

    for action in action_ids.ANSWERS:
        app.action(action)(on_answer)


def _turn_pages(app: AsyncApp, services: Services) -> None:
    """A page takes the place of the one before, where that was seen by one person alone."""

    async def on_page(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, context: AsyncBoltContext
    ) -> None:
        if click := payloads.read(payloads.Click, body):
            page = _number(click.actions[0].value)
            reply = await lists.pending(services, payloads.asker(click, context), page)
            await private_replies.privately(respond, reply, in_place="message" not in body)
        await ack()

    for action in PAGES:
        app.action(action)(on_page)


def _open_forms(app: AsyncApp, services: Services) -> None:
    """A button beside a certificate, in a list or in the Home, opens the form for it."""

    async def on_open_form(
        ack: AsyncAck,
        body: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
        context: AsyncBoltContext,
    ) -> None:
        if click := payloads.read(payloads.Click, body):
            asker = payloads.asker(click, context)
            wish = Wish(Origin(asker.channel), _certificate(click.actions[0].value))
            reply = await open_form(services, client, click.trigger_id, asker, wish)
            await private_replies.privately(respond, reply)
        await ack()

    app.action(action_ids.OPEN_FORM)(on_open_form)


def _offer_options(app: AsyncApp, services: Services) -> None:
    """A search offers what waits for a letter."""

    async def on_search(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        search = payloads.read(payloads.Search, body)
        if search is None:
            await ack(options=[])
        else:
            asker = payloads.asker(search, context)
            await ack(options=await options(services, asker, search.value))

    for select in SEARCHES:
        app.options(select)(on_search)


async def _answer(
    services: Services, body: dict[str, Any], team: str, bot_user: str
) -> Reply | None:
    """Give a question its answer; what the person who clicked is told, if it cannot be given."""
    said = read_click(body, team=team)
    if said is None or not _is_ours(body, bot_user):
        log.warning("ignored: a click that fits no question of ours")
        return None
    words, trouble = await asyncio.gather(
        words_of(services, said.user), _trouble_with(services, said)
    )
    return private(words.say(trouble)) if trouble else None


async def _trouble_with(services: Services, said: Answer) -> str:
    """Store an answer; the key of what is said if that cannot be done."""
    too_late = "watching-ended" if said.decision == "stop" else "question-closed"
    try:
        return "" if await inbox.answer(services.ledger, said) else too_late
    except inbox.StillBusy:
        return "ask-again"


def _is_ours(body: dict[str, Any], bot_user: str) -> bool:
    """Whether the clicked message is one that this bot has posted."""
    message = body.get("message")
    return isinstance(message, dict) and message.get("user") == bot_user


def _number(value: str | None) -> int:
    """The page that a button names; the first one for what is no number."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else 1


def _certificate(value: str | None) -> str:
    """The certificate that a button names; "" for what is no ID."""
    return value if value and is_certificate_id(value) else ""
