"""A message event of Slack's in, what it is to us out: Drop, Answer, Remark or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from bot.slack.shapes import (
    MOST_FILES,
    File,
    FileObject,
    Id,
    Keyword,
    Ts,
    channel_type_of,
    file_of,
    other_team,
)
from bot.text.certificate_ids import Candidate, find, only_id, readable
from bot.text.domains import find_domains, only_domain, without_domains


class _Said:
    """What is common to all that is said in a conversation."""

    channel_type: str

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True)
class Drop(_Said):
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
    """Domains in the text and the files' names, in lower case and punycode (`bot.text.domains`)."""


@dataclass(frozen=True)
class Answer(_Said):
    """What somebody says to an open question, in words or with its buttons.

    In words: a message that is just a certificate's ID (a domain beside it does no harm), or just
    a domain; `thread` is "" for one that stands in none. With a button: `question_ts` is that
    of its message, and `file_id`, `pages` or `decision` (one of those in `clicks.py`) tells what
    was chosen; a `certificate_id` is the choice itself, or what the decision holds for. With the
    form: `certificate_id` and `file_id`.
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
    question_ts: str = ""
    ts: str = ""
    """When it was written: the ts of its message; "" for a click."""
    pages: str = ""
    """A button's choice of a letter's pages: "3", or "3-4"."""


@dataclass(frozen=True)
class Remark(_Said):
    """Other words to the bot, or in a thread: their place and author, never the words.

    `thread` is "" where they stand in none. `addressed`: in a DM, or the bot is mentioned.
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


def read(event: Mapping[str, Any], *, team: str, bot_user: str) -> Drop | Answer | Remark | Ignored:
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
    return (
        _answer(message, team)
        or _remark(message, team, bot_user)
        or Ignored("neither a file nor for the bot")
    )


def job_id(drop: Drop) -> str:
    """What identifies a drop, however often and from wherever Slack delivers it."""
    return f"{drop.team}:{drop.channel}:{drop.ts}:{drop.files[0].id}"


# Slack's shapes ----------------------------------------------------------------------------------


class _Message(msgspec.Struct, frozen=True):
    channel: Id
    ts: Ts
    type: Keyword = "message"
    subtype: Keyword | None = None
    channel_type: Keyword | None = None
    thread_ts: Ts | None = None
    user: Id | None = None
    text: str | None = None
    files: Annotated[list[FileObject], msgspec.Meta(max_length=MOST_FILES)] | None = None
    bot_id: str | None = None
    hidden: bool | None = None
    user_team: Id | None = None
    source_team: Id | None = None


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


def _drop(message: _Message, files: list[FileObject], team: str, bot_user: str) -> Drop:
    text = message.text or ""
    dropped = _present(files)
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
        addressed=_is_addressed(message, bot_user),
        on_topic=_is_on_topic(text, names),
        sent_from_team=_other_team(message, team),
        domains=find_domains(text, names),
    )


def _present(files: list[FileObject]) -> tuple[File, ...]:
    """Each file once; what is deleted by now is only told of where nothing else is left."""
    dropped = tuple({file.id: file_of(file) for file in files}.values())
    return tuple(file for file in dropped if file.mode != "tombstone") or dropped


def _answer(message: _Message, team: str) -> Answer | None:
    """What is just an ID or, where a question may be open to this person, just a domain."""
    text = message.text or ""
    near = bool(_thread(message)) or _channel_type(message) in _DIRECT
    certificate_id = only_id(text) or only_id(without_domains(text)) or ""
    domain = only_domain(text) or "" if near and not certificate_id else ""
    if not certificate_id and not domain:
        return None
    return Answer(
        channel=message.channel,
        channel_type=_channel_type(message),
        thread=_thread(message),
        user=message.user or "",
        certificate_id=certificate_id,
        domain=domain,
        sent_from_team=_other_team(message, team),
        ts=message.ts,
    )


def _remark(message: _Message, team: str, bot_user: str) -> Remark | None:
    text = message.text or ""
    addressed = _is_addressed(message, bot_user)
    if not text.strip() or not (addressed or _thread(message)):
        return None
    return Remark(
        team=team,
        channel=message.channel,
        channel_type=_channel_type(message),
        ts=message.ts,
        thread=_thread(message),
        user=message.user or "",
        addressed=addressed,
        sent_from_team=_other_team(message, team),
    )


def _thread(message: _Message) -> str:
    """The ts of the first message of the thread that this is a reply in; "" if it is none."""
    thread = message.thread_ts or ""
    return "" if thread == message.ts else thread


def _channel_type(message: _Message) -> str:
    return message.channel_type or channel_type_of(message.channel)


def _is_addressed(message: _Message, bot_user: str) -> bool:
    text = message.text or ""
    mentioned = f"<@{bot_user}>" in text or f"<@{bot_user}|" in text
    return mentioned or _channel_type(message) in _DIRECT


def _other_team(message: _Message, team: str) -> str | None:
    return other_team(team, message.user_team, message.source_team)


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
