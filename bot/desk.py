"""The desk that a letter's handlers work at: collaborators, and the operator's decisions."""

import asyncio
from dataclasses import dataclass

from bot.intake import Drop
from bot.jobs import Ledger
from bot.permissions import Rules
from bot.slack import SlackBusy
from bot.slack.files import Files
from bot.slack.people import People
from bot.slack.thread import Threads
from bot.story import Story
from bot.tencent.certificates import Certificates, console_url
from bot.views.answers import Subject
from bot.views.words import Words, words_for

WORDS_WITHIN = 1.5  # seconds that somebody's language is worth


@dataclass(frozen=True)
class Pace:
    """How long to wait, in seconds.

    `line_after`: of work, before the thread gets a line. `looks`: before each look at what became
    of an unclear upload; after the last one it is sent again.
    """

    line_after: float = 2.0
    looks: tuple[float, ...] = (2.0, 3.0)


@dataclass(frozen=True)
class Desk:
    """What every handler gets; `endpoint` is Tencent's: the console's address follows from it."""

    ledger: Ledger
    files: Files
    threads: Threads
    people: People
    certificates: Certificates
    rules: Rules
    endpoint: str
    locale: str | None = None
    history_days: int = 400
    pace: Pace = Pace()

    async def words(self, user_id: str) -> Words:
        """The words in this person's language, or the operator's; English rather than none.

        In time for a listener, too, which has three seconds until its ack.
        """
        try:
            async with asyncio.timeout(WORDS_WITHIN):
                return words_for(self.locale or (await self.people.person(user_id)).locale)
        except (TimeoutError, SlackBusy):
            return words_for("en-US")

    def may_ask(self, drop: Drop) -> bool:
        """Whether the bot may speak unasked: a channel is not its living room."""
        return drop.addressed or drop.on_topic or drop.channel in self.rules.channels

    def subject(self, story: Story) -> Subject:
        """What an answer is about."""
        if not story.certificate_id:
            return Subject(story.file_name)
        page = console_url(self.endpoint, story.certificate_id)
        return Subject(story.file_name, story.certificate_id, page)
