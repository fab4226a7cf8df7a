"""The documents as tests read them: their tables, code, links and anchors."""

import re
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
)
"""All documents, by their paths in the repository."""

README, CHINESE_README = "README.md", "README.zh-CN.md"


def text(page: str) -> str:
    return (ROOT / page).read_text()


def table(header: str, page: str) -> list[list[str]]:
    """The rows of the page's table with this first column, each as its cells."""
    lines = text(page).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {header} |"))
    rows = takewhile(lambda line: line.startswith("|"), lines[start + 2 :])
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows]


def code(cell: str) -> str:
    """The words in backticks in a cell; "" without any."""
    found = re.search(r"`([^`]+)`", cell)
    return found[1] if found else ""


def blocks(page: str, language: str) -> list[str]:
    """What stands in the page's fenced blocks of this language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """What the page's `sh` blocks tell to type, without remarks."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [bare for line in lines if (bare := re.sub(r"(^|\s)#.*", "", line).strip())]


def links(page: str) -> list[str]:
    """Where the page's links lead, those of pictures aside."""
    return re.findall(r"(?<!!)\[(?:[^\]]|\]\()*?\]\(([^)\s]+)\)", without_code(page))


def pictures(page: str) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", without_code(page))


def anchors(page: str) -> list[str]:
    """The names that the page's headings have as targets of links, as GitHub makes them."""
    return [anchor(each) for each in headings(page)]


def headings(page: str) -> list[str]:
    return re.findall(r"^#{1,6} (.+)$", without_code(page), re.MULTILINE)


def anchor(heading: str) -> str:
    """The target of a link for a heading: lower case, no punctuation, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def without_code(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", text(page), flags=re.MULTILINE | re.DOTALL)
