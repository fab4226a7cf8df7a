"""A message event of Slack's in, what it is to us out: Drop, Answer or Ignored.

Everything in an event was written by somebody else, so it is checked here once; further in there
are plain, typed values only. Shapes: docs.slack.dev, *message event* and *File object*.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

import msgspec

from bot.locales.cues import any_of, when_used
from bot.slack import shapes
from bot.slack.shapes import File
from bot.text.certificate_ids import (
    Candidate,
    Confidence,
    file_names_in,
    find,
    is_small_talk,
    only_id,
)
from bot.text.denials import are_denied, denied, is_doubtful, is_held_back, is_question
from bot.text.domains import find_domains, only_domain, plain_domains, without_domains
from bot.text.slack_text import readable


@dataclass(frozen=True)
class Said:
    """What is common to all that people say in a conversation: where, who, and when.

    `thread`: the ts of the thread's first message. `ts`: that of the message; "" for what is none.
    `team`: the workspace that the bot is installed in; `sent_from_team`: the person's, when it is
    another one (Slack Connect). `is_shared`: another workspace is in the channel. `addressed`: in a
    DM, or the bot is mentioned.
    """

    channel: str
    channel_type: str
    thread: str
    user: str
    _: KW_ONLY
    ts: str = ""
    team: str = ""
    sent_from_team: str | None = None
    is_shared: bool = False
    addressed: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether nobody else is in the conversation."""
        return self.channel_type in _DIRECT


@dataclass(frozen=True, kw_only=True)
class Drop(Said):
    """Somebody dropped files, or forwarded a message that has some.

    `thread` is where to reply, also if nobody has done so yet. `on_topic`: the message or a file's
    name speaks of a letter or a certificate. `domains`: those in the text and the files' names, in
    lower case and punycode (`bot.text.domains`). `is_bare`: without words, but for courtesies.
    """

    files: tuple[File, ...]
    candidates: tuple[Candidate, ...]
    on_topic: bool
    domains: tuple[str, ...] = ()
    is_bare: bool = False

    @property
    def meaning(self) -> tuple[object, ...]:
        """What its words say that matters."""
        return self.candidates, self.domains, self.addressed, self.on_topic


@dataclass(frozen=True)
class Answer(Said):
    """What somebody says to the bot, or may say to an open question: in words, or with its buttons.

    In words: `certificate_id` or `domain` is all that they say (a domain beside an ID does no
    harm); else they are talk, which has `candidates` and `domains`, and `file_names` that it calls,
    never the words. Those `denied` ("not flSFd6Fh") are no answer alone, nor is what is `doubtful`
    ("is flSFd6Fh done?"); what is `asked` ("flSFd6Fh?") is one of the poster's alone. `thread` is
    "" where they stand in none. `forwarded`: together with a message of which Slack shows no file;
    what is named may stand in it. `edit`: the ts of the edit that has made them so. `edited`: they
    stand in the drop itself.

    With a button: `question_ts` is that of its message, and `file_id`, `pages` ("3", or "3-4") or
    `decision` (one of those in `clicks.py`) tells what was chosen; a `certificate_id` is the choice
    itself, or what the decision holds for. With the form: `certificate_id` and `file_id`.
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
    file_names: tuple[str, ...] = ()
    asked: bool = False
    edited: bool = False
    edit: str = ""
    forwarded: bool = False

    @property
    def meaning(self) -> tuple[object, ...]:
        """What the words say that matters."""
        named = self.certificate_id, self.domain, self.candidates, self.domains
        return (*named, self.denied, self.doubtful, self.asked, self.addressed)

    @property
    def names_any(self) -> bool:
        """Whether a certificate is named, if the account has it."""
        return bool(self.certificate_id or self.domain or self.candidates or self.domains)

    @property
    def said_at(self) -> str:
        """When it was said so, as a ts; "" for what is no message."""
        return self.edit or self.ts

    @property
    def is_talk(self) -> bool:
        """Whether it is more than a choice."""
        by_button = self.question_ts or self.file_id
        return not (self.certificate_id or self.domain or by_button or self.edited)

    @property
    def sure_ids(self) -> tuple[str, ...]:
        """The certificates that the words alone name, and not only the account's list."""
        sure = [c for c in self.candidates if c.confidence is not Confidence.WEAK]
        return tuple(each.certificate_id for each in sure)

    @property
    def named_id(self) -> str:
        """The one certificate that is named, whatever stands around it."""
        ids = [each for each in self.sure_ids if each not in self.denied]
        return self.certificate_id or (ids[0] if len(ids) == 1 else "")

    @property
    def named_domain(self) -> str:
        """The one domain that is named where no certificate is."""
        only = self.domains[0] if len(self.domains) == 1 and not self.sure_ids else ""
        return self.domain or only


@dataclass(frozen=True)
class Ignored:
    """Nothing for us; the reason is for the log and holds no words of the message.

    `malformed`: not in Slack's shape, which somebody should know.
    """

    reason: str
    malformed: bool = False


def read(
    event: Mapping[str, Any], *, team: str, bot_user: str, is_shared: bool = False
) -> Drop | Answer | Ignored:
    """What the inner event (`payload["event"]`) of a `message` is; never raises.

    `team` is the workspace that the bot is installed in: in a channel that another one has made
    (Slack Connect) the envelope names that one. `bot_user` is the bot's own user ID; `is_shared`:
    whether the envelope calls the channel so.
    """
    try:
        message = msgspec.convert(event, _Message)
    except ValueError as error:
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
        team=team,
        sent_from_team=shapes.other_team(team, message.user_team, message.source_team),
        is_shared=is_shared,
    )
    said = replace(
        said, addressed=said.is_direct or bool(re.search(rf"<@{re.escape(bot_user)}[>|]", text))
    )
    shared = tuple(_shared(message.attachments))
    # The bot itself names certificates as examples.
    beside = "\n".join(each.text or "" for each in shared if each.author_id != bot_user)
    files = [*map(shapes.file_of, message.files or ()), *(f for each in shared for f in each.shown)]
    if files:
        return _drop(said, text, beside, files[: shapes.MOST_FILES])
    return _words(Answer(**vars(said), forwarded=bool(shared)), text, beside)


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
    attachments: Any = None

    @property
    def shown(self) -> Iterator[File]:
        """Its files, as far as they have the shape of one."""
        return filter(None, map(shapes.read_file, (self.files or ())[: shapes.MOST_FILES]))


# A plain message, one with files, and a reply that is shown in the channel too.
_SUBTYPES_OF_PEOPLE = frozenset({None, "", "file_share", "thread_broadcast"})
_MOST_ATTACHMENTS = 20
_DEEPEST_FORWARD = 3  # a message that forwards one that forwards one
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


def _shared(attachments: Any, depth: int = _DEEPEST_FORWARD) -> Iterator[_Attachment]:
    """What is forwarded in a message; what is out of shape must not cost the message itself."""
    for each in attachments[:_MOST_ATTACHMENTS] if isinstance(attachments, list) else ():
        with suppress(ValueError):
            attachment = msgspec.convert(each, _Attachment)
            if attachment.is_share:
                yield attachment
                if depth > 1:
                    yield from _shared(attachment.attachments, depth - 1)


def _drop(said: Said, text: str, beside: str, files: Sequence[File]) -> Drop:
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
        files=dropped,
        candidates=_candidates(text, beside, names),
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
    if is_held_back(text):
        return tuple(replace(each, unsure=True) for each in own)
    return own


# What somebody quotes or strikes out names a certificate only if nothing else in a message does.
_NOT_SAID = re.compile(r"(?m)^[ \t]*&gt;.*$|(?<!\w)~(?=\S)[^~\n]++(?<=\S)~(?!\w)")


def _words(said: Answer, text: str, beside: str) -> Answer | Ignored:
    """What is said without a file; `beside`: the words of a message that shows none either."""
    may_be_asked = bool(said.thread) or said.is_direct
    parts = dict.fromkeys((_NOT_SAID.sub(" ", text) if may_be_asked else text, text))
    for part in parts:
        asked = is_question(part)
        if certificate_id := only_id(part) or only_id(without_domains(part)):
            return replace(said, certificate_id=certificate_id, asked=asked)
        if domain := only_domain(part) if may_be_asked else None:
            return replace(said, domain=domain, asked=asked)
    is_strong = any(each.confidence is Confidence.STRONG for each in find(text))
    forwarded = said.forwarded and (said.addressed or is_strong)
    if not forwarded and not (text.strip() and (said.addressed or said.thread)):
        return Ignored("neither a file nor for the bot")
    talk = said = replace(said, forwarded=forwarded)
    is_mention = said.addressed and not said.is_direct
    domains_of = find_domains if forwarded or is_mention else plain_domains
    for part in (*parts, beside) if forwarded else parts:
        talk = replace(said, candidates=find(part), domains=domains_of(part))
        if names := (*talk.sure_ids, *talk.domains):
            talk = replace(talk, denied=denied(part, names), asked=is_question(part))
            talk = replace(talk, file_names=file_names_in(part))
            return replace(talk, doubtful=is_doubtful(part, names))
    return talk


_TEXT_TOPIC = when_used(rf"(?ix) {any_of('certificate', 'letter', 'topic')}")
_PLEASE = when_used(rf"(?ix) {any_of('certificate', 'letter', 'topic', 'request')}")
# "Can you confirm?" is said about everything, but a file is called so for what it is.
_NAME_TOPIC = when_used(rf"(?ix) {any_of('certificate', 'letter', 'topic', 'file-name')}")
# ConfirmLetter: two words.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
