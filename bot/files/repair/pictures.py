"""Pictures, read by Pillow: right side up, in plain colours, and without anything else."""

import io
import math
import struct
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import cast

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageSequence
from PIL.Image import open as read_header
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from PIL.WebPImagePlugin import _get_size as size_of_webp

from bot.files.repair.sheets import (
    Detail,
    Sheet,
    shrunk_in_strips,
    size_within,
    without_idle_colours,
)
from bot.files.results import Change
from bot.files.types import MOST_PAGES, FileType
from bot.problems import BadFile, Failed, FormatProblem, Problem, TooManyPages, TooManyPixels

MOST_COUNTED = 1_000
"""Pages of a TIFF, which may refer to itself."""

_MOST_PIXELS = 100_000_000  # where the table has no other limit
_MOST_HELD = 145_000_000  # bytes of a picture: room is left for a file of 50 MB and small copies
_MOST_BESIDE = 190_000_000  # bytes of it and of what it is made from, which goes before the copies
_BYTES = {**dict.fromkeys(("1", "L", "P"), 1), **dict.fromkeys(("I;16", "I;16B", "I;16L"), 2)}
_BYTES_OF_OTHERS = 4  # for a pixel in Pillow's memory: even three colours take four
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


def count(content: bytes, kind: FileType, name: str) -> int:
    """Count the pages without a look at their pixels. Raises `Failed`, also for too many."""
    with _image(content, kind, name) as image:
        pages = sum(1 for _ in islice(_pages(image, kind), MOST_COUNTED))
    if pages > MOST_PAGES:
        raise Failed(TooManyPages(name, pages, MOST_PAGES))
    return pages


def measure(content: bytes, kind: FileType, name: str) -> tuple[int, int]:
    """Read all pages wholly; return width and height of the first, upright. Raises `Failed`."""
    with _image(content, kind, name) as image:
        (width, height), turned = image.size, False
        for at, frame in enumerate(_pages(image, kind)):
            _load(frame, kind, name, 1)
            if at == 0:
                turned = frame.getexif().get(_ORIENTATION) in _ON_THE_SIDE
        return (height, width) if turned else (width, height)


def read(
    content: bytes, kind: FileType, name: str, pages: Sequence[int], detail: Detail
) -> tuple[list[Sheet], set[Change]]:
    """Read pages (counted from 0); tell also what is done to them. Raises `Failed`."""
    with _image(content, kind, name) as image:
        changes = _notes(image)
        frames = enumerate(_pages(image, kind))
        return [_sheet(each, kind, name, detail) for at, each in frames if at in pages], changes


@contextmanager
def _image(content: bytes, kind: FileType, name: str) -> Iterator[Image.Image]:
    """Open a picture; what its reader finds wrong becomes a `Failed`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken metadata, which is dropped anyway
            if kind is FileType.WEBP:  # its decoder takes room for all pixels first
                width, height = size_of_webp(content[:_WEBP_HEAD]) or (0, 0)
                _must_not_exceed(width * height, kind.facts.most_pixels, name)
            with read_header(io.BytesIO(content), formats=[kind.facts.pillow]) as image:
                _must_not_be_too_large(image, kind, name)
                yield image
    except MemoryError:
        raise Failed(BadFile("check-stopped", name)) from None
    except _MALFORMED as error:
        raise Failed(_problem(str(error).lower(), kind, name)) from None


def _problem(said: str, kind: FileType, name: str) -> Problem:
    """What the words of Pillow, or of libheif below it, say of a file."""
    if "memory allocation" in said:
        return BadFile("check-stopped", name)
    broken = "truncated-file" if "truncated" in said else "damaged-file"
    return FormatProblem(broken, name, kind.facts.name)


def _must_not_be_too_large(frame: Image.Image, kind: FileType, name: str) -> None:
    most = kind.facts.most_pixels or _MOST_PIXELS
    if held := _bytes_held(frame, kind):
        most = min(most, _MOST_HELD // held)
    _must_not_exceed(frame.width * frame.height, most, name)


def _must_not_exceed(pixels: int, most: int, name: str) -> None:
    if pixels > most:
        there = -(-pixels // 1_000_000)  # rounded up, so that it is more than the most
        raise Failed(TooManyPixels(name, there, most // 1_000_000))


def _bytes_held(frame: Image.Image, kind: FileType) -> int:
    """Bytes for each pixel of what must be held whole; 0 where that is counted elsewhere."""
    if isinstance(frame, JpegImageFile):
        return _bytes_of_progressive(frame)
    return 0 if kind.facts.most_pixels else _BYTES.get(frame.mode, _BYTES_OF_OTHERS)


def _bytes_of_progressive(frame: JpegImageFile) -> int:
    """What is held of a JPG whose beginning needs its end: numbers of two bytes, all of them."""
    if "progressive" not in frame.info:
        return 0
    sizes = [across * down for _, across, down, _ in frame.layer]
    return math.ceil(2 * sum(sizes) / max(sizes, default=1))


def _pages(image: Image.Image, kind: FileType) -> Iterator[Image.Image]:
    """Give the frames that are pages: of a TIFF all but the smaller copies, else the first."""
    for at, frame in enumerate(ImageSequence.Iterator(image) if kind is FileType.TIFF else [image]):
        if at == 0 or not frame.getexif().get(_SUBFILE, 0) & 1:
            yield frame


def _notes(image: Image.Image) -> set[Change]:
    """What the file tells beside the picture, and what will be done about it."""
    exif = image.getexif()
    found: set[Change] = set()
    if exif.get(_ORIENTATION, 1) in range(2, 9):
        found.add("rotated")
    if exif.get_ifd(_GPS):
        found.add("location")
    elif (exif and image.format != "TIFF") or image.info.keys() & {"xmp", "comment"}:
        found.add("metadata")
    return found


# One frame ---------------------------------------------------------------------------------------


def _sheet(frame: Image.Image, kind: FileType, name: str, detail: Detail) -> Sheet:
    """Scale first: all that follows then costs less."""
    before, is_bilevel = max(frame.size), frame.mode == "1"
    longest = detail.bilevel if is_bilevel else detail.longest
    _load(frame, kind, name, longest)
    orientation, profile = frame.getexif().get(_ORIENTATION, 1), frame.info.get("icc_profile")
    tall = _tallness(frame)
    image = _with_square_pixels(shrunk_in_strips(frame, longest, _to_plain(frame)), tall, longest)
    _forget_pixels(frame)
    image = _in_srgb(image, profile) if profile else _displayable(image)
    image.getexif()[_ORIENTATION] = orientation
    ImageOps.exif_transpose(image, in_place=True)
    image.info.clear()
    return Sheet(without_idle_colours(image), is_bilevel, before)


def _load(frame: Image.Image, kind: FileType, name: str, longest: int) -> None:
    _must_not_be_too_large(frame, kind, name)
    if kind is FileType.JPG:
        held = _bytes_held(frame, kind)
        frame.draft(frame.mode, _draft(frame.size, held, longest))
    frame.load()


def _with_square_pixels(image: Image.Image, tall: float, longest: int) -> Image.Image:
    """Bring a fax to its true shape: its lines are farther apart than the dots in them."""
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


def _draft(size: tuple[int, int], held: int, longest: int) -> tuple[int, int]:
    """How large a JPG is wanted; it is read at a half, a quarter, an eighth, if enough pixels stay.

    Fewer stay when it would not fit into memory otherwise: 7,000 by 7,000 pixels are read at a
    half, whatever `longest` is. `held`: bytes for each pixel that are there beside the picture.
    """
    width, height = size_within(size, longest)
    part = next((part for part in (1, 2, 4) if _fits(math.prod(size), held, part)), 8)
    return max(1, min(width, size[0] // part)), max(1, min(height, size[1] // part))


def _fits(pixels: int, held: int, part: int) -> bool:
    decoded = _BYTES_OF_OTHERS * pixels // part**2
    return decoded <= _MOST_HELD and held * pixels + decoded <= _MOST_BESIDE


def _forget_pixels(frame: Image.Image) -> None:
    """Give a frame's memory back, though its file stays open for the next one."""
    frame.thumbnail((1, 1), Image.Resampling.NEAREST, reducing_gap=None)


def _to_plain(frame: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """How parts of a frame come to a mode that can be scaled, and what is transparent on white."""
    if frame.has_transparency_data and frame.mode not in _DEEP:
        return _on_paper
    plain = _stretching(frame) if frame.mode in {"I", "F"} else _TO_PLAIN.get(frame.mode, _as_it_is)
    return (lambda part: ImageChops.invert(plain(part))) if _is_negative(frame) else plain


def _is_negative(frame: Image.Image) -> bool:
    """Tell whether zero is white, which Pillow heeds in pictures of eight and fewer bits alone."""
    if not isinstance(frame, TiffImageFile) or frame.mode not in {*_DEEP, "F"}:
        return False
    return bool(frame.tag_v2.get(_PHOTOMETRIC) == 0)


def _as_it_is(part: Image.Image) -> Image.Image:
    return part


def _on_paper(part: Image.Image) -> Image.Image:
    part = part.convert("RGBA")
    paper = Image.new("RGB", part.size, "white")
    paper.paste(part, mask=part)
    return paper


def _eight_bits(part: Image.Image) -> Image.Image:
    """Bring 16 and more bits down to 8; Pillow's own conversion would cut bright values off."""
    image = part.point(lambda value: value * (1 / 257)).convert("L")
    if "transparency" in part.info:  # a PNG: one value is that of paper
        image.paste(255, mask=_pixels_of(part, part.info["transparency"]))
    return image


def _pixels_of(part: Image.Image, value: int) -> Image.Image:
    """A mask of the pixels that have exactly this value of 16 bits, one byte after the other."""
    data, masks = part.tobytes(), []
    for at, byte in enumerate(value.to_bytes(2, "little")):
        half = Image.frombytes("L", part.size, data[at::2])
        masks.append(half.point([255 * (each == byte) for each in range(256)]))
    return ImageChops.darker(*masks)


def _stretching(frame: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Bring numbers of any range, as instruments write them, to black and white and between."""
    low, high = cast("tuple[float, float]", frame.getextrema())
    scale = 255 / ((high - low) or 1)
    return lambda part: part.point(lambda value: value * scale - low * scale).convert("L")


_DEEP = ("I;16", "I;16L", "I;16B", "I;16N")
_TO_PLAIN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "1": lambda part: part.convert("L"),
    "P": lambda part: part.convert("RGB"),
    **dict.fromkeys(_DEEP, _eight_bits),
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
