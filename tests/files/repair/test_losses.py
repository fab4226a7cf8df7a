"""What a PDF has that the pictures of its pages have not: none of it is lost without a word."""

import ctypes
import struct
from collections.abc import Iterator
from functools import cache

import pypdfium2.raw as pdfium
import pytest
from PIL import ImageFont

from bot.files.repair import documents
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.repair.sheets import Detail, Sheet
from bot.files.results import Mended, Sound
from tests import odd_letters
from tests.files.pdfs import drawn_pdf
from tests.for_each import for_each

BLOCK = b"20 700 50 60 re f "  # so that the page is not blank


def sheet(content: bytes) -> Sheet:
    """Its page as a picture, coarser than a letter: it takes a tenth of the time."""
    with documents.opened(content, "x") as document:
        return documents.sheet(document, 0, Detail(421, 421), "x")


def warnings(content: bytes) -> tuple[str, ...]:
    result = mend([(content, "x")])
    assert isinstance(result, Mended), result
    return result.warnings


def marked(annotation: bytes, *objects: bytes, catalogue: str = "") -> bytes:
    """A page with this annotation (6)."""
    return drawn_pdf(BLOCK, annotation, *objects, page="/Annots[6 0 R]", catalogue=catalogue)


# Fields and marks --------------------------------------------------------------------------------

RED_BOX = odd_letters.stream(
    b"1 0 0 rg 0 0 60 100 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 60 100]"
)
WIDGET = b"<</Type/Annot/Subtype/Widget/T(n)/F 4/Rect[20 400 80 500]/AP<</N 7 0 R>>%s>>"
BOX = b"/F 4/Rect[10 300 80 500]/C[1 0 0]/BS<</W 8>>"


def reds(content: bytes) -> int:
    colours = sheet(content).image.convert("RGB").getcolors(100_000) or []
    return sum(count for count, (r, g, _) in colours if r > 150 and g < 100)  # type: ignore[misc]


@for_each(
    "kind",
    [
        b"/FT/Tx/V(ACME)",
        b"/FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>",
        b"/FT/Btn/V/Yes/AS/Yes",
        b"/FT/Ch/Ff 131072/V(a)/Opt[(a)(b)]",
    ],
)
def test_a_field_is_drawn_whether_or_not_the_pdf_has_a_form(kind: bytes) -> None:
    widget = WIDGET % kind
    if b"/Btn" in kind:
        widget = widget.replace(b"/N 7 0 R", b"/N<</Yes 7 0 R>>")
    in_form = marked(widget, RED_BOX, catalogue="/AcroForm<</Fields[6 0 R]>>")
    alone = marked(widget, RED_BOX)
    assert reds(alone) == reds(in_form) >= 1_400


@for_each(
    "mark",
    [
        b"/Subtype/Line%s/L[20 320 70 480]",
        b"/Subtype/PolyLine%s/Vertices[20 320 70 480 70 320]",
        b"/Subtype/Polygon%s/Vertices[20 320 70 480 70 320]",
        b"/Subtype/Stamp%s/Name/Approved",
        b"/Subtype/Caret%s",
    ],
)
def test_a_mark_without_a_look_of_its_own_that_is_not_drawn_is_told(mark: bytes) -> None:
    content = marked(b"<</Type/Annot%s>>" % (mark % BOX))
    assert "annotations" in sheet(content).undrawn
    for harmless in (
        content.replace(b"/F 4", b"/F 2"),  # hidden
        marked(b"<</Type/Annot/AP<</N 7 0 R>>%s>>" % (mark % BOX), RED_BOX),
    ):
        assert "annotations" not in sheet(harmless).undrawn


@for_each(
    "mark",
    [
        b"/Subtype/Ink%s/InkList[[20 320 70 480 70 320]]",
        b"/Subtype/Square%s",
        b"/Subtype/Circle%s",
        b"/Subtype/Highlight%s/QuadPoints[20 480 70 480 20 320 70 320]",
        b"/Subtype/FreeText%s/DA(/F1 20 Tf 1 0 0 rg)/Contents(HELLO)",
    ],
)
def test_marks_that_are_drawn_need_no_warning(mark: bytes) -> None:
    content = marked(b"<</Type/Annot%s>>" % (mark % BOX))
    assert reds(content) > 10
    assert "annotations" not in sheet(content).undrawn


@for_each("kind", [b"/Link", b"/Popup", b"/Widget/FT/Tx/T(n)", b"/Sound", b"/Screen", b"/Unknown"])
def test_what_is_never_to_be_seen_needs_no_warning(kind: bytes) -> None:
    assert "annotations" not in sheet(marked(b"<</Type/Annot/Subtype%s%s>>" % (kind, BOX))).undrawn


def test_a_file_behind_a_paper_clip_is_lost_as_one_in_the_list_is() -> None:
    clip = b"<</Type/Annot/Subtype/FileAttachment/Rect[9 9 29 29]/FS<</F(a)/EF<</F 7 0 R>>>>>>"
    content = marked(clip, odd_letters.stream(b"Paper", b"/Type/EmbeddedFile"))
    assert warnings(content)[-1:] == ("attachments",)


# Characters --------------------------------------------------------------------------------------

SHOWN, OTHER = "\u793a", "\u4f8b"  # the font that is here has the first one only


@cache
def font() -> bytes:
    """Pillow's own font, in which the ligature fi stands for a Chinese character."""
    content = bytearray(ImageFont.load_default(10).path.getvalue())
    tables = [struct.unpack_from(">4sIII", content, 12 + 16 * at) for at in range(content[5])]
    (start,) = (offset for tag, _, offset, _ in tables if tag == b"cmap")
    (within,) = struct.unpack_from(">I", content, start + 8)
    ends = start + within + 14
    (twice,) = struct.unpack_from(">H", content, ends - 8)
    last = twice - 4  # the segment before the one that ends them (OpenType, cmap format 4)
    (delta,) = struct.unpack_from(">H", content, ends + 2 + 2 * twice + last)
    moved = (delta + 0xFB01 - ord(SHOWN)) % 65_536
    for at, value in ((0, ord(SHOWN)), (2 + twice, ord(SHOWN)), (2 + 2 * twice, moved)):
        struct.pack_into(">H", content, ends + at + last, value)
    return bytes(content)


@pytest.fixture
def _one_font() -> Iterator[None]:
    """Let PDFium find this font on the machine, whatever it is asked for, and no other one."""
    info = pdfium.FPDF_SYSFONTINFO(version=1)
    kinds = dict(info._fields_)

    def data(_this: object, _handle: object, table: int, buffer: int, size: int) -> int:
        found = _table(font(), table) if table else font()
        if buffer and size >= len(found):
            ctypes.memmove(buffer, found, len(found))
        return len(found)

    info.MapFont = kinds["MapFont"](lambda *_: 1)
    info.GetFontData = kinds["GetFontData"](data)
    for name in ("EnumFonts", "GetFont", "GetFaceName", "GetFontCharset", "DeleteFont"):
        setattr(info, name, kinds[name](lambda *_: 0))
    pdfium.FPDF_SetSystemFontInfo(info)
    yield
    pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())


def _table(content: bytes, wanted: int) -> bytes:
    for at in range(content[5]):
        tag, _, offset, length = struct.unpack_from(">4sIII", content, 12 + 16 * at)
        if tag == wanted.to_bytes(4):
            return content[offset : offset + length]
    return b""


def chinese(cmap: str = "UniGB-UCS2-H") -> bytes:
    """A font that is not in the PDF (ISO 32000-1, 9.7.5.2)."""
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{cmap}"
        "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    ).encode()


HATCHED = b"1 g 0 590 90 40 re f 0 g " + b"".join(b"%d 590 2 40 re f " % x for x in range(9, 50, 5))


def said(text: str, how: str = "20 600 Td") -> bytes:
    return f"BT /C1 20 Tf {how} <{text.encode('utf-16-be').hex()}> Tj ET ".encode()


@pytest.mark.usefixtures("_one_font")
@for_each(
    ("drawing", "cmap"),
    [
        (said(SHOWN + OTHER + " ab"), ""),
        (said(OTHER), ""),  # alone, as programs write that place each character
        (said(OTHER + OTHER, "50 600 Td"), "UniGB-UCS2-V"),  # from top to bottom
        (said(OTHER, "0 1 -1 0 60 600 Tm"), ""),  # on its side
        (b"1 0 0 rg 0 500 90 200 re f 1 g " + said(OTHER), ""),  # white on red
        (said(SHOWN) + b"q .5 0 0 .5 20 20 cm " + said(OTHER, "9 300 Td") + b"Q", ""),
        (said("\U00020bb7"), "UniGB-UTF16-H"),
        (said(OTHER) + b"1 g " + said(OTHER * 3, "20 300 Td"), ""),  # and others in white
    ],
)
def test_a_character_that_no_font_here_has_is_told(drawing: bytes, cmap: str) -> None:
    content = drawn_pdf(BLOCK + drawing, chinese(cmap or "UniGB-UCS2-H"))
    assert "missing-characters" in sheet(content).undrawn
    on_its_side = content.replace(b"/MediaBox", b"/Rotate 90/MediaBox")
    assert "missing-characters" in sheet(on_its_side).undrawn


@pytest.mark.usefixtures("_one_font")
@for_each(
    "drawing",
    [
        said(SHOWN + " ab\u3000"),
        said(OTHER, "3 Tr 20 600 Td"),  # the invisible words beneath a scan
        said(OTHER, "900 600 Td"),  # beside the page
        b"1 g " + said(OTHER) + b"0 g ",  # white on white: an anchor for a seal
        said(OTHER * 3, "10 600 Td") + HATCHED,  # the words beneath a scan, which hides two of them
        b"BT /F1 20 Tf 20 600 Td (Hello) Tj ET ",
    ],
)
def test_text_that_is_drawn_or_not_to_be_seen_needs_no_warning(drawing: bytes) -> None:
    assert "missing-characters" not in sheet(drawn_pdf(BLOCK + drawing, chinese())).undrawn


@pytest.mark.usefixtures("_one_font")
@for_each("catalogue", ["", "/AcroForm<</Fields[6 0 R]>>"])
@for_each(("text", "is_told"), [(SHOWN, False), (OTHER, True), (SHOWN + OTHER, True)])
def test_the_value_of_a_field_is_text_too(catalogue: str, text: str, is_told: bool) -> None:  # noqa: FBT001  # a column of the table
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 60 100]/Resources<</Font<</C1 8 0 R>>>>"
    value = odd_letters.stream(said(text, "5 50 Td"), entries)
    content = marked(WIDGET % b"/FT/Tx", value, chinese(), catalogue=catalogue)
    assert ("missing-characters" in sheet(content).undrawn) is is_told


@pytest.mark.usefixtures("_one_font")
def test_a_page_is_not_blank_for_the_ca_that_has_the_fonts() -> None:
    content = drawn_pdf(said(OTHER), chinese())
    sound = inspect(content, "x")
    assert isinstance(sound, Sound)
    assert sound.warnings == ()
    assert warnings(content) == ("blank", "missing-characters")


def test_a_font_that_is_in_the_pdf_needs_none_here() -> None:
    entries = b"/Length1 %d" % len(font())
    embedded = (
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<<"
        b"/Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDToGIDMap/Identity"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>>>]"
        b"/ToUnicode 8 0 R>>"
    )
    unicode = b"1 beginbfchar <0000> <793a> endbfchar"
    content = drawn_pdf(
        BLOCK + b"BT /C1 20 Tf 20 600 Td <0000> Tj ET",
        embedded,
        odd_letters.stream(font(), entries),
        odd_letters.stream(unicode),
    )
    assert "missing-characters" not in sheet(content).undrawn
