"""What strikes the eye about a letter before it is sent: blank pages, dark ones, coarse ones."""

from collections.abc import Collection, Sequence
from itertools import groupby
from math import sqrt
from statistics import median

from PIL import Image, ImageChops, ImageFilter
from PIL.ImageStat import Stat

from bot.files.repair.sheets import Sheet, shrunk, size_within
from bot.files.repair.surroundings import (
    quantile,
    surroundings,
    without,
    without_margins,
    without_marks,
)
from bot.files.results import Concern

# Of a copy so small that noise disappears in it, but a line of text does not:
_SMALL, _USUAL = 800, 1.5  # pixels of its longer side, if it is no longer than that times its width
_MOST_PIXELS = 2_000_000  # of a copy of a longer one
_BLUR = 24  # pixels: what is darker than its surroundings is ink, so a shadow is none
_INK = 24  # of 255: how much darker
_FAINT = 6  # times the noise of the page: hairlines, and words in pale grey
_CALM = 9 / 10  # of the page are no calmer than its margins, where its noise is measured
_NOISE = 2.5  # times that: one standard deviation
_BLANK, _LITTLE = 0.000_2, 0.002  # parts of the page; one line of text of 9 pt is about 0.003
_DARK = 70  # of 255: the paper of a page that can hardly be read
_BRIGHT = 34  # of 255: how much brighter words on black are
_EVEN = (220, 32, 32)  # of 255: how light and colours differ across an empty page, at most
_PATCHES = (16, 16)  # in which that and the noise are measured

# Of a much smaller one, which tells most letters in a fraction of the time:
_SMALLER, _LESS_BLUR, _WRITTEN = 310, 6, 0.004  # its size, and the part of the page that is words
_BLACK = 48  # of 255: how much darker they are

# A page with small print, of which every line is but a few dots high
NARROW = 480  # pixels across, from which on no page is; A4 at 60 dpi has 496
_LOWEST_LINE, _MANY_LINES = 7, 8


def looks(sheets: Sequence[Sheet]) -> set[Concern]:
    """Tell what is odd about any of the pages: blank, little on it, far too dark.

    The parts of a long page are told of together: one of them may well be empty.
    """
    found = {look(sheet.image) for sheet in sheets if not sheet.is_part}
    of_parts = {look(sheet.image) for sheet in sheets if sheet.is_part}
    return {each for each in found | (of_parts if None not in of_parts else set()) if each}


def of_file(found: Collection[Concern | None]) -> tuple[Concern, ...]:
    """Tell what strikes about a file whose pages have these; nothing if any can be read."""
    return () if None in found else tuple(sorted(each for each in found if each))


def enough(size: tuple[int, int]) -> int:
    """How many pixels the longer side of a page must have to be looked at."""
    times = max(size) / min(size)
    return round(min(_SMALL * max(1, times / _USUAL), sqrt(_MOST_PIXELS * times)))


def look(image: Image.Image) -> Concern | None:
    """Tell whether a page, RGB or L, is "blank" or "too-dark", or has "little-ink" on it."""
    smaller = image.reduce(max(1, max(image.size) // _SMALLER)).convert("L")
    around = surroundings(smaller)
    if _is_written(smaller, around):
        return None
    image = without(shrunk(image, enough(image.size)), around)
    small = image.convert("L")
    if quantile(small, 1 / 10) < _DARK:
        darker = _darker(ImageChops.invert(small))
        return "too-dark" if _part(darker, _BRIGHT) < _LITTLE else None
    darker = without(_darker(small), around, 0)
    if (ink := _part(without_marks(darker, _INK), 1)) >= _BLANK:
        return "little-ink" if ink < _LITTLE else None
    faint = round(_FAINT * max(1, _noise(darker)))
    if _part(without_marks(darker, faint), 1) >= _LITTLE:
        return "little-ink"
    patches = Stat(image.resize(_PATCHES, Image.Resampling.BOX).convert("YCbCr")).extrema
    is_even = all(high - low <= most for (low, high), most in zip(patches, _EVEN, strict=True))
    return "blank" if is_even else None


def is_written(image: Image.Image) -> bool:
    """Tell what is surely a page with words on it, RGB or L; it is enough if it is small."""
    smaller = image.reduce(max(1, max(image.size) // _SMALLER)).convert("L")
    return _is_written(smaller, surroundings(smaller))


def _is_written(small: Image.Image, around: Image.Image | None) -> bool:
    small = without(small, around)
    darker = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_LESS_BLUR)), small)
    return _part(without_margins(without(darker, around, 0)), _BLACK) > _WRITTEN


def is_coarse(image: Image.Image, longest: int = 0) -> bool:
    """Tell whether an upright page is small print in so few pixels that nobody can read it.

    `longest`: the pixels of its longer side that it will have, if not as many as now.
    """
    if min(size_within(image.size, longest or max(image.size))) >= NARROW:
        return False
    image = shrunk(image, longest or max(image.size))
    rows = _darker(image.convert("L")).resize((1, image.height), Image.Resampling.BOX).tobytes()
    lines = [len(list(row)) for has_ink, row in groupby(rows, lambda ink: ink >= _FAINT) if has_ink]
    return len(lines) >= _MANY_LINES and median(lines) <= _LOWEST_LINE


def _darker(small: Image.Image) -> Image.Image:
    """By how much each place is darker than its surroundings."""
    calm = small.filter(ImageFilter.BoxBlur(1))
    return ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_BLUR)), calm)


def _noise(darker: Image.Image) -> float:
    """The standard deviation of the noise, as the calmest places of the page have it."""
    finer = 16  # a mean of whole numbers would be too rough
    spread = darker.point(lambda value: value * finer)
    calmest = quantile(spread.resize(_PATCHES, Image.Resampling.BOX), _CALM)
    return _NOISE * calmest / finer


def _part(image: Image.Image, least: int) -> float:
    """The part of the picture that has such values."""
    return sum(image.histogram()[least:]) / (image.width * image.height)
