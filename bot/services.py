"""What the handlers of all states work with: the services, and the operator's decisions."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot import patience
from bot.certificates.lookup import LooksUp, Lookup, look_up_certificate
from bot.certificates.waiting import Waiting
from bot.files.process.run import Readers
from bot.files.results import Sound
from bot.files.turns import Turns
from bot.inbound.messages import Drop
from bot.jobs.ledger import Ledger
from bot.permissions import Person, PersonKind, Rules
from bot.problems import Problem
from bot.schedule import Digest
from bot.slack.api import SlackBusy
from bot.slack.downloads import Downloads, Fetched
from bot.slack.history import History
from bot.slack.messages import Messages
from bot.slack.people import People
from bot.slack.uploads import Uploads
from bot.tencent.client import Certificates, console_url
from bot.views.results import Stage
from bot.views.words import Words, words_for

BYTES_IN_HAND = 40 << 20  # of letters that may go out as they are, in memory at once
BYTES_OF_ONE = 30 << 20  # twenty letters of one person, should their uploads all hang
LARGE_FILES_IN_HAND = 1  # up to 50 MB, twice that while it is joined


@dataclass(frozen=True)
class Pace:
    """What tests wait for less long: signs of the work, looks at an unclear upload, new tries.

    `slack`, `tencent`: of their calls; `failed_step`: seconds before the second try of a job's;
    `question_list`: seconds that a question waits for the certificates that wait; `clock_settles`:
    after which a leap of the clock is believed.
    """

    mark_after: float = patience.MARK_AFTER
    line_after: float = patience.THREAD_WAITS_FOR_LINE
    looks: tuple[float, ...] = patience.LOOKS_AFTER_UNCLEAR_UPLOAD
    looks_for_file: tuple[float, ...] = patience.LOOKS_FOR_SHARED_FILE
    slack: patience.Patience = patience.SLACK_CALL
    tencent: patience.Patience = patience.TENCENT_CALL
    failed_step: float = patience.FAILED_STEP_FIRST_WAIT
    question_list: float = patience.QUESTION_WAITS_FOR_LIST
    clock_settles: float = patience.CLOCK_SETTLES


@dataclass(frozen=True)
class Opened:
    """The files of a letter as Slack hands them out, and what was seen inside a single one.

    `seen`: None where nobody has looked, since it does not do as it is, or was looked into before.
    """

    fetched: Sequence[Fetched]
    seen: Sound | Problem | None = None


@dataclass
class Work:
    """What goes on for a letter in hand: what is asked for already, and how far it is."""

    certificate_id: str = ""
    seen: asyncio.Task[Lookup] | None = None
    files: asyncio.Task[Opened | Problem] | None = None
    stage: Stage = "wait"


@dataclass(frozen=True)
class Services:
    """What every handler gets; `endpoint` is Tencent's: the console's address follows from it.

    `auto_mend`: a mended letter is sent without a question. `turns`: of bytes that small letters
    have in memory; `large_turns`: of large ones; `work`: for the letter in hand.
    """

    ledger: Ledger
    downloads: Downloads
    messages: Messages
    people: People
    history: History
    uploads: Uploads
    readers: Readers
    certificates: Certificates
    waiting: Waiting
    rules: Rules
    endpoint: str
    international: bool
    locale: str | None = None
    digest: Digest | None = None
    history_days: int = 400
    auto_mend: bool = False
    pace: Pace = Pace()
    turns: Turns = field(default_factory=partial(Turns, BYTES_IN_HAND, BYTES_OF_ONE))
    large_turns: Turns = field(default_factory=partial(Turns, LARGE_FILES_IN_HAND))
    work: Work = field(default_factory=Work)

    async def words(
        self, user_id: str, seconds: float = patience.REPLY_WAITS_FOR_LANGUAGE
    ) -> Words:
        """The words in this person's language, or the operator's; English rather than wait."""
        try:
            async with asyncio.timeout(seconds):
                return words_for(self.locale or await self.people.locale(user_id))
        except (TimeoutError, SlackBusy):
            return words_for(self.locale or "en-US")

    def words_of(self, person: Person) -> Words:
        """The words in the language of somebody who is known."""
        return words_for(self.locale or person.locale)

    async def person(self, user_id: str, sent_from_team: str | None = None) -> Person:
        """Who somebody is, by the event's hint if not by Slack; SlackBusy for what passes."""
        person = await self.people.person(user_id)
        if sent_from_team and person.kind is PersonKind.UNKNOWN:
            return replace(person, kind=PersonKind.EXTERNAL)
        return person

    def may_ask(self, drop: Drop) -> bool:
        """Whether the bot may speak unasked: a channel belongs to its people."""
        return drop.addressed or drop.on_topic or drop.channel in self.rules.channels

    def look_up(self, language: str) -> LooksUp:
        """How to read a certificate for somebody who reads this language."""

        async def look(certificate_id: str) -> Lookup:
            if self.work.seen and certificate_id == self.work.certificate_id:
                return await self.work.seen
            return await look_up_certificate(certificate_id, self.certificates, language)

        return look

    def console_url(self, certificate_id: str) -> str:
        """The certificate's page in the console."""
        return console_url(self.endpoint, certificate_id)
