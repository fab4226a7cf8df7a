"""The App Home: how to use the bot, in the reader's language."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.views.home import home
from bot.views.words import WordsOf


def register(app: AsyncApp, words_of: WordsOf) -> None:
    """Listen to people who open the App Home."""

    async def on_home(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "home":
            view = home(await words_of(event["user"]))
            await client.views_publish(user_id=event["user"], view=view)

    app.event("app_home_opened")(on_home)
