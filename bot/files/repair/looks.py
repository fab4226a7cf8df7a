"""What strikes the eye about a letter before it is sent: blank pages, dark ones."""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter, ImageStat

from bot.files.repair.sheets import Sheet, shrunk
from bot.files.results import Concern

# Of a copy so small that noise disappears in it, but a line of text does not:
_SMALL = 800  # pixels of its longer side
_BLUR = 24  # pixels: what is darker than its surroundings is ink, so a shadow is none
_INK = 24  # of 255: how much darker
_BLANK, _LITTLE = 0.000_2, 0.002  # parts of the page; one line of text of 9 pt is about 0.003
_EVEN = 12  # of 255: by how much a colour may differ that nobody sees
_DARK = 70  # of 255: the paper of a page that can hardly be read


def looks(sheets: Sequence[Sheet]) -> tuple[Concern, ...]:
    """Tell what is odd about any of the pages: blank, little on it, far too dark."""
    found = {warning for sheet in sheets if (warning := look(sheet))}
    order: tuple[Concern, ...] = ("blank", "little-ink", "too-dark")
    return tuple(each for each in order if each in found)


def look(sheet: Sheet) -> Concern | None:
    """Tell what is odd about a page."""
    small = shrunk(sheet.image.convert("L"), _SMALL)
    if _paper(small) < _DARK:
        return "too-dark"
    calm = small.filter(ImageFilter.BoxBlur(1))
    darker = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_BLUR)), calm)
    ink = sum(darker.histogram()[_INK:]) / (small.width * small.height)
    if ink < _BLANK and (sheet.before or _is_even(sheet.image)):
        return "blank"
    return "little-ink" if ink < _LITTLE else None


def _is_even(image: Image.Image) -> bool:
    """Tell whether a page without any picture has one colour: not even the finest line is on it."""
    extrema = ImageStat.Stat(image).extrema
    return all(brightest - darkest < _EVEN for darkest, brightest in extrema)


def _paper(small: Image.Image) -> int:
    """How bright the brighter part of the page is: nine tenths of it are darker."""
    left = small.width * small.height // 10
    for value, count in reversed(list(enumerate(small.histogram()))):
        left -= count
        if left <= 0:
            return value
    return 0
