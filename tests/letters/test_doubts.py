"""What goes out as it is, and is blank or of somebody else, is asked about first."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests.files.pictures import encoded
from tests.letters.mended_letters import asked, line, page, press, sent, shares
from tests.letters.questions import arrived, settled
from tests.running_bot import ACCEPTED, DAY, Trial, opened

SHOP, PAY, WILDCARD, REVOCATION = "flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"
WHITE = Upload("white.jpg", encoded(Image.new("RGB", page().size, "white"), "JPEG"))
BETTER = Upload("better.jpg", letters.jpg(9_000))


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path, {"LETTERDROP_AUTO_MEND": "true"}) as trial:
        yield trial


async def says(trial: Trial, ts: str, text: str) -> None:
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)


def white_pdf(text: bytes) -> bytes:
    """A PDF of a blank page: its words can be found, and are not drawn."""
    words = letters.stream(b"BT /F1 12 Tf 3 Tr 60 740 Td (%s) Tj ET" % text)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    entries = letters.USUAL_BOX + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    return letters.pdf_of(letters.one_page(entries, words, font))


async def test_a_blank_letter_goes_out_only_after_a_yes_and_is_asked_about_once(
    trial: Trial,
) -> None:
    ts = await trial.drop(f"for {SHOP}", WHITE)
    question = await asked(trial, ts, "send_anyway")
    assert "white.jpg is blank: nothing is on any of its pages." in question.text
    assert (len(trial.said(ts)), sent(trial)) == (1, [])
    await press(trial, ts, "send_anyway")
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [WHITE.content]
    assert "anyway" in trial.said(ts)[0].text
    # Nor is it asked about again where something else is to be confirmed, or goes wrong.
    ts = await trial.drop(f"for {REVOCATION}", WHITE)
    await press(trial, ts, "send_anyway")
    await press(trial, ts, "confirm_revocation")
    assert await trial.ended(ts) == ACCEPTED
    not_found = TencentFault(code="FailedOperation.CertificateNotFound")
    trial.tencent.faults.add("UploadConfirmLetter", not_found)
    ts = await trial.drop(f"for {PAY}", WHITE)
    await press(trial, ts, "send_anyway")
    await trial.ended(ts)
    await says(trial, ts, WILDCARD)
    await trial.slack.until(lambda: WILDCARD in arrived(trial))
    assert arrived(trial) == [SHOP, REVOCATION, WILDCARD]


async def test_a_blank_letter_that_speaks_of_another_domain_is_one_question(trial: Trial) -> None:
    both = Upload("both.pdf", white_pdf(b"the certificate for www.example.org"))
    ts = await trial.drop(f"for {SHOP}", both)
    question = await asked(trial, ts, "send_anyway")
    assert "both.pdf is blank" in question.text
    assert "names example.org" in question.text
    await press(trial, ts, "send_anyway")
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [both.content]


async def test_a_doubt_ends_by_another_certificate_a_better_file_or_with_time(trial: Trial) -> None:
    trial.tencent.certificates["Third003"] = Certificate("Third003", "third.example.com")
    ids = (SHOP, PAY, "Third003")
    first, second, third = [await trial.drop(f"for {each}", WHITE) for each in ids]
    old = await asked(trial, first, "send_anyway")
    await says(trial, first, WILDCARD)  # which does not answer the doubt
    await trial.slack.until(lambda: WILDCARD in (trial.said(first)[-1].text))
    await trial.slack.click(old, "send_anyway", user=ALICE)  # a yes to what stands there no more
    await asked(trial, second, "send_anyway")
    await press(trial, second, "send_another")
    await trial.slack.until(lambda: "will drop another letter" in line(trial, second))
    better = await trial.drop("", BETTER, thread_ts=second)
    assert await trial.ended(better) == ACCEPTED
    await asked(trial, third, "send_anyway")
    newer = await trial.drop("for Third003", BETTER)
    assert await trial.ended(newer) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, third))
    await settled(trial)
    trial.clock.forward(7 * DAY + 1)
    await trial.slack.until(lambda: "within 7 days" in line(trial, first))
    assert WHITE.content not in sent(trial)


async def test_hardly_any_ink_alone_is_no_reason_to_ask(trial: Trial) -> None:
    faint = Image.new("RGB", page().size, "white")
    ImageDraw.Draw(faint).line((60, 400, 160, 400), fill="black", width=2)
    ts = await trial.drop(f"for {SHOP}", Upload("faint.bmp", encoded(faint, "BMP")))
    assert await trial.ended(ts) == ACCEPTED
    assert len(shares(trial, ts)) == 1
