"""Encoded pages → one PDF, by Pillow's own writer.

The pages go in as they are, without a second loss; and no date or random ID does, so that the same
letter gives the same bytes each time: it is known again by them.
"""

import io
from collections.abc import Sequence

from PIL.PdfParser import IndirectReference, PdfArray, PdfDict, PdfName, PdfParser

from bot.files.repair.fitting import Encoded
from bot.files.repair.sheets import A4


def bind(pages: Sequence[Encoded]) -> bytes:
    """Write a PDF with a page for each; the longer side of each is that of A4."""
    out = io.BytesIO()
    pdf = PdfParser(f=out, mode="w+b")
    pdf.start_writing()
    pdf.write_header()
    places = [(pdf.next_object_id(0), page) for page in pages]
    pdf.pages.extend(place for place, _ in places)
    pdf.write_catalog()
    for place, page in places:
        _write_page(pdf, place, page)
    pdf.write_xref_and_trailer()
    return out.getvalue() + b"\n"


def _write_page(pdf: PdfParser, place: IndirectReference, page: Encoded) -> None:
    scale = A4 * 72 / max(page.width, page.height)  # points
    width, height = round(page.width * scale, 2), round(page.height * scale, 2)
    entries: dict[str, object] = {"BitsPerComponent": 8, "Filter": PdfName("DCTDecode")}
    if page.is_bilevel:  # PDF 1.7, 7.4.6
        params = PdfDict(K=-1, BlackIs1=True, Columns=page.width, Rows=page.height)
        entries = {
            "BitsPerComponent": 1,
            "Filter": PdfArray([PdfName("CCITTFaxDecode")]),
            "DecodeParms": PdfArray([params]),
        }
    picture = pdf.write_obj(
        None,
        stream=page.data,
        Type=PdfName("XObject"),
        Subtype=PdfName("Image"),
        Width=page.width,
        Height=page.height,
        ColorSpace=PdfName(page.colours),
        **entries,
    )
    drawing = pdf.write_obj(None, stream=f"{width} 0 0 {height} 0 0 cm /page Do\n".encode())
    pdf.write_page(
        place,
        Resources=PdfDict(XObject=PdfDict(page=picture)),
        MediaBox=[0, 0, width, height],
        Contents=drawing,
    )
