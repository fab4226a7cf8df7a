"""The test letters are what they say they are, byte for byte."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import filetype
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox import letters
from tests import odd_letters
from tests.for_each import for_each

SIZES = [1_024, 1_025, 1_026, 1_027, 65_536, 66_500, 1_468_006, 5_000_000]


@for_each("size", SIZES)
@for_each("make", [letters.pdf, letters.jpg, letters.png])
def test_a_letter_has_exactly_the_size_that_was_asked_for(
    make: Callable[[int], bytes], size: int
) -> None:
    content = make(size)
    assert len(content) == size
    assert filetype.guess_extension(content) == make.__name__


@settings(deadline=None, max_examples=40)
@given(st.integers(1_024, 200_000))
def test_any_size_gives_a_well_formed_letter(size: int) -> None:
    for check, content in (
        (png_chunks, letters.png(size)),
        (jpg_markers, letters.jpg(size)),
        (pdf_objects, letters.pdf(size)),
    ):
        assert len(content) == size
        assert check(content)


@for_each("make", [letters.pdf, letters.jpg, letters.png])
def test_a_size_that_cannot_be_is_refused(make: Callable[[int], bytes]) -> None:
    with pytest.raises(ValueError, match="at least, not 100"):
        make(100)


# PNG (W3C) ---------------------------------------------------------------------------------------


def png_chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Split a PNG into its chunks; every checksum must be right."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = [], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", content, at + 8 + length) == (zlib.crc32(kind + data),)
        chunks.append((kind, data))
        at += 12 + length
    return chunks


def test_a_png_shows_a_red_seal_on_a_white_page() -> None:
    content = letters.png(9_999)
    kinds = [kind for kind, _ in png_chunks(content)]
    assert kinds == [b"IHDR", b"tEXt", b"PLTE", b"IDAT", b"IEND"]
    with Image.open(io.BytesIO(content)) as picture:
        shown = picture.convert("RGB")
    assert shown.getpixel((0, 0)) == (255, 255, 255)
    assert (200, 30, 30) in {colour for _, colour in shown.getcolors() or []}


# JPG (ITU-T T.81) --------------------------------------------------------------------------------


def jpg_markers(content: bytes) -> list[int]:
    """List a JPEG's markers; the coded image must follow the last segment and end in EOI."""
    assert content.startswith(b"\xff\xd8")
    markers: list[int] = []
    at = 2
    while not markers or markers[-1] != 0xDA:
        start, marker, length = struct.unpack_from(">BBH", content, at)
        assert start == 0xFF
        markers.append(marker)
        at += 2 + length
    assert re.fullmatch(rb"(?s)(?:[^\xff]|\xff\x00)+\xff\xd9", content[at:])
    return markers


def test_a_jpg_is_padded_by_comments_alone() -> None:
    short, long = jpg_markers(letters.jpg(2_000)), jpg_markers(letters.jpg(200_000))
    assert short.count(0xFE) == 1
    assert long.count(0xFE) == 4
    assert [each for each in long if each != 0xFE] == [each for each in short if each != 0xFE]


@pytest.mark.parametrize("content", [letters.jpg(), letters.photo(100_000)])
def test_a_jpg_decodes_to_a_page_that_is_white_in_its_corner_and_has_red_in_it(
    content: bytes,
) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255)
        colours = picture.getcolors()
    assert colours is not None
    assert any(red > 190 and green < 40 for _, (red, green, _) in colours)


def test_a_photo_lies_on_its_side_and_says_so() -> None:
    with Image.open(io.BytesIO(letters.photo(100_000))) as picture:
        assert picture.getexif()[letters.ORIENTATION] == 6
        assert picture.width > picture.height


# PDF (ISO 32000) ---------------------------------------------------------------------------------


def pdf_objects(content: bytes) -> list[bytes]:
    """Read a PDF by its cross-reference table: every offset must point at its object."""
    end = re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", content)
    assert end is not None
    table = content[int(end[1]) :]
    head = re.match(rb"xref\n0 (\d+)\n0000000000 65535 f \n", table)
    assert head is not None
    entries = re.findall(rb"(\d{10}) 00000 n \n", table)
    assert len(entries) == int(head[1]) - 1
    starts = [content[int(entry) :] for entry in entries]
    for number, start in enumerate(starts, start=1):
        assert start.startswith(b"%d 0 obj\n" % number)
    return [start[: start.index(b"endobj")] for start in starts]


def test_a_pdf_has_its_sentence_and_a_red_seal() -> None:
    objects = pdf_objects(letters.pdf(3_000, text="Sealed (twice) by us"))
    (stream,) = [each for each in objects if b"stream\n" in each]
    length = re.search(rb"/Length (\d+)", stream)
    assert length is not None
    content = stream[stream.index(b"stream\n") + 7 : stream.index(b"\nendstream")]
    assert len(content) == int(length[1])
    assert rb"(Sealed \(twice\) by us) Tj" in content
    assert b"1 0 0 rg" in content


def test_a_pdf_is_padded_by_short_comment_lines_alone() -> None:
    content = letters.pdf(50_000)
    padding = content[content.index(b"trailer") : content.index(b"startxref")].split(b"\n")[2:-1]
    assert all(line.startswith(b"%") and len(line) < 80 for line in padding)


# What is no letter -------------------------------------------------------------------------------


@for_each(
    ("content", "kind"),
    [
        (letters.word(), "docx"),
        (odd_letters.excel(), "xlsx"),
        (odd_letters.powerpoint(), "pptx"),
        (odd_letters.opendocument(), "odt"),
        (letters.archive(), "zip"),
        (odd_letters.heic(), "heic"),
        (odd_letters.gif(), "gif"),
        (odd_letters.executable(), "elf"),
        (odd_letters.windows_executable(), "exe"),
        (odd_letters.html(), None),
        (letters.truncated(letters.pdf), "pdf"),
        (letters.truncated(letters.jpg), "jpg"),
        (letters.truncated(letters.png), "png"),
    ],
)
def test_a_file_is_of_its_kind_and_large_enough_to_be_judged_by_it(
    content: bytes, kind: str | None
) -> None:
    assert filetype.guess_extension(content) == kind
    assert len(content) >= 1_024


@for_each(
    "content",
    [letters.word(), odd_letters.excel(), odd_letters.powerpoint(), odd_letters.opendocument()],
)
def test_an_office_document_is_a_sound_archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None


def test_a_word_document_has_its_sentence() -> None:
    with zipfile.ZipFile(io.BytesIO(letters.word())) as packed:
        assert letters.SENTENCE in packed.read("word/document.xml").decode()


def test_an_archive_has_a_letter_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(letters.archive())) as packed:
        assert packed.read("letter.pdf") == letters.pdf()


@for_each(
    ("content", "end"),
    [
        (letters.truncated(letters.pdf), b"%%EOF"),
        (letters.truncated(letters.jpg), b"\xff\xd9"),
        (letters.truncated(letters.png), b"IEND"),
    ],
)
def test_a_truncated_letter_has_no_end(content: bytes, end: bytes) -> None:
    assert end not in content[100:]
