"""Bytes → `Letter`, or the `Problem` that says what they are instead.

A file's end is looked for because a broken download or scan would cost days at the CA; the look
inside (`repair/inspection.py`) says it as well, but that process may not start. When in doubt a
letter passes here: Tencent and the CA have the last word, and a good letter must never be held up.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.files.detect import type_of
from bot.files.types import LARGEST_LETTER, SMALLEST_LETTER, FileType, type_called
from bot.problems import BadFile, FormatProblem, Problem, SizeProblem


@dataclass(frozen=True)
class Letter:
    """A file that may be uploaded."""

    content: bytes = field(repr=False)
    kind: FileType
    name: str


def check(content: bytes, name: str, *, wosign: bool = False) -> Letter | Problem:
    """Tell a letter from everything else that people drop. Never raises.

    `wosign`: the letter is for a certificate of the WoSign kind
    (`bot.certificates.states.is_wosign`).
    """
    if not content:
        return BadFile("empty-file", name)
    found = type_of(content) or FileType.OTHER
    if not found.facts.sent[wosign]:
        return _not_sent(found, name)
    if len(content) < SMALLEST_LETTER:
        return SizeProblem("file-too-small", name, len(content), SMALLEST_LETTER)
    if len(content) > LARGEST_LETTER:
        return SizeProblem("file-too-large", name, len(content), LARGEST_LETTER)
    if not _HAS_END[found](content):
        return FormatProblem("truncated-file", name, found.facts.name)
    return Letter(content, found, name)


def no_letter(beginning: bytes, name: str) -> Problem | None:
    """Say of a file that is too large what it is, if a smaller one would not do either.

    By its first bytes or, where there are none, by its name. None: of it a letter may be made.
    """
    found = (type_of(beginning) or FileType.OTHER) if beginning else type_called(name)
    return None if found is None or found.may_be_adjusted else _not_sent(found, name)


def _not_sent(found: FileType, name: str) -> Problem:
    kind = found.facts.problem
    is_plain = kind in BadFile.KINDS
    return BadFile(kind, name) if is_plain else FormatProblem(kind, name, found.facts.name)


_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", re.DOTALL)
_PDF_HEAD, _PDF_TAIL = 2_048, 1_024  # bytes in which that stands, and in which a PDF ends
# The mark, or what a cut has left of it; but not the dummy of a linearized file's first page
_PDF_END = re.compile(rb"startxref\s+0*[1-9]\d*\s+%(?!.*\d\s+obj\b)", re.DOTALL)
_FILLER = b"\0\t\n\f\r "


def pdf_has_end(content: bytes) -> bool:
    """Tell whether no page of a PDF can be missing at its end, whatever its last bytes are.

    A linearized one has an end mark near its beginning as well, but tells its length, which may be
    wrong: its line ends may have been changed on the way, and nothing lost (PDF 1.7, annex F.3.1).
    """
    length = _LINEARIZED.search(content, 0, _PDF_HEAD)
    if length is None and content.rfind(b"%%EOF") >= 0:  # from the end, where it is
        return True
    end = len(content.rstrip(_FILLER))  # a broken download may be filled up
    if length is not None and end >= int(length[1]) - len(b"\r\n"):
        return True
    return _PDF_END.search(content[max(0, end - _PDF_TAIL) : end]) is not None


# Fill bytes and markers alone, then one that has a length (ITU-T T.81, B.1.1)
_SEGMENT = re.compile(rb"(?:\xff\x01|\xff(?=\xff))*+\xff[\xc0-\xcf\xdb-\xfe](..)", re.DOTALL)
_MOST_SEGMENTS = 1_000  # real photos have a few dozen


def _jpg_has_end(content: bytes) -> bool:
    """Look for the end mark behind the segments: the thumbnail in one of them has its own."""
    at = len(b"\xff\xd8")
    for _ in range(_MOST_SEGMENTS):
        segment = _SEGMENT.match(content, at)
        if segment is None:
            break
        at = segment.start(1) + int.from_bytes(segment[1])
    return content.find(b"\xff\xd9", at) >= 0


_HAS_END: dict[FileType, Callable[[bytes], bool]] = {
    FileType.PDF: pdf_has_end,
    # It has no data: length 0. Looked for from the end, where it is
    FileType.PNG: lambda content: content.rfind(b"\x00\x00\x00\x00IEND") >= 0,
    FileType.GIF: lambda _: True,  # only the look inside knows: its pixels may all be there
    FileType.JPG: _jpg_has_end,
}
