"""All pages of a document in one picture, to choose the letter's from."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from bot.files.repair.sheets import shrunk

LARGEST_PREVIEW = 300_000
"""Bytes of the picture."""

PAGE = 420
"""Pixels of the longer side of a page in it."""

_STEPS = ((1_754, 75), (1_754, 60), (1_400, 60), (1_000, 60), (700, 50), (400, 30))
_COLUMNS = 5
_GAP = 12  # pixels between pages
_NUMBER = 32  # pixels of a page's number
_AROUND = "#8a8a8a"


def contact_sheet(pages: Sequence[Image.Image]) -> bytes:
    """Put pages side by side, each with its number, into a JPG of at most `LARGEST_PREVIEW`."""
    sheet = _tiled(pages)
    for longest, quality in _STEPS:
        out, sheet = io.BytesIO(), shrunk(sheet, longest)
        sheet.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= LARGEST_PREVIEW:
            break
    return out.getvalue()


def _tiled(pages: Sequence[Image.Image]) -> Image.Image:
    pages = [shrunk(page, PAGE) for page in pages]
    width = max(page.width for page in pages) + _GAP
    height = max(page.height for page in pages) + _GAP
    columns = min(_COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    board = Image.new("RGB", (width * columns + _GAP, height * rows + _GAP), _AROUND)
    for at, page in enumerate(pages):
        place = (at % columns * width + _GAP, at // columns * height + _GAP)
        board.paste(page, place)
        corner = (place[0] + _GAP, place[1] + page.height - _NUMBER - _GAP)
        _write_number(board, corner, at + 1)
    return board


def _write_number(board: Image.Image, place: tuple[int, int], number: int) -> None:
    draw = ImageDraw.Draw(board)
    x, y = place
    box = draw.textbbox((x, y), str(number), font_size=_NUMBER)
    draw.rectangle((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8), fill="#1d4ed8")
    draw.text((x, y), str(number), font_size=_NUMBER, fill="white")
