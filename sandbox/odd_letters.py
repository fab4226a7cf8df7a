"""Letters that need mending, and files that can only do harm, made without any library.

As in `sandbox/letters.py` nothing is random: the same arguments give the same bytes.
"""

import hashlib
import struct
import zlib
from collections.abc import Sequence
from functools import cache

from sandbox.letters import COLOURS, HEIGHT, SQUARE, WIDTH, chunk, colour_at, jpg, pdf, segment

# Letters to be mended ----------------------------------------------------------------------------

SCALE = 8  # pixels of a scan for one of a letter's page: 1,280 by 1,664
NOISE = 7  # the largest error of a scanner


@cache
def scan() -> bytes:
    """Make a PNG of the sealed page as a scanner sees it, of some 3 MB: too large."""
    width, height = WIDTH * SQUARE * SCALE, HEIGHT * SQUARE * SCALE
    rows = b"".join(_scanned(y) for y in range(HEIGHT * SQUARE))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return _png(header, zlib.compress(rows, 1))


def _scanned(y: int) -> bytes:
    """The rows of the scan for one row of the page, with noise in the lowest bits."""
    colours = [COLOURS[colour_at(x / SQUARE, y / SQUARE)] for x in range(WIDTH * SQUARE)]
    row = b"".join(bytes(colour) * SCALE for colour in colours)
    clean = int.from_bytes(row * SCALE)
    mask = int.from_bytes(bytes([NOISE]) * len(row) * SCALE)
    noise = hashlib.shake_256(b"scanner %d" % y).digest(len(row) * SCALE)
    noisy = (clean ^ int.from_bytes(noise) & mask).to_bytes(len(row) * SCALE)
    return b"".join(b"\0" + noisy[at : at + len(row)] for at in range(0, len(noisy), len(row)))


def _png(header: bytes, pixels: bytes) -> bytes:
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def photo(size: int = 2_000_000) -> bytes:
    """Make a too large JPEG as a telephone held on its side stores it, with where it was taken.

    A viewer shows it turned clockwise by a quarter (EXIF orientation 6).
    """
    exif = segment(0xE1, b"Exif\0\0" + _exif())
    content = jpg(size - len(exif))
    return content[:2] + exif + content[2:]


def _exif() -> bytes:
    """Orientation, and a GPS position of 31° N, as a TIFF of two directories (EXIF 2.3)."""
    gps_at, degrees_at = 38, 68
    directory = struct.pack(">H", 2)
    directory += struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    directory += struct.pack(">HHII", 0x8825, 4, 1, gps_at) + bytes(4)
    gps = struct.pack(">H", 2)
    gps += struct.pack(">HHI4s", 1, 2, 2, b"N")
    gps += struct.pack(">HHII", 2, 5, 3, degrees_at) + bytes(4)
    degrees = struct.pack(">6I", 31, 1, 13, 1, 49, 1)
    return b"MM\0*" + struct.pack(">I", 8) + directory + gps + degrees


@cache
def bmp() -> bytes:
    """Make a bitmap of the sealed page, bottom row first, as the format wants."""
    width, height = WIDTH * SQUARE, HEIGHT * SQUARE
    rows = (
        bytes(COLOURS[colour_at(x / SQUARE, y / SQUARE)][::-1])
        for y in reversed(range(height))
        for x in range(width)
    )
    pixels = b"".join(rows)
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54) + header + pixels


def tiff(pages: int = 3) -> bytes:
    """Make a black-and-white TIFF with this many pages, as office scanners and faxes do."""
    width, height = WIDTH * SQUARE, HEIGHT * SQUARE
    content = b"II*\0" + struct.pack("<I", 8)
    for number in range(1, pages + 1):
        pixels_at = len(content) + 2 + 9 * 12 + 4
        after = pixels_at + width // 8 * height
        entries = (
            *((254, 4, 2), (256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1)),
            *((262, 3, 0), (273, 4, pixels_at), (278, 4, height), (279, 4, width // 8 * height)),
        )
        content += struct.pack("<H", len(entries))
        content += b"".join(struct.pack("<HHII", tag, kind, 1, at) for tag, kind, at in entries)
        content += struct.pack("<I", after if number < pages else 0) + _bits()
    return content


@cache
def _bits() -> bytes:
    """The page, a bit for each pixel, ones for ink."""
    dots = "".join(
        "1" if colour_at(x / SQUARE, y / SQUARE) else "0"
        for y in range(HEIGHT * SQUARE)
        for x in range(WIDTH * SQUARE)
    )
    return int(dots, 2).to_bytes(len(dots) // 8)


# PDFs --------------------------------------------------------------------------------------------

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
USUAL_BOX = b"0 0 595 842"


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Write a PDF of these objects, numbered from 1, the first one its catalog."""
    body, offsets = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (count, trailer)
    padding = b"%%%s\n" % (b"." * 1_500)  # above what a letter must have at least
    return body + table + end + padding + b"startxref\n%d\n%%%%EOF\n" % len(body)


def pdf_with_pages(count: int, text: str = "Page", box: bytes = USUAL_BOX) -> bytes:
    """Make a PDF of many pages with one line of text each."""
    pages = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [
        CATALOG,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (pages, count),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(count):
        line = f"BT /F1 24 Tf 60 740 Td ({text} {number + 1}) Tj ET".encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (box, 5 + 2 * number)
        )
        objects.append(stream(line))
    return pdf_of(objects)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Write a stream with the entries of its dictionary."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def locked_pdf() -> bytes:
    """Make a PDF whose password nobody knows: its check sums fit none."""
    check = hashlib.sha256(b"nobody").hexdigest().encode()
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (check, check[::-1])
    name = b"<0123456789abcdef0123456789abcdef>"
    objects = [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"]
    return pdf_of([*objects, lock], b"/Encrypt 4 0 R/ID[%s%s]" % (name, name))


def pdf_without_pages() -> bytes:
    """Make a PDF that opens, and has no page."""
    return pdf_of([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"])


def dynamic_form() -> bytes:
    """Make an XFA form that is drawn by its program alone; others show what its page says."""
    form = stream(b'<?xml version="1.0"?><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>')
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 4 0 R>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
            form,
        ]
    )


# Files that can only do harm ---------------------------------------------------------------------


def pixel_bomb() -> bytes:
    """Make a PNG that says it has 3,600 million pixels, and begins with some."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return _png(header, zlib.compress(bytes(2_000_000), 9))


def endless_pdf(depth: int = 12) -> bytes:
    """Make a PDF whose page draws a form ten times, which draws one ten times, and so on."""
    first = 5
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
            % (first + number + 1),
        )
        for number in range(depth)
    ]
    last = stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</F 5 0 R>>>>>>",
            stream(b"/F Do " * 10),
            *forms,
            last,
        ]
    )


def crowded_pdf(stamps: int = 5_000) -> bytes:
    """Make a PDF that opens at once, but whose page cannot be drawn: each stamp is a layer."""
    layer = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>"
    return pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[%s]>>" % (b"4 0 R " * stamps),
            b"<</Type/Annot/Subtype/Stamp/Rect[0 0 595 842]/F 4/AP<</N 5 0 R>>>>",
            stream(b"0 0 595 842 re f " * 300, layer),
        ]
    )


def active_pdf(action: bytes = b"/S/JavaScript/JS(app.alert\\(1\\))") -> bytes:
    """Make a PDF that starts something when it is opened; what, is packed away from a search."""
    packed = zlib.compress(b"5 0 <<%s>>" % action)
    body, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
            stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),
        ),
        start=1,
    ):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = [(0, 0, 255), *((1, offset, 0) for offset in offsets), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    entries = b"/Type/XRef/Size 7/W[1 4 1]/Root 1 0 R"
    end = b"6 0 obj\n%s\nendobj\n%%%s\n" % (stream(table, entries), b"." * 1_000)
    return body + end + b"startxref\n%d\n%%%%EOF\n" % len(body)


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
    page = stream(first + other * (size // len(piece) - 1), b"/Filter/FlateDecode")
    return pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            page,
        ]
    )


@cache
def slow_pdf(words: int = 300_000, pages: int = 20) -> bytes:
    """Make a small PDF whose pages share one heap of words: seconds of work in little memory."""
    heap = b"BT /F 1 Tf " + b"1 0 0 1 5 5 Tm (abcdefghij klmno) Tj " * words + b"ET"
    fonts = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>"
    return pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
            page % (USUAL_BOX, fonts),
            stream(zlib.compress(heap, 1), b"/Filter/FlateDecode"),
        ]
    )


def pdf_in_a_photo() -> bytes:
    """Make a JPEG for one viewer and a PDF for another: two letters in one file."""
    content, hidden = jpg(), pdf()
    return content[:2] + segment(0xFE, hidden) + content[2:]
