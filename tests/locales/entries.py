"""The languages' files as Fluent's own parser reads them."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  # fluent's name for it
        self.names.add(node.id.name)


@cache
def resource(language: str) -> ast.Resource:
    return FluentParser().parse(files("bot.locales").joinpath(f"{language}.ftl").read_text("utf-8"))


def patterns(language: str) -> Iterator[tuple[str, ast.Pattern]]:
    for entry in resource(language).body:
        if isinstance(entry, ast.Message):
            if entry.value is not None:
                yield entry.id.name, entry.value
            for attribute in entry.attributes:
                yield f"{entry.id.name}.{attribute.id.name}", attribute.value


@cache
def texts(language: str) -> dict[str, ast.Pattern]:
    """Each key with its text, as far as it is said."""
    return {key: pattern for key, pattern in patterns(language) if not _is_list(key)}


@cache
def lists(language: str) -> dict[str, ast.Pattern]:
    """Each key of a list of words, which are read and never said, with its text."""
    return {key: pattern for key, pattern in patterns(language) if _is_list(key)}


@cache
def variables(language: str) -> dict[str, frozenset[str]]:
    return {key: _variables(pattern) for key, pattern in texts(language).items()}


def _is_list(key: str) -> bool:
    return key == "locales" or key.startswith("cue-")


def _variables(pattern: ast.Pattern) -> frozenset[str]:
    visitor = _Variables()
    visitor.visit(pattern)
    return frozenset(visitor.names)
