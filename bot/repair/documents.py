"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from bot.problems import (
    DamagedFile,
    DynamicForm,
    Failed,
    HugePage,
    NoPages,
    PasswordProtected,
    Problem,
    TruncatedFile,
)
from bot.repair.sheets import BILEVEL_DPI, Sheet, long_side, without_idle_colours

LONGEST_TEXT = 20_000
"""Characters of the text layer that are given."""

_PAGES_READ = 20  # a letter's words stand on its first pages
_LONGEST_PAGE = 14_400  # points: 200 inches (PDF Reference 1.7, appendix C)
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", re.DOTALL)
_MOST_OBJECTS = 500  # of a page, in which pictures are looked for
_HEAD = 2_048  # bytes that hold the dictionary of a linearized file


@contextmanager
def opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF that has pages. Raises `Failed`, also for what goes wrong in the block."""
    if _is_cut_off(content):
        raise Failed(TruncatedFile(name, "PDF"))
    pdfium.FPDF_LoadDocument(b"", None)  # so that an error of an earlier file is not told again
    try:
        with pypdfium2.PdfDocument(content) as document:
            if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
                raise Failed(DynamicForm(name))
            document.init_forms()
            yield document
    except pypdfium2.PdfiumError as error:
        raise Failed(_problem(error.err_code, name)) from None


def _problem(code: int | None, name: str) -> Problem:
    """What PDFium's error code says; without one, something inside of the file is broken."""
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return PasswordProtected(name)
    if code == pdfium.FPDF_ERR_FILE:  # that of above still: nothing is wrong, or there to load
        return NoPages(name)
    return DamagedFile(name, "PDF")


def _is_cut_off(content: bytes) -> bool:
    """PDFium mends a PDF whose end is missing, and would lose pages without a word.

    A linearized PDF has an end mark near its beginning, but it tells its length.
    """
    told = _LINEARIZED.search(content, 0, _HEAD)
    return content.rfind(b"%%EOF") < 0 or (told is not None and len(content) < int(told[1]))


def size(document: pypdfium2.PdfDocument, name: str) -> tuple[int, int]:
    """Points of the first page, upright. Raises `Failed` if any page is larger than PDF allows."""
    sizes = [document.get_page_size(at) for at in range(len(document))]
    if max(map(max, sizes)) > _LONGEST_PAGE:
        raise Failed(HugePage(name))
    width, height = sizes[0]
    return round(width), round(height)


def text(document: pypdfium2.PdfDocument) -> str:
    """The text layer of the first pages, at most `LONGEST_TEXT` characters."""
    found = ""
    for at in range(min(len(document), _PAGES_READ)):
        left = LONGEST_TEXT - len(found)
        if left <= 1:
            break
        found += _page_text(document, at, left - 1) + "\n"
    return found.strip("\n")


def _page_text(document: pypdfium2.PdfDocument, at: int, most: int) -> str:
    page = document[at]
    try:
        layer = page.get_textpage()
        count = min(layer.count_chars(), most)
        return str(layer.get_text_range(0, count))[:most] if count > 0 else ""
    finally:
        page.close()


def is_signed(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether the PDF has a digital signature."""
    return bool(pdfium.FPDF_GetSignatureCount(document) > 0)


def sheets(document: pypdfium2.PdfDocument, pages: Sequence[int], longest: int) -> Iterator[Sheet]:
    """Render pages (counted from 0), with stamps and fields, each `longest` pixels long."""
    for at in pages:
        page = document[at]
        try:
            yield _rendered(page, longest)
        finally:
            page.close()


def _rendered(page: pypdfium2.PdfPage, longest: int) -> Sheet:
    is_bilevel = _is_one_bilevel_image(page)
    longest = max(longest, long_side(BILEVEL_DPI)) if is_bilevel else longest
    scale = longest / max(page.get_size())
    bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
    try:
        plain = without_idle_colours(bitmap.to_pil())
    finally:
        bitmap.close()
    return Sheet(plain, is_bilevel and plain.mode == "L", _longest_image(page))


def _longest_image(page: pypdfium2.PdfPage) -> int:
    """Pixels of the longer side of the largest picture on a page; 0 if there is none."""
    objects = islice(page.get_objects(max_depth=2), _MOST_OBJECTS)
    images = [each for each in objects if each.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    return max((max(each.get_px_size()) for each in images), default=0)


def _is_one_bilevel_image(page: pypdfium2.PdfPage) -> bool:
    """Tell whether the page is a scan in black and white: one image, one bit for each pixel."""
    objects = list(page.get_objects(max_depth=2))
    if [each.type for each in objects] != [pdfium.FPDF_PAGEOBJ_IMAGE]:
        return False
    return bool(objects[0].get_metadata().bits_per_pixel == 1)
