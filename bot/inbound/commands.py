"""What stands behind `/letter`: the words in, what is asked out.

Slack hands the text over as it was typed (page "Slash commands"), so full-width letters of an
input method and a question mark are read as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.locales.cues import cues, is_without_blanks
from bot.locales.languages import LANGUAGES, listed
from bot.text.certificate_ids import find, is_certificate_id, only_id
from bot.text.slack_text import LETTERS, NARROW

LONGEST_COMMAND = 500  # characters that are read; more is no command
MOST_WORDS = 8  # that are held against the commands, for the nearest


class Kind(StrEnum):
    """What one can ask of `/letter`."""

    FORM = "form"
    PENDING = "pending"
    STATUS = "status"
    HISTORY = "history"
    HELP = "help"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Command:
    """What somebody asks; `certificate_id` is "" where none is named.

    `nearest` goes with UNKNOWN: what may have been meant.
    """

    kind: Kind
    certificate_id: str = ""
    nearest: Kind | None = None


def read_command(text: str) -> Command:
    """Read the text behind the command; never raises.

    Nothing, or just an ID, asks for the form. A command's further words do no harm, and the first
    ID among them is the one that is meant.
    """
    said = text[:LONGEST_COMMAND].translate(NARROW).strip()
    first = _WORD.search(said)
    if first is None:
        return Command(Kind.UNKNOWN if said else Kind.FORM)
    if kind := _KINDS.get(first[0].casefold()):
        named = find(said[first.end() :]) if kind in (Kind.FORM, Kind.STATUS) else ()
        return Command(kind, named[0].certificate_id if named else "")
    if certificate_id := only_id(said):
        return Command(Kind.FORM, certificate_id)
    nearest = next(_alike(said), None)
    # A misspelt command can have eight letters too ("histoory").
    if nearest is None and is_certificate_id(said):
        return Command(Kind.FORM, said)
    return Command(Kind.UNKNOWN, nearest=nearest)


_COMMANDS = [kind for kind in Kind if kind is not Kind.UNKNOWN]
_KINDS = {word.casefold(): kind for kind in _COMMANDS for word in cues(kind)}
_WITHOUT_BLANKS = [word for word in _KINDS if is_without_blanks(word)]
# Short synonyms look like too many other words: "shop" is not "show".
_NAMES = (listed(language, f"cue-{kind}")[:1] for language in LANGUAGES for kind in _COMMANDS)
_DISTINCT = [*(name.casefold() for names in _NAMES for name in names), *_WITHOUT_BLANKS]

# Chinese stands beside an ID without a blank: 状态flSFd6Fh.
_WORD = re.compile(rf"[{LETTERS}]+|[^\W\d{LETTERS}_]+|\?")
_CLOSE = 0.65  # as difflib measures it: "pendign", "stat" and "hello" are close, "thanks" is not


def _alike(said: str) -> Iterator[Kind]:
    """The commands that are among the words, and then those that look or read like one of them."""
    words = [word.casefold() for word in _WORD.findall(said)[:MOST_WORDS]]
    yield from (_KINDS[word] for word in words if word in _KINDS)
    for word in words:
        yield from (_KINDS[known] for known in get_close_matches(word, _DISTINCT, 1, _CLOSE))
        yield from (_KINDS[known] for known in _WITHOUT_BLANKS if known in word)
