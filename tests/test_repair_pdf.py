"""PDFs that PDFium would show in part."""

from functools import cache

import pypdfium2
import pytest
from PIL import Image

from bot.problems import CheckStopped, Failed, TooManyPixels
from bot.repair.rendering import rendered
from bot.repair.results import Mended
from bot.workshop import Workshop
from sandbox import odd_letters
from tests.pictures import RED, encoded, likeness, page

PAGE = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
DRAWN = b"%.2f 0 0 %.2f 0 0 cm /I Do"


def pdf(*objects: bytes, page: str = "", catalogue: str = "") -> bytes:
    """A PDF of one page; the numbers of its own objects begin with 4."""
    head = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue.encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<<{PAGE}{page}>>".encode(),
    ]
    return odd_letters.pdf_of([*head, *objects])


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


@cache
def jpx(dpi: int, **options: int) -> bytes:
    return encoded(page(dpi), "JPEG2000", quality_mode="rates", quality_layers=[20], **options)


@cache
def large_jpx() -> tuple[bytes, tuple[int, int]]:
    """A seal on a page of 480 dpi: too much for the memory of the workbench when read whole."""
    picture = Image.new("RGB", (4_000, 5_600), "white")
    picture.paste(RED, (400, 400, 3_600, 5_200))
    return encoded(picture, "JPEG2000", quality_mode="rates", quality_layers=[100]), picture.size


def drawn(content: bytes, longest: int) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        return rendered(document, 0, longest, "x").image


# JPEG 2000 ---------------------------------------------------------------------------------------


async def test_a_large_scan_in_jpeg_2000_is_mended_within_the_memory_of_the_workbench() -> None:
    workshop = Workshop()
    try:
        answer = await workshop.mend([(jpx_pdf(*large_jpx()), "scan.pdf")])
    finally:
        await workshop.close()
    assert isinstance(answer, Mended)
    assert answer.warnings == ()
    with pypdfium2.PdfDocument(answer.content) as document:
        shown = document[0].render().to_pil()
    red, green, _ = shown.getpixel((300, 400))
    assert (red > 150, green < 80) == (True, True)


async def test_what_there_is_no_memory_for_is_never_left_out_without_a_word() -> None:
    workshop = Workshop()
    try:
        answer = await workshop.mend([(stamped_pdf(*large_jpx(), times=2), "scan.pdf")])
    finally:
        await workshop.close()
    assert answer == CheckStopped("scan.pdf")


@pytest.mark.parametrize("halvings", [0, 1, 5])
@pytest.mark.parametrize("longest", [150, 420, 700])
def test_a_jpeg_2000_is_on_the_page_at_any_size(halvings: int, longest: int) -> None:
    content = jpx_pdf(jpx(100, num_resolutions=halvings + 1), page(100).size)
    shown = drawn(content, longest)
    assert abs(max(shown.size) - longest) <= 4
    small = page(100).resize(shown.size)
    assert likeness(shown, small) > 0.7


@pytest.mark.parametrize("within", [1, 2])
def test_so_it_is_within_forms(within: int) -> None:
    content = jpx_pdf(jpx(100, num_resolutions=1), page(100).size, within=within)
    shown = drawn(content, 420)
    assert likeness(shown, page(100).resize(shown.size)) > 0.7


def test_so_it_is_on_a_page_that_is_turned() -> None:
    content = jpx_pdf(jpx(100, num_resolutions=1), page(100).size, rotate=90)
    shown = drawn(content, 420).transpose(Image.Transpose.ROTATE_90)
    assert likeness(shown, page(100).resize(shown.size)) > 0.7


def test_a_jpeg_2000_that_can_only_be_read_whole_has_a_limit_of_pixels() -> None:
    content = jpx_pdf(jpx(50, num_resolutions=1), (10_000, 10_000))
    with pypdfium2.PdfDocument(content) as document, pytest.raises(Failed) as failed:
        rendered(document, 0, 3_507, "x")
    assert failed.value.problem == TooManyPixels("x", 100, 12)
