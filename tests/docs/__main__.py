"""`python -m tests.docs`, which is `make docs`: makes anew what documents take from the program."""

import subprocess
import sys
from collections.abc import Callable

from tests.docs import problems_table, replies, tour
from tests.docs.pages import ROOT


def printed(command: str) -> str:
    """What the sandbox prints; its errors are shown, and end this."""
    said = subprocess.run(
        [sys.executable, "-m", "sandbox", command], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    return said.stdout.decode()


def the_tour() -> str:
    return tour.page(printed("demo"), printed("tour"))


MADE: dict[str, Callable[[], str]] = {
    "docs/operate.md": problems_table.page,
    "docs/replies.md": replies.page,
    "docs/tour.md": the_tour,
}


def main() -> None:
    for page, make in MADE.items():
        (ROOT / page).write_text(make())
        sys.stdout.write(f"{page}\n")


if __name__ == "__main__":
    main()
