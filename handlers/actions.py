"""Clicks and selects: answers to questions, pages of a list, the button that opens the form."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot import action_ids
from bot.inbound.clicks import read_click
from bot.inbound.forms import Origin
from bot.inbound.messages import Answer
from bot.letters import inbox
from bot.overview import lists
from bot.overview.access import private, words_of
from bot.overview.form import Prefill, options
from bot.services import Services
from bot.views.blocks import Block, Reply
from handlers import payloads
from handlers.form import open_form
from handlers.private_replies import replying_privately

log = logging.getLogger("letterdrop.handlers")

PAGES = (action_ids.PREVIOUS_PAGE, action_ids.NEXT_PAGE)
SEARCHES = (action_ids.CHOOSE_CERTIFICATE, action_ids.CERTIFICATE_ACTION)


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to what people click, choose and search for."""

    async def on_answer(body: dict[str, Any], context: AsyncBoltContext) -> Reply | None:
        return await _answer(services, body, payloads.team_of(context), bot_user)

    async def on_page(click: payloads.Click, context: AsyncBoltContext) -> Reply:
        return await lists.pending(services, payloads.asker(click, context), click.page)

    async def on_open_form(click: payloads.Click, context: AsyncBoltContext) -> Reply | None:
        asker = payloads.asker(click, context)
        prefill = Prefill(Origin(asker.channel), click.certificate_id)
        return await open_form(services, context.client, click.trigger_id, asker, prefill)

    async def on_search(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack(options=await _options(services, body, context))

    for action in action_ids.ANSWERS:
        app.action(action)(replying_privately(dict, on_answer))
    for action in PAGES:
        app.action(action)(replying_privately(payloads.Click, on_page, in_place=True))
    app.action(action_ids.OPEN_FORM)(replying_privately(payloads.Click, on_open_form))
    for select in SEARCHES:
        app.options(select)(on_search)


async def _options(
    services: Services, body: dict[str, Any], context: AsyncBoltContext
) -> list[Block]:
    search = payloads.read(payloads.Search, body)
    return await options(services, payloads.asker(search, context), search.value) if search else []


async def _answer(
    services: Services, body: dict[str, Any], team: str, bot_user: str
) -> Reply | None:
    """Store what is said to a question, which its job judges; what is told if that cannot be."""
    said = read_click(body, team=team)
    if said is None or not _is_ours(body, bot_user):
        log.warning("ignored: a click that fits no question of ours")
        return None
    words, trouble = await asyncio.gather(words_of(services, said.user), _store(services, said))
    return private(words.say(trouble)) if trouble else None


async def _store(services: Services, said: Answer) -> str:
    """Store an answer; the key of what is told if that cannot be done, else ""."""
    too_late = "watching-ended" if said.decision == "stop" else "question-closed"
    try:
        return "" if await inbox.answer(services.ledger, said) else too_late
    except inbox.StillBusy:
        return "ask-again"


def _is_ours(body: dict[str, Any], bot_user: str) -> bool:
    """Whether the clicked message is one that this bot has posted."""
    message = body.get("message")
    return isinstance(message, dict) and message.get("user") == bot_user
