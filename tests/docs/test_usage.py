"""What the documents call marks, buttons and things to click is what is there."""

import re

import pytest

from bot.views import endings, results
from bot.views.words import Words
from sandbox.page.words import speaking
from tests.docs.pages import CHINESE_README, README, table, text
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


@for_each(("page", "language"), [(README, "en"), (CHINESE_README, "zh-CN")])
def test_what_a_newcomer_clicks_is_called_as_on_the_page(page: str, language: str) -> None:
    first = text(page).partition("make play\n")[2].partition("\n## ")[0]
    say = speaking(language).say
    clicked = [say(each) for each in ("try-letter", "issue", "try-photo")]
    assert re.findall(r"\*\*([^*]+)\*\*", first) == clicked
    beside = [say("cloud"), say("replies", count=1), Words(language).say("button-send-mended")]
    assert [each for each in beside if not re.search(rf"[*“]{each}[*”]", first)] == []
