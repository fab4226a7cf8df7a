"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import io
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
    TooManyPages,
    TooManyPixels,
    TruncatedFile,
)
from bot.repair.kinds import MOST_PAGES
from bot.repair.sheets import Detail, Sheet, without_idle_colours

LONGEST_TEXT = 20_000
"""Characters of the text layer that are given."""

_PAGES_READ = 20  # a letter's words stand on its first pages
_MOST_OBJECTS = 50_000  # on the pages whose text is looked for; PDFium reads them in half a second
_PAGES_OF_LETTER, _CLOSE = 2, Detail(2_480, 2_480)
_PAGES_DRAWN, _GLANCE = 20, Detail(842, 842)
_MOST_JPX = 9_000_000  # pixels of a JPEG 2000: PDFium unpacks it whole, or leaves it out
_OBJECTS_SEEN = 1_000  # on a page, for that
_LONGEST_PAGE = 14_400  # points: 200 inches (PDF Reference 1.7, appendix C)
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", re.DOTALL)
_ACTION = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b")
_HEAD = 2_048  # bytes that hold the dictionary of a linearized file


@contextmanager
def opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF that may be a letter. Raises `Failed`, also for what goes wrong in the block."""
    if _is_cut_off(content):
        raise Failed(TruncatedFile(name, "PDF"))
    pdfium.FPDF_LoadDocument(b"", None)  # so that an error of an earlier file is not told again
    with _errors_told(name), pypdfium2.PdfDocument(content) as document:
        if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
            raise Failed(DynamicForm(name))
        if len(document) > MOST_PAGES:
            raise Failed(TooManyPages(name, len(document), MOST_PAGES))
        if max(map(max, _sizes(document)), default=0) > _LONGEST_PAGE:
            raise Failed(HugePage(name))
        document.init_forms()
        yield document


@contextmanager
def _errors_told(name: str) -> Iterator[None]:
    try:
        yield
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


def size(document: pypdfium2.PdfDocument) -> tuple[int, int]:
    """Points of the first page, upright."""
    width, height = document.get_page_size(0)
    return round(width), round(height)


def _sizes(document: pypdfium2.PdfDocument) -> Iterator[tuple[float, float]]:
    return (document.get_page_size(at) for at in range(len(document)))


def glance(document: pypdfium2.PdfDocument, name: str) -> None:
    """Draw the first pages, to see whether they can be drawn. Raises `Failed`.

    One that takes too long is the concern of whoever ends this process. A letter has one page or
    two; these are drawn as finely as people look at them. A page with a JPEG 2000 for which there
    is no memory or time here is passed over: others will show it.
    """
    left = _MOST_JPX
    for at in range(min(len(document), _PAGES_DRAWN)):
        detail = _CLOSE if at < _PAGES_OF_LETTER else _GLANCE
        with _errors_told(name), _page(document, at) as page:
            if (pixels := _largest_jpx(page)) <= left:
                left -= pixels
                _rendered(page, detail)


def text(document: pypdfium2.PdfDocument, pages: Sequence[int], most: int = LONGEST_TEXT) -> str:
    """The text layer of pages (counted from 0), at most so many characters.

    That of the first 20 of them, and only as long as it does not take seconds. A page whose text
    is broken has none.
    """
    found, objects = "", 0
    for at in pages[:_PAGES_READ]:
        with _page(document, at) as page:
            objects += pdfium.FPDFPage_CountObjects(page)
            left = most - len(found) - 1
            if objects > _MOST_OBJECTS or left <= 0:
                break
            found += _page_text(page, left) + "\n"
    return found.strip("\n")


@contextmanager
def _page(document: pypdfium2.PdfDocument, at: int) -> Iterator[pypdfium2.PdfPage]:
    page = document[at]
    try:
        yield page
    finally:
        page.close()


def _page_text(page: pypdfium2.PdfPage, most: int) -> str:
    try:
        layer = page.get_textpage()
        count = min(layer.count_chars(), most)
        return str(layer.get_text_range(0, count))[:most] if count > 0 else ""
    except pypdfium2.PdfiumError:
        return ""


def is_active(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether something in the PDF can run: a script, or another program.

    PDFium has no question for that; but when it writes the document anew, it unpacks what may hide
    an action (PDF 1.7, 12.6.4) and spells its name in one way only.
    """
    written = io.BytesIO()
    try:
        document.save(written)
    except pypdfium2.PdfiumError:
        return False
    return _ACTION.search(written.getbuffer()) is not None


def is_signed(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether the PDF has a digital signature."""
    return bool(pdfium.FPDF_GetSignatureCount(document) > 0)


def sheets(
    document: pypdfium2.PdfDocument, pages: Sequence[int], detail: Detail, name: str
) -> Iterator[Sheet]:
    """Render pages (counted from 0), with stamps and fields. Raises `Failed`."""
    for at in pages:
        with _errors_told(name), _page(document, at) as page:
            if (pixels := _largest_jpx(page)) > _MOST_JPX:
                raise Failed(TooManyPixels(name, pixels // 1_000_000, _MOST_JPX // 1_000_000))
            sheet = _rendered(page, detail)
        yield sheet


def _largest_jpx(page: pypdfium2.PdfPage) -> int:
    """Pixels of the largest JPEG 2000 on a page; a scan's stand among its first objects."""
    objects = islice(page.get_objects(max_depth=3), _OBJECTS_SEEN)
    sizes = (each.get_px_size() for each in objects if _is_jpx(each))
    return max((width * height for width, height in sizes), default=0)


def _is_jpx(each: pypdfium2.PdfObject) -> bool:
    return isinstance(each, pypdfium2.PdfImage) and "JPXDecode" in each.get_filters()


def _rendered(page: pypdfium2.PdfPage, detail: Detail) -> Sheet:
    is_bilevel = _is_one_bilevel_image(page)
    scale = (detail.bilevel if is_bilevel else detail.longest) / max(page.get_size())
    bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
    try:
        plain = without_idle_colours(bitmap.to_pil())
    finally:
        bitmap.close()
    return Sheet(plain, is_bilevel and plain.mode == "L")


def _is_one_bilevel_image(page: pypdfium2.PdfPage) -> bool:
    """Tell whether the page is a scan in black and white: one image, one bit for each pixel."""
    objects = list(islice(page.get_objects(max_depth=2), 2))
    if [each.type for each in objects] != [pdfium.FPDF_PAGEOBJ_IMAGE]:
        return False
    if _is_jpx(objects[0]):  # it would be unpacked for the question, and again for the page
        return False
    return bool(objects[0].get_metadata().bits_per_pixel == 1)
