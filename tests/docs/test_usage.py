"""The marks and buttons that docs/usage.md speaks of are those that the bot shows."""

import re

import pytest

from bot.views import endings, results
from tests.docs.pages import table, text
from tests.for_each import for_each
from tests.views import samples

# The Chinese page calls the buttons by their names in quotes, the others set them in italics.
BUTTONS = [
    ("docs/usage.md", r"(?<!\*)\*([^*\n]+)\*(?!\*)"),
    ("docs/certificates.md", r"(?<!\*)\*([^*\n]+)\*(?!\*)"),
    ("docs/usage.zh-CN.md", r"[点停]“([^”]+)”"),
]


def shown() -> set[str]:
    """The marks of all endings."""
    said = [results.accepted(samples.SUBJECT, samples.RECEIPT, samples.EN)]
    said += [endings.decided(samples.SUBJECT, samples.ISSUED, "U0ALICE", samples.EN)]
    said += [results.refused(samples.SUBJECT, each, samples.EN) for each in samples.every_problem()]
    return {each.blocks[0]["text"]["text"].split(" ")[0] for each in said}


@pytest.mark.parametrize(
    ("page", "header"), [("docs/usage.md", "mark"), ("docs/usage.zh-CN.md", "标记")]
)
def test_each_mark_is_explained(page: str, header: str) -> None:
    assert {mark for mark, _ in table(header, page)} == shown()


@for_each(("page", "pattern"), BUTTONS)
def test_each_button_is_called_as_it_is(page: str, pattern: str) -> None:
    names = re.findall(pattern, text(page))
    assert names
    ours = text("docs/replies.md") + text("manifest.yml")
    assert [each for each in names if f": {each}\n" not in ours.replace(" #", "\n")] == []
