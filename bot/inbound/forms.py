"""A submitted form in, what is handed in out: which certificate, which file, what note.

Where the form was opened travels with it as `private_metadata`. What comes back is checked like
everything from outside: a file chosen in the form must be one of those that it was opened for.
Shapes: docs.slack.dev, *view_submission payload* and *File input element*.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from bot.action_ids import (
    CERTIFICATE_ACTION,
    CERTIFICATE_BLOCK,
    FILE_ACTION,
    FILE_BLOCK,
    LETTER_FORM,
    NOTE_ACTION,
    NOTE_BLOCK,
)
from bot.files.letter import SMALLEST
from bot.files.types import LARGEST
from bot.inbound.messages import Drop
from bot.slack.shapes import (
    MOST_FILES,
    File,
    Id,
    Keyword,
    Member,
    Named,
    Option,
    Short,
    Ts,
    channel_type_of,
    other_team,
    read_file,
    storable,
)
from bot.text.certificate_ids import is_certificate_id, only_id
from bot.text.slack_text import NARROW

LONGEST_NOTE = 500
LONGEST_CERTIFICATE = 200  # characters kept of what was typed in place of an ID
LONGEST_METADATA = 3_000  # characters (page "Modal views")


@dataclass(frozen=True)
class Origin:
    """Where a form was opened: a conversation or, with a shortcut, a message with files.

    `ts` is that message's, `thread` that of the first message of its thread; `files` are IDs and
    names. All are "" or empty for a form that `/letter` or a button opened.
    """

    channel: str
    channel_type: str = ""
    ts: str = ""
    thread: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Submission:
    """What somebody hands in with the form.

    `certificate` is an ID, or what was typed in its place; `sent_from_team` is the person's
    workspace when it is another one.
    """

    team: str
    user: str
    view_id: str
    origin: Origin
    certificate: str
    files: tuple[File, ...]
    note: str
    sent_from_team: str | None


class Fault(StrEnum):
    """What is wrong with a field, by the key of its words."""

    NO_ID = "fault-certificate"
    NO_FILE = "fault-no-file"
    SEVERAL_FILES = "fault-several-files"
    FILE_TYPE = "fault-file-type"
    FILE_EMPTY = "fault-file-empty"
    FILE_TOO_SMALL = "fault-file-too-small"
    FILE_TOO_LARGE = "fault-file-too-large"


def read_submission(payload: Mapping[str, Any], *, team: str) -> Submission | None:
    """Read a `view_submission` payload; None: malformed, or of another form.

    `team` is the workspace that the bot is installed in. Never raises.
    """
    try:
        sent = msgspec.convert(payload, _Sent)
    except msgspec.ValidationError:
        return None
    if sent.view.callback_id != LETTER_FORM:
        return None
    origin, fields = read(sent.view.private_metadata), sent.view.state.values
    files = _files(fields, origin) if origin else None
    if origin is None or files is None:
        return None
    return Submission(
        team=team,
        user=sent.user.id,
        view_id=sent.view.id,
        origin=origin,
        certificate=_certificate(fields.get(CERTIFICATE_BLOCK, {}).get(CERTIFICATE_ACTION)),
        files=files,
        note=_note(fields.get(NOTE_BLOCK, {}).get(NOTE_ACTION)),
        sent_from_team=other_team(team, sent.user.team_id, sent.team.id if sent.team else None),
    )


def faults(submission: Submission) -> dict[str, str]:
    """What Slack tells already of a form that cannot go on: the block's ID → a `Fault`.

    A file's content decides later, so its name only counts where it can never be a letter.
    """
    certificate = None if is_certificate_id(submission.certificate) else Fault.NO_ID
    found = {CERTIFICATE_BLOCK: certificate, FILE_BLOCK: _fault_of(submission.files)}
    return {block_id: fault for block_id, fault in found.items() if fault}


def drop_of(submission: Submission) -> Drop:
    """A submission without faults as a drop; it has a `ts` if it was made of a message's file."""
    origin = submission.origin
    return Drop(
        team=submission.team,
        channel=origin.channel,
        channel_type=origin.channel_type or channel_type_of(origin.channel),
        ts=origin.ts,
        thread=origin.thread or origin.ts,
        user=submission.user,
        files=submission.files,
        candidates=(),
        addressed=True,
        on_topic=True,
        sent_from_team=submission.sent_from_team,
    )


# What travels with the form ----------------------------------------------------------------------


class _Metadata(msgspec.Struct, frozen=True, omit_defaults=True):
    channel: Id
    channel_type: Keyword = ""
    ts: Ts | Literal[""] = ""
    thread: Ts | Literal[""] = ""
    files: Annotated[tuple[tuple[Id, Short], ...], msgspec.Meta(max_length=MOST_FILES)] = ()


# How much of the names is kept so that all fits; what shows a file's type stands at the end.
_NAME_LENGTHS = (255, 60, 24, 10, 5)
_SURELY_FIT = 20  # files, even with the longest IDs


def to_metadata(origin: Origin) -> str:
    """The origin as the `private_metadata` of a form, within Slack's limit.

    Where many files have long names, these are cut in the middle.
    """
    packed = (_packed(origin, length) for length in _NAME_LENGTHS)
    few = replace(origin, files=origin.files[:_SURELY_FIT])
    fitting = (each for each in packed if len(each) <= LONGEST_METADATA)
    return next(fitting, None) or _packed(few, _NAME_LENGTHS[-1])


def read(metadata: str) -> Origin | None:
    """Read what `to_metadata` wrote; None if it is anything else."""
    try:
        told = msgspec.json.decode(metadata.encode(), type=_Metadata)
    except (msgspec.DecodeError, UnicodeError):
        return None
    return Origin(told.channel, told.channel_type, told.ts, told.thread, told.files)


def _packed(origin: Origin, length: int) -> str:
    files = tuple((file_id, _cut(storable(name), length)) for file_id, name in origin.files)
    told = _Metadata(origin.channel, origin.channel_type, origin.ts, origin.thread, files)
    return msgspec.json.encode(told).decode()


def _cut(name: str, length: int) -> str:
    half = length // 2
    return name if len(name) <= length else f"{name[: length - half - 1]}…{name[-half:]}"


# What comes back ---------------------------------------------------------------------------------


class _Field(msgspec.Struct, frozen=True):
    value: str | None = None
    selected_option: Option | None = None
    files: Annotated[list[Any], msgspec.Meta(max_length=MOST_FILES)] | None = None


_Fields = dict[str, dict[str, _Field]]


class _State(msgspec.Struct, frozen=True):
    values: _Fields


class _View(msgspec.Struct, frozen=True):
    id: Id
    callback_id: Short
    private_metadata: str
    state: _State


class _Sent(msgspec.Struct, frozen=True):
    type: Literal["view_submission"]
    user: Member
    view: _View
    team: Named | None = None


def _certificate(field: _Field | None) -> str:
    """What was chosen or typed; a label, backticks or the console's address around an ID go."""
    typed = _said(field).translate(NARROW).strip()
    certificate_id = typed if is_certificate_id(typed) else only_id(typed)
    return certificate_id or storable(typed[:LONGEST_CERTIFICATE])


def _said(field: _Field | None) -> str:
    if field is None:
        return ""
    return field.selected_option.value if field.selected_option else field.value or ""


def _note(field: _Field | None) -> str:
    """One line without control characters, of which some turn the direction of what follows."""
    line = " ".join(_said(field)[: 2 * LONGEST_NOTE].split())
    return "".join(filter(_is_visible, line))[:LONGEST_NOTE].strip()


def _is_visible(character: str) -> bool:
    joins_emoji = character == "\u200d"
    return joins_emoji or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _files(fields: _Fields, origin: Origin) -> tuple[File, ...] | None:
    """The files handed in, at best one; None where they are malformed or not on offer."""
    field = fields.get(FILE_BLOCK, {}).get(FILE_ACTION, _Field())
    if not origin.files:
        read_files = [read_file(each) for each in field.files or ()]
        files = tuple(file for file in read_files if file)
        return files if len(files) == len(read_files) else None
    if len(origin.files) > 1 and not field.selected_option:
        return ()
    chosen = field.selected_option.value if field.selected_option else origin.files[0][0]
    return next(((_stub(*file),) for file in origin.files if file[0] == chosen), None)


def _stub(file_id: str, name: str) -> File:
    """A file of which no more is known: as in Slack Connect, it is looked up before it is read."""
    return File(
        id=file_id,
        name=name,
        size=0,
        mode="file_access",
        mimetype="",
        url="",
        is_external=False,
        file_access="check_file_info",
    )


# What is wrong with it ---------------------------------------------------------------------------

# Pictures are missing here: a letter can be made of one.
_NO_LETTERS = """
    doc docx docm dot dotx odt rtf pages wps xls xlsx xlsm csv ods numbers ppt pptx odp key
    zip rar 7z gz tgz tar bz2 xz exe dmg msi apk bat sh js py html htm mhtml eml msg txt md log json
    xml yaml yml crt cer pem csr p7b pfx p12 der jks mp3 mp4 mov avi wav
"""
_NEVER_A_LETTER = frozenset(_NO_LETTERS.split())


def _fault_of(files: Sequence[File]) -> Fault | None:
    if len(files) != 1:
        return Fault.SEVERAL_FILES if files else Fault.NO_FILE
    _, dot, ending = files[0].name.casefold().rpartition(".")
    if dot and ending in _NEVER_A_LETTER:
        return Fault.FILE_TYPE
    return _fault_of_size(files[0].size) if files[0].url else None


def _fault_of_size(size: int) -> Fault | None:
    """What a size in bytes is; a stub has none."""
    if size == 0:
        return Fault.FILE_EMPTY
    if size < SMALLEST:
        return Fault.FILE_TOO_SMALL
    return Fault.FILE_TOO_LARGE if size > LARGEST else None
