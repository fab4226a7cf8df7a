"""A message event of Slack's in, what it is to us out: Drop, Answer, Remark or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any

import msgspec

from bot.slack import shapes
from bot.slack.shapes import File
from bot.text.certificate_ids import Candidate, find, only_id
from bot.text.domains import find_domains, only_domain, without_domains
from bot.text.slack_text import readable


@dataclass(frozen=True)
class Said:
    """What is common to all that people say in a conversation: where, who, and when.

    `thread`: the ts of the thread's first message. `ts`: that of the message; "" for what is none.
    `sent_from_team`: the person's workspace, when it is another one (Slack Connect).
    """

    channel: str
    channel_type: str
    thread: str
    user: str
    _: KW_ONLY
    ts: str = ""
    sent_from_team: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True, kw_only=True)
class Drop(Said):
    """Somebody dropped files. `thread` is where to reply, also if nobody has done so yet.

    `addressed`: in a DM, or the bot is mentioned. `on_topic`: the message or a file's name speaks
    of a letter or a certificate. `domains`: those in the text and the files' names, in lower case
    and punycode (`bot.text.domains`).
    """

    team: str
    files: tuple[File, ...]
    candidates: tuple[Candidate, ...]
    addressed: bool
    on_topic: bool
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer(Said):
    """What somebody says to an open question, in words or with its buttons.

    In words: a message that is just a certificate's ID (a domain beside it does no harm), or just
    a domain; `thread` is "" for one that stands in none. With a button: `question` is the ts of its
    message, and `file_id`, `pages` ("3", or "3-4") or `decision` (one of those in `clicks.py`)
    tells what was chosen; a `certificate_id` is the choice itself, or what the decision holds for.
    With the form: `certificate_id` and `file_id`.
    """

    certificate_id: str = ""
    domain: str = ""
    file_id: str = ""
    decision: str = ""
    question: str = ""
    pages: str = ""


@dataclass(frozen=True, kw_only=True)
class Remark(Said):
    """Other words to the bot, or in a thread: their place and author, never the words.

    `thread` is "" where they stand in none. `addressed`: in a DM, or the bot is mentioned.
    """

    team: str
    addressed: bool


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
    channel: shapes.Id
    ts: shapes.Ts
    type: shapes.Keyword = "message"
    subtype: shapes.Keyword | None = None
    channel_type: shapes.Keyword | None = None
    thread_ts: shapes.Ts | None = None
    user: shapes.Id | None = None
    text: str | None = None
    files: shapes.Files | None = None
    bot_id: str | None = None
    hidden: bool | None = None
    user_team: shapes.Id | None = None
    source_team: shapes.Id | None = None


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


def _drop(message: _Message, files: list[shapes.FileObject], team: str, bot_user: str) -> Drop:
    text = message.text or ""
    dropped = _present(files)
    names = tuple(file.name for file in dropped)
    return Drop(
        **_where_and_who(message, team),
        team=team,
        thread=message.thread_ts or message.ts,
        files=dropped,
        candidates=find(text, names),
        addressed=_is_addressed(message, bot_user),
        on_topic=_is_on_topic(text, names),
        domains=find_domains(text, names),
    )


def _present(files: list[shapes.FileObject]) -> tuple[File, ...]:
    """Each file once; what is deleted by now is only told of where nothing else is left."""
    dropped = tuple({file.id: shapes.file_of(file) for file in files}.values())
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
        **_where_and_who(message, team),
        thread=_thread(message),
        certificate_id=certificate_id,
        domain=domain,
    )


def _remark(message: _Message, team: str, bot_user: str) -> Remark | None:
    text = message.text or ""
    addressed = _is_addressed(message, bot_user)
    if not text.strip() or not (addressed or _thread(message)):
        return None
    where_and_who = _where_and_who(message, team)
    return Remark(**where_and_who, team=team, thread=_thread(message), addressed=addressed)


def _where_and_who(message: _Message, team: str) -> dict[str, Any]:
    return {
        "channel": message.channel,
        "channel_type": _channel_type(message),
        "ts": message.ts,
        "user": message.user or "",
        "sent_from_team": shapes.other_team(team, message.user_team, message.source_team),
    }


def _thread(message: _Message) -> str:
    """The ts of the first message of the thread that this is a reply in; "" if it is none."""
    thread = message.thread_ts or ""
    return "" if thread == message.ts else thread


def _channel_type(message: _Message) -> str:
    return message.channel_type or shapes.channel_type_of(message.channel)


def _is_addressed(message: _Message, bot_user: str) -> bool:
    text = message.text or ""
    mentioned = f"<@{bot_user}>" in text or f"<@{bot_user}|" in text
    return mentioned or _channel_type(message) in _DIRECT


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
