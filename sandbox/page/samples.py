"""Files to try, for who has none at hand. Pure."""

from collections.abc import Callable, Mapping

from sandbox import letters
from sandbox.slack import Upload

SAMPLES: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
    "pdf": ("Sealed letter, PDF", "confirmation-letter.pdf", letters.pdf),
    "png": ("Scan of it, PNG", "confirmation-letter.png", letters.png),
    "jpg": ("Photo of it, JPEG", "confirmation-letter.jpg", letters.jpg),
    "word": ("Word document", "确认函.docx", letters.word),
    "heic": ("Telephone's photo, HEIC", "IMG_0042.heic", letters.heic),
    "large": ("PDF that is too large", "scan-600dpi.pdf", lambda: letters.pdf(3_000_000)),
    "broken": ("PDF that broke off", "broken.pdf", letters.truncated_pdf),
}


def labels() -> list[tuple[str, str]]:
    """Give the samples' keys, each with what it is."""
    return [(key, label) for key, (label, _, _) in SAMPLES.items()]


def sample(key: str) -> Upload:
    """Make one; KeyError when there is none of this name."""
    _, name, make = SAMPLES[key]
    return Upload(name, make())
