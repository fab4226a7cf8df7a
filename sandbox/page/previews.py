"""Pictures of files: a page of a PDF, or the picture itself, no larger than is looked at.

    preview(content, 720)               a WebP, or None where there is nothing to see

Everything here takes its time, and belongs into a thread.
"""

import io
import threading
import warnings
from functools import lru_cache

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps

MOST_PIXELS = 100_000_000  # of a picture that is opened
TALLER = 2  # times as high as it is wide: so much is shown of a page at most
KEPT = 32  # previews

# Of what is odd about somebody's file, the terminal need not hear.
warnings.filterwarnings("ignore", module="PIL")

# PDFium is not made for several threads (its README).
PDFIUM = threading.Lock()


@lru_cache(KEPT)
def preview(content: bytes, width: int, page: int = 0) -> bytes | None:
    """Give a WebP of at most `width` pixels; None where the file is broken, or has no such page."""
    try:
        show = drawn if content.startswith(b"%PDF-") else _picture
        picture, out = show(content, width, page), io.BytesIO()
        picture.save(out, "WEBP", quality=80, method=2)
    except Exception:  # noqa: BLE001 - what a broken file makes of the libraries, nobody lists
        return None
    return out.getvalue()


def drawn(content: bytes, width: int, number: int = 0) -> Image.Image:
    """Draw a page of a PDF; raises what PDFium does where that is broken, or not there."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[number]
            wide, high = page.get_size()
            scale = min(width / wide, TALLER * width / high)
            picture: Image.Image = page.render(scale=scale).to_pil()
            return picture.convert("RGB")
        finally:
            document.close()


def _picture(content: bytes, width: int, number: int) -> Image.Image:
    if number:
        raise IndexError(number)
    if pillow_heif.is_supported(content):
        picture = pillow_heif.open_heif(content, convert_hdr_to_8bit=True)[0]
        opened = picture.to_pillow() if picture.size[0] * picture.size[1] < MOST_PIXELS else None
    else:
        opened = Image.open(io.BytesIO(content))
    if opened is None or opened.width * opened.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    opened.draft("RGB", (width, TALLER * width))  # a JPEG is decoded no larger than it must be
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((width, TALLER * width))
    shown = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    shown.paste(clear, mask=clear.getchannel("A"))
    return shown
