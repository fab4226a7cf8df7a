"""Files as people have them → one letter that Tencent Cloud takes."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal, get_args

import pypdfium2

from bot.files.repair import documents, pictures
from bot.files.repair.binding import bind
from bot.files.repair.contact_sheet import PAGE, contact_sheet
from bot.files.repair.fitting import Fitted, fit, starting_dpi
from bot.files.repair.inspection import kind_or_fail
from bot.files.repair.looks import looks
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

_THUMBNAIL = Detail(PAGE, PAGE)


@dataclass(frozen=True)
class _Source:
    """A file, opened: a PDF, or a picture whose frames are its pages."""

    content: bytes
    name: str
    kind: FileType
    document: pypdfium2.PdfDocument | None
    pages: int


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
    kind = kind_or_fail(content, name)
    if kind is not FileType.PDF:
        return _Source(content, name, kind, None, pictures.count(content, kind, name))
    document = stack.enter_context(documents.opened(content, name))
    return _Source(content, name, kind, document, len(document))


def _mend(
    sources: Sequence[_Source], pages: Sequence[int], *, wosign: bool
) -> Mended | Choice | Problem:
    wanted = _wanted(sources, pages)
    name = " + ".join(source.name for source in sources)
    count = sum(map(len, wanted))
    if count < max(1, len(pages)):
        raise ValueError("pages that the files do not have")
    if count > MOST_TO_CHOOSE or (count > MOST_TOGETHER and pages):
        return TooManyPages(name, count, MOST_TOGETHER)
    if count > MOST_TOGETHER:
        sheets, _ = _read(sources, wanted, _THUMBNAIL)
        return _choice(name, sheets, _text(sources, wanted))
    return _made(sources, wanted, name, wosign=wosign, may_ask=count > 1 and not pages)


def _choice(name: str, sheets: Sequence[Sheet], text: str) -> Choice:
    return Choice(name, len(sheets), contact_sheet([sheet.image for sheet in sheets]), text)


def _wanted(sources: Sequence[_Source], pages: Sequence[int]) -> list[list[int]]:
    """The pages of each source, counted from 0, that are in `pages`, or all of them."""
    wanted, first = [], 1
    for source in sources:
        after = first + source.pages
        wanted.append([at - first for at in pages or range(first, after) if first <= at < after])
        first = after
    return wanted


def _read(
    sources: Sequence[_Source], wanted: Sequence[Sequence[int]], detail: Detail
) -> tuple[list[Sheet], set[Change]]:
    sheets: list[Sheet] = []
    changes: set[Change] = set()
    for source, pages in zip(sources, wanted, strict=True):
        if source.document is not None:
            sheets.extend(documents.sheets(source.document, pages, detail, source.name))
        elif pages:
            read = pictures.read(source.content, source.kind, source.name, pages, detail)
            sheets.extend(read[0])
            changes |= read[1]
    return sheets, changes


def _text(sources: Sequence[_Source], wanted: Sequence[Sequence[int]]) -> str:
    """What the text layers of these pages say, no more than of a single file."""
    found = ""
    for source, pages in zip(sources, wanted, strict=True):
        if source.document is not None:
            left = LONGEST_TEXT - len(found) - 1
            found += documents.text(source.document, pages, left) + "\n"
    return found.strip("\n")


# Making ------------------------------------------------------------------------------------------


def _made(
    sources: Sequence[_Source],
    wanted: Sequence[Sequence[int]],
    name: str,
    *,
    wosign: bool,
    may_ask: bool,
) -> Mended | Choice | Problem:
    count, before = sum(map(len, wanted)), sum(len(source.content) for source in sources)
    sheets, changes = _read(sources, wanted, _detail(count))
    kind = _target(sources, count, wosign=wosign)
    fitted = fit(sheets, bilevel=kind == "pdf")
    if fitted is None and may_ask:
        return _choice(name, sheets, _text(sources, wanted))
    if fitted is None:
        return SizeProblem("cannot-shrink", name, before, LARGEST_ADJUSTED)
    content = fitted.pages[0].data if kind == "jpg" else bind(fitted.pages)
    if len(content) < SMALLEST_LETTER:
        return SizeProblem("file-too-small", name, len(content), SMALLEST_LETTER)
    changes |= _by_fitting(sheets, fitted) | _by_kind(sources, wanted, kind)
    if count < sum(source.pages for source in sources):
        changes.add("pages")
    warnings = _warnings(sources, sheets)
    sheets.clear()  # PDFium writes a copy of the document for what comes now
    if any(documents.is_active(each) for each in _documents(sources)):
        changes.add("script")
    return Mended(
        content=content,
        name=f"{_stem(sources[0].name)}-mended.{kind}",
        kind=kind,
        was=sources[0].kind,
        changes=_told(changes),
        before=before,
        after=len(content),
        pages=count,
        warnings=warnings,
        text=_text(sources, wanted),
    )


def _documents(sources: Sequence[_Source]) -> Iterator[pypdfium2.PdfDocument]:
    return (source.document for source in sources if source.document is not None)


def _detail(count: int) -> Detail:
    """How fine so many pages are read for a letter."""
    dpi = starting_dpi(count)
    return Detail(long_side(dpi), long_side(max(dpi, BILEVEL_DPI)))


def _target(sources: Sequence[_Source], count: int, *, wosign: bool) -> Literal["jpg", "pdf"]:
    stays_pdf = sources[0].kind is FileType.PDF and not wosign
    return "pdf" if count > 1 or stays_pdf else "jpg"


def _by_fitting(sheets: Sequence[Sheet], fitted: Fitted) -> set[Change]:
    changes: set[Change] = set()
    if fitted.step.is_grey and any(sheet.image.mode == "RGB" for sheet in sheets):
        changes.add("greyscale")
    pairs = zip(sheets, fitted.pages, strict=True)
    if any(max(page.width, page.height) < NEAR_ENOUGH * sheet.before for sheet, page in pairs):
        changes.add("shrunk")
    return changes


def _by_kind(sources: Sequence[_Source], wanted: Sequence[Sequence[int]], kind: str) -> set[Change]:
    if sum(map(bool, wanted)) > 1:
        return {"joined"}
    if sources[0].kind != kind:
        return {"converted"}
    return {"rendered"} if kind == "pdf" else {"recompressed"}


_ORDER = get_args(Change)
_IMPLIED: dict[Change, Change] = {  # what need not be told beside another
    "recompressed": "shrunk",
    "metadata": "location",
}


def _told(changes: set[Change]) -> tuple[Change, ...]:
    told = {each for each in changes if _IMPLIED.get(each) not in changes}
    return tuple(sorted(told, key=_ORDER.index))


def _warnings(sources: Sequence[_Source], sheets: Sequence[Sheet]) -> tuple[Concern, ...]:
    lost: list[Concern] = []
    if any(_is_signed(each) for each in sources):
        lost.append("signature")
    if any(documents.has_attachments(each) for each in _documents(sources)):
        lost.append("attachments")
    return (*looks(sheets), *lost)


def _is_signed(source: _Source) -> bool:
    there = source.document
    return there is not None and documents.is_signed(there, source.content)


def _stem(name: str) -> str:
    """The name without its ending, which need not be true."""
    return re.sub(r"\.\w{1,5}$", "", name) or "letter"
