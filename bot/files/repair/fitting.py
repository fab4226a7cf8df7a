"""Sheets → the most legible pages that fit below the limit."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL.Image import Image
from PIL.TiffImagePlugin import TiffImageFile

from bot.files.repair.sheets import (
    BILEVEL_DPI,
    Sheet,
    is_ink_on_white,
    long_side,
    shrunk,
    two_tone,
)
from bot.files.types import LARGEST_ADJUSTED

_OVERHEAD = 1_000  # bytes of a PDF, and of each of its pages, besides the pictures; rounded up
_NEARLY = 0.85  # of the limit: a step that takes so much is mostly the first one that fits


@dataclass(frozen=True)
class Step:
    """One way to encode a letter: dots per inch on A4, JPG quality (0 to 100), greyscale or not.

    `bilevel`: dots per inch of what came in black and white; 0: as JPG like the rest. `of_ink`: the
    same of pages that lose nothing in black and white (`is_ink_on_white`); 0: as JPG.
    """

    dpi: int
    quality: int
    is_grey: bool = False
    bilevel: int = BILEVEL_DPI
    of_ink: int = 0


LADDER = (
    Step(300, 85),
    Step(300, 75),
    Step(250, 75),
    Step(250, 65),
    Step(200, 75),
    Step(200, 65),
    Step(175, 70),
    Step(150, 75),
    Step(150, 65, bilevel=250),
    Step(150, 55, bilevel=200),
    Step(150, 50, bilevel=200, is_grey=True),
    Step(150, 45, bilevel=0, is_grey=True),
    Step(150, 45, bilevel=0, is_grey=True, of_ink=200),
)
"""From the most to the least legible, each step smaller than the one before.

The last ones are the floor: at 150 dpi and quality 45, or in black and white as a fax shows it, a
text of 9 pt can just be read without effort.
"""


@dataclass(frozen=True)
class Encoded:
    """A page as it stands in a file: a JPG, or black and white by CCITT Group 4."""

    data: bytes
    width: int
    height: int
    colours: str  # as PDF calls them: DeviceRGB, DeviceGray
    is_bilevel: bool


@dataclass(frozen=True)
class Fitted:
    """The pages of a letter, and the step at which they fit."""

    pages: tuple[Encoded, ...]
    step: Step


def starting_dpi(pages: int) -> int:
    """How fine so many pages are read: finer would fit neither into the limit nor into memory."""
    return next((dpi for most, dpi in ((1, 300), (2, 250), (4, 200)) if pages <= most), 150)


def fit(sheets: Sequence[Sheet], *, bilevel: bool) -> Fitted | None:
    """Find the first step of the ladder at which all sheets fit; None if there is none.

    `bilevel`: sheets in black and white may stay so (a PDF can hold them, a JPG cannot).
    """
    steps = [step for step in LADDER if step.dpi <= starting_dpi(len(sheets))]
    low, high, found = 0, len(steps), None
    is_compact = bilevel and all(sheet.is_bilevel for sheet in sheets)
    middle = 0 if is_compact else high // 2  # black and white mostly fits as it is
    while low < high:
        pages = _encode_all(sheets, steps[middle], bilevel=bilevel)
        if pages is None:
            low = middle + 1
        else:
            high, found = middle, Fitted(pages, steps[middle])
        taken = sum(len(page.data) for page in found.pages) if found else 0
        middle = high - 1 if taken > _NEARLY * LARGEST_ADJUSTED else (low + high) // 2
    return found


def _encode_all(
    sheets: Sequence[Sheet], step: Step, *, bilevel: bool
) -> tuple[Encoded, ...] | None:
    """Encode the sheets; None as soon as they are too large together."""
    pages, size = [], _OVERHEAD
    for sheet in sheets:
        dots = step.bilevel if sheet.is_bilevel else step.of_ink
        if bilevel and dots and (sheet.is_bilevel or is_ink_on_white(sheet.image)):
            page = _group_4(two_tone(shrunk(sheet.image, long_side(dots))))
        else:
            page = _jpg(shrunk(sheet.image, long_side(step.dpi)), step)
        pages.append(page)
        size += len(page.data) + _OVERHEAD
        if size >= LARGEST_ADJUSTED:
            return None
    return tuple(pages)


def _jpg(image: Image, step: Step) -> Encoded:
    image = image.convert("L") if step.is_grey else image
    out = io.BytesIO()
    image.save(out, "JPEG", quality=step.quality, optimize=True)
    colours = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    return Encoded(out.getvalue(), *image.size, colours, is_bilevel=False)


def _group_4(image: Image) -> Encoded:
    """Let Pillow write a TIFF of one strip, and take the strip out."""
    out = io.BytesIO()
    strip = -(-image.width // 8) * image.height
    image.save(out, "TIFF", compression="group4", strip_size=strip)
    out.seek(0)
    with TiffImageFile(out) as written:
        (offset,), (length,) = written.tag_v2[273], written.tag_v2[279]  # StripOffsets, -ByteCounts
    data = out.getvalue()[offset : offset + length]
    return Encoded(data, *image.size, "DeviceGray", is_bilevel=True)
