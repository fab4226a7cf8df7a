"""All pages of a document in one picture, to choose the letter's from."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from bot.files.repair.sheets import shrunk

LARGEST_PREVIEW = 300_000  # bytes of the picture
PAGE_SIDE = 420  # pixels of the longer side of a page in it
_STEPS = ((1_754, 75), (1_754, 60), (1_400, 60), (1_000, 60), (700, 50), (400, 30))
_COLUMNS = 5
_GAP = 12  # pixels between pages
_NUMBER = 32  # pixels of a page's number


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
    pages = [shrunk(page, PAGE_SIDE) for page in pages]
    width = max(page.width for page in pages) + _GAP
    height = max(page.height for page in pages) + _GAP
    columns = min(_COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    board = Image.new("RGB", (width * columns + _GAP, height * rows + _GAP), "#8a8a8a")
    draw = ImageDraw.Draw(board)
    for at, page in enumerate(pages):
        x, y = at % columns * width + _GAP, at // columns * height + _GAP
        board.paste(page, (x, y))
        corner, number = (x + _GAP, y + page.height - _NUMBER - _GAP), str(at + 1)
        left, top, right, bottom = draw.textbbox(corner, number, font_size=_NUMBER)
        draw.rectangle((left - 8, top - 8, right + 8, bottom + 8), fill="#1d4ed8")
        draw.text(corner, number, font_size=_NUMBER, fill="white")
    return board
