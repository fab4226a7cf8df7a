"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from bot.files.repair.rendering import rendered
from bot.files.repair.sheets import Detail, Sheet
from bot.files.types import LONGEST_TEXT, MOST_PAGES
from bot.problems import BadFile, Failed, FormatProblem, Problem, TooManyPages

_PAGES_READ = 20  # a letter's words stand on its first pages
_MOST_OBJECTS = 50_000  # on the pages whose text is looked for; PDFium reads them in half a second
_PAGES_OF_LETTER, _CLOSE = 2, Detail(1_240, 1_240)
_PAGES_DRAWN, _GLANCE = 20, Detail(842, 842)
_MOST_JPX = 9_000_000  # pixels of JPEG 2000 that are read for a glance: each million takes 0.2 s
_OBJECTS_SEEN = 1_000  # on a page, for that
_LONGEST_PAGE = 14_400  # points: 200 inches (PDF Reference 1.7, appendix C)
_LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", re.DOTALL)
_ACTION = re.compile(rb"/S\s*/(?:JavaScript|Launch|Rendition|SubmitForm|ImportData)\b")
_HEAD = 2_048  # bytes that hold the dictionary of a linearized file
_MOST_FIELDS = 200  # of a page that are looked at
_SIGNED_BYTES = b"/ByteRange"  # every signature tells what it signs, and is never compressed
_ROOT = re.compile(rb"/Root\s+(\d{1,9})\s+(\d{1,5})\s+R")
_COLLECTION = re.compile(rb"/Collection\s*(<<|\d)")


@contextmanager
def opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF that may be a letter. Raises `Failed`, also for what goes wrong in the block."""
    if _is_cut_off(content):
        raise Failed(FormatProblem("truncated-file", name, "PDF"))
    pdfium.FPDF_LoadDocument(b"", None)  # so that an error of an earlier file is not told again
    with _errors_told(name), pypdfium2.PdfDocument(content) as document:
        if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
            raise Failed(BadFile("dynamic-form", name))
        if len(document) > MOST_PAGES:
            raise Failed(TooManyPages(name, len(document), MOST_PAGES))
        if any(max(document.get_page_size(at)) > _LONGEST_PAGE for at in range(len(document))):
            raise Failed(BadFile("huge-page", name))
        document.init_forms()
        if has_attachments(document) and _is_portfolio(document):
            raise Failed(BadFile("portfolio", name))
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
        return BadFile("password-protected", name)
    if code == pdfium.FPDF_ERR_FILE:  # that of above still: nothing is wrong, or there to load
        return BadFile("no-pages", name)
    return FormatProblem("damaged-file", name, "PDF")


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


def glance(document: pypdfium2.PdfDocument, name: str) -> None:
    """Draw the first pages, to see whether they can be drawn. Raises `Failed`.

    One that takes too long is the concern of whoever ends this process. A letter has one page or
    two; these are drawn as finely as people look at them. A page with a JPEG 2000 for which there
    is no memory or time here is passed over: others will show it.
    """
    left = _MOST_JPX
    for at in range(min(len(document), _PAGES_DRAWN)):
        detail = _CLOSE if at < _PAGES_OF_LETTER else _GLANCE
        with _errors_told(name), closing(document[at]) as page:
            pixels = _jpx(page)
        left -= pixels
        if left >= 0:
            _passing_over_memory(document, at, _GLANCE if pixels else detail, name)


def _passing_over_memory(
    document: pypdfium2.PdfDocument, at: int, detail: Detail, name: str
) -> None:
    try:
        with _errors_told(name):
            rendered(document, at, detail, name, keeps_colours=True)
    except Failed as failed:
        if failed.problem.key not in {"check-stopped", "too-many-pixels"}:
            raise


def _jpx(page: pypdfium2.PdfPage) -> int:
    """Pixels of the JPEG 2000 on a page; a scan's stand among its first objects."""
    objects = islice(page.get_objects(max_depth=3), _OBJECTS_SEEN)
    images = (each for each in objects if isinstance(each, pypdfium2.PdfImage))
    sizes = (each.get_px_size() for each in images if "JPXDecode" in each.get_filters())
    return sum(width * height for width, height in sizes)


def text(document: pypdfium2.PdfDocument, pages: Sequence[int], most: int = LONGEST_TEXT) -> str:
    """The text layer of pages (counted from 0), at most so many characters.

    That of the first 20 of them, and only as long as it does not take seconds. A page whose text
    is broken has none.
    """
    found, objects = "", 0
    for at in pages[:_PAGES_READ]:
        with closing(document[at]) as page:
            objects += pdfium.FPDFPage_CountObjects(page)
            left = most - len(found) - 1
            if objects > _MOST_OBJECTS or left <= 0:
                break
            found += _page_text(page, left) + "\n"
    return found.strip("\n")


def _page_text(page: pypdfium2.PdfPage, most: int) -> str:
    try:
        layer = page.get_textpage()
        count = min(layer.count_chars(), most)
        return str(layer.get_text_range(0, count))[:most] if count > 0 else ""
    except pypdfium2.PdfiumError:
        return ""


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
    with closing(document[at]) as page:
        count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)
        return any(_is_signature_field(page, index) for index in range(count))


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


def is_active(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether something in the PDF can run: a script, or another program.

    PDFium has no question for that, but `_written` spells the name of an action (PDF 1.7, 12.6.4)
    in one way only.
    """
    return _ACTION.search(_written(document)) is not None


def _is_portfolio(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether the files within are what it shows, and its page but a note that they are there.

    It says so in its first object, the catalogue (PDF 1.7, 12.3.5).
    """
    written = _written(document)
    roots = _ROOT.findall(written, max(0, written.rfind(b"trailer")))
    start = written.find(b"\n%s %s obj" % roots[-1]) if roots else -1
    return _COLLECTION.search(written, start, written.find(b"endobj", start)) is not None


def _written(document: pypdfium2.PdfDocument) -> bytes:
    """The document as PDFium writes it anew: it unpacks what may hide something."""
    copy = io.BytesIO()
    try:
        document.save(copy)
    except pypdfium2.PdfiumError:
        return b""
    return copy.getvalue()


# How they look -----------------------------------------------------------------------------------


def sheets(
    document: pypdfium2.PdfDocument, pages: Sequence[int], detail: Detail, name: str
) -> Iterator[Sheet]:
    """Render pages (counted from 0), with stamps and fields. Raises `Failed`."""
    for at in pages:
        with _errors_told(name):
            yield rendered(document, at, detail, name)
