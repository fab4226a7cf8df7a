"""Which files can be mended, told by their first bytes and size alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.files.detect import is_two_files, may_be_adjusted, type_of
from bot.files.repair.mend import mend
from bot.files.results import Mended
from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER
from sandbox import letters
from tests import odd_letters
from tests.files.pictures import encoded, page
from tests.for_each import for_each

FILES = {
    "pdf": letters.pdf(),
    "jpg": letters.jpg(),
    "png": letters.png(),
    "gif": odd_letters.gif(),
    "bmp": odd_letters.bmp(),
    "tiff": odd_letters.tiff(),
    "heic": odd_letters.heic(),
    "webp": encoded(page(30), "WEBP"),
    "avif": encoded(page(30), "AVIF"),
}


@for_each("kind", FILES)
def test_a_kind_is_told_by_the_first_bytes(kind: str) -> None:
    assert type_of(FILES[kind]) == kind
    assert may_be_adjusted(FILES[kind][:1_024], 5_000_000)


def test_a_pdf_may_begin_behind_what_a_mail_program_put_before_it() -> None:
    for first in (b"\r\n", b"MIME-Version: 1.0\r\n", b"From: a@b.example\nReceived: by mx\n"):
        head = first + b"Content-Type: application/pdf\r\n\r\n"
        assert type_of(head + letters.pdf()) == "pdf"


@for_each(
    ("brands", "kind"),
    [
        (b"mif1\0\0\0\0avifmif1miaf", "avif"),
        (b"mif1\0\0\0\0mif1heic", "heic"),
        (b"msf1\0\0\0\0mif1hevc", "heic"),
        (b"mif1\0\0\0\0mif1miaf", "heif"),
        (b"isom\0\0\0\0avifheic", None),
    ],
)
def test_what_a_heif_is_stands_in_any_of_its_brands(brands: bytes, kind: str | None) -> None:
    content = (len(brands) + 8).to_bytes(4) + b"ftyp" + brands + b"\0\0\0\x08avif"
    assert type_of(content) == kind


def test_an_avif_that_calls_itself_a_heif_first_is_mended() -> None:
    content = FILES["avif"].replace(b"ftypavif", b"ftypmif1", 1)
    assert isinstance(mend([(content, "photo.heif")]), Mended)


@for_each(
    "content",
    [
        letters.word(),
        odd_letters.html(),
        letters.archive(),
        odd_letters.executable(),
        b"BMW sent it.",
        b"",
    ],
)
def test_what_is_no_picture_and_no_pdf_cannot_be_mended(content: bytes) -> None:
    assert not may_be_adjusted(content, 5_000_000)


def test_a_file_that_is_too_small_or_too_large_cannot_be_mended() -> None:
    bounds = (SMALLEST_LETTER - 1, SMALLEST_LETTER, LARGEST_FETCHED, LARGEST_FETCHED + 1)
    can_be = [may_be_adjusted(letters.pdf()[:1_024], size) for size in bounds]
    assert can_be == [False, True, True, False]


def long_archive() -> bytes:
    """A ZIP in the way of large ones: its last record points to another one (APPNOTE, 4.3.16)."""
    last = b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2)
    return letters.archive() + b"PK\x06\x07" + bytes(16) + last


@for_each(
    "content",
    [
        odd_letters.pdf_in_a_photo(),
        letters.jpg() + letters.archive(),
        letters.pdf() + letters.archive(),
        letters.pdf() + letters.archive() + b"\n",  # readers look for the end, and find it
        letters.jpg() + letters.archive() + bytes(500),
        letters.jpg() + letters.archive() + b"PK\x05\x06" + bytes(18),  # not all take the last
        letters.jpg() + long_archive(),
    ],
)
def test_a_file_that_is_another_one_as_well_is_found_out(content: bytes) -> None:
    assert is_two_files(content)


@for_each("kind", FILES)
def test_a_usual_file_is_one_file(kind: str) -> None:
    assert not is_two_files(FILES[kind])


def test_the_end_mark_of_a_zip_inside_of_a_file_is_no_zip() -> None:
    assert not is_two_files(letters.jpg() + b"PK\x05\x06" + bytes(60))


@given(st.binary(max_size=2_000))
def test_any_bytes_are_told_without_an_error(content: bytes) -> None:
    found = type_of(content)
    assert may_be_adjusted(content, 2_000) is (found is not None and found.may_be_adjusted)
    assert is_two_files(content) in {True, False}
