"""Letters as people drop them, good ones and bad ones, made without any library.

`pdf`, `jpg` and `png` show a sealed page that every viewer opens. They have exactly `size` bytes,
by padding that the format allows. Nothing here is random: the same arguments give the same bytes.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

USUAL_SIZE = 4_096  # bytes; well above what a letter must have at least
SENTENCE = "We confirm the application for the certificate of our own web shop."

# The page --------------------------------------------------------------------------------------

WIDTH, HEIGHT = 20, 26  # the page's raster, in squares of eight pixels
SQUARE = 8
WHITE, INK, RED = 0, 1, 2
COLOURS = {WHITE: (255, 255, 255), INK: (70, 70, 80), RED: (200, 30, 30)}


def colour_at(x: float, y: float) -> int:
    """Which colour the page has at a point of its raster: a few lines of text and a round seal."""
    from_centre = ((x - 14) ** 2 + (y - 20) ** 2) ** 0.5
    if 3.4 <= from_centre <= 4.4 or from_centre <= 1.4:
        return RED
    line, within = divmod(y, 2)
    is_text = 1 <= line < 7 and within < 1 and 2 <= x < 18 - 3 * (line % 3)
    return INK if is_text else WHITE


def _padding(size: int) -> bytes:
    """Make `size` printable bytes without a pattern, so that a lost or doubled piece shows."""
    return hashlib.shake_256(b"letterdrop").hexdigest(size // 2 + 1)[:size].encode()


def _missing(size: int | None, natural: bytes) -> int:
    """Count the bytes that `natural` lacks; raises ValueError when it has too many already."""
    missing = (USUAL_SIZE if size is None else size) - len(natural)
    if missing < 0:
        msg = f"this letter has {len(natural)} bytes at least, not {size}"
        raise ValueError(msg)
    return missing


# PDF -------------------------------------------------------------------------------------------

SEAL = (
    "1 0 0 RG 3 w "
    "450 200 m 450 233 423 260 390 260 c 357 260 330 233 330 200 c "
    "330 167 357 140 390 140 c 423 140 450 167 450 200 c S "
    "1 0 0 rg 390 235 m 411 171 l 356 211 l 424 211 l 369 171 l f"
)


def pdf(size: int | None = None, text: str = SENTENCE) -> bytes:
    """Make a PDF of one page: `text` in ASCII, or else in Chinese, and a red seal.

    It is padded by comments.
    """
    return _pdf(text, _missing(size, _pdf(text, 0)))


def _pdf(text: str, padding: int) -> bytes:
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, content in enumerate(_pdf_objects(text), start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\n" % count
    # Behind the cross-reference table: padding must not move what the table points at.
    return body + xref + trailer + _comments(padding) + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _pdf_objects(text: str) -> list[bytes]:
    string, font = _latin(text) if text.isascii() else _chinese(text)
    page = b"BT /F1 14 Tf 60 740 Td %s Tj ET %s" % (string, SEAL.encode())
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        font,
    ]


def _latin(text: str) -> tuple[bytes, bytes]:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})".encode(), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _chinese(text: str) -> tuple[bytes, bytes]:
    """One of the fonts that PDF viewers bring along (ISO 32000-1, 9.7.5.2)."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    )
    return b"<%s>" % text.encode("utf-16-be").hex().encode(), font


def _comments(size: int) -> bytes:
    """Fill `size` bytes with comment lines of at most 80 bytes."""
    full, rest = divmod(size, 80)
    text = _padding(size)
    lines = [b"%%%s\n" % text[at * 80 : at * 80 + 78] for at in range(full)]
    if rest:
        lines.append(b"%".ljust(rest, b".")[: rest - 1] + b"\n")
    return b"".join(lines)


# PNG -------------------------------------------------------------------------------------------


def png(size: int | None = None) -> bytes:
    """Make a PNG of the sealed page; padded by its comment, an ancillary tEXt chunk."""
    return _png(_missing(size, _png(0)))


def _png(padding: int) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH * SQUARE, HEIGHT * SQUARE, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(COLOURS[each]) for each in sorted(COLOURS))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"PLTE", palette)
        + chunk(b"tEXt", b"Comment\0" + _padding(padding))
        + chunk(b"IDAT", zlib.compress(_png_rows(), 9))
        + chunk(b"IEND", b"")
    )


@cache
def _png_rows() -> bytes:
    return b"".join(
        b"\0" + bytes(colour_at(x / SQUARE, y / SQUARE) for x in range(WIDTH * SQUARE))
        for y in range(HEIGHT * SQUARE)
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """Make a chunk of a PNG."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


# JPG -------------------------------------------------------------------------------------------
# A baseline JPEG whose blocks of 8 x 8 pixels have one colour each: a block then is its DC value
# alone, and neither a cosine transform nor AC coefficients are needed (ITU-T T.81).

LONGEST_SEGMENT = 65_537  # bytes, with the two of its marker
SHORTEST_SEGMENT = 4
DC_LENGTHS = bytes([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
DC_CODES = ["00", "010", "011", "100", "101", "110", "1110", "11110", "111110", "1111110"]
AC_LENGTHS = bytes([1] + [0] * 15)
END_OF_BLOCK = "0"  # the AC table's only symbol, one bit long


def jpg(size: int | None = None) -> bytes:
    """Make a JPEG of the sealed page; padded by its comments, COM segments."""
    return _jpg(_missing(size, _jpg(0)))


def photo(size: int) -> bytes:
    """Make a telephone's photo of the sealed page; padded like `jpg`.

    It lies on its side, and its EXIF tells how it is to be turned (tag Orientation, 6).
    """
    return _jpg(_missing(size, _jpg(0, PHOTO)), PHOTO)


@dataclass(frozen=True)
class _Shot:
    """How the page is taken: blocks for each square of its raster, and whether on its side."""

    scale: int = 1
    on_its_side: bool = False

    @property
    def blocks(self) -> tuple[int, int]:
        """Width and height of the picture, in blocks."""
        width, height = WIDTH * self.scale, HEIGHT * self.scale
        return (height, width) if self.on_its_side else (width, height)

    def colour_at(self, x: int, y: int) -> int:
        """Which colour a block has."""
        right, down = (x + 0.5) / self.scale, (y + 0.25) / self.scale
        return colour_at(WIDTH - down, right) if self.on_its_side else colour_at(right, down)

    def header(self) -> bytes:
        """The segment that stands first: JFIF, or EXIF with one tag in it."""
        if not self.on_its_side:
            return segment(0xE0, b"JFIF\0" + bytes([1, 1, 0, 0, 1, 0, 1, 0, 0]))
        tag = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
        return segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + tag)


PAGE, PHOTO = _Shot(), _Shot(10, on_its_side=True)


def _jpg(padding: int, shot: _Shot = PAGE) -> bytes:
    width, height = shot.blocks
    components = b"".join(bytes([each, 0x11, 0]) for each in (1, 2, 3))
    frame = struct.pack(">BHHB", 8, height * SQUARE, width * SQUARE, 3) + components
    return b"".join(
        [
            b"\xff\xd8",
            shot.header(),
            *_comment_segments(SHORTEST_SEGMENT + padding),
            segment(0xDB, b"\0" + bytes([8] * 64)),
            segment(0xC0, frame),
            segment(0xC4, b"\x00" + DC_LENGTHS + bytes(range(12))),
            segment(0xC4, b"\x10" + AC_LENGTHS + b"\0"),
            segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
            _coded_page(shot),
            b"\xff\xd9",
        ]
    )


def segment(marker: int, content: bytes) -> bytes:
    """Make a segment of a JPG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _comment_segments(size: int) -> Iterator[bytes]:
    """Fill `size` bytes with comments of nearly equal length, none too long and none too short."""
    count = -(-size // LONGEST_SEGMENT)
    text = _padding(size)
    for index in range(count):
        start, end = size * index // count, size * (index + 1) // count
        yield segment(0xFE, text[start : end - SHORTEST_SEGMENT])


def _blocks(shot: _Shot) -> Iterator[str]:
    """Code every block of the page, as bits: the difference to its forerunner, then no AC."""
    before = (0, 0, 0)
    width, height = shot.blocks
    for y in range(height):
        for x in range(width):
            now = _ycbcr(*COLOURS[shot.colour_at(x, y)])
            for new, old in zip(now, before, strict=True):
                yield _dc_bits(new - old) + END_OF_BLOCK
            before = now


@cache
def _ycbcr(red: int, green: int, blue: int) -> tuple[int, int, int]:
    luminance = 0.299 * red + 0.587 * green + 0.114 * blue
    return (
        round(luminance) - 128,
        round((blue - luminance) / 1.772),
        round((red - luminance) / 1.402),
    )


@cache
def _dc_bits(difference: int) -> str:
    length = abs(difference).bit_length()
    if length == 0:
        return DC_CODES[0]
    value = difference if difference > 0 else difference + (1 << length) - 1
    return DC_CODES[length] + format(value, f"0{length}b")


@cache
def _coded_page(shot: _Shot) -> bytes:
    bits = "".join(_blocks(shot))
    bits += "1" * (-len(bits) % 8)
    content = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return content.replace(b"\xff", b"\xff\x00")  # else it would read as a marker


# Letters that were cut off ---------------------------------------------------------------------


def truncated_pdf() -> bytes:
    """Make a PDF whose end, and with it the cross-reference table, is missing."""
    return pdf(20_000)[:12_000]


def truncated_jpg() -> bytes:
    """Make a JPEG whose end is missing."""
    return jpg(20_000)[:12_000]


def truncated_png() -> bytes:
    """Make a PNG whose end is missing."""
    return png(20_000)[:12_000]


# Files that are no letters ---------------------------------------------------------------------

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
OPENXML = "application/vnd.openxmlformats-officedocument"
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"


def word() -> bytes:
    """Make a Word document (.docx) with one sentence."""
    document = (
        f'{XML}<w:document xmlns:w="{WORDPROCESSING}"><w:body><w:p><w:r><w:t>{SENTENCE}'
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    return _office("word/document.xml", "wordprocessingml.document", document)


def excel() -> bytes:
    """Make an Excel workbook (.xlsx) without a sheet."""
    workbook = f'{XML}<workbook xmlns="{SPREADSHEET}"><sheets/></workbook>'
    return _office("xl/workbook.xml", "spreadsheetml.sheet", workbook)


def powerpoint() -> bytes:
    """Make a PowerPoint presentation (.pptx) without a slide."""
    presentation = f'{XML}<p:presentation xmlns:p="{PRESENTATION}"/>'
    return _office("ppt/presentation.xml", "presentationml.presentation", presentation)


def opendocument() -> bytes:
    """Make an OpenDocument text (.odt); its type stands first, as the format wants."""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = f'{XML}<manifest><file-entry full-path="/" media-type="{kind}"/></manifest>'
    content = f"{XML}<document-content><p>{SENTENCE * 8}</p></document-content>"
    return archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _office(part: str, kind: str, document: str) -> bytes:
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
        f'<Override PartName="/{part}" ContentType="{OPENXML}.{kind}.main+xml"/></Types>'
    )
    relations = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}" Target="{part}"/></Relationships>'
    )
    return archive({"[Content_Types].xml": types, "_rels/.rels": relations, part: document})


def archive(entries: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a ZIP archive of these entries, by default of one PDF."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, entry in (entries or {"letter.pdf": pdf()}).items():
            packed.writestr(zipfile.ZipInfo(name), entry)  # a fixed date: the same bytes each time
    return content.getvalue()


def html() -> bytes:
    """Make a page like the one that Slack gives to a download without a token."""
    head = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
    notice = "<p>You need to sign in to see this page.</p>\n" * 40
    return f"{head}<body>{notice}</body></html>\n".encode()


def heic() -> bytes:
    """Make what a telephone's photo (HEIC) begins with."""
    return struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + _padding(4_000)


def gif() -> bytes:
    """Make a GIF of one red pixel, with a comment that brings it above the lower limit."""
    screen = struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes([*COLOURS[RED], 255, 255, 255])
    comment = b"\x21\xfe" + (b"\xc8" + _padding(200)) * 6 + b"\0"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + screen + comment + image + b"\x3b"


def executable() -> bytes:
    """Make what a program for Linux (ELF) begins with."""
    return b"\x7fELF\x02\x01\x01" + bytes(57) + _padding(4_000)


def windows_executable() -> bytes:
    """Make what a program for Windows begins with: an MZ header that points at a PE header."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + _padding(4_000)
