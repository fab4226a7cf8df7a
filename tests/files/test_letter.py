"""What is a letter, and what is said of everything else that people drop."""

import io
import struct
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.files.letter import Letter, check, no_letter
from bot.files.types import LARGEST_LETTER, SMALLEST_LETTER
from bot.problems import BadFile, FileProblem, FormatProblem, Problem, SizeProblem
from sandbox import letters
from tests import odd_letters
from tests.files.pdfs import for_the_web
from tests.for_each import for_each

GOOD = {"pdf": letters.pdf, "jpg": letters.jpg, "png": letters.png}
WHOLE = {kind: make(20_000) for kind, make in GOOD.items()}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
JUNK = bytes(range(1, 256)) * 8


def bytes_of(*names: str) -> bytes:
    """A zip of these entries, each with a sentence in it."""
    return letters.archive(dict.fromkeys(names, "A sentence. " * 100))


def tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as files:
        info = tarfile.TarInfo("letter.pdf")
        info.size = len(letters.pdf())
        files.addfile(info, io.BytesIO(letters.pdf()))
    return packed.getvalue()


# Good letters ------------------------------------------------------------------------------------


@for_each("kind", GOOD)
def test_a_good_letter_passes_with_its_bytes_kind_name_and_fingerprint(kind: str) -> None:
    content = GOOD[kind]()
    letter = check(content, f"letter.{kind}")
    assert letter == Letter(content, kind, f"letter.{kind}")  # type: ignore[arg-type]  # the key is one of the three


@for_each("kind", GOOD)
@for_each("size", [SMALLEST_LETTER, LARGEST_LETTER])
def test_a_letter_of_the_least_and_of_the_largest_size_passes(kind: str, size: int) -> None:
    content = _sized(kind, size)
    assert len(content) == size
    assert isinstance(check(content, "letter"), Letter)


@for_each("kind", GOOD)
@for_each("size", [SMALLEST_LETTER - 1, LARGEST_LETTER + 1])
def test_one_byte_less_or_more_than_allowed_is_refused(kind: str, size: int) -> None:
    kind_of = "file-too-small" if size < SMALLEST_LETTER else "file-too-large"
    limit = SMALLEST_LETTER if size < SMALLEST_LETTER else LARGEST_LETTER
    assert check(_sized(kind, size), "letter") == SizeProblem(kind_of, "letter", size, limit)


def _sized(kind: str, size: int) -> bytes:
    """A letter of exactly this size; a photo cannot be small, so a bare one takes its place."""
    try:
        return GOOD[kind](size)
    except ValueError:
        return SMALL_HEADS[kind].ljust(size - len(SMALL_ENDS[kind]), b".") + SMALL_ENDS[kind]


SMALL_HEADS = {
    "pdf": b"%PDF-1.4\n",
    "jpg": b"\xff\xd8\xff\xda\x00\x08",
    "png": b"\x89PNG\r\n\x1a\n",
}
SMALL_ENDS = {"pdf": b"%%EOF\n", "jpg": b"\xff\xd9", "png": b"\0\0\0\0IEND\xaeB`\x82"}


def test_the_bounds_are_those_that_the_design_reads_out_of_tencents_page() -> None:
    assert (SMALLEST_LETTER, LARGEST_LETTER) == (1_024, 1_468_006)


@for_each("kind", GOOD)
@for_each("name", ["letter.docx", "letter", "信.exe", "", "a/b\n.zip"])
def test_right_content_under_a_wrong_name_is_accepted(kind: str, name: str) -> None:
    letter = check(GOOD[kind](), name)
    assert isinstance(letter, Letter)
    assert (letter.kind, letter.name) == (kind, name)


def test_the_bytes_of_a_letter_never_show_in_its_repr() -> None:
    assert "PDF-1.4" not in repr(check(letters.pdf(), "letter.pdf"))


@for_each("kind", GOOD)
def test_padding_behind_the_end_does_no_harm(kind: str) -> None:
    assert isinstance(check(GOOD[kind]() + bytes(2_000), "letter"), Letter)


@for_each("before", [b"\xef\xbb\xbf", b"\r\n\r\n", JUNK[:1_024], b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_pdf_behind_a_mark_or_some_junk_is_a_pdf_as_for_readers(before: bytes) -> None:
    letter = check(before + letters.pdf(), "letter.pdf")
    assert isinstance(letter, Letter)
    assert letter.kind == "pdf"


def test_a_pdf_behind_too_much_junk_is_none() -> None:
    assert check(JUNK[:1_025] + letters.pdf(), "letter.pdf") == BadFile(
        "unknown-file", "letter.pdf"
    )


def test_a_pdf_with_an_archive_inside_is_a_pdf() -> None:
    letter = check(letters.pdf() + letters.archive() + b"\n%%EOF", "letter.pdf")
    assert isinstance(letter, Letter)
    assert letter.kind == "pdf"


def test_an_animated_png_is_a_png() -> None:
    png = letters.png()
    chunk = b"acTL" + struct.pack(">II", 1, 0)
    control = struct.pack(">I", 8) + chunk + struct.pack(">I", zlib.crc32(chunk))
    letter = check(png[:33] + control + png[33:], "letter.png")
    assert isinstance(letter, Letter)
    assert letter.kind == "png"


# For certificates of the WoSign kind -------------------------------------------------------------


@pytest.mark.parametrize(("kind", "make"), [("pdf", letters.pdf), ("jpg", letters.jpg)])
def test_a_pdf_and_a_jpg_pass_for_every_certificate(kind: str, make: Callable[[], bytes]) -> None:
    letter = check(make(), "letter", wosign=True)
    assert letter == check(make(), "letter")
    assert isinstance(letter, Letter)
    assert letter.kind == kind


@for_each("content", [odd_letters.gif(), odd_letters.gif() + bytes(2_000)])
def test_a_gif_passes_for_a_wosign_certificate_alone(content: bytes) -> None:
    assert check(content, "g", wosign=True) == Letter(content, "gif", "g")
    assert check(content, "g") == FormatProblem("unsupported-image", "g", "GIF")


@for_each("content", [letters.png(), letters.png()[:2_000], letters.png(1_100)])
def test_a_png_is_none_for_a_wosign_certificate_whatever_else_is_wrong_with_it(
    content: bytes,
) -> None:
    assert check(content, "scan.png", wosign=True) == BadFile("png-not-taken", "scan.png")


def test_a_gif_must_have_the_size_of_a_letter() -> None:
    small, large = odd_letters.gif()[:1_023], odd_letters.gif().ljust(LARGEST_LETTER + 1, b"\0")
    assert check(small, "g", wosign=True) == SizeProblem(
        "file-too-small", "g", 1_023, SMALLEST_LETTER
    )
    assert check(large, "g", wosign=True) == SizeProblem(
        "file-too-large", "g", LARGEST_LETTER + 1, LARGEST_LETTER
    )


def test_a_png_whose_line_ends_were_converted_is_incomplete() -> None:
    content = letters.png().replace(b"\r\n", b"\n", 1)
    assert check(content, "p") == FormatProblem("truncated-file", "p", "PNG")


# Other files -------------------------------------------------------------------------------------

UNKNOWN, WEB_PAGE = BadFile("unknown-file", "x"), BadFile("web-page", "x")
PROGRAM = BadFile("executable", "x")
_picture = partial(FormatProblem, "unsupported-image", "x")
_office = partial(FormatProblem, "office-document", "x")
_archive = partial(FormatProblem, "archive", "x")
_other = partial(FormatProblem, "other-format", "x")

ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
SOUND_STREAM = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
PICTURE_STREAM = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
OTHERS: dict[str, tuple[bytes, Problem]] = {
    "an empty file": (b"", BadFile("empty-file", "x")),
    "Slack's login page": (odd_letters.html(), WEB_PAGE),
    "a page in capitals": (b"\xef\xbb\xbf \n<HTML LANG=en>" + JUNK, WEB_PAGE),
    "a page behind comments": (b"<!-- a -->\n<!-- <b> --><!DocType\thtml>" + JUNK, WEB_PAGE),
    "an XHTML page": (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC>' + JUNK, WEB_PAGE),
    "a page in UTF-16": (("\ufeff<html>" + "页面" * 900).encode("utf-16-le"), WEB_PAGE),
    "a Word document": (letters.word(), _office("word")),
    "an Excel workbook": (odd_letters.excel(), _office("excel")),
    "a presentation": (odd_letters.powerpoint(), _office("powerpoint")),
    "an OpenDocument text": (odd_letters.opendocument(), _office("opendocument")),
    "an old Word or WPS file": (
        OLE + "WordDocument".encode("utf-16-le") + bytes(900),
        _office("word"),
    ),
    "an old Excel file": (OLE + "Workbook".encode("utf-16-le") + bytes(900), _office("excel")),
    "an old presentation": (
        OLE + "PowerPoint Document".encode("utf-16-le") + bytes(900),
        _office("powerpoint"),
    ),
    "an Outlook message with a document in it": (
        OLE + "__substg1.0_3701".encode("utf-16-le") + "WordDocument".encode("utf-16-le"),
        _other("mail"),
    ),
    "an OFD document": (bytes_of("OFD.xml", "Doc_0/Document.xml"), _other("OFD")),
    "an XPS document": (bytes_of("[Content_Types].xml", "FixedDocSeq.fdseq"), _other("XPS")),
    "an XPS of Windows": (bytes_of("FixedDocument.fdseq", "_rels/.rels"), _other("XPS")),
    "a book": (bytes_of("mimetype", "META-INF/container.xml"), UNKNOWN),
    "a ZIP of a PDF": (letters.archive(), _archive("ZIP")),
    "a ZIP of a Word document": (letters.archive({"letter.docx": letters.word()}), _archive("ZIP")),
    "a RAR": (b"Rar!\x1a\x07\x01\x00" + JUNK, _archive("RAR")),
    "a 7z": (b"7z\xbc\xaf\x27\x1c" + JUNK, _archive("7z")),
    "a GZ": (b"\x1f\x8b\x08" + JUNK, _archive("GZ")),
    "a TAR of a PDF": (tar(), _archive("TAR")),
    "an XZ": (b"\xfd7zXZ\x00" + JUNK, _archive("XZ")),
    "a Linux program": (odd_letters.executable(), PROGRAM),
    "a Windows program": (odd_letters.windows_executable(), PROGRAM),
    "a Mac program": (b"\xcf\xfa\xed\xfe" + JUNK, PROGRAM),
    "a script": (b"#!/bin/sh\nrm -rf .\n" * 100, PROGRAM),
    "a photo of an iPhone": (odd_letters.heic(), _picture("HEIC")),
    "a HEIF": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf" + JUNK, _picture("HEIF")),
    "an AVIF": (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + JUNK, _picture("AVIF")),
    "a GIF": (odd_letters.gif(), _picture("GIF")),
    "a WebP": (b"RIFF\x00\x10\x00\x00WEBPVP8 " + JUNK, _picture("WebP")),
    "a TIFF": (b"II*\x00\x08\x00\x00\x00\x00\x00" + JUNK, _picture("TIFF")),
    "a large TIFF": (b"II+\x00\x08\x00\x00\x00" + JUNK, _picture("TIFF")),
    "a large TIFF of a Mac": (b"MM\x00+\x00\x08\x00\x00" + JUNK, _picture("TIFF")),
    "a BMP": (b"BM\x36\x10\x00\x00\x00\x00\x00\x00" + JUNK, _picture("BMP")),
    "a PSD": (b"8BPS\x00\x01" + JUNK, _picture("PSD")),
    "plain text": (b"Dear CA, please issue.\n" * 100, UNKNOWN),
    "Chinese text": (("请签发证书。\n" * 100).encode(), UNKNOWN),
    "text that begins like a bitmap": (b"BMW orders a certificate.\n" * 100, UNKNOWN),
    "text that begins like a GIF": (b"GIFT cards for everybody.\n" * 100, UNKNOWN),
    "text that begins like a program": (b"MZ is the mayor.\n" * 100, UNKNOWN),
    "rich text": (b"{\\rtf1\\ansi letter}" * 100, _office("RTF")),
    "an e-mail": (b"Received: by mx\nSubject: letter\n\n" * 50, _other("mail")),
    "a mail program's e-mail": (b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n" * 50, _other("mail")),
    "a text that has a sender": (b"From: ca@example.com\nSubject: letter\n\n" * 50, UNKNOWN),
    "a page that Chrome has saved": (b"From: <Saved by Blink>\nMIME-Version: 1.0\n" * 50, UNKNOWN),
    "a letter in plain words": (b"To whom it may concern: we apply.\n" * 50, UNKNOWN),
    "a film": (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + JUNK, _other("video")),
    "a film of an iPhone": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + JUNK, _other("video")),
    "a film in Matroska": (b"\x1aE\xdf\xa3\x01" + JUNK, _other("video")),
    "a sound": (b"RIFF\x00\x10\x00\x00WAVEfmt " + JUNK, _other("audio")),
    "a song": (b"ID3\x03\0\0" + JUNK, _other("audio")),
    "a song without notes": (b"\xff\xfb\x90\x44" + JUNK, _other("audio")),
    "a song of a slow rate": (b"\xff\xf3\x40\xc4" + JUNK, _other("audio")),
    "an AAC": (b"\xff\xf1\x50\x80" + JUNK, _other("audio")),
    "an AIFF": (b"FORM\0\0\x10\0AIFF" + JUNK, _other("audio")),
    "a CAF": (b"caff\0\1\0\0" + JUNK, _other("audio")),
    "a MIDI": (b"MThd\0\0\0\6\0\1" + JUNK, _other("audio")),
    "a voice of WeChat": (b"\x02#!SILK_V3" + JUNK, _other("audio")),
    "a WMA": (ASF + bytes(30) + SOUND_STREAM + JUNK, _other("audio")),
    "a WMV": (ASF + bytes(30) + SOUND_STREAM + PICTURE_STREAM + JUNK, _other("video")),
    "an FLV": (b"FLV\1\5\0\0\0\x09" + JUNK, _other("video")),
    "a JPEG XL": (b"\xff\x0a\xfa\x1f" + JUNK, _picture("JPEG XL")),
    "a JPEG XL in boxes": (b"\0\0\0\x0cJXL \r\n\x87\n" + JUNK, _picture("JPEG XL")),
    "a Pages": (letters.archive({"Index/Document.iwa": JUNK}), _office("office")),
    "an XPS of another order": (
        letters.archive({"Documents/1/FixedDocument.fdoc": JUNK}),
        _other("XPS"),
    ),
    "a ZIP of an index": (letters.archive({"Index/a.txt": JUNK}), _archive("ZIP")),
}


@for_each("what", OTHERS)
def test_another_file_is_called_by_its_content_whatever_its_name(what: str) -> None:
    content, problem = OTHERS[what]
    assert check(content, "x") == problem
    assert not isinstance(check(content, "letter.pdf"), Letter)


@for_each("what", sorted(set(OTHERS) - {"a GIF"}))
def test_another_file_is_one_for_a_wosign_certificate_too(what: str) -> None:
    content, problem = OTHERS[what]
    assert check(content, "x", wosign=True) == problem


@for_each(
    ("beginning", "name", "problem"),
    [
        (letters.word()[:1_400], "x", _office("word")),
        (OLE[:48] + b"\xff\x0f" + bytes(990), "x", _office("office")),  # what it is stands behind
        (letters.archive()[:900], "x", _archive("ZIP")),
        (b"8BPS\0\1" + JUNK, "letter.pdf", _picture("PSD")),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + JUNK, "x", _picture("JPEG 2000")),
        (JUNK, "letter.pdf", UNKNOWN),
        (b"", "a.MP4", FormatProblem("other-format", "a.MP4", "video")),
        (b"", "a.zip", FormatProblem("archive", "a.zip", "ZIP")),
        (b"", "a.pages", FormatProblem("office-document", "a.pages", "word")),
        (b"", "a.psd", FormatProblem("unsupported-image", "a.psd", "PSD")),
        (b"", "mp4", None),
        (b"", "scan", None),
        (b"", "scan.pdf", None),
        (b"", "scan.heic", None),
        (letters.pdf(), "a.zip", None),
        (letters.jpg()[:2_000], "a.docx", None),
    ],
)
def test_what_is_too_large_is_called_what_it_is_unless_a_smaller_one_would_do(
    beginning: bytes, name: str, problem: Problem | None
) -> None:
    told = no_letter(beginning, name)
    assert told == (replace(problem, name=name) if isinstance(problem, FileProblem) else problem)


# Cut off -----------------------------------------------------------------------------------------


@for_each(
    ("content", "kind"),
    [
        (letters.truncated(letters.pdf), "PDF"),
        (letters.truncated(letters.jpg), "JPG"),
        (letters.truncated(letters.png), "PNG"),
    ],
)
def test_a_letter_without_its_end_is_told(content: bytes, kind: str) -> None:
    assert check(content, "scan") == FormatProblem("truncated-file", "scan", kind)


@for_each(
    "content",
    [
        for_the_web(0),
        for_the_web(0, lost=1),  # its last line break
        for_the_web(100),  # its line ends were changed on the way
        for_the_web(4_000),
        for_the_web(0, lost=2),  # a letter of the mark
        for_the_web(0, lost=5),  # most of it
        for_the_web(0, end=bytes(500)),
        for_the_web(100, end=bytes(5_000)),
        for_the_web(100, end=b"\r\n<!-- sent by mail -->"),
        for_the_web(-500),  # it was added to
        letters.pdf()[:-1],
        letters.pdf()[:-3],
        letters.pdf() + b"junk" * 500,
    ],
)
def test_a_pdf_is_not_refused_for_its_last_bytes(content: bytes) -> None:
    assert isinstance(check(content, "x"), Letter)


@for_each("end", [b"", bytes(3_000), b"\n"])
@for_each(
    ("lost", "told"),
    [(7, 0), (15, 0), (200, 0), (2_000, 0), (8_990, 0), (9_000, 0), (2_000, -100)],
)
@for_each("dummy", [b"0", b"0000000000"])
def test_a_pdf_for_the_web_that_broke_off_is_told(
    end: bytes, lost: int, told: int, dummy: bytes
) -> None:
    """Without its end, whatever fills its place; near its beginning it has an end mark."""
    content = for_the_web(told, lost, end, dummy)
    assert check(content, "x") == FormatProblem("truncated-file", "x", "PDF")


def _photo_with_thumbnail() -> bytes:
    """As a camera makes it: the EXIF segment holds a small JPG with an end marker of its own."""
    exif = b"Exif\0\0" + letters.jpg()
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + letters.jpg()[2:]


def test_a_photo_with_a_thumbnail_is_a_letter() -> None:
    assert isinstance(check(_photo_with_thumbnail(), "photo.jpg"), Letter)


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_photo() -> None:
    assert check(_photo_with_thumbnail()[:-2], "p") == FormatProblem("truncated-file", "p", "JPG")


@for_each("before", [b"\xff" * 40, b"\xff\x01"])
def test_fill_bytes_before_a_thumbnail_do_not_hide_the_cut(before: bytes) -> None:
    photo = _photo_with_thumbnail()
    assert check(photo[:2] + before + photo[2:-2], "p") == FormatProblem(
        "truncated-file", "p", "JPG"
    )


@for_each("between", [b"\xff" * 40, b"\xff\x01", b"junk between the segments"])
def test_an_odd_but_whole_photo_passes(between: bytes) -> None:
    jpg = letters.jpg()
    assert isinstance(check(jpg[:20] + between + jpg[20:], "photo.jpg"), Letter)


@given(data=st.data(), kind=st.sampled_from(sorted(GOOD)))
def test_a_good_letter_cut_anywhere_is_a_problem_or_the_same_kind(
    data: st.DataObject, kind: str
) -> None:
    whole = WHOLE[kind]
    found = check(whole[: data.draw(st.integers(0, len(whole)))], "letter")
    assert isinstance(found, Problem) or found.kind == kind


@given(data=st.data(), kind=st.sampled_from(sorted(GOOD)))
def test_a_good_letter_that_lost_its_last_kilobyte_is_always_a_problem(
    data: st.DataObject, kind: str
) -> None:
    whole = WHOLE[kind]
    found = check(whole[: data.draw(st.integers(0, len(whole) - 1_024))], "letter")
    assert isinstance(found, Problem)


# Hostile -----------------------------------------------------------------------------------------

BEGINNINGS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", OLE]
ODD_BEGINNINGS = [b"\0\0\0\x18ftyp", b"\xff\xfe", b"<!--", b"#!", b"RIFF", b"\x50\x2a\x4d\x18"]
MAGIC = st.sampled_from([*BEGINNINGS, *ODD_BEGINNINGS, b"GIF89a"])


@given(magic=MAGIC, rest=st.binary(max_size=3_000), name=st.text(), wosign=st.booleans())
@example(
    magic=b"\xff\xd8\xff\xd8" + b"\xff" * 100_000,
    rest=b"",
    name="fill bytes without end.jpg",
    wosign=False,
)
@example(
    magic=b"\xff\xd8" + b"\xff\xe0\x00\x02" * 50_000,
    rest=b"",
    name="segments without end.jpg",
    wosign=False,
)
@example(magic=b"<!--" * 3_000, rest=b"", name="comments without end.html", wosign=False)
@example(magic=b"GIF89a", rest=bytes(3_000), name="blocks of nothing.gif", wosign=True)
def test_no_bytes_and_no_name_make_the_check_fail(
    magic: bytes, rest: bytes, name: str, *, wosign: bool
) -> None:
    content = magic + rest
    found = check(content, name, wosign=wosign)
    assert found.name == name  # type: ignore[union-attr]  # every problem of a letter names it
    assert not isinstance(found, Letter) or found.content == content


def test_nested_frames_do_not_exhaust_the_stack() -> None:
    frames = b"\x50\x2a\x4d\x18\0\0\0\0" * 2_000
    assert check(frames, "x.zst") == BadFile(
        "unknown-file", "x.zst"
    )  # Hypothesis would raise the limit


def test_a_zip_that_ends_before_its_first_entry_is_an_archive() -> None:
    assert check(b"PK\x03\x04" + bytes(20), "x") == FormatProblem("archive", "x", "ZIP")
