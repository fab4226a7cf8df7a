"""PDFs that PDFium would show in part, and what a picture of their pages does not hold."""

import struct
import zlib
from collections.abc import AsyncIterator
from functools import cache

import pypdfium2
import pytest
from PIL import Image

from bot.files.process.run import Readers
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.repair.rendering import rendered
from bot.files.repair.sheets import Detail
from bot.files.results import Mended, Sound
from bot.problems import BadFile, Failed, TooManyPixels
from sandbox import letters
from tests import odd_letters
from tests.files.pdfs import NARROW, pdf
from tests.files.pictures import RED, encoded, likeness
from tests.for_each import for_each

DRAWN = b"%.2f 0 0 %.2f 0 0 cm /I Do"


def image(data: bytes, size: tuple[int, int]) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Filter/JPXDecode/Width %d/Height %d" % size
    return odd_letters.stream(data, entries)


def form(content: bytes, inner: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9999 9999]/Resources<</XObject<</I %d 0 R>>>>"
    return odd_letters.stream(content, entries % inner)


def jpx_pdf(picture: bytes, size: tuple[int, int], *, within: int = 0, rotate: int = 0) -> bytes:
    """A page that is one JPEG 2000, maybe within forms within forms, maybe turned."""
    drawings = [b"2 0 0 .5 0 0 cm /I Do"] * within + [DRAWN % (595 / 2**within, 842 * 2**within)]
    return pdf(
        odd_letters.stream(drawings[0]),
        *(form(drawing, 6 + at) for at, drawing in enumerate(drawings[1:])),
        image(picture, size),
        page=f"/Contents 4 0 R/Rotate {rotate}/Resources<</XObject<</I 5 0 R>>>>",
    )


def stamped_pdf(picture: bytes, size: tuple[int, int], times: int) -> bytes:
    """The same as an annotation, so many times as large as the page."""
    box = f"[0 0 {595 * times} {842 * times}]"
    look = form(DRAWN % (595 * times, 842 * times), 6)
    stamp = f"<</Type/Annot/Subtype/Stamp/Rect{box}/F 4/AP<</N 5 0 R>>>>".encode()
    look = look.replace(b"[0 0 9999 9999]", box.encode())
    return pdf(stamp, look, image(picture, size), page="/Annots[4 0 R]")


SMALL = letters.page(27).convert("RGB")


@cache
def jpx(**options: int) -> bytes:
    return encoded(SMALL, "JPEG2000", quality_mode="rates", quality_layers=[20], **options)


@cache
def large_jpx() -> tuple[bytes, tuple[int, int]]:
    """A seal on a page of 430 dpi: read whole, it leaves too little memory to be drawn at 300."""
    picture = Image.new("RGB", (3_560, 5_034), "white")
    picture.paste(RED, (400, 400, 3_160, 4_600))
    return encoded(picture, "JPEG2000", quality_mode="rates", quality_layers=[100]), picture.size


def drawn(content: bytes, longest: int) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        return rendered(document, 0, Detail(longest, longest), "x").image


# JPEG 2000 ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def readers() -> AsyncIterator[Readers]:
    running = Readers()
    yield running
    await running.close()


def shows_the_seal(result: Mended) -> bool:
    with pypdfium2.PdfDocument(result.content) as document:
        red, green, _ = document[0].render().to_pil().getpixel((300, 400))
    return bool(red > 150 and green < 80)


async def test_a_large_scan_in_jpeg_2000_is_mended_within_the_memory_of_a_reader(
    readers: Readers,
) -> None:
    result = await readers.mend([(jpx_pdf(*large_jpx()), "scan.pdf")])
    assert isinstance(result, Mended)
    assert shows_the_seal(result)


async def test_what_there_is_no_memory_for_is_never_left_out_without_a_word(
    readers: Readers,
) -> None:
    """Here nobody could tell before that the seal is a JPEG 2000, nor how large it is."""
    result = await readers.mend([(stamped_pdf(*large_jpx(), times=2), "scan.pdf")])
    assert result == BadFile("check-stopped", "scan.pdf") or (
        isinstance(result, Mended) and shows_the_seal(result)
    )


def test_a_page_is_drawn_so_that_its_large_jpeg_2000_is_read_at_a_half() -> None:
    upright = drawn(jpx_pdf(*large_jpx()), 3_507)
    on_its_side = drawn(jpx_pdf(*large_jpx(), rotate=90), 3_507)
    assert 2_510 <= max(upright.size) <= 5_034 / 2
    assert 1_770 <= max(on_its_side.size) <= 3_560 / 2


@for_each("halvings", [0, 1, 5])
@for_each("longest", [90, 250, 420])
def test_a_jpeg_2000_is_on_the_page_at_any_size(halvings: int, longest: int) -> None:
    content = jpx_pdf(jpx(num_resolutions=halvings + 1), SMALL.size)
    shown = drawn(content, longest)
    assert abs(max(shown.size) - longest) <= 4
    small = SMALL.resize(shown.size)
    assert likeness(shown, small) > 0.7


@pytest.mark.parametrize("within", [1, 2])
def test_so_it_is_within_forms(within: int) -> None:
    content = jpx_pdf(jpx(num_resolutions=1), SMALL.size, within=within)
    shown = drawn(content, 250)
    assert likeness(shown, SMALL.resize(shown.size)) > 0.7


def test_so_it_is_on_a_page_that_is_turned() -> None:
    content = jpx_pdf(jpx(num_resolutions=1), SMALL.size, rotate=90)
    shown = drawn(content, 250).transpose(Image.Transpose.ROTATE_90)
    assert likeness(shown, SMALL.resize(shown.size)) > 0.7


def test_a_jpeg_2000_that_can_only_be_read_whole_has_a_limit_of_pixels() -> None:
    content = jpx_pdf(jpx(num_resolutions=1), (10_000, 10_000))
    with pypdfium2.PdfDocument(content) as document, pytest.raises(Failed) as failed:
        rendered(document, 0, Detail(3_507, 3_507), "x")
    assert failed.value.problem == TooManyPixels("x", 100, 12)


# What is lost ------------------------------------------------------------------------------------

SIGNATURE = (
    b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached"
    b"/ByteRange[0 9 9 9]/Contents<00>>>"
)


def signed(*, field: str, parent: bytes = b"") -> bytes:
    """A PDF with a field for a signature (object 5), and a signature (6)."""
    widget = f"<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/Rect[0 0 0 0]/P 3 0 R{field}>>"
    fields = "7 0 R" if parent else "5 0 R"
    return pdf(
        *(odd_letters.stream(b"9 9 99 99 re f"), widget.encode(), SIGNATURE, parent or b"null"),
        page="/Annots[5 0 R]/Contents 4 0 R",
        catalogue=f"/AcroForm<</Fields[{fields}]/SigFlags 3>>",
        width=NARROW,
    )


def attached(catalogue: str = "") -> bytes:
    """A PDF with a file within."""
    return pdf(
        odd_letters.stream(b"9 9 99 99 re f"),
        b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 6 0 R>>>>",
        odd_letters.stream(b"Paper", b"/Type/EmbeddedFile"),
        page="/Contents 4 0 R",
        catalogue=f"/Names<</EmbeddedFiles<</Names[(a.txt)5 0 R]>>>>{catalogue}",
        width=NARROW,
    )


def packed(catalogue: bytes) -> bytes:
    """The same, its catalogue within a compressed stream (PDF 1.7, 7.5.7)."""
    content = attached().rpartition(b"xref\n0 ")[0].replace(b"\n1 0 obj", b"\n9 0 obj")
    numbers = range(2, 9)
    for number, entries, data in (
        (7, b"/Type/ObjStm/N 1/First 4", b"1 0 " + catalogue),
        (8, b"/Type/XRef/Size 9/Root 1 0 R/W[1 4 2]", b""),
    ):
        content += b"%d 0 obj\n" % number
        places = [(1, content.find(b"\n%d 0 obj" % each) + 1, 0) for each in numbers]
        table = [(0, 0, 65_535), (2, 7, 0), *places]
        rows = b"".join(struct.pack(">BIH", *each) for each in table)
        content += odd_letters.stream(zlib.compress(data or rows), entries + b"/Filter/FlateDecode")
        content += b"\nendobj\n"
    start = content.find(b"\n8 0 obj") + 1
    return content + b"%%%s\nstartxref\n%d\n%%%%EOF\n" % (b"." * 500, start)


def warnings(content: bytes) -> tuple[str, ...]:
    result = mend([(content, "x")])
    assert isinstance(result, Mended), result
    return result.warnings


def test_a_signature_is_told_wherever_its_field_stands() -> None:
    within = signed(field="/V 6 0 R/Parent 7 0 R", parent=b"<</T(form)/Kids[5 0 R]>>")
    assert "signature" in warnings(signed(field="/V 6 0 R"))
    assert "signature" in warnings(within)


def test_so_is_one_whose_page_was_taken_out_of_its_form() -> None:
    alone = signed(field="/V 6 0 R").replace(b"/AcroForm", b"/AbsForm_")
    assert "signature" in warnings(alone)


def test_a_field_that_waits_for_a_signature_is_none() -> None:
    content = signed(field="").replace(SIGNATURE, b"null".ljust(len(SIGNATURE)))
    assert "signature" not in warnings(content)


def test_files_within_a_pdf_are_not_lost_without_a_word() -> None:
    assert "attachments" in warnings(attached())
    assert isinstance(inspect(attached(), "x"), Sound)


def test_a_portfolio_is_no_letter() -> None:
    """Its page says nothing but that other files are in it."""
    content = attached("/Collection<</Type/Collection/View/D>>")
    assert inspect(content, "x") == BadFile("portfolio", "x")
    assert mend([(content, "x")]) == BadFile("portfolio", "x")


def test_a_portfolio_is_found_out_where_its_catalogue_is_compressed() -> None:
    """As Acrobat writes it: nothing of it can be read without unpacking."""
    catalogue = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.txt)5 0 R]>>>>"
        b"/Collection<</View/D>>>>"
    )
    assert inspect(packed(catalogue), "x") == BadFile("portfolio", "x")
    locked = catalogue.replace(b"/D>>>>", b"/D>>/EP<</Type/EncryptedPayload>>>>")
    assert inspect(packed(locked), "x") == BadFile("locked-for-people", "x")
    plain = catalogue.replace(b"/Collection<</View/D>>", b"")
    assert isinstance(inspect(packed(plain), "x"), Sound)
