"""Pictures, read by Pillow: right side up, in plain colours, and without anything else."""

import io
import math
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar, cast

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageSequence
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from PIL.WebPImagePlugin import _get_size as size_of_webp
from pillow_heif.as_plugin import HeifImageFile

from bot.files.repair import looks, sheets
from bot.files.repair.notes import (
    MALFORMED,
    ORIENTATION,
    has_broken_pixels,
    is_smaller_copy,
    lighter,
    notes_of,
)
from bot.files.repair.sheets import Detail, Sheet
from bot.files.results import Change, Concern
from bot.files.types import MOST_PAGES, FileType
from bot.problems import BadFile, Failed, FormatProblem, Problem, TooManyPages, TooManyPixels

MOST_COUNTED = 1_000  # pages of a TIFF, which may refer to itself
_MOST_PIXELS = 100_000_000  # where the table has no other limit
_MOST_HELD = 145_000_000  # bytes of a picture: room is left for a file of 50 MB and small copies
_MOST_BESIDE = 190_000_000  # bytes of it and of what it is made from, which goes before the copies
_BYTES = {**dict.fromkeys(("1", "L", "P"), 1), **dict.fromkeys(("I;16", "I;16B", "I;16L"), 2)}
_BYTES_OF_OTHERS = 4  # for a pixel in Pillow's memory: even three colours take four
_BITS, _PHOTOMETRIC = 0x0102, 0x0106  # tags of TIFF; photometric 0: its zero is white

# What readers say of files that are whole, but of a kind that is not theirs
_UNREADABLE = re.compile(
    r"unsupported (?!bmp)|not (?:yet )?(?:supported|implemented)|no codec|unknown pixel mode"
    r"|unsupported bmp (?:bitfields|pixel depth \((?:2|64)\)|compression \((?:[3-6]|1[1-3])\))"
    r"|cannot handle (?:12-bit|2-layer)|^(?:9|10|34\d{3}|5000\d)$"  # ways to compress a TIFF
)
_RARE = {  # what they only call broken: JPG such as the lossless ones, and WebP within a TIFF
    FileType.JPG: re.compile(rb"\xff[\xc3\xc5-\xc7\xcb\xcd-\xcf]\0.\x08", re.DOTALL),
    FileType.TIFF: re.compile(rb"\x03\x01\x03\0\x01\0{3}\x51\xc3|\x01\x03\0\x03\0{3}\x01\xc3\x51"),
}
_PIXELS_MISSING = "image file is truncated"  # whatever stands beside them

# How dense the pixels of a picture are, across and down, in Pillow's words
_DENSITIES = ("jfif_density", "aspect", "dpi", "resolution")
_ODDEST = 2.5  # times as long as broad; a fax has 2.08, and what is beyond is a mistake
_SQUARE = 1.02  # times, below which nobody sees it

_MOST_NARROW = 2_000_000  # pixels of a narrow picture, up to which it is looked at as it is
_WEBP_HEAD = 30  # bytes
_MOST_RICH = 25_000_000  # pixels of a HEIF that takes more memory for each than usual
_THREADS = 2  # of its decoder


class _WebP(WebPImageFile):
    """A WebP of which only the first picture is wanted.

    The decoder holds two pictures, to make the next one of; they are given back before Pillow
    makes one of its own.
    """

    def _get_next(self) -> tuple[bytes, int, int]:
        first = super()._get_next()
        del self._decoder
        return first


class _Heif(HeifImageFile):
    """A HEIF whose pixels stay where libheif has them, since Pillow's would find no room beside.

    Only `crop` reads them, whole rows at a time.
    """

    def _open(self) -> None:
        super()._open()  # type: ignore[no-untyped-call]
        if math.prod(self.size) > _MOST_RICH:  # each thread takes memory of its own
            pillow_heif.options.DECODE_THREADS = 1
            super()._open()  # type: ignore[no-untyped-call]
            pillow_heif.options.DECODE_THREADS = _THREADS
        told = (self.mode, self.info.get("bit_depth"), self.info.get("chroma"))
        self.is_rich = told not in {("RGB", 8, 420), ("L", 8, None)}

    def load_prepare(self) -> None:
        self.im = Image.new(self.mode, (1, 1)).im

    def frombytes(self, data: Any, decoder_name: str = "raw", *args: Any) -> None:
        self._rows, self._how = data, (decoder_name, *args)

    def crop(self, box: tuple[float, float, float, float] | None = None) -> Image.Image:
        first, last = (round(at) for at in (box or (0, 0, *self.size))[1::2])
        rows = self._rows[first * self._how[1][1] : last * self._how[1][1]]
        return Image.frombytes(self.mode, (self.width, last - first), rows, *self._how)

    def thumbnail(self, *_: Any, **__: Any) -> None:
        self._rows = b""


Image.init()  # all formats
Image.register_open(WebPImageFile.format, _WebP, Image.OPEN[WebPImageFile.format][1])
Image.MAX_IMAGE_PIXELS = None  # the limits above stand in its place
pillow_heif.register_heif_opener(thumbnails=False, decode_threads=_THREADS)
Image.register_open(HeifImageFile.format, _Heif, Image.OPEN[HeifImageFile.format][1])


def sizes(content: bytes, kind: FileType, name: str) -> list[tuple[float, float]]:
    """Width and height of each page, as it is stored, without a look at its pixels.

    Raises `Failed`, also for too many pages.
    """
    return _worked(content, kind, name, lambda image: _sizes(image, kind, name))


def _sizes(image: Image.Image, kind: FileType, name: str) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = [
        page.size for page in islice(_pages(image, kind), MOST_COUNTED)
    ]
    if len(found) > MOST_PAGES:
        raise Failed(TooManyPages(name, len(found), MOST_PAGES))
    return found


def glance(content: bytes, kind: FileType, name: str) -> tuple[Concern, ...]:
    """Read all pages wholly; return what strikes if none of them can be read. Raises `Failed`.

    That is: blank, too dark, too coarse.
    """

    def read_wholly(image: Image.Image) -> tuple[Concern, ...]:
        found = set[Concern | None]()
        _sizes(image, kind, name)  # sooner told than seen: too many pages
        for frame in _pages(image, kind):
            is_narrow = min(frame.size) < looks.NARROW and math.prod(frame.size) < _MOST_NARROW
            longest = max(frame.size) if is_narrow else looks.enough(frame.size)
            _load(frame, kind, name, longest if is_narrow else longest // 2)  # a JPG costs less
            if None not in found:
                seen = _upright(_small(frame, longest), notes_of(frame)[0])
                is_coarse = is_narrow and looks.is_coarse(seen)
                concern: Concern | None = "too-coarse" if is_coarse else looks.look(seen)
                found.add(None if concern == "little-ink" else concern)
        return looks.of_file(found)

    return _worked(content, kind, name, read_wholly)


def _small(frame: Image.Image, longest: int) -> Image.Image:
    """A copy to look at: at least so large, if the frame is."""
    is_plain = frame.mode in {"L", "RGB"} and not frame.has_transparency_data
    if is_plain and not isinstance(frame, _Heif):
        return frame.reduce(max(1, max(frame.size) // longest))
    return _displayable(sheets.shrunk_in_strips(frame, longest, _to_plain(frame)))


def read(
    content: bytes, kind: FileType, name: str, pages: Mapping[int, Detail]
) -> tuple[list[Sheet], set[Change]]:
    """Read pages (counted from 0), each so finely; tell what is done to them. Raises `Failed`."""

    def chosen(image: Image.Image) -> list[tuple[Sheet, set[Change]]]:
        frames = enumerate(_pages(image, kind))
        return [_sheet(each, kind, name, pages[at]) for at, each in frames if at in pages]

    read = _worked(content, kind, name, chosen)
    return [sheet for sheet, _ in read], {each for _, changes in read for each in changes}


Result = TypeVar("Result")


def _worked(
    content: bytes, kind: FileType, name: str, work: Callable[[Image.Image], Result]
) -> Result:
    """Open a picture, and work with it. What its reader finds wrong becomes a `Failed`."""
    said = ""
    if has_broken_pixels(content, kind):
        raise Failed(FormatProblem("damaged-file", name, kind.facts.name))
    for version in chain([content], lighter(content, kind)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of broken metadata, which is dropped anyway
                if kind is FileType.WEBP:  # its decoder takes room for all pixels first
                    width, height = size_of_webp(version[:_WEBP_HEAD]) or (0, 0)
                    _must_not_exceed(width * height, kind.facts.most_pixels, name)
                with Image.OPEN[kind.facts.pillow][0](io.BytesIO(version), b"") as image:
                    _must_not_be_too_large(image, kind, name)
                    return work(image)
        except MemoryError:
            raise Failed(BadFile("check-stopped", name)) from None
        except MALFORMED as error:
            said = said or str(error).lower()  # Pillow's words, or those of libheif below it
        if _PIXELS_MISSING in said:
            break
    raise Failed(_problem(said, content, kind, name))


def _problem(said: str, content: bytes, kind: FileType, name: str) -> Problem:
    """What readers said about a file ─► what it means."""
    if "memory allocation" in said:
        return BadFile("check-stopped", name)
    is_cut = kind is FileType.BMP and len(content) < int.from_bytes(content[2:6], "little")
    if "truncated" in said or is_cut:
        return FormatProblem("truncated-file", name, kind.facts.name)
    if _UNREADABLE.search(said) or (kind in _RARE and _RARE[kind].search(content)):
        return FormatProblem("unreadable-image", name, kind.facts.name)
    return FormatProblem("damaged-file", name, kind.facts.name)


def _must_not_be_too_large(frame: Image.Image, kind: FileType, name: str) -> None:
    most = kind.facts.most_pixels or _MOST_PIXELS
    if isinstance(frame, _Heif) and frame.is_rich:
        most = _MOST_RICH
    if held := _bytes_held(frame, kind):
        most = min(most, _MOST_HELD // held)
    _must_not_exceed(frame.width * frame.height, most, name)


def _must_not_exceed(pixels: int, most: int, name: str) -> None:
    if pixels > most:
        there = -(-pixels // 1_000_000)  # rounded up, so that it is more than the most
        raise Failed(TooManyPixels(name, there, most // 1_000_000))


def _bytes_held(frame: Image.Image, kind: FileType) -> int:
    """Bytes for each pixel of what must be held whole; 0 where that is counted elsewhere."""
    if isinstance(frame, JpegImageFile) and "progressive" in frame.info:
        # Its beginning needs its end: numbers of two bytes, all of them
        sizes = [across * down for _, across, down, _ in frame.layer]
        return math.ceil(2 * sum(sizes) / max(sizes, default=1))
    return 0 if kind.facts.most_pixels else _BYTES.get(frame.mode, _BYTES_OF_OTHERS)


def _pages(image: Image.Image, kind: FileType) -> Iterator[Image.Image]:
    """Give the frames that are pages: of a TIFF all but the smaller copies, else the first."""
    for at, frame in enumerate(ImageSequence.Iterator(image) if kind is FileType.TIFF else [image]):
        if at == 0 or not is_smaller_copy(frame):
            yield frame


def _sheet(
    frame: Image.Image, kind: FileType, name: str, detail: Detail
) -> tuple[Sheet, set[Change]]:
    """Scale first: all that follows then costs less."""
    before, is_bilevel = max(frame.size), frame.mode == "1"
    longest = detail.bilevel if is_bilevel else detail.longest
    _load(frame, kind, name, longest)
    (orientation, changes), profile = notes_of(frame), frame.info.get("icc_profile")
    image = sheets.shrunk_in_strips(frame, longest, _to_plain(frame), _tallness(frame))
    frame.thumbnail((1, 1), Image.Resampling.NEAREST, reducing_gap=None)  # gives memory back
    image = _in_srgb(image, profile) if profile else _displayable(image)
    image = _upright(image, orientation)
    return Sheet(sheets.without_idle_colours(image), is_bilevel, before), changes


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    image.info.clear()
    image.getexif()[ORIENTATION] = orientation
    ImageOps.exif_transpose(image, in_place=True)
    image.info.clear()
    return image


def _load(frame: Image.Image, kind: FileType, name: str, longest: int) -> None:
    _must_not_be_too_large(frame, kind, name)
    if kind is FileType.JPG:
        held = _bytes_held(frame, kind)
        frame.draft(frame.mode, _draft(frame.size, held, longest))
    frame.load()


def _tallness(frame: Image.Image) -> float:
    """How many times as high as broad the pixels are; 1 where nothing credible is said.

    The lines of a fax are farther apart than the dots in them.
    """
    tall = 1.0
    with suppress(*MALFORMED):
        across, down = next((frame.info[key] for key in _DENSITIES if key in frame.info), (1, 1))
        tall = float(across) / float(down)
    is_credible = 1 / _ODDEST <= tall <= _ODDEST and not 1 / _SQUARE < tall < _SQUARE
    return tall if is_credible else 1.0


def _draft(size: tuple[int, int], held: int, longest: int) -> tuple[int, int]:
    """How large a JPG is wanted; it is read at a half, a quarter, an eighth, if enough pixels stay.

    Fewer stay when it would not fit into memory otherwise: 7,000 by 7,000 pixels are read at a
    half, whatever `longest` is. `held`: bytes for each pixel that are there beside the picture.
    """
    width, height = sheets.size_within(size, longest)
    pixels = math.prod(size)
    most = min(_MOST_HELD, _MOST_BESIDE - held * pixels)
    decoded = ((part, _BYTES_OF_OTHERS * pixels // part**2) for part in (1, 2, 4))
    part = next((part for part, taken in decoded if taken <= most), 8)
    return max(1, min(width, size[0] // part)), max(1, min(height, size[1] // part))


def _to_plain(frame: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """How parts of a frame come to a mode that can be scaled, and what is transparent on white."""
    if frame.has_transparency_data and frame.mode not in _DEEP:
        return _on_paper
    is_ranged = frame.mode in {"I", "F"}
    plain = _stretching(frame) if is_ranged else _TO_PLAIN.get(frame.mode, lambda part: part)
    if frame.mode in {*_DEEP, "F"} and isinstance(frame, TiffImageFile):
        if frame.tag_v2.get(_BITS) == (12,):
            plain = partial(_eight_bits, most=4_095)
        # Pillow heeds that zero is white in pictures of eight and fewer bits alone
        if frame.tag_v2.get(_PHOTOMETRIC) == 0:
            return lambda part: ImageChops.invert(plain(part))
    return plain


def _on_paper(part: Image.Image) -> Image.Image:
    part = part.convert("RGBA")
    paper = Image.new("RGB", part.size, "white")
    paper.paste(part, mask=part)
    return paper


def _eight_bits(part: Image.Image, most: int = 65_535) -> Image.Image:
    """Bring more bits down to 8; Pillow's own conversion would cut bright values off."""
    paper = part.info.get("transparency")  # a PNG: one value is that of paper
    grey = [255 if value == paper else min(255, 255 * value // most) for value in range(65_536)]
    return part.convert("I").point(grey, "L")


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
