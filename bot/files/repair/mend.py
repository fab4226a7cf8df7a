"""Files as people have them → one letter that Tencent Cloud takes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal, get_args

import pypdfium2

from bot.files.repair import documents, pictures
from bot.files.repair.binding import bind
from bot.files.repair.contact_sheet import PAGE_SIDE, contact_sheet
from bot.files.repair.cutting import (
    LONG_PAGE,
    LONG_PICTURE,
    count_of_parts,
    cut,
    detail_of_whole,
)
from bot.files.repair.fitting import Fitted, fit, starting_dpi
from bot.files.repair.inspection import kind_or_fail
from bot.files.repair.looks import is_coarse, looks
from bot.files.repair.losses import is_signed
from bot.files.repair.sheets import BILEVEL_DPI, NEAR_ENOUGH, Detail, Sheet, long_side
from bot.files.results import Change, Choice, Concern, Mended
from bot.files.types import (
    LARGEST_ADJUSTED,
    LONGEST_TEXT,
    MOST_TO_CHOOSE,
    MOST_TOGETHER,
    SMALLEST_LETTER,
    FileType,
)
from bot.problems import Failed, Problem, SizeProblem, TooManyPages

_UNSEEN = ("Cc", "Cf", "Cs")  # of a name: what turns letters round would be in ours
_IMPLIED: dict[Change, Change] = {  # what need not be told beside another
    "recompressed": "shrunk",
    "metadata": "location",
}


@dataclass
class _Source:
    """A file, opened: a PDF, or a picture whose frames are its pages.

    `sizes`: width and height of each page. `parts`: each page, counted from 0, with a 0; a long
    one is cut, and has several, counted. `wanted`: those that belong to the letter.
    """

    content: bytes
    name: str
    kind: FileType
    document: pypdfium2.PdfDocument | None
    sizes: Sequence[tuple[float, float]]
    parts: Sequence[tuple[int, int]]
    wanted: Sequence[tuple[int, int]] = ()


def mend(
    files: Sequence[tuple[bytes, str]], *, wosign: bool = False, pages: Sequence[int] = ()
) -> Mended | Choice | Problem:
    """Make one letter below 1,000,000 bytes of one or more files, in their order.

    `wosign`: the certificate is of the WoSign kind, for which a single page becomes a JPG whatever
    it was. `pages`: only these, counted from 1 over all files; any of them, in any order, at most
    `MOST_TOGETHER`. Without them a `Choice` says that there are too many pages, or that they do not
    fit together. Pictures become JPG, or PDF when there are several pages. A problem names the file
    that is to blame; whoever needs no mending should not come here, since every page is encoded
    anew. Raises ValueError when `pages` names some that are not there.
    """
    try:
        with ExitStack() as stack:
            return _mend([_open(stack, *each) for each in files], pages, wosign=wosign)
    except Failed as failed:
        return failed.problem


def _open(stack: ExitStack, content: bytes, name: str) -> _Source:
    kind, document, long = kind_or_fail(content, name), None, LONG_PICTURE
    if kind is FileType.PDF:
        document, long = stack.enter_context(documents.opened(content, name)), LONG_PAGE
        sizes = [document.get_page_size(at) for at in range(len(document))]
    else:
        sizes = pictures.sizes(content, kind, name)
    counts = enumerate(count_of_parts(size, long) for size in sizes)
    parts = [(page, part) for page, count in counts for part in range(count)]
    return _Source(content, name, kind, document, sizes, parts)


def _mend(
    sources: Sequence[_Source], pages: Sequence[int], *, wosign: bool
) -> Mended | Choice | Problem:
    name, first = " + ".join(source.name for source in sources), 1
    for source in sources:
        after = first + len(source.parts)
        own = pages or range(first, after)
        source.wanted = [source.parts[at - first] for at in own if first <= at < after]
        first = after
    count = sum(len(source.wanted) for source in sources)
    if count < max(1, len(pages)):
        raise ValueError("pages that the files do not have")
    if count > MOST_TO_CHOOSE or (count > MOST_TOGETHER and pages):
        return TooManyPages(name, count, MOST_TOGETHER)
    if count > MOST_TOGETHER:
        sheets, _ = _read(sources, Detail(PAGE_SIDE, PAGE_SIDE))
        return _choice(name, sheets, sources)
    return _made(sources, name, count, wosign=wosign, may_ask=count > 1 and not pages)


def _choice(name: str, sheets: Sequence[Sheet], sources: Sequence[_Source]) -> Choice:
    preview = contact_sheet([sheet.image for sheet in sheets])
    return Choice(name, len(sheets), preview, _text(sources))


def _read(sources: Sequence[_Source], detail: Detail) -> tuple[list[Sheet], set[Change]]:
    sheets: list[Sheet] = []
    changes: set[Change] = set()
    for each in sources:
        counts = Counter(page for page, _ in each.parts)
        finely = {at: detail_of_whole(detail, each.sizes[at], counts[at]) for at, _ in each.wanted}
        read: dict[int, list[Sheet]] = {}
        if each.document is not None:
            for at, own in finely.items():
                read[at] = cut(documents.sheet(each.document, at, own, each.name), counts[at])
        elif finely:
            pages, told = pictures.read(each.content, each.kind, each.name, finely)
            read = {at: cut(pages.pop(0), counts[at]) for at in sorted(finely)}
            changes |= told
        sheets.extend(read[at][part] for at, part in each.wanted)
    return sheets, changes


def _text(sources: Sequence[_Source]) -> str:
    """What the text layers of these pages say, no more than of a single file."""
    found = ""
    for source in sources:
        if source.document is not None:
            left = LONGEST_TEXT - len(found) - 1
            found += documents.text(source.document, list(dict(source.wanted)), left) + "\n"
    return found.strip("\n")


def _made(
    sources: Sequence[_Source], name: str, count: int, *, wosign: bool, may_ask: bool
) -> Mended | Choice | Problem:
    before = sum(len(source.content) for source in sources)
    dpi = starting_dpi(count)
    detail = Detail(long_side(dpi), long_side(max(dpi, BILEVEL_DPI)))
    sheets, changes = _read(sources, detail)
    stays_pdf = sources[0].kind is FileType.PDF and not wosign
    kind: Literal["jpg", "pdf"] = "pdf" if count > 1 or stays_pdf else "jpg"
    fitted = fit(sheets, bilevel=kind == "pdf")
    if fitted is None and may_ask:
        return _choice(name, sheets, sources)
    if fitted is None:
        return SizeProblem("cannot-shrink", name, before, LARGEST_ADJUSTED)
    content = fitted.pages[0].data if kind == "jpg" else bind(fitted.pages)
    if len(content) < SMALLEST_LETTER:
        return SizeProblem("file-too-small", name, len(content), SMALLEST_LETTER)
    changes |= _changes(sources, sheets, fitted, kind)
    warnings = _warnings(sources, sheets, fitted)
    sheets.clear()  # PDFium writes a copy of the document for what comes now
    if any(each.document is not None and documents.is_active(each.document) for each in sources):
        changes.add("script")
    changes -= {needless for needless, told in _IMPLIED.items() if told in changes}
    seen = "".join(each for each in sources[0].name if unicodedata.category(each) not in _UNSEEN)
    stem = re.sub(r"\.\w{1,5}$", "", seen) or "letter"  # its ending need not be true
    return Mended(
        content=content,
        name=f"{stem}-adjusted.{kind}",
        kind=kind,
        was=sources[0].kind,
        changes=tuple(sorted(changes, key=get_args(Change).index)),
        before=before,
        pages=count,
        warnings=warnings,
        text=_text(sources),
    )


def _changes(
    sources: Sequence[_Source], sheets: Sequence[Sheet], fitted: Fitted, kind: str
) -> set[Change]:
    """What became of the files, and of their pages, beside what was done to read them."""
    is_joined = sum(bool(source.wanted) for source in sources) > 1
    is_same = not is_joined and sources[0].kind == kind
    pairs = zip(sheets, fitted.pages, strict=True)
    told: dict[Change, bool] = {
        "joined": is_joined,
        "pages": len(sheets) < sum(len(source.parts) for source in sources),
        "converted": not is_joined and not is_same,
        "rendered": is_same and kind == "pdf",
        "recompressed": is_same and kind == "jpg",
        "shrunk": any(max(p.width, p.height) < NEAR_ENOUGH * s.before for s, p in pairs),
        "greyscale": fitted.step.is_grey and any(sheet.image.mode == "RGB" for sheet in sheets),
    }
    return {change for change, is_so in told.items() if is_so}


def _warnings(
    sources: Sequence[_Source], sheets: Sequence[Sheet], fitted: Fitted
) -> tuple[Concern, ...]:
    found = {*looks(sheets), *(each for sheet in sheets for each in sheet.undrawn)}
    pairs = zip(sheets, fitted.pages, strict=True)
    if any(is_coarse(sheet.image, max(page.width, page.height)) for sheet, page in pairs):
        found.add("too-coarse")
    pdfs = [(each.document, each.content) for each in sources if each.document is not None]
    if any(is_signed(*pdf) for pdf in pdfs):
        found.add("signature")
    if any(document.count_attachments() for document, _ in pdfs):
        found.add("attachments")
    return tuple(sorted(found, key=get_args(Concern).index))
