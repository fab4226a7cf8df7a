"""A message event of Slack's in, what it is to us out: Drop, Answer, Remark or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

import msgspec

from bot.slack import shapes
from bot.slack.shapes import File
from bot.text.certificate_ids import Candidate, Confidence, find, is_small_talk, only_id
from bot.text.denials import are_denied, denied, is_doubtful, is_question
from bot.text.domains import find_domains, only_domain, plain_domains, without_domains
from bot.text.slack_text import readable


@dataclass(frozen=True)
class Said:
    """What is common to all that people say in a conversation: where, who, and when.

    `thread`: the ts of the thread's first message. `ts`: that of the message; "" for what is none.
    `sent_from_team`: the person's workspace, when it is another one (Slack Connect). `is_shared`:
    another workspace is in the channel.
    """

    channel: str
    channel_type: str
    thread: str
    user: str
    _: KW_ONLY
    ts: str = ""
    sent_from_team: str | None = None
    is_shared: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True, kw_only=True)
class Drop(Said):
    """Somebody dropped files, or forwarded a message that has some.

    `thread` is where to reply, also if nobody has done so yet. `addressed`: in a DM, or the bot is
    mentioned. `on_topic`: the message or a file's name speaks of a letter or a certificate.
    `domains`: those in the text and the files' names, in lower case and punycode
    (`bot.text.domains`). `is_bare`: without words, but for courtesies.
    """

    team: str
    files: tuple[File, ...]
    candidates: tuple[Candidate, ...]
    addressed: bool
    on_topic: bool
    domains: tuple[str, ...] = ()
    is_bare: bool = False

    @property
    def meaning(self) -> tuple[object, ...]:
        """What its words say that matters."""
        return self.candidates, self.domains, self.addressed, self.on_topic


@dataclass(frozen=True, kw_only=True)
class Remark(Said):
    """Other words to the bot, or in a thread: their place and author, never the words.

    `thread` is "" where they stand in none. `addressed`: in a DM, or the bot is mentioned.
    `certificate_id` or `domain`: the only one that a mention names. `forwarded`: together with a
    message of which Slack shows no file; then these may stand in it. `doubtful`: as in Answer.
    """

    team: str
    addressed: bool
    certificate_id: str = ""
    domain: str = ""
    forwarded: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Answer(Said):
    """What somebody says to an open question, in words or with its buttons.

    In words: a message that is just a certificate's ID (a domain beside it does no harm), or just
    a domain; `thread` is "" for one that stands in none. With a button: `question_ts` is that of
    its message, and `file_id`, `pages` ("3", or "3-4") or `decision` (one of those in `clicks.py`)
    tells what was chosen; a `certificate_id` is the choice itself, or what the decision holds for.
    With the form: `certificate_id` and `file_id`. Among other words, in a thread or a DM:
    `candidates` and `domains`, of which the account may have one; `otherwise` it is a remark. Those
    `denied` ("not flSFd6Fh") are no answer alone, nor is what is `doubtful` ("is flSFd6Fh done?").
    What is `asked` ("flSFd6Fh?") is one of the poster's alone. `edited`: it stands in the drop.

    `team`, `addressed` and `forwarded` as in Remark; they are empty for what is just an answer.
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
    doubtful: bool = False
    asked: bool = False
    otherwise: Remark | None = None
    edited: bool = False
    team: str = ""
    addressed: bool = False
    forwarded: bool = False

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


def read(
    event: Mapping[str, Any], *, team: str, bot_user: str, is_shared: bool = False
) -> Drop | Answer | Remark | Ignored:
    """What the inner event (`payload["event"]`) of a `message` is; never raises.

    `team` is the workspace that the bot is installed in: in a channel that another one has made
    (Slack Connect) the envelope names that one. `bot_user` is the bot's own user ID; `is_shared`:
    whether the envelope calls the channel so.
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
        is_shared=is_shared,
    )
    addressed = said.is_direct or f"<@{bot_user}>" in text or f"<@{bot_user}|" in text
    shared = tuple(_shared(message.attachments))
    # The bot itself names certificates as examples.
    beside = "\n".join(each.text or "" for each in shared if each.author_id != bot_user)
    files = [*map(shapes.file_of, message.files or ()), *(f for each in shared for f in each.shown)]
    if files:
        return _drop(said, text, beside, files[: shapes.MOST_FILES], team, addressed=addressed)
    return _words(said, text, beside, team, addressed=addressed, forwarded=bool(shared))


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
    attachments: Any = None
    bot_id: str | None = None
    hidden: bool | None = None
    user_team: shapes.Id | None = None
    source_team: shapes.Id | None = None


class _Attachment(msgspec.Struct, frozen=True):
    """A message inside of another one: forwarded (`is_share`), or only linked to."""

    is_share: bool | None = None
    author_id: str | None = None
    text: str | None = None
    files: list[Any] | None = None

    @property
    def shown(self) -> Iterator[File]:
        """Its files, as far as they have the shape of one."""
        return filter(None, map(shapes.read_file, (self.files or ())[: shapes.MOST_FILES]))


# A plain message, one with files, and a reply that is shown in the channel too.
_SUBTYPES_OF_PEOPLE = frozenset({None, "", "file_share", "thread_broadcast"})
_MOST_ATTACHMENTS = 20
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


def _shared(attachments: Any) -> Iterator[_Attachment]:
    """What is forwarded in a message; what is out of shape must not cost the message itself."""
    for each in attachments[:_MOST_ATTACHMENTS] if isinstance(attachments, list) else ():
        with suppress(msgspec.ValidationError):
            attachment = msgspec.convert(each, _Attachment)
            if attachment.is_share:
                yield attachment


def _drop(
    said: Said, text: str, beside: str, files: Sequence[File], team: str, *, addressed: bool
) -> Drop:
    """The drop; `beside`: the words of the messages that it forwards."""
    each_once = tuple({file.id: file for file in files}.values())
    # What is deleted by now is only told of where nothing else is left.
    dropped = tuple(file for file in each_once if file.mode != "tombstone") or each_once
    names = tuple(file.name for file in dropped)
    all_words = f"{text}\n{beside}"
    on_topic = _TEXT_TOPIC.search(_HUMP.sub(" ", readable(all_words))) or any(
        _NAME_TOPIC.search(_HUMP.sub(" ", name)) for name in names
    )
    return Drop(
        **{**vars(said), "thread": said.thread or said.ts},
        team=team,
        files=dropped,
        candidates=_candidates(text, beside, names),
        addressed=addressed,
        on_topic=bool(on_topic),
        domains=find_domains(all_words, names),
        is_bare=is_small_talk(readable(text)),
    )


def _candidates(text: str, beside: str, names: Sequence[str]) -> tuple[Candidate, ...]:
    """What the drop names itself, or else what its forwarded words do: those are never strong."""
    own = find(text, names)
    likely = [each.certificate_id for each in own if each.confidence is not Confidence.WEAK]
    if are_denied(text, likely):
        return ()
    if all(each.confidence is Confidence.WEAK for each in own):
        named = [each for each in find(beside) if each.confidence is not Confidence.WEAK]
        # What is forwarded beside other words, or says something else, is asked about.
        is_plain = is_small_talk(_PLEASE.sub(" ", readable(text)))
        is_plain = is_plain and {each.confidence for each in named} == {Confidence.STRONG}
        unsure = not is_plain or is_doubtful(beside, [each.certificate_id for each in named])
        medium = (replace(each, confidence=Confidence.MEDIUM, unsure=unsure) for each in named)
        return (*medium, *own)
    return own


def _words(
    said: Said, text: str, beside: str, team: str, *, addressed: bool, forwarded: bool
) -> Answer | Remark | Ignored:
    """What is said without a file; `forwarded`: with a message that shows none either."""
    if answer := _answer(said, text):
        return replace(answer, team=team, addressed=addressed, forwarded=forwarded)
    named_strongly = any(each.confidence is Confidence.STRONG for each in find(text))
    forwarded = forwarded and (addressed or named_strongly)
    words = (text, beside) if forwarded or (addressed and not said.is_direct) else ()
    certificate_id = next(filter(None, map(_only_id, words)), "")
    domain = "" if certificate_id else next(filter(None, map(_only_domain, words)), "")
    remark = Remark(**vars(said), team=team, addressed=addressed, forwarded=forwarded)
    doubtful = bool(certificate_id) and is_doubtful(text, [certificate_id])
    remark = replace(remark, certificate_id=certificate_id, domain=domain, doubtful=doubtful)
    if among := _among_words(said, text, remark):
        return among
    if forwarded or (text.strip() and (addressed or said.thread)):
        return remark
    return Ignored("neither a file nor for the bot")


def _only_id(text: str) -> str:
    """The one certificate that stands among other words."""
    ids = [c.certificate_id for c in find(text) if c.confidence is not Confidence.WEAK]
    return ids[0] if len(ids) == 1 else ""


def _only_domain(text: str) -> str:
    domains = find_domains(text)
    return domains[0] if len(domains) == 1 else ""


# What somebody quotes or strikes out names a certificate only if nothing else in a message does.
_NOT_SAID = re.compile(r"(?m)^[ \t]*&gt;.*$|(?<!\w)~(?=\S)[^~\n]++(?<=\S)~(?!\w)")


def _answer(said: Said, text: str) -> Answer | None:
    """What is just an ID or, where a question may be open to this person, just a domain."""
    may_be_asked = said.thread or said.is_direct
    for part in dict.fromkeys((_NOT_SAID.sub(" ", text) if may_be_asked else text, text)):
        asked = is_question(part)
        if certificate_id := only_id(part) or only_id(without_domains(part)):
            return Answer(**vars(said), certificate_id=certificate_id, asked=asked)
        if domain := only_domain(part) if may_be_asked else None:
            return Answer(**vars(said), domain=domain, asked=asked)
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
            names = (*sure, *domains)
            words = replace(words, denied=denied(part, names), asked=is_question(part))
            return replace(words, doubtful=is_doubtful(part, names))
    return words if words.candidates else None


_TOPIC = r"""
    (?<![a-z])
    (?: letters? | confirm(?:ation)?letters? | (?:ssl)?certs? | certificates? | ssl | tls
      | revocations? )
    (?![a-z])
    | 确认函 | 确认书 | 确认信 | 確認函 | 確認書 | 证书 | 證書 | 憑證
    | 吊销 | 吊銷 | 盖章 | 蓋章 | 公章"""
_TEXT_TOPIC = re.compile(rf"(?ix) {_TOPIC}")
_PLEASE = re.compile(
    rf"""(?ix) {_TOPIC}
    | (?<![a-z])(?:confirmation|upload|submit|send|sealed|signed|attached|the|it|my)(?![a-z])
    | 上[传傳] | 提交 | [发發]送? | [帮幫]忙? | 一下 | 附件"""
)
# "Can you confirm?" is said about everything, but a file is called so for what it is.
_NAME_TOPIC = re.compile(rf"(?ix) {_TOPIC} | (?<![a-z])confirm(?:ation|ed)?(?![a-z])")
# ConfirmLetter: two words.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
