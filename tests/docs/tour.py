"""Makes docs/tour.md of what `python -m sandbox demo` and `tour` print.

What differs from run to run (times, RequestIds, ports) is shown as of one moment, so that the page
changes only when a reply does.
"""

import re
from collections.abc import Iterator
from datetime import date

from tests.docs.pages import anchor

HEAD = """\
# The tour

For those who want to see before they install: every way in, as it looks in Slack. The real bot has
said all of this, to a local Slack and a local Tencent Cloud that come along.
[How to use it](usage.md) has the rules in short.

## Try it yourself

`make play` prints the address of a page: a small Slack in your browser, Tencent Cloud beside it.
Four things to try are one click each; samples lie beside the composer, to click or to drag. Be
Alice, 王芳 or a guest; edit, delete or forward a message; press the buttons, fill in the form, open
the Home. Under *Tencent Cloud* you are the CA: issue, send back, reject, or let a day pass. There
things go wrong when you want it, and *Start over* makes all of it new. Ctrl-C ends it.

![The page: a letter, marked as issued; beside it Tencent Cloud](images/play.png)

It is there in the dark, and on a phone:

![The same page, dark](images/play-dark.png)

![The same page on a narrow screen](images/phone.png)

In a terminal, after `make demo` has set up `.venv`:

```sh
.venv/bin/python -m sandbox demo                                   # four files, as below
.venv/bin/python -m sandbox tour                                   # every way in, as below
.venv/bin/python -m sandbox drop letter.pdf "for flSFd6Fh"         # a file of your own
.venv/bin/python -m sandbox serve                                  # for a bot of your own
.venv/bin/python -m sandbox ca issue flSFd6Fh --page ADDRESS       # and its CA decides
```

`serve` prints the settings for a bot that you start yourself, and the address of its page: that is
the `ADDRESS`. Beside `make play` no `--page` is needed, as long as its page has the usual port.
"""
WAYS_IN = "\n## Every way in\n\n"
MOMENT, DAY = "12:51:33", date(2026, 11, 24)
REQUEST_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def page(demo: str, tour: str) -> str:
    """The whole page; both as they were printed."""
    return beginning(demo) + rest(tour)


def beginning(demo: str) -> str:
    return f"{HEAD}\n## The demo\n\n{fenced(demo)}"


def rest(tour: str) -> str:
    found = scenes(tour)
    contents = "".join(f"- [{title}](#{anchor(title)})\n" for title in found)
    shown = "".join(f"\n### {title}\n\n{fenced(lines)}" for title, lines in found.items())
    cut = "A result is cut after its first line; whole ones stand above."
    return f"{WAYS_IN}{cut}\n\n{contents}{shown}"


def scenes(tour: str) -> dict[str, str]:
    """What was printed of each way in, by its title; without the sum at the end."""
    *ways, _ = tour.strip().splitlines()
    parts = re.split(r"^── (.*) ──$", "\n".join(ways), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def fenced(lines: str) -> str:
    return f"```text\n{settled(lines).strip()}\n```\n"


def settled(lines: str) -> str:
    """Without what differs from run to run; dates keep their distance to the first one."""
    lines = re.sub(r" \(http://127[^)]*\)", "", lines)
    lines = re.sub(r"\b\d\d:\d\d:\d\d\b", MOMENT, lines)
    lines = re.sub(r"\b\d\d:\d\d UTC\b", f"{MOMENT[:5]} UTC", lines)
    lines = re.sub(r"\b\d+\.\d s\b", "1.5 s", lines)
    ids = dict.fromkeys(re.findall(REQUEST_ID, lines))
    for number, each in enumerate(ids, start=1):
        lines = lines.replace(each, f"e9802052-f4de-410a-b955-{number:012}")
    return "".join(_dated(lines))


def _dated(lines: str) -> Iterator[str]:
    first: date | None = None
    for part in re.split(r"(\b\d{4}-\d\d-\d\d\b)", lines):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
            day = date.fromisoformat(part)
            first = first or day
            yield f"{DAY + (day - first)}"
        else:
            yield part


def words(transcript: str) -> list[str]:
    """All words, whatever the day and wherever lines are broken, to hold two against each other."""
    return re.sub(r"\d{4}-\d\d-\d\d", "…", settled(transcript)).split()
