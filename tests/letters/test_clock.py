"""A clock that leaps ahead and back: no question expires, no letter stands still."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.patience import DAY
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, Upload
from tests.letters.questions import SHOP, WILDCARD
from tests.running_bot import ACCEPTED, QUICK, opened

LETTER = Upload("letter.jpg", letters.jpg(20_000))
CAREFUL = replace(QUICK, clock_settles=600.0)


@pytest.mark.parametrize("leap", [500 * DAY, -500 * DAY])
async def test_a_leap_ends_no_question_and_holds_up_no_letter(tmp_path: Path, leap: float) -> None:
    async with opened(tmp_path, pace=CAREFUL) as trial:
        asked = await trial.drop("the letter", LETTER)
        await trial.question(asked)
        trial.clock.forward(leap)
        meanwhile = await trial.drop(f"for {SHOP}", LETTER)
        assert await trial.ended(meanwhile) == ACCEPTED
        trial.clock.forward(-leap)
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=WILDCARD, thread_ts=asked)
        assert await trial.ended(asked) == ACCEPTED


async def test_a_question_that_is_put_anew_does_not_wait_for_the_clock(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=CAREFUL) as trial:
        asked = await trial.drop("the letter", LETTER)
        await trial.question(asked)
        trial.clock.forward(500 * DAY)
        before = trial.said(asked)[0].text
        await trial.slack.edit(
            channel=CERTIFICATES, ts=asked, text="the letter, for nONexis1", user=ALICE
        )
        await trial.slack.until(lambda: trial.said(asked)[0].text != before)
