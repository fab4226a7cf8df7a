"""Events: messages, which are the main way in, what becomes of them, and an opened App Home."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.inbound import messages
from bot.inbound.changes import Change, Edit, TakenBack, read_change, read_deleted_file
from bot.inbound.messages import Answer, Drop, Ignored
from bot.jobs.ledger import Ledger
from bot.letters import changes, inbox
from bot.overview.home import open_home
from bot.services import Services
from handlers import payloads

log = logging.getLogger("letterdrop.messages")


def register(app: AsyncApp, services: Services, bot_user: str) -> None:
    """Listen to every message, to what becomes of it, to deleted files and to the App Home.

    One listener for all messages, since Bolt runs only the first that matches. A drop, an answer
    to a question, or what has changed of them, is stored before Slack's ack. The listener raises
    what the database raises: then there is no ack, and Slack delivers again.
    """

    async def on_message(body: dict[str, Any], context: AsyncBoltContext) -> None:
        event, team = body["event"], payloads.team_of(context)
        is_change = event.get("subtype") in ("message_changed", "message_deleted")
        read = read_change if is_change else messages.read
        is_shared = body.get("is_ext_shared_channel") is True
        found = read(event, team=team, bot_user=bot_user, is_shared=is_shared)
        for each in found if isinstance(found, tuple) else (found,):
            await _store(services.ledger, each)

    async def on_deleted_file(body: dict[str, Any], context: AsyncBoltContext) -> None:
        deleted = read_deleted_file(body["event"], team=payloads.team_of(context))
        await _store(services.ledger, deleted)

    async def on_home(event: dict[str, Any]) -> None:
        opened = payloads.read(payloads.HomeOpened, event)
        if opened and opened.tab == "home":
            await open_home(services.ledger, opened.user)

    app.event("message")(on_message)
    app.event("file_deleted")(on_deleted_file)
    app.event("app_home_opened")(on_home)


async def _store(ledger: Ledger, said: Drop | Change) -> None:
    match said:
        case Drop():
            await inbox.begin(ledger, said)
        case Answer():
            await inbox.answer(ledger, said)
        case Edit() | TakenBack():
            await changes.store(ledger, said)
        case Ignored(reason, malformed):
            log.log(logging.WARNING if malformed else logging.DEBUG, "ignored: %s", reason)
