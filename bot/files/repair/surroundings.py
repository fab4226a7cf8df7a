"""What lies around a sheet and is nothing of the letter: table, edges of a scan, holes, dust."""

from itertools import accumulate

from PIL.Image import Image, Resampling, Transpose, composite, new
from PIL.ImageChops import darker, difference, invert, lighter, offset, subtract
from PIL.ImageFilter import BoxBlur
from PIL.ImageStat import Stat

_SIDES = (Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)  # each to the left
_DARK, _ALONG = 0.58, 1 / 3  # of the paper; of a side, along which it must be so dark
_FRAME, _MARGIN = 0.04, 0.09  # of the shorter side: in which a frame lies; holes, staples
_LEAST_SHEET, _PAPER = 1 / 10, 1 / 20  # of the picture; and what is surely paper if there is one
_LETTERS, _EDGE = 4, 7  # pixels: how broad letters may be; how far a table is from being plain
_SPREAD = 30  # of 255: by which it is darker in one place than in another
_PLAIN, _STROKES = 8, 0.000_5  # of 255, by which it differs at a place; the part that may
_HOLE, _AROUND_HOLE, _BLACK = 4, 10, 60  # pixels solid in a hole; and beside; of 255: how dark
_RIM = 0.015  # of the shorter side: what is left of an edge
_PLACE, _ALONE = 24, 0.015  # pixels; ink that is alone in so many of them each way is dust
_PALE = 10  # of 255: by how much words are darker of which only some dots are ink
_STAPLES = 0.000_4  # of a page


def surroundings(small: Image) -> Image | None:
    """A mask (L) of what lies around the sheet in a greyscale picture; None if nothing does.

    It is dark, goes in straight from a side of which it takes a good part, and is plain: in shadow
    or white on black there may be words. A frame may be a little away from the rim.
    """
    paper = quantile(small, _PAPER)
    dark = small.point([255 * (value < paper * _DARK) for value in range(256)])
    if subtract(dark, without_margins(dark, _FRAME)).getbbox() is None:
        return None
    turned = [dark, *map(dark.transpose, _SIDES)]
    depth = max(1, round(_FRAME * min(small.size)))
    columns = [
        each.crop((0, 0, depth, each.height)).resize((depth, 1), Resampling.BOX) for each in turned
    ]
    is_frame = all(max(each.tobytes()) > 255 * _ALONG for each in columns)
    found = new("L", small.size)
    for at, (each, column) in enumerate(zip(turned, columns, strict=True)):
        if is_frame:
            each.paste(255, (0, 0, depth, each.height))
        if is_frame or max(column.tobytes()[:2]) > 255 * _ALONG:
            reached = _from_left(each)
            found = lighter(found, reached.transpose(_SIDES[-at]) if at else reached)
    if found.getbbox() is None or Stat(found).mean[0] > 255 * (1 - _LEAST_SHEET):
        return None
    found = _grown(found, _LETTERS)
    plain = _worn(found, _EDGE)
    plain = without_margins(plain, 2 * _FRAME) if is_frame else plain
    if plain.getbbox() and Stat(small, plain).stddev[0] > _SPREAD:
        return None
    change = difference(small, small.filter(BoxBlur(1)))
    strokes = sum(change.histogram(plain)[_PLAIN:])
    found = _worn(found, _LETTERS // 2)
    return found if strokes <= _STROKES * small.width * small.height else None


def quantile(image: Image, part: float) -> int:
    """The value that so much of the picture has, or more."""
    beyond = accumulate(reversed(image.histogram()))
    enough = image.width * image.height * part
    return 255 - next(at for at, count in enumerate(beyond) if count >= enough)


def _from_left(dark: Image) -> Image:
    """What is dark with all that is left of it."""
    step = 1
    while step < dark.width:
        moved = offset(dark, step, 0)
        moved.paste(255, (0, 0, step, dark.height))
        dark, step = darker(dark, moved), step * 2
    return dark


def _grown(mask: Image, reach: int) -> Image:
    return mask.filter(BoxBlur(reach)).point([255 * (value > 0) for value in range(256)])


def _worn(mask: Image, reach: int) -> Image:
    return mask.filter(BoxBlur(reach)).point([value // 255 * 255 for value in range(256)])


def without(image: Image, around: Image | None, colour: int | None = None) -> Image:
    """Give the surroundings a colour: that of the sheet, as dark as it is anywhere, or this."""
    if around is None:
        return image
    mask = around.resize(image.size, Resampling.NEAREST)
    fill = [colour or 0]
    if colour is None:
        sheet = Stat(image, invert(mask))
        pairs = zip(sheet.mean, sheet.stddev, strict=True)
        fill = [round(max(0, mean - 2 * spread)) for mean, spread in pairs]
    return composite(new(image.mode, image.size, tuple(fill)), image, mask)


def without_margins(ink: Image, part: float = _MARGIN) -> Image:
    """Take out the margins."""
    width = round(part * min(ink.size))
    middle = new("L", ink.size)
    box = (width, width, ink.width - width, ink.height - width)
    middle.paste(ink.crop(box), box)
    return middle


def without_marks(darker_by: Image, least: int) -> Image:
    """A mask of ink: no dust, and in the margins no holes, nor so little that it may be staples.

    `darker_by`: how much darker each place is than what is around it; ink is `least` or more.
    """
    ink = without_margins(darker_by.point([255 * (at >= least) for at in range(256)]), _RIM)
    pale = darker_by.point([255 * (at >= min(least, _PALE)) for at in range(256)])
    density = pale.filter(BoxBlur(_PLACE))
    ink = darker(ink, density.point([255 * (at >= 255 * _ALONE) for at in range(256)]))
    inner = without_margins(ink)
    margins = subtract(ink, inner)
    solid = darker(margins, darker_by.point([255 * (at >= _BLACK) for at in range(256)]))
    holes = _grown(_worn(solid, _HOLE), _AROUND_HOLE)
    margins = subtract(margins, holes)
    return inner if Stat(margins).mean[0] < 255 * _STAPLES else lighter(inner, margins)
