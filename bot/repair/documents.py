"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import io
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
    Portfolio,
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
_MOST_FIELDS = 200  # of a page that are looked at
_SIGNED_BYTES = b"/ByteRange"  # every signature tells what it signs, and is never compressed
_ROOT = re.compile(rb"/Root\s+(\d{1,9})\s+(\d{1,5})\s+R")
_COLLECTION = re.compile(rb"/Collection\s*(<<|\d)")


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
            if _is_portfolio(document):
                raise Failed(Portfolio(name))
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


# What a picture of the pages does not hold -------------------------------------------------------


def is_signed(document: pypdfium2.PdfDocument, content: bytes) -> bool:
    """Tell whether the PDF has a digital signature; a field that waits for one is none.

    PDFium lists the signatures whose fields stand by themselves, not those within others.
    """
    found = range(pdfium.FPDF_GetSignatureCount(document))
    signatures = (pdfium.FPDF_GetSignatureObject(document, at) for at in found)
    if any(pdfium.FPDFSignatureObj_GetContents(each, None, 0) > 0 for each in signatures):
        return True
    is_one_there = document.formenv is not None and _SIGNED_BYTES in content
    return is_one_there and any(
        _has_signature_field(document, at) for at in range(min(len(document), _PAGES_READ))
    )


def _has_signature_field(document: pypdfium2.PdfDocument, at: int) -> bool:
    page = document[at]
    try:
        count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)
        return any(_is_signature_field(page, index) for index in range(count))
    finally:
        page.close()


def _is_signature_field(page: pypdfium2.PdfPage, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    try:
        kind = pdfium.FPDFAnnot_GetFormFieldType(page.formenv, annotation)
        return bool(kind == pdfium.FPDF_FORMFIELD_SIGNATURE)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def has_attachments(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether there are other files within the PDF."""
    return bool(pdfium.FPDFDoc_GetAttachmentCount(document) > 0)


def _is_portfolio(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether the files within are what it shows, and its page but a note that they are there.

    PDFium does not tell, but it can write the catalogue anew, in which that stands uncompressed.
    """
    if not has_attachments(document):
        return False
    copy = io.BytesIO()
    try:
        document.save(copy)
    except pypdfium2.PdfiumError:
        return False
    return _COLLECTION.search(_catalogue(copy.getvalue())) is not None


def _catalogue(content: bytes) -> bytes:
    """The first object of a PDF as PDFium writes it."""
    roots = _ROOT.findall(content, max(0, content.rfind(b"trailer")))
    start = content.find(b"\n%s %s obj" % roots[-1]) if roots else -1
    return content[start : content.find(b"endobj", start)] if start >= 0 else b""


# How they look -----------------------------------------------------------------------------------


def sheets(
    document: pypdfium2.PdfDocument, pages: Sequence[int], longest: int, name: str
) -> Iterator[Sheet]:
    """Render pages (counted from 0), each `longest` pixels long. Raises `Failed`."""
    return (rendered(document, at, longest, name) for at in pages)
