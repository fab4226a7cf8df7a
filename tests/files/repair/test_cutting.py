"""Long screenshots become pages: as fine as they were, cut between their lines."""

from functools import cache
from itertools import accumulate

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from bot.files.repair.cutting import cut
from bot.files.repair.mend import mend
from bot.files.repair.sheets import Sheet
from bot.files.results import Choice, Mended
from tests.files.pictures import LINE, encoded, speckles, taken_at
from tests.files.repair.test_mend import mended, plain
from tests.for_each import for_each
from tests.running_bot import readers


@cache
def screenshot(width: int = 300, lines: int = 115, noise: int = 0) -> Image.Image:
    """A long one of a telephone: lines of 12 pixels, each with its number."""
    image = Image.new("RGB", (width, 40 + 18 * lines), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(12)
    for row in range(lines):
        draw.text((20, 20 + 18 * row), f"{row:03} {LINE}", font=font, fill="black")
    return ImageChops.add(image, speckles(image.size, noise), offset=-128) if noise else image


def printed(image: Image.Image, dpi: int = 40) -> bytes:
    return encoded(image, "PDF", resolution=dpi)


@for_each(
    ("content", "count"),
    lambda: [
        (encoded(screenshot(), "PNG"), 5),
        (encoded(screenshot(), "JPEG", quality=95), 5),
        (encoded(screenshot().rotate(90, expand=True), "JPEG", exif=taken_at(6)), 5),
        (encoded(screenshot(), "TIFF"), 5),
        (encoded(screenshot().transpose(Image.Transpose.ROTATE_90), "PNG"), 5),  # a scroll
        (encoded(screenshot(760), "BMP"), 2),
        (printed(ImageOps.expand(plain("white", (200, 2_010)), 30, "white")), 5),
        (encoded(screenshot(880), "PNG"), 1),  # as the screen is
        (encoded(screenshot(300, lines=90), "PNG"), 1),  # no page would have to be smaller
        (printed(ImageOps.expand(plain("white", (200, 2_010)), 30, "white"), dpi=150), 1),
    ],
)
def test_a_long_page_becomes_pages_as_fine_as_it_was(content: bytes, count: int) -> None:
    result = mended(content)
    assert (result.pages, result.warnings) == (count, ())
    if count > 1:
        assert result.kind == "pdf"
        assert "shrunk" not in result.changes


def test_a_long_page_is_cut_between_its_lines_and_nothing_is_lost() -> None:
    for image in (screenshot(), screenshot(noise=20)):
        parts = cut(Sheet(image, before=2 * image.height), 5)
        whole = Image.new("RGB", image.size)
        for place, part in zip(
            accumulate([0, *(each.image.height for each in parts)]), parts, strict=False
        ):
            assert (place - 20) % 18 in {0, 1, 13, 14, 15, 16, 17} or place == 0  # no letter there
            assert part.before == 2 * part.image.height
            whole.paste(part.image, (0, place))
        assert ImageChops.difference(whole, image).getbbox() is None


async def test_a_real_screenshot_fits_into_memory_and_stays_legible() -> None:
    shot = ImageOps.expand(screenshot(1_000, lines=330), 40, "white").crop((0, 0, 1_080, 6_000))
    result = await readers().mend([(encoded(shot, "PNG"), "Screenshot.png")])
    assert isinstance(result, Mended)
    assert (result.pages, result.warnings) == (4, ())
    sizes = {each.get_size() for each in pypdfium2.PdfDocument(result.content)}
    assert all(1.1 < height / width < 1.75 for width, height in sizes)


def test_of_a_page_that_is_longer_than_a_letter_it_is_asked_which_parts_are_it() -> None:
    content = encoded(screenshot(150, lines=135), "PNG")
    result = mend([(content, "x")])
    assert isinstance(result, Choice)
    assert result.pages == 12
    chosen = mend([(content, "x")], pages=[12, 2])
    assert isinstance(chosen, Mended)
    assert chosen.pages == 2
    assert "pages" in chosen.changes


def test_an_empty_part_of_a_long_page_is_not_warned_of() -> None:
    half = Image.new("RGB", screenshot().size, "white")
    assert mended(encoded(ImageOps.expand(half, 20, "white"), "PNG")).warnings == ("blank",)
    half.paste(screenshot().crop((0, 0, 300, 900)))
    assert mended(encoded(half, "PNG")).warnings == ()
