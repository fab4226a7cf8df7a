"""First bytes → the kind of a file. A name proves nothing."""

import re
from typing import Literal

Kind = Literal["pdf", "jpg", "png", "gif", "bmp", "tiff", "webp", "heic", "heif", "avif"]

SMALLEST = 1_024
"""Bytes: below it no letter can be (page "UploadConfirmLetter"), so there is nothing to mend."""

LARGEST = 50 * 1_024 * 1_024
"""Bytes: the largest file that is fetched and mended."""

MOST_PAGES = 200
"""Pages of a file that can still be called a letter with its papers."""

MOST_TO_CHOOSE = 40
"""Pages that can be shown to choose a letter's from, in time and so that one sees them."""

MOST_TOGETHER = 10
"""Pages of a letter; more than that, and it is asked which of them are it."""

LIMIT = 1_000_000
"""Bytes that a mended letter stays below: every reading of Tencent's "1.4 MB" allows that."""

LONGEST_TEXT = 20_000
"""Characters of text layers that are read."""

_HEAD = 1_024  # bytes that may stand before a PDF's header (PDF Reference 1.7, appendix H)
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
_BRANDS: dict[bytes, Kind] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
}
_ANY_BRANDS = (b"mif1", b"mif2", b"msf1")  # of HEIF: those behind them may tell more
_BITMAP = re.compile(rb"BM.{4}\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}", re.DOTALL)
_PDF_HEADER = re.compile(rb"%PDF-\d")
_ZIP_END = re.compile(rb"PK\x05\x06(?=.{8}(.{4}))", re.DOTALL)  # and the directory's length
_ZIP_TAIL = 22 + 65_535  # bytes in which readers look for that end: the record and its comment
_ZIP64, _ZIP64_END = b"\xff\xff\xff\xff", b"PK\x06\x07"
_ZIP_ENTRY = b"PK\x01\x02"


def kind_of(content: bytes) -> Kind | None:
    """Tell the kind by the first 1,024 bytes; None for everything that cannot be mended."""
    head = content[:_HEAD]
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return found or _container(head) or _late_pdf(head)


def can_be_mended(head: bytes, size: int) -> bool:
    """Tell by a file's first bytes (1,024 are enough) and its size whether `mend` may try."""
    return SMALLEST <= size <= LARGEST and kind_of(head) is not None


def is_two_files(content: bytes) -> bool:
    """Tell whether another reader would see another file: a PDF in a picture, a ZIP behind it.

    What a person looks at must be what the CA looks at.
    """
    kind = kind_of(content)
    hides_pdf = kind not in {None, "pdf"} and _PDF_HEADER.search(content[:_HEAD]) is not None
    return hides_pdf or _ends_as_zip(content)


def usual_name(kind: str) -> str:
    """The kind as people write it."""
    return {"tiff": "TIFF", "webp": "WebP"}.get(kind, kind.upper())


def _container(head: bytes) -> Kind | None:
    """Kinds whose mark does not stand at the very beginning or is weak: RIFF, ISO media, BMP."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12]) or _by_compatible_brands(head)
    return "bmp" if _BITMAP.match(head) else None


def _by_compatible_brands(head: bytes) -> Kind | None:
    """What a HEIF says it is as well, behind its first brand (ISO/IEC 14496-12, 4.3)."""
    if head[8:12] not in _ANY_BRANDS:
        return None
    end = min(len(head), int.from_bytes(head[:4]))
    others = (head[at : at + 4] for at in range(16, end, 4))
    return next((_BRANDS[each] for each in others if each in _BRANDS), "heif")


def _late_pdf(head: bytes) -> Kind | None:
    """A PDF behind other bytes, unless those make it something else: an archive, a program."""
    is_other = head.startswith((b"PK\x03\x04", b"\x7fELF", b"MZ", b"#!"))
    return "pdf" if not is_other and _PDF_HEADER.search(head) else None


def _ends_as_zip(content: bytes) -> bool:
    """Look for a ZIP's last record with its directory before it; readers allow bytes behind it."""
    first = max(0, len(content) - _ZIP_TAIL)
    ends = _ZIP_END.finditer(content, first)
    return any(_is_zip_end(content, end.start(), end[1]) for end in ends)


def _is_zip_end(content: bytes, at: int, length: bytes) -> bool:
    if length == _ZIP64:
        return content[at - 20 : at - 16] == _ZIP64_END
    directory = at - int.from_bytes(length, "little")
    return directory >= 0 and content.startswith(_ZIP_ENTRY, directory)
