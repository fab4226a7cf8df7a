"""Files to try, for who has none at hand: made when they are first wanted, in a thread."""

import asyncio
import io
import threading
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pillow_heif
from aiohttp import web
from PIL import Image, ImageChops, ImageOps

from sandbox import letters
from sandbox.page.previews import drawn, preview
from sandbox.slack import Upload

LARGE = 3_000_000  # bytes
CARD = 96  # pixels, the width of a sample's picture
PAPER = 2_300  # pixels, the width of the letter in a photo of it
DESK = (2_700, 3_600)  # pixels, the whole photo
TURNED = -1.5  # degrees
GRAIN = 21  # of a telephone's sensor
QUALITY = 93  # with which the photo has its five megabytes

# The page asks for all pictures at once, and two of them are of one photo.
MAKING = threading.Lock()

LETTER = Path(__file__).with_name("letter.txt").read_text(encoding="utf-8").rstrip()
SIGNATURE = (
    "0 0 0.5 RG 2 w 90 268 m 120 310 130 250 150 280 c 170 310 175 260 200 285 c"
    " 215 300 230 270 260 290 c S"
)


@cache
def sealed(domain: str = "shop.example.com") -> bytes:
    """Make the PDF of a letter with a seal, for a domain."""
    lines = [
        f"BT /F1 {13 if number else 24} Tf 70 {760 - 28 * number} Td ({line}) Tj ET"
        for number, line in enumerate(LETTER.format(domain=domain).splitlines())
    ]
    content = letters.stream("\n".join([*lines, SIGNATURE, letters.SEAL]).encode())
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    sheet = letters.USUAL_BOX + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    return letters.pdf_of(letters.one_page(sheet, content, font))


@cache
def _photographed() -> Image.Image:
    desk = Image.linear_gradient("L").resize(DESK)
    scene = ImageOps.colorize(desk, (120, 92, 66), (92, 70, 52))
    paper = drawn(sealed("*.example.com"), PAPER)
    lit = Image.linear_gradient("L").rotate(90).resize(paper.size).point(lambda at: 228 + at // 10)
    paper = ImageChops.multiply(paper, Image.merge("RGB", [lit] * 3)).convert("RGBA")
    paper = paper.rotate(TURNED, Image.Resampling.BILINEAR, expand=True)
    scene.paste(paper, ((DESK[0] - paper.width) // 2, (DESK[1] - paper.height) // 2), paper)
    few = Image.effect_noise((DESK[0] // 3, DESK[1] // 3), GRAIN)  # to make all takes its time
    noise = Image.new("L", DESK)
    for at in range(9):
        noise.paste(few, (at % 3 * few.width, at // 3 * few.height))
    return ImageChops.add(scene, Image.merge("RGB", [noise] * 3), offset=-128)


def _photo() -> bytes:
    """A telephone's photo of that letter on a desk: five megabytes, lying on its side."""
    exif = Image.Exif()
    exif[letters.ORIENTATION] = 6
    on_its_side = _photographed().transpose(Image.Transpose.ROTATE_90)
    return letters.saved(on_its_side, "JPEG", quality=QUALITY, exif=exif)


def _heic() -> bytes:
    out = io.BytesIO()
    heif = pillow_heif.from_pillow(_photographed().resize((900, 1_200)))
    heif.save(out, enc_params={"preset": "ultrafast"})
    return out.getvalue()


class Sample(NamedTuple):
    """How the file is called, how it is made, and its size in words; without that, no card."""

    name: str
    make: Callable[[], bytes]
    size: str = ""
    has_picture: bool = True


SAMPLES: Mapping[str, Sample] = {
    "pdf": Sample("confirmation-letter.pdf", sealed, "3 KB"),
    "photo": Sample("IMG_0043.jpg", _photo, "5 MB"),
    "heic": Sample("IMG_0042.heic", _heic, "0.2 MB"),
    "word": Sample("确认函.docx", letters.word, "1 KB", has_picture=False),
    "large": Sample("scan-600dpi.pdf", partial(letters.pdf, LARGE), "3 MB"),
    "broken": Sample(
        "broken.pdf", partial(letters.truncated, letters.pdf), "12 KB", has_picture=False
    ),
    "stray": Sample("letter.pdf", partial(sealed, "our own web shop")),
}
"""By the key that the page posts."""


@cache
def content(key: str) -> bytes:
    """Give a sample's bytes; KeyError when there is none of this key."""
    with MAKING:
        return SAMPLES[key].make()


async def sample(key: str) -> Upload:
    """Give a sample as somebody drops it; KeyError when there is none of this key."""
    return Upload(SAMPLES[key].name, await asyncio.to_thread(content, key))


async def picture(request: web.Request) -> web.Response:
    """Respond with a small picture of a sample, 404 where there is none."""
    key = request.match_info["key"]
    if key not in SAMPLES:
        raise web.HTTPNotFound
    return shown(await asyncio.to_thread(lambda: preview(content(key), CARD)))


def shown(picture: bytes | None) -> web.Response:
    """Respond with a picture, 404 without one."""
    if picture is None:
        raise web.HTTPNotFound
    return web.Response(body=picture, content_type="image/webp")
