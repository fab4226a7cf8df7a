"""Bytes → the type of a file. A name proves nothing.

Told by the first bytes, as the table in `types` says them; in the same order what stands behind:
packages of office programs, text, what the library `filetype` knows, and a PDF behind other bytes.
"""

import re

import filetype

from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER, FileType

PDF_JUNK = 1_024
"""Bytes before the header that PDF readers allow (PDF Reference 1.7, appendix H)."""

_HEAD = 8_192  # bytes in which a text or a header shows itself
_SIGNATURE = 512  # bytes for filetype: enough for all of ours; its zstd matcher recurses every 8
_MAGIC = [(re.compile(each.facts.magic, re.DOTALL), each) for each in FileType if each.facts.magic]
_PDF_HEADER = re.compile(rb"%PDF-\d")
_BOM = b"\xef\xbb\xbf"
_WEB_PAGE = re.compile(
    rb"(?:\s|<!--(?>.*?-->)|<\?(?>.*?\?>))*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def type_of(content: bytes) -> FileType | None:
    """Tell the type of a file; None for what is nothing of the table. Never raises.

    The first 1,024 bytes do for what may be adjusted, but for the rare junk before a PDF.
    """
    head = content[:_HEAD]
    if (found := _by_magic(head)) is not None:
        return _by_brands(head) if found is FileType.HEIF else found
    if head.startswith(_ZIP):
        return _package(content)
    if head.startswith(_OLE):
        return _by_streams(content)
    return _text(head) or _by_filetype(head) or _late_pdf(head)


def may_be_adjusted(content: bytes, size: int) -> bool:
    """Tell by a file's beginning and its size in bytes whether a letter may be made of it."""
    found = type_of(content)
    fits = SMALLEST_LETTER <= size <= LARGEST_FETCHED
    return fits and found is not None and found.may_be_adjusted


def _by_magic(head: bytes) -> FileType | None:
    return next((found for magic, found in _MAGIC if magic.match(head)), None)


def _by_brands(head: bytes) -> FileType:
    """What a HEIF says it is as well, behind its first brand (ISO/IEC 14496-12, 4.3)."""
    end = min(len(head), int.from_bytes(head[:4]))
    others = (_by_magic(head[:8] + head[at : at + 4]) for at in range(16, end, 4))
    return next((each for each in others if each in {FileType.HEIC, FileType.AVIF}), FileType.HEIF)


def _text(head: bytes) -> FileType | None:
    is_utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16", "replace").encode() if is_utf_16 else head.removeprefix(_BOM)
    if _WEB_PAGE.match(text):
        return FileType.WEB_PAGE
    return FileType.PROGRAM if text.startswith(b"#!") else None


def _by_filetype(head: bytes) -> FileType | None:
    """What `filetype` finds; its evidence for the types with first bytes of their own is weaker."""
    ending = filetype.guess_extension(head[:_SIGNATURE])
    return next((each for each in FileType if each == ending and not each.facts.magic), None)


def _late_pdf(head: bytes) -> FileType | None:
    found = _PDF_HEADER.search(head, 0, PDF_JUNK + len(b"%PDF-1"))
    return FileType.PDF if found else None


# Packages of office programs ---------------------------------------------------------------------

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE_ENTRIES = (
    *(b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/"),
    *(b"word/", b"xl/", b"ppt/", b"OFD.xml", b"Doc_0/", b"FixedDoc"),
)
_MAYBE_PACKAGE = (b"Index/", b"Metadata/", b"Documents/1/", b"preview")
_PACKAGES = {
    b"word/document": FileType.WORD,
    b"xl/workbook": FileType.EXCEL,
    b"ppt/presentation": FileType.POWERPOINT,
    b"FixedDoc": FileType.XPS,
    b"OFD.xml": FileType.OFD,
    b"Index/Document.iwa": FileType.OLD_OFFICE,  # Apple's
}
_STREAMS = {
    "__substg1.0_": FileType.MAIL,  # Outlook's: its attachments have stream names of their own
    "PowerPoint Document": FileType.POWERPOINT,
    "WordDocument": FileType.WORD,
    "Workbook": FileType.EXCEL,
}


def _package(content: bytes) -> FileType | None:
    """Office files are ZIP packages: their first entry tells them from a mere archive."""
    first = content[30 : 30 + int.from_bytes(content[26:28], "little")]
    if first == b"mimetype":
        is_office = b"application/vnd.oasis.open" in content[:256]
        return FileType.OPEN_DOCUMENT if is_office else None
    usual = None if first.startswith(_PACKAGE_ENTRIES) else FileType.ZIP
    if usual and not first.startswith(_MAYBE_PACKAGE):
        return usual
    return next((found for mark, found in _PACKAGES.items() if mark in content), usual)


def _by_streams(content: bytes) -> FileType | None:
    """Word, Excel and PowerPoint up to 2003, and WPS: told apart by the names of their streams.

    These may stand behind the beginning of a large file (MS-CFB, 2.2: shift and first sector).
    """
    sector, shift = (int.from_bytes(content[at], "little") for at in (slice(48, 52), slice(30, 31)))
    behind = FileType.OLD_OFFICE if (sector + 1) << shift > len(content) else None
    streams = (found for name, found in _STREAMS.items() if name.encode("utf-16-le") in content)
    return next(streams, behind)


# Two files in one --------------------------------------------------------------------------------

_ZIP_END = re.compile(rb"PK\x05\x06(?=.{8}(.{4}))", re.DOTALL)  # and the directory's length
_ZIP_TAIL = 22 + 65_535  # bytes in which readers look for that end: the record and its comment
_ZIP64, _ZIP64_END = b"\xff\xff\xff\xff", b"PK\x06\x07"
_ZIP_ENTRY = b"PK\x01\x02"


def is_two_files(content: bytes) -> bool:
    """Tell whether another reader would see another file: a PDF in a picture, a ZIP behind it.

    What a person looks at must be what the CA looks at.
    """
    if _late_pdf(content) is not None and type_of(content) is not FileType.PDF:
        return True
    ends = _ZIP_END.finditer(content, max(0, len(content) - _ZIP_TAIL))
    return any(_is_zip_end(content, end.start(), end[1]) for end in ends)


def _is_zip_end(content: bytes, at: int, length: bytes) -> bool:
    """Look for a ZIP's directory before its last record; readers allow bytes behind that."""
    if length == _ZIP64:
        return content[at - 20 : at - 16] == _ZIP64_END
    directory = at - int.from_bytes(length, "little")
    return directory >= 0 and content.startswith(_ZIP_ENTRY, directory)
