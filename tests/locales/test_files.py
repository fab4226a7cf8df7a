"""Every language's file is whole: what is missing or wrong in it is named here, entry by entry."""

import re
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from babel import Locale
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.inbound.commands import Kind, read_command
from bot.locales.cues import any_of, compile_all, cues
from bot.locales.languages import ENGLISH, LANGUAGES, listed
from bot.views.words import Words
from tests.locales.entries import lists, patterns, resource, texts, variables

EACH = pytest.mark.parametrize("language", LANGUAGES)
COMMANDS = [kind for kind in Kind if kind is not Kind.UNKNOWN]
EXAMPLE = "flSFd6Fh"


@EACH
def test_no_line_is_lost_to_a_slip_of_syntax(language: str) -> None:
    slips = [each.content for each in resource(language).body if isinstance(each, ast.Junk)]
    assert slips == []


@EACH
def test_no_key_stands_twice(language: str) -> None:
    keys = [key for key, _ in patterns(language)]
    assert [key for number, key in enumerate(keys) if key in keys[:number]] == []


@EACH
def test_the_keys_are_those_of_english_in_the_same_order(language: str) -> None:
    keys, wanted = ([key for key, _ in patterns(each)] for each in (language, ENGLISH))
    own, english = set(keys), set(wanted)
    assert (english - own, own - english) == (set(), set()), "missing, and not in English"
    assert next((pair for pair in zip_longest(keys, wanted) if pair[0] != pair[1]), None) is None


@EACH
def test_an_entry_uses_the_values_that_it_uses_in_english(language: str) -> None:
    own, english = variables(language), variables(ENGLISH)
    assert [(key, own[key], english[key]) for key in own if own[key] != english.get(key)] == []


@EACH
def test_an_entry_is_parsed_alone_and_so_refers_to_no_other_one(language: str) -> None:
    assert [fault for key, text in texts(language).items() for fault in _Faults(key, text)] == []


class _Faults(Visitor):
    """What is not allowed in a text: references, and forms that its language does not have."""

    def __init__(self, key: str, text: ast.Pattern) -> None:
        self.key, self.found = key, list[str]()
        self.visit(text)

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def _refers(self, _node: ast.BaseNode) -> None:
        self.found.append(f"{self.key} refers to another entry or a function")

    visit_MessageReference = visit_TermReference = visit_FunctionReference = _refers  # noqa: N815  # fluent's names


@EACH
def test_the_forms_of_a_text_are_those_of_the_language_or_of_the_value(language: str) -> None:
    plurals = {*Locale.parse(language, sep="-").plural_form.tags, "other"}
    wrong = [
        (key, form)
        for key, text in texts(language).items()
        for form, is_default in _forms(text)
        if not (form in plurals or form.isdigit() or form in _names_of_forms(key))
        or (is_default and form not in _defaults(key))
    ]
    assert wrong == [], "each form is [0], [one] … as the language has them, or one of English"


def _forms(text: ast.Pattern) -> Iterator[tuple[str, bool]]:
    for element in text.elements:
        if isinstance(element, ast.Placeable) and isinstance(
            element.expression, ast.SelectExpression
        ):
            for variant in element.expression.variants:
                name = getattr(variant.key, "name", None) or variant.key.value
                yield name, variant.default
                yield from _forms(variant.value)


def _names_of_forms(key: str) -> set[str]:
    return {form for form, _ in _forms(texts(ENGLISH)[key])}


def _defaults(key: str) -> set[str]:
    return {"other", *(form for form, is_default in _forms(texts(ENGLISH)[key]) if is_default)}


# Cue words ---------------------------------------------------------------------------------------


@EACH
def test_a_list_is_words_with_commas(language: str) -> None:
    for key, text in lists(language).items():
        assert [type(each) for each in text.elements] == [ast.TextElement], key
        name, _, attribute = key.partition(".")
        raw = text.elements[0].value
        phrases = [" ".join(each.split()) for each in raw.split(",")]
        assert "" not in phrases, f"{key} has a comma too many"
        assert listed(language, name, attribute) == (() if phrases == ["-"] else (*phrases,))
        assert re.search(r"[，、；]", raw) is None, f"{key} wants commas of ASCII"
        bracketed = [re.escape(each) for each in phrases if re.search("[()]", each)]
        unclosed = [each for each in bracketed if each in any_of(key.removeprefix("cue-"))]
        assert unclosed == [], f"{key} has a bracket too many"


def test_every_list_can_be_looked_for() -> None:
    for key in lists(ENGLISH):
        if key != "locales":
            found = re.compile(rf"(?ix) {any_of(key.removeprefix('cue-'))}")
            assert found.search("") is None, key
            assert found.search("\ue000 \ue000") is None, key


def test_every_pattern_that_is_compiled_later_can_be() -> None:
    compile_all()


def test_no_word_is_two_commands() -> None:
    words = [(word.casefold(), kind) for kind in COMMANDS for word in cues(kind)]
    meanings = {word: {kind for each, kind in words if each == word} for word, _ in words}
    assert {word: kinds for word, kinds in meanings.items() if len(kinds) > 1} == {}


@EACH
def test_each_command_has_words_that_are_read_as_it(language: str) -> None:
    for kind in COMMANDS:
        words = listed(language, f"cue-{kind}")
        assert words, f"cue-{kind} has no word"
        assert {word: read_command(word).kind for word in words} == dict.fromkeys(words, kind)
        assert read_command(f"{words[0]} {EXAMPLE}").kind is kind


@EACH
def test_the_help_names_commands_that_work(language: str) -> None:
    for kind in COMMANDS:
        told = Words(language, strict=True).say(f"help.{kind}")
        typed = re.findall(r"`/letter ?([^`]*)`", told)
        assert typed, f"help.{kind} names no command"
        for each in typed:
            assert read_command(each.replace("ID", EXAMPLE)).kind is kind, f"help.{kind}: {each}"


def test_no_locale_is_that_of_two_languages() -> None:
    claimed = [tag.casefold() for each in LANGUAGES for tag in {each, *listed(each, "locales")}]
    assert sorted(claimed) == sorted(set(claimed))
