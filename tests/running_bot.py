"""The bot in this process, at work between the sandbox's Slack and Tencent Cloud."""

import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import sandbox
from bot import app, settings
from bot.files.process.run import LOOK, MEND, Readers
from bot.patience import SLACK_CALL, TENCENT_CALL
from bot.services import Pace
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, Message, Slack, Upload
from sandbox.tencent import Tencent

DAY = 86_400.0
SLOW_MACHINE = 20.0
"""Seconds that Slack waits for an ack, instead of three: listeners are told from slow services by
delays of thirty. Whether three are enough shows the demo; tests/test_patience.py adds them up."""
QUICK = Pace(
    mark_after=0.0,
    line_after=3_600,
    looks=(0.05, 0.05),
    looks_for_file=(0.05, 0.05, 0.05),
    slack=replace(SLACK_CALL, first_wait=0.02, total=60.0),
    tencent=replace(TENCENT_CALL, first_wait=0.02),
    failed_step=0.05,
    clock_settles=0.0,
)
"""No line tells that work takes long: on a slow machine it would stand where a question should."""
WITH_LINE = replace(QUICK, line_after=0.1)
"""A line about work that takes long: for the tests that make it take long."""
LINE_AFTER = (0.3, 3.0, 30.0)
"""Seconds, for a line about a later stage: on a slow machine the first ones come too early."""
ACCEPTED, REFUSED, WORKING = "white_check_mark", "x", "eyes"
IN_CONSOLE, NONE_NEEDED, UNCLEAR = "point_right", "information_source", "question"
ENDS = (ACCEPTED, REFUSED, IN_CONSOLE, NONE_NEEDED, UNCLEAR)


class Clock:
    """The ledger's clock: the real one, but days can pass at once."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None
        self.forward_server: Callable[[float], None] = lambda _: None  # a ledger on PostgreSQL
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass; what is due then is worked off now."""
        self._ahead += seconds
        self.forward_server(seconds)
        self.wake()


@dataclass(frozen=True)
class Trial:
    """What a test does as a person, and what it sees as one."""

    slack: Slack
    tencent: Tencent
    clock: Clock = field(default_factory=Clock)

    async def drop(self, text: str, *files: Upload, **how: Any) -> str:
        """Drop files in #certificates as Alice, unless told otherwise; the message's ts."""
        return await self.slack.drop(
            **{"user": ALICE, "channel": CERTIFICATES, "text": text, "files": files} | how
        )

    async def ended(self, ts: str, channel: str = CERTIFICATES) -> str:
        """Wait for the end of a drop; the reaction that tells it."""
        await self.slack.until(lambda: self.mark(ts, channel) in ENDS)
        return self.mark(ts, channel)

    def mark(self, ts: str, channel: str = CERTIFICATES) -> str:
        """The bot's one reaction; "" for none."""
        reactions = self.slack.message(channel, ts).reactions
        ours = [name for name, people in reactions.items() if BOT_USER in people]
        return ours[0] if len(ours) == 1 else ""

    def said(self, ts: str, channel: str = CERTIFICATES) -> list[Message]:
        """What the bot has said in the thread."""
        replies = self.slack.thread(channel, ts)
        return [m for m in replies if m.user == BOT_USER and not m.deleted]

    async def answer(self, ts: str, channel: str = CERTIFICATES) -> str:
        """Wait for the end; the text of the bot's one message in the thread."""
        await self.ended(ts, channel)
        (message,) = self.said(ts, channel)
        return message.text

    async def question(self, ts: str, channel: str = CERTIFICATES) -> str:
        """Wait for the bot's first message in the thread; its text."""
        await self.slack.until(lambda: self.said(ts, channel))
        return self.said(ts, channel)[0].text


def configured(trial: Trial | sandbox.Sandbox, folder: Path, **more: str) -> settings.Settings:
    """Settings that point at the sandbox."""
    box = sandbox.Sandbox(trial.slack, trial.tencent)
    return settings.read(box.settings(folder) | more, folder / "none.env")


@cache
def readers() -> Readers:
    """The one that all bots share, since each start of its processes takes its time."""
    look, mend = replace(LOOK, wall=60.0), replace(MEND, wall=60.0)  # on a slow machine too
    return Readers(os.environ, look=look, mend=mend)


def connected(
    config: settings.Settings, pace: Pace = QUICK, now: Callable[[], float] = time.time
) -> AbstractAsyncContextManager[app.Running]:
    """The bot, connected and at work within the block; with the readers that all share."""
    return app.running(config, pace, now, readers())


@asynccontextmanager
async def opened(
    folder: Path, variables: Mapping[str, str] | None = None, pace: Pace = QUICK
) -> AsyncIterator[Trial]:
    """The sandbox, and the bot connected to it."""
    async with sandbox.running() as box:
        box.slack.ack_deadline = box.slack.trigger_lifetime = SLOW_MACHINE
        config = configured(box, folder, **{"TENCENTCLOUD_RATE_LIMIT": "500", **(variables or {})})
        trial = Trial(box.slack, box.tencent)
        async with connected(config, pace, trial.clock) as bot:
            await box.slack.until(lambda: box.slack.connections)
            trial.clock.wake = bot.ledger.wake.set
            yield trial
