"""Who asks, in which language, and whether they may: found out within the seconds of a listener.

Slack gives a listener three seconds. So each look outside is bounded here, they go side by side,
and each answer has a form that does without what does not come in time.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from bot.problems import Problem
from bot.services import Services
from bot.slack.api import SlackBusy
from bot.views import results
from bot.views.blocks import Reply, section
from bot.views.words import Words, words_for

T = TypeVar("T")

D = TypeVar("D")

SOON = 0.8
"""Seconds that a look outside is worth while a form is to be opened: its trigger lives three."""

IN_TIME = 1.6
"""The same where only an answer waits for it."""

AT_LEISURE = 5.0
"""The same for the Home, which nobody's click waits for."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and from which conversation; `team`: their workspace, when it is another one.

    In the App Home `channel` is the person's ID, by which Slack knows their direct message.
    """

    user: str
    channel: str
    team: str | None = None

    @property
    def is_at_home(self) -> bool:
        """Whether it is asked in the App Home, which is no conversation."""
        return self.channel == self.user


@dataclass(frozen=True)
class Greeting:
    """The words for somebody, and what they are told instead of an answer, if they are.

    `refused`: they may not. `unsure`: Slack does not tell soon whether they may.
    """

    words: Words
    refused: str = ""
    unsure: str = ""

    @property
    def instead(self) -> Reply | None:
        """What is said in place of a list; None for somebody who may see it."""
        told = self.refused or self.unsure
        return private(told) if told else None


def private(text: str) -> Reply:
    """A text in mrkdwn for one person alone."""
    return Reply(text, [section(text)])


async def greet(services: Services, asker: Asker, seconds: float = SOON) -> Greeting:
    """Find out somebody's language, and whether they may use the bot from there."""
    words, refusal = await asyncio.gather(
        words_of(services, asker.user), _refusal(services, asker, seconds)
    )
    if refusal is None:
        return Greeting(words)
    if isinstance(refusal, Problem):
        return Greeting(words, refused=results.turned_away(refusal, words))
    return Greeting(words, unsure=words.say("ask-again"))


async def words_of(services: Services, user: str) -> Words:
    """The words in somebody's language, as far as Slack tells it soon."""
    return await within(SOON, services.words(user), words_for(services.locale or "en-US"))


async def within(seconds: float, work: Awaitable[T], otherwise: D) -> T | D:
    """Await the work, for so long at most; then take what stands in for it."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        return otherwise


async def _refusal(services: Services, asker: Asker, seconds: float) -> Problem | SlackBusy | None:
    refusal = services.refusal(asker.user, asker.channel, asker.team)
    try:
        return await within(seconds, refusal, SlackBusy("no answer in time"))
    except SlackBusy as busy:
        return busy
