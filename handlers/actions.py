"""Clicks and selects: answers to questions, pages of a list, the button that opens the form."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot import action_ids
from bot.inbound.clicks import ANSWERS, read_click
from bot.inbound.forms import Origin
from bot.inbound.messages import Answer
from bot.letters import inbox
from bot.overview import lists
from bot.overview.access import in_one_block, words_of
from bot.overview.form import options
from bot.services import Services
from bot.slack.shapes import Block, Reply
from handlers import payloads
from handlers.form import open_form
from handlers.private_replies import replying_privately

log = logging.getLogger("letterdrop.handlers")


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to what people click, choose and search for."""

    async def on_answer(body: dict[str, Any], context: AsyncBoltContext) -> Reply | None:
        return await _answer(services, body, payloads.team_of(context), bot_user)

    async def on_page(click: payloads.Click, context: AsyncBoltContext) -> Reply:
        return await lists.pending(services, payloads.asker(click, context), click.page)

    async def on_open_form(click: payloads.Click, context: AsyncBoltContext) -> Reply | None:
        client, asker = context.client, payloads.asker(click, context)
        origin, known = Origin(asker.channel), click.certificate_id
        return await open_form(services, client, click.trigger_id, asker, origin, known)

    async def on_search(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        found: list[Block] = []
        if search := payloads.read(payloads.Search, body):
            found = await options(services, payloads.asker(search, context), search.value)
        await ack(options=found)

    for action in ANSWERS:
        app.action(action)(replying_privately(dict, on_answer))
    show_page = replying_privately(payloads.Click, on_page, in_place=True)
    app.action(action_ids.PREVIOUS_PAGE)(show_page)
    app.action(action_ids.NEXT_PAGE)(show_page)
    app.action(action_ids.OPEN_FORM)(replying_privately(payloads.Click, on_open_form))
    for select in (action_ids.CHOOSE_CERTIFICATE, action_ids.CERTIFICATE_ACTION):
        app.options(select)(on_search)


async def _answer(
    services: Services, body: dict[str, Any], team: str, bot_user: str
) -> Reply | None:
    """Store what is said to a question, which its job judges; what is told if that cannot be."""
    said = read_click(body, team=team)
    message = body.get("message")
    if said is None or not isinstance(message, dict) or message.get("user") != bot_user:
        log.warning("ignored: a click that fits no question of ours")
        return None
    words, trouble = await asyncio.gather(words_of(services, said.user), _store(services, said))
    return in_one_block(words.say(trouble)) if trouble else None


async def _store(services: Services, said: Answer) -> str:
    """Store an answer; the key of what is told if that cannot be done, else ""."""
    too_late = "watching-ended" if said.decision == "stop" else "question-closed"
    try:
        return "" if await inbox.answer(services.ledger, said) else too_late
    except inbox.StillBusy:
        return "ask-again"
