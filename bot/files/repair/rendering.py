"""A page of a PDF ─► a sheet, drawn by PDFium: all of it, or a reason why not.

PDFium leaves out what it has no memory for, and draws the rest without a word: a seal could be
missing. So the C library's own error number is looked at after each page.
"""

import ctypes
import errno
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import islice
from math import ceil
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image

from bot.files.repair import jpeg2000
from bot.files.repair.sheets import Detail, Sheet, long_side, shrunk, without_idle_colours
from bot.problems import BadFile, Failed

_FEWEST = long_side(150)  # pixels that a page has at least when there is no memory for more
_FLAGS = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE | pdfium.FPDF_REVERSE_BYTE_ORDER
_NEVER_BILEVEL = {"DCTDecode", "JPXDecode"}  # asking PDFium would decode JPX, at its full size
_MOST_OBJECTS = 10_000  # of a page, among which its pictures are looked for


def rendered(
    document: pypdfium2.PdfDocument,
    at: int,
    detail: Detail,
    name: str,
    *,
    keeps_colours: bool = False,
) -> Sheet:
    """Render a page (counted from 0) with stamps and fields.

    Where memory does not suffice, it gets 150 dpi. Raises `Failed` if that is still too much.
    `keeps_colours`: it is RGB also without any; to look for them takes longer than to draw a page.
    """
    coarse = Detail(min(detail.longest, _FEWEST), min(detail.bilevel, _FEWEST))
    for tried in dict.fromkeys((detail, coarse)):
        with suppress(MemoryError), closing(document[at]) as page:  # and the pictures it keeps
            return _rendered(page, tried, name, keeps_colours=keeps_colours)
    raise Failed(BadFile("check-stopped", name))


def glimpse(document: pypdfium2.PdfDocument, at: int, longest: int) -> Image:
    """Draw a page (counted from 0) small, in colour. Raises MemoryError."""
    with closing(document[at]) as page:
        return _drawn(page, longest)


def _rendered(page: pypdfium2.PdfPage, detail: Detail, name: str, *, keeps_colours: bool) -> Sheet:
    is_bilevel = _is_one_bilevel_image(page)
    longest = detail.bilevel if is_bilevel else detail.longest
    objects = islice(page.get_objects(), _MOST_OBJECTS)
    images = [each for each in objects if each.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    pictures = jpeg2000.pictures(page, images)
    drawn = _drawn(page, jpeg2000.fitting(pictures, longest, _FEWEST, name))
    drawn = shrunk(drawn, longest) if pictures else drawn
    plain = drawn if keeps_colours else without_idle_colours(drawn)
    before = max((max(image.get_px_size()) for image in images), default=0)
    return Sheet(plain, is_bilevel and plain.mode == "L", before)


def _is_one_bilevel_image(page: pypdfium2.PdfPage) -> bool:
    """Tell whether the page is a scan in black and white: one image, one bit for each pixel."""
    objects = list(islice(page.get_objects(max_depth=2), 2))
    if [each.type for each in objects] != [pdfium.FPDF_PAGEOBJ_IMAGE]:
        return False
    (image,) = objects
    if _NEVER_BILEVEL.intersection(image.get_filters()):
        return False
    return bool(image.get_metadata().bits_per_pixel == 1)


# With an eye on memory ---------------------------------------------------------------------------


def _watched(function: Any) -> Callable[..., None]:
    """The same function of PDFium, raising MemoryError if there was too little memory in it."""
    prototype = ctypes.CFUNCTYPE(None, *function.argtypes, use_errno=True)
    watched = prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)

    def call(*arguments: object) -> None:
        ctypes.set_errno(0)
        watched(*arguments)
        if ctypes.get_errno() == errno.ENOMEM:
            raise MemoryError

    return call


_draw_page = _watched(pdfium.FPDF_RenderPageBitmap)
_draw_fields = _watched(pdfium.FPDF_FFLDraw)


def _drawn(page: pypdfium2.PdfPage, longest: float) -> Image:
    """As `PdfPage.render` does. Raises MemoryError where that would leave something out."""
    scale = longest / max(page.get_size())
    width, height = (ceil(each * scale) for each in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(
        width, height, pdfium.FPDFBitmap_BGR, rev_byteorder=True
    )
    with closing(bitmap):
        ctypes.memset(bitmap.buffer, 255, len(bitmap.buffer))  # white
        place = (bitmap, page, 0, 0, width, height, 0, _FLAGS)
        _draw_page(*place)
        _draw_fields(page.formenv, *place)
        image: Image = bitmap.to_pil()
        return image
