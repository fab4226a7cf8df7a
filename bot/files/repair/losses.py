"""What a PDF has that the pictures of its pages have not: signatures, files, marks, characters."""

import ctypes
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image
from PIL.ImageStat import Stat

from bot.files.results import Concern

_PAGES_READ, _MOST_ANNOTATIONS = 20, 200  # the first ones; of each page
_SIGNED_BYTES = b"/ByteRange"  # every signature tells what it signs, and is never compressed
_UNWRITTEN = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
_MARKS = range(pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_INK + 1)
"""Lines, shapes, stamps …, which readers draw without being told how (PDF 1.7, 12.5.6)."""

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MOST_OBJECTS, _MOST_CHARACTERS, _MOST_PLACES = 10_000, 20_000, 200  # of a page
_INVISIBLE = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_SHAPELESS = {"Cc", "Cf", "Cn", "Co", "Mn", "Me", "Mc", "Zs", "Zl", "Zp"}
_SMALLEST = 0.01  # points
_FLAT = 0.01  # of its width: a character that is not higher has no glyph; a dash is
_PAPER = 64  # of 255: by how much a place without ink may differ within itself


def is_signed(document: pypdfium2.PdfDocument, content: bytes) -> bool:
    """Tell whether the PDF has a digital signature; a field that waits for one is none.

    PDFium lists the signatures whose fields stand by themselves, not those within others.
    """
    found = range(pdfium.FPDF_GetSignatureCount(document))
    signatures = (pdfium.FPDF_GetSignatureObject(document, at) for at in found)
    if any(pdfium.FPDFSignatureObj_GetContents(each, None, 0) > 0 for each in signatures):
        return True
    return _SIGNED_BYTES in content and any(
        pdfium.FPDFAnnot_GetFormFieldType(document.formenv, each) == pdfium.FPDF_FORMFIELD_SIGNATURE
        for each in _first_annotations(document)
    )


def attachments(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfAttachment]:
    """Find the files within the PDF: those in its list, and on its first pages, as a paper clip."""
    yield from map(document.get_attachment, range(document.count_attachments()))
    for each in _first_annotations(document):
        if found := pdfium.FPDFAnnot_GetFileAttachment(each):
            yield pypdfium2.PdfAttachment(found, document)


def undrawn(document: pypdfium2.PdfDocument, at: int, image: Image) -> Iterator[Concern]:
    """Tell what a page has (counted from 0) that its picture, drawn just before, does not show."""
    if lacks_characters(document, at, image):
        yield "missing-characters"
    with closing(document[at]) as page:
        if any(map(_is_undrawn, _annotations(page))):
            yield "annotations"
        if any(map(pdfium.FPDFAnnot_GetFileAttachment, _annotations(page))):
            yield "attachments"


def _first_annotations(document: pypdfium2.PdfDocument) -> Iterator[object]:
    for at in range(min(len(document), _PAGES_READ)):
        with closing(document[at]) as page:
            yield from _annotations(page)


def _annotations(page: pypdfium2.PdfPage) -> Iterator[object]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            yield annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _is_undrawn(annotation: object) -> bool:
    """Whether it is to be seen, but has no appearance: PDFium gives one to whatever it can draw."""
    return (
        pdfium.FPDFAnnot_GetSubtype(annotation) in _MARKS
        and not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN
        and not pdfium.FPDFAnnot_HasKey(annotation, b"AP")
    )


# Characters --------------------------------------------------------------------------------------


def lacks_characters(document: pypdfium2.PdfDocument, at: int, image: Image) -> bool:
    """Tell whether text of a page was not drawn, since no font here has its characters.

    Only where the PDF does not bring the font: whoever reads it then may have one. For such a
    character PDFium has an outline without height, and its place in `image` is empty.
    """
    with suppress(pypdfium2.PdfiumError), _page_with_marks(document, at) as page:
        if pdfium.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
            return False
        texts = islice(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]), _MOST_OBJECTS)
        doubtful = [each for each in texts if _needs_font(each)]
        for each in doubtful:
            _outline_if_empty(each)
        layer = page.get_textpage() if doubtful else None
        if layer is None or layer.get_text_range().isascii():  # PDFium brings fonts for these
            return False
        count = min(layer.count_chars(), _MOST_CHARACTERS)
        missing = (each for each in range(count) if _has_no_glyph(layer, each))
        places = (_is_empty(page, layer, each, image) for each in islice(missing, _MOST_PLACES))
        told = [each for each in places if each is not None]
        return sum(told) > len(told) / 2  # else it is the text beneath a scan, which hides it
    return False


@contextmanager
def _page_with_marks(document: pypdfium2.PdfDocument, at: int) -> Iterator[pypdfium2.PdfPage]:
    """Give a page whose text is also that of its fields and notes: if need be, of a copy."""
    with closing(document[at]) as page, closing(pypdfium2.PdfDocument.new()) as copy:
        if all(pdfium.FPDFAnnot_GetSubtype(each) in _UNWRITTEN for each in _annotations(page)):
            yield page
            return
        copy.import_pages(document, [at])
        with closing(copy[0]) as flat:
            pdfium.FPDFPage_Flatten(flat, pdfium.FLAT_NORMALDISPLAY)
        with closing(copy[0]) as flat:
            yield flat


def _needs_font(text: object) -> bool:
    """Whether it is to be seen, in a font that the PDF does not bring."""
    if pdfium.FPDFTextObj_GetTextRenderMode(text) in _INVISIBLE:
        return False
    return not pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text))


def _outline_if_empty(text: pypdfium2.PdfTextObj) -> None:
    """Let PDFium's text layer have what it leaves out: text that has no size without its glyphs."""
    left, bottom, right, top = text.get_bounds()
    if min(right - left, top - bottom) < _SMALLEST:
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_SetStrokeWidth(text, 1.0)
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)  # so that it is measured anew


def _has_no_glyph(layer: pypdfium2.PdfTextPage, index: int) -> bool:
    character = chr(min(pdfium.FPDFText_GetUnicode(layer, index), sys.maxunicode))
    if character.isascii() or unicodedata.category(character) in _SHAPELESS:
        return False
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(layer, index, left, right, bottom, top)
    thin, long = sorted((right.value - left.value, top.value - bottom.value))
    text = pdfium.FPDFText_GetTextObject(layer, index)
    return thin <= _FLAT * long and bool(text) and _needs_font(text)


def _is_empty(
    page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage, index: int, image: Image
) -> bool | None:
    """Whether there is nothing where a character belongs.

    None for one that nobody would see either way: beside the page, or in the paper's colour.
    """
    box, x, y = pdfium.FS_RECTF(), ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFText_GetLooseCharBox(layer, index, box)
    across, up = (box.right - box.left) / 6, (box.top - box.bottom) / 6  # rules and underlines
    corners = ((box.left + across, box.bottom + up), (box.right - across, box.top - up))
    places = []
    for corner in corners:
        pdfium.FPDF_PageToDevice(page, 0, 0, *image.size, 0, *corner, x, y)
        places.append((x.value, y.value))
    (left, right), (top, bottom) = (sorted(each) for each in zip(*places, strict=True))
    if left < 0 or top < 0 or right >= image.width or bottom >= image.height:
        return None
    place = image.crop((left, top, right + 1, bottom + 1)).convert("L")
    ((darkest, brightest),) = Stat(place).extrema
    colour = [ctypes.c_uint() for _ in "RGBA"]
    pdfium.FPDFText_GetFillColor(layer, index, *colour)
    grey = sum(each.value for each in colour[:3]) / 3
    if max(brightest - grey, grey - darkest) < _PAPER:
        return None
    return bool(brightest - darkest < _PAPER)
