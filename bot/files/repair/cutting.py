"""A long page, such as a screenshot of a whole letter ─► pages of usual shape, as fine as it is.

Scaled to fit on one page it would be a narrow strip: its shorter side decides what can be read.
"""

from dataclasses import replace
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
_MOST_PIXELS = 24_000_000  # of a long page that is cut: in two modes they fit into memory


def count_of_parts(size: tuple[float, float], long: float) -> int:
    """Into how many pages one of this size is cut: one, if it is no longer than `long`."""
    shorter, longer = max(min(size), 1), max(size)
    return ceil(longer / shorter / _USUAL) if longer > max(long, _LONG * shorter) else 1


def detail_of_whole(detail: Detail, size: tuple[float, float], parts: int) -> Detail:
    """How finely a long page is read, so that its parts are as fine as that."""
    most = round(sqrt(_MOST_PIXELS * max(size) / max(min(size), 1)))
    longest, bilevel = (
        min(each * parts, max(each, most)) for each in (detail.longest, detail.bilevel)
    )
    return Detail(longest, bilevel)


def cut(sheet: Sheet, parts: int) -> list[Sheet]:
    """Cut a page into so many, where there is least on it near each place."""
    if parts == 1:
        return [sheet]
    (width, height), step = sheet.image.size, max(sheet.image.size) / parts
    is_tall = height > width
    cuts = [_emptiest(sheet.image, round(at * step), step) for at in range(1, parts)]
    found = []
    for first, end in zip([0, *cuts], [*cuts, max(width, height)], strict=True):
        box = (0, first, width, end) if is_tall else (first, 0, end, height)
        part = sheet.image.crop(box)
        before = round(max(part.size) * sheet.before / max(width, height))
        found.append(replace(sheet, image=part, before=before, is_part=True))
    return found


def _emptiest(image: Image, place: int, step: float) -> int:
    """The row (of a wide page: the column) near a place beside which least changes along it."""
    reach, gap = ceil(step * _REACH), ceil(step * _GAP)
    first = place - reach
    if image.height > image.width:
        near = image.crop((0, first, image.width, place + reach)).convert("L")
    else:
        near = (
            image.crop((first, 0, place + reach, image.height))
            .convert("L")
            .transpose(Transpose.TRANSPOSE)
        )
    changes = ImageChops.difference(near, ImageChops.offset(near, 1, 0))
    rows = changes.resize((1, near.height), Resampling.BOX).tobytes()
    return first + min(
        range(gap, len(rows) - gap),
        key=lambda at: (sum(rows[at - gap : at + gap + 1]), abs(at - reach)),
    )
