"""Bytes → `Letter`, or the `Problem` that says what they are instead.

What Tencent takes is said on its page "UploadConfirmLetter": JPG, JPEG, PNG or PDF, 1 KB to 1.4 MB;
for certificates of the WoSign kind JPG, PDF or GIF (error `InvalidConfirmLetterFormatWosign`).
The type is read from the content; a name proves nothing. A file's end is looked for because a
broken download or scan would cost days at the CA. When in doubt a letter passes here: Tencent and
the CA have the last word, and a good letter must never be held up.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import filetype

from bot.problems import (
    Archive,
    EmptyFile,
    Executable,
    FileTooLarge,
    FileTooSmall,
    OfficeDocument,
    PngNotTaken,
    Problem,
    TruncatedFile,
    UnknownFile,
    UnsupportedImage,
    WebPage,
)

SMALLEST = 1_024
"""Bytes: "1 KB" (page "UploadConfirmLetter"), in the larger of its two readings."""

LARGEST = 1_468_006
"""Bytes: "1.4 MB" (same page) as 1.4 * 1024 * 1024 of the file itself.

The page does not say whether a MB is decimal or binary, nor whether the file or its Base64 text is
measured. This is the widest reading: above it every reading refuses, below it Tencent decides.
"""

FileKind = Literal["pdf", "jpg", "png", "gif"]


@dataclass(frozen=True)
class Letter:
    """A file that may be uploaded."""

    content: bytes = field(repr=False)
    kind: FileKind
    name: str


def check(content: bytes, name: str, *, wosign: bool = False) -> Letter | Problem:
    """Tell a letter from everything else that people drop. Never raises.

    `wosign`: the letter is for a certificate of the WoSign kind
    (`bot.certificate_states.is_wosign`).
    """
    if not content:
        return EmptyFile(name)
    found = _format(content)
    kind = (_WOSIGN_KINDS if wosign else _KINDS).get(found)
    if kind is None:
        return _NO_LETTERS.get(found, UnknownFile)(name)
    return (
        _size_problem(len(content), name)
        or _truncation(content, kind, name)
        or Letter(content, kind, name)
    )


def _size_problem(size: int, name: str) -> Problem | None:
    if size < SMALLEST:
        return FileTooSmall(name, size, SMALLEST)
    return FileTooLarge(name, size, LARGEST) if size > LARGEST else None


# Which format? -----------------------------------------------------------------------------------

_HEAD = 8_192  # bytes in which a text or a header shows itself
_SIGNATURE = 512  # bytes for filetype: enough for all of ours; its zstd matcher recurses every 8
_BOM = b"\xef\xbb\xbf"
_PDF_JUNK = 1_024  # bytes before the header that PDF readers allow (PDF Reference 1.7, appendix H)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_WEB_PAGE = re.compile(
    rb"(?:\s|<!--(?>.*?-->)|<\?(?>.*?\?>))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = re.compile(rb"[^\x00-\x08\x0e-\x1a\x1c-\x1f]*")
_PDF_HEADER = re.compile(rb"%PDF-\d")


def _format(content: bytes) -> str:
    """Name the format by a key of the tables below, or as unknown."""
    head = content[:_HEAD]
    if head.removeprefix(_BOM).startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(_ZIP):
        return _zip_format(content)
    if head.startswith(_OLE):
        return _ole_format(content)
    return _text_format(head) or _magic_format(head) or _late_pdf(head) or "unknown"


def _text_format(head: bytes) -> str | None:
    text = _without_bom(head)
    if _WEB_PAGE.match(text):
        return "html"
    return "script" if text.startswith(b"#!") else None


def _without_bom(head: bytes) -> bytes:
    """Take the byte-order mark away; UTF-16 becomes UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode()
    return head.removeprefix(_BOM)


def _magic_format(head: bytes) -> str | None:
    found = filetype.guess_extension(head[:_SIGNATURE]) or _missing_in_filetype(head)
    known = found in _KINDS or found in _NO_LETTERS
    return found if known and not _is_prose(head, found) else None


def _is_prose(head: bytes, found: str | None) -> bool:
    """Two or three letters are weak evidence: "BMW …" is no bitmap, "GIFT …" no GIF."""
    weak = found in {"bmp", "exe", "gif"} and not head.startswith(b"GIF8")
    return weak and _PROSE.fullmatch(head) is not None


def _missing_in_filetype(head: bytes) -> str | None:
    if head.startswith(_MACH_O):
        return "macho"
    if head.startswith(_BIG_TIFF):
        return "tif"
    return _HEIF_BRANDS.get(head[8:12]) if head[4:8] == b"ftyp" else None


def _late_pdf(head: bytes) -> str | None:
    return "pdf" if _PDF_HEADER.search(head, 0, _PDF_JUNK + len(b"%PDF-1")) else None


def _zip_format(content: bytes) -> str:
    """Office files are ZIP packages: their first entry tells them from a mere archive."""
    first = content[30 : 30 + int.from_bytes(content[26:28], "little")]
    if first == b"mimetype":
        return "opendocument" if b"application/vnd.oasis.open" in content[:256] else "unknown"
    if not first.startswith(_PACKAGE_ENTRIES):
        return "zip"
    return next((kind for mark, kind in _PACKAGES.items() if mark in content), "unknown")


def _ole_format(content: bytes) -> str:
    """Word, Excel and PowerPoint up to 2003, and WPS: told apart by the names of their streams."""
    streams = (kind for name, kind in _OLE_STREAMS.items() if name.encode("utf-16-le") in content)
    return next(streams, "unknown")


_PACKAGE_ENTRIES = (
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"customXml/",
    b"word/",
    b"xl/",
    b"ppt/",
    b"OFD.xml",
    b"Doc_0/",
)
_PACKAGES = {b"word/document": "word", b"xl/workbook": "excel", b"ppt/presentation": "powerpoint"}
_OLE_STREAMS = {
    "__substg1.0_": "unknown",  # an Outlook message: its attachments have stream names of their own
    "PowerPoint Document": "powerpoint",
    "WordDocument": "word",
    "Workbook": "excel",
}
_MACH_O = (
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_BIG_TIFF = (b"II+\x00", b"MM\x00+")
_HEIF_BRANDS = {
    b"heix": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"mif1": "heif",
    b"mif2": "heif",
    b"msf1": "heif",
    b"avis": "avif",
}

_KINDS: dict[str, FileKind] = {"pdf": "pdf", "jpg": "jpg", "png": "png", "apng": "png"}
_WOSIGN_KINDS: dict[str, FileKind] = {"pdf": "pdf", "jpg": "jpg", "gif": "gif"}

_IMAGES = {
    "avif": "AVIF",
    "bmp": "BMP",
    "cr2": "CR2",
    "dcm": "DICOM",
    "dwg": "DWG",
    "gif": "GIF",
    "heic": "HEIC",
    "heif": "HEIF",
    "ico": "ICO",
    "jpx": "JPEG 2000",
    "jxr": "JPEG XR",
    "psd": "PSD",
    "tif": "TIFF",
    "webp": "WebP",
    "xcf": "XCF",
}
_ARCHIVES = {
    "7z": "7z",
    "bz2": "BZ2",
    "cab": "CAB",
    "gz": "GZ",
    "lz": "LZ",
    "lz4": "LZ4",
    "lzo": "LZO",
    "rar": "RAR",
    "tar": "TAR",
    "xz": "XZ",
    "Z": "Z",
    "zip": "ZIP",
    "zst": "ZST",
}

_NO_LETTERS: dict[str, Callable[[str], Problem]] = {
    "html": WebPage,
    **{kind: partial(OfficeDocument, kind=kind) for kind in (*_PACKAGES.values(), "opendocument")},
    **{short: partial(Archive, kind=usual) for short, usual in _ARCHIVES.items()},
    **dict.fromkeys(("elf", "exe", "macho", "script", "wasm", "deb", "rpm", "crx"), Executable),
    **{short: partial(UnsupportedImage, kind=usual) for short, usual in _IMAGES.items()},
    **dict.fromkeys(("png", "apng"), PngNotTaken),
}


# Is the end there? -------------------------------------------------------------------------------

# Real photos have a few dozen segments, a GIF of 1.4 MB has 6,000: keeps a hostile file from
# costing time.
_MOST_SEGMENTS = 10_000


def _truncation(content: bytes, kind: FileKind, name: str) -> TruncatedFile | None:
    return None if _HAS_END[kind](content) else TruncatedFile(name, kind.upper())


def _pdf_has_end(content: bytes) -> bool:
    return content.rfind(b"%%EOF") >= 0  # from the end, where it is


def _png_has_end(content: bytes) -> bool:
    """Look for the IEND chunk: it has no data, so its length is four zeros."""
    return b"\x00\x00\x00\x00IEND" in content


def _jpg_has_end(content: bytes) -> bool:
    return content.find(b"\xff\xd9", _first_scan(content)) >= 0


def _first_scan(content: bytes) -> int:
    """Where a JPG's picture begins (SOS): behind the segments with their thumbnails.

    A thumbnail in EXIF is a JPG with an end marker of its own. Where the segments are not as the
    standard says, the search for the end begins there.
    """
    at = 2
    for _ in range(_MOST_SEGMENTS):
        step = _segment_length(content[at : at + 4])
        if not step:
            break
        at += step
    return at


def _segment_length(start: bytes) -> int:
    """Bytes up to the next marker; 0 at the picture itself and where no segment begins."""
    marker, length = start[:2], int.from_bytes(start[2:])
    if marker == b"\xff\xff":  # a fill byte
        return 1
    if marker == b"\xff\x01" or b"\xff\xd0" <= marker <= b"\xff\xd8":  # markers without a length
        return 2
    begins_segment = marker[:1] == b"\xff" and marker not in {b"\xff\xd9", b"\xff\xda"}
    return 2 + length if begins_segment and length >= len(b"\x00\x00") else 0


def _gif_has_end(content: bytes) -> bool:
    return content.find(b"\x3b", _behind_gif_blocks(content)) >= 0


def _behind_gif_blocks(content: bytes) -> int:
    """Where a GIF's trailer belongs: behind its blocks and their chains of data (GIF89a).

    Where the blocks are not as the standard says, the search for the trailer begins there.
    """
    at, in_data = 13 + _colour_table(content[10:11]), False
    for _ in range(_MOST_SEGMENTS):
        start = content[at : at + 10]
        step = _data_length(start) if in_data else _block_length(start)
        if not step:
            break
        in_data = not in_data or step > 1  # a length of zero ends the data
        at += step
    return at


def _block_length(start: bytes) -> int:
    """Bytes before a block's data; 0 at the trailer and where no block begins."""
    if start[:1] == b"\x21":  # an extension: its label
        return 2
    return 11 + _colour_table(start[9:10]) if start[:1] == b"\x2c" else 0


def _data_length(start: bytes) -> int:
    return 1 + start[0] if start else 0


def _colour_table(packed: bytes) -> int:
    """Bytes of the table of colours that this byte announces."""
    has_table = packed and packed[0] & 0x80
    return 3 << ((packed[0] & 0x07) + 1) if has_table else 0


_HAS_END: dict[FileKind, Callable[[bytes], bool]] = {
    "pdf": _pdf_has_end,
    "jpg": _jpg_has_end,
    "png": _png_has_end,
    "gif": _gif_has_end,
}
