"""A page as a picture, and how many pixels it should have."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from PIL.Image import Image, Resampling
from PIL.Image import new as new_image
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
    `undrawn`: what the page has and the image has not.
    """

    image: Image
    is_bilevel: bool = False
    before: int = 0
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


def shrunk_in_strips(image: Image, longest: int, plain: Callable[[Image], Image]) -> Image:
    """Bring a picture to a mode that can be scaled, by `plain`, and scale it as `shrunk` does.

    Some rows at a time: there is no memory for the whole of it in two modes. What is returned has
    its own memory.
    """
    width, height = size_within(image.size, longest)
    rows = max(1, _STRIP // image.width * height // image.height)
    if rows >= height:
        return shrunk(plain(image.copy()), longest)
    board, scale = None, image.height / height
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        first = max(0, floor(top * scale - _REACH * scale))  # of the picture's rows for these
        last = min(image.height, ceil(bottom * scale + _REACH * scale))
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


def without_idle_colours(image: Image) -> Image:
    """Turn an RGB picture without any colour into greyscale, which loses nothing.

    Looked at is a small copy, in which a lone coloured pixel of noise disappears.
    """
    if image.mode != "RGB":
        return image
    _, *chroma = Stat(shrunk(image, 400).convert("YCbCr")).extrema
    has_colours = any(abs(value - 128) > _COLOURED for band in chroma for value in band)
    return image if has_colours else image.convert("L")
