"""What strikes the eye about a letter before it is sent: blank pages, dark ones, coarse ones."""

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from PIL import Image, ImageChops, ImageFilter
from PIL.ImageStat import Stat

from bot.files.repair.sheets import Sheet, shrunk
from bot.files.results import Concern

# Of a copy so small that noise disappears in it, but a line of text does not:
LOOKED_AT = 800  # pixels of its longer side
_BLUR = 24  # pixels: what is darker than its surroundings is ink, so a shadow is none
_INK = 24  # of 255: how much darker
_FAINT = 6  # times the noise of the page: hairlines, and words in pale grey
_NOISY = 1 / 6  # of an empty page: where its noise exceeds one standard deviation
_BLANK, _LITTLE = 0.000_2, 0.002  # parts of the page; one line of text of 9 pt is about 0.003
_DARK = 70  # of 255: the paper of a page that can hardly be read
_BRIGHT = 48  # of 255: how much brighter words on black are
_EVEN = (150, 24, 24)  # of 255: how light and colours differ across an empty page, at most
_PATCHES = (16, 16)  # in which that is measured

# A page with small print, of which every line is but a few dots high
_NARROW = 480  # pixels across, from which on no page is; A4 at 60 dpi has 496
_LOWEST_LINE, _MANY_LINES = 7, 8


def looks(sheets: Sequence[Sheet]) -> tuple[Concern, ...]:
    """Tell what is odd about any of the pages: blank, little on it, far too dark."""
    found = {warning for sheet in sheets if (warning := look(sheet.image))}
    order: tuple[Concern, ...] = ("blank", "little-ink", "too-dark")
    return tuple(each for each in order if each in found)


def look(image: Image.Image) -> Concern | None:
    """Tell whether a page, RGB or L, is "blank" or "too-dark", or has "little-ink" on it."""
    copy = shrunk(image, LOOKED_AT)
    small = copy.convert("L")
    if _exceeded_by(small, 1 / 10) < _DARK:
        darker = _darker(ImageChops.invert(small))
        return "too-dark" if _part(darker, _BRIGHT) < _LITTLE else None
    darker = _darker(small)
    if (ink := _part(darker, _INK)) >= _BLANK:
        return "little-ink" if ink < _LITTLE else None
    if _part(darker, _FAINT * max(1, _exceeded_by(darker, _NOISY))) >= _LITTLE:
        return "little-ink"
    patches = Stat(copy.resize(_PATCHES, Image.Resampling.BOX).convert("YCbCr")).extrema
    is_even = all(high - low <= most for (low, high), most in zip(patches, _EVEN, strict=True))
    return "blank" if is_even else None


def is_coarse(image: Image.Image) -> bool:
    """Tell whether an upright page is small print in so few pixels that nobody can read it."""
    if min(image.size) >= _NARROW:
        return False
    rows = _darker(image.convert("L")).resize((1, image.height), Image.Resampling.BOX).tobytes()
    lines = [len(list(row)) for has_ink, row in groupby(rows, lambda ink: ink >= _FAINT) if has_ink]
    return len(lines) >= _MANY_LINES and median(lines) <= _LOWEST_LINE


def _darker(small: Image.Image) -> Image.Image:
    """By how much each place is darker than its surroundings."""
    calm = small.filter(ImageFilter.BoxBlur(1))
    return ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_BLUR)), calm)


def _part(image: Image.Image, least: int) -> float:
    """The part of the picture that has such values."""
    return sum(image.histogram()[least:]) / (image.width * image.height)


def _exceeded_by(image: Image.Image, part: float) -> int:
    """The value that so much of the picture has, or more."""
    left = image.width * image.height * part
    for value, count in reversed(list(enumerate(image.histogram()))):
        left -= count
        if left <= 0:
            return value
    return 0
