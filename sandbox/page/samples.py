"""Files to try, for who has none at hand. Pure."""

import io
from collections.abc import Callable, Mapping

import pillow_heif
from PIL import Image, ImageOps

from sandbox import letters


def _heic() -> bytes:
    photo, out = Image.open(io.BytesIO(letters.photo(100_000))), io.BytesIO()
    pillow_heif.from_pillow(ImageOps.exif_transpose(photo)).save(
        out, enc_params={"preset": "ultrafast"}
    )
    return out.getvalue()


def _large_photo() -> bytes:
    return letters.photo(3_000_000)


SAMPLES: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
    "pdf": ("Sealed letter, PDF", "confirmation-letter.pdf", letters.pdf),
    "png": ("Scan of it, PNG", "confirmation-letter.png", letters.png),
    "jpg": ("Photo of it, JPEG", "confirmation-letter.jpg", letters.jpg),
    "word": ("Word document", "确认函.docx", letters.word),
    "heic": ("Telephone's photo, HEIC", "IMG_0042.heic", _heic),
    "photo": ("Telephone's photo on its side, 3 MB", "IMG_0043.jpg", _large_photo),
    "large": ("PDF that is too large", "scan-600dpi.pdf", lambda: letters.pdf(3_000_000)),
    "broken": ("PDF that broke off", "broken.pdf", lambda: letters.truncated(letters.pdf)),
}
"""What each is, how the file is called, and how it is made."""
