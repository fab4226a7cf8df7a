"""The words: whole in every language, none too many, and none too long."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from fluent.syntax import ast

from bot import problems
from bot.locales.languages import ENGLISH, LANGUAGES
from bot.problems import Mender
from bot.tencent.error_codes import refusal
from bot.views.markup import code
from bot.views.questions import which_certificate
from bot.views.results import refused
from bot.views.subject import Asked, Subject
from bot.views.words import Words, words_for
from tests.for_each import for_each
from tests.locales.entries import texts, variables
from tests.views.samples import RecordingWords, everything_said, sample

CHINESE = "zh-CN"
PARTS = ("", ".why", ".next")
LONGEST = 300  # characters of one part: one short breath
KINDS = problems.catalogue()


# Whole -------------------------------------------------------------------------------------------


@for_each("kind", KINDS)
def test_every_problem_says_what_happened_why_and_what_to_do(kind: str) -> None:
    for part in PARTS:
        assert kind + part in texts(ENGLISH)


@for_each("kind", KINDS)
def test_the_words_of_a_problem_use_values_that_it_has(kind: str) -> None:
    known = {"again", *(each.name for each in fields(KINDS[kind]))}
    for part in PARTS:
        assert variables(ENGLISH)[kind + part] <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_said_somewhere_and_every_word_that_is_said_has_its_key(language: str) -> None:
    words = RecordingWords(language)
    assert everything_said(words)
    assert words.said | _said_by_listeners() == set(texts(language))


def _said_by_listeners() -> set[str]:
    """Keys that stand in `handlers/` and what they ask: what only they say needs no view."""
    root = Path(__file__).parents[2]
    listeners = [*(root / "handlers").glob("*.py"), *(root / "bot" / "overview").glob("*.py")]
    sources = (path.read_text("utf-8") for path in listeners)
    literals = {each for text in sources for each in re.findall(r'"([a-z.-]+)"', text)}
    return literals & set(texts(ENGLISH))


# Well said ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_takes_more_than_one_breath(language: str) -> None:
    words = RecordingWords(language)
    everything_said(words)
    assert [text for text in words.texts if len(text) > LONGEST] == []


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
@for_each("kind", [kind for kind in KINDS if sample(kind).traits.mender is Mender.OPERATOR])
def test_what_the_operator_must_mend_is_said_to_be_the_operators(kind: str, language: str) -> None:
    step = Words(language, strict=True).say(f"{kind}.next", reference="a1b2c3", again="")
    asks = {ENGLISH: "ask your bot admin to ", CHINESE: "请联系机器人管理员："}
    assert asks[language] in step.lower()


def test_chinese_texts_are_chinese_and_keep_clear_of_half_width_punctuation() -> None:
    words = RecordingWords(CHINESE)
    everything_said(words)
    assert [text for text in words.texts if re.search(r"[一-鿿][,;:?!()]", text)] == []
    assert [key for key in texts(ENGLISH) if _english_sentence(key) == _chinese(key)] == []


def _english_sentence(key: str) -> str | None:
    pattern = texts(ENGLISH)[key]
    literal = "".join(x.value for x in pattern.elements if isinstance(x, ast.TextElement))
    return literal if literal.endswith(".") else None


def _chinese(key: str) -> str:
    pattern = texts(CHINESE)[key]
    return "".join(x.value for x in pattern.elements if isinstance(x, ast.TextElement))


# Looking up --------------------------------------------------------------------------------------


@for_each("locale", ["zh", "zh-CN", "zh-SG", "ZH-cn", "zh_CN"])
def test_people_with_a_chinese_locale_read_chinese(locale: str) -> None:
    assert words_for(locale).locale == CHINESE


@for_each("locale", ["en-US", "en-GB", "zz-ZZ", "", "zhuang", "x-zh"])
def test_everybody_else_reads_english(locale: str) -> None:
    assert words_for(locale).locale == ENGLISH


def test_words_of_one_locale_are_made_once() -> None:
    assert words_for("zh-SG") is words_for("zh-SG")


def test_a_missing_key_is_loud_in_tests_and_an_odd_word_in_production() -> None:
    with pytest.raises(LookupError):
        Words(CHINESE, strict=True).say("no-such-key")
    with pytest.raises(LookupError):
        Words(CHINESE, strict=True).say("question.no-such-form")
    assert Words(CHINESE).say("no-such-key") == "no-such-key"
    assert Words(CHINESE).say("question.no-such-form") == "question.no-such-form"


def test_a_missing_value_is_loud_in_tests_and_shows_its_name_in_production() -> None:
    with pytest.raises(LookupError):
        Words(ENGLISH, strict=True).say("file-deleted")
    assert Words(ENGLISH).say("empty-file") == "name is empty."


@for_each(
    ("count", "english", "chinese"),
    [
        (0, "0 bytes", "0 字节"),
        (1, "1 byte", "1 字节"),
        (640, "640 bytes", "640 字节"),
        (1_024, "1 KB", "1 KB"),
        (99_000, "97 KB", "97 KB"),
        (1_468_006, "1.4 MB", "1.4 MB"),
        (1_887_437, "1.8 MB", "1.8 MB"),
        (1_048_576, "1 MB", "1 MB"),
    ],
)
def test_sizes_read_as_people_say_them(count: int, english: str, chinese: str) -> None:
    assert Words(ENGLISH, strict=True).size(count) == english
    assert Words(CHINESE, strict=True).size(count) == chinese


def test_one_and_many_have_their_own_form() -> None:
    words = Words(ENGLISH, strict=True)
    assert "within 1 day." in words.say("question-expired", days=1)
    assert "within 7 days." in words.say("question-expired", days=7)


@for_each(
    ("items", "english", "chinese"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a 和 b"),
        (["a", "b", "c"], "a, b and c", "a、b 和 c"),
    ],
)
def test_several_things_are_listed_as_in_a_sentence(
    items: list[str], english: str, chinese: str
) -> None:
    assert Words(ENGLISH, strict=True).listing(items) == english
    assert Words(CHINESE, strict=True).listing(items) == chinese


def test_no_invisible_marks_stand_around_a_value() -> None:
    assert Words(ENGLISH, strict=True).say("empty-file", name="x.pdf") == "x.pdf is empty."


@for_each(
    ("problem", "key"),
    [
        (refusal("FailedOperation.NetworkError", "", ""), "ca-busy"),
        (problems.BadFile("empty-file", "x"), "empty-file"),
        (problems.Mishap("r1"), "mishap"),
    ],
)
def test_the_key_of_a_problem_is_its_kind_or_the_name_of_its_class_in_kebab_case(
    problem: problems.Problem, key: str
) -> None:
    assert problem.key == key


def test_a_file_without_a_name_is_called_the_file() -> None:
    for locale, called in ((ENGLISH, "The file was deleted"), (CHINESE, "该文件在读取前已被删除")):
        assert words_for(locale).say("file-deleted", name=code("")).startswith(called)
        asked = which_certificate(words_for(locale), Asked("", files=[("F1", "a"), ("F2", "")]))
        assert "a and the file" in asked.text or "a 和该文件" in asked.text
    hidden = problems.BadFile("file-not-visible", "")
    assert "not let me see the file." in refused(Subject(""), hidden, words_for(ENGLISH)).text
    assert "看不到该文件。" in refused(Subject(""), hidden, words_for(CHINESE)).text
