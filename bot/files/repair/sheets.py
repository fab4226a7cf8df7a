"""A page as a picture, and how many pixels it should have."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from PIL.Image import Image, Resampling
from PIL.Image import new as new_image
from PIL.ImageChops import darker, invert
from PIL.ImageFilter import BoxBlur, MinFilter
from PIL.ImageStat import Stat

from bot.files.results import Concern

A4 = 297 / 25.4
"""Inches: the longer side of A4. Every page counts as a sheet of that size.

What a page says of its own size is not reliable: photos have none, and many programs write scans
with one point for each pixel.
"""

NEAR_ENOUGH = 0.99  # by which nothing is scaled: it would only blur; some scans of A4 are longer
BILEVEL_DPI = 300  # of black and white, which needs more of them, and takes little room for each
_MIDDLE = 160  # of 255: what is darker becomes ink; above the middle, so that thin strokes stay
_STRIP = 2_000_000  # pixels of a picture that are changed at once
_REACH = 3  # rows of the result from which a row takes its colours: bicubic, and its rounding
_BLACK, _WHITE = 64, 208  # of 255: what lies between is grey
_BESIDE = 10  # pixels around a place
_SEEN = 12  # of 255: how dark that is on average if ink is there
_STRAY = 255 / 10_000  # of what would be lost in black and white: one pixel in so many
_COLOURED = 16  # of 128: how far from grey a colour must be anywhere to count


@dataclass(frozen=True)
class Detail:
    """How many pixels the longer side of a page has at most, and that of one in black and white."""

    longest: int
    bilevel: int


@dataclass(frozen=True)
class Sheet:
    """A page, right side up: RGB, or greyscale (L) if it has no colours.

    `is_bilevel`: it came as black and white only, so it may stay so. `before`: pixels of the longer
    side that its picture had in the file, or the largest of those on it; 0 if there was none.
    `is_part`: of a long page, which was cut. `undrawn`: what the page has and the image has not.
    """

    image: Image
    is_bilevel: bool = False
    before: int = 0
    is_part: bool = False
    undrawn: tuple[Concern, ...] = ()


def long_side(dpi: int) -> int:
    """Pixels of the longer side of an A4 sheet at this resolution."""
    return round(A4 * dpi)


def shrunk(image: Image, longest: int) -> Image:
    """Scale a picture down so that its longer side has about so many pixels at most; never up."""
    if longest >= NEAR_ENOUGH * max(image.size):
        return image
    return image.resize(size_within(image.size, longest), Resampling.BICUBIC, reducing_gap=2.0)


def size_within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Scale a size down so that its longer side has about so many pixels at most; never up."""
    factor = longest / max(size)
    factor = factor if factor < NEAR_ENOUGH else 1
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def shrunk_in_strips(
    image: Image, longest: int, plain: Callable[[Image], Image], tall: float = 1.0
) -> Image:
    """Bring a picture to a mode that can be scaled, by `plain`, and scale it as `shrunk` does.

    Some rows at a time: there is no memory for the whole of it in two modes. What is returned has
    its own memory. `tall`: how many times as high as broad its pixels are; then they are square.
    """
    square = (round(image.width / min(1, tall)), round(image.height * max(1, tall)))
    width, height = size_within(square, longest)
    rows = max(1, _STRIP // image.width * height // image.height)
    board, scale = None, image.height / height
    reach = _REACH * max(1, scale)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first = max(0, floor(top * scale - reach))  # of the picture's rows for these
        last = min(image.height, ceil(bottom * scale + reach))
        part = plain(image.crop((0, first, image.width, last)))
        strip = part.resize(
            (width, bottom - top),
            Resampling.BICUBIC,
            box=(0, top * scale - first, image.width, bottom * scale - first),
            reducing_gap=2.0,
        )
        board = board or new_image(strip.mode, (width, height))
        board.paste(strip, (0, top))
    return board or image.copy()


def two_tone(image: Image) -> Image:
    """Turn a greyscale picture into black and white."""
    return image.point(lambda value: 255 * (value > _MIDDLE), mode="1")


def is_ink_on_white(image: Image) -> bool:
    """Tell whether a page has sharp black on white alone, so that `two_tone` loses nothing of it.

    No shade is wide, and whatever is darker than its paper leaves something black.
    """
    if image.mode != "L":
        return False
    grey = image.point([255 * (_BLACK <= value < _WHITE) for value in range(256)])
    faint = invert(image).filter(BoxBlur(_BESIDE)).point(lambda value: 255 * (value >= _SEEN))
    black = invert(two_tone(image).convert("L")).filter(BoxBlur(_BESIDE))
    lost = darker(faint, black.point(lambda value: 255 * (value == 0)))
    return max(*Stat(grey.filter(MinFilter(3))).mean, *Stat(lost).mean) < _STRAY


def without_idle_colours(image: Image) -> Image:
    """Turn an RGB picture without any colour into greyscale, which loses nothing.

    Looked at is a small copy, in which lone coloured pixels of noise disappear.
    """
    if image.mode != "RGB":
        return image
    _, *chroma = Stat(shrunk(image, 400).convert("YCbCr")).extrema
    has_colours = any(abs(value - 128) > _COLOURED for band in chroma for value in band)
    return image if has_colours else image.convert("L")
