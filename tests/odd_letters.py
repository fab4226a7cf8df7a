"""Letters that need mending, files that are none, and files that can only do harm.

As in `sandbox/letters.py` nothing is random: the same arguments give the same bytes.
"""

import hashlib
import struct
import zlib

from PIL import Image

from sandbox.letters import (
    CATALOG,
    ORIENTATION,
    SENTENCE,
    SQUARE,
    USUAL_BOX,
    archive,
    filler,
    jpg,
    numbered,
    office,
    one_page,
    page,
    pdf,
    pdf_of,
    saved,
    segment,
    startxref,
    stream,
)

GPS = 0x8825  # a tag of EXIF
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Letters to be mended ----------------------------------------------------------------------------


def photo(size: int = 2_000_000) -> bytes:
    """Make a too large JPEG as a telephone held on its side stores it, with where it was taken.

    A viewer shows it turned clockwise by a quarter (EXIF orientation 6); its place is at 31° N.
    """
    notes = Image.Exif()
    notes[ORIENTATION] = 6
    notes[GPS] = {1: "N", 2: (31.0, 13.0, 49.0)}
    exif = segment(0xE1, b"Exif\0\0" + notes.tobytes().removeprefix(b"Exif\0\0"))
    content = jpg(size - len(exif))
    return content[:2] + exif + content[2:]


def bmp() -> bytes:
    """Make a bitmap of the sealed page."""
    return saved(page(SQUARE).convert("RGB"), "BMP")


def tiff(pages: int = 3) -> bytes:
    """Make a black-and-white TIFF with this many pages, as office scanners and faxes do."""
    sheet = page(SQUARE).convert("L").point(lambda level: level // 255 * 255).convert("1")
    return saved(sheet, "TIFF", save_all=True, append_images=[sheet] * (pages - 1))


# PDFs --------------------------------------------------------------------------------------------


def pdf_with_pages(count: int, text: str = "Page", box: bytes = b"0 0 595 842") -> bytes:
    """Make a PDF of many pages with one line of text each."""
    pages = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [
        CATALOG,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (pages, count),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(count):
        line = f"BT /F1 24 Tf 60 740 Td ({text} {number + 1}) Tj ET".encode()
        page = b"/MediaBox[%s]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>"
        entries = page % (box, 5 + 2 * number)
        objects += [b"<</Type/Page/Parent 2 0 R%s>>" % entries, stream(line)]
    return pdf_of(objects)


def locked_pdf() -> bytes:
    """Make a PDF whose password nobody knows: its check sums fit none."""
    check = hashlib.sha256(b"nobody").hexdigest().encode()
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (check, check[::-1])
    name = b"<0123456789abcdef0123456789abcdef>"
    return pdf_of(one_page(b"", lock), b"/Encrypt 4 0 R/ID[%s%s]" % (name, name))


def pdf_without_pages() -> bytes:
    """Make a PDF that opens, and has no page."""
    return pdf_of([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"])


def dynamic_form() -> bytes:
    """Make an XFA form that is drawn by its program alone; others show what its page says."""
    form = stream(b'<?xml version="1.0"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>')
    entries = b"/NeedsRendering true/AcroForm<</Fields[]/XFA 4 0 R>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R%s>>" % entries
    return pdf_of(one_page(USUAL_BOX, form, catalog=catalog))


# Files that are no letters -----------------------------------------------------------------------


def excel() -> bytes:
    """Make an Excel workbook (.xlsx) without a sheet."""
    return office("xl/workbook.xml", "spreadsheetml.sheet", "x:workbook", "<x:sheets/>")


def powerpoint() -> bytes:
    """Make a PowerPoint presentation (.pptx) without a slide."""
    return office("ppt/presentation.xml", "presentationml.presentation", "p:presentation", "")


def opendocument() -> bytes:
    """Make an OpenDocument text (.odt); its type stands first, as the format wants."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = f'{XML}<manifest><file-entry full-path="/" media-type="{kind}"/></manifest>'
    content = f"{XML}<document-content><p>{SENTENCE * 8}</p></document-content>"
    return archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def html() -> bytes:
    """Make a page like the one that Slack gives to a download without a token."""
    head = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
    notice = "<p>You need to sign in to see this page.</p>\n" * 40
    return f"{head}<body>{notice}</body></html>\n".encode()


def heic() -> bytes:
    """Make what a telephone's photo (HEIC) begins with."""
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + filler(4_000)


def gif() -> bytes:
    """Make a GIF of the sealed page, with a comment that brings it above the lower limit."""
    return saved(page(1), "GIF", comment=filler(1_200))


def executable() -> bytes:
    """Make what a program for Linux (ELF) begins with."""
    return b"\x7fELF\x02\x01\x01" + bytes(57) + filler(4_000)


def windows_executable() -> bytes:
    """Make what a program for Windows begins with: an MZ header that points at a PE header."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + filler(4_000)


# Files that can only do harm ---------------------------------------------------------------------


def pixel_bomb() -> bytes:
    """Make a PNG that says it has 3,600 million pixels, and begins with some."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    written = b"\x89PNG\r\n\x1a\n"
    rows = zlib.compress(bytes(2_000_000), 9)
    for kind, content in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")):
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        written += struct.pack(">I", len(content)) + kind + content + checksum
    return written


def endless_pdf(depth: int = 12) -> bytes:
    """Make a PDF whose page draws a form ten times, which draws one ten times, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    draws = b"/Resources<</XObject<</F %d 0 R>>>>"
    forms = [stream(b"/F Do " * 10, form + draws % (6 + number)) for number in range(depth)]
    page = USUAL_BOX + b"/Contents 4 0 R" + draws % 5
    return pdf_of(one_page(page, stream(b"/F Do " * 10), *forms, stream(b"0 0 1 1 re f", form)))


def crowded_pdf(stamps: int = 5_000) -> bytes:
    """Make a PDF that opens at once, but whose page cannot be drawn: each stamp is a layer."""
    layer = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>"
    stamp = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 595 842]/F 4/AP<</N 5 0 R>>>>"
    page = USUAL_BOX + b"/Annots[%s]" % (b"4 0 R " * stamps)
    return pdf_of(one_page(page, stamp, stream(b"0 0 595 842 re f " * 300, layer)))


def active_pdf(action: bytes = b"/S/JavaScript/JS(app.alert\\(1\\))") -> bytes:
    """Make a PDF that starts something when it is opened; what, is packed away from a search."""
    packed = stream(
        zlib.compress(b"5 0 <<%s>>" % action), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"
    )
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>"
    body, offsets = numbered(one_page(USUAL_BOX, packed, catalog=catalog))
    rows = [(0, 0, 255), *((1, offset, 0) for offset in offsets), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    entries = b"/Type/XRef/Size 7/W[1 4 1]/Root 1 0 R"
    end = b"6 0 obj\n%s\nendobj\n%%%s\n" % (stream(table, entries), b"." * 1_000)
    return body + end + startxref(body)


def circular_pdf() -> bytes:
    """Make a PDF whose tree of pages leads back to itself."""
    tree = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9/Parent 3 0 R>>"
    return pdf_of([CATALOG, tree, b"<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>"])


def inflating_pdf(size: int = 400_000_000) -> bytes:
    """Make a PDF whose page unpacks to this many bytes of drawing.

    Each piece is packed without a look at the one before, so one can stand for all.
    """
    packer = zlib.compressobj(9)
    piece = b"0 0 1 1 re f " * 80_000
    first, other = (packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    drawing = stream(first + other * (size // len(piece) - 1), b"/Filter/FlateDecode")
    return pdf_of(one_page(USUAL_BOX + b"/Contents 4 0 R", drawing))


def pdf_in_a_photo() -> bytes:
    """Make a JPEG for one viewer and a PDF for another: two letters in one file."""
    content, hidden = jpg(), pdf()
    return content[:2] + segment(0xFE, hidden) + content[2:]
