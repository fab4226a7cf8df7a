"""The table of ratios: each contender's figure, and what Letterdrop's is to the plain bot's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

OURS, PLAIN, FLOOR, TCCLI = "Letterdrop", "plain bot", "bare floor", "tccli"
COLUMNS = (PLAIN, FLOOR, TCCLI, OURS)
ALIKE = 0.02  # ratios nearer to 1 than this are called the same
FEWEST = 3  # values that have quartiles

Values = Sequence[float]


def p95(values: Values) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


@dataclass(frozen=True)
class Row:
    """One figure: what of which measurement, in which unit."""

    title: str
    source: str
    unit: str
    value: Callable[[Any], float]  # of one letter, burst or start
    summary: Callable[[Values], float] = median
    has_tccli: bool = False
    more_is_better: bool = False


def _answer(x: Any) -> float:
    return 1000 * float(x["result_after"])


ROWS = (
    Row("drop → answer, p50", "near", "ms", _answer, has_tccli=True),
    Row("drop → answer, p95", "near", "ms", _answer, p95, has_tccli=True),
    Row("100 ms a call: drop → answer, p50", "far", "ms", _answer, has_tccli=True),
    Row("100 ms a call: drop → answer, p95", "far", "ms", _answer, p95, has_tccli=True),
    Row("CPU a letter, one by one", "near", "ms", lambda x: 1000 * x["cpu"], has_tccli=True),
    Row("… with its readers", "near", "ms", lambda x: 1000 * x["tree_cpu"]),
    Row("CPU a letter, in a burst", "bursts", "ms", lambda x: 1000 * x["cpu"] / len(x["seconds"])),
    Row("… with its readers", "bursts", "ms", lambda x: 1000 * x["tree_cpu"] / len(x["seconds"])),
    Row(
        *("letters a second, in a burst (more is better)", "bursts", ""),
        lambda x: len(x["seconds"]) / x["seconds"][-1],
        more_is_better=True,
    ),
    Row("peak memory, in a burst", "bursts", "MB", lambda x: x["peak"]),
    Row("start → connected", "starts", "ms", lambda x: 1000 * x["connected_after"]),
    Row("memory, idle", "starts", "MB", lambda x: x["memory"]),
)


@dataclass(frozen=True)
class Filled:
    """A row with its figures; `failed`: why it has none."""

    row: Row
    values: dict[str, Values]
    failed: str = ""

    def of(self, name: str) -> float | None:
        """One contender's figure."""
        values = self.values.get(name)
        return self.row.summary(values) if values else None

    def ratio(self, name: str = OURS) -> float | None:
        """A contender's figure by the plain bot's."""
        one, plain = self.of(name), self.of(PLAIN)
        return one / plain if one is not None and plain else None

    @property
    def spread(self) -> tuple[float, float] | None:
        """The quartiles of the ratios of what came in turn, where the ratio is one of medians."""
        ours, plain = self.values.get(OURS, ()), self.values.get(PLAIN, ())
        if self.row.summary is not median or len(ours) < FEWEST or len(ours) != len(plain):
            return None
        low, _, high = quantiles([a / b for a, b in zip(ours, plain, strict=True)], n=4)
        return low, high

    @property
    def verdict(self) -> str:
        """Whether Letterdrop is "better", the "same" or "worse" than the plain bot."""
        ratio = self.ratio()
        if ratio is None:
            return ""
        if abs(ratio - 1) <= ALIKE:
            return "same"
        return "better" if (ratio > 1) == self.row.more_is_better else "worse"


def filled(figures: dict[str, Any]) -> list[Filled]:
    """The rows of what a run has measured."""
    found = []
    for row in [each for each in ROWS if each.source in figures]:
        measured = figures[row.source]
        failed = measured.get("failed", "")
        by_name = {} if failed else measured.get("letters", measured)
        names = [each for each in COLUMNS if row.has_tccli or each != TCCLI]
        values = {name: [row.value(x) for x in by_name.get(name, ())] for name in names}
        found.append(Filled(row, values, failed))
    return found
