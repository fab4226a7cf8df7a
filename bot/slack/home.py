"""The App Home of each person (page "views.publish")."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.patience import SLACK_CALL, Patience
from bot.slack.api import SlackRefused, ask, retried

log = logging.getLogger("letterdrop.homes")


@dataclass(frozen=True)
class Homes:
    """Shows people their App Home."""

    client: AsyncWebClient
    patience: Patience = SLACK_CALL

    async def publish(self, user: str, view: dict[str, Any]) -> None:
        """Show this person this view, if Slack lets us. Raises SlackBusy for what passes."""
        publish = self.client.views_publish
        try:
            await retried(self.patience, lambda _: ask(publish, user_id=user, view=view))
        except SlackRefused as refused:
            log.warning("no Home for %s: %s", user, refused)
