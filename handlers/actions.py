"""Clicks and selects: answers to questions, pages of a list, the button that opens the form."""

import asyncio
import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot import enquiries, inbox
from bot.certificate_ids import is_certificate_id
from bot.clicks import read_click
from bot.desk import Desk
from bot.enquiries import Wish
from bot.intake import Answer
from bot.submissions import Origin
from bot.views import answers, form, listing, mending, questions
from bot.views.blocks import Reply
from handlers import payloads, telling
from handlers.form import open_form

log = logging.getLogger("letterdrop.handlers")

ANSWERS = (
    questions.CHOOSE_CERTIFICATE,
    *questions.OFFER_CERTIFICATE,
    questions.CHOOSE_FILE,
    *questions.CHOOSE_FILE_BUTTON,
    questions.CONFIRM_REVOCATION,
    questions.DISMISS_QUESTION,
    answers.STOP_WATCHING,
    *mending.ACTIONS,
)
PAGES = (listing.PREVIOUS_PAGE, listing.NEXT_PAGE)
SEARCHES = (questions.CHOOSE_CERTIFICATE, form.CERTIFICATE_ACTION)


def register(app: AsyncApp, desk: Desk, bot_user: str) -> None:
    """Listen to what people click, choose and search for."""
    _take_answers(app, desk, bot_user)
    _turn_pages(app, desk)
    _open_forms(app, desk)
    _offer_options(app, desk)


def _take_answers(app: AsyncApp, desk: Desk, bot_user: str) -> None:
    """A click on a question is stored as its answer; what it claims is judged by the job."""

    async def on_answer(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, context: AsyncBoltContext
    ) -> None:
        await telling.privately(
            respond, await _answer(desk, body, payloads.team_of(context), bot_user)
        )
        await ack()

    for action in ANSWERS:
        app.action(action)(on_answer)


def _turn_pages(app: AsyncApp, desk: Desk) -> None:
    """A page takes the place of the one before, where that was seen by one person alone."""

    async def on_page(
        ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, context: AsyncBoltContext
    ) -> None:
        if click := payloads.read(payloads.Click, body):
            page = _number(click.actions[0].value)
            reply = await enquiries.pending(desk, payloads.asker(click, context), page)
            await telling.privately(respond, reply, in_place="message" not in body)
        await ack()

    for action in PAGES:
        app.action(action)(on_page)


def _open_forms(app: AsyncApp, desk: Desk) -> None:
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
            reply = await open_form(desk, client, click.trigger_id, asker, wish)
            await telling.privately(respond, reply)
        await ack()

    app.action(listing.OPEN_FORM)(on_open_form)


def _offer_options(app: AsyncApp, desk: Desk) -> None:
    """A search offers what waits for a letter."""

    async def on_search(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        search = payloads.read(payloads.Search, body)
        if search is None:
            await ack(options=[])
        else:
            asker = payloads.asker(search, context)
            await ack(options=await enquiries.options(desk, asker, search.value))

    for select in SEARCHES:
        app.options(select)(on_search)


async def _answer(desk: Desk, body: dict[str, Any], team: str, bot_user: str) -> Reply | None:
    """Give a question its answer; what the person who clicked is told, if it cannot be given."""
    said = read_click(body, team=team)
    if said is None or not _is_ours(body, bot_user):
        log.warning("ignored: a click that fits no question of ours")
        return None
    words, trouble = await asyncio.gather(
        enquiries.words_of(desk, said.user), _trouble_with(desk, said)
    )
    return enquiries.private(words.say(trouble)) if trouble else None


async def _trouble_with(desk: Desk, said: Answer) -> str:
    """Store an answer; the key of what is said if that cannot be done."""
    too_late = "watching-ended" if said.decision == "stop" else "question-closed"
    try:
        return "" if await inbox.answer(desk.ledger, said) else too_late
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
