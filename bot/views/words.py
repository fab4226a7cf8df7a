"""The words, looked up in the Fluent files of `bot/locales/`.

`words_for("zh-TW").say("question", name="letter.pdf", example="flSFd6Fh")`. A key may name an
attribute (`question.several`). Values are put in as they come: `bot/views/markup.py` makes foreign
text safe before.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.locales.languages import ENGLISH, entries, language_of

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.runtime.resolver import Message

Value = str | int | float

_FIRST_WIDE = "\u3000"  # Han and kana stand behind it, and nothing that wants a blank beside them

_KILOBYTE = 1_024
_MEGABYTE = 1_024 * 1_024  # binary, so that Tencent's limit reads "1.4 MB" as on its page


class Words:
    """The words in one language.

    `strict` raises `LookupError` for a missing key or value (tests). Otherwise a missing key falls
    back to English and then to the key itself: an odd word is better than no reply.
    """

    def __init__(self, locale: str, *, strict: bool = False) -> None:
        self.locale = language_of(locale) or ENGLISH
        self._strict = strict

    def __repr__(self) -> str:
        return f"Words({self.locale!r})"

    def say(self, key: str, /, **values: Value) -> str:
        """Return the text of `key` with its values filled in."""
        values = {each: self.called(value) for each, value in values.items()}
        for language in (self.locale, ENGLISH):
            text, errors = _format(language, key, values)
            if self._strict and (text is None or errors):
                raise LookupError(language, key, errors)
            if text is not None:
                names = [str(values[each]) for each in ("name", "names") if each in values]
                return self._put_in(text, names) if names else text
        return key

    def called(self, shown: Value) -> Value:
        """Return what a sentence calls a file without a name, which `markup` shows as "?"."""
        return self.say("no-name") if shown in ("?", "`?`") else shown

    def _put_in(self, text: str, names: Sequence[str]) -> str:
        """Return a sentence with names as its language writes them.

        "The file" may stand first, or without blanks, as does a list that ends in words.
        """
        called = self.say("no-name")
        between, _ = _format(self.locale, "paragraph", {"first": "", "second": ""})
        if not between:  # a language that puts no blanks between sentences
            text = re.sub(rf" ?{re.escape(called)} ?", called, text)
            for each in (name for name in names if name[-1:] >= _FIRST_WIDE):
                text = text.replace(f"{each} ", each)
        return text[:1].upper() + text[1:] if text.startswith(called) else text

    def size(self, count: int) -> str:
        """Return a number of bytes as people read it: "640 bytes", "97 KB", "1.8 MB"."""
        if count < _KILOBYTE:
            return self.bytes(count)
        if count < _MEGABYTE:
            return self.say("size-kilobytes", count=round(count / _KILOBYTE))
        return self.say("size-megabytes", count=round(count / _MEGABYTE, 1))

    def bytes(self, count: int) -> str:
        """Return the exact number of bytes, with its unit."""
        return self.say("size-bytes", count=count)

    def listing(self, items: Sequence[str], more: int = 0) -> str:
        """Return "a, b and c", or "a, b and 3 more"; `items` has one at least."""
        if more:
            return self.say("list-more", first=self._chained("list-comma", items), count=more)
        return self._chained("list-comma", items, last="list-and")

    def first_few(self, items: Sequence[str], show: Callable[[str], str], most: int = 5) -> str:
        """Return the first `most` of them as a sentence lists them, and how many more there are."""
        shown = [show(each) for each in items[:most]]
        return self.listing(shown, more=len(items) - len(shown))

    def phrases(self, items: Sequence[str]) -> str:
        """Return parts of a sentence as one: "did a, did b and did c"; one at least."""
        return self._chained("phrases", items, last="phrases.and")

    def paragraph(self, *sentences: str) -> str:
        """Return sentences as one text; one at least."""
        return self._chained("paragraph", sentences)

    def _chained(self, key: str, items: Sequence[str], last: str | None = None) -> str:
        """Return all as one text, each joined to those before by `key`, the last one by `last`."""
        text = items[0]
        for number, item in enumerate(items[1:], start=2):
            joint = last if last and number == len(items) else key
            text = self.say(joint, first=text, second=item)
        return text


@cache
def words_for(locale: str) -> Words:
    """Return the words for a Slack locale: its language's (`language_of`), else English ones."""
    return Words(locale)


def _format(
    language: str, key: str, values: dict[str, Value]
) -> tuple[str | None, Sequence[Exception]]:
    """Return the text, or None if the language lacks the key, and what is wrong with it."""
    name, _, attribute = key.partition(".")
    message = _message(language, name)
    if message is None:
        return None, ()
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        return None, ()
    text, errors = _bundle(language).format_pattern(pattern, values)
    return str(text), errors


@cache
def _message(language: str, name: str) -> "Message | None":
    """Parse one entry when it is first said.

    Fluent's parser is slow: a whole file at once would hold up the event loop for too long. So an
    entry must not refer to another one.
    """
    from fluent.runtime import FluentResource  # noqa: PLC0415 - as in `_bundle`

    bundle, source = _bundle(language), entries(language).get(name, "")
    bundle.add_resource(FluentResource(source))
    return bundle.get_message(name) if bundle.has_message(name) else None


@cache
def _bundle(language: str) -> "FluentBundle":
    from fluent.runtime import FluentBundle  # noqa: PLC0415 - 18 ms, after the socket is open

    return FluentBundle([language], use_isolating=False)
