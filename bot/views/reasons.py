"""What went wrong, in words: the three texts of a problem, with its facts put in."""

from dataclasses import fields
from typing import Any

from bot.problems import Problem
from bot.views.markup import Show, day, mentions, plain
from bot.views.words import Value, Words

_SIZES = ("size", "limit", "received", "expected")

_DAYS = ("ends",)  # Unix seconds; 0 where it is not known, which the texts see

# Fields of problems that are ours: texts choose their words by two of them, two are mentions.
_OURS = {"format": plain, "stage": plain, "groups": mentions, "channels": mentions}


def texts(
    problem: Problem, words: Words, show: Show, *, id_known: bool = False
) -> tuple[str, str, str]:
    """Return what happened, why, and the next step.

    `id_known`: who drops the letter again, if they are to, need not name its certificate again.
    """
    again = words.say("drop-again" if id_known else "drop-again.unknown")
    values = {**_values(problem, words, show), "again": again}
    what, why, step = (words.say(problem.key + part, **values) for part in ("", ".why", ".next"))
    return what, why, step


def what_happened(problem: Problem, words: Words, show: Show) -> str:
    """Return what happened alone, to a file that stands beside it and so is not named in it."""
    return words.say(problem.key, **_values(problem, words, show) | {"name": "?"})


def _values(problem: Problem, words: Words, show: Show) -> dict[str, Value]:
    """Return a problem's fields as the texts want them: sizes with unit, foreign text made safe."""
    told: dict[str, Any] = {each.name: getattr(problem, each.name) for each in fields(problem)}
    texts = {name: show(value) for name, value in told.items() if isinstance(value, str)}
    ours = {name: as_ours(told[name]) for name, as_ours in _OURS.items() if name in told}
    days = {name: day(told[name], show) for name in _DAYS if told.get(name)}
    counts = {name: told[name] for name in _SIZES if name in told}
    sizes = {name: words.size(count) for name, count in counts.items()}
    if len(set(sizes.values())) < len(counts):  # rounding would make two look the same
        sizes = {name: words.bytes(count) for name, count in counts.items()}
    return {**told, **texts, **ours, **days, **sizes}
