"""Who asks, in which language, and whether they may: found out within the seconds of a listener.

Slack gives a listener three seconds. So each look outside is bounded here, they go side by side,
and each reply has a form that does without what does not come in time.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.letters import audit
from bot.patience import FORM_WAITS_FOR_LOOKUP
from bot.permissions import Act, why_not_allowed
from bot.services import Services
from bot.slack.api import SlackBusy
from bot.slack.shapes import Reply
from bot.views import results
from bot.views.blocks import section
from bot.views.words import Words

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


@dataclass(frozen=True)
class Access:
    """The words for somebody, and in them why they get nothing to see, if they do not.

    `refused`: they may not even upload. `unseen`: why they may see no lists, "" if they may.
    """

    words: Words
    refused: str = ""
    unseen: str = ""

    @property
    def denial(self) -> Reply | None:
        """What is said in place of a list; None for somebody who may see it."""
        return in_one_block(self.unseen) if self.unseen else None


def in_one_block(text: str) -> Reply:
    """A text in mrkdwn as a message."""
    return Reply(text, [section(text)])


async def access_of(
    services: Services, asker: Asker, seconds: float = FORM_WAITS_FOR_LOOKUP
) -> Access:
    """Find out somebody's language, and what they may do from there, if Slack tells that soon."""
    look_up = services.person(asker.user, asker.team)
    words, person = await asyncio.gather(
        words_of(services, asker.user), within(seconds, look_up, None)
    )
    if person is None:
        return Access(words, unseen=words.say("ask-again"))
    why_not = partial(why_not_allowed, person, asker.channel, services.rules)
    reasons = [why_not(act) for act in (Act.UPLOAD, Act.LOOK)]
    if unseen := reasons[-1]:
        audit.tell(audit.of_denied_look(person.id, asker.channel, unseen))
    return Access(words, *(results.turned_away(why, words) if why else "" for why in reasons))


async def words_of(services: Services, user: str) -> Words:
    """The words in somebody's language, as far as Slack tells it soon."""
    return await services.words(user, FORM_WAITS_FOR_LOOKUP)


async def within(seconds: float, work: Awaitable[T], otherwise: D) -> T | D:
    """Await the work, for so long at most and while Slack responds; else take the stand-in."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except (TimeoutError, SlackBusy):
        return otherwise
