"""The shapes in which Slack writes IDs, times and people; every payload is checked against them.

Where docs.slack.dev says how long or which letters, that holds; elsewhere a bound keeps nonsense
out and lets a new kind of ID in. What does not fit is a ValueError: msgspec's own, or the one that
Python has for a lone surrogate.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from bot.files.types import NEVER_A_LETTER

_ID = r"\A[A-Za-z0-9_.-]{1,64}\Z"
Id = Annotated[str, msgspec.Meta(pattern=_ID)]
Ts = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,16}\.[0-9]{1,16}\Z")]
Keyword = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_]{0,64}\Z")]
Short = Annotated[str, msgspec.Meta(max_length=255)]
Url = Annotated[str, msgspec.Meta(max_length=4096)]
# The ledger's integers have 64 bits.
Bytes = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
# What an element of Block Kit carries: a button's value is the longest (page "Button element").
Value = Annotated[str, msgspec.Meta(max_length=2000)]

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""Hosts that are this computer: a stand-in for Slack may listen there without https."""

Block = dict[str, Any]
"""A block of a message, or an element of one (page "Block Kit")."""


LONGEST_MESSAGE_TEXT = 4_000
"""Characters of `text` that chat.update takes; more is `msg_too_long` (its page, "Errors")."""


@dataclass(frozen=True)
class Reply:
    """A message to post; `text` is what notifications and screen readers give."""

    text: str
    blocks: list[Block]


class Named(msgspec.Struct, frozen=True):
    """A channel or a workspace; of its name nothing is needed."""

    id: Id


class Member(msgspec.Struct, frozen=True):
    """Who did it; `team_id` is their workspace."""

    id: Id
    team_id: Id | None = None


class Option(msgspec.Struct, frozen=True):
    """What was chosen in a select."""

    value: Value


def is_id(text: str) -> bool:
    """Whether this can be an ID of Slack's."""
    return re.fullmatch(_ID, text) is not None


def storable(text: str | None) -> str:
    """Text without what JSON (lone surrogates) or PostgreSQL (NUL) cannot hold."""
    return (text or "").encode("utf-8", "replace").decode().replace("\0", "")


def channel_type_of(channel: str) -> str:
    """A conversation's type where Slack does not say it: only a DM can be told by its ID."""
    return "im" if channel.startswith("D") else ""


def other_team(team: str, *signs: str | None) -> str | None:
    """A person's workspace, if it is another than `team`.

    Any sign of another one counts: outsiders are to be noticed, not missed.
    """
    return next((sign for sign in signs if sign and sign != team), None)


def team_elsewhere(team: str, who: Member, named: Named | None) -> str | None:
    """The workspace of whoever did it, if it is another than `team`.

    What the payload itself names (`named`) may be the workspace whose channel it is.
    """
    return other_team(team, who.team_id or (named.id if named else None))


# Files -------------------------------------------------------------------------------------------

MOST_FILES = 100
LONGEST_MIMETYPE = 255  # characters kept

# Controls, and what turns the direction of a name: "scan\u202egpj.exe" looks like a picture.
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class File:
    """A file as Slack describes it; all claims.

    Of a Slack Connect stub (`file_access: check_file_info`) only `id` is known: the rest is "" or,
    for `size` (bytes), 0. `url` is where to download it, or "" (deleted, hidden, stub);
    `permalink`, of the bot's own ones, where people see it.
    """

    id: str
    name: str
    size: int
    mode: str
    mimetype: str
    url: str
    is_external: bool
    file_access: str
    permalink: str = ""

    @property
    def is_pdf(self) -> bool:
        """Whether it claims to be a document, which nobody posts for its looks."""
        return self.mimetype == "application/pdf" or self.name.lower().endswith(".pdf")

    @property
    def is_never_a_letter(self) -> bool:
        """Whether name and claimed type say that no letter can be made of it; of a picture one can.

        Of a document of Slack's none can.
        """
        _, dot, ending = self.name.casefold().rpartition(".")
        may_be = self.is_pdf or self.mimetype.startswith("image/")
        is_document = self.mode in SLACK_DOCUMENTS or self.mode == "snippet"
        return is_document or (bool(dot) and ending in NEVER_A_LETTER and not may_be)


SLACK_DOCUMENTS = ("post", "space", "canvas", "email", "list", "quip", "docs")
"""The modes of what is written in Slack (page "File object")."""


class FileObject(msgspec.Struct, frozen=True):
    """A file in a payload (page "File object"), each field checked."""

    id: Id
    name: str | None = None
    size: Bytes | None = None
    mode: Short | None = None
    mimetype: str | None = None
    url_private: Url | None = None
    url_private_download: Url | None = None
    is_external: bool | None = None
    file_access: Short | None = None


Files = Annotated[list[FileObject], msgspec.Meta(max_length=MOST_FILES)]


def read_file(shown: Any) -> File | None:
    """Read the file object of `files.info`; None if it is none."""
    try:
        return file_of(msgspec.convert(shown, FileObject))
    except ValueError:
        return None


def file_of(file: FileObject) -> File:
    """What is kept of a file object."""
    return File(
        id=file.id,
        name=_UNSEEN.sub("", storable(file.name)),
        size=file.size or 0,
        mode=storable(file.mode),
        mimetype=storable(file.mimetype)[:LONGEST_MIMETYPE],
        url=storable(file.url_private_download or file.url_private),
        is_external=bool(file.is_external),
        file_access=storable(file.file_access),
    )
