"""Files to try, for who has none at hand. Pure."""

import io
from collections.abc import Callable, Mapping
from functools import partial

import pillow_heif
from PIL import Image, ImageOps

from sandbox import letters

LARGE = 3_000_000  # bytes


def _heic() -> bytes:
    photo, out = Image.open(io.BytesIO(letters.photo(100_000))), io.BytesIO()
    heif = pillow_heif.from_pillow(ImageOps.exif_transpose(photo))
    heif.save(out, enc_params={"preset": "ultrafast"})
    return out.getvalue()


SAMPLES: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
    "pdf": ("Sealed letter, PDF", "confirmation-letter.pdf", letters.pdf),
    "png": ("Scan of it, PNG", "confirmation-letter.png", letters.png),
    "jpg": ("Photo of it, JPEG", "confirmation-letter.jpg", letters.jpg),
    "word": ("Word document", "确认函.docx", letters.word),
    "heic": ("Telephone's photo, HEIC", "IMG_0042.heic", _heic),
    "photo": ("Telephone's photo on its side, 3 MB", "IMG_0043.jpg", partial(letters.photo, LARGE)),
    "large": ("PDF that is too large", "scan-600dpi.pdf", partial(letters.pdf, LARGE)),
    "broken": ("PDF that broke off", "broken.pdf", partial(letters.truncated, letters.pdf)),
}
"""What each is, how the file is called, and how it is made."""
