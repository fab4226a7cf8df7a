"""The message shortcut: points the bot to a file that is there already."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot import intake, story
from bot.jobs import Ledger
from bot.views.words import WordsOf

CALLBACK_ID = "upload_letter"


def register(app: AsyncApp, ledger: Ledger, bot_user: str, words_of: WordsOf) -> None:
    """Listen to the shortcut."""

    async def on_shortcut(ack: AsyncAck, shortcut: dict[str, Any], respond: AsyncRespond) -> None:
        drop = _drop(shortcut, bot_user)
        if drop is None:
            key = "shortcut-no-file"
        elif await story.begin(ledger, drop):
            key = "shortcut-started"
        else:
            key = "shortcut-known"
        words = await words_of(shortcut["user"]["id"])
        await ack()
        await respond(words.say(key), response_type="ephemeral", replace_original=False)

    app.shortcut({"type": "message_action", "callback_id": CALLBACK_ID})(on_shortcut)


def _drop(shortcut: dict[str, Any], bot_user: str) -> intake.Drop | None:
    """The message as a drop of the person who points to it, whoever posted it."""
    message = shortcut["message"]
    event = {
        "type": "message",
        "subtype": "file_share",
        "channel": shortcut["channel"]["id"],
        "user": shortcut["user"]["id"],
        "user_team": shortcut["user"].get("team_id"),
        **{key: message[key] for key in ("text", "ts", "thread_ts", "files") if key in message},
    }
    read = intake.read(event, team=shortcut["team"]["id"], bot_user=bot_user)
    return replace(read, addressed=True) if isinstance(read, intake.Drop) else None
