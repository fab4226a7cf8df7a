"""A plain Bolt app that is no bot of ours: the sandbox is tried out with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import Slack

PDF = b"%PDF-1.7 " + bytes(range(256)) * 20

MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "upload",
    "title": {"type": "plain_text", "text": "Upload"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "cert",
            "label": {"type": "plain_text", "text": "Certificate"},
            "element": {"type": "external_select", "action_id": "cert_id"},
        }
    ],
}
TEXT_BLOCK = {"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}


class Bot:
    """A Bolt app that writes down every event it hears and can be told to fail."""

    def __init__(self, slack: Slack) -> None:
        self.heard: list[dict[str, Any]] = []
        self.failures = 0
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        self.app = AsyncApp(
            client=client,
            signing_secret=slack.signing_secret,
            process_before_response=True,
        )
        self.app.event("message")(self.hear)
        self.app.event("file_shared")(self.hear)
        self.app.event("file_deleted")(self.hear)
        self.app.event("app_mention")(self.hear)
        self.app.event("app_home_opened")(self.hear)
        self.app.error(self.failed)

    async def hear(self, body: dict[str, Any]) -> None:
        self.heard.append(body)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("told to fail")

    async def failed(self, error: Exception) -> None:
        """Says nothing, so that Bolt responds with 500."""

    def events(self) -> list[str]:
        return [body["event"]["type"] for body in self.heard]


@asynccontextmanager
async def socket(bot: Bot, slack: Slack) -> AsyncIterator[AsyncSocketModeHandler]:
    """The bot, connected over one more socket."""
    before = len(slack.connections)
    handler = AsyncSocketModeHandler(bot.app, slack.app_token, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    await slack.until(lambda: len(slack.connections) > before)
    yield handler
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


def error_of(raised: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(raised.value.response["error"])
