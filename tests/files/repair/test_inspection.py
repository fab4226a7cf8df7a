"""What is said of a file before it is uploaded: it opens, or why it does not."""

import hashlib
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.files.detect import type_of
from bot.files.letter import Letter, check
from bot.files.repair.documents import LONGEST_TEXT
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.results import Mended, Sound
from bot.files.types import LARGEST_FETCHED
from bot.problems import BadFile, FormatProblem, Problem, SizeProblem, TooManyPages, TooManyPixels
from sandbox import letters
from tests import odd_letters
from tests.files.pdfs import for_the_web
from tests.files.pictures import encoded, opened, page, scan_of, taken_at, webp_of
from tests.for_each import for_each
from tests.running_bot import readers

SMALL = page(60)
NOISY = page(60, 8)


# Sound letters -----------------------------------------------------------------------------------


def test_a_pdf_is_sound_and_its_words_are_given() -> None:
    content = letters.pdf(text="For shop.example.com")
    assert inspect(content, "letter.pdf") == Sound("For shop.example.com")


def test_the_words_of_a_pdf_are_bounded() -> None:
    content = odd_letters.pdf_with_pages(15, text="word " * 500)
    sound = inspect(content, "letter.pdf")
    assert isinstance(sound, Sound)
    assert 0 < len(sound.text) <= LONGEST_TEXT


def test_the_words_of_a_letter_are_in_no_log_line() -> None:
    assert "secret" not in repr(inspect(letters.pdf(text="secret"), "letter.pdf"))


@for_each(
    ("kind", "content"),
    [
        ("jpg", letters.jpg()),
        ("png", letters.png()),
        ("bmp", odd_letters.bmp()),
        ("tiff", odd_letters.tiff(1)),
    ],
)
def test_a_picture_is_sound(kind: str, content: bytes) -> None:
    assert (type_of(content), inspect(content, "letter")) == (kind, Sound())


FORMATS = {
    "jpg": ("JPEG", {}),
    "png": ("PNG", {}),
    "gif": ("GIF", {}),
    "webp": ("WEBP", {}),
    "tiff": ("TIFF", {"compression": "tiff_lzw"}),
    "heic": ("HEIF", {}),
    "avif": ("AVIF", {}),
}


@for_each("kind", FORMATS)
def test_pictures_of_every_kind_that_people_have_open(kind: str) -> None:
    name, options = FORMATS[kind]
    content = encoded(SMALL, name, **options)
    assert (type_of(content), inspect(content, "letter")) == (kind, Sound())


@for_each(
    "content",
    lambda: [
        encoded(SMALL, "JPEG", progressive=True),
        encoded(SMALL.convert("CMYK"), "JPEG"),
        encoded(SMALL.convert("P"), "PNG"),
        encoded(SMALL.convert("L").convert("I;16"), "PNG"),
    ],
)
def test_rare_ways_to_store_a_picture_open(content: bytes) -> None:
    assert isinstance(inspect(content, "letter"), Sound)


@for_each("kind", ["JPEG", "WEBP", "PNG", "TIFF"])
def test_a_picture_on_its_side_is_seen_as_people_see_it(kind: str) -> None:
    options = {"tiffinfo": {274: 6}} if kind == "TIFF" else {"exif": taken_at(6)}
    content = encoded(SMALL, kind, **options)
    assert isinstance(inspect(content, "letter"), Sound)
    result = mend([(content, "letter")])
    assert isinstance(result, Mended)
    assert opened(result.content).size[::-1] == SMALL.size


def test_pages_of_a_tiff_are_counted_without_the_small_copies() -> None:
    copy = encoded(SMALL, "TIFF", save_all=True, append_images=[SMALL], tiffinfo={254: 1})
    for content, count in ((odd_letters.tiff(3), 3), (copy, 1)):
        assert isinstance(inspect(content, "letter"), Sound)
        result = mend([(content, "letter")])
        assert isinstance(result, Mended)
        assert result.pages == count


def owner_locked_pdf() -> bytes:
    """A PDF that everybody can read and only its owner change (PDF 1.7, 7.6.3: V 1, R 2)."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    owner, name = bytes(range(32)), bytes(16)
    key = hashlib.md5(pad + owner + struct.pack("<i", -4) + name).digest()[:5]  # noqa: S324  # as PDF wants
    user, name_hex = rc4(key, pad).hex().encode(), name.hex().encode()
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner.hex().encode(), user)
    pages = [b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"]
    trailer = b"/Encrypt 4 0 R/ID[<%s><%s>]" % (name_hex, name_hex)
    return odd_letters.pdf_of([odd_letters.CATALOG, *pages, lock], trailer)


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def test_a_pdf_that_only_its_owner_may_change_is_sound() -> None:
    assert isinstance(inspect(owner_locked_pdf(), "letter.pdf"), Sound)


# Nothing to be seen ------------------------------------------------------------------------------


BLANK, DARK = Image.new("L", (413, 585), 255), Image.new("L", (413, 585), 7)
GREY = Image.effect_noise((413, 585), 8).point(lambda value: value + 70)  # paper, as it is scanned
NO_JPG = b"/Type/XObject/Subtype/Image/Filter/DCTDecode/Width 600/Height 800/BitsPerComponent 8"


def drawn(*pages: bytes, width: int = 595) -> bytes:
    """A PDF of pages with these drawings; narrow ones are looked at in less time."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * at) for at in range(len(pages)))
    objects = [letters.CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))]
    for at, drawing in enumerate(pages):
        entries = b"/MediaBox[0 0 %d 842]/Contents %d 0 R" % (width, 4 + 2 * at)
        objects += [b"<</Type/Page/Parent 2 0 R%s>>" % entries, odd_letters.stream(drawing)]
    return odd_letters.pdf_of(objects)


def with_broken_picture(entries: bytes = NO_JPG) -> bytes:
    picture = odd_letters.stream(letters.filler(3_000), entries + b"/ColorSpace/DeviceRGB")
    page = b"/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"
    drawing = odd_letters.stream(b"595 0 0 842 0 0 cm /I Do")
    return odd_letters.pdf_of(odd_letters.one_page(page, drawing, picture))


def scans(*pages: Image.Image) -> bytes:
    return scan_of([each.copy() for each in pages])  # Pillow keeps what was saved with a picture


HAIRLINES = b"0 w " + b"".join(b"50 %d m 545 %d l S " % (y, y) for y in range(100, 750, 15))
SMOOTH = b"1 .6 .6 rg 0 0 595 842 re f .6 .8 1 rg 0 0 595 421 re f"


@for_each(
    ("content", "concerns"),
    lambda: [
        (scans(BLANK), ("blank",)),
        (scans(GREY), ("blank",)),
        (scans(BLANK, BLANK, BLANK), ("blank",)),
        (scans(DARK), ("too-dark",)),
        (scans(BLANK, DARK), ("blank", "too-dark")),
        (drawn(b""), ("blank",)),
        (drawn(b".9 g 0 0 595 842 re f"), ("blank",)),
        (drawn(b"0 g 0 0 595 842 re f"), ("too-dark",)),
        (with_broken_picture(), ("blank",)),
        (scans(page(60), BLANK), ()),
        (scans(BLANK, DARK, page(60)), ()),
        (drawn(b"90 90 20 20 re f"), ()),  # little ink: that is the poster's concern
        (drawn(HAIRLINES), ()),
        (drawn(SMOOTH), ()),
        (drawn(b"20 20 20 20 re f"), ("blank",)),  # a hole, or the edge of a scan
        (drawn(*[b""] * 21, width=150), ("blank",)),
        (drawn(*[b""] * 21, b"40 90 70 20 re f", width=150), ()),
    ],
)
def test_a_pdf_on_whose_pages_nothing_is_to_be_seen_is_doubted(
    content: bytes, concerns: tuple[str, ...]
) -> None:
    sound = inspect(content, "x")
    assert isinstance(sound, Sound)
    assert sound.warnings == concerns


# Broken and locked ones --------------------------------------------------------------------------


def locked_by(handler: bytes) -> bytes:
    """A PDF that no password opens, but a certificate or a server (PDF 1.7, 7.6.4)."""
    lock = b"<</Filter/%s/SubFilter/adbe.pkcs7.s4/V 1/Recipients[<3082>]>>" % handler
    return odd_letters.pdf_of(odd_letters.one_page(b"", lock), b"/Encrypt 4 0 R/ID[<00><00>]")


def pdf_in_unknown_packing() -> bytes:
    """A PDF whose pages stand in a stream that PDFium cannot unpack."""
    objects = b"1 0 2 30 <</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Kids[3 0 R]/Count 1>>"
    entries = b"/Type/ObjStm/N 2/First 9/Filter/BrotliDecode"
    packed = odd_letters.stream(zlib.compress(objects), entries)
    body, (at, _) = letters.numbered([packed, b"null"])
    body = body.replace(b"\n1 0 obj", b"\n4 0 obj")
    rows = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (0, 0, 0), (1, at, 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    entries = b"/Type/XRef/Size 6/W[1 4 1]/Root 1 0 R"
    end = b"5 0 obj\n%s\nendobj\n%%%s\n" % (odd_letters.stream(table, entries), b"." * 1_000)
    return body + end + letters.startxref(body)


@for_each(
    ("content", "problem"),
    lambda: [
        (odd_letters.locked_pdf(), BadFile("password-protected", "x")),
        (locked_by(b"Adobe.PubSec"), BadFile("locked-for-people", "x")),
        (locked_by(b"EBX_HANDLER"), BadFile("locked-for-people", "x")),
        (odd_letters.pdf_without_pages(), BadFile("no-pages", "x")),
        (pdf_in_unknown_packing(), FormatProblem("damaged-file", "x", "PDF")),
        (
            with_broken_picture(NO_JPG.replace(b"/DCT", b"/#FF")),
            FormatProblem("damaged-file", "x", "PDF"),
        ),
        (odd_letters.pdf_of([letters.CATALOG]), FormatProblem("damaged-file", "x", "PDF")),
        (odd_letters.dynamic_form(), BadFile("dynamic-form", "x")),
        (odd_letters.circular_pdf(), FormatProblem("damaged-file", "x", "PDF")),
        (b"%PDF-1.4\n" + b"nothing " * 200 + b"%%EOF", FormatProblem("damaged-file", "x", "PDF")),
        (letters.truncated(letters.pdf), FormatProblem("truncated-file", "x", "PDF")),
        (letters.truncated(letters.jpg), FormatProblem("truncated-file", "x", "JPG")),
        (letters.truncated(letters.png), FormatProblem("truncated-file", "x", "PNG")),
        (odd_letters.heic(), FormatProblem("damaged-file", "x", "HEIC")),
        (letters.word(), BadFile("unknown-file", "x")),
        (b"%PDF-1.4\n%%EOF", SizeProblem("file-too-small", "x", 14, 1_024)),
        (odd_letters.pixel_bomb(), TooManyPixels("x", 3_600, 36)),
        (odd_letters.pdf_with_pages(201), TooManyPages("x", 201, 200)),
        (odd_letters.pdf_with_pages(1, box=b"0 0 99999 99999"), BadFile("huge-page", "x")),
        (odd_letters.pdf_in_a_photo(), BadFile("two-files-in-one", "x")),
    ],
)
def test_a_file_that_does_not_open_is_told_by_its_cause(content: bytes, problem: Problem) -> None:
    assert inspect(content, "x") == problem
    assert mend([(content, "x")]) == problem


@for_each(
    ("mode", "most"), [("RGB", 36), ("RGBA", 36), ("LA", 36), ("I;16", 72), ("L", 100), ("1", 100)]
)
def test_a_picture_may_have_as_many_pixels_as_there_is_memory_for(mode: str, most: int) -> None:
    content = encoded(Image.new(mode, (40, 40)), "PNG", pnginfo=padding())
    assert inspect(of_size(content, 1_000, most * 1_000 + 1_000), "x") == TooManyPixels(
        "x", most + 1, most
    )
    assert inspect(of_size(content, 1_000, most * 1_000), "x") == FormatProblem(
        "truncated-file", "x", "PNG"
    )


@for_each(("chroma", "most"), [(420, 51), (444, 25)])
def test_a_heic_with_finer_colours_may_have_fewer_pixels(chroma: int, most: int) -> None:
    whole = encoded(page(60).resize((512, 704)), "HEIF", chroma=chroma)
    size = b"ispe" + bytes(4)  # then width and height (ISO/IEC 23008-12, 6.5.3.1)
    at = whole.index(size) + len(size)
    told = (1_000).to_bytes(4) + (1_000 * most + 1_000).to_bytes(4)
    content = whole[:at] + told + whole[at + len(told) :]
    assert inspect(content, "x") == TooManyPixels("x", most + 1, most)


def padding() -> PngInfo:
    info = PngInfo()
    info.add_text("padding", "." * 1_024)
    return info


def of_size(content: bytes, width: int, height: int) -> bytes:
    """Let a PNG say that it has this size, whatever it has."""
    header = content[12:16] + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]


def bmp(bits: int, compression: int, *masks: int) -> bytes:
    """A small one of this depth, compressed like that, or with colours under these masks."""
    table = struct.pack(f"<{len(masks)}I", *masks)
    sizes = struct.pack("<iiHHIIiiII", 40, 60, 1, bits, compression, 0, 2_835, 2_835, 0, 0)
    head = struct.pack("<4xII", 54 + len(table), 40) + sizes
    return b"BM" + struct.pack("<I", 0) + head + table + bytes(range(256)) * 40


def tiff(**tags: int) -> bytes:
    """A small one in which these tags of one number have other values."""
    content = encoded(SMALL.convert("L"), "TIFF")
    for name, value in tags.items():
        at = content.index(struct.pack("<HHI", TIFF_TAGS[name], 3, 1))
        content = content[: at + 8] + struct.pack("<I", value) + content[at + 12 :]
    return content


def jpg(frame: int = 0xC0, bits: int = 8) -> bytes:
    """A small one that says it is written in another way; what follows is not."""
    content = letters.jpg()
    at = content.index(b"\xff\xc0") + 1
    return (
        content[:at] + bytes([frame]) + content[at + 1 : at + 3] + bytes([bits]) + content[at + 4 :]
    )


TIFF_TAGS = {"bits": 258, "compression": 259}


def broken_gif() -> bytes:
    whole = encoded(NOISY, "GIF")
    return whole[:9_000] + bytes(range(256)) * 9 + whole[11_304:]


@for_each(
    ("kind", "usual", "content"),
    lambda: [
        ("unreadable-image", "BMP", bmp(32, 3, 0xFF, 0xFF00, 0xFF0000)),
        ("unreadable-image", "BMP", bmp(16, 3, 0xF00, 0xF0, 0xF)),
        ("unreadable-image", "BMP", bmp(24, 4)),  # a JPG within
        ("unreadable-image", "BMP", bmp(2, 0)),
        ("truncated-file", "BMP", b"BM\xff\xff" + bmp(32, 3, 0xFF, 0xFF00, 0xFF0000)[4:]),
        ("unreadable-image", "TIFF", tiff(bits=10)),
        ("unreadable-image", "TIFF", tiff(bits=64)),
        ("unreadable-image", "TIFF", tiff(compression=34_712)),  # a JPEG 2000 within
        ("unreadable-image", "TIFF", tiff(compression=50_001)),  # a WebP within
        ("unreadable-image", "JPG", jpg(frame=0xC3)),  # lossless
        ("unreadable-image", "JPG", jpg(bits=12)),
        ("damaged-file", "BMP", bmp(77, 0)),
        ("damaged-file", "BMP", bmp(24, 99)),
        ("damaged-file", "TIFF", tiff(compression=77)),
        ("damaged-file", "TIFF", tiff(compression=50_000)),  # Zstandard, which it is not
        ("damaged-file", "JPG", jpg(bits=77)),
        ("damaged-file", "GIF", broken_gif()),
        ("truncated-file", "BMP", encoded(SMALL, "BMP")[:9_000]),
        ("truncated-file", "TIFF", encoded(SMALL, "TIFF")[:9_000]),
    ],
)
def test_a_picture_that_is_read_elsewhere_is_told_from_a_damaged_one(
    kind: str, usual: str, content: bytes
) -> None:
    assert inspect(content, "x") == FormatProblem(kind, "x", usual)
    assert mend([(content, "x")]) == FormatProblem(kind, "x", usual)


async def test_a_page_that_nobody_can_draw_is_no_letter() -> None:
    result = await readers().inspect(odd_letters.crowded_pdf(), "x")
    assert result == BadFile("check-stopped", "x")


@pytest.mark.parametrize("action", [b"/S/JavaScript/JS(1)", b"/S /L#61unch/F(/bin/sh)"])
def test_a_pdf_in_which_something_can_run_is_found_out(action: bytes) -> None:
    active = inspect(odd_letters.active_pdf(action), "x")
    harmless = inspect(odd_letters.active_pdf(b"/S/GoTo/D[3 0 R/Fit]"), "x")
    assert isinstance(active, Sound)
    assert isinstance(harmless, Sound)
    assert (active.is_active, harmless.is_active) == (True, False)


def test_a_picture_that_is_hardly_too_large_is_told_by_two_numbers_that_differ() -> None:
    assert inspect(webp_of(4_000, 4_001), "x") == TooManyPixels("x", 17, 16)


def test_a_file_of_more_than_fifty_megabytes_is_not_opened() -> None:
    content = letters.pdf() + bytes(LARGEST_FETCHED)
    assert inspect(content, "x") == SizeProblem(
        "too-large-to-mend", "x", len(content), LARGEST_FETCHED
    )


@for_each("kind", ["JPEG", "PNG", "GIF", "WEBP", "HEIF", "TIFF"])
def test_a_picture_that_broke_off_is_not_sound(kind: str) -> None:
    whole = encoded(SMALL if kind == "HEIF" else NOISY, kind)
    assert inspect(whole[: len(whole) // 2], "x").key in {"truncated-file", "damaged-file"}


@for_each("kind", ["JPEG", "PNG", "GIF", "PDF"])
def test_a_letter_that_broke_off_is_told_so_by_the_check_or_by_the_look_inside(kind: str) -> None:
    """The check looks for an end mark alone, and pixels can look like one."""
    exif = {"exif": with_thumbnail()} if kind == "JPEG" else {}
    whole = encoded(NOISY, kind, **exif)
    assert isinstance(check(whole, "x", wosign=kind == "GIF"), Letter)
    for part in (0.3, 0.5, 0.7, 0.9, 0.99):
        cut = whole[: int(len(whole) * part)]
        found = check(cut, "x", wosign=kind == "GIF")
        told = inspect(cut, "x") if isinstance(found, Letter) else found
        assert (
            told
            == inspect(cut, "x")
            == FormatProblem("truncated-file", "x", kind.replace("JPEG", "JPG"))
        )


def with_thumbnail() -> bytes:
    """EXIF as a camera writes it: a small JPG, with an end mark of its own, behind the notes."""
    return b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + encoded(page(20), "JPEG")


def test_a_scan_that_broke_off_is_not_taken_for_a_shorter_one() -> None:
    whole = scan_of([page(60, number=number) for number in (1, 2, 3)])
    assert inspect(whole[: len(whole) * 2 // 3], "x").key == "truncated-file"


def test_a_pdf_for_the_web_is_asked_for_its_end_by_the_look_inside_as_well() -> None:
    assert isinstance(inspect(for_the_web(told=100), "x"), Sound)
    cut = for_the_web(told=0, lost=700)
    problem = FormatProblem("truncated-file", "x", "PDF")
    assert inspect(cut, "x") == mend([(cut, "x")]) == problem


def test_a_png_whose_pixels_were_changed_is_damaged() -> None:
    content = bytearray(encoded(NOISY, "PNG"))
    content[len(content) // 2] ^= 0xFF
    assert inspect(bytes(content), "x").key == "damaged-file"


def test_a_png_that_unpacks_to_less_than_it_says_is_damaged() -> None:
    good, pixels = letters.png(), zlib.compress(b"\0" * 100)
    at = good.index(b"IDAT") - 4
    chunk = len(pixels).to_bytes(4) + b"IDAT" + pixels
    content = good[:at] + chunk + zlib.crc32(chunk[4:]).to_bytes(4) + good[-12:]
    assert inspect(content, "x").key in {"truncated-file", "damaged-file"}


@st.deferred
def whole_files() -> st.SearchStrategy[bytes]:
    pictures = [encoded(SMALL, kind) for kind in ("JPEG", "PNG", "GIF", "WEBP")]
    return st.sampled_from([letters.pdf(), *pictures, odd_letters.tiff(2), odd_letters.bmp()])


@settings(max_examples=150)
@given(whole_files, st.data())
def test_whatever_is_done_to_a_file_there_is_a_result(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        content[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(len(whole) // 2, len(whole)))
    assert isinstance(inspect(bytes(content[:end]), "x"), Sound | Problem)


def test_pillow_knows_no_other_limit_for_pixels() -> None:
    assert Image.MAX_IMAGE_PIXELS is None


def test_a_gif_is_cut_off_only_if_some_of_its_pixels_are_missing() -> None:
    content = encoded(page(30), "GIF")
    assert isinstance(inspect(content, "x"), Sound)
    assert isinstance(inspect(content.removesuffix(b"\0;"), "x"), Sound)
    for lost in (3, 50, len(content) // 2):
        assert inspect(content[:-lost], "x") == FormatProblem("truncated-file", "x", "GIF")
