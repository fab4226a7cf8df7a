"""The tour tells a way in that ended wrongly from one that ended well.

It goes all of them for docs/tour.md, in tests/docs.
"""

import re

import pytest

from sandbox.plays import TOUR, tour
from sandbox.ways import Way

DROP = ["says", "alice", "cert a91hoLqi", "scan.pdf"]
WRONG = [
    Way("Must be refused", [DROP, ["ended", "x"]]),
    Way("Must have sent this", [["arrived", {"flSFd6Fh": "scan.pdf"}]]),
    Way("Must open a form", [["types", "alice", "help", "/letter", {"rows": 1}], ["form"]]),
    Way(
        "Must say more",
        [["says", "alice", "cert Uz1KiE5r", "scan.pdf"], ["uploaded", "Uz1KiE5r"], ["replied", 2]],
    ),
]


@pytest.mark.usefixtures("forked")
async def test_ways_that_did_not_end_as_they_must_are_told_and_shown_as_the_others_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ways = [TOUR.ways[0], *WRONG]
    assert await tour(ways) == 1
    output = capsys.readouterr()
    titles = re.findall(r"^── (.*) ──$", output.out, re.MULTILINE)
    assert titles == [each.title for each in ways]
    assert "ended as they must" not in output.out
    told = re.findall(r"^- (.*)$", output.err, re.MULTILINE)
    assert told == [
        "Must be refused: “cert a91hoLqi” must end with x, not white_check_mark",
        "Must have sent this: not byte for byte at Tencent Cloud: flSFd6Fh",
        "Must open a form: no form has opened",
        "Must say more: “cert Uz1KiE5r” must have 2 of the bot's replies, not 1",
    ]
    assert "connected as letterdrop" in output.err  # the bot's log
