"""What goes between the bot and its workbench, as bytes: a length, JSON, and bytes behind it.

Nothing here can run what it reads: an answer may come from a process that a hostile file has taken
hold of. A request's files travel beside the JSON, so that 50 MB are not copied for it.
"""

import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

import msgspec

from bot.problems import Problem, from_json, to_json
from bot.repair.results import Choice, Mended, Sound

Answer = Sound | Mended | Choice | Problem

LENGTH = struct.Struct(">Q")
"""How the length of what follows is written."""

_LARGEST_ANSWER = 2_000_000  # bytes; a letter in Base64 needs two thirds of it
_RESULTS = {"Sound": Sound, "Mended": Mended, "Choice": Choice}


@dataclass(frozen=True)
class Request:
    """What is to be done with which files; `pages` and `wosign` as in `mend`."""

    task: Literal["inspect", "mend"]
    files: tuple[tuple[bytes, str], ...]
    wosign: bool = False
    pages: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The name that a problem of the whole is told with."""
        return " + ".join(name for _, name in self.files)


@dataclass(frozen=True)
class _Label:
    """The JSON of a request: of each file its size and name."""

    task: Literal["inspect", "mend"]
    files: tuple[tuple[int, str], ...]
    wosign: bool
    pages: tuple[int, ...]


@dataclass(frozen=True)
class _Parcel:
    """The JSON of an answer; `kind` is a name of `_RESULTS` or "Problem"."""

    kind: str
    value: dict[str, Any]


def head(request: Request) -> bytes:
    """All of a request but its files, which follow as they are."""
    files = tuple((len(content), name) for content, name in request.files)
    label = _Label(request.task, files, request.wosign, request.pages)
    return _with_length(msgspec.json.encode(label))


def read_request(source: BinaryIO) -> Request | None:
    """Read a request; None at the end of the source."""
    length = source.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    label = msgspec.json.decode(source.read(*LENGTH.unpack(length)), type=_Label)
    files = tuple((source.read(size), name) for size, name in label.files)
    return Request(label.task, files, label.wosign, label.pages)


def pack(answer: Answer) -> bytes:
    """Write an answer: its length, and JSON in which bytes are Base64."""
    if isinstance(answer, Problem):
        parcel = _Parcel("Problem", to_json(answer))
    else:
        parcel = _Parcel(type(answer).__name__, msgspec.to_builtins(answer))
    return _with_length(msgspec.json.encode(parcel))


def length_of_answer(prefix: bytes) -> int:
    """Bytes of the JSON that follows; raises ValueError for more than any answer has."""
    length: int = LENGTH.unpack(prefix)[0]
    if length > _LARGEST_ANSWER:
        raise ValueError(length)
    return length


def unpack(told: bytes) -> Answer:
    """Read the JSON of an answer; raises msgspec.MsgspecError or KeyError for what is none."""
    parcel = msgspec.json.decode(told, type=_Parcel)
    if parcel.kind == "Problem":
        return from_json(parcel.value)
    return msgspec.convert(parcel.value, type=_RESULTS[parcel.kind])


def _with_length(text: bytes) -> bytes:
    return LENGTH.pack(len(text)) + text
