"""What the tests of the sandbox's Slack share; each has a `slack` with habits of its own."""

import sys
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import Slack
from tests import forkserver
from tests.sandbox.plain_app import Bot, socket


@pytest.fixture
async def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what the sandbox starts here forked off, with all imports done."""
    monkeypatch.setattr(sys, "executable", forkserver.python())


@pytest.fixture
async def bot(slack: Slack) -> AsyncIterator[Bot]:
    bot = Bot(slack)
    async with socket(bot, slack):
        yield bot
