"""The cue words: what people write to the bot, as each language's file lists it.

The union of all languages counts, since people mix them. A list's entry is a phrase:

    letter(s)        with or without what stands in brackets
    (do|does) not    one of several; a blank may also be "_" or "-" or a line break
    cancel*          and however the word goes on
    is … done        any one word between
    ^when            at the beginning of a sentence
    吗$, 不是!        at the end of a word, or of all that is said
    -                nothing: the list is empty

Words in Latin, Greek or Cyrillic letters stand for themselves: "letter" is not in "newsletter".
"""

import re
from functools import cache
from itertools import accumulate, groupby
from typing import Any, cast

from bot.locales.languages import LANGUAGES, listed

NO_BLANKS = (
    "\u1100-\u11ff\u2e80-\u2fff\u3040-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Scripts without blanks between words: Chinese, Japanese, and Korean with its endings."""

CLAUSE = r"(?:\A|[.!?,;\n])[^\S\n]*+"
SENTENCE = r"(?:\A|[.!?\n])[^\S\n]*+"
# Without (?-i:) the compiler of regular expressions would look up the case of each of them.
WITHOUT_BLANKS = rf"(?-i:[{NO_BLANKS}])"
_LETTER = r"(?-i:[A-Za-z\u00c0-\u052f\u1e00-\u1fff])"  # Latin, Greek, Cyrillic
_MEANS = {" ": r"[\s_-]+", "'": "['’]?", "*": r"\w*+", "…": r"\S+", "|": "|"}
_MEANS |= {"$": r"(?!\w)", "!": r"(?!\W*\w)"}
_WHEN_USED: list[re.Pattern[str]] = []


class _WhenUsed:
    """A pattern that is compiled when it is first asked for its methods."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source), name)
        setattr(self, name, found)  # so that it costs as much as the pattern's own
        return found


def when_used(source: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first used: all of them are a tenth of the bot's start."""
    _WHEN_USED.append(cast("re.Pattern[str]", _WhenUsed(source)))
    return _WHEN_USED[-1]


def compile_all() -> None:
    """Compile what `when_used` put off."""
    for each in _WHEN_USED:
        each.search("")


def cues(name: str) -> tuple[str, ...]:
    """The phrases of one list in all languages, each once."""
    found = (phrase for language in LANGUAGES for phrase in listed(language, f"cue-{name}"))
    return tuple(dict.fromkeys(found))


@cache
def any_of(*names: str, begin: str = CLAUSE, apart_from: str = _LETTER) -> str:
    """A regular expression (for flags `ix`) of what these lists have, the longest first.

    `names`: `name.except` is what an attribute lists. `begin`: what "^" means. `apart_from`: the
    characters that a word in a script with blanks must not touch.
    """
    phrases = {
        phrase
        for name in names
        for language in LANGUAGES
        for phrase in listed(language, *f"cue-{name}".split("."))
    }
    longest_first = sorted(phrases, key=lambda each: (*_edges(each), -len(each), each))
    alternatives = []
    for (is_word_before, is_word_behind), group in groupby(longest_first, _edges):
        inner = "|".join(_expression(phrase, begin) for phrase in group)
        before = f"(?<!{apart_from})" if is_word_before else ""
        behind = f"(?!{apart_from})" if is_word_behind else ""
        alternatives.append(f"{before}(?:{inner}){behind}")
    return f"(?:{'|'.join(alternatives) or '(?!)'})"


def is_without_blanks(word: str) -> bool:
    """Whether a word is in a script that puts no blanks between words."""
    return re.search(WITHOUT_BLANKS, word) is not None


@cache
def _edges(phrase: str) -> tuple[bool, bool]:
    """Whether a phrase begins and ends with a letter of a script with blanks."""
    bare = phrase.strip("(|)*.")
    return bool(re.match(_LETTER, bare)), bool(re.search(rf"{_LETTER}\Z", bare))


def _expression(phrase: str, begin: str) -> str:
    depth = [*accumulate((char == "(") - (char == ")") for char in phrase)]
    if min(depth) < 0 or depth[-1]:  # a slip, which costs this phrase and not the bot's start
        return re.escape(phrase)
    made, opened = [], list[int]()
    for at, char in enumerate(phrase):
        if char == "(":
            opened.append(at)
            made.append("(?:")
        elif char == ")":
            is_choice = "|" in re.sub(r"\([^()]*\)", "", phrase[opened.pop() + 1 : at])
            made.append(")" if is_choice else ")?")
        else:
            made.append(begin if char == "^" else _MEANS.get(char, re.escape(char)))
    return "".join(made)
