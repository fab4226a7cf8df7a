"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
from bot.repair.rendering import rendered
from bot.repair.sheets import Sheet

LONGEST_TEXT = 20_000
"""Characters of the text layer that are given."""

_PAGES_READ = 20  # a letter's words stand on its first pages
_LONGEST_PAGE = 14_400  # points: 200 inches (PDF Reference 1.7, appendix C)
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", re.DOTALL)
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


def sheets(
    document: pypdfium2.PdfDocument, pages: Sequence[int], longest: int, name: str
) -> Iterator[Sheet]:
    """Render pages (counted from 0), each `longest` pixels long. Raises `Failed`."""
    return (rendered(document, at, longest, name) for at in pages)
