"""Tests of which each runs for very many things that lie at hand."""

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Test = Callable[..., Any]


def for_each(
    names: str | Sequence[str], values: Iterable[Any] | Callable[[], Iterable[Any]]
) -> Callable[[Test], Test]:
    """As pytest.mark.parametrize, but one test: each of its own costs 2 ms beside its assertions.

    `names`: of one argument, or of several, whose `values` are tuples then. `values` that take
    long to make are given as a function: who only imports the module makes none. The first case
    that fails is named. For tests that leave nothing behind for the next case: all have the same
    fixtures, one bot of 20 ms for example.
    """
    several = not isinstance(names, str)
    wanted = tuple(names) if several else (names,)
    given = values if callable(values) else list(values)

    def cases() -> Iterator[dict[str, Any]]:
        made = list(given() if callable(given) else given)
        assert made
        return (dict(zip(wanted, each if several else [each], strict=True)) for each in made)

    def decorated(test: Test) -> Test:
        @functools.wraps(test)
        def of_all(**others: Any) -> None:
            for case in cases():
                with _named(case):
                    test(**case, **others)

        @functools.wraps(test)
        async def of_all_in_turn(**others: Any) -> None:
            for case in cases():
                with _named(case):
                    await test(**case, **others)

        whole: Any = of_all_in_turn if inspect.iscoroutinefunction(test) else of_all
        signature = inspect.signature(test)
        rest = [each for each in signature.parameters.values() if each.name not in wanted]
        whole.__signature__ = signature.replace(parameters=rest)
        return whole  # type: ignore[no-any-return]

    return decorated


@contextmanager
def _named(case: dict[str, Any]) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        error.add_note(f"case: {case!r}")
        raise
