"""Both stand-ins, running, and the environment of a bot that works between them."""

import os
import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.kept_bot import KeptBot
from sandbox.slack import Slack
from sandbox.tencent import Tencent

REPOSITORY = Path(__file__).resolve().parent.parent
SETTINGS = re.compile(
    "(SLACK|TENCENTCLOUD|LETTERDROP|LOG)_.*|DATABASE_URL|PORT|.*_PROXY", re.IGNORECASE
)


@dataclass(frozen=True)
class Sandbox:
    """Both stand-ins, running."""

    slack: Slack
    tencent: Tencent
    bot: KeptBot | None = None  # where the sandbox runs it

    def settings(self, folder: Path) -> dict[str, str]:
        """The variables that point a bot at the stand-ins; its database lies in `folder`."""
        token = self.tencent.token
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
            "TENCENTCLOUD_SECRET_ID": self.tencent.secret_id,
            "TENCENTCLOUD_SECRET_KEY": self.tencent.secret_key,
            **({} if token is None else {"TENCENTCLOUD_TOKEN": token}),
            "TENCENTCLOUD_SSL_ENDPOINT": self.tencent.endpoint,
            "DATABASE_URL": f"sqlite:///{folder / 'letterdrop.db'}",
            "LOG_LEVEL": "INFO",
        }

    def environment(self, folder: Path, keep: Collection[str] = ()) -> dict[str, str]:
        """The whole environment of a bot's process: `settings`, and of ours what is to be kept.

        The process should be started in `folder`, so that no .env file is read; PYTHONPATH leads
        it to the code.
        """
        kept = [name for name in os.environ if name in keep or not SETTINGS.fullmatch(name)]
        inherited = {name: os.environ[name] for name in kept}
        return inherited | self.settings(folder) | {"PYTHONPATH": str(REPOSITORY)}


@asynccontextmanager
async def running() -> AsyncIterator[Sandbox]:
    """Start both stand-ins on free ports of 127.0.0.1; they end with the block."""
    async with Slack.start() as slack, Tencent.start() as tencent:
        yield Sandbox(slack, tencent)
