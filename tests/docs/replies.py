"""Makes docs/replies.md: each entry of the Fluent files, rendered with sample facts.

The facts are those of tests/views/samples.py, which says every view: what it looks up on the way is
noted here. A problem is shown as its reply. An entry that chooses between words (one file or
several, a stage of the review) is shown once for each choice that reads differently.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot import problems
from bot.locales.languages import ENGLISH, LANGUAGES
from bot.permissions import NotAllowed
from bot.views import results
from bot.views.words import Value, Words
from tests.views import samples

HEAD = """\
# Every reply, in every language

For translators and reviewers: all words that the bot says, as people read them, with sample facts.
This page is made from `bot/locales/*.ftl` by `make docs`; change a text there. How a language is
added: [translate.md](translate.md).

`@Alice`, `letter.pdf`, `flSFd6Fh` and the like are samples. A problem is shown as the thread gets
it: its mark and title, what happened and why, and the next step.
"""
ORDER = [ENGLISH, *(each for each in LANGUAGES if each != ENGLISH)]
NUMBERS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 20, "other": 3}
"""A number for each of the forms that a language may have of one."""

Values = dict[str, Value]
FACTS: Values = {
    "certificate": "`flSFd6Fh`",
    "page": samples.CONSOLE,
    "command": "`/letter pending`",
}
"""For texts that no view says, but a listener."""


@dataclass(frozen=True)
class Entry:
    """One entry of a Fluent file: its name, and the names of its texts ("" for the first)."""

    name: str
    texts: tuple[str, ...]


class Noting(Words):
    """Strict words that note with which values each text was asked for."""

    def __init__(self, language: str) -> None:
        super().__init__(language, strict=True)
        self.asked: dict[str, list[Values]] = {}

    def say(self, key: str, /, **values: Value) -> str:
        calls = self.asked.setdefault(key, [])
        if values not in calls:
            calls.append(values)
        return super().say(key, **values)


@dataclass(frozen=True)
class Choice:
    """A value by which texts choose their words, and the choices there are, in any language."""

    variable: str
    keys: tuple[str, ...]


def page() -> str:
    """The whole page."""
    said = {language: noted(language) for language in ORDER}
    return HEAD + "".join(_sections(said))


def noted(language: str) -> Noting:
    """A language's words, after every view was said in it."""
    words = Noting(language)
    samples.everything_said(words)
    return words


# The files ---------------------------------------------------------------------------------------


@cache
def _file(language: str) -> ast.Resource:
    source = files("bot.locales").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    return FluentParser(with_spans=False).parse(source)


@cache
def entries(language: str) -> list[Entry]:
    return [_entry(each) for each in _file(language).body if isinstance(each, ast.Message)]


def _entry(message: ast.Message) -> Entry:
    attributes = tuple(each.id.name for each in message.attributes)
    return Entry(message.id.name, ("", *attributes) if message.value else attributes)


def areas() -> Iterator[tuple[str, list[Entry]]]:
    """The areas of the English file, each with its entries; last what other languages add."""
    title, inside = "", list[Entry]()
    for each in _file(ENGLISH).body:
        if isinstance(each, ast.GroupComment):
            if inside:
                yield title, inside
            title, inside = each.content or "", []
        elif isinstance(each, ast.Message):
            inside.append(_entry(each))
    yield title, inside
    known = {each.name for each in entries(ENGLISH)}
    others = [each for language in ORDER for each in entries(language) if each.name not in known]
    if others:
        yield "In some languages only", list({each.name: each for each in others}.values())


class _Choices(Visitor):
    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            keys = self.found.setdefault(node.selector.id.name, [])
            for variant in node.variants:
                key = variant.key
                keys.append(key.name if isinstance(key, ast.Identifier) else key.value)
        self.generic_visit(node)


@cache
def choices(name: str) -> list[Choice]:
    """By what the texts of an entry choose their words, in any language."""
    looking = _Choices()
    for language in ORDER:
        for each in _file(language).body:
            if isinstance(each, ast.Message) and each.id.name == name:
                looking.visit(each)
    return [Choice(name, tuple(dict.fromkeys(keys))) for name, keys in looking.found.items()]


def _value(key: str, now: object) -> Value:
    """The value that takes this choice, of the kind that stands there now."""
    if re.fullmatch(r"\d+", key):
        return int(key)
    return NUMBERS[key] if isinstance(now, int | float) and key in NUMBERS else key


# The page ----------------------------------------------------------------------------------------


def _sections(said: dict[str, Noting]) -> Iterator[str]:
    for title, inside in areas():
        yield f"\n## {title}\n\n"
        for entry in inside:
            if entry.name in problems.catalogue():
                yield _problem(entry)
            else:
                yield from (_text(entry, text, said) for text in entry.texts)


def _problem(entry: Entry) -> str:
    """A problem as its reply, once for each way that reads differently."""
    shape = problems.catalogue()[entry.name]
    known = {each.name for each in fields(shape)}
    changes: list[Values] = [{}]
    for choice in choices(entry.name):
        if choice.variable in known:
            now = samples.SAMPLES[choice.variable]
            keys = [each for each in choice.keys if each != "other"]  # which the sample shows
            changes += [{choice.variable: _value(key, now)} for key in keys]
    ways = [samples.sample(entry.name, **each) for each in changes]
    return _entry_lines(
        f"{entry.name}",
        [{each: _reply(problem, Words(each, strict=True)) for each in ORDER} for problem in ways],
    )


def _reply(problem: problems.Problem, words: Words) -> str:
    if isinstance(problem, NotAllowed):
        return results.turned_away(problem, words)
    reply = results.refused(samples.SUBJECT, problem, words)
    texts = [each["text"]["text"] for each in reply.blocks if each["type"] == "section"]
    return "\n".join(texts)


def _text(entry: Entry, text: str, said: dict[str, Noting]) -> str:
    """One text, once for each way that reads differently, with the same facts in each language."""
    key = f"{entry.name}.{text}" if text else entry.name
    calls = {each: said[each].asked.get(key, [FACTS]) for each in ORDER if has(each, entry, text)}
    ways = _ways(calls)
    for choice in choices(entry.name):
        ways += [_chosen(ways[0], choice.variable, option) for option in choice.keys]
    unlike = {
        tuple(_form(each, key, values) for each, values in way.items()): way
        for way in reversed(ways)
    }
    return _entry_lines(
        key,
        [
            {each: _said(each, key, values) for each, values in way.items()}
            for way in reversed(unlike.values())
        ],
    )


def has(language: str, entry: Entry, text: str) -> bool:
    return any(each.name == entry.name and text in each.texts for each in entries(language))


def _ways(calls: dict[str, list[Values]]) -> list[dict[str, Values]]:
    """The n-th call of each language beside those of the others."""
    most = max(len(each) for each in calls.values())
    return [{each: of[min(n, len(of) - 1)] for each, of in calls.items()} for n in range(most)]


def _chosen(way: dict[str, Values], variable: str, option: str) -> dict[str, Values]:
    """The same facts but for the one by which words are chosen, if it is among them."""
    return {
        each: values | ({variable: _value(option, values[variable])} if variable in values else {})
        for each, values in way.items()
    }


def _said(language: str, key: str, values: Values) -> str:
    return Words(language, strict=True).say(key, **values)


def _form(language: str, key: str, values: Values) -> str:
    """A text without its facts: what is left are the words that were chosen."""
    chosen_by = {each.variable for each in choices(key.partition(".")[0])}
    bare = {name: value if name in chosen_by else name for name, value in values.items()}
    return re.sub(r"\d[\d.,]*", "#", _said(language, key, bare))


def _entry_lines(key: str, ways: list[dict[str, str]]) -> str:
    """An entry of the page: under its name a line for each language, and for each way of it."""
    lines = [f"- `{key}`"]
    for language in ORDER:
        texts = dict.fromkeys(readable(way[language]) for way in ways if language in way)
        lines += [f"  - {language}: {text}" for text in texts]
    return "\n".join(lines) + "\n"


def readable(text: str) -> str:
    """A text of Slack's as a page shows it, in one line."""
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<https?:[^|>]*\|([^>]*)>", r"\1", text)
    text = text.replace("<@U0ALICE>", "@Alice")
    text = text.replace("<!subteam^S1>", "@certificate-team").replace("<#C1>", "#certificates")
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"**\1**", text)
    return text.strip().replace("\n", "<br>")
