"""What lies beside a picture, broken or huge, is no reason to refuse the picture."""

import struct
import zlib
from collections.abc import Callable

from PIL import Image

from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.results import Mended, Sound
from bot.problems import FormatProblem
from tests.files.pictures import encoded, opened, page, taken_at
from tests.for_each import for_each
from tests.running_bot import readers

SMALL = page(100).crop((0, 0, 240, 180))
SAVED = {kind: encoded(SMALL, kind) for kind in ("PNG", "JPEG", "TIFF")}
ZEROS = bytes(60)
NO_EXIF = bytes.fromhex("ffffffff00000008") + bytes(40)
TURNED = taken_at(6).tobytes()
TIFF = TURNED.removeprefix(b"Exif\0\0")
PACKED = zlib.compress(b"a" * 2_000_000)


def chunk(name: bytes, data: bytes, *, wrong: bool = False) -> bytes:
    return (
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data) ^ wrong)
    )


def png(*chunks: bytes, before: bytes = b"IDAT") -> bytes:
    content = SAVED["PNG"]
    at = content.index(before) - 4
    return content[:at] + b"".join(chunks) + content[at:]


def jpg(marker: int, data: bytes, content: bytes = SAVED["JPEG"]) -> bytes:
    segment = b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    return content[:2] + segment + content[2:]


def webp(name: bytes, length: int, orientation: int = 1) -> bytes:
    """One of which a chunk says that it has this length."""
    content = encoded(SMALL, "WEBP", exif=taken_at(orientation), xmp=b"<x/>")
    at = content.rindex(name) + 4
    return content[:at] + struct.pack("<I", length) + content[at + 4 :]


def with_exif(kind: str, exif: bytes) -> bytes:
    """With a block that no library would write, in the place of a sound one as long."""
    sound = b"II*\0\x08\0\0\0" + bytes(len(exif) - 8)
    return encoded(SMALL, kind, exif=b"Exif\0\0" + sound).replace(sound, exif)


def notes() -> list[bytes]:
    return [
        # PNG: text, profiles, sizes and checksums
        png(chunk(b"zTXt", b"k\0\0" + PACKED)),
        png(chunk(b"zTXt", b"k\0\0" + PACKED), before=b"IEND"),
        png(chunk(b"iTXt", b"k\0\1\0\0\0" + PACKED)),
        png(chunk(b"iCCP", b"k\0\0" + PACKED)),
        png(chunk(b"iCCP", b"k\0\7" + PACKED)),  # packed in an unknown way
        png(chunk(b"zTXt", b"k\0\0no zlib")),
        png(*[chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 1_000_000))] * 70),
        png(chunk(b"tEXt", b"a\0b", wrong=True)),
        png(chunk(b"tIME", b"a")),
        png(chunk(b"pHYs", struct.pack(">IIB", 1, 99, 1), wrong=True)),
        png(chunk(b"pHYs", b"a")),
        png(chunk(b"cHRM", b"a"), chunk(b"sRGB", b""), chunk(b"acTL", b"a")),
        png(chunk(b"tRNS", b"a")),  # of another kind of picture
        png(chunk(b"eXIf", ZEROS)),
        png(chunk(b"eXIf", TIFF, wrong=True)),
        # JPG: application segments and comments
        jpg(0xE1, b"Exif\0\0" + ZEROS),
        jpg(0xE1, b"Exif\0\0" + NO_EXIF),
        jpg(0xE1, b"Exif\0\0"),
        jpg(0xE1, b'http://ns.adobe.com/xap/1.0/\0tiff:Orientation="9'),
        jpg(0xE0, b"JFIF\0"),
        jpg(0xE2, b"ICC_PROFILE\0"),
        jpg(0xE2, b"ICC_PROFILE\0\1\1garbage"),
        jpg(0xE2, b"MPF\0" + ZEROS),
        jpg(0xED, b"Photoshop 3.0\x008BIM\1\1"),
        jpg(0xEE, b"Adobe"),
        jpg(0xFE, b"\xff" * 60_000),
        # The others
        webp(b"XMP ", 5_000),
        webp(b"XMP ", 0xFFFFFFF0),
        encoded(SMALL, "WEBP", exif=b"Exif\0\0" + ZEROS),
        encoded(SMALL, "HEIF", exif=b"Exif\0\0" + ZEROS),
        encoded(SMALL, "HEIF", exif=b"Exif\0\0" + NO_EXIF),
        with_exif("AVIF", ZEROS),
        with_exif("AVIF", NO_EXIF),
        encoded(SMALL, "AVIF", icc_profile=b"no profile" * 20),
        encoded(SMALL, "TIFF", icc_profile=b"no profile" * 20),
        encoded(SMALL, "TIFF", tiffinfo={700: b"<x" * 500, 33723: b"IPTC" * 20, 34377: b"8BIM"}),
    ]


@for_each("content", notes)
def test_notes_never_decide_about_a_picture(content: bytes) -> None:
    sound, result = inspect(content, "x"), mend([(content, "x")])
    assert isinstance(sound, Sound), sound
    assert sound.warnings == ()
    assert isinstance(result, Mended), result
    assert result.pages == 1
    picture = opened(result.content)
    assert picture.size == SMALL.size
    assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@for_each(
    "content",
    lambda: [jpg(0xE1, b"Exif\0\0" + ZEROS), png(chunk(b"zTXt", b"k\0\0" + PACKED))],
)
def test_a_picture_with_broken_notes_is_joined_with_others(content: bytes) -> None:
    result = mend([(content, "1"), (SAVED["JPEG"], "2"), (content, "3")])
    assert isinstance(result, Mended)
    assert result.pages == 3


@for_each(
    "content",
    lambda: [
        png(chunk(b"eXIf", TIFF), chunk(b"zTXt", b"k\0\0" + PACKED)),
        png(chunk(b"eXIf", TIFF), chunk(b"iCCP", b"k\0\0" + PACKED)),
        webp(b"XMP ", 5_000, orientation=6),
        jpg(0xE2, b"ICC_PROFILE\0", jpg(0xE1, TURNED)),
        jpg(0xE0, b"JFIF\0", jpg(0xE1, TURNED)),
    ],
)
def test_how_a_picture_was_held_is_known_whatever_else_is_broken(content: bytes) -> None:
    assert isinstance(inspect(content, "x"), Sound)
    result = mend([(content, "x")])
    assert isinstance(result, Mended)
    assert opened(result.content).size[::-1] == SMALL.size


async def test_notes_that_unpack_to_a_gigabyte_are_not_unpacked() -> None:
    """Each piece is packed without a look at the one before, so one can stand for all."""
    packer = zlib.compressobj(9)
    first, other = (packer.compress(bytes(10**7)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in "12")
    for name, head in ((b"zTXt", b"k\0\0"), (b"iCCP", b"k\0\0"), (b"iTXt", b"k\0\1\0\0\0")):
        bomb = png(chunk(name, head + first + other * 100))
        assert isinstance(await readers().inspect(bomb, "x"), Sound)


def break_pixels(content: bytes) -> bytes:
    at = content.index(b"IDAT") + 4
    return content[: at + 500] + b"\0\0\0\0" + content[at + 504 :]


@for_each(
    "broken",
    [
        break_pixels,
        lambda content: content[:29] + bytes(4) + content[33:],  # the checksum of the header
        lambda content: content[:-16] + bytes(4) + content[-12:],  # that of the pixels
    ],
)
def test_broken_pixels_stay_damage(broken: Callable[[bytes], bytes]) -> None:
    content = broken(png(chunk(b"tEXt", b"a\0b", wrong=True)))
    assert inspect(content, "x") == FormatProblem("damaged-file", "x", "PNG")
    assert mend([(content, "x")]) == FormatProblem("damaged-file", "x", "PNG")


def test_the_colours_of_cmyk_are_right_beside_a_broken_profile() -> None:
    red = Image.new("CMYK", (600, 800), (0, 255, 255, 0))
    content = jpg(0xE2, b"ICC_PROFILE\0", encoded(red, "JPEG"))
    result = mend([(content, "x")])
    assert isinstance(result, Mended), result
    assert opened(result.content).getpixel((300, 400))[0] > 200  # type: ignore[index]  # three colours
