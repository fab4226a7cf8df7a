"""A page as a picture, and how many pixels it should have."""

from dataclasses import dataclass

from PIL.Image import Image, Resampling
from PIL.ImageStat import Stat

A4 = 297 / 25.4
"""Inches: the longer side of A4. Every page counts as a sheet of that size.

What a page says of its own size is not reliable: photos have none, and many programs write scans
with one point for each pixel.
"""

NEAR_ENOUGH = 0.99
"""A factor by which nothing is scaled: it would only blur. Scanners make A4 a few pixels longer."""

BILEVEL_DPI = 300
"""Dots per inch of black and white, which needs more of them, and takes little room for each."""

_MIDDLE = 160  # of 255: what is darker becomes ink; above the middle, so that thin strokes stay
_COLOURED = 16  # of 128: how far from grey a colour must be anywhere to count


@dataclass(frozen=True)
class Sheet:
    """A page, right side up: RGB, or greyscale (L) if it has no colours.

    `is_bilevel`: it came as black and white only, so it may stay so. `before`: pixels of the longer
    side that its picture had in the file, or the largest of those on it; 0 if there was none.
    """

    image: Image
    is_bilevel: bool = False
    before: int = 0


def long_side(dpi: int) -> int:
    """Pixels of the longer side of an A4 sheet at this resolution."""
    return round(A4 * dpi)


def shrunk(image: Image, longest: int) -> Image:
    """Scale a picture down so that its longer side has about so many pixels at most; never up."""
    factor = longest / max(image.size)
    if factor >= NEAR_ENOUGH:
        return image
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Resampling.BICUBIC, reducing_gap=2.0)


def two_tone(image: Image) -> Image:
    """Turn a greyscale picture into black and white."""
    return image.point(lambda value: 255 * (value > _MIDDLE), mode="1")


def without_idle_colours(image: Image) -> Image:
    """Turn an RGB picture without any colour into greyscale, which loses nothing."""
    if image.mode != "RGB" or _has_colours(image):
        return image
    return image.convert("L")


def _has_colours(image: Image) -> bool:
    """Look at a small copy, in which a lone coloured pixel of noise disappears."""
    _, *chroma = Stat(shrunk(image, 400).convert("YCbCr")).extrema
    return any(abs(value - 128) > _COLOURED for band in chroma for value in band)
