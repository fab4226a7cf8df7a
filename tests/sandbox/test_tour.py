"""The tour tells a way in that ended wrongly from one that ended well.

It goes all of them for docs/tour.md, in tests/docs.
"""

import re

import pytest

from sandbox import letters
from sandbox.slack import ALICE, Upload
from sandbox.stage import ACCEPTED, REFUSED, Stage
from sandbox.tour import WAYS, Way, tour

LETTER = Upload("letter.pdf", letters.pdf(2_000))


async def _ends_well_although_it_must_not(stage: Stage) -> None:
    drop = await stage.says(ALICE, "cert a91hoLqi", LETTER)
    await stage.ended(REFUSED, drop)


async def _says_too_little(stage: Stage) -> None:
    drop = await stage.says(ALICE, "cert Uz1KiE5r", LETTER)
    await stage.ended(ACCEPTED, drop)
    stage.replied(drop, 2)


async def _sends_another_letter(stage: Stage) -> None:
    await stage.arrived(("flSFd6Fh", LETTER))


async def _opens_no_form(stage: Stage) -> None:
    await stage.types(ALICE, "help", "/letter", rows=1)
    await stage.form()


WRONG = (
    Way("Must be refused", _ends_well_although_it_must_not),
    Way("Must say more", _says_too_little),
    Way("Must have sent this", _sends_another_letter),
    Way("Must open a form", _opens_no_form),
)


async def test_ways_that_did_not_end_as_they_must_are_told_and_shown_as_the_others_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ways = [WAYS[0], *WRONG]
    assert await tour(ways) == 1
    output = capsys.readouterr()
    titles = re.findall(r"^── (.*) ──$", output.out, re.MULTILINE)
    assert titles == [each.title for each in ways]
    assert "ended as they must" not in output.out
    told = re.findall(r"^- (.*)$", output.err, re.MULTILINE)
    assert told == [
        "Must be refused: “cert a91hoLqi” must end with x, not white_check_mark",
        "Must say more: “cert Uz1KiE5r” must have 2 of the bot's replies, not 1",
        "Must have sent this: not byte for byte at Tencent Cloud: flSFd6Fh",
        "Must open a form: no form has opened",
    ]
    assert "connected as letterdrop" in output.err  # the bot's log
