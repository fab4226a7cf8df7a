"""What goes between the bot and its workbench, as bytes: a length, JSON, and bytes behind it.

Nothing here can run what it reads, and nothing comes out that is larger than an answer can be: it
may come from a process that a hostile file has taken hold of. A request's files travel beside the
JSON, so that 50 MB are not copied for it.
"""

import struct
from dataclasses import dataclass, fields
from typing import Any, BinaryIO, Literal

import msgspec

from bot.files.results import Choice, Mended, Sound
from bot.files.types import LARGEST_ADJUSTED, LONGEST_TEXT, MOST_PAGES, MOST_TO_CHOOSE
from bot.problems import FileProblem, Problem, from_json, to_json

LENGTH = struct.Struct(">Q")
"""How the length of what follows is written."""

NO_PROCESS = LENGTH.pack(0)
"""Instead of an answer: the machine has no process left for this request."""

_LARGEST_ANSWER = 2_000_000  # bytes; a letter in Base64 needs two thirds of it
_MOST_BYTES = 1_000_000_000  # that several files can have together
_LONGEST_WORD = 5_000  # characters: the names of ten files
_LONGEST_REASON = 200  # characters
_MOST_WORDS = 20  # changes, or warnings


@dataclass(frozen=True)
class Limits:
    """Seconds that the work on a file may take: of a processor, and of the person who waits."""

    cpu: int
    wall: float


@dataclass(frozen=True)
class Stopped:
    """The work on a file ended without a result: for the log, never for the thread."""

    why: str


Answer = Sound | Mended | Choice | Problem | Stopped
_RESULTS: dict[str, type[Sound | Mended | Choice | Stopped]] = {
    "Sound": Sound,
    "Mended": Mended,
    "Choice": Choice,
    "Stopped": Stopped,
}


class Garbled(ValueError):
    """No answer that a workbench gives."""


@dataclass(frozen=True)
class Request:
    """What is to be done with which files; `pages` and `wosign` as in `mend`."""

    task: Literal["inspect", "mend"]
    files: tuple[tuple[bytes, str], ...]
    limits: Limits
    wosign: bool = False
    pages: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The name that a problem of the whole is told with."""
        return " + ".join(name for _, name in self.files)


@dataclass(frozen=True)
class Label:
    """The JSON of a request: of each file its size and name."""

    task: Literal["inspect", "mend"]
    files: tuple[tuple[int, str], ...]
    limits: Limits
    wosign: bool
    pages: tuple[int, ...]


@dataclass(frozen=True)
class _Parcel:
    """The JSON of an answer; `kind` is a name of `_RESULTS` or "Problem"."""

    kind: str
    value: dict[str, Any]


# There -------------------------------------------------------------------------------------------


def head(request: Request) -> bytes:
    """All of a request but its files, which follow as they are."""
    files = tuple((len(content), name) for content, name in request.files)
    label = Label(request.task, files, request.limits, request.wosign, request.pages)
    return _with_length(msgspec.json.encode(label))


def read_label(source: BinaryIO) -> Label | None:
    """Read the head of a request and not a byte more; None at the end of the source.

    `source` must have no buffer: the files behind the head are for another reader.
    """
    length = _exactly(source, LENGTH.size)
    if not length:
        return None
    return msgspec.json.decode(_exactly(source, *LENGTH.unpack(length)), type=Label)


def read_files(source: BinaryIO, label: Label) -> Request:
    """Read the files that follow a head."""
    files = tuple((source.read(size), name) for size, name in label.files)
    return Request(label.task, files, label.limits, label.wosign, label.pages)


def _exactly(source: BinaryIO, size: int) -> bytes:
    """So many bytes, or none when the source ends before."""
    told = b""
    while len(told) < size:
        piece = source.read(size - len(told))
        if not piece:
            return b""
        told += piece
    return told


# And back ----------------------------------------------------------------------------------------


def pack(answer: Answer) -> bytes:
    """Write an answer: its length, and JSON in which bytes are Base64."""
    if isinstance(answer, Problem):
        parcel = _Parcel("Problem", to_json(answer))
    else:
        parcel = _Parcel(type(answer).__name__, msgspec.to_builtins(answer))
    return _with_length(msgspec.json.encode(parcel))


def length_of_answer(prefix: bytes | bytearray) -> int:
    """Bytes of the JSON that follows; raises Garbled for more than any answer has."""
    length: int = LENGTH.unpack(prefix)[0]
    if length > _LARGEST_ANSWER:
        raise Garbled("an answer is too long")
    return length


def unpack(told: bytes) -> Answer:
    """Read the JSON of an answer; raises Garbled for what is none, or larger than one can be."""
    try:
        parcel = msgspec.json.decode(told, type=_Parcel)
        if parcel.kind == "Problem":
            answer: Answer = from_json(parcel.value)
        else:
            answer = msgspec.convert(parcel.value, type=_RESULTS[parcel.kind])
    except (msgspec.MsgspecError, KeyError, ValueError):
        raise Garbled("an answer cannot be read") from None
    if not (_is_short(answer) and _is_possible(answer)):
        raise Garbled(f"no {parcel.kind} is like that")
    return answer


def _is_short(answer: Answer) -> bool:
    """Whether no text is longer, and no list, than an honest answer's."""
    for field in fields(answer):
        value = getattr(answer, field.name)
        longest = LONGEST_TEXT if field.name == "text" else _LONGEST_WORD
        if isinstance(value, str) and len(value) > longest:
            return False
        if isinstance(value, tuple) and len(value) > _MOST_WORDS:
            return False
    return True


def _is_possible(answer: Answer) -> bool:
    match answer:
        case Sound(pages=pages):
            return 0 < pages <= MOST_PAGES
        case Mended(content=content, before=before, after=after, pages=pages):
            fits = 0 < len(content) < LARGEST_ADJUSTED and 0 < before <= _MOST_BYTES
            return fits and after == len(content) and 0 < pages <= MOST_TO_CHOOSE
        case Choice(pages=pages, preview=preview):
            return 0 < pages <= MOST_TO_CHOOSE and len(preview) < LARGEST_ADJUSTED
        case Stopped(why=why):
            return len(why) <= _LONGEST_REASON
    return isinstance(answer, FileProblem)


def _with_length(text: bytes) -> bytes:
    return LENGTH.pack(len(text)) + text
