"""What becomes of letters as people have them: small enough, right side up, and legible."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from bot.files.repair import contact_sheet
from bot.files.repair.documents import LONGEST_TEXT
from bot.files.repair.fitting import LADDER, _encode_all, fit, starting_dpi
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.repair.sheets import (
    Sheet,
    is_ink_on_white,
    long_side,
    shrunk,
    shrunk_in_strips,
)
from bot.files.results import Choice, Mended, Sound
from bot.files.types import LARGEST_ADJUSTED
from bot.problems import BadFile, FormatProblem, SizeProblem, TooManyPages, TooManyPixels
from sandbox import letters
from tests import odd_letters
from tests.files.pictures import LINE, encoded, likeness, opened, page, scan_of, speckles, taken_at
from tests.for_each import for_each
from tests.running_bot import readers

A4_AT_150_DPI = 1_754  # pixels of its longer side
WRITTEN = 0.72  # of the width of a page, which its lines take
STRIP = b"0 720 842 780"  # a page with its line of text alone: it is drawn as fine, in less time
COLOURS = ["red", "lime", "blue", "yellow"]


def mended(*files: bytes, name: str = "letter.bin", wosign: bool = False) -> Mended:
    result = mend([(content, name) for content in files], wosign=wosign)
    assert isinstance(result, Mended), result
    assert result.after == len(result.content) < LARGEST_ADJUSTED
    assert result.before == sum(map(len, files))
    return result


def pages_of(content: bytes, dpi: int = 50) -> list[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        return [each.render(scale=dpi / 72).to_pil().convert("RGB") for each in document]


def colour(image: Image.Image) -> str:
    """Which of `COLOURS` a picture has in its middle."""
    x, y = image.width // 2, image.height // 2
    red, green, blue = ImageStat.Stat(image.convert("RGB").crop((x - 9, y - 9, x + 9, y + 9))).mean
    return _NAMES[red > 127, green > 127, blue > 127]


_NAMES = {
    (True, False, False): "red",
    (False, True, False): "lime",
    (False, False, True): "blue",
    (True, True, False): "yellow",
}


def left(image: Image.Image, part: float) -> Image.Image:
    """The left part of a page: fewer pixels, as fine and as large in type as the whole."""
    return image.crop((0, 0, round(image.width * part), image.height))


def plain(name: str, size: tuple[int, int] = (60, 420)) -> Image.Image:
    """A picture of one colour; with a frame, so that it is not blank."""
    return ImageOps.expand(Image.new("RGB", size, name), 20, "black")


# Too large pictures ------------------------------------------------------------------------------


@cache
def mended_scan() -> Mended:
    """What becomes of one of 300 dpi, as large and noisy as a cheap scanner makes it."""
    return mended(encoded(left(page(300, 8), WRITTEN), "JPEG", quality=95))


@cache
def mended_noise() -> Mended:
    """What becomes of one without loss, which is the larger for its noise."""
    return mended(encoded(left(page(160, 15), WRITTEN), "PNG"))


@pytest.mark.parametrize(("result", "dpi"), [(mended_scan, 300), (mended_noise, 160)])
def test_a_large_scan_is_made_small_and_stays_legible(
    result: Callable[[], Mended], dpi: int
) -> None:
    picture = opened(result().content)
    assert (result().kind, picture.format, picture.mode) == ("jpg", "JPEG", "RGB")
    assert result().before > LARGEST_ADJUSTED
    assert picture.height >= A4_AT_150_DPI
    assert likeness(picture, left(page(dpi), WRITTEN)) > 0.9


def test_a_scan_without_noise_keeps_all_that_300_dpi_can_show_and_is_not_drawn_anew() -> None:
    """Scanners make an A4 page of 300 dpi 3,507 to 3,520 pixels long."""
    result = mended(encoded(page(300).resize((2_480, 3_520)), "JPEG"))
    assert result.changes == ("recompressed",)
    assert opened(result.content).size == (2_480, 3_520)


def test_a_picture_is_never_made_larger_than_it_was() -> None:
    assert opened(mended(encoded(page(100), "BMP")).content).size == page(100).size


def test_the_same_letter_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """It is known again by them, also after the bot was started anew."""
    files = [encoded(page(60), "JPEG", exif=taken_at(6)), letters.png(), odd_letters.tiff(2)]
    for number, content in enumerate(files):
        (tmp_path / f"{number}.bin").write_bytes(content)
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, *sorted(map(str, tmp_path.iterdir()))],
        env=other,
        capture_output=True,
        check=True,
    )
    result = mended(*files)
    assert told.stdout == repr(result).encode() + result.content


ROOT = Path(__file__).parents[3]
ANOTHER_PROCESS = """
import sys
from pathlib import Path
from bot.files.repair.looks import is_coarse, look
from bot.files.repair.mend import mend

made = mend([(Path(each).read_bytes(), "letter.bin") for each in sys.argv[1:]])
sys.stdout.buffer.write(repr(made).encode() + made.content)
"""


def test_a_picture_that_is_scaled_in_strips_is_scaled_as_a_whole() -> None:
    whole = page(200)
    strips = shrunk_in_strips(whole, 1_000, lambda part: part.convert("L"))
    difference = ImageChops.difference(strips, shrunk(whole.convert("L"), 1_000))
    assert strips.size == (707, 1_000)
    assert ImageStat.Stat(difference).extrema[0][1] <= 2


async def test_a_scan_of_600_dpi_fits_into_the_memory() -> None:
    """In colours, with transparency: what a scanner's program may write as PNG."""
    scan = ImageOps.expand(Image.new("RGBA", (4_860, 6_914), "white"), 50, "black")
    result = await readers().mend([(encoded(scan, "PNG", compress_level=1), "scan.png")])
    assert isinstance(result, Mended)
    assert opened(result.content).size == (2_481, 3_508)


def test_the_ladder_goes_down_to_a_floor_and_gives_colours_up_last() -> None:
    assert min(step.dpi for step in LADDER) == 150
    assert min(step.quality for step in LADDER) == 45
    assert [step.is_grey for step in LADDER] == sorted(step.is_grey for step in LADDER)


def test_colours_are_given_up_before_the_letter_is() -> None:
    pages = [left(page(100, 45), 0.5)] * 5
    result = mended(scan_of(pages, quality=95))
    assert "greyscale" in result.changes
    saturations = [each.convert("HSV").getchannel("S") for each in pages_of(result.content)]
    assert {each.getextrema() for each in saturations} == {(0, 0)}


def test_the_most_legible_step_that_fits_is_taken() -> None:
    steps = [step for step in LADDER if step.dpi <= starting_dpi(5)]
    taken = set()
    for noise in (0, 60, 110):
        sheets = [Sheet(left(page(100, noise), 0.5))] * 5
        fitted = fit(sheets, bilevel=True)
        assert fitted is not None
        assert fitted.pages == _encode_all(sheets, fitted.step, bilevel=True)
        finer = steps[: steps.index(fitted.step)]
        assert not any(_encode_all(sheets, each, bilevel=True) for each in finer)
        taken.add(fitted.step)
    assert len(taken) == 3


@for_each(
    ("draw", "of_ink"),
    [
        (lambda: without_seal().copy(), True),
        (lambda: ImageOps.invert(without_seal()), True),
        (lambda: without_seal().point(lambda value: min(255, value + 170)), False),  # pale words
        (lambda: shrunk(page(150), A4_AT_150_DPI).convert("L"), False),  # a grey seal
        (lambda: ImageOps.expand(without_seal(), 30, (225,)), False),  # a shade behind words
        (lambda: page(100, 8).convert("L"), False),
        (lambda: without_seal().convert("RGB"), False),
    ],
)
def test_black_and_white_is_only_for_pages_that_lose_nothing_by_it(
    draw: Callable[[], Image.Image], of_ink: int
) -> None:
    assert is_ink_on_white(draw()) == of_ink


@cache
def without_seal() -> Image.Image:
    """The upper part of a page."""
    whole = page(150).convert("L")
    return whole.crop((0, 0, whole.width, 1_300))


def test_pages_of_ink_are_black_and_white_before_they_are_refused() -> None:
    sheets = [Sheet(without_seal())] * 9
    fitted = fit(sheets, bilevel=True)
    assert fitted is not None
    assert fitted.step == LADDER[-1]
    assert all(each.is_bilevel for each in fitted.pages)
    assert fit(sheets, bilevel=False) is None


@cache
def noisy_scan() -> bytes:
    """Of five pages, narrow ones, which do not fit together."""
    return scan_of([speckles((700, A4_AT_150_DPI), 120)] * 5, quality=60)


def test_pages_that_were_chosen_and_cannot_be_shrunk_legibly_are_not_sent() -> None:
    content = noisy_scan()
    assert mend([(content, "x")], pages=[3, 1, 5, 2, 4]) == SizeProblem(
        "cannot-shrink", "x", len(content), LARGEST_ADJUSTED
    )


def test_of_pages_that_do_not_fit_together_it_is_asked_which_are_the_letter() -> None:
    result = mend([(noisy_scan(), "scan.pdf")])
    assert isinstance(result, Choice)
    assert (result.name, result.pages) == ("scan.pdf", 5)
    assert opened(result.preview).width > 5 * 160
    assert isinstance(mend([(noisy_scan(), "scan.pdf")], pages=[2]), Mended)


@pytest.mark.skipif(
    not shutil.which("tesseract"), reason="not installed here (Debian: tesseract-ocr)"
)
def test_text_of_9_pt_can_still_be_read_by_a_machine(tmp_path: Path) -> None:
    whole, picture = opened(mended_scan().content), tmp_path / "letter.png"
    top = whole.crop((0, 0, whole.width, whole.height // 6))  # with three lines, and the headline
    top.save(picture, compress_level=1)
    command = ["tesseract", str(picture), "-", "-l", "eng"]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # more of them get in each other's way
    text = subprocess.run(
        command, capture_output=True, text=True, check=True, env=one_thread
    ).stdout
    read, parts = "".join(text.split()), "".join(LINE.split()).split(",")
    assert min(map(read.count, parts)) >= 2  # it sees blanks, and columns, where there are none


# Right side up, and nothing but the picture ------------------------------------------------------


@for_each("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_phone_was_held(orientation: int) -> None:
    upright = page(40)
    back = Image.Exif()
    back[0x0112] = {6: 8, 8: 6}.get(orientation, orientation)
    stored = upright.copy()
    stored.getexif()[0x0112] = back[0x0112]
    stored = ImageOps.exif_transpose(stored)
    result = mended(encoded(stored, "JPEG", exif=taken_at(orientation)))
    assert likeness(opened(result.content), upright) > 0.9
    assert ("rotated" in result.changes) is (orientation > 1)


@for_each("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nobody_learns_where_and_with_what_a_photo_was_taken(kind: str) -> None:
    result = mended(encoded(page(60), kind, exif=taken_at(1)))
    picture = opened(result.content)
    assert not picture.getexif()
    assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Phone" not in result.content
    assert "location" in result.changes


def test_notes_without_a_place_are_dropped_and_told_as_such() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    result = mended(encoded(page(60), "JPEG", exif=exif, comment=b"private"))
    assert "metadata" in result.changes
    assert b"private" not in result.content


def test_a_photo_made_by_the_sandbox_is_turned_and_cleaned() -> None:
    result = mended(odd_letters.photo())
    assert result.changes == ("recompressed", "rotated", "location")
    assert opened(result.content).size == (208, 160)


def test_a_pdf_page_that_is_rotated_stands_upright_and_stays_one_page() -> None:
    content = scan_of([plain("red")]).replace(b"/Type /Page\n", b"/Type /Page\n/Rotate 90\n")
    (upright,) = pages_of(mended(content).content)
    assert upright.width > upright.height


# Other formats -----------------------------------------------------------------------------------


def test_no_sign_that_nobody_sees_gets_into_the_name_of_ours() -> None:
    result = mended(encoded(page(60), "HEIF"), name="a\u202egpj.\u2066x\x00\u200b.HEIC")
    assert (result.name, result.kind) == ("agpj.x-adjusted.jpg", "jpg")


@for_each("kind", ["HEIF", "WEBP", "TIFF", "BMP", "GIF", "AVIF"])
def test_other_formats_become_a_jpg(kind: str) -> None:
    result = mended(encoded(page(60), kind), name="IMG_0042.HEIC")
    assert (result.name, result.kind, result.pages) == ("IMG_0042-adjusted.jpg", "jpg", 1)
    assert "converted" in result.changes
    assert likeness(opened(result.content), page(60)) > 0.85


@for_each("mode", ["CMYK", "L", "P", "1", "LA", "RGBA", "I;16", "I", "F", "LAB"])
def test_rare_ways_to_store_colours_show_the_same_page(mode: str) -> None:
    original = page(75)
    stored = original.convert("L") if mode in {"I;16", "I", "F"} else original
    if mode == "I;16":
        stored = Image.frombytes("I;16", stored.size, bytes(2 * len(stored.tobytes())))
        stored.paste(original.convert("L").convert("I").point(lambda v: v * 257).convert("I;16"))
    elif mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        stored = ImageCms.profileToProfile(original, srgb, lab, outputMode="LAB") or original
    elif mode == "1":
        stored = original.convert("L").point(lambda value: 255 * (value > 140), "1")
    else:
        stored = stored.convert(mode)
    kind = {"I;16": "PNG", "RGBA": "PNG", "LA": "PNG", "P": "PNG", "CMYK": "JPEG"}.get(mode, "TIFF")
    assert likeness(opened(mended(encoded(stored, kind)).content), original) > 0.9


def test_what_is_transparent_becomes_paper_not_ink() -> None:
    glass = page(60).convert("RGBA")
    glass.putalpha(page(60).convert("L").point(lambda value: 255 if value < 200 else 0))
    assert likeness(opened(mended(encoded(glass, "PNG")).content), page(60)) > 0.85


def grey_of_16_bits(image: Image.Image) -> Image.Image:
    deep = image.convert("L").convert("I").point(lambda value: value * 257)
    return deep.convert("I;16")


def test_a_grey_picture_of_16_bits_with_a_transparent_value_shows_its_ink() -> None:
    """Black is the transparent one: it becomes paper, and only what is black."""
    deep = grey_of_16_bits(page(60))
    deep.paste(0, (0, 0, 100, 20))
    deep.paste(1, (0, 20, 100, 40))
    shown = opened(mended(encoded(deep, "PNG", transparency=0)).content).convert("L")
    assert likeness(shown.crop((0, 50, *shown.size)), page(60).crop((0, 50, *shown.size))) > 0.9
    is_paper = shown.point(lambda value: value > 127)
    assert (is_paper.getpixel((50, 10)), is_paper.getpixel((50, 30))) == (1, 0)


def test_a_picture_of_16_bits_whose_zero_is_white_is_no_negative() -> None:
    content = encoded(grey_of_16_bits(ImageOps.invert(page(60))), "TIFF")
    is_one, is_zero = (b"\x06\x01\x03\x00\x01\x00\x00\x00%c\x00" % each for each in (1, 0))
    assert likeness(opened(mended(content.replace(is_one, is_zero)).content), page(60)) > 0.9


def orders_of_bits(image: Image.Image) -> dict[str, bytes]:
    """A grey picture, saved in ways that scanners have and Pillow has no words for."""
    grey, deep = image.convert("L"), grey_of_16_bits(image).tobytes()
    swapped = b"".join(deep[at : at + 2][::-1] for at in range(0, len(deep), 2))
    twelve = encoded(Image.frombytes("I;16", image.size, deep), "TIFF")
    numbers = encoded(grey.convert("F"), "TIFF")
    return {
        "Motorola": encoded(Image.frombytes("I;16B", image.size, swapped), "TIFF"),
        "12 bits": of_12_bits(twelve, grey),
        "32 bits": encoded(grey.convert("I"), "TIFF"),
        "numbers": numbers,
    }


def of_12_bits(content: bytes, grey: Image.Image) -> bytes:
    """Put a picture of 12 bits, which is packed, into a TIFF of 16."""
    pairs = [value * 16 for value in grey.tobytes()]
    packed = b"".join(
        (left << 12 | right).to_bytes(3)
        for left, right in zip(pairs[::2], pairs[1::2], strict=True)
    )
    sixteen, twelve = (b"\x02\x01\x03\x00\x01\x00\x00\x00%c\x00" % each for each in (16, 12))
    return content.replace(sixteen, twelve).replace(grey_of_16_bits(grey).tobytes(), packed)


def test_grey_pictures_of_many_bits_show_the_same_page_in_every_order() -> None:
    original = page(60)
    for name, content in orders_of_bits(original).items():
        result = mended(content)
        assert (name, result.warnings) == (name, ())
        assert likeness(opened(result.content), original) > 0.9, name


# Dots to an inch, across and down, and what becomes of a page of 300 by 420 dots
DENSITIES = [
    ("TIFF", (204, 98), (300, 874)),
    ("PNG", (98, 204), (625, 420)),
    ("JPEG", (200, 100), (300, 840)),
    ("JPEG", (72, 72), (300, 420)),
    ("JPEG", (300, 299), (300, 420)),
    ("TIFF", (300, 1), (300, 420)),
    ("TIFF", (0, 300), (300, 420)),
]


@for_each(("kind", "dpi", "size"), DENSITIES)
def test_a_fax_gets_its_true_shape(kind: str, dpi: tuple[int, int], size: tuple[int, int]) -> None:
    content = encoded(plain("red", (260, 380)), kind, dpi=dpi)
    assert opened(mended(content).content).size == pytest.approx(size, abs=1)


def test_the_true_shape_is_no_larger_than_a_page_needs() -> None:
    fax = Image.new("1", (1_728, 2_292), 1)
    fax.paste(0, (100, 100, 1_000, 1_000))
    shown = opened(mended(encoded(fax, "TIFF", dpi=(204, 98))).content)
    assert shown.height == long_side(300)
    assert shown.width / shown.height == pytest.approx(1_728 / 2_292 * 98 / 204, abs=0.001)


def test_the_colours_of_a_profile_are_kept_without_the_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    result = mended(encoded(plain("red"), "JPEG", icc_profile=profile))
    picture = opened(result.content)
    assert "icc_profile" not in picture.info
    assert colour(picture) == "red"


def test_a_black_and_white_scan_of_many_pages_stays_sharp_and_small() -> None:
    pages = [
        page(200, number=number).convert("L").point(lambda v: 255 * (v > 140), "1")
        for number in range(1, 3)
    ]
    content = encoded(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4"
    )
    result = mended(content)
    assert (result.kind, result.pages) == ("pdf", 2)
    assert b"CCITTFaxDecode" in result.content
    for shown, original in zip(pages_of(result.content, 150), pages, strict=True):
        assert likeness(shown, original) > 0.85


def test_a_black_and_white_scan_in_a_pdf_stays_black_and_white() -> None:
    scan = page(300).convert("L").point(lambda value: 255 * (value > 140), "1")
    result = mended(scan_of([scan]))
    assert b"CCITTFaxDecode" in result.content
    assert result.after < 100_000


def test_for_wosign_one_page_becomes_a_jpg_whatever_it_was() -> None:
    assert mended(letters.png(), wosign=True).kind == "jpg"
    one, two = (odd_letters.pdf_with_pages(count, box=STRIP) for count in (1, 2))
    assert mended(one, wosign=True).kind == "jpg"
    assert mended(two, wosign=True).kind == "pdf"


# PDFs, and several files -------------------------------------------------------------------------


def test_a_large_scan_in_a_pdf_is_made_small_and_stays_legible() -> None:
    result = mended(scan_of([left(page(200, 15), 0.45)], quality=95), name="scan.pdf")
    assert (result.name, result.kind, result.pages) == ("scan-adjusted.pdf", "pdf", 1)
    assert result.changes == ("rendered",)
    assert result.before > LARGEST_ADJUSTED
    (shown,) = pages_of(result.content, 150)
    assert likeness(shown, left(page(200), 0.45)) > 0.9


@for_each(
    ("dpi", "changes"), [(400, ("rendered", "shrunk")), (300, ("rendered",)), (60, ("rendered",))]
)
def test_a_scan_in_a_pdf_that_loses_resolution_is_told_so(dpi: int, changes: list[str]) -> None:
    scan = plain("red", (dpi, round(11.69 * dpi) - 40))
    assert mended(scan_of([scan])).changes == changes


def test_words_on_a_page_have_no_resolution_to_lose() -> None:
    pages = odd_letters.pdf_with_pages(5, text="This is the letter. " * 40, box=STRIP)
    assert mended(pages).changes == ("rendered",)


def test_what_was_stamped_on_a_pdf_later_is_on_the_mended_one() -> None:
    """A seal as an annotation, as programs put it there."""
    seal = odd_letters.stream(
        b"1 0 0 rg 0 0 100 100 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]"
    )
    content = odd_letters.pdf_of(
        [
            odd_letters.CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[250 0 350 842]/Annots[4 0 R]>>",
            b"<</Type/Annot/Subtype/Stamp/Rect[200 350 400 550]/F 4/AP<</N 5 0 R>>>>",
            seal,
        ]
    )
    assert colour(pages_of(mended(content).content)[0]) == "red"


def test_a_picture_that_pdfium_would_leave_out_is_not_mended_to_a_blank_page() -> None:
    """A JPEG 2000 that is too large for the memory."""
    content = jpeg_2000(letters.pdf()[:1_100], 4_000, 5_000)
    assert mend([(content, "x")]) == TooManyPixels("x", 20, 12)
    assert isinstance(inspect(content, "x"), Sound)


def jpeg_2000(packed: bytes, width: int, height: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/Filter/JPXDecode" % (width, height)
    return odd_letters.pdf_of(
        [
            odd_letters.CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</X 5 0 R>>>>>>",
            odd_letters.stream(b"595 0 0 842 0 0 cm /X Do"),
            odd_letters.stream(packed, entries),
        ]
    )


def test_several_files_become_one_pdf_in_their_order() -> None:
    red, lime, blue, yellow = map(plain, COLOURS)
    result = mended(
        encoded(red, "JPEG"),
        scan_of([lime, blue]),
        encoded(yellow, "PNG"),
        name="page.jpg",
    )
    assert (result.name, result.kind, result.pages) == ("page-adjusted.pdf", "pdf", 4)
    assert list(map(colour, pages_of(result.content))) == COLOURS
    assert result.changes[0] == "joined"


def test_every_object_of_a_pdf_is_where_its_table_says() -> None:
    """Strict readers do not look for it elsewhere, as PDFium does."""
    content = mended(letters.png(), letters.jpg()).content
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    head, free, *rows = content[start:].partition(b"trailer")[0].splitlines()[1:]
    assert (head, free) == (b"0 %d" % (len(rows) + 1), b"0000000000 65535 f ")
    for number, row in enumerate(rows, start=1):
        place, generation, state = row.split()
        assert (len(row), generation, state) == (19, b"00000", b"n")
        assert content[int(place) :].startswith(b"%d 0 obj\n" % number)


def test_one_bad_file_of_several_is_named() -> None:
    files = [(letters.jpg(), "1.jpg"), (odd_letters.locked_pdf(), "2.pdf")]
    assert mend(files) == BadFile("password-protected", "2.pdf")


def test_of_many_pages_it_is_asked_which_are_the_letter() -> None:
    content = odd_letters.pdf_with_pages(12)
    result = mend([(content, "file.pdf")])
    assert isinstance(result, Choice)
    assert (result.name, result.pages) == ("file.pdf", 12)
    assert opened(result.preview).format == "JPEG"
    assert len(result.preview) <= contact_sheet.LARGEST_PREVIEW


@pytest.mark.parametrize(("kind", "count"), [("TIFF", 40), ("PDF", 12)])
async def test_many_pages_in_black_and_white_fit_into_the_memory(kind: str, count: int) -> None:
    """Each takes 9 MB when it is read as finely as for a letter."""
    first, *rest = [page(300, lines=2).convert("1", dither=Image.Dither.NONE)] * count
    options = {"compression": "group4"} if kind == "TIFF" else {}
    content = encoded(first, kind, save_all=True, append_images=rest, **options)
    result = await readers().mend([(content, "scan")])
    assert isinstance(result, Choice)
    assert result.pages == count
    assert len(result.preview) <= contact_sheet.LARGEST_PREVIEW


def test_pages_to_choose_from_are_small_whatever_they_were() -> None:
    preview = contact_sheet.contact_sheet([page(60)])
    assert max(opened(preview).size) < contact_sheet.PAGE_SIDE + 50


def test_the_pages_that_were_chosen_are_sent_in_the_order_in_which_they_were_chosen() -> None:
    files = [(scan_of([plain(name) for name in COLOURS] * 3), "file.pdf")]
    result = mend(files, pages=[11, 2])
    assert isinstance(result, Mended)
    assert list(map(colour, pages_of(result.content))) == ["blue", "lime"]
    assert "pages" in result.changes


# What the letter says ----------------------------------------------------------------------------


def test_the_words_of_all_pdfs_come_with_the_letter_and_are_in_no_log_line() -> None:
    pdf = odd_letters.pdf_with_pages(2, text="secret", box=STRIP)
    result = mended(pdf, letters.png(), pdf)
    assert result.text == "secret 1\nsecret 2\nsecret 1\nsecret 2"
    assert "secret" not in repr(result)


def test_the_words_come_with_the_question_which_pages_are_the_letter() -> None:
    result = mend([(odd_letters.pdf_with_pages(12, text="secret"), "x")])
    assert isinstance(result, Choice)
    assert result.text.splitlines()[:2] == ["secret 1", "secret 2"]
    assert "secret" not in repr(result)


def test_only_the_words_of_the_pages_that_were_chosen_are_those_of_the_letter() -> None:
    result = mend([(odd_letters.pdf_with_pages(3, box=STRIP), "x")], pages=[3])
    assert isinstance(result, Mended)
    assert result.text == "Page 3"


def test_the_words_of_several_pdfs_are_bounded_together() -> None:
    many = odd_letters.pdf_with_pages(6, text="word " * 500)
    result = mend([(many, "1"), (many, "2")])
    assert isinstance(result, Choice)
    assert LONGEST_TEXT - 9 <= len(result.text) <= LONGEST_TEXT


def test_a_page_with_too_many_words_is_drawn_and_not_read() -> None:
    """To find the words of a hundred thousand pieces of text takes seconds."""
    pieces = b"BT /F1 1 Tf " + b"(a) Tj " * 60_000 + b"ET"
    usual = odd_letters.pdf_with_pages(1, text="x" * 40)
    line = next(each for each in usual.splitlines() if each.startswith(b"BT"))
    content = usual.replace(line, pieces).replace(b"/Length %d" % len(line), b"/Length 420017")
    sound = inspect(content, "x")
    assert isinstance(sound, Sound)
    assert sound.text == ""


@pytest.mark.parametrize(("count", "pages"), [(41, ()), (20, range(1, 12))])
def test_too_many_pages_are_not_taken(count: int, pages: range) -> None:
    files = [(odd_letters.pdf_with_pages(count), "x")]
    taken = len(pages) or count
    assert mend(files, pages=pages) == TooManyPages("x", taken, 10)


@for_each("pages", [(3,), (0,), (-1, 99)])
def test_pages_that_are_not_there_are_no_letter(pages: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pages"):
        mend([(odd_letters.pdf_with_pages(2), "x")], pages=pages)


def test_a_picture_of_a_single_dot_is_no_letter() -> None:
    assert mend([(odd_letters.gif(), "x")]).key == "file-too-small"


def test_what_does_not_open_is_not_mended() -> None:
    assert mend([(odd_letters.heic(), "x")]) == FormatProblem("damaged-file", "x", "HEIC")


# What strikes the eye ----------------------------------------------------------------------------


@for_each(
    ("draw", "warnings"),
    [
        (lambda: page(100), ()),
        (lambda: page(100, 10), ()),
        (lambda: page(100, lines=3), ()),
        (lambda: Image.new("RGB", (850, 1_190), (250, 250, 248)), ("blank",)),
        (lambda: ImageOps.expand(Image.new("RGB", (1, 1), "black"), 500, "white"), ("blank",)),
        (lambda: Image.eval(page(100), lambda value: value // 5), ("too-dark",)),
        (lambda: Image.eval(page(100), lambda value: value // 2), ()),
    ],
)
def test_a_page_that_is_blank_or_dark_is_warned_of(
    draw: Callable[[], Image.Image], warnings: tuple[str, ...]
) -> None:
    assert mended(encoded(draw(), "BMP")).warnings == warnings


def test_a_page_with_a_word_on_it_is_warned_of() -> None:
    content = odd_letters.pdf_with_pages(1, text="Annex")
    assert mended(content).warnings == ("little-ink",)


def test_noise_of_an_empty_page_is_no_letter() -> None:
    empty = Image.effect_noise((850, 1_190), 14).point(lambda value: min(255, value + 110))
    assert mended(encoded(empty, "BMP")).warnings == ("blank",)


def test_a_digital_signature_that_is_lost_is_told() -> None:
    signature = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00>>>"
    content = odd_letters.pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 842]/Annots[5 0 R]>>",
            signature,
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/V 4 0 R/Rect[0 0 0 0]/P 3 0 R>>",
        ]
    )
    assert "signature" in mended(content).warnings
