"""`/letter`: how to use the bot, told to the one who asks."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.views.home import help_text
from bot.views.words import WordsOf

COMMAND = "/letter"


def register(app: AsyncApp, words_of: WordsOf) -> None:
    """Listen to the command."""

    async def on_command(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(help_text(await words_of(command["user_id"])))

    app.command(COMMAND)(on_command)
