"""Who asks, in which language, and whether they may: found out within the seconds of a listener.

Slack gives a listener three seconds. So each look outside is bounded here, they go side by side,
and each reply has a form that does without what does not come in time.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from bot.patience import FORM_WAITS_FOR_LOOKUP
from bot.services import Services
from bot.slack.api import SlackBusy
from bot.slack.shapes import Reply
from bot.views import results
from bot.views.blocks import section
from bot.views.words import Words, words_for

T = TypeVar("T")

D = TypeVar("D")


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
class Access:
    """The words for somebody, and in them why they get nothing to see, if they do not.

    `refused`: they may not. `undecided`: Slack does not tell soon whether they may.
    """

    words: Words
    refused: str = ""
    undecided: str = ""

    @property
    def denial(self) -> Reply | None:
        """What is said in place of a list; None for somebody who may see it."""
        told = self.refused or self.undecided
        return private(told) if told else None


def private(text: str) -> Reply:
    """A text in mrkdwn for one person alone."""
    return Reply(text, [section(text)])


async def access_of(
    services: Services, asker: Asker, seconds: float = FORM_WAITS_FOR_LOOKUP
) -> Access:
    """Find out somebody's language, and whether they may use the bot from there."""
    refusal = services.refusal(asker.user, asker.channel, asker.team)
    words, why_not = await asyncio.gather(
        words_of(services, asker.user), within(seconds, refusal, "ask-again")
    )
    if isinstance(why_not, str):
        return Access(words, undecided=words.say(why_not))
    return Access(words, results.turned_away(why_not, words) if why_not else "")


async def words_of(services: Services, user: str) -> Words:
    """The words in somebody's language, as far as Slack tells it soon."""
    usual = words_for(services.locale or "en-US")
    return await within(FORM_WAITS_FOR_LOOKUP, services.words(user), usual)


async def within(seconds: float, work: Awaitable[T], otherwise: D) -> T | D:
    """Await the work, for so long at most and while Slack responds; else take the stand-in."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except (TimeoutError, SlackBusy):
        return otherwise
