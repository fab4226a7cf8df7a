"""Letters as people drop them, good ones and bad ones: the same arguments give the same bytes.

`pdf`, `jpg` and `png` show a sealed page, and have exactly `size` bytes by the format's comments.
"""

import hashlib
import io
import struct
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

USUAL_SIZE = 4_096  # bytes; well above what a letter must have at least
SENTENCE = "We confirm the application for the certificate of our own web shop."

WIDTH, HEIGHT, SQUARE = 20, 26, 8  # the page's raster, in squares of so many pixels
ORIENTATION = 0x0112  # a tag of EXIF
SHORTEST_SEGMENT, LONGEST_SEGMENT = 4, 65_537  # bytes of a JPEG's, with the two of its marker
PALETTE = (255, 255, 255, 70, 70, 80, 200, 30, 30)
WHITE, INK, RED = range(3)


def page(scale: int) -> Image.Image:
    """Draw a few lines of text and a round seal; `scale` pixels for each square of the raster."""
    picture = Image.new("P", (WIDTH * scale, HEIGHT * scale), WHITE)
    picture.putpalette(PALETTE)
    draw = ImageDraw.Draw(picture)
    for line in range(1, 7):
        end = 18 - 3 * (line % 3)
        corners = 2 * scale, 2 * line * scale, end * scale - 1, (2 * line + 1) * scale - 1
        draw.rectangle(corners, fill=INK)
    centre = 14 * scale, 20 * scale
    draw.circle(centre, 4.4 * scale, outline=RED, width=scale)
    draw.circle(centre, 1.4 * scale, fill=RED)
    return picture


def filler(size: int) -> bytes:
    """Make `size` printable bytes without a pattern, so that a lost or doubled piece shows."""
    return hashlib.shake_256(b"letterdrop").hexdigest(size // 2 + 1)[:size].encode()


def _padded(make: Callable[[int], bytes], size: int) -> bytes:
    """Make a letter of `size` bytes with so much padding; ValueError when it has more without."""
    natural = len(make(0))
    if size < natural:
        raise ValueError(f"this letter has {natural} bytes at least, not {size}")
    return make(size - natural)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
USUAL_BOX = b"/MediaBox[0 0 595 842]"
SEAL = (
    "1 0 0 RG 3 w "
    "450 200 m 450 233 423 260 390 260 c 357 260 330 233 330 200 c "
    "330 167 357 140 390 140 c 423 140 450 167 450 200 c S "
    "1 0 0 rg 390 235 m 411 171 l 356 211 l 424 211 l 369 171 l f"
)


def pdf(size: int = USUAL_SIZE, text: str = SENTENCE) -> bytes:
    """Make a PDF of one page: `text` in ASCII, or else in Chinese, and a red seal."""
    string, font = _latin(text) if text.isascii() else _chinese(text)
    content = stream(b"BT /F1 14 Tf 60 740 Td %s Tj ET %s" % (string, SEAL.encode()))
    page = USUAL_BOX + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    return _padded(partial(pdf_of, one_page(page, content, font), b""), size)


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"", padding: int = 1_500) -> bytes:
    """Write a PDF of these objects, numbered from 1, the first one its catalog."""
    body, offsets = numbered(objects)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (count, trailer)
    # Behind what the table points at, and where readers have no need to pass.
    body += _comments(padding)
    return body + xref + end + startxref(body)


def one_page(page: bytes, *others: bytes, catalog: bytes = CATALOG) -> list[bytes]:
    """Give the objects of a PDF with one page: its entries, and the objects from number 4 on."""
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return [catalog, tree, b"<</Type/Page/Parent 2 0 R%s>>" % page, *others]


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Write a stream with the entries of its dictionary."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def numbered(objects: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Write the head of a PDF and its objects; gives as well where each of them begins."""
    body, offsets = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body, offsets


def startxref(body: bytes) -> bytes:
    """Write a PDF's end: its cross-references follow on the body."""
    return b"startxref\n%010d\n%%%%EOF\n" % len(body)


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
    text = filler(size)
    lines = [b"%%%s\n" % text[at * 80 : at * 80 + 78] for at in range(full)]
    last = b"%".ljust(rest, b".")[: rest - 1] + b"\n"
    return b"".join([*lines, last] if rest else lines)


def png(size: int = USUAL_SIZE) -> bytes:
    """Make a PNG of the sealed page; padded by its comment, an ancillary tEXt chunk."""

    def commented(padding: int) -> bytes:
        comment = PngImagePlugin.PngInfo()
        comment.add_text("Comment", filler(padding).decode())
        return saved(page(SQUARE), "PNG", pnginfo=comment)

    return _padded(commented, size)


def jpg(size: int = USUAL_SIZE) -> bytes:
    """Make a JPEG of the sealed page."""
    return _padded(partial(_commented, _jpg(page(1))), size)


def photo(size: int) -> bytes:
    """Make a telephone's photo of the sealed page, which lies on its side as its EXIF tells."""
    return _padded(partial(_commented, _photographed()), size)


@cache
def _photographed() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return _jpg(page(10).transpose(Image.Transpose.ROTATE_90), exif=exif)


def _jpg(blocks: Image.Image, **how: Any) -> bytes:
    """Make a JPEG of blocks with one colour each, which the format keeps exactly."""
    size = blocks.width * SQUARE, blocks.height * SQUARE
    picture = blocks.convert("RGB").resize(size, Image.Resampling.NEAREST)
    return saved(picture, "JPEG", quality=100, subsampling=0, optimize=True, **how)


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    """Write a picture as a file of one of Pillow's kinds."""
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    """Make a segment of a JPG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _commented(content: bytes, padding: int) -> bytes:
    """Put comments behind the first segment: of nearly equal length, none too long or too short."""
    size = SHORTEST_SEGMENT + padding
    count = -(-size // LONGEST_SEGMENT)
    text, comments = filler(size), b""
    for index in range(count):
        start, end = size * index // count, size * (index + 1) // count
        comments += segment(0xFE, text[start : end - SHORTEST_SEGMENT])
    behind = 4 + int.from_bytes(content[4:6])
    return content[:behind] + comments + content[behind:]


def truncated(make: Callable[[int], bytes]) -> bytes:
    """Make a letter whose end is missing."""
    return make(20_000)[:12_000]


# The parts of an Office document, by name.
OFFICE = tomllib.loads(Path(__file__).with_name("office.toml").read_text())


def word() -> bytes:
    """Make a Word document (.docx) with one sentence."""
    body = f"<w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body>"
    return office("word/document.xml", "wordprocessingml.document", "w:document", body)


def office(part: str, kind: str, root: str, body: str) -> bytes:
    """Make an Office document of one part, whose XML has this root and body."""
    space, _, _ = kind.partition(".")
    words = {"part": part, "kind": kind, "root": root, "body": body, "space": space}
    words["prefix"], _, _ = root.partition(":")
    return archive({name.format(**words): xml.format(**words) for name, xml in OFFICE.items()})


def archive(entries: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a ZIP archive of these entries, by default of one PDF."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, entry in (entries or {"letter.pdf": pdf()}).items():
            packed.writestr(zipfile.ZipInfo(name), entry)  # a fixed date: the same bytes each time
    return content.getvalue()
