"""Which files can be mended, told by their first bytes and size alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.files.detect import is_two_files, may_be_adjusted, type_of
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.results import Mended, Sound
from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER
from bot.problems import BadFile
from sandbox import letters
from tests import odd_letters
from tests.files.pdfs import drawn_pdf
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


ODT, ZIP = odd_letters.opendocument(), letters.archive()
DIRECTORY = ZIP.index(b"PK\x01\x02")


def holding(data: bytes, where: str = "list") -> bytes:
    """A PDF with a file within, not compressed: in its list, or behind a paper clip."""
    file = b"<</Type/Filespec/F(a)/UF(a)/EF<</F 7 0 R>>>>"
    stored = odd_letters.stream(data, b"/Type/EmbeddedFile")
    mark = b"<</Type/Annot/Subtype/FileAttachment/Rect[9 9 29 29]/FS 6 0 R>>"
    names = "/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"
    rest = {"page": "/Annots[8 0 R]"} if where == "clip" else {"catalogue": names}
    return drawn_pdf(b"20 20 50 60 re f", file, stored, mark, **rest)


@for_each("data", [ODT, letters.word(), ZIP, odd_letters.excel()])
@for_each("where", ["list", "clip"])
def test_a_file_within_a_pdf_is_no_trap_though_it_is_not_compressed(
    data: bytes, where: str
) -> None:
    content = holding(data, where)
    assert is_two_files(content)
    assert isinstance(inspect(content, "x"), Sound)
    mended = mend([(content, "x")])
    assert isinstance(mended, Mended)
    assert mended.warnings[-1:] == ("attachments",)


@for_each(
    "content",
    [
        holding(ZIP) + ZIP,
        holding(ODT) + ZIP,
        holding(ZIP[:DIRECTORY]) + ZIP[DIRECTORY:],
        holding(ZIP[:DIRECTORY]).replace(b"%..", ZIP[DIRECTORY:] + b"%..", 1),
        holding(ZIP[DIRECTORY:]),
        holding(b"PK\x03\x04" + bytes(99) + ZIP[DIRECTORY:]),  # its entries stand elsewhere
        holding(ZIP).replace(b"/Names<<", b"/Nomes<<"),  # nothing says that it is attached
        holding(b"Paper") + b"9 0 obj<</Type/EmbeddedFile>>stream\n" + ZIP + b"\nendstream endobj",
        ZIP + holding(ZIP),
    ],
)
def test_a_zip_that_is_no_attachment_makes_a_trap_of_a_pdf(content: bytes) -> None:
    assert inspect(content, "x") in {BadFile("two-files-in-one", "x"), BadFile("unknown-file", "x")}


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
