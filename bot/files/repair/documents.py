"""PDFs, read by PDFium: whether they open, how many pages, what they say, how they look."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from bot.files.letter import pdf_has_end
from bot.files.repair.looks import is_written, look, of_file
from bot.files.repair.losses import attachments, lacks_characters, undrawn
from bot.files.repair.rendering import glimpse, rendered
from bot.files.repair.sheets import Detail, Sheet
from bot.files.results import Concern
from bot.files.types import LONGEST_TEXT, MOST_PAGES
from bot.problems import BadFile, Failed, FormatProblem, TooManyPages

_PAGES_READ = 20  # a letter's words stand on its first pages
_MOST_OBJECTS = 50_000  # on the pages whose text is looked for; PDFium reads them in half a second
_PAGES_OF_LETTER, _CLOSE = 2, Detail(1_240, 1_240)
_SMALL = 620  # pixels of a page's longer side, on which words show: in a third of the time
_PAGES_DRAWN, _GLANCE = 20, Detail(842, 842)
_MOST_JPX = 9_000_000  # pixels of JPEG 2000 that are read for a glance: each million takes 0.2 s
_OBJECTS_SEEN = 1_000  # on a page, for that
_LONGEST_PAGE = 14_400  # points: 200 inches (PDF Reference 1.7, appendix C)
_ACTION = re.compile(rb"/S\s*/(?:JavaScript|Launch|Rendition|SubmitForm|ImportData)\b")
_ZIP, _ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_ROOT = re.compile(rb"/Root\s+(\d{1,9})\s+(\d{1,5})\s+R")
_NO_PAGES = re.compile(rb"/Kids\s*\[\s*\]")
_LOCKED = {
    pdfium.FPDF_ERR_PASSWORD: "password-protected",
    pdfium.FPDF_ERR_SECURITY: "locked-for-people",  # by another lock than a password
}
_COLLECTION = re.compile(rb"/Collection\s*(<<|\d)")


@contextmanager
def opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF that may be a letter. Raises `Failed`, also for what goes wrong in the block."""
    # PDFium would repair a PDF whose end is missing, and lose pages without a word.
    if not pdf_has_end(content):
        raise Failed(FormatProblem("truncated-file", name, "PDF"))
    pdfium.FPDF_LoadDocument(b"", None)  # so that an error of an earlier file is not told again
    with _errors_told(name, content), pypdfium2.PdfDocument(content) as document:
        if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
            raise Failed(BadFile("dynamic-form", name))
        if len(document) > MOST_PAGES:
            raise Failed(TooManyPages(name, len(document), MOST_PAGES))
        if any(max(document.get_page_size(at)) > _LONGEST_PAGE for at in range(len(document))):
            raise Failed(BadFile("huge-page", name))
        # Also of pages that were taken out of a form, without its list, the fields are drawn.
        config = pdfium.FPDF_FORMFILLINFO(version=2)
        forms = pdfium.FPDFDOC_InitFormFillEnvironment(document, config)
        document.formenv = pypdfium2.PdfFormEnv(forms, config)
        if document.count_attachments():
            _refuse_cover(document, name)
        yield document


@contextmanager
def _errors_told(name: str, content: bytes = b"") -> Iterator[None]:
    try:
        yield
    except pypdfium2.PdfiumError as error:
        kind = _LOCKED.get(error.err_code)
        if error.err_code == pdfium.FPDF_ERR_FILE and _NO_PAGES.search(content):
            kind = "no-pages"  # that code is from above: there is none to load
        damaged = FormatProblem("damaged-file", name, "PDF")
        raise Failed(BadFile(kind, name) if kind else damaged) from None
    except UnicodeError:  # a filter's name is no text
        raise Failed(FormatProblem("damaged-file", name, "PDF")) from None


def glance(document: pypdfium2.PdfDocument, name: str) -> tuple[Concern, ...]:
    """Draw the first pages: can they be drawn, and is there nothing to see on any? Raises `Failed`.

    One that takes too long is the concern of whoever ends this process. A letter has one page or
    two; these are drawn as finely as people look at them, unless less shows words. A page with a
    JPEG 2000 for which there is no memory or time here is passed over: others will show it. One
    blank page among others is usual, and the others are drawn only to find one that is not.
    """
    left, found = _MOST_JPX, set[Concern | None]()
    for at in range(len(document)):
        if at >= _PAGES_DRAWN and None in found:
            break
        with closing(document[at]) as page:
            objects = islice(page.get_objects(max_depth=3), _OBJECTS_SEEN)
            images = [each for each in objects if isinstance(each, pypdfium2.PdfImage)]
            jpx = [each.get_px_size() for each in images if "JPXDecode" in each.get_filters()]
        left -= sum(width * height for width, height in jpx)
        is_close = at < _PAGES_OF_LETTER and not jpx
        if is_close and _shows_words(document, at):
            found.add(None)
            continue
        detail = _CLOSE if is_close else _GLANCE
        sheet = None
        try:
            if left >= 0:
                sheet = rendered(document, at, detail, name, keeps_colours=True)
        except Failed as failed:
            if failed.problem.key not in {"check-stopped", "too-many-pixels"}:
                raise
        if None not in found:
            found.add(_unseen(document, at, sheet) if sheet else None)
    return of_file(found)


def _shows_words(document: pypdfium2.PdfDocument, at: int) -> bool:
    with suppress(MemoryError):
        return is_written(glimpse(document, at, _SMALL))
    return False


def _unseen(document: pypdfium2.PdfDocument, at: int, sheet: Sheet) -> Concern | None:
    """Why nobody would see anything on a page; the CA has the fonts that may be missing here."""
    concern = look(sheet.image)
    lacks = concern == "blank" and lacks_characters(document, at, sheet.image)
    return None if lacks or concern == "little-ink" else concern


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
            with suppress(pypdfium2.PdfiumError):
                layer = page.get_textpage()
                if (count := min(layer.count_chars(), left)) > 0:
                    found += str(layer.get_text_range(0, count))[:left]
            found += "\n"
    return found.strip("\n")


# What is in it beside its pages -------------------------------------------------------------------


def without_attachments(content: bytes) -> bytes:
    """Take out the ZIPs of a PDF that it holds as attachments and has not compressed. Never raises.

    Each whole, from first entry to end record: whoever reads the PDF is told of them.
    """
    end = content.rfind(b"startxref")  # what stands behind is no part of it
    with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(content) as document:
        for each in attachments(document):
            data = bytes(each.get_data())
            at = data.rfind(_ZIP_END)
            size, offset = (int.from_bytes(data[at + n : at + n + 4], "little") for n in (12, 16))
            start = content.find(data, 0, end)
            is_stream = content[: max(0, start)].endswith((b"stream\n", b"stream\r\n"))
            if is_stream and data.startswith(_ZIP) and size + offset == at:
                content = content[:start] + content[start + len(data) :]
    return content


def is_active(document: pypdfium2.PdfDocument) -> bool:
    """Tell whether something in the PDF can run: a script, or another program.

    PDFium has no question for that, but `_written` spells the name of an action (PDF 1.7, 12.6.4)
    in one way only.
    """
    return _ACTION.search(_written(document)) is not None


def _refuse_cover(document: pypdfium2.PdfDocument, name: str) -> None:
    """Raise `Failed` if the files within are what it shows, and its page but a note that says so.

    That stands in its first object, the catalogue (PDF 1.7, 12.3.5; for a locked file within, PDF
    2.0, 7.6.7).
    """
    written = _written(document)
    roots = _ROOT.findall(written, max(0, written.rfind(b"trailer")))
    start = written.find(b"\n%s %s obj" % roots[-1]) if roots else -1
    if _COLLECTION.search(written, start, written.find(b"endobj", start)) is not None:
        is_locked = b"/EncryptedPayload" in written
        raise Failed(BadFile("locked-for-people" if is_locked else "portfolio", name))


def _written(document: pypdfium2.PdfDocument) -> bytes:
    """The document as PDFium writes it anew: it unpacks what may hide something."""
    copy = io.BytesIO()
    try:
        document.save(copy)
    except pypdfium2.PdfiumError:
        return b""
    return copy.getvalue()


def sheet(document: pypdfium2.PdfDocument, at: int, detail: Detail, name: str) -> Sheet:
    """Render a page (counted from 0), with stamps and fields. Raises `Failed`."""
    with _errors_told(name):
        drawn = rendered(document, at, detail, name)
        return replace(drawn, undrawn=tuple(undrawn(document, at, drawn.image)))
