"""What it costs to look at a letter and to mend it.

Each file goes through the readers as the bot sends it there. Time is what the bot waits, the
smallest of some tries; memory is the most that the process had which opened the file.
"""

import asyncio
import io
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw

from bench import processes
from bot.files.process.run import Readers
from bot.files.process.wire import Limits
from bot.files.results import Choice, Mended, Sound

PHOTO = (3_024, 4_032)  # 12 megapixels
SCAN = (2_480, 3_508)  # A4 at 300 dpi
PATIENT = Limits(cpu=60, wall=60)
POLL = 0.005  # seconds between looks at the memory
Work = Callable[[], Awaitable[object]]
LINE = "We confirm the application for the certificate of shop.example.com, order 2026-0815-4711."


@dataclass(frozen=True)
class Measured:
    """What one file costs, in seconds and MB, and what became of it."""

    name: str
    seconds: float
    memory: float
    outcome: str


def sheet(size: tuple[int, int], number: int = 1) -> Image.Image:
    """A page of small text, a red seal, and the noise of a camera."""
    image = blank(size).copy()
    ImageDraw.Draw(image).text((300, 150), f"Page {number}", font_size=80, fill="black")
    return image


@cache
def blank(size: tuple[int, int]) -> Image.Image:
    """One without a number, since making it takes longer than all the rest."""
    image = Image.effect_noise(size, 12).point(lambda value: value + 100).convert("RGB")
    draw = ImageDraw.Draw(image)
    for row in range(50):
        draw.text((300, 320 + 58 * row), LINE, font_size=38, fill=(30, 30, 40))
    draw.ellipse((1_500, 2_600, 2_050, 3_150), outline=(200, 30, 35), width=18)
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scan(pages: int) -> bytes:
    first, *rest = [sheet(SCAN, number) for number in range(1, pages + 1)]
    options = {"save_all": True, "append_images": rest, "resolution": 300, "quality": 71}
    return encoded(first, "PDF", **options)


async def measured(name: str, work: Work, tries: int) -> Measured:
    """Do the work several times; the best time, the largest memory."""
    best, peak, outcome = float("inf"), 0.0, None
    for _ in range(tries):
        watch = asyncio.create_task(peak_memory())
        began = time.perf_counter()
        outcome = await work()
        best = min(best, time.perf_counter() - began)
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        peak = max(peak, *PEAKS, 0.0)
        PEAKS.clear()
    return Measured(name, best, peak, told(outcome))


PEAKS: list[float] = []


async def peak_memory() -> None:
    """Note the memory (MB) of the readers, again and again."""
    while True:
        for server in processes.children(os.getpid()):
            PEAKS.extend(high_water_mark(reader) for reader in processes.children(server))
        await asyncio.sleep(POLL)


def high_water_mark(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1_024
    return 0.0


def told(outcome: object) -> str:
    match outcome:
        case Mended(before=before, after=after, pages=pages):
            return f"{before / 1e6:.1f} MB → {after / 1e6:.2f} MB, {pages} page(s)"
        case Choice(pages=pages):
            return f"which of {pages} pages?"
        case Sound():
            return "sound"
    return type(outcome).__name__


async def measure(tries: int) -> list[Measured]:
    pillow_heif.register_heif_opener()
    photo, twenty = sheet(PHOTO), scan(20)
    jpg, heic = encoded(photo, "JPEG", quality=92), encoded(photo, "HEIF", quality=60)
    readers = Readers({}, look=PATIENT, mend=PATIENT)
    rows: dict[str, Work] = {
        "look at a 12 MP photo": lambda: readers.inspect(jpg, "photo.jpg"),
        "mend a 12 MP photo, JPG": lambda: readers.mend([(jpg, "photo.jpg")]),
        "mend a 12 MP photo, HEIC": lambda: readers.mend([(heic, "photo.heic")]),
        "look at a 20-page scan": lambda: readers.inspect(twenty, "scan.pdf"),
        "20-page scan: which?": lambda: readers.mend([(twenty, "scan.pdf")]),
        "2 of its pages": lambda: readers.mend([(twenty, "scan.pdf")], pages=[3, 4]),
    }
    try:
        await readers.inspect(jpg, "warm up")
        return [await measured(name, work, tries) for name, work in rows.items()]
    finally:
        await readers.close()
