"""What a reader is handed: a file with a `Request`, one line of JSON, and the content of its files.

What it says is one result, JSON until the end. JSON can run nothing. A hostile file may have taken
hold of the reader, so a result is checked like all that comes from outside.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import IO, Literal

import msgspec

from bot.files.results import Choice, Mended, Sound
from bot.problems import FileProblem, Problem, catalogue

_LONGEST_WORD = 5_000  # characters of what is no text layer: the names of ten files
Files = Sequence[tuple[bytes, str]]  # contents and names
Task = Literal["inspect", "mend"]


@dataclass(frozen=True)
class Limits:
    """Seconds that the work on a file may take: of a processor, and by the clock; its niceness."""

    cpu: float
    wall: float
    nice: int = 0


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


if sys.platform == "linux":
    import fcntl

    _SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL

Result = Sound | Mended | Choice | Problem | Stopped
_RESULTS: dict[str, type[Result]] = {
    kind.__name__: kind
    for kind in (Sound, Mended, Choice, Stopped, *catalogue(FileProblem).values())
}


def handed_over(request: Request, contents: Sequence[bytes]) -> IO[bytes]:
    """Write what a reader is handed, at whose beginning it then is: a file without a name.

    On Linux it lies in memory alone, and nobody can change it any more.
    """
    file: IO[bytes]
    if sys.platform == "linux":
        flags = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
        file = os.fdopen(os.memfd_create("letter", flags), "r+b", buffering=0)
    else:
        file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # the caller closes it
    try:
        for part in (msgspec.json.encode(request) + b"\n", *contents):
            file.write(part)
        if sys.platform == "linux":
            fcntl.fcntl(file, fcntl.F_ADD_SEALS, _SEALS)
        file.seek(0)  # the reader has this very position
    except BaseException:
        file.close()
        raise
    return file


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
