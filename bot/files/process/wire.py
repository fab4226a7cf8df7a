"""What goes between the bot and a reader.

    bot ─► reader    a `Request`, one line of JSON, and then the content of each of its files
    reader ─► bot    one answer, JSON until the end

JSON can run nothing. A hostile file may have taken hold of its reader, so an answer is checked like
all that comes from outside.
"""

from dataclasses import dataclass, fields
from typing import Literal

import msgspec

from bot.files.results import Choice, Mended, Sound
from bot.files.types import LARGEST_ADJUSTED, LONGEST_TEXT, MOST_PAGES, MOST_TO_CHOOSE
from bot.problems import FileProblem, Problem, catalogue

READY = b"+"  # what the fork server says once its libraries are loaded
END, END_AND_TELL = b"-", b"?"  # what it is to do with a reader: and tell how that one ended

LONGEST_ANSWER = 2_000_000  # bytes; a letter in Base64 needs two thirds of it
_MOST_BYTES = 1_000_000_000  # that several files can have together
_LONGEST_WORD = 5_000  # characters: the names of ten files
_MOST_WORDS = 20  # changes, or warnings


@dataclass(frozen=True)
class Limits:
    """Seconds that the work on a file may take: of a processor, and of the person who waits."""

    cpu: int
    wall: float


@dataclass(frozen=True)
class Request:
    """What is to be done with files, told by size and name; `wosign` and `pages` as in `mend`."""

    task: Literal["inspect", "mend"]
    files: tuple[tuple[int, str], ...]
    limits: Limits
    wosign: bool = False
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Stopped:
    """The work on a file ended without a result: for the log, never for the thread."""

    why: str


Answer = Sound | Mended | Choice | Problem | Stopped
_ANSWERS: dict[str, type[Answer]] = {
    kind.__name__: kind
    for kind in (Sound, Mended, Choice, Stopped, *catalogue(FileProblem).values())
}


def packed(answer: Answer) -> bytes:
    """An answer as JSON: the name of its class, and its fields; bytes are Base64."""
    return msgspec.json.encode((type(answer).__name__, answer))


def unpacked(told: bytes | bytearray) -> Answer:
    """The answer that a reader told; `Stopped` for what is none, or larger than one can be."""
    try:
        kind, value = msgspec.json.decode(told, type=tuple[str, msgspec.Raw])
        answer = msgspec.json.decode(value, type=_ANSWERS[kind])
    except (msgspec.MsgspecError, KeyError, ValueError):
        return Stopped("an answer cannot be read")
    values = ((field.name, getattr(answer, field.name)) for field in fields(answer))
    if all(_is_short(*each) for each in values) and _is_possible(answer):
        return answer
    return Stopped(f"no {kind} is like that")


def _is_short(field: str, value: object) -> bool:
    match value:
        case str():
            return len(value) <= (LONGEST_TEXT if field == "text" else _LONGEST_WORD)
        case tuple():
            return len(value) <= _MOST_WORDS
        case bytes():
            return len(value) < LARGEST_ADJUSTED
    return True


def _is_possible(answer: Answer) -> bool:
    match answer:
        case Sound(pages=pages):
            return 0 < pages <= MOST_PAGES
        case Choice(pages=pages):
            return 0 < pages <= MOST_TO_CHOOSE
        case Mended(content=content, before=before, after=after, pages=pages):
            sizes_agree = 0 < len(content) == after and 0 < before <= _MOST_BYTES
            return sizes_agree and 0 < pages <= MOST_TO_CHOOSE
    return True
