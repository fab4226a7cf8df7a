"""A look at a letter before it is sent, and what strikes the eye about it."""

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot.repair.results import Concern
from bot.repair.sheets import Sheet, shrunk

LARGEST = 300_000
"""Bytes of a preview."""

_STEPS = ((1_754, 75), (1_754, 60), (1_400, 60), (1_000, 60), (700, 50), (400, 30))
_GAP = 12  # pixels between pages
_NUMBER = 32  # pixels of a page's number
_AROUND = "#8a8a8a"

# Of a copy so small that noise disappears in it, but a line of text does not:
_SMALL = 800  # pixels of its longer side
_BLUR = 24  # pixels: what is darker than its surroundings is ink, so a shadow is none
_INK = 24  # of 255: how much darker
_BLANK, _LITTLE = 0.000_2, 0.002  # parts of the page; one line of text of 9 pt is about 0.003
_DARK = 70  # of 255: the paper of a page that can hardly be read


def preview(pages: Sequence[Image.Image], *, columns: int = 3, numbered: bool = False) -> bytes:
    """Put pages side by side into one JPG of at most `LARGEST` bytes."""
    sheet = pages[0] if len(pages) == 1 else _tiled(pages, columns, numbered=numbered)
    for longest, quality in _STEPS:
        out, sheet = io.BytesIO(), shrunk(sheet, longest)
        sheet.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def _tiled(pages: Sequence[Image.Image], columns: int, *, numbered: bool) -> Image.Image:
    width = max(page.width for page in pages) + _GAP
    height = max(page.height for page in pages) + _GAP
    columns = min(columns, len(pages))
    rows = -(-len(pages) // columns)
    board = Image.new("RGB", (width * columns + _GAP, height * rows + _GAP), _AROUND)
    for at, page in enumerate(pages):
        place = (at % columns * width + _GAP, at // columns * height + _GAP)
        board.paste(page, place)
        if numbered:
            corner = (place[0] + _GAP, place[1] + page.height - _NUMBER - _GAP)
            _write_number(board, corner, at + 1)
    return board


def _write_number(board: Image.Image, place: tuple[int, int], number: int) -> None:
    draw = ImageDraw.Draw(board)
    x, y = place
    box = draw.textbbox((x, y), str(number), font_size=_NUMBER)
    draw.rectangle((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8), fill="#1d4ed8")
    draw.text((x, y), str(number), font_size=_NUMBER, fill="white")


def looks(sheets: Sequence[Sheet]) -> tuple[Concern, ...]:
    """Tell what is odd about any of the pages: blank, little on it, far too dark."""
    found = {warning for sheet in sheets if (warning := _look(sheet.image))}
    order: tuple[Concern, ...] = ("blank", "little-ink", "too-dark")
    return tuple(each for each in order if each in found)


def _look(image: Image.Image) -> Concern | None:
    small = shrunk(image.convert("L"), _SMALL)
    if _paper(small) < _DARK:
        return "too-dark"
    ink = _ink(small)
    if ink < _BLANK:
        return "blank"
    return "little-ink" if ink < _LITTLE else None


def _paper(small: Image.Image) -> int:
    """How bright the brighter part of the page is: nine tenths of it are darker."""
    left = small.width * small.height // 10
    for value, count in reversed(list(enumerate(small.histogram()))):
        left -= count
        if left <= 0:
            return value
    return 0


def _ink(small: Image.Image) -> float:
    """How much of the page is darker than what surrounds it, from 0 to 1."""
    calm = small.filter(ImageFilter.BoxBlur(1))
    darker = ImageChops.subtract(small.filter(ImageFilter.BoxBlur(_BLUR)), calm)
    return sum(darker.histogram()[_INK:]) / (small.width * small.height)
