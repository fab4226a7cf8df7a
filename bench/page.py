"""docs/performance.md and its chart, made of a run's figures: no figure is typed by hand.

Pure: the same figures give the same page. What Slack and Tencent Cloud allow is no figure of ours,
and stands in `capacity.py` with its source.
"""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median, quantiles
from typing import Any

from bench import capacity, chart, ratios
from bench.ratios import COLUMNS, FLOOR, OURS, PLAIN, Filled

Figures = dict[str, Any]
DIGITS = 6  # of what is kept of a figure
FEW = 10.0  # below it a figure has a decimal place
HOLDING = (
    ("pdfs", "slow PDFs"),
    ("uploads", "uploads to which Tencent Cloud responds 20 s late"),
    ("downloads", "downloads that give nothing for 20 s"),
)
DATABASES = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
CHART = "performance.svg"


def made(figures: Figures) -> dict[str, str]:
    """The page and its chart, by their names in docs/."""
    rows = ratios.filled(figures)
    bars = [(each.row.title, each.ratio(), each.ratio(FLOOR)) for each in rows]
    parts = [
        head(figures, rows),
        *section("Letter by letter", figures, (), lambda: contenders(figures, rows)),
        *section("Whom a slow letter holds up", figures, (), lambda: fairness(figures)),
        *section("Photos and scans", figures, ("files",), lambda: files(figures["files"])),
        *section("Following certificates", figures, ("watch",), lambda: watched(figures)),
        *section("A ledger with a past", figures, (), lambda: history(figures)),
        *section("What replicas carry", figures, ("replicas",), lambda: replicas(figures)),
        *section("How it was measured", figures, (), lambda: how(figures)),
    ]
    page = "\n\n".join("\n".join(each) if isinstance(each, list) else each for each in parts)
    return {"performance.md": f"{page}\n", CHART: chart.drawn(bars)}


def section(
    title: str, figures: Figures, needs: Sequence[str], body: Callable[[], list[str]]
) -> list[str]:
    """A heading and what stands below it, or why there is nothing."""
    failed = [why for name in needs if (why := why_failed(figures[name]))]
    return [f"## {title}", "\n".join([f"**failed: {failed[0]}**"] if failed else body())]


def why_failed(measured: Any) -> str:
    """Why a measurement has no figures; "" if it has."""
    return str(measured.get("failed", "")) if isinstance(measured, dict) else ""


def why_incomplete(measured: Any) -> str:
    """The same, also where all is there but tccli's."""
    no_tccli = measured.get("no_tccli", "") if isinstance(measured, dict) else ""
    return why_failed(measured) or str(no_tccli)


def rounded(value: Any) -> Any:
    """The same figures, with as many digits as may mean something."""
    match value:
        case float():
            return float(f"{value:.{DIGITS}g}")
        case dict():
            return {name: rounded(each) for name, each in value.items()}
        case list() | tuple():
            return [rounded(each) for each in value]
    return value


# The sections ------------------------------------------------------------------------------------


def head(figures: Figures, rows: Sequence[Filled]) -> str:
    machine = figures["machine"]
    worse = [_compared(each) for each in rows if each.verdict == "worse"]
    better = [_compared(each) for each in rows if each.verdict == "better"]
    same = [each.row.title for each in rows if each.verdict == "same"]
    lines = [
        "# Performance",
        "",
        "For engineers who decide whether Letterdrop is fast enough, and what it needs.",
        f"`make bench` measured all of this in one run on {machine['date']}, and wrote this page;"
        " no figure on it was typed by hand.",
        "",
        "Letterdrop is compared with the **plain bot** that one writes in an afternoon (Bolt and"
        " Tencent Cloud's SDK; no checks, no ledger, no marks), and with the **bare floor**, the"
        " same outside calls by hand without any framework. All get the same letters in turn. On"
        " another machine the milliseconds differ; the ratios hardly do.",
        "",
        f"- **Worse than the plain bot**: {_listed(worse)}.",
        f"- **Better**: {_listed(better)}.",
        f"- **The same** (within {100 * ratios.ALIKE:.0f} %): {_listed(same)}.",
    ]
    if holding := _held(figures):
        lines.append(f"- **A good letter behind slow ones** waits {_listed(holding)}.")
    if not why_failed(figures["replicas"]):
        lines += [f"- {each}" for each in capacity.in_short(figures["replicas"])]
    words = "Bars: each figure of Letterdrop and of the bare floor as a ratio to the plain bot's"
    return "\n".join([*lines, "", f"![{words}]({CHART})"])


def contenders(figures: Figures, rows: Sequence[Filled]) -> list[str]:
    header = ("", *COLUMNS, "ratio", "its quartiles")
    body = []
    for each in rows:
        values = [_value(each.of(name), each.row.unit) for name in COLUMNS]
        ratio, spread = each.ratio(), each.spread
        told = f"{ratio:.2f}" if ratio else f"failed: {each.failed}"
        quartiles = f"{spread[0]:.2f} to {spread[1]:.2f}" if spread else "–"
        body.append((each.row.title, *values, told, quartiles))
    lines = [
        *table(header, body),
        "",
        "*ratio*: Letterdrop's figure by the plain bot's. Its quartiles are those of the ratios of"
        " letters in turn; where they lie far apart the machine was busy, and the ratio says"
        " little. *tccli* is Tencent Cloud's command line,"
        " `tccli ssl UploadConfirmLetter`, from Enter to its output: what a person waits who has"
        " the file already. It answers nobody.",
        "",
        "The plain bot and the floor open no file. Letterdrop does, in processes beside it:"
        " they are counted in the rows *with its readers* only.",
    ]
    for name in ("near", "far"):
        if why := figures[name].get("no_tccli"):
            lines += ["", f"**tccli** failed: {why}"]
    return lines


def fairness(figures: Figures) -> list[str]:
    body = []
    for name, what in HOLDING:
        found, failed = figures[name], why_failed(figures[name])
        if failed:
            body.append((what, f"failed: {failed}", ""))
            continue
        held = found[0] if isinstance(found, list) else found
        waits = f"{held['good_after']:.1f} s", f"{held['alone_after']:.2f} s"
        body.append((f"{held['slow']} {what}", *waits))
    lines = [*table(("a good letter behind", "is answered after", "alone"), body), ""]
    if not why_failed(figures["pdfs"]):
        _, seconds, is_stopped = figures["pdfs"]
        end = "is stopped before that, and refused" if is_stopped else "is let through"
        lines += [f"Each slow PDF takes {seconds:.1f} s to draw; it {end}.", ""]
    sizes = figures["sizes"]
    at_once = f"{sizes['at_once']} drops at once, {sizes['large_at_once']} of them of 40 MB"
    body = []
    for name, who in (("many", OURS), ("many, plain", PLAIN)):
        found = figures[name]
        if failed := why_failed(found):
            body.append((who, f"failed: {failed}", "", ""))
            continue
        first, last = found["seconds"][0], found["seconds"][-1]
        body.append((who, f"{first:.1f} s", f"{last:.1f} s", f"{found['peak']:.0f} MB"))
    return [*lines, *table((at_once, "first answer", "last answer", "peak memory"), body)]


def files(found: list[Figures]) -> list[str]:
    body = [
        (each["name"], f"{each['seconds']:.2f} s", f"{each['memory']:.0f} MB", each["outcome"])
        for each in found
    ]
    return [
        *table(("", "the bot waits", "peak of the reading process", "what became of it"), body),
        "",
        "Files are noisier than usual, and opened in a process of their own.",
    ]


def watched(figures: Figures) -> list[str]:
    found, (followed, account, _) = figures["watch"], figures["sizes"]["watched"]
    looks, blocks = found["hour"], [*found["looking"], *found["telling"]]
    longest = max([each["cpu"] for each in blocks], default=None)
    growth = looks[-1]["memory"] - looks[0]["memory"]
    body = [
        ("calls of one look at all", looks[-1]["calls"]),
        ("seconds of a look", f"{fmean(each['seconds'] for each in looks):.2f}"),
        ("CPU of a look", f"{1000 * fmean(each['cpu'] for each in looks):.0f} ms"),
        (f"memory after {len(looks)} looks", f"{looks[-1]['memory']:.0f} MB ({growth:+.1f} MB)"),
        ("the event loop was blocked, at most", f"{longest:.0f} ms" if longest else "under 10 ms"),
        ("still followed after a kill in a look", f"{found['kept']:,}"),
        ("endings told, of those that came at once", found["told"]),
        ("a look at which every one has gone a step on", f"{found['a_step']['seconds']:.1f} s"),
    ]
    return table((f"{followed:,} followed of {account:,}", ""), body)


def history(figures: Figures) -> list[str]:
    body, verdicts, plans = [], [], []
    for key, database in DATABASES:
        found = figures[key]
        if failed := why_failed(found):
            body.append((database, "", f"failed: {failed}", *[""] * 4))
            continue
        none = found["costs"][0]
        body += [(database, f"{x['rows']:,}", *_costs(x, none)) for x in found["costs"]]
        last = found["costs"][-1]
        ratio = median(last["cpu"]) / median(none["cpu"])
        verdicts.append(f"{ratio:.2f} × the CPU on {database} ({last['rows']:,} old rows)")
        plans += [*plans_of(database, found["plans"]), ""]
    header = ("", "old rows", "CPU a letter", "to none", "transactions", "time in them", "server")
    lines = table(header, body)
    if verdicts:
        lines += ["", f"Against an empty ledger a letter costs {_listed(verdicts)}."]
    lines += [
        "",
        "Old rows are copies of one that really ended, with certificates, messages and dates of"
        " their own. *To none*: quartiles of the ratios of letters in turn. *Time in"
        " transactions*: from the call until the outcome is there. *server*: CPU of PostgreSQL's"
        " processes. These statements stand on a letter's way; their plans are those of the"
        " fullest ledger.",
        "",
        *plans,
    ]
    return lines[:-1]


def plans_of(database: str, plans: list[Figures]) -> list[str]:
    whole = [each for each in plans if any(_reads_all(step) for step in each["steps"])]
    none = f"On {database} none of {len(plans)} reads the whole ledger."
    verdict = (
        f"On {database} {len(whole)} of {len(plans)} read the whole ledger." if whole else none
    )
    body = [
        (f"`{_cell(each['statement'])}`", f"{each['executed']:.1f}", _steps(each["steps"]))
        for each in plans
    ]
    return [verdict, "", *table(("statement", "a letter", "finds its rows by"), body)]


def replicas(figures: Figures) -> list[str]:
    found = figures["replicas"]
    return [
        f"Several processes share one PostgreSQL with {figures['sizes']['ledger']:,} old letters"
        " in its ledger; so many letters are dropped at once."
        f" Slack, Tencent Cloud, PostgreSQL and all bots share {figures['machine']['cores']} cores"
        " here.",
        "",
        *table(*capacity.measured(found)),
        "",
        *capacity.derived(found),
        "",
        *table(*capacity.limits(found)),
        "",
        *capacity.words(found),
    ]


def how(figures: Figures) -> list[str]:
    machine, sizes = figures["machine"], figures["sizes"]
    postgresql = f", PostgreSQL {machine['postgresql']}" if machine["postgresql"] else ""
    return [
        f"- **Machine**: {machine['cores']} cores ({machine['processor'] or 'unknown'}),"
        f" {machine['memory']:.0f} GB, Linux {machine['kernel']}; load before the run"
        f" {machine['load']:.1f}.",
        f"- **Programs**: Python {machine['python']}, Bolt {machine['slack_bolt']}, SQLite"
        f" {machine['sqlite']}{postgresql}; commit `{machine['commit']}`.",
        f"- **Run**: {machine['date']}, {figures['seconds'] / 60:.1f} minutes. Letters of"
        f" {machine['letter'] / 1e6:.1f} MB; {sizes['letters']} one by one to each,"
        f" {sizes['far_letters']} with 100 ms a call, {sizes['bursts']} bursts of"
        f" {sizes['burst']}, {sizes['starts']} starts.",
        "- **Stand-ins**: the sandbox's Slack and Tencent Cloud, over loopback and without TLS, in"
        " the process that measures; its CPU is not counted, but it shares the cores.",
        "- **Limits lifted**: Tencent's ten calls a second, on both sides, but not behind hanging"
        " uploads and where *ten a second* is said.",
        "- **CPU**: the process's own clock, all threads, user and system. **Memory**: resident;"
        " peaks by `VmHWM`. **Drop → answer**: from the message's timestamp to the answer's.",
        "- **Again**: `make bench` (what it needs it sets up by itself; Linux). Each part alone:"
        " [bench/README.md](../bench/README.md). All figures:"
        " [performance.json](performance.json).",
    ]


# Words and cells ---------------------------------------------------------------------------------


def table(header: Iterable[Any], body: Iterable[Iterable[Any]]) -> list[str]:
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (header, *body)]
    return [lines[0], "| --- " * (lines[0].count(" | ") + 1) + "|", *lines[1:]]


def _compared(each: Filled) -> str:
    where = {"near": "one by one", "bursts": "in a burst"}.get(each.row.source, "")
    return f"{each.row.title} ({each.ratio():.2f} ×)".replace("…", f"CPU a letter {where}")


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words) if words else "nothing"


def _held(figures: Figures) -> list[str]:
    told = []
    for name, what in HOLDING:
        if not why_failed(figures[name]):
            found = figures[name]
            held = found[0] if isinstance(found, list) else found
            told.append(f"{held['good_after']:.1f} s behind {held['slow']} {what}")
    return told


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.1f} {unit}".strip() if value < FEW or not unit else f"{value:.0f} {unit}"


def _costs(each: Figures, none: Figures) -> tuple[str, ...]:
    pairs = [a / b for a, b in zip(each["cpu"], none["cpu"], strict=True)]
    low, _, high = quantiles(pairs, n=4)
    server = median(each["server_cpu"])
    return (
        f"{1000 * median(each['cpu']):.1f} ms",
        f"{low:.2f} to {high:.2f}" if each is not none else "1",
        f"{median(each['transactions']):.0f}",
        f"{1000 * median(each['in_transactions']):.1f} ms",
        f"{1000 * server:.1f} ms" if server else "–",
    )


def _reads_all(step: str) -> bool:
    """Whether a line of a plan reads every row of the table of letters."""
    return step.startswith("Seq Scan on job") or step in {"SCAN job", "SCAN holder"}


def _steps(steps: Sequence[str]) -> str:
    return "; ".join(map(_cell, steps)) or "nothing to find: it adds a row"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
