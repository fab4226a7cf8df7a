"""Encoded pages → one PDF.

The pages go in as they are, without a second loss; and no date or random ID does, so that the same
letter gives the same bytes each time: it is known again by them. Syntax: PDF 1.7, 7.5.
"""

from collections.abc import Sequence

from bot.files.repair.fitting import Encoded
from bot.files.repair.sheets import A4


def bind(pages: Sequence[Encoded]) -> bytes:
    """Write a PDF with a page for each; the longer side of each is that of A4."""
    places = range(3, 3 + 3 * len(pages), 3)  # each is three objects, behind these two
    kids = " ".join(f"{place} 0 R" for place in places)
    head = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", head.encode()]
    for place, page in zip(places, pages, strict=True):
        objects += _page(page, place)
    out, table = bytearray(b"%PDF-1.4\n"), "0000000000 65535 f \n"
    for number, each in enumerate(objects, start=1):
        table += f"{len(out):010} 00000 n \n"
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    count = len(objects) + 1
    trailer = f"trailer\n<</Root 1 0 R/Size {count}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {count}\n{table}{trailer}".encode()


def _page(page: Encoded, place: int) -> tuple[bytes, bytes, bytes]:
    """Write a page, what it draws, and its picture: the objects from this place on."""
    scale = A4 * 72 / max(page.width, page.height)  # points
    across, down = (f"{side * scale:.2f}" for side in (page.width, page.height))
    entries = f"/Type/Page/Parent 2 0 R/MediaBox[0 0 {across} {down}]/Contents {place + 1} 0 R"
    entries += f"/Resources<</XObject<</page {place + 2} 0 R>>>>"
    picture = f"/Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}"
    picture += f"/ColorSpace/{page.colours}/BitsPerComponent {1 if page.is_bilevel else 8}"
    if page.is_bilevel:  # 7.4.6
        params = f"<</K -1/BlackIs1 true/Columns {page.width}/Rows {page.height}>>"
        picture += f"/Filter/CCITTFaxDecode/DecodeParms{params}"
    else:
        picture += "/Filter/DCTDecode"
    drawing = f"{across} 0 0 {down} 0 0 cm /page Do"
    return f"<<{entries}>>".encode(), _stream("", drawing.encode()), _stream(picture, page.data)


def _stream(entries: str, data: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries.encode(), len(data), data)
