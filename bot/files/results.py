"""What the repair gives, as plain data that crosses from one process to another.

The limits that stand here are checked when it arrives: a hostile file may have made it up.
"""

from dataclasses import dataclass, field, fields
from typing import Annotated, Literal

from msgspec import Meta

from bot.files.types import LARGEST_ADJUSTED, LONGEST_TEXT, MOST_TO_CHOOSE, FileType

Change = Literal[
    "joined",  # several files became one PDF
    "pages",  # some pages of the file were chosen
    "converted",  # the picture has another format: `Mended.was` and `Mended.kind`
    "rendered",  # the pages of a PDF became pictures
    "shrunk",  # fewer pixels than the picture had, or one on the page
    "recompressed",  # the same pixels, compressed more
    "script",  # what would have run when the PDF is opened is gone
    "rotated",  # turned, as the camera had noted
    "greyscale",  # the colours were given up
    "location",  # where it was taken was in it, and is not any more
    "metadata",  # so with camera, date and other notes (said only without "location")
]
Concern = Literal[
    "blank",  # a page without anything on it
    "little-ink",  # a page with hardly anything on it
    "too-dark",  # a page that can hardly be read
    "too-coarse",  # so few pixels across that its words can hardly be read
    "missing-characters",  # text in fonts that are neither in the PDF nor here was not drawn
    "annotations",  # marks on a page that could not be drawn, such as lines and stamps
    "signature",  # the PDF's digital signature is lost; its picture, if it has one, stays
    "attachments",  # the files within the PDF are lost
]
USUAL = frozenset[str]({"little-ink"})
"""Concerns that are told, but are alone no reason to ask: a twelfth of all good PDFs have them."""

_Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
_Bytes = Annotated[bytes, Meta(min_length=1, max_length=LARGEST_ADJUSTED - 1)]
_Pages = Annotated[int, Meta(ge=1, le=MOST_TO_CHOOSE)]


@dataclass(frozen=True)
class Sound:
    """A file that opens.

    `text` is the text layer of a PDF, at most 20,000 characters of it: a stranger's words, to be
    looked at and never stored. `is_active`: a PDF in which something can run when it is opened, a
    script or another program; nothing of that is left in a mended one. `warnings`: why it is asked
    about before it goes out as it is.
    """

    text: _Text = field(default="", repr=False)
    is_active: bool = False
    warnings: Annotated[tuple[Concern, ...], Meta(max_length=20)] = ()


@dataclass(frozen=True)
class Mending:
    """How an adjusted letter, the file called `name`, differs from what was dropped.

    As the ledger keeps it: the fields are those of `Mended` in plain words, since a row of another
    release may know more of them. `after` is bytes as well.
    """

    name: str
    changes: tuple[str, ...]
    warnings: tuple[str, ...]
    was: str
    kind: str
    before: int
    after: int
    pages: int


@dataclass(frozen=True)
class Mended:
    """A letter that was changed, and what was changed, in the order in which people would tell it.

    `was` is the kind of the first file; `before` and `after` are bytes, of all files and of the
    letter. `text` is what the PDFs among them say, as in `Sound`: that of the letter's pages.
    """

    content: _Bytes = field(repr=False)
    name: str
    kind: Literal["jpg", "pdf"]
    was: FileType
    changes: Annotated[tuple[Change, ...], Meta(max_length=20)]
    before: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    pages: _Pages
    warnings: Annotated[tuple[Concern, ...], Meta(max_length=20)]
    text: _Text = field(default="", repr=False)

    @property
    def after(self) -> int:
        """Bytes of the letter."""
        return len(self.content)

    @property
    def mending(self) -> Mending:
        """What is to be told of it, without the bytes."""
        return Mending(**{each.name: getattr(self, each.name) for each in fields(Mending)})


@dataclass(frozen=True)
class Choice:
    """More pages than a letter has, or than fit below the limit: which are it is to be asked.

    `preview` shows all of them, numbered (JPG); `text` is what the PDFs among the files say, as in
    `Sound`.
    """

    name: str
    pages: _Pages
    preview: _Bytes = field(repr=False)
    text: _Text = field(default="", repr=False)
