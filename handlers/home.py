"""The App Home: somebody opens it, and a worker shows it as things stand."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.housekeeping import open_home
from handlers import payloads


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to people who open the App Home."""

    async def on_home(event: dict[str, Any]) -> None:
        opened = payloads.read(payloads.HomeOpened, event)
        if opened and opened.tab == "home":
            await open_home(desk.ledger, opened.user)

    app.event("app_home_opened")(on_home)
