"""What the ledger keeps of a letter, and how its row is read and written.

A new release reads the rows of an old one: a field may be added here with a default, and none may
change its meaning.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec

from bot import problems
from bot.certificates.other_names import OtherName
from bot.files.results import USUAL, Mending
from bot.inbound.messages import Answer, Drop
from bot.inbound.pairing import Pairing
from bot.jobs.ledger import Job, Ledger, Next
from bot.letters.states import State
from bot.problems import Problem
from bot.slack.messages import Place
from bot.slack.shapes import File
from bot.tencent.certificate import CertificateStatus, Status
from bot.tencent.responses import Receipt
from bot.views.questions import Hint

log = logging.getLogger("letterdrop.letters")
_warn_once = lru_cache(1_000)(log.warning)

MOST_LETTERS = 100  # letters of a conversation that are looked through


class Asks(StrEnum):
    """What an open question asks."""

    CERTIFICATE = "certificate"
    FILE = "file"
    REVOCATION = "revocation"
    PAGES = "pages"
    MENDED = "mended"
    DOUBTED = "other-name"  # looks or names of a letter that goes out as it is


ABOUT_THE_LETTER = frozenset({Asks.PAGES, Asks.MENDED, Asks.DOUBTED})
"""Questions after which somebody may well come with a better file."""


@dataclass(frozen=True)
class Question:
    """The question about a letter, and what was said to it; its number counts those before it.

    `ts`: of the bot's message, "" while none is open; `open_until`: Unix seconds. `named`: several
    certificates that the drop may be for. `hint`: what is to be said about an answer that does not
    fit, `hinted` what has been said so; `form`: the form that has answered it; `settled_by`: what
    somebody who may has made of it.
    """

    asks: Asks = Asks.CERTIFICATE
    ts: str = ""
    number: int = 0
    open_until: float = 0.0
    named: tuple[str, ...] = ()
    hint: str = ""
    hinted: tuple[str, ...] = ()
    form: str = ""
    settled_by: Answer | None = None


@dataclass(frozen=True)
class Adjusted:
    """What is made of the files, what is found in them, and who has agreed to that.

    `joined`: all files of the drop are one letter. `pages`: those that were chosen, counted from 1,
    of the `pages_offered`. `file`: the letter as it was adjusted, in the thread; `mending`: what
    was changed. `warnings`: what is odd about a file that goes out as it is (those of
    `bot.files.results`, or of another release); `other_names`: what the letter speaks of, instead
    of the certificate. `fingerprint`: of the upload, the same for the same bytes and certificate.
    """

    joined: bool = False
    pages_offered: int = 0
    pages: tuple[int, ...] = ()
    file: File | None = None
    mending: Mending | None = None
    warnings: tuple[str, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    fingerprint: str = ""
    confirmed_by: str = ""
    looks_confirmed_by: str = ""
    other_name_confirmed_by: str = ""
    revocation_confirmed_by: str = ""

    @property
    def doubted_looks(self) -> tuple[str, ...]:
        """What is odd about the file, and nobody has confirmed: for whatever certificate it is."""
        return (
            ()
            if self.looks_confirmed_by
            else tuple(each for each in self.warnings if each not in USUAL)
        )

    @property
    def doubted_names(self) -> tuple[OtherName, ...]:
        """What the letter speaks of, and nobody has confirmed for this certificate."""
        return () if self.other_name_confirmed_by else self.other_names


class Uploaded(msgspec.Struct, frozen=True, tag="uploaded"):
    """Tencent Cloud has got the letter, at that time (Unix seconds)."""

    receipt: Receipt
    at: float


class UploadedBefore(msgspec.Struct, frozen=True, tag="uploaded-before"):
    """The letter was there already: its first receipt, when (Unix seconds), and where it stands."""

    receipt: Receipt
    at: float
    channel: str
    result_ts: str


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The letter was not uploaded; `why` is the problem as JSON."""

    why: dict[str, Any]

    @property
    def kind(self) -> str:
        """The problem's name, for the log; of another release it may be one unknown here."""
        return str(self.why.get("problem"))

    @property
    def problem(self) -> Problem:
        """What went wrong."""
        return problems.from_json(self.why)


@dataclass(frozen=True)
class Watch:
    """How the letter's certificate is watched until the CA has decided.

    `until`: Unix seconds; `latest`: the certificate as it was shown meanwhile. `superseded`: a
    newer letter for it has taken this one's place; `stopped_by`: who let the watching end.
    """

    until: float = 0.0
    latest: CertificateStatus | None = None
    superseded: bool = False
    stopped_by: str = ""


@dataclass(frozen=True)
class Story:
    """What the ledger keeps of a letter: references and outcomes, never its bytes."""

    drop: Drop
    certificate_id: str = ""
    certificate: CertificateStatus | None = None  # as Tencent Cloud showed it before the upload
    question: Question = Question()
    adjusted: Adjusted = Adjusted()
    outcome: Uploaded | UploadedBefore | Refused | None = None
    watch: Watch = Watch()
    answer: Answer | None = None  # that is being looked at
    came_from: str = State.SILENT  # where the answer has met it; maybe a state of another release
    note: str = ""  # from the form, until it is said
    plan: Pairing | None = None  # how several files are taken apart, until that is done
    parts: tuple[str, ...] = ()  # the jobs of one message with several letters, this one among them
    turned_away: tuple[str, ...] = ()  # who was told that they may not
    posters: tuple[str, ...] = ()  # further user IDs of whoever dropped it (Enterprise Grid)
    reopened: bool = False  # it was refused before, and named anew
    edited: str = ""  # the ts of the drop's last edit that was read
    is_marked: bool = False  # 👀 stands on the drop
    line_ts: str = ""  # of the bot's line in the thread; the result takes its place
    heard: tuple[str, ...] = ()  # the ts of the last answers that were looked at
    left: tuple[str, ...] = ()  # names of files beside it that can be no letter
    cut_off: bool = False  # a run ended unawares: what it said is looked for before speaking

    @property
    def file_name(self) -> str:
        """What the letter's file is called, and once it was adjusted that one."""
        return self.adjusted.file.name if self.adjusted.file else self.drop.files[0].name

    def files_called(self, names: Sequence[str]) -> tuple[File, ...]:
        """Those of its files that are called so, or the end of whose name is written so."""
        files = self.drop.files
        return tuple(each for each in files if each.name.lower().endswith(tuple(names) or ("/",)))

    @property
    def untold_mending(self) -> Mending | None:
        """What was changed on the letter, as long as nobody has agreed to it."""
        adjusted = self.adjusted
        is_told = adjusted.confirmed_by or adjusted.revocation_confirmed_by
        return None if is_told else adjusted.mending

    @property
    def may_have_wrong_id(self) -> bool:
        """Whether it was refused, and another ID may be all that is missing."""
        return self.problem is not None and self.problem.traits.may_be_wrong_id

    @property
    def place(self) -> Place:
        """Where the letter's thread is."""
        return Place(self.drop.channel, self.drop.thread)

    @property
    def revokes(self) -> bool:
        """Whether it is for a certificate that waits for a revocation letter, or has got it."""
        revoking = (Status.WAITING_FOR_REVOKE_LETTER, Status.REVOKING)
        return self.certificate is not None and self.certificate.status in revoking

    @property
    def receipt(self) -> Receipt | None:
        """What proves that Tencent Cloud has the letter, since now or before."""
        outcome = self.outcome
        return outcome.receipt if isinstance(outcome, Uploaded | UploadedBefore) else None

    @property
    def problem(self) -> Problem | None:
        """Why the letter was not uploaded."""
        return self.outcome.problem if isinstance(self.outcome, Refused) else None

    def is_by(self, user: str) -> bool:
        """Whether this person has dropped it, by whichever ID Slack names them."""
        return user == self.drop.user or user in self.posters

    @property
    def heard_at(self) -> Place:
        """Where whoever spoke last sees what only they are told: a thread if a reply is in it."""
        drop, said = self.drop, self.answer or self.question.settled_by
        if drop.is_direct:
            return self.place
        if said and (said.ts or said.question_ts):
            return Place(drop.channel, said.thread)
        return Place(drop.channel, "" if drop.thread == drop.ts else drop.thread)

    def with_problem(self, problem: Problem) -> "Story":
        """The story, come to this problem."""
        return replace(self, outcome=Refused(problems.to_json(problem)))

    def with_question(self, asks: Asks) -> "Story":
        """The story that is to ask this."""
        return replace(self, question=replace(self.question, asks=asks))


def readable_story(job: Job) -> Story | None:
    """Read a letter's row; None, and a warning once, where this release cannot."""
    try:
        story = msgspec.convert(job.data, Story)
        _ = story.drop.files[0]  # each letter has one
        Hint(story.question.hint.partition(" ")[0] or Hint.NONSENSE)
    except (ValueError, IndexError) as error:
        _warn_once("job %s: this release cannot read its row: %s", job.id, str(error))
        return None
    return story


@dataclass(frozen=True)
class Row:
    """A letter's row, read: its job, and what that keeps."""

    job: Job
    story: Story

    @property
    def state(self) -> State:
        """Where the letter stands."""
        return State(self.job.state)


def readable(jobs: Iterable[Job]) -> list[Row]:
    """Those of the letters that can be read and stand in a thread, which not all of a form's do.

    The row of another release must not make its whole conversation deaf.
    """
    stories = ((job, readable_story(job)) for job in jobs)
    return [
        Row(job, story)
        for job, story in stories
        if story and re.fullmatch(r"\d+\.\d+", story.drop.ts)
    ]


async def find_letters(ledger: Ledger, **marks: Any) -> list[Row]:
    """The letters with these marks (`Ledger.find`), the last that was dropped first."""
    return readable(await ledger.find(limit=MOST_LETTERS, **marks))


def to(state: str, story: Story, wait: float | None = 0.0) -> Next:
    """Write a letter's row: its next state, due in `wait` seconds; None: it has ended."""
    return Next(state, story, wait, story.certificate_id or None, thread_key(story.drop))


def refuse(story: Story, problem: Problem) -> Next:
    """Write a letter's row: it ends with this problem, which is yet to be told."""
    return to(State.REPLYING, story.with_problem(problem))


def thread_key(said: Drop | Answer) -> str:
    """Name the conversation in which an answer finds its question: a thread, or a whole DM.

    In a DM people answer with their next message, which stands in no thread.
    """
    return said.channel if said.is_direct else f"{said.channel}:{said.thread}"
