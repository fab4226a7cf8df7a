"""Tests of which each runs for very many things that lie at hand."""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def for_each(name: str, values: Iterable[Any]) -> Callable[[Test], Test]:
    """As pytest.mark.parametrize, but one test: each of its own costs more than its assertions.

    The first one that fails is named.
    """
    things = list(values)

    def decorated(test: Test) -> Test:
        @functools.wraps(test)
        def of_all(**others: Any) -> None:
            assert things
            for each in things:
                try:
                    test(**{name: each}, **others)
                except BaseException as error:
                    error.add_note(f"{name}: {each!r}")
                    raise

        wanted = inspect.signature(test)
        rest = [each for each in wanted.parameters.values() if each.name != name]
        of_all.__signature__ = wanted.replace(parameters=rest)  # type: ignore[attr-defined]
        return of_all

    return decorated
