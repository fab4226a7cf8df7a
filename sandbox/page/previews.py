"""Pictures of the files: of a PDF its first page."""


def preview(content: bytes, width: int) -> bytes | None:
    """Give a WebP at most `width` pixels wide; None where there is none. It takes a while."""
    return None
