"""All measurements in one run: `python -m bench`, which is `make bench`; about five minutes.

Writes docs/performance.json, .md and .svg. A measurement that fails has “failed: why” in its place
there, the others still run, and the exit code is 1. `--quick` measures less, for a minute or two,
and writes only to the folder of `--write`. `--page` only makes the page anew from the figures.
"""

import argparse
import asyncio
import dataclasses
import json
import logging
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from bench import fairness, history, machine, old_rows, page, repair, replicas, watch
from bench import side_by_side as side
from bench.contenders import HERE, OURS, PLAIN

DOCS = HERE / "docs"
ROUND_TRIP = 0.1  # seconds


@dataclasses.dataclass(frozen=True)
class Sizes:
    """How much of each is measured."""

    starts: int = 5
    letters: int = 40
    far_letters: int = 24  # with a round trip for each call
    bursts: int = 3
    burst: int = 100
    slow: tuple[int, int, int] = (12, 20, 12)  # PDFs, uploads, downloads
    at_once: int = 300
    large_at_once: int = 10
    tries: int = 2
    watched: tuple[int, int, int] = (5_000, 20_000, 6)  # of so many certificates, looks
    old_rows: tuple[int, ...] = (0, 10_000, 100_000)
    old_letters: int = 24
    ledger: int = 1_000_000
    replicas: tuple[int, ...] = (1, 2, 3)
    replica_runs: int = 2
    replica_letters: int = 100
    limited_letters: int = 50


QUICK = Sizes(
    starts=2,
    letters=6,
    far_letters=3,
    bursts=1,
    burst=20,
    at_once=40,
    large_at_once=2,
    tries=1,
    watched=(200, 600, 3),
    old_rows=(0, 1_000, 10_000),
    old_letters=5,
    ledger=10_000,
    replica_runs=1,
    replica_letters=30,
    limited_letters=20,
)


def measurements(sizes: Sizes) -> dict[str, Callable[[], Any]]:
    """What is measured, by the name of its figures, in the order in which it runs."""

    @cache
    def row() -> dict[str, Any]:
        return asyncio.run(old_rows.ended_row())

    run, rows = asyncio.run, list(sizes.old_rows)
    many = sizes.at_once, sizes.large_at_once
    pdfs, uploads, downloads = sizes.slow
    return {
        "starts": lambda: run(side.starts(side.ALL, sizes.starts)),
        "near": lambda: run(side.with_tccli(sizes.letters, 0.0)),
        "far": lambda: run(side.with_tccli(sizes.far_letters, ROUND_TRIP)),
        "bursts": lambda: run(side.bursts(sizes.bursts, sizes.burst)),
        "pdfs": lambda: run(fairness.behind_pdfs(pdfs)),
        "uploads": lambda: run(fairness.behind_uploads(uploads)),
        "downloads": lambda: run(fairness.behind_downloads(downloads)),
        "many": lambda: run(fairness.many_at_once(OURS, *many)),
        "many, plain": lambda: run(fairness.many_at_once(PLAIN, *many)),
        "files": lambda: run(repair.measure(sizes.tries)),
        "watch": lambda: run(watch.measure(*sizes.watched)),
        "sqlite": lambda: run(history.on_sqlite(rows, sizes.old_letters, row())),
        "postgresql": lambda: run(history.on_postgresql(rows, sizes.old_letters, row())),
        "replicas": lambda: through_replicas(sizes, row()),
    }


def through_replicas(sizes: Sizes, row: dict[str, Any]) -> list[replicas.Carried]:
    """Several numbers of processes in turn, several times; then two with Tencent's limit."""
    found = []
    with replicas.ledger(row, sizes.ledger) as (url, server):
        for count in sizes.replicas * sizes.replica_runs:
            work = replicas.carried(url, server, count, sizes.replica_letters)
            found.append(asyncio.run(work))
        work = replicas.carried(url, server, 2, sizes.limited_letters, is_limited=True)
        found.append(asyncio.run(work))
    return found


def measured(sizes: Sizes, only: list[str] | None = None) -> dict[str, Any]:
    """All figures, or these, by name; what has failed says why."""
    figures: dict[str, Any] = {"machine": machine.described(), "sizes": sizes}
    for name, work in measurements(sizes).items():
        if only and name not in only:
            continue
        began = time.monotonic()
        print(f"{name:12}", end=" ", flush=True)
        try:
            figures[name] = work()
        except Exception as error:  # noqa: BLE001 - the others still run
            told = (str(error).splitlines() or [""])[0]
            figures[name] = {"failed": f"{type(error).__name__}: {told}"[:200]}
        failed = page.why_incomplete(msgspec.to_builtins(figures[name]))
        print(f"{time.monotonic() - began:6.1f} s", f"failed: {failed}" if failed else "")
    return msgspec.to_builtins(figures)


def write(figures: dict[str, Any], folder: Path) -> None:
    """The figures, and what is made of them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{json.dumps(name)}: {json.dumps(each)}" for name, each in page.rounded(figures).items()
    ]
    (folder / "performance.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    make_page(folder)


def make_page(folder: Path) -> None:
    figures = json.loads((folder / "performance.json").read_text())
    for name, content in page.made(figures).items():
        (folder / name).write_text(content)
        print(folder / name)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less, write nothing")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="where the page goes (docs)")
    parser.add_argument("--page", action="store_true", help="measure nothing, make the page anew")
    names = list(measurements(QUICK))
    parser.add_argument("--only", nargs="+", choices=names, help="only these, and print them")
    given = parser.parse_args()
    folder = given.write or DOCS
    if given.page:
        make_page(folder)
        return 0
    logging.getLogger("letterdrop").setLevel(logging.ERROR)  # that a slow file was stopped
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started ends, as with Ctrl-C
    began = time.monotonic()
    figures = measured(QUICK if given.quick else Sizes(), given.only)
    figures["seconds"] = time.monotonic() - began
    if given.only:
        print(json.dumps(page.rounded({name: figures[name] for name in given.only}), indent=1))
    elif not given.quick or given.write:
        write(figures, folder)
    else:
        print(page.made(page.rounded(figures))["performance.md"])
    return int(any(page.why_incomplete(each) for each in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
