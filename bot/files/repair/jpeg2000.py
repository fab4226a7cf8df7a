"""JPEG 2000 in a PDF: how large a page must be drawn for its pictures to be read.

Such a picture can be read at a half, a quarter, an eighth of its size, as often as it was halved
when it was written; each step takes a quarter of the memory and time. PDFium reads it as small as
what it draws allows. But it does not ask whether the picture was halved so often, and draws nothing
in its place if it was not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, ldexp, log2

import pypdfium2

from bot.files.repair.sheets import long_side
from bot.problems import BadFile, Failed, TooManyPixels

_MOST_SAMPLES = 36_000_000  # of a picture as it is read, of all its colours; each takes four bytes
_LONGEST_DRAWN = long_side(600)  # pixels of a page
_EDGE = 1.5  # pixels by which PDFium may round up the place of a picture
_CLOSE = 1.01  # how much smaller a page is drawn for the sake of time
_MAIN_HEADER = re.compile(
    rb"\xff\x4f\xff\x51.{36}(..).{3,4096}?\xff\x52\x00[\x0c-\x2d].{5}(.)", re.DOTALL
)
"""Start; size, with the count of colours; coding style, with that of halvings (ISO 15444-1, A)."""


@dataclass(frozen=True)
class Picture:
    """What there is of it, and how often it was halved.

    `place`: the pixels that a page has along its longer side when one of them is one of the
    picture's, along that side of the picture that has fewer.
    """

    pixels: int
    colours: int
    halvings: int
    place: float

    def steps(self, longest: float) -> int:
        """How often PDFium halves it on a page of so many pixels, should that be possible."""
        return int(log2(max(1.0, self.place / (longest + _EDGE))))

    def samples(self, steps: int) -> int:
        """How many are held when it is read like that."""
        return self.pixels * self.colours >> 2 * steps

    def wanted(self, longest: float) -> float:
        """The size of a page at which it fits into memory, and is not read finer than need be."""
        close = min(self.steps(longest / _CLOSE), self.halvings)
        enough = (each for each in range(self.halvings) if self.samples(each) <= _MOST_SAMPLES)
        steps = max(close, next(enough, self.halvings))
        return min(longest, ldexp(self.place, -steps) - 2 * _EDGE) if steps else longest

    @property
    def least(self) -> float:
        """The size of a page below which it would have to be halved too often."""
        return ldexp(self.place, -self.halvings - 1) + _EDGE


def pictures(page: pypdfium2.PdfPage, images: Iterable[pypdfium2.PdfImage]) -> list[Picture]:
    """Find those that are JPEG 2000."""
    return [_picture(page, image) for image in images if "JPXDecode" in image.get_filters()]


def _picture(page: pypdfium2.PdfPage, image: pypdfium2.PdfImage) -> Picture:
    matrix, around = image.get_matrix(), image.container
    while around:  # a form, perhaps within a form
        matrix, around = matrix.multiply(around.get_matrix()), around.container
    left, bottom, right, top = matrix.on_rect(0, 0, 1, 1)
    (width, height), across, up = image.get_px_size(), right - left, top - bottom  # points
    if page.get_rotation() in {90, 270}:
        across, up = up, across
    fewer = min(width / max(across, 1e-6), height / max(up, 1e-6))  # pixels to a point
    found = _MAIN_HEADER.search(image.get_data(decode_simple=True))
    colours, halvings = (int.from_bytes(found[1]), found[2][0]) if found else (3, 0)
    return Picture(width * height, colours, halvings, fewer * max(page.get_size()))


def fitting(found: Sequence[Picture], longest: int, fewest: int, name: str) -> float:
    """Give the size, pixels of its longer side, at which all pictures of a page are read.

    It is `longest`, or less where memory needs that (but hardly less than `fewest`), or more where
    a picture needs that. Raises `Failed` if nothing suits them all.
    """
    size = float(longest)
    for picture in found:
        size = max(min(size, picture.wanted(longest)), min(size, fewest - 2 * _EDGE))
    size = max([size, *(picture.least for picture in found if picture.least > size)])
    for picture in found:
        steps = picture.steps(size)
        if picture.samples(steps) > _MOST_SAMPLES:
            most = (_MOST_SAMPLES << 2 * steps) // picture.colours
            raise Failed(TooManyPixels(name, ceil(picture.pixels / 1e6), most // 1_000_000))
    if size > max(longest, _LONGEST_DRAWN):
        raise Failed(BadFile("check-stopped", name))
    return size
