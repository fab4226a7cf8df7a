"""What strikes the eye about a page: nothing on it, no light, too few pixels."""

from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageOps

from bot.files.repair.inspection import inspect
from bot.files.repair.looks import is_coarse, look
from bot.files.results import Sound
from sandbox import letters
from tests.files.pictures import LINE, encoded, page, speckles, taken_at
from tests.files.repair.test_cutting import screenshot
from tests.files.repair.test_inspection import SMALL, padding
from tests.files.repair.test_mend import mended
from tests.for_each import for_each


@for_each(
    ("draw", "seen"),
    [
        (lambda: Image.new("RGB", (850, 1_190), (60, 90, 220)), "blank"),
        (lambda: GRADIENT.point(lambda value: 130 + value // 2), "blank"),  # a shadow
        (lambda: in_deep_shadow((250, 240, 190)), "blank"),
        (lambda: GRADIENT, None),
        (lambda: Image.merge("RGB", [GRADIENT, ImageOps.flip(GRADIENT), GRADIENT]), None),
        (lambda: hairlines(153), "little-ink"),
        (lambda: hairlines(153, noise=8), "little-ink"),
        (lambda: page(60).point(lambda value: 215 + value * 40 // 255), "little-ink"),
        (lambda: full_of_words(220), "little-ink"),
        (lambda: full_of_words(220, noise=4), "little-ink"),
        (lambda: ImageOps.invert(page(60)), None),  # as screens show it at night
        (lambda: Image.eval(ImageOps.invert(page(60)), lambda value: 30 + value * 2 // 5), None),
        (lambda: Image.eval(ImageOps.invert(page(60)), lambda value: value // 4), "too-dark"),
        (lambda: Image.effect_noise((850, 1_190), 40).point(lambda v: max(0, v - 100)), "too-dark"),
    ],
)
def test_what_strikes_the_eye_is_told_from_what_is_only_faint(
    draw: Callable[[], Image.Image], seen: str | None
) -> None:
    assert look(draw()) == seen


GRADIENT = Image.linear_gradient("L").resize((600, 850))


def in_deep_shadow(paper: tuple[int, int, int]) -> Image.Image:
    shadow = GRADIENT.point(lambda value: 60 + value * 195 // 255)
    return ImageChops.multiply(Image.new("RGB", GRADIENT.size, paper), shadow.convert("RGB"))


def full_of_words(grey: int, noise: int = 0) -> Image.Image:
    """A page of large pale words from top to bottom, so that they cover much of it."""
    image = Image.new("RGB", (900, 1_270), "white")
    text = "\n".join([LINE * 2] * 40)
    ImageDraw.Draw(image).text((60, 60), text, (grey,) * 3, font_size=24)
    return ImageChops.add(image, speckles(image.size, noise), offset=-128) if noise else image


def hairlines(grey: int, noise: int = 0) -> Image.Image:
    """A page of lines of one pixel at 200 dpi, as PDFium draws those that are thinner."""
    image = Image.new("RGB", (1_654, 2_338), "white")
    for y in range(200, 2_100, 100):
        image.paste((grey,) * 3, (200, y, 1_500, y + 1))
    return ImageChops.add(image, speckles(image.size, noise), offset=-128) if noise else image


@for_each(
    ("draw", "coarse"),
    [
        (lambda: page(50), 1),
        (lambda: page(30), 1),
        (lambda: page(50).convert("1").convert("L"), 1),
        (lambda: page(75), 0),
        (lambda: page(120).crop((0, 0, 450, 700)), 0),  # a part of one, as large as it was
        (lambda: letters.page(1).convert("L"), 0),
    ],
)
def test_small_print_of_too_few_pixels_is_told_from_a_small_picture(
    draw: Callable[[], Image.Image], coarse: int
) -> None:
    assert is_coarse(draw()) == coarse


def test_small_print_that_is_too_coarse_is_warned_of() -> None:
    assert mended(encoded(page(45), "BMP")).warnings == ("too-coarse",)


# Before it goes out as it is ----------------------------------------------------------------------

WHITE = Image.new("RGB", SMALL.size, (250, 250, 248))
BLACK = Image.new("RGB", SMALL.size, (6, 6, 8))


def on_glass(image: Image.Image) -> Image.Image:
    """Ink on nothing, as a PNG may have it."""
    glass = Image.new("RGBA", image.size, (0, 0, 0, 0))
    glass.paste(image, mask=image.convert("L").point(lambda value: 255 * (value < 200)))
    return glass


def pages_of_tiff(*pages: Image.Image) -> bytes:
    return encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])


@for_each(
    ("warnings", "content"),
    lambda: [
        (("blank",), encoded(WHITE, "JPEG", comment=b"." * 1_024)),
        (("blank",), encoded(WHITE, "PNG", pnginfo=padding())),
        (("blank",), encoded(WHITE.convert("1", dither=Image.Dither.NONE), "TIFF")),
        (("blank",), encoded(WHITE.convert("CMYK"), "JPEG")),
        (("blank",), encoded(WHITE, "GIF", comment=b"." * 200) + bytes(1_024)),
        (("blank",), encoded(on_glass(WHITE), "PNG", pnginfo=padding())),
        (("too-dark",), encoded(BLACK, "JPEG", comment=b"." * 1_024)),
        (("too-dark",), encoded(BLACK, "HEIF") + bytes(1_024)),
        (("too-dark",), encoded(Image.eval(SMALL, lambda value: value // 5), "WEBP")),
        (("too-coarse",), encoded(page(45), "JPEG")),
        (("too-coarse",), encoded(page(45).rotate(90, expand=True), "JPEG", exif=taken_at(6))),
        (("blank",), pages_of_tiff(WHITE, WHITE)),
        ((), pages_of_tiff(SMALL, WHITE)),  # an empty back is usual
        ((), pages_of_tiff(BLACK, SMALL)),
        ((), encoded(screenshot(640, lines=530), "PNG")),
        ((), encoded(screenshot(640, lines=530).point(lambda value: 150 + value // 3), "JPEG")),
        ((), encoded(screenshot().rotate(90, expand=True), "PNG")),
        (("blank",), encoded(Image.new("L", (640, 5_340), 250), "PNG", pnginfo=padding())),
        ((), encoded(on_glass(SMALL), "PNG")),
        ((), encoded(SMALL.convert("CMYK"), "JPEG")),
        ((), encoded(page(60, lines=1), "PNG")),  # almost empty on it
        ((), encoded(ImageOps.invert(SMALL), "PNG")),
        ((), encoded(Image.eval(SMALL, lambda value: 60 + value // 4), "JPEG")),  # at night
        ((), encoded(page(120).crop((60, 60, 520, 700)), "JPEG")),
    ],
)
def test_a_picture_that_nobody_can_read_is_doubted(
    warnings: tuple[str, ...], content: bytes
) -> None:
    sound = inspect(content, "x")
    assert isinstance(sound, Sound), sound
    assert sound.warnings == warnings
