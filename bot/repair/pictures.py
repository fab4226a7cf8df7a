"""Pictures, read by Pillow: right side up, in plain colours, and without anything else."""

import io
import struct
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import cast

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps
from PIL.Image import open as read_header
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from PIL.WebPImagePlugin import _get_size as size_of_webp

from bot.problems import CheckStopped, DamagedFile, Failed, Problem, TooManyPixels, TruncatedFile
from bot.repair.kinds import Kind, usual_name
from bot.repair.results import Change
from bot.repair.sheets import BILEVEL_DPI, Sheet, long_side, shrunk, without_idle_colours

MOST_PIXELS = 50_000_000
"""Pixels of what is held whole while it is read; the limit of memory allows no more."""

MOST_COUNTED = 1_000
"""Pages of a TIFF, which may refer to itself."""

_MOST_PIXELS: dict[Kind, int] = {
    "jpg": 210_000_000,  # is scaled down while it is read: any phone's photo fits
    "heic": 25_000_000,  # is held twice while it is read
    "heif": 25_000_000,
    "avif": 25_000_000,
    "webp": 16_000_000,  # is held three times
}
_FORMATS: dict[Kind, tuple[str, ...]] = {
    "jpg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "webp": ("WEBP",),
    "heic": ("HEIF",),
    "heif": ("HEIF",),
    "avif": ("AVIF",),
}
_MALFORMED = (
    *(OSError, SyntaxError, ValueError, TypeError, AttributeError, EOFError),
    *(ArithmeticError, LookupError, RuntimeError, struct.error),
)
"""What Pillow and its readers raise for broken files, by their sources."""

# EXIF and TIFF tags
_ORIENTATION = 0x0112
_ON_THE_SIDE = {5, 6, 7, 8}  # width and height change places
_SUBFILE = 0x00FE  # bit 0: a smaller copy of another picture in the file
_PHOTOMETRIC = 0x0106  # 0: a TIFF whose zero is white
_GPS = 0x8825

# How dense the pixels of a picture are, across and down, in Pillow's words
_DENSITIES = ("jfif_density", "aspect", "dpi", "resolution")
_ODDEST = 2.5  # times as long as broad; a fax has 2.08, and what is beyond is a mistake
_SQUARE = 1.02  # times, below which nobody sees it

_WEBP_HEAD = 30  # bytes


class _WebP(WebPImageFile):
    """A WebP of which only the first picture is wanted.

    The decoder holds two pictures, to make the next one of; they are given back before Pillow
    makes one of its own.
    """

    def _get_next(self) -> tuple[bytes, int, int]:
        first = super()._get_next()
        del self._decoder
        return first


Image.register_open(WebPImageFile.format, _WebP, Image.OPEN[WebPImageFile.format][1])
Image.MAX_IMAGE_PIXELS = None  # the limits above stand in its place
pillow_heif.register_heif_opener(thumbnails=False, decode_threads=2)


@dataclass(frozen=True)
class Picture:
    """The frames of a picture file that are pages, and what was done to them."""

    sheets: tuple[Sheet, ...]
    changes: frozenset[Change]


def count(content: bytes, kind: Kind, name: str) -> int:
    """Count the pages, at most `MOST_COUNTED`; their pixels are not looked at. Raises `Failed`."""
    with _image(content, kind, name) as image:
        return sum(1 for _ in islice(_pages(image, kind), MOST_COUNTED))


def measure(content: bytes, kind: Kind, name: str) -> tuple[int, int]:
    """Read all pages wholly; return width and height of the first, upright. Raises `Failed`."""
    with _image(content, kind, name) as image:
        (width, height), turned = image.size, False
        for at, frame in enumerate(_pages(image, kind)):
            _load(frame, kind, 1)
            if at == 0:
                turned = frame.getexif().get(_ORIENTATION) in _ON_THE_SIDE
        return (height, width) if turned else (width, height)


def read(content: bytes, kind: Kind, name: str, pages: Sequence[int], longest: int) -> Picture:
    """Read pages (counted from 0), each at most `longest` pixels long. Raises `Failed`."""
    with _image(content, kind, name) as image:
        changes = _notes(image)
        sheets = []
        for at, frame in enumerate(_pages(image, kind)):
            if at in pages:
                sheets.append(_sheet(frame, kind, longest))
        return Picture(tuple(sheets), changes)


@contextmanager
def _image(content: bytes, kind: Kind, name: str) -> Iterator[Image.Image]:
    """Open a picture; what its reader finds wrong becomes a `Failed`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken metadata, which is dropped anyway
            if kind == "webp":  # its decoder takes room for all pixels before it tells how many
                width, height = size_of_webp(content[:_WEBP_HEAD]) or (0, 0)
                _must_not_exceed(width * height, _MOST_PIXELS[kind])
            with read_header(io.BytesIO(content), formats=_FORMATS[kind]) as image:
                _must_not_be_too_large(image, kind)
                yield image
    except _Bomb as bomb:
        there = -(-bomb.pixels // 1_000_000)  # rounded up, so that it is more than the most
        raise Failed(TooManyPixels(name, there, bomb.most // 1_000_000)) from None
    except MemoryError:
        raise Failed(CheckStopped(name)) from None
    except _MALFORMED as error:
        raise Failed(_problem(str(error).lower(), kind, name)) from None


def _problem(said: str, kind: Kind, name: str) -> Problem:
    """What the words of Pillow, or of libheif below it, say of a file."""
    if "memory allocation" in said:
        return CheckStopped(name)
    return (TruncatedFile if "truncated" in said else DamagedFile)(name, usual_name(kind))


class _Bomb(Exception):
    """More pixels than are read."""

    def __init__(self, pixels: int, most: int) -> None:
        super().__init__()
        self.pixels, self.most = pixels, most


def _must_not_be_too_large(frame: Image.Image, kind: Kind) -> None:
    is_held_whole = "progressive" in frame.info  # a JPG whose beginning needs its end
    most = MOST_PIXELS if is_held_whole else _MOST_PIXELS.get(kind, MOST_PIXELS)
    _must_not_exceed(frame.width * frame.height, most)


def _must_not_exceed(pixels: int, most: int) -> None:
    if pixels > most:
        raise _Bomb(pixels, most)


def _pages(image: Image.Image, kind: Kind) -> Iterator[Image.Image]:
    """Give the frames that are pages: of a TIFF all but the smaller copies, else the first."""
    yield image
    if kind != "tiff":
        return
    at = 1
    while _has_frame(image, at):
        if not image.getexif().get(_SUBFILE, 0) & 1:
            yield image
        at += 1


def _has_frame(image: Image.Image, at: int) -> bool:
    try:
        image.seek(at)
    except EOFError:
        return False
    return True


def _notes(image: Image.Image) -> frozenset[Change]:
    """What the file tells beside the picture, and what will be done about it."""
    exif = image.getexif()
    found: set[Change] = set()
    if exif.get(_ORIENTATION, 1) in range(2, 9):
        found.add("rotated")
    if exif.get_ifd(_GPS):
        found.add("location")
    elif (exif and image.format != "TIFF") or image.info.keys() & {"xmp", "comment"}:
        found.add("metadata")
    return frozenset(found)


# One frame ---------------------------------------------------------------------------------------


def _sheet(frame: Image.Image, kind: Kind, longest: int) -> Sheet:
    """Scale first: all that follows then costs less."""
    before = max(frame.size)
    _load(frame, kind, longest)
    is_bilevel = frame.mode == "1"
    longest = max(longest, long_side(BILEVEL_DPI)) if is_bilevel else longest
    profile = frame.info.get("icc_profile")
    image = _with_square_pixels(frame, shrunk(_plain(frame, longest), longest), longest)
    image = _in_srgb(image, profile) if profile else _displayable(image)
    image = ImageOps.exif_transpose(_with_orientation_of(frame, image))
    image.info.clear()
    return Sheet(without_idle_colours(image), is_bilevel, before)


def _load(frame: Image.Image, kind: Kind, longest: int) -> None:
    _must_not_be_too_large(frame, kind)
    factor = min(1.0, longest / max(frame.size))
    if kind == "jpg":  # read at a half, a quarter, an eighth, as long as enough pixels stay
        frame.draft(frame.mode, (round(frame.width * factor), round(frame.height * factor)))
    frame.load()


def _with_square_pixels(frame: Image.Image, image: Image.Image, longest: int) -> Image.Image:
    """Bring a fax to its true shape: its lines are farther apart than the dots in them."""
    tall = _tallness(frame)
    width, height = image.width / min(1, tall), image.height * max(1, tall)
    factor = min(1, longest / max(width, height))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return image if tall == 1 else image.resize(size, Image.Resampling.BICUBIC)


def _tallness(frame: Image.Image) -> float:
    """How many times as high as broad the pixels are; 1 where nothing credible is said."""
    across, down = next((frame.info[key] for key in _DENSITIES if key in frame.info), (1, 1))
    tall = float(across) / float(down) if down else 1.0
    is_credible = 1 / _ODDEST <= tall <= _ODDEST and not 1 / _SQUARE < tall < _SQUARE
    return tall if is_credible else 1.0


def _with_orientation_of(frame: Image.Image, image: Image.Image) -> Image.Image:
    image.getexif()[_ORIENTATION] = frame.getexif().get(_ORIENTATION, 1)
    return image


def _plain(frame: Image.Image, longest: int) -> Image.Image:
    """Bring rare modes to those that can be scaled, and put what is transparent on white."""
    if frame.has_transparency_data and frame.mode not in _DEEP:
        return _on_paper(frame if frame.mode == "RGBA" else frame.convert("RGBA"), longest)
    to_plain = _TO_PLAIN.get(frame.mode)
    image = to_plain(frame) if to_plain else frame
    return ImageChops.invert(image) if _is_negative(frame) else image


def _is_negative(frame: Image.Image) -> bool:
    """Tell whether zero is white, which Pillow heeds in pictures of eight and fewer bits alone."""
    if not isinstance(frame, TiffImageFile) or frame.mode not in {*_DEEP, "F"}:
        return False
    return bool(frame.tag_v2.get(_PHOTOMETRIC) == 0)


def _on_paper(frame: Image.Image, longest: int) -> Image.Image:
    """Put RGBA on white and scale it, one colour after the other: all at once is too much."""
    alpha, colours = frame.getchannel("A"), []
    for name in "RGB":
        paper = Image.new("L", frame.size, 255)
        paper.paste(frame.getchannel(name), mask=alpha)
        colours.append(shrunk(paper, longest))
    return Image.merge("RGB", colours)


def _eight_bits(frame: Image.Image) -> Image.Image:
    """Bring 16 and more bits down to 8; Pillow's own conversion would cut bright values off."""
    image = frame.point(lambda value: value * (1 / 257)).convert("L")
    if "transparency" in frame.info:  # a PNG: one value is that of paper
        image.paste(255, mask=_pixels_of(frame, frame.info["transparency"]))
    return image


def _pixels_of(frame: Image.Image, value: int) -> Image.Image:
    """A mask of the pixels that have exactly this value of 16 bits, one byte after the other."""
    data, masks = frame.tobytes(), []
    for at, byte in enumerate(value.to_bytes(2, "little")):
        half = Image.frombytes("L", frame.size, data[at::2])
        masks.append(half.point([255 * (each == byte) for each in range(256)]))
    return ImageChops.darker(*masks)


def _stretched(frame: Image.Image) -> Image.Image:
    """Bring numbers of any range, as instruments write them, to black and white and between."""
    low, high = cast("tuple[float, float]", frame.getextrema())
    scale = 255 / ((high - low) or 1)
    return frame.point(lambda value: value * scale - low * scale).convert("L")


_DEEP = ("I;16", "I;16L", "I;16B", "I;16N")
_TO_PLAIN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "1": lambda frame: frame.convert("L"),
    "P": lambda frame: frame.convert("RGB"),
    **dict.fromkeys(_DEEP, _eight_bits),
    **dict.fromkeys(("I", "F"), _stretched),
}


def _displayable(image: Image.Image) -> Image.Image:
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Apply a colour profile, since it will be dropped. A profile that does not fit is ignored."""
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return _displayable(image)
    return converted or _displayable(image)
