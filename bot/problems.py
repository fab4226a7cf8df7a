"""Everything that can go wrong with a letter, as data.

    Problem
    ├── FileProblem        the file at Slack, the letter itself, what a look inside shows
    ├── questions          that nobody answered
    ├── OfKind             problems whose kinds are rows of a table
    │   ├── BadFile, FormatProblem, SizeProblem
    │   ├── NotAllowed       who may upload, and where: `bot/permissions.py`
    │   ├── NothingToUpload  the certificate takes no letter now: `bot/certificates/states.py`
    │   └── Refusal          Tencent Cloud said no: `bot/tencent/error_codes.py`
    ├── no clear response  TencentUnreachable · OutcomeUnclear
    └── Mishap             a bug of ours: something the operator must read in the log

Each kind has a key, under which `bot/locales/*.ftl` have its words (what happened; `.why`;
`.next`): for a class of its own that is the class's name in kebab-case. The same key names it in
the ledger and in the log.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import msgspec


class Mender(StrEnum):
    """Who can do something about a problem."""

    POSTER = "poster"
    OPERATOR = "operator"
    TENCENT = "tencent"
    SLACK = "slack"


class Heading(StrEnum):
    """The keys of what a bad ending is called in a word or two."""

    NOT_UPLOADED = "heading-not-uploaded"
    REFUSED = "heading-refused"
    NO_SUCH_CERTIFICATE = "heading-no-such-certificate"
    IN_CONSOLE = "heading-console"
    NONE_NEEDED = "heading-none-needed"
    UNCLEAR = "heading-unclear"


@dataclass(frozen=True)
class Traits:
    """What all problems of one kind have in common.

    `heading`: what this ending is called. `may_be_wrong_id`: whether another certificate ID may be
    all that is missing. `passes`: whether the same request, signed anew, may succeed some seconds
    later.
    """

    mender: Mender = Mender.POSTER
    heading: Heading = Heading.NOT_UPLOADED
    may_be_wrong_id: bool = False
    passes: bool = False


@dataclass(frozen=True)
class Problem:
    """What went wrong, in plain values that may be stored and shown."""

    TRAITS: ClassVar[Traits] = Traits()

    @property
    def key(self) -> str:
        """Which kind of problem it is, and the key of its words."""
        return _kebab(type(self).__name__)

    @property
    def traits(self) -> Traits:
        """What is known of its kind."""
        return self.TRAITS

    @property
    def in_console(self) -> bool:
        """Whether people bring the letter to Tencent's console themselves."""
        return self.traits.heading is Heading.IN_CONSOLE

    @property
    def to_do(self) -> str:
        """What the operator can do about it, for the log; "" where that is not theirs to do."""
        return TO_DO.get(self.key, "")


@dataclass(frozen=True)
class OfKind(Problem):
    """A problem whose kinds differ in nothing but words and traits: `kind` is a key of `KINDS`.

    Raises ValueError for any other one, which only a reader that was taken over would tell.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {}

    kind: str

    def __post_init__(self) -> None:
        if self.kind not in self.KINDS:
            raise ValueError(self.kind)

    @property
    def key(self) -> str:
        """Its kind."""
        return self.kind

    @property
    def traits(self) -> Traits:
        """The row of its kind."""
        return self.KINDS[self.kind]


class Failed(Exception):
    """Carries a problem out of a module that does I/O, to the edge where the person is told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


# Files -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileProblem(Problem):
    """Something is the matter with the file called `name`."""

    name: str


@dataclass(frozen=True)
class BadFile(FileProblem, OfKind):
    """There is no more to say of the file than the kind does."""

    KINDS: ClassVar[Mapping[str, Traits]] = {
        # At Slack
        "file-deleted": Traits(),  # before it could be read (`mode: tombstone`)
        "file-hidden": Traits(),  # by the plan's history limit (`mode: hidden_by_limit`)
        "remote-file": Traits(),  # it lies at another service, Slack only links it
        "slack-document": Traits(),  # a canvas, post, list or e-mail: a document of Slack's
        "file-not-visible": Traits(),  # not to the bot (`access_denied`, `file_not_found`)
        # A login page came instead of the file: the scope files:read, or access, is missing.
        "files-scope-missing": Traits(Mender.OPERATOR),
        "slack-unreachable": Traits(Mender.SLACK),  # not downloaded, after several tries
        # It could be mended, but Slack does not let the bot show what it would send (files:write).
        "cannot-show": Traits(Mender.OPERATOR),
        # By its content, whatever its name says
        "empty-file": Traits(),  # zero bytes
        "web-page": Traits(),  # HTML
        "executable": Traits(),  # a program
        "unknown-file": Traits(),  # nothing that has a kind of its own, and no letter
        "png-not-taken": Traits(),  # for a WoSign certificate, which takes JPG, PDF and GIF
        # What a look inside shows
        "password-protected": Traits(),  # a PDF whose password the CA does not have
        "locked-for-people": Traits(),  # by their certificates, or by a server that knows them
        "no-pages": Traits(),  # a PDF without a page
        "dynamic-form": Traits(),  # XFA: one program shows it, all others a note that they cannot
        "portfolio": Traits(),  # files within a PDF, whose one page only says that they are there
        "huge-page": Traits(),  # larger than five metres, the most that PDF allows
        "two-files-in-one": Traits(),  # another program would see another file, as attackers do
        # To look at it, or to mend it, took too much time or memory, or crashed the program.
        "check-stopped": Traits(),
    }


@dataclass(frozen=True)
class FormatProblem(FileProblem, OfKind):
    """The file's format does not do; `format` is its usual name (PDF, JPG, HEIC, ZIP …).

    Of an office document it is one of word, excel, powerpoint, opendocument, office.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {
        "truncated-file": Traits(),  # begins as this format, but its end is missing
        "damaged-file": Traits(),  # begins as this format, but cannot be opened
        "unreadable-image": Traits(),  # a rare kind of this format, which is not read here
        "office-document": Traits(),
        "other-format": Traits(),  # a film, a sound, an e-mail, a document of another format
        "archive": Traits(),  # ZIP, RAR, 7Z and so on
        "unsupported-image": Traits(),  # a picture of a kind that Tencent does not take
    }

    format: str


@dataclass(frozen=True)
class SizeProblem(FileProblem, OfKind):
    """The file's size does not do; both in bytes."""

    KINDS: ClassVar[Mapping[str, Traits]] = {
        "file-too-small": Traits(),  # below Tencent's lower limit
        "file-too-large": Traits(),  # above Tencent's upper limit
        "cannot-shrink": Traits(),  # it does not fit below `limit` and stay legible
        "too-large-to-mend": Traits(),  # beyond what is fetched to be mended
    }

    size: int
    limit: int


@dataclass(frozen=True)
class ForeignHost(FileProblem):
    """The file's address is outside of Slack, so the bot's token must not go there."""

    host: str
    TRAITS = Traits(Mender.OPERATOR)


@dataclass(frozen=True)
class IncompleteDownload(FileProblem):
    """Fewer or more bytes came than Slack says the file has."""

    received: int
    expected: int
    TRAITS = Traits(Mender.SLACK)


@dataclass(frozen=True)
class TooManyPages(FileProblem):
    """More pages than a letter has; `most` is how many are taken."""

    pages: int
    most: int


@dataclass(frozen=True)
class TooManyPixels(FileProblem):
    """A picture too large to be opened safely; both numbers in millions of pixels."""

    megapixels: int
    most: int


# Others ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuestionExpired(Problem):
    """Nobody said within `days` for which certificate the letter is."""

    days: int
    TRAITS = Traits(may_be_wrong_id=True)


@dataclass(frozen=True)
class NobodyAgreed(Problem):
    """Nobody answered within `days` whether, or in which form, to upload the letter."""

    days: int


@dataclass(frozen=True)
class TencentUnreachable(Problem):
    """No connection to Tencent Cloud after `tries` tries; nothing was sent."""

    tries: int
    TRAITS = Traits(Mender.TENCENT)


@dataclass(frozen=True)
class OutcomeUnclear(Problem):
    """The letter was sent `tries` times, and nobody could say whether it arrived."""

    tries: int
    TRAITS = Traits(Mender.TENCENT, Heading.UNCLEAR)


@dataclass(frozen=True)
class Mishap(Problem):
    """Something we did not foresee; `reference` finds it in the log."""

    reference: str
    TRAITS = Traits(Mender.OPERATOR, Heading.UNCLEAR)


# For the operator --------------------------------------------------------------------------------

TO_DO: Mapping[str, str] = {
    "files-scope-missing": "add the scope files:read and reinstall the app in Slack",
    "cannot-show": "add the scope files:write and reinstall the app in Slack",
    "foreign-host": "check SLACK_API_URL",
    "usergroups-unknown": "add the scope usergroups:read, and check LETTERDROP_USERGROUPS",
    "person-unknown": "add the scope users:read and reinstall the app in Slack",
    "tencent-unreachable": "check the network and TENCENTCLOUD_SSL_ENDPOINT",
    "clock-wrong": "set the server's clock by NTP",
    "secret-id-unknown": "check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SSL_ENDPOINT",
    "signature-rejected": "check TENCENTCLOUD_SECRET_KEY",
    "session-token-expired": "renew the key and TENCENTCLOUD_TOKEN",
    "mfa-required": "set TENCENTCLOUD_SECRET_ID to the key of a sub-user without MFA",
    "not-permitted": "allow the four ssl actions in CAM to the key of TENCENTCLOUD_SECRET_ID",
    "address-refused": "add the server's IP address to the account's allow list",
    "real-name-missing": "complete real-name verification in Tencent Cloud's console",
    "service-role-missing": "authorise the service role on the SSL page of the console",
    "quota-exceeded": "look at the account's quotas in Tencent Cloud's console",
    "request-malformed": "update Letterdrop, else report error code and RequestId",
    "operation-failed": "give Tencent Cloud's support the RequestId",
    "unknown-refusal": "give Tencent Cloud's support the error code and RequestId",
    "mishap": "look for the reference in the log",
}
"""Replies name no variable, since guests read them; so the log does."""


# Storing -----------------------------------------------------------------------------------------


def catalogue(root: type[Problem] = Problem) -> dict[str, type[Problem]]:
    """Every kind of problem that can occur, by its key, with its class.

    Bases that only group others (`FileProblem`, `OfKind` …) are left out.
    """
    if below := root.__subclasses__():
        return {key: kind for each in below for key, kind in catalogue(each).items()}
    keys = root.KINDS if issubclass(root, OfKind) else [_kebab(root.__name__)]
    return dict.fromkeys(keys, root)


def to_json(problem: Problem) -> dict[str, Any]:
    """The problem as plain JSON values, for the ledger."""
    return {"problem": problem.key, **msgspec.to_builtins(problem)}


def from_json(stored: dict[str, Any]) -> Problem:
    """The problem that `to_json` stored.

    What this release does not know (stored by a newer one) comes back as a `Mishap`, so that a job
    of another release still gets its result.
    """
    kind = str(stored.get("problem"))
    try:
        shape = catalogue()[kind]
        return msgspec.convert({k: v for k, v in stored.items() if k != "problem"}, type=shape)
    except (KeyError, ValueError):
        return Mishap(reference=kind)


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
