"""PDFs of one page, made of objects."""

from sandbox import letters
from tests import odd_letters

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
NARROW = 90  # points: such a page is drawn as fine, in less time
PAGE = "/Type/Page/Parent 2 0 R/MediaBox[0 0 %d 842]"


def pdf(*objects: bytes, page: str = "", catalogue: str = "", width: int = 595) -> bytes:
    """A PDF of one page; the numbers of its own objects begin with 4."""
    head = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue.encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<<{PAGE % width}{page}>>".encode(),
    ]
    return odd_letters.pdf_of([*head, *objects])


def drawn_pdf(content: bytes, *objects: bytes, page: str = "", catalogue: str = "") -> bytes:
    """A narrow one with this drawing (4) and the font /F1 (5)."""
    entries = f"/Contents 4 0 R/Resources<</Font<</F1 5 0 R/C1 6 0 R>>>>{page}"
    head = (odd_letters.stream(content), HELVETICA)
    return pdf(*head, *objects, page=entries, catalogue=catalogue, width=NARROW)


def for_the_web(told: int, lost: int = 0, end: bytes = b"", dummy: bytes = b"0") -> bytes:
    """A linearized one, which tells its length, with `told` bytes more; its end is `lost`.

    Behind what its first page needs it has an end mark as well (PDF 1.7, annex F).
    """
    first = b"%%PDF-1.4\n1 0 obj\n<</Linearized 1/L %9d/N 1>>\nendobj\n%%%s\n"
    first += b"startxref\n%s\n%%%%EOF\n"
    padding, rest = b"." * 1_500, letters.pdf(9_000)
    length = len(first % (0, padding, dummy)) + len(rest)
    whole = first % (length + told, padding, dummy) + rest
    return whole[: length - lost] + end
