"""Letters as people have them: too large, of another format, in pieces; mended, seen, and sent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

import sandbox
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, GUEST, WANG_FANG, Fault, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import odd_letters
from tests.for_each import for_each
from tests.letters.mended_letters import (
    BIG_PHOTO,
    HEIC,
    LONG_SCAN,
    PADDING,
    asked,
    line,
    page,
    press,
    saved,
    seen,
    sent,
    shares,
)
from tests.running_bot import (
    ACCEPTED,
    LINE_AFTER,
    QUICK,
    REFUSED,
    Trial,
    configured,
    connected,
    opened,
)

LIMIT = 1_000_000
FOREIGN = letters.pdf(20_000, "We apply for a certificate for www.example.org, a site of ours.")


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


# A look and a yes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upload", "name"),
    [
        (BIG_PHOTO, "IMG_0042-adjusted.jpg"),
        (HEIC, "IMG_0043-adjusted.jpg"),
        (Upload("scan.webp", saved("WEBP")), "scan-adjusted.jpg"),
        (Upload("scan.tif", saved("TIFF", page(2))), "scan-adjusted.pdf"),
        (Upload("scan.bmp", saved("BMP")), "scan-adjusted.jpg"),
        (Upload("scan.gif", saved("GIF")), "scan-adjusted.jpg"),
        (Upload("big.pdf", letters.pdf(2_000_000)), "big-adjusted.pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
async def test_a_mended_letter_is_sent_as_it_was_seen_and_only_after_a_yes(
    trial: Trial, upload: Upload, name: str
) -> None:
    ts = await trial.drop("for flSFd6Fh", upload)
    question = await asked(trial, ts, "send_mended")
    assert upload.name
    assert upload.name in question.text
    assert ("became" in question.text) == (len(upload.content) > 1_468_006)
    is_taken = upload.name.endswith((".jpg", ".pdf"))
    assert (
        "is above Tencent Cloud's limit of 1.4 MB" if is_taken else "does not take"
    ) in question.text
    assert f"<{shares(trial, ts)[0].files[0]['permalink']}|Open" in str(question.blocks)
    assert not sent(trial)
    assert not trial.slack.message(CERTIFICATES, ts).reactions
    await press(trial, ts, "send_mended", WANG_FANG)
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [seen(trial, ts)]
    assert 1_024 <= len(seen(trial, ts)) < LIMIT
    assert shares(trial, ts)[0].files[0]["name"] == name
    assert f"<@{WANG_FANG}> checked" in line(trial, ts)
    assert name in trial.said(ts)[-1].text


async def test_a_letter_that_fits_is_sent_byte_for_byte_without_a_question(trial: Trial) -> None:
    photo = Upload("photo.jpg", saved("JPEG"))
    ts = await trial.drop("for flSFd6Fh", photo)
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [photo.content]
    assert len(trial.said(ts)) == 1


async def test_a_pdf_that_runs_something_is_sent_as_pictures_of_its_pages(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", Upload("form.pdf", odd_letters.active_pdf()))
    question = await asked(trial, ts, "send_mended")
    assert "would run a script" in question.text
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [seen(trial, ts)]
    assert b"JavaScript" not in seen(trial, ts)


async def test_a_png_for_wotrus_becomes_a_jpg(trial: Trial) -> None:
    trial.tencent.certificates["WoTrus01"] = Certificate(
        "WoTrus01", "shop.example.com", product_name="WoTrus OV"
    )
    ts = await trial.drop("for WoTrus01", Upload("scan.png", saved("PNG")))
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert seen(trial, ts)[:3] == b"\xff\xd8\xff"


async def test_who_will_send_another_letter_needs_no_id_for_it(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, ts, "send_another")
    await trial.slack.until(lambda: "will drop another letter" in str(trial.said(ts)))
    better = Upload("better.pdf", letters.pdf(9_000))
    again = await trial.drop("", better, thread_ts=ts)
    assert await trial.ended(again) == ACCEPTED
    assert sent(trial) == [better.content]


async def test_a_guest_may_not_let_a_mended_letter_go(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, ts, "send_mended", GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    assert trial.slack.ephemerals[0].ephemeral_for == GUEST
    assert not sent(trial)
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED


async def test_a_yes_counts_after_a_restart_and_nothing_is_mended_twice(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        async with connected(configured(trial, tmp_path)):
            await box.slack.until(lambda: box.slack.connections)
            ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
            await asked(trial, ts, "send_mended")
        async with connected(configured(trial, tmp_path)):
            await box.slack.until(lambda: box.slack.connections)
            await press(trial, ts, "send_mended")
            assert await trial.ended(ts) == ACCEPTED
        assert sent(trial) == [seen(trial, ts)]


async def test_the_same_photo_again_gets_the_first_receipt_without_a_question(trial: Trial) -> None:
    first = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, first, "send_mended")
    assert await trial.ended(first) == ACCEPTED
    again = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    assert "Nothing was uploaded" in await trial.answer(again)
    assert not shares(trial, again)


async def test_a_mended_letter_that_was_deleted_is_not_sent(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await asked(trial, ts, "send_mended")
    trial.slack.faults.add("download", Fault(status=404), times=None)
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == REFUSED
    assert not sent(trial)


async def test_the_operator_may_let_mended_letters_go_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_AUTO_MEND": "true"}) as trial:
        ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
        assert await trial.ended(ts) == ACCEPTED
        assert sent(trial) == [seen(trial, ts)]
        (answer,) = [each for each in trial.said(ts) if not each.files]
        assert "limit of 1.4 MB, so I adjusted the letter" in answer.text


async def test_without_files_write_the_operator_is_told_and_nothing_goes_out(trial: Trial) -> None:
    trial.slack.scopes.discard("files:write")
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    assert "files:write" in await trial.answer(ts)
    assert not sent(trial)


async def test_a_photo_is_shown_once_although_slack_makes_it_hard(trial: Trial) -> None:
    trial.slack.faults.add("files.completeUploadExternal", Fault(status=500))
    trial.slack.faults.add("chat.postMessage", Fault(status=503))
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert len(shares(trial, ts)) == 1


async def test_a_letter_in_the_form_may_be_of_another_format_too(trial: Trial) -> None:
    ts = await trial.drop("look", HEIC, channel=CERTIFICATES)
    await trial.slack.shortcut("upload_letter", message_ts=ts, channel=CERTIFICATES, user=ALICE)
    (view,) = trial.slack.open_views
    file_id = trial.slack.message(CERTIFICATES, ts).files[0]["id"]
    values = {
        "certificate": {
            "certificate_id": {
                "type": "external_select",
                "selected_option": {"value": "flSFd6Fh"},
            }
        },
        "file": {"file": {"type": "static_select", "selected_option": {"value": file_id}}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
    }
    assert (await trial.slack.submit_view(view, values)).errors == {}
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED


async def test_a_letter_of_another_domain_is_asked_about_although_it_is_mended_at_once(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, {"LETTERDROP_AUTO_MEND": "true"}) as trial:
        ts = await trial.drop("for flSFd6Fh", Upload("letter.pdf", FOREIGN + PADDING))
        await press(trial, ts, "send_anyway")
        assert await trial.ended(ts) == ACCEPTED
        assert sent(trial) == [seen(trial, ts)]


async def test_a_photo_whose_id_was_wrong_is_mended_once_it_is_right(trial: Trial) -> None:
    ts = await trial.drop("certificate ID: Zz9Zz9Zz", BIG_PHOTO)
    assert "no certificate Zz9Zz9Zz" in await trial.question(ts)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=ts)
    await press(trial, ts, "send_mended")
    await trial.slack.until(lambda: sent(trial))
    assert sent(trial) == [seen(trial, ts)]


async def test_words_are_no_yes_and_are_told_so_once(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await asked(trial, ts, "send_mended")
    for text in ("yes please", "go on"):
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)
    await trial.slack.until(lambda: "use the buttons" in line(trial, ts))
    assert not sent(trial)
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED


async def test_a_mended_letter_that_nobody_agrees_to_is_let_go_after_a_week(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, ts, "send_mended", GUEST)  # which changes nothing, and takes until it stands
    await trial.slack.until(lambda: trial.slack.ephemerals)
    trial.clock.forward(7 * 86_400.0 + 1)
    await trial.slack.until(lambda: "within 7 days" in line(trial, ts))
    assert "Nobody answered the question" in line(trial, ts)
    assert not sent(trial)


# Many pages, many files --------------------------------------------------------------------------


async def test_of_many_pages_somebody_chooses_those_of_the_letter(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", LONG_SCAN)
    question = await asked(trial, ts, "choose_pages")
    assert "12 pages" in question.text
    response = await trial.slack.click(question, "choose_pages", user=ALICE, option="3-4")
    assert response.acked
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    *_, letter = shares(trial, ts)
    assert sent(trial) == [trial.slack.content(letter.files[0]["id"])]
    assert any("chose pages 3 and 4" in each.text for each in trial.said(ts))


async def test_the_files_of_a_message_are_joined_in_their_order(trial: Trial) -> None:
    ts = await trial.drop(
        "for flSFd6Fh", Upload("a.jpg", saved("JPEG")), Upload("b.png", saved("PNG"))
    )
    await press(trial, ts, "join_files")
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [seen(trial, ts)]
    assert seen(trial, ts)[:5] == b"%PDF-"
    assert shares(trial, ts)[0].files[0]["name"] == "a-adjusted.pdf"


async def test_what_can_be_no_page_is_not_offered_to_be_joined(trial: Trial) -> None:
    word = Upload("draft.docx", letters.word())
    ts = await trial.drop("for flSFd6Fh", word, Upload("b.png", saved("PNG")))
    await trial.question(ts)
    assert "join_files" not in str(trial.said(ts)[0].blocks)


# Whose letter is it? -----------------------------------------------------------------------------


async def test_a_letter_that_speaks_of_another_domain_is_asked_about(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", Upload("letter.pdf", FOREIGN))
    question = await asked(trial, ts, "send_anyway")
    expected = "This letter names example.org, but the certificate is for shop.example.com."
    assert expected in question.text
    await press(trial, ts, "send_anyway")
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [FOREIGN]


@pytest.mark.parametrize("name", ["shop.example.com", "example.com", "www.shop.example.com"])
async def test_a_letter_that_speaks_of_its_own_domain_goes_out(trial: Trial, name: str) -> None:
    own = letters.pdf(20_000, f"We apply for {name}, and thank example.org for its help.")
    ts = await trial.drop("for flSFd6Fh", Upload("letter.pdf", own))
    assert await trial.ended(ts) == ACCEPTED


async def test_a_mended_letter_of_another_domain_is_asked_about_once(trial: Trial) -> None:
    large = FOREIGN + PADDING
    ts = await trial.drop("for flSFd6Fh", Upload("letter.pdf", large))
    assert "names example.org" in (await asked(trial, ts, "send_mended")).text
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED


# What cannot be mended ---------------------------------------------------------------------------


def locked() -> bytes:
    """A PDF whose dictionary says that it is encrypted in a way that nobody knows."""
    encrypted = b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P 0>>"
    return letters.pdf(20_000).replace(b"/Root 1 0 R", encrypted)


@for_each(
    ("upload", "words"),
    [
        (Upload("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 5_000 + b"\xff\xd9"), "is damaged"),
        (Upload("a.pdf", locked()), "locked with a password"),
        (Upload("a.heic", odd_letters.heic()), "is damaged"),
        (Upload("a.pdf", b"%PDF-1.7\n" + b"%x\n" * 900 + b"%%EOF\n"), "is damaged"),
        (Upload("a.jpg", letters.jpg(9_000) + letters.archive()), "second file"),
        (Upload("a.jpg", b"", size=60_000_000), "is 57.2 MB"),
        (Upload("a.docx", letters.word() + b"\0" * 3_000_000), "is a Word document"),
        (Upload("a.zip", letters.archive() + b"\0" * 3_000_000), "is an archive (ZIP)"),
        (Upload("a.mp4", b"", size=60_000_000), "is a video"),
    ],
)
async def test_what_cannot_be_mended_is_refused_with_its_reason(
    trial: Trial, upload: Upload, words: str
) -> None:
    ts = await trial.drop("for flSFd6Fh", upload)
    assert words in await trial.answer(ts)
    assert not sent(trial)
    assert not shares(trial, ts)


async def test_what_is_too_large_to_be_mended_is_not_downloaded(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", Upload("a.jpg", saved("JPEG"), size=52_428_801))
    assert await trial.ended(ts) == REFUSED
    assert not trial.slack.downloads


# Slots for large files ---------------------------------------------------------------------------


async def test_one_large_letter_is_in_hand_at_a_time_and_the_next_says_that_it_waits(
    tmp_path: Path,
) -> None:
    for after in LINE_AFTER:
        async with opened(tmp_path, pace=replace(QUICK, line_after=after)) as trial:
            trial.slack.faults.add("download", Fault(delay=after + 0.7))
            certificates = ["flSFd6Fh", "Eq4hcD10"]
            drops = [await trial.drop(f"for {each}", BIG_PHOTO) for each in certificates]
            await trial.slack.until(lambda: all(map(trial.said, drops)))  # noqa: B023 - at once
            lines = "".join(line(trial, ts) for ts in drops)
            for ts in drops:
                await asked(trial, ts, "send_mended")
                assert "is in the queue" not in line(trial, ts)
        if "Checking" not in lines:
            break
    assert lines.count("is in the queue") == 1


async def test_the_line_about_the_work_becomes_the_question(tmp_path: Path) -> None:
    for after in LINE_AFTER:
        async with opened(tmp_path, pace=replace(QUICK, line_after=after)) as trial:
            trial.slack.faults.add("download", Fault(delay=after + 0.5))
            ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
            first = await trial.question(ts)
            question = await asked(trial, ts, "send_mended")
            assert question.edits
            assert len(trial.said(ts)) == 2
        if "Checking" not in first:
            break
    assert "Adjusting" in first


async def test_an_upload_whose_answer_is_lost_is_followed_up_for_a_mended_letter_too(
    trial: Trial,
) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True, applied=True))
    ts = await trial.drop("for flSFd6Fh", BIG_PHOTO)
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert len(sent(trial)) == 1
