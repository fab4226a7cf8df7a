"""What was changed on a letter, as the ledger keeps it: never the bytes."""

from dataclasses import dataclass, fields

from bot.files.results import Mended


@dataclass(frozen=True)
class Mending:
    """How a mended letter, the file called `name`, differs from what was dropped.

    `changes` and `warnings` are those of `bot.files.results`, `was` and `kind` the kinds of the
    first file and of the letter, `before` and `after` bytes, `pages` those of the letter. They are
    plain words, since a row of another release may know more of them.
    """

    name: str
    changes: tuple[str, ...]
    warnings: tuple[str, ...]
    was: str
    kind: str
    before: int
    after: int
    pages: int


def mending_of(mended: Mended) -> Mending:
    """Keep of a mended letter what is to be told."""
    return Mending(**{each.name: getattr(mended, each.name) for each in fields(Mending)})
