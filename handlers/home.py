"""The App Home: somebody opens it, and a worker shows it as things stand."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.overview.home import open_home
from bot.services import Services
from handlers import payloads


def register(app: AsyncApp, services: Services) -> None:
    """Listen to people who open the App Home."""

    async def on_home(event: dict[str, Any]) -> None:
        opened = payloads.read(payloads.HomeOpened, event)
        if opened and opened.tab == "home":
            await open_home(services.ledger, opened.user)

    app.event("app_home_opened")(on_home)
