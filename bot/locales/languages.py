"""The languages: those that there is a Fluent file for beside this module, by their tags."""

import re
from importlib.resources import files

ENGLISH = "en"

LANGUAGES = sorted(
    each.name.removesuffix(".ftl")
    for each in files("bot.locales").iterdir()
    if each.name.endswith(".ftl")
)


def language_of(locale: str) -> str | None:
    """The language for a locale ("zh-TW", "en_US"): its own, or one of its kin; else None."""
    wanted = locale.replace("_", "-").casefold()
    tags = {each.casefold(): each for each in LANGUAGES}
    kin = (tag for tag in tags if _family(tag) == _family(wanted))
    return tags.get(wanted) or tags.get(next(kin, ""))


def _family(tag: str) -> str:
    return re.split("[^a-z]", tag)[0]
