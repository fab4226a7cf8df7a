"""What the page itself says, in the language of the person who looks at it.

    words = speaking("zh-CN")
    words.say("replies", count=2)

The languages are the files in `locales`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parent / "locales"
USUAL = "en"


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language; `language` is its tag, as HTML's `lang` has it."""

    language: str
    bundle: FluentBundle

    def say(self, key: str, **facts: str | int) -> str:
        """Give the sentence of this key; LookupError when no file has it, or lacks a fact."""
        pattern = self.bundle.get_message(key).value
        if pattern is None:
            raise LookupError(key)
        said, errors = self.bundle.format_pattern(pattern, facts)
        if errors:
            raise LookupError(f"{self.language}: {key}: {errors}")
        return str(said)


@cache
def speaking(locale: str) -> Words:
    """Give the words for a locale of Slack: its own, those of its language, else English."""
    tags, language = sorted(path.stem for path in LOCALES.glob("*.ftl")), locale.partition("-")[0]
    kin = [each for each in tags if each.partition("-")[0] == language]
    tag = locale if locale in tags else next(iter(kin), USUAL)
    bundle = FluentBundle([tag], use_isolating=False)
    bundle.add_resource(FluentResource((LOCALES / f"{tag}.ftl").read_text(encoding="utf-8")))
    return Words(tag, bundle)
