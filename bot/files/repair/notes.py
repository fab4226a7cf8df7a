"""What lies beside a picture in its file, and is never a reason to refuse the picture.

Cameras, scanners and other programs write notes, colour profiles, and checksums of both. Broken or
huge ones make a reader give up, though the pixels are whole and every viewer shows them.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from PIL import Image

from bot.files.results import Change
from bot.files.types import FileType

MALFORMED = (
    *(OSError, SyntaxError, ValueError, TypeError, AttributeError, EOFError),
    *(ArithmeticError, LookupError, RuntimeError, struct.error, zlib.error),
)
"""What Pillow and its readers raise for broken files, by their sources."""

ORIENTATION = 0x0112  # these are tags of EXIF
_GPS = 0x8825
_SUBFILE = 0x00FE  # of a TIFF; bit 0: a smaller copy of another picture in the file
_NOTES = ("exif", "xmp", "XML:com.adobe.xmp", "comment")  # as Pillow calls them


def notes_of(image: Image.Image) -> tuple[int, set[Change]]:
    """Tell how a picture was held (EXIF, 1 to 8), and what dropping its notes changes.

    They are read as far as they can be. Never raises for broken ones.
    """
    told: object = 1
    found: set[Change] = set()
    with suppress(*MALFORMED):
        exif = image.getexif()
        told = exif.get(ORIENTATION)
        found |= {"location"} if exif.get_ifd(_GPS) else set()
        found |= {"metadata"} if exif and image.format != "TIFF" else set()
    orientation = next((each for each in range(2, 9) if each == told), 1)
    found |= {"rotated"} if orientation > 1 else set()
    found |= {"metadata"} if any(map(image.info.get, _NOTES)) else set()
    return orientation, found


def is_smaller_copy(image: Image.Image) -> bool:
    """Tell whether a picture of a TIFF is said to be one of another."""
    with suppress(*MALFORMED):
        return bool(image.getexif().get(_SUBFILE, 0) & 1)
    return False


# Files with fewer of them ------------------------------------------------------------------------

_Piece = tuple[str, int, int]  # what it is for, where it begins and ends
_KEPT = ({"pixels", "orientation", "colours"}, {"pixels", "orientation"}, {"pixels"})


def lighter(content: bytes, kind: FileType) -> Iterator[bytes]:
    """Give a file with fewer and fewer notes, for when it cannot be read with all of them."""
    before = content
    for kept in _KEPT:
        if kind in _PIECES:
            pieces = _PIECES[kind](content)
            left = b"".join(content[first:end] for use, first, end in pieces if use in kept)
        else:
            left = _HEIF_ITEM.sub(rb"\1free", content)
        if kind is FileType.WEBP:  # it tells its length
            left = left[:4] + (len(left) - 8).to_bytes(4, "little") + left[8:]
        if left != before:
            yield left
        before = left


_HEIF_ITEM = re.compile(rb"(infe[\2\3].{7}(?:..)?)(Exif|mime)", re.DOTALL)
"""A note's type (ISO 14496-12, 8.11.6). With one that nobody reads, nothing in the file moves."""

# What stands before the first scan: marker and length (ITU-T T.81, B.1.1)
_SEGMENT = re.compile(rb"\xff+([\xc0-\xcf\xdb-\xfe])(..)", re.DOTALL)
_APPLICATION, _SHORTEST = b"\xe0", 12  # the first marker of notes; bytes that one has at least
_JPG = {
    b"Adobe": "pixels",  # which colours they are
    b"Exif\0\0": "orientation",
    b"ICC_PROFILE\0": "colours",
    b"JFIF\0": "colours",
}


def _jpg(content: bytes) -> Iterator[_Piece]:
    at = 2
    yield "pixels", 0, at
    while segment := _SEGMENT.match(content, at):
        at = segment.start(2) + max(2, int.from_bytes(segment[2]))
        note, use = content[segment.end() : at], "pixels"
        if segment[1] >= _APPLICATION:
            uses = (use for mark, use in _JPG.items() if note.startswith(mark))
            use = next(uses, "") if len(note) >= _SHORTEST else ""
        yield use, segment.start(), at
    yield "pixels", at, len(content)


_ANCILLARY = 0x20  # a bit of a chunk's first letter (PNG, 5.4): the picture is whole without it
_PNG = {b"tRNS": "orientation", b"eXIf": "orientation", b"iCCP": "colours", b"pHYs": "colours"}


def _png(content: bytes) -> Iterator[_Piece]:
    """One that is needed, and whose checksum says that it is broken, is "broken"."""
    at, name = 8, b""
    yield "pixels", 0, at
    while at + 12 <= len(content) and name != b"IEND":
        first, name = at, content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[first : first + 4])
        checksum = zlib.crc32(memoryview(content)[first + 4 : at - 4])
        is_broken = at <= len(content) and checksum != int.from_bytes(content[at - 4 : at])
        if name[0] & _ANCILLARY:
            yield "" if is_broken else _PNG.get(name, ""), first, at
        else:
            yield "broken" if is_broken else "pixels", first, at


def has_broken_pixels(content: bytes, kind: FileType) -> bool:
    """Tell whether a checksum says so, which readers pass over."""
    return kind is FileType.PNG and any(use == "broken" for use, _, _ in _png(content))


_WEBP = {b"EXIF": "orientation", b"ICCP": "colours", b"XMP ": ""}


def _webp(content: bytes) -> Iterator[_Piece]:
    at = 12
    yield "pixels", 0, at
    while at + 8 <= len(content):
        first, use = at, _WEBP.get(content[at : at + 4], "pixels")
        at += 8 + (int.from_bytes(content[at + 4 : at + 8], "little") + 1) // 2 * 2
        yield use if use == "pixels" or at <= len(content) else "", first, at


_PIECES: dict[FileType, Callable[[bytes], Iterator[_Piece]]] = {
    FileType.JPG: _jpg,
    FileType.PNG: _png,
    FileType.WEBP: _webp,
}
