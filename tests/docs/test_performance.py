"""docs/performance.md is made of the figures of a run, and of nothing else."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from bench import capacity, chart, page, ratios
from tests.docs.pages import text
from tests.for_each import for_each

MEASUREMENTS = (
    *("starts", "near", "far", "bursts", "pdfs", "uploads", "downloads", "many", "many, plain"),
    *("files", "watch", "sqlite", "postgresql", "replicas"),
)
WHY = "OSError: the cable was pulled"


def figures(**others: Any) -> dict[str, Any]:
    return {**json.loads(text("docs/performance.json")), **others}


def run(processes: int = 1, *, is_limited: bool = False, **others: Any) -> dict[str, Any]:
    usual = {"processes": processes, "is_limited": is_limited, "letters": 100, "seconds": 4.0}
    cpu = {"bots_cpu": 2.0, "readers_cpu": 1.0, "server_cpu": 0.5, "sandbox_cpu": 0.5}
    return {
        **usual,
        **cpu,
        "calls": {"chat.postMessage": 100, "UploadConfirmLetter": 100},
        **others,
    }


def test_it_is_what_is_made_of_the_figures() -> None:
    made = page.made(figures())
    assert made == {name: text(f"docs/{name}") for name in made}


def test_another_run_makes_another_page() -> None:
    machine = figures()["machine"] | {"cores": 4711}
    assert "4711 cores" in page.made(figures(machine=machine))["performance.md"]


@for_each("name", MEASUREMENTS)
def test_what_has_failed_says_why_in_its_place(name: str) -> None:
    made = page.made(figures(**{name: {"failed": WHY}}))["performance.md"]
    assert f"failed: {WHY}" in made
    assert made.count("\n## ") == text("docs/performance.md").count("\n## ")


def test_without_tccli_the_page_says_so_and_has_the_rest() -> None:
    near = figures()["near"]
    near = {"letters": near["letters"] | {"tccli": []}, "no_tccli": "not installed: no network"}
    made = page.made(figures(near=near))["performance.md"]
    assert "**tccli** failed: not installed: no network" in made
    assert re.search(r"\| drop → answer, p50 \| \S+ ms \| \S+ ms \| – \| \S+ ms \|", made)


@for_each(
    ("ours", "more_is_better", "verdict"),
    [
        (9.0, False, "better"),
        (12.0, False, "worse"),
        (10.1, False, "same"),
        (9.0, True, "worse"),
        (12.0, True, "better"),
    ],
)
def test_a_row_tells_worse_from_better(ours: float, *, more_is_better: bool, verdict: str) -> None:
    row = ratios.Row("", "near", "ms", float, more_is_better=more_is_better)
    filled = ratios.Filled(row, {ratios.OURS: [ours] * 3, ratios.PLAIN: [10.0] * 3})
    assert filled.verdict == verdict
    assert filled.spread == (ours / 10, ours / 10)


def test_the_lowest_limit_from_outside_is_told_first() -> None:
    calls = {"chat.postMessage": 200, "reactions.add": 100, "UploadConfirmLetter": 100, "x": 900}
    _, rows = capacity.limits([run(calls=calls)])
    assert [(row[0], row[-1]) for row in rows] == [
        ("`chat.postMessage`", "30"),
        ("`reactions.add`", "50"),
        ("`UploadConfirmLetter`", "600"),
    ]


def test_capacity_is_that_of_the_measured_cpu() -> None:
    (short,) = capacity.in_short([run(), run(2, seconds=2.0), run(is_limited=True, seconds=11.0)])
    assert "50 letters a second on this machine" in short
    assert "50 a process with a core of its own, 200 a core of PostgreSQL" in short
    assert "Tencent Cloud takes 10 a second" in short


@for_each(
    ("step", "reads_all"),
    [
        ("SCAN job", True),
        ("SCAN job USING INDEX job_due", False),
        ("SEARCH job USING INDEX job_thread (thread=?)", False),
        ("Seq Scan on job", True),
        ("Index Scan using job_due on job", False),
        ("Seq Scan on hold", False),
    ],
)
def test_a_plan_that_reads_all_letters_is_told(step: str, *, reads_all: bool) -> None:
    plan = {"statement": "SELECT", "executed": 1.0, "steps": [step]}
    assert ("1 of 1 read the whole ledger" in page.plans_of("X", [plan])[0]) is reads_all


def test_the_chart_is_read_in_light_and_dark_with_bars_as_long_as_their_ratios() -> None:
    drawn = chart.drawn([("a < b", 2.0, 0.5), ("none", None, None)])
    rects = [each for each in ET.fromstring(drawn).iter() if each.tag.endswith("rect")]  # noqa: S314
    ours, floor = (float(each.attrib["width"]) for each in rects[2:])
    assert ours == 4 * floor
    assert "prefers-color-scheme: dark" in drawn
    assert drawn.count("not measured") == 2


def test_tccli_is_pinned_with_hashes_and_without_an_address() -> None:
    pinned = text("bench/requirements-tccli.txt")
    lines = [line for line in pinned.splitlines() if line[:1].isalpha()]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ \\", line) for line in lines)
    assert "tccli" in pinned
    assert "://" not in pinned
    assert "--index" not in pinned
