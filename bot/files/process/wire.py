"""What a reader hears: a `Request`, one line of JSON, and the content of each of its files.

What it says is one result, JSON until the end. JSON can run nothing. A hostile file may have taken
hold of the reader, so a result is checked like all that comes from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

import msgspec

from bot.files.results import Choice, Mended, Sound
from bot.problems import FileProblem, Problem, catalogue

_LONGEST_WORD = 5_000  # characters of what is no text layer: the names of ten files
Files = Sequence[tuple[bytes, str]]  # contents and names
Task = Literal["inspect", "mend"]


@dataclass(frozen=True)
class Limits:
    """Seconds that the work on a file may take: of a processor, and by the clock."""

    cpu: int
    wall: float


@dataclass(frozen=True)
class Request:
    """What is to be done with files, told by size and name; `wosign` and `pages` as in `mend`."""

    task: Task
    files: tuple[tuple[int, str], ...]
    limits: Limits
    wosign: bool = False
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Stopped:
    """The work on a file ended without a result: for the log, never for the thread."""

    why: str


Result = Sound | Mended | Choice | Problem | Stopped
_RESULTS: dict[str, type[Result]] = {
    kind.__name__: kind
    for kind in (Sound, Mended, Choice, Stopped, *catalogue(FileProblem).values())
}


def packed(result: Result) -> bytes:
    """A result as JSON: the name of its class, and its fields; bytes are Base64."""
    return msgspec.json.encode((type(result).__name__, result))


def unpacked(told: bytes | bytearray) -> Result:
    """The result that a reader told; `Stopped` for what is none, or larger than one can be."""
    try:
        kind, value = msgspec.json.decode(told, type=tuple[str, msgspec.Raw])
        result = msgspec.json.decode(value, type=_RESULTS[kind])
    except (msgspec.MsgspecError, KeyError, ValueError):
        return Stopped("a result cannot be read")
    words = (getattr(result, each.name) for each in fields(result) if each.name != "text")
    if any(isinstance(word, str) and len(word) > _LONGEST_WORD for word in words):
        return Stopped(f"no {kind} is like that")
    return result
