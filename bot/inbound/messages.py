"""A message event of Slack's in, what it is to us out: Drop, Answer, Remark or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

import msgspec

from bot.slack import shapes
from bot.slack.shapes import File
from bot.text.certificate_ids import Candidate, Confidence, find, is_small_talk, only_id
from bot.text.denials import denied
from bot.text.domains import find_domains, only_domain, plain_domains, without_domains
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
    and punycode (`bot.text.domains`). `is_bare`: without words, but for courtesies.
    """

    team: str
    files: tuple[File, ...]
    candidates: tuple[Candidate, ...]
    addressed: bool
    on_topic: bool
    domains: tuple[str, ...] = ()
    is_bare: bool = False


@dataclass(frozen=True, kw_only=True)
class Remark(Said):
    """Other words to the bot, or in a thread: their place and author, never the words.

    `thread` is "" where they stand in none. `addressed`: in a DM, or the bot is mentioned.
    """

    team: str
    addressed: bool


@dataclass(frozen=True)
class Answer(Said):
    """What somebody says to an open question, in words or with its buttons.

    In words: a message that is just a certificate's ID (a domain beside it does no harm), or just
    a domain; `thread` is "" for one that stands in none. With a button: `question_ts` is that of
    its message, and `file_id`, `pages` ("3", or "3-4") or `decision` (one of those in `clicks.py`)
    tells what was chosen; a `certificate_id` is the choice itself, or what the decision holds for.
    With the form: `certificate_id` and `file_id`. Among other words, in a thread or a DM:
    `candidates` and `domains`, of which the account may have one; `otherwise` it is a remark. Those
    `denied` ("not flSFd6Fh") are no answer alone.
    """

    certificate_id: str = ""
    domain: str = ""
    file_id: str = ""
    decision: str = ""
    question_ts: str = ""
    pages: str = ""
    candidates: tuple[Candidate, ...] = ()
    domains: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    otherwise: Remark | None = None

    @property
    def names_an_id(self) -> bool:
        """Whether the words alone say so, and not only what the account has."""
        return any(each.confidence is not Confidence.WEAK for each in self.candidates)


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
    text, thread = message.text or "", message.thread_ts or ""
    said = Said(
        message.channel,
        message.channel_type or shapes.channel_type_of(message.channel),
        thread="" if thread == message.ts else thread,
        user=message.user or "",
        ts=message.ts,
        sent_from_team=shapes.other_team(team, message.user_team, message.source_team),
    )
    addressed = said.is_direct or f"<@{bot_user}>" in text or f"<@{bot_user}|" in text
    if message.files:
        return _drop(said, text, message.files, team, addressed=addressed)
    remark = Remark(**vars(said), team=team, addressed=addressed)
    if answer := _answer(said, text) or _among_words(said, text, remark):
        return answer
    if text.strip() and (addressed or said.thread):
        return remark
    return Ignored("neither a file nor for the bot")


def job_id(drop: Drop) -> str:
    """What identifies a drop, however often and from wherever Slack delivers it."""
    return f"{drop.team}:{drop.channel}:{drop.ts}:{drop.files[0].id}"


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
    reasons = {
        f"event of type {message.type}": message.type != "message",
        f"subtype {message.subtype}": message.subtype not in _SUBTYPES_OF_PEOPLE,
        "hidden": message.hidden,
        "own message": message.user == bot_user,
        "message of a bot": message.bot_id,
        "no user": not message.user,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _drop(
    said: Said, text: str, files: list[shapes.FileObject], team: str, *, addressed: bool
) -> Drop:
    each_once = tuple({file.id: shapes.file_of(file) for file in files}.values())
    # What is deleted by now is only told of where nothing else is left.
    dropped = tuple(file for file in each_once if file.mode != "tombstone") or each_once
    names = tuple(file.name for file in dropped)
    on_topic = _TEXT_TOPIC.search(_HUMP.sub(" ", readable(text))) or any(
        _NAME_TOPIC.search(_HUMP.sub(" ", name)) for name in names
    )
    return Drop(
        **{**vars(said), "thread": said.thread or said.ts},
        team=team,
        files=dropped,
        candidates=find(text, names),
        addressed=addressed,
        on_topic=bool(on_topic),
        domains=find_domains(text, names),
        is_bare=is_small_talk(readable(text)),
    )


# What somebody quotes or strikes out names a certificate only if nothing else in a message does.
_NOT_SAID = re.compile(r"(?m)^[ \t]*&gt;.*$|(?<!\w)~(?=\S)[^~\n]++(?<=\S)~(?!\w)")


def _answer(said: Said, text: str) -> Answer | None:
    """What is just an ID or, where a question may be open to this person, just a domain."""
    may_be_asked = said.thread or said.is_direct
    for part in dict.fromkeys((_NOT_SAID.sub(" ", text) if may_be_asked else text, text)):
        if certificate_id := only_id(part) or only_id(without_domains(part)):
            return Answer(**vars(said), certificate_id=certificate_id)
        if domain := only_domain(part) if may_be_asked else None:
            return Answer(**vars(said), domain=domain)
    return None


def _among_words(said: Said, text: str, remark: Remark) -> Answer | None:
    """What names certificates among other words, where a question may be open to this person."""
    if not (said.thread or said.is_direct):
        return None
    for part in dict.fromkeys((_NOT_SAID.sub(" ", text), text)):
        candidates, domains = find(part), plain_domains(part)
        words = Answer(**vars(said), candidates=candidates, domains=domains, otherwise=remark)
        if words.names_an_id or words.domains:
            sure = [c.certificate_id for c in candidates if c.confidence is not Confidence.WEAK]
            return replace(words, denied=denied(part, (*sure, *domains)))
    return words if words.candidates else None


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
