"""Tests of which each runs for very many things that lie at hand."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Test = Callable[..., None]


def for_each(
    names: str | Sequence[str], values: Iterable[Any] | Callable[[], Iterable[Any]]
) -> Callable[[Test], Test]:
    """As pytest.mark.parametrize, but one test: each of its own costs 2 ms beside its assertions.

    `names`: of one argument, or of several, whose `values` are tuples then. `values` that take
    long to make are given as a function: who only imports the module makes none.
    The first case that fails is named. For tests that leave nothing behind for the next case.
    """
    several = not isinstance(names, str)
    wanted = tuple(names) if several else (names,)
    given = values if callable(values) else list(values)

    def decorated(test: Test) -> Test:
        @functools.wraps(test)
        def of_all(**others: Any) -> None:
            made = given() if callable(given) else given
            cases = [dict(zip(wanted, each if several else [each], strict=True)) for each in made]
            assert cases
            for case in cases:
                try:
                    test(**case, **others)
                except BaseException as error:
                    error.add_note(f"case: {case!r}")
                    raise

        signature = inspect.signature(test)
        rest = [each for each in signature.parameters.values() if each.name not in wanted]
        of_all.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]
        return of_all

    return decorated
