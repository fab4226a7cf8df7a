"""A long page, such as a screenshot of a whole letter ─► pages of usual shape, as fine as it is.

Scaled to fit on one page it would be a narrow strip: its shorter side decides what can be read.
"""

from dataclasses import replace
from itertools import pairwise
from math import ceil, sqrt

from PIL import ImageChops
from PIL.Image import Image, Resampling, Transpose

from bot.files.repair.sheets import Detail, Sheet, long_side

LONG_PICTURE = long_side(150)  # pixels, above which a page loses some at the end of the ladder
LONG_PAGE = 1_263  # points: longer than A4 by half
_LONG = 2.5  # times as long as broad; screens of telephones have 2.4 at most
_USUAL = 1.45  # of the pages: A4 has 1.414, and what is cut after two of them shall not give three
_REACH = 0.12  # of a page: how far from its place a cut may be, so as to go between two lines
_GAP = 0.005  # of a page: half of what should be empty about it
_MOST_PIXELS = 16_000_000  # of a long page that is cut: they fit into memory beside the picture


def count_of_parts(size: tuple[float, float], long: float) -> int:
    """Into how many pages one of this size is cut: one, if it is no longer than `long`."""
    shorter, longer = max(min(size), 1), max(size)
    return ceil(longer / shorter / _USUAL) if longer > max(long, _LONG * shorter) else 1


def detail_of_whole(detail: Detail, size: tuple[float, float], parts: int) -> Detail:
    """How finely a long page is read, so that its parts are as fine as that."""
    most = round(sqrt(_MOST_PIXELS * max(size) / max(min(size), 1)))
    wanted = (min(each * parts, max(each, most)) for each in (detail.longest, detail.bilevel))
    return Detail(*wanted)


def cut(sheet: Sheet, parts: int) -> list[Sheet]:
    """Cut a page into so many, where there is least on it near each place."""
    if parts == 1:
        return [sheet]
    length = max(sheet.image.size)
    places = [
        _emptiest(sheet.image, round(at * length / parts), length / parts) for at in range(1, parts)
    ]
    found = []
    for first, end in pairwise([0, *places, length]):
        part = _part(sheet.image, first, end)
        before = round(max(part.size) * sheet.before / length)
        found.append(replace(sheet, image=part, before=before, is_part=True))
    return found


def _part(image: Image, first: int, end: int) -> Image:
    """Its rows from one to another; of a wide page, its columns."""
    is_tall = image.height > image.width
    return image.crop((0, first, image.width, end) if is_tall else (first, 0, end, image.height))


def _emptiest(image: Image, place: int, step: float) -> int:
    """The row (of a wide page: the column) near a place, along which least changes."""
    reach, gap = ceil(step * _REACH), ceil(step * _GAP)
    near = _part(image, place - reach, place + reach).convert("L")
    near = near if image.height > image.width else near.transpose(Transpose.TRANSPOSE)
    changes = ImageChops.difference(near, ImageChops.offset(near, 1, 0))
    rows = changes.resize((1, near.height), Resampling.BOX).tobytes()
    around = (
        (sum(rows[at - gap : at + gap + 1]), abs(at - reach), at)
        for at in range(gap, len(rows) - gap)
    )
    return place - reach + min(around)[2]
