"""A message event of Slack's in, what it is to us out: Drop, Answer or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from bot.certificate_ids import Candidate, find, only_id, readable

MOST_FILES = 100


@dataclass(frozen=True)
class File:
    """A file as Slack describes it; all claims.

    Of a Slack Connect stub (`file_access: check_file_info`) only `id` is known: the rest is "" or,
    for `size` (bytes), 0. `url` is where to download it, or "" (deleted, hidden, stub).
    """

    id: str
    name: str
    size: int
    mode: str
    mimetype: str
    url: str
    is_external: bool
    file_access: str


@dataclass(frozen=True)
class Drop:
    """Somebody dropped files. `thread` is where to answer: the ts of the thread's first message."""

    team: str
    channel: str
    channel_type: str
    ts: str
    thread: str
    user: str
    files: tuple[File, ...]
    candidates: tuple[Candidate, ...]
    addressed: bool
    """In a DM, or the bot is mentioned."""
    on_topic: bool
    """The message or a file's name speaks of a letter or a certificate."""
    sent_from_team: str | None
    """The person's workspace, when it is another one (Slack Connect)."""
    domains: tuple[str, ...] = ()
    """Domain names in the text and the files' names, in lower case."""

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True)
class Answer:
    """What somebody says to an open question, in words or with its buttons.

    In words: a message that is just a certificate's ID, or just a domain name; `thread` is "" for
    one that stands in none. With a button: `question` is the ts of its message, and one of
    `certificate_id`, `file_id` and `decision` ("confirm" or "dismiss") tells what was chosen.
    """

    channel: str
    channel_type: str
    thread: str
    user: str
    certificate_id: str = ""
    domain: str = ""
    sent_from_team: str | None = None
    file_id: str = ""
    decision: str = ""
    question: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True)
class Remark:
    """Other words to the bot, or in a thread: their place and author, never the words.

    `addressed`: in a DM, or the bot is mentioned.
    """

    team: str
    channel: str
    channel_type: str
    ts: str
    thread: str
    user: str
    addressed: bool
    sent_from_team: str | None = None


@dataclass(frozen=True)
class Ignored:
    """Nothing for us; the reason is for the log and holds no words of the message.

    `malformed`: not in Slack's shape, which somebody should know.
    """

    reason: str
    malformed: bool = False


def read(event: Mapping[str, Any], *, team: str, bot_user: str) -> Drop | Answer | Ignored:
    """What the inner event (`payload["event"]`) of a `message` is; never raises.

    `team` is the workspace of the envelope, for the event itself may lack it; `bot_user` is the
    bot's own user ID.
    """
    try:
        message = msgspec.convert(event, _Message)
    except msgspec.ValidationError as error:
        return Ignored(f"malformed event: {error}", malformed=True)
    if reason := _not_from_a_person(message, bot_user):
        return Ignored(reason)
    if message.files:
        return _drop(message, message.files, team, bot_user)
    return _answer(message, team) or Ignored("no file")


def read_file(shown: Any) -> File | None:
    """Read the file object of `files.info`; None if it is none."""
    try:
        return _file(msgspec.convert(shown, _File))
    except msgspec.ValidationError:
        return None


def job_id(drop: Drop) -> str:
    """What identifies a drop, however often and from wherever Slack delivers it."""
    return f"{drop.team}:{drop.channel}:{drop.ts}:{drop.files[0].id}"


# Slack's shapes ----------------------------------------------------------------------------------

_Id = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_.-]{1,64}\Z")]
_Ts = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,16}\.[0-9]{1,16}\Z")]
_Keyword = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_]{0,64}\Z")]
_Short = Annotated[str, msgspec.Meta(max_length=255)]
_Url = Annotated[str, msgspec.Meta(max_length=4096)]
# The ledger's integers have 64 bits.
_Bytes = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class _File(msgspec.Struct, frozen=True):
    id: _Id
    name: str | None = None
    size: _Bytes | None = None
    mode: _Short | None = None
    mimetype: _Short | None = None
    url_private: _Url | None = None
    url_private_download: _Url | None = None
    is_external: bool | None = None
    file_access: _Short | None = None


class _Message(msgspec.Struct, frozen=True):
    channel: _Id
    ts: _Ts
    type: _Keyword = "message"
    subtype: _Keyword | None = None
    channel_type: _Keyword | None = None
    thread_ts: _Ts | None = None
    user: _Id | None = None
    text: str | None = None
    files: Annotated[list[_File], msgspec.Meta(max_length=MOST_FILES)] | None = None
    bot_id: str | None = None
    hidden: bool | None = None
    user_team: _Id | None = None
    source_team: _Id | None = None


# A plain message, one with files, and a reply that is shown in the channel too.
_SUBTYPES_OF_PEOPLE = frozenset({None, "", "file_share", "thread_broadcast"})
# In the bot's own messages tab Slack says app_home.
_DIRECT = frozenset({"im", "app_home"})


def _not_from_a_person(message: _Message, bot_user: str) -> str | None:
    if message.type != "message":
        return f"event of type {message.type}"
    if message.subtype not in _SUBTYPES_OF_PEOPLE:
        return f"subtype {message.subtype}"
    if message.hidden:
        return "hidden"
    if message.user == bot_user:
        return "own message"
    if message.bot_id:
        return "message of a bot"
    return None if message.user else "no user"


def _drop(message: _Message, files: list[_File], team: str, bot_user: str) -> Drop:
    text = message.text or ""
    dropped = tuple(_file(file) for file in files)
    names = tuple(file.name for file in dropped)
    return Drop(
        team=team,
        channel=message.channel,
        channel_type=_channel_type(message),
        ts=message.ts,
        thread=message.thread_ts or message.ts,
        user=message.user or "",
        files=dropped,
        candidates=find(text, names),
        addressed=_channel_type(message) in _DIRECT or _mentions(text, bot_user),
        on_topic=_is_on_topic(text, names),
        sent_from_team=_other_team(message, team),
    )


def _answer(message: _Message, team: str) -> Answer | None:
    is_reply = message.thread_ts is not None and message.thread_ts != message.ts
    if not is_reply and _channel_type(message) not in _DIRECT:
        return None
    certificate_id = only_id(message.text or "")
    if certificate_id is None:
        return None
    return Answer(
        channel=message.channel,
        channel_type=_channel_type(message),
        thread=message.thread_ts or "",
        user=message.user or "",
        certificate_id=certificate_id,
        sent_from_team=_other_team(message, team),
    )


def _file(file: _File) -> File:
    return File(
        id=file.id,
        name=_storable(file.name),
        size=file.size or 0,
        mode=_storable(file.mode),
        mimetype=_storable(file.mimetype),
        url=_storable(file.url_private_download or file.url_private),
        is_external=bool(file.is_external),
        file_access=_storable(file.file_access),
    )


def _storable(text: str | None) -> str:
    """Without what JSON (lone surrogates) or PostgreSQL (NUL) cannot hold."""
    return (text or "").encode("utf-8", "replace").decode().replace("\0", "")


def _channel_type(message: _Message) -> str:
    """As Slack says; where it does not, only a DM can be told by its channel's ID."""
    return message.channel_type or ("im" if message.channel.startswith("D") else "")


def _mentions(text: str, user: str) -> bool:
    return f"<@{user}>" in text or f"<@{user}|" in text


def _other_team(message: _Message, team: str) -> str | None:
    """Any sign of another workspace counts: outsiders are to be noticed, not missed."""
    signs = (message.user_team, message.source_team)
    return next((sign for sign in signs if sign and sign != team), None)


# What a message is about -------------------------------------------------------------------------

_TOPIC = r"""
    (?<![a-z])
    (?: letters? | confirm(?:ation)?letters? | (?:ssl)?certs? | certificates? | ssl | tls
      | revocations? )
    (?![a-z])
    | 确认函 | 确认书 | 确认信 | 確認函 | 確認書 | 证书 | 證書 | 憑證
    | 吊销 | 吊銷 | 盖章 | 蓋章 | 公章"""
_TEXT_TOPIC = re.compile(rf"(?ix) {_TOPIC}")
# "Can you confirm?" is said about everything, but a file is called so for what it is.
_NAME_TOPIC = re.compile(rf"(?ix) {_TOPIC} | (?<![a-z])confirm(?:ation|ed)?(?![a-z])")
# ConfirmLetter: two words.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _is_on_topic(text: str, names: tuple[str, ...]) -> bool:
    about = _TEXT_TOPIC.search(_HUMP.sub(" ", readable(text)))
    return bool(about) or any(_NAME_TOPIC.search(_HUMP.sub(" ", name)) for name in names)
