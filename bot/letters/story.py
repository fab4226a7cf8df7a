"""What the ledger keeps of a letter, and how its row is read and written.

A new release reads the rows of an old one: a field may be added here with a default, and none may
change its meaning.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from bot import problems
from bot.certificates.other_names import OtherName
from bot.files.changes import Mending
from bot.inbound.messages import Answer, Drop, Remark
from bot.inbound.pairing import Pairing
from bot.jobs.ledger import Job, Next
from bot.letters.states import State
from bot.letters.uploading import Arrival
from bot.problems import Problem
from bot.services import Services
from bot.slack.messages import Place
from bot.slack.shapes import File
from bot.tencent.certificate import CertificateStatus
from bot.views.results import Subject

SHORTLY = 600.0  # seconds within which a message belongs to the file before it
MANY = 100  # letters of a conversation that are looked through


class Asks(StrEnum):
    """What an open question asks."""

    CERTIFICATE = "certificate"
    FILE = "file"
    REVOCATION = "revocation"
    PAGES = "pages"
    MENDED = "mended"
    OTHER_NAME = "other-name"


ABOUT_THE_LETTER = frozenset({Asks.PAGES, Asks.MENDED, Asks.OTHER_NAME})
"""Questions after which somebody may well come with a better file."""


@dataclass(frozen=True)
class Earlier:
    """The first receipt of a letter that was dropped again: when (Unix seconds), and where."""

    arrival: Arrival
    at: float
    channel: str
    answer: str  # ts of the first answer


@dataclass(frozen=True)
class Story:
    """What the ledger keeps of a letter: references and outcomes, never its bytes."""

    drop: Drop
    certificate_id: str = ""
    certificate: CertificateStatus | None = None  # as Tencent Cloud showed it before the upload
    named: tuple[str, ...] = ()  # several certificates that the drop may be for
    plan: Pairing | None = None  # how several files are taken apart, until that is done
    parts: tuple[str, ...] = ()  # the jobs of one message with several letters, this one among them
    note: str = ""  # from the form, until it is said
    asks: Asks = Asks.CERTIFICATE
    question: str = ""  # ts of the bot's question
    questions: int = 0  # that were asked and closed before
    open_until: float = 0.0  # when the question is closed, in Unix seconds
    answer: Answer | None = None  # that is being looked at
    form: str = ""  # the form that has answered its question
    hint: str = ""  # what is to be said about an answer that does not fit
    hinted: tuple[str, ...] = ()  # what has been said so
    refused: tuple[str, ...] = ()  # who was told that they may not
    settled_by: Answer | None = None  # what somebody who may has made of its question
    revocation_confirmed_by: str = ""
    joined: bool = False  # all files of the drop are one letter
    choice: int = 0  # pages to choose the letter's from
    pages: tuple[int, ...] = ()  # those that were chosen, counted from 1
    mended: File | None = None  # the letter as it was mended, in the thread
    mending: Mending | None = None  # what was changed
    mended_confirmed_by: str = ""
    other_names: tuple[OtherName, ...] = ()  # what the letter speaks of, instead of the certificate
    other_name_confirmed_by: str = ""
    fingerprint: str = ""  # of the upload: the same for the same bytes and certificate
    reopened: bool = False  # it was refused before, and named anew
    line: str = ""  # ts of the bot's line in the thread; the answer takes its place
    cut_off: bool = False  # a run ended unawares: what it said is looked for before speaking
    arrival: Arrival | None = None
    arrived: float = 0.0  # when, in Unix seconds
    earlier: Earlier | None = None
    problem: dict[str, Any] | None = None
    watched_until: float = 0.0  # Unix seconds
    latest: CertificateStatus | None = None  # as it was shown while it is watched
    superseded: bool = False  # a newer letter for the same certificate has taken its place
    stopped_by: str = ""  # who let the watching end

    @property
    def file_name(self) -> str:
        """What the letter's file is called, and once it was mended that one."""
        return self.mended.name if self.mended else self.drop.files[0].name

    @property
    def file_names(self) -> list[str]:
        """What the files are called that were dropped."""
        return [file.name for file in self.drop.files]

    @property
    def untold_mending(self) -> Mending | None:
        """What was changed on the letter, as long as nobody has agreed to it."""
        is_told = self.mended_confirmed_by or self.revocation_confirmed_by
        return None if is_told else self.mending

    @property
    def may_have_wrong_id(self) -> bool:
        """Whether it was refused, and another ID may be all that is missing."""
        if self.problem is None:
            return False
        return problems.from_json(self.problem).traits.may_be_wrong_id

    @property
    def author(self) -> str:
        """Whose letter it is now: who answered the question, else who dropped it."""
        return self.answer.user if self.answer else self.drop.user


def story_of(job: Job) -> Story:
    """Read a letter's row."""
    return msgspec.convert(job.data, Story)


def to(state: str, story: Story, wait: float | None = 0.0) -> Next:
    """Write a letter's row: its next state, due in `wait` seconds; None: it has ended."""
    data, certificate = msgspec.to_builtins(story), story.certificate_id or None
    return Next(state, data, wait, certificate, thread_key(story.drop))


def refuse(story: Story, problem: Problem) -> Next:
    """Write a letter's row: it ends with this problem, which is yet to be told."""
    return to(State.REPLYING, with_problem(story, problem))


def with_problem(story: Story, problem: Problem) -> Story:
    """The story, come to this problem."""
    return replace(story, problem=problems.to_json(problem))


def as_dropped(story: Story) -> Story:
    """The story without what was learned of its files, or made of them."""
    return replace(
        story,
        joined=False,
        choice=0,
        pages=(),
        mended=None,
        mending=None,
        mended_confirmed_by="",
        other_names=(),
        other_name_confirmed_by="",
    )


def place(story: Story) -> Place:
    """Where the letter's thread is."""
    return Place(story.drop.channel, story.drop.thread)


def thread_key(said: Drop | Answer | Remark) -> str:
    """Name the conversation in which an answer finds its question: a thread, or a whole DM.

    In a DM people answer with their next message, which stands in no thread.
    """
    return said.channel if said.is_direct else f"{said.channel}:{said.thread}"


def subject_of(story: Story, services: Services) -> Subject:
    """What a result is about."""
    if not story.certificate_id:
        return Subject(story.file_name)
    page = services.console_url(story.certificate_id)
    return Subject(
        story.file_name, story.certificate_id, page, story.certificate, story.untold_mending
    )
