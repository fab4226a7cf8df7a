"""The page speaks each of its languages wholly."""

from fluent.syntax import ast, parse

from sandbox.page.words import LOCALES, USUAL, speaking
from tests.for_each import for_each

TAGS = sorted(path.stem for path in LOCALES.glob("*.ftl"))


def sentences(tag: str) -> dict[str, set[str]]:
    """The facts that each sentence of a language takes, by its key."""
    found = {}
    for entry in parse((LOCALES / f"{tag}.ftl").read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            found[entry.id.name] = set(_variables(entry))
    return found


def _variables(node: object) -> list[str]:
    if isinstance(node, ast.VariableReference):
        return [node.id.name]
    inside = vars(node).values() if isinstance(node, ast.BaseNode) else node
    if not isinstance(inside, list | type({}.values())):
        return []
    return [name for each in inside for name in _variables(each)]


@for_each("tag", TAGS)
def test_each_language_has_the_sentences_of_english_with_the_same_facts(tag: str) -> None:
    assert sentences(tag) == sentences(USUAL)


@for_each(
    ("locale", "language"),
    [("en-US", "en"), ("zh-CN", "zh-CN"), ("zh-HK", "zh-CN"), ("fr-FR", "en"), ("", "en")],
)
def test_a_person_is_spoken_to_in_the_language_that_is_nearest(locale: str, language: str) -> None:
    assert speaking(locale).language == language
