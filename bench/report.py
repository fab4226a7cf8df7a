"""The figures as a table: Letterdrop, the other bot, their ratio, and what was promised."""

import json
from collections.abc import Sequence
from statistics import fmean, median, quantiles

from bench.contenders import Letter
from bench.processes import Running

MOST_TO_CONNECT = 1000.0  # ms
MOST_MEMORY = 90.0  # MB
MOST_CPU = 11.0  # ms
LONGEST_BLOCK = 50.0  # ms

Pair = tuple[float, float]
"""Letterdrop's value and the other bot's."""


def memory(ours: Running, other: Running, idle: Sequence[float], name: str) -> None:
    """Tell the resident memory, below a heading; must be called while the bots run."""
    print(f"{'':32}{'Letterdrop':>13}{name[-12:]:>13}{'ratio':>8}")
    _row("memory, idle", (idle[0], idle[1]), "MB", MOST_MEMORY)
    _row("memory, after the letters", (ours.memory(), other.memory()), "MB")
    _row("memory, peak", (ours.memory("VmHWM"), other.memory("VmHWM")), "MB")


def starts(ours: Sequence[float], other: Sequence[float]) -> None:
    """Tell how long it took from the start of the process to the open socket."""
    _row("start to connected, median", _ms(median(ours), median(other)), "ms", MOST_TO_CONNECT)
    _row("start to connected, fastest", _ms(min(ours), min(other)), "ms")


def letters(ours: Sequence[Letter], other: Sequence[Letter]) -> None:
    """Tell what a letter costs, and when its result comes."""
    cpu = [each.cpu for each in ours], [each.cpu for each in other]
    result = [each.result_after for each in ours], [each.result_after for each in other]
    _row("CPU of a letter, mean", _ms(*map(fmean, cpu)), "ms", MOST_CPU)
    _row("CPU of a letter, median", _ms(*map(median, cpu)), "ms")
    _spread(*cpu)
    typical, late = _ms(*map(median, result)), _ms(*map(_p95, result))
    _row("drop to result, median", typical, "ms", typical[1])
    _spread(*result)
    _row("drop to result, 95th percentile", late, "ms", late[1])


def blocks(watched: Running, connected: float) -> None:
    """Tell the longest blocks of the loop that `watched_bot` has printed; `connected`: since when.

    Sorted by CPU, since wall time is the machine's affair as well.
    """
    found = [json.loads(line) for line in watched.output.read_text().splitlines()]
    for when, some in (
        ("at the start", [each for each in found if each[0] <= connected]),
        ("connected", [each for each in found if each[0] > connected]),
    ):
        for _, wall, cpu, what in sorted(some, key=lambda each: -each[2])[:3]:
            meets = _meets(cpu, LONGEST_BLOCK)
            print(f"loop blocked, {when:15} {wall:7.1f} ms, CPU {cpu:.1f} ms: {what}{meets}")


def _row(name: str, pair: Pair, unit: str, limit: float | None = None) -> None:
    ours, other = pair
    meets = "" if limit is None else _meets(ours, limit)
    print(f"{name:32}{ours:10.1f} {unit}{other:10.1f} {unit}{ours / other:8.2f}{meets}")


def _spread(ours: Sequence[float], other: Sequence[float]) -> None:
    """Tell how far the ratios of letters in turn lie apart."""
    low, middle, high = quantiles([a / b for a, b in zip(ours, other, strict=True)], n=4)
    print(f"{'  quartiles of its ratios':58}{low:.2f} {middle:.2f} {high:.2f}")


def _meets(value: float, limit: float) -> str:
    return f"  {'meets' if value <= limit else 'MISSES'} {limit:.0f}"


def _ms(ours: float, other: float) -> Pair:
    return 1000 * ours, 1000 * other


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
