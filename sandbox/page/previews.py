"""Pictures of the files: of a PDF its first page."""


def preview(content: bytes, kind: str, width: int) -> bytes | None:
    """Give a PNG, JPEG or WebP at most `width` pixels wide; None where there is none.

    `kind` is the MIME type. It may take a while, so it is called in a thread.
    """
    return None
