"""A submitted form in, what is handed in out: which certificate, which file, what note.

Where the form was opened travels with it as `private_metadata`. What comes back is checked like
everything from outside: a file chosen in the form must be one of those that it was opened for.
Shapes: docs.slack.dev, *view_submission payload* and *File input element*.
"""

import dataclasses
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from bot import action_ids
from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER
from bot.inbound.messages import Drop
from bot.slack import shapes
from bot.slack.shapes import MOST_FILES, File, Id, storable
from bot.text.certificate_ids import is_certificate_id, only_id
from bot.text.slack_text import NARROW

LONGEST_NOTE = 500  # characters of the note that goes with a letter
LONGEST_CERTIFICATE = 200  # characters kept of what was typed in place of an ID
LONGEST_METADATA = 3_000  # characters (page "Modal views")

# How much of the names is kept so that all fits; what shows a file's type stands at the end.
_NAME_LENGTHS = (255, 60, 24, 10, 5)
_SURELY_FIT = 20  # files, even with the longest IDs

_EMOJI_JOINER = "\u200d"


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a form was opened: a conversation or, with a shortcut, a message with files.

    `ts` is that message's, `thread` that of the first message of its thread; `files` are IDs and
    names. All are "" or empty for a form that `/letter` or a button opened.
    """

    channel: Id
    channel_type: shapes.Keyword = ""
    ts: shapes.Ts | Literal[""] = ""
    thread: shapes.Ts | Literal[""] = ""
    files: Annotated[tuple[tuple[Id, shapes.Short], ...], msgspec.Meta(max_length=MOST_FILES)] = ()


@dataclass(frozen=True)
class Submission:
    """What somebody hands in with the form; `view_id` is that of the form.

    `drop` has a `ts` if it is a file of the message that a shortcut points to, and no file where
    none was chosen. `certificate` is an ID, or what was typed in its place.
    """

    drop: Drop
    certificate: str
    note: str
    view_id: str


class Fault(StrEnum):
    """What is wrong with a field, by the key of its words."""

    NO_ID = "fault-certificate"
    NO_FILE = "fault-no-file"
    SEVERAL_FILES = "fault-several-files"
    FILE_TYPE = "fault-file-type"
    FILE_EMPTY = "fault-file-empty"
    FILE_TOO_SMALL = "fault-file-too-small"
    FILE_TOO_LARGE = "fault-file-too-large"


class _Field(msgspec.Struct, frozen=True):
    value: str | None = None
    selected_option: shapes.Option | None = None
    files: Annotated[list[Any], msgspec.Meta(max_length=MOST_FILES)] | None = None

    @property
    def said(self) -> str:
        """What was chosen or typed."""
        return self.selected_option.value if self.selected_option else self.value or ""


class _State(msgspec.Struct, frozen=True):
    values: dict[str, dict[str, _Field]]


class _View(msgspec.Struct, frozen=True):
    id: Id
    callback_id: shapes.Short
    private_metadata: str
    state: _State


class _Sent(msgspec.Struct, frozen=True):
    type: Literal["view_submission"]
    user: shapes.Member
    view: _View
    team: shapes.Named | None = None


def read_submission(payload: Mapping[str, Any], *, team: str) -> Submission | None:
    """Read a `view_submission` payload; None: malformed, or of another form.

    `team` is the workspace that the bot is installed in. Never raises.
    """
    try:
        sent = msgspec.convert(payload, _Sent)
    except ValueError:
        return None
    origin, fields = read(sent.view.private_metadata), sent.view.state.values
    if origin is None or sent.view.callback_id != action_ids.LETTER_FORM:
        return None

    def field(block_id: str, action_id: str) -> _Field:
        return fields.get(block_id, {}).get(action_id, _Field())

    files = _files(field(action_ids.FILE_BLOCK, action_ids.FILE_ACTION), origin)
    if files is None:
        return None
    certificate = field(action_ids.CERTIFICATE_BLOCK, action_ids.CERTIFICATE_ACTION).said
    note = field(action_ids.NOTE_BLOCK, action_ids.NOTE_ACTION).said
    drop = Drop(
        team=team,
        channel=origin.channel,
        channel_type=origin.channel_type or shapes.channel_type_of(origin.channel),
        ts=origin.ts,
        thread=origin.thread or origin.ts,
        user=sent.user.id,
        files=files,
        candidates=(),
        addressed=True,
        on_topic=True,
        sent_from_team=shapes.team_elsewhere(team, sent.user, sent.team),
        is_shared=True,  # nobody tells, and others may read along
    )
    return Submission(drop, _certificate(certificate), _note(note), sent.view.id)


def faults(submission: Submission) -> dict[str, str]:
    """What Slack tells already of a form that cannot go on: the block's ID → a `Fault`.

    A file's content decides later, so its name only counts where it can never be a letter.
    """
    certificate = None if is_certificate_id(submission.certificate) else Fault.NO_ID
    file = _fault_of(submission.drop.files)
    found = {action_ids.CERTIFICATE_BLOCK: certificate, action_ids.FILE_BLOCK: file}
    return {block_id: fault for block_id, fault in found.items() if fault}


def to_metadata(origin: Origin) -> str:
    """The origin as the `private_metadata` of a form, within Slack's limit.

    Where many files have long names, these are cut in the middle.
    """
    for length in _NAME_LENGTHS:
        packed = _packed(origin, length)
        if len(packed) <= LONGEST_METADATA:
            return packed
    return _packed(replace(origin, files=origin.files[:_SURELY_FIT]), _NAME_LENGTHS[-1])


def read(metadata: str) -> Origin | None:
    """Read what `to_metadata` wrote; None if it is anything else."""
    try:
        return msgspec.json.decode(metadata.encode(), type=Origin)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _packed(origin: Origin, length: int) -> str:
    files = tuple((file_id, _cut(storable(name), length)) for file_id, name in origin.files)
    return msgspec.json.encode(replace(origin, files=files)).decode()


def _cut(name: str, length: int) -> str:
    half = length // 2
    return name if len(name) <= length else f"{name[: length - half - 1]}…{name[-half:]}"


def _certificate(said: str) -> str:
    """What was chosen or typed; a label, backticks or the console's address around an ID go."""
    typed = said.translate(NARROW).strip()
    certificate_id = typed if is_certificate_id(typed) else only_id(typed)
    return certificate_id or storable(typed[:LONGEST_CERTIFICATE])


def _note(said: str) -> str:
    """One line without control characters, of which some turn the direction of what follows."""
    line = " ".join(said[: 2 * LONGEST_NOTE].split())
    kept = [
        each
        for each in line
        if each == _EMOJI_JOINER or unicodedata.category(each) not in ("Cc", "Cf", "Cs")
    ]
    return "".join(kept)[:LONGEST_NOTE].strip()


def _files(field: _Field, origin: Origin) -> tuple[File, ...] | None:
    """The files handed in, at best one; None where they are malformed or not on offer."""
    if not origin.files:
        read_files = [shapes.read_file(each) or _stub(each) for each in field.files or ()]
        files = tuple(file for file in read_files if file)
        return files if len(files) == len(read_files) else None
    if len(origin.files) > 1 and not field.selected_option:
        return ()
    chosen = field.selected_option.value if field.selected_option else origin.files[0][0]
    for file_id, name in origin.files:
        if file_id == chosen:
            stub = _stub({"id": file_id, "name": name})
            return (stub,) if stub else None
    return None


def _stub(shown: Any) -> File | None:
    """A file of which no more is known: as in Slack Connect, it is looked up before it is read."""
    if not isinstance(shown, dict):
        return None
    known = {key: shown.get(key) for key in ("id", "name")}
    return shapes.read_file(known | {"mode": "file_access", "file_access": "check_file_info"})


def _fault_of(files: Sequence[File]) -> Fault | None:
    if len(files) != 1:
        return Fault.SEVERAL_FILES if files else Fault.NO_FILE
    file = files[0]
    if dataclasses.replace(file, mimetype="").is_never_a_letter:  # whatever the browser says
        return Fault.FILE_TYPE
    if not file.url:  # of a stub no size is known
        return None
    if file.size < SMALLEST_LETTER:
        return Fault.FILE_TOO_SMALL if file.size else Fault.FILE_EMPTY
    return Fault.FILE_TOO_LARGE if file.size > LARGEST_FETCHED else None
