"""The languages: those that there is a Fluent file for beside this module, by their tags."""

import re
from functools import cache
from importlib.resources import files

ENGLISH = "en"

LANGUAGES = sorted(
    each.name.removesuffix(".ftl")
    for each in files("bot.locales").iterdir()
    if each.name.endswith(".ftl")
)


@cache
def entries(language: str) -> dict[str, str]:
    """Read one language's file and take it apart: each entry begins a line with its name."""
    source = files("bot.locales").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    found = re.split(r"^(?=[a-z])", source, flags=re.MULTILINE)
    return {entry.partition(" =")[0]: entry for entry in found}


def listed(language: str, name: str, attribute: str = "") -> tuple[str, ...]:
    """What an entry or its attribute lists between commas; nothing where it is "-" or missing.

    Read as plain text, without comments: what is listed names no variable.
    """
    source = re.sub(r"(?m)^#.*$", "", entries(language).get(name, ""))
    parts = re.split(r"(?m)^\s+\.([a-z-]+) =", source.partition("=")[2])
    texts = dict(zip(["", *parts[1::2]], parts[::2], strict=True))
    found = (" ".join(each.split()) for each in texts.get(attribute, "").split(","))
    return tuple(each for each in found if each not in {"", "-"})


def language_of(locale: str) -> str | None:
    """The language for a locale ("zh-TW", "en_US.utf-8"), by the longest tag that it begins with.

    A language's tags are its file's name and its `locales`. Where none fits: one of its kin, None
    if it has none.
    """
    wanted = locale.partition(".")[0].replace("_", "-").casefold()
    for parts in range(wanted.count("-") + 1, 0, -1):
        tag = "-".join(wanted.split("-")[:parts])
        if tag in _tags():
            return _tags()[tag]
    family = wanted.partition("-")[0]
    return next((each for each in LANGUAGES if each.casefold().partition("-")[0] == family), None)


@cache
def _tags() -> dict[str, str]:
    own = {each.casefold(): each for each in LANGUAGES}
    more = {tag.casefold(): each for each in LANGUAGES for tag in listed(each, "locales")}
    return more | own
