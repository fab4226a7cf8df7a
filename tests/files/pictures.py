"""Letters as phones and scanners make them, drawn with Pillow, and how legible they are."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

import bot.files.repair.pictures  # noqa: F401  # which brings HEIF

LINE = "We confirm the application for shop.example.com, order 2026-0815-4711."
RED = (200, 30, 35)
_FINE = 1_403  # pixels of the longer side of A4 at 120 dpi
_TILE = (311, 313)  # pixels of noise, which repeats: to make it is what takes time
GPS, ORIENTATION = 0x8825, 0x0112
_QUICKLY: dict[str, dict[str, Any]] = {  # how small a file becomes is no test's concern
    "AVIF": {"speed": 10, "max_threads": 1},
    "HEIF": {"enc_params": {"preset": "ultrafast"}},
    "PNG": {"compress_level": 1},
    "WEBP": {"method": 0},
}


@cache
def page(dpi: int = 150, noise: int = 0, lines: int = 40, number: int = 1) -> Image.Image:
    """An A4 page with text of 9 pt and a red seal; the top line is its number, in large."""
    point = dpi / 72
    image = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), (250, 250, 248))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(9 * point)
    draw.text((60 * point, 30 * point), f"Page {number}", font_size=24 * point, fill="black")
    for row in range(lines):
        draw.text((60 * point, (80 + 15 * row) * point), LINE, font=font, fill=(30, 30, 40))
    box = [each * point for each in (400, 650, 530, 780)]
    draw.ellipse(box, outline=RED, width=round(4 * point))
    return ImageChops.add(image, speckles(image.size, noise), offset=-128) if noise else image


def speckles(size: tuple[int, int], sigma: int) -> Image.Image:
    """Coloured noise; `sigma`: its standard deviation, of 255."""
    tile = Image.merge("RGB", [Image.effect_noise(_TILE, sigma) for _ in "RGB"])
    noise = Image.new("RGB", size)
    for x in range(0, size[0], _TILE[0]):
        for y in range(0, size[1], _TILE[1]):
            noise.paste(tile, (x, y))
    return noise


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **_QUICKLY.get(kind, {}) | options)
    return out.getvalue()


def webp_of(width: int, height: int) -> bytes:
    """A WebP that says it has this size: 14 bits each, less one (WebP Lossless, 3)."""
    content = bytearray(encoded(page(60), "WEBP", lossless=True))
    size = width - 1 | height - 1 << 14
    content[21:25] = (int.from_bytes(content[21:25], "little") >> 28 << 28 | size).to_bytes(
        4, "little"
    )
    return bytes(content)


def scan_of(pages: Sequence[Image.Image], **options: Any) -> bytes:
    """A PDF of these pages, as a scanner makes it."""
    dpi = pages[0].height / 11.69
    rest = list(pages[1:])
    return encoded(pages[0], "PDF", save_all=True, append_images=rest, resolution=dpi, **options)


def taken_at(orientation: int) -> Image.Exif:
    """What a phone notes: how it was held, and where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Phone"
    exif[GPS] = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}
    return exif


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def likeness(image: Image.Image, original: Image.Image) -> float:
    """How alike the ink of two pictures is: 1 the same, 0 nothing in common (correlation)."""
    scale = min(1, _FINE / max(original.size))
    size = round(original.width * scale), round(original.height * scale)
    ours, theirs = _ink(image, size), _ink(original, size)
    both = ImageStat.Stat(ImageChops.multiply(ours, theirs)).mean[0] * 255
    (a,), (b,) = ImageStat.Stat(ours).mean, ImageStat.Stat(theirs).mean
    spread = ImageStat.Stat(ours).stddev[0] * ImageStat.Stat(theirs).stddev[0]
    return (both - a * b) / spread if spread else 0.0


def _ink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Dark on bright as bright on dark, at 120 dpi of A4: noise disappears, text does not."""
    small = image.convert("L").resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    return ImageChops.invert(small)
