"""A mended letter goes out once, after a yes, and is told truly, whatever happens on the way."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

import sandbox
from bot.patience import LETTER_WAITS_FOR_ANOTHER
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, GUEST, WANG_FANG, Fault, Message, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import odd_letters
from tests.files.pictures import encoded
from tests.forkserver import bot_process
from tests.letters.mended_letters import (
    BIG_PHOTO,
    HEIC,
    asked,
    line,
    page,
    press,
    saved,
    seen,
    sent,
    shares,
)
from tests.letters.questions import settled
from tests.running_bot import ACCEPTED, DAY, WITH_LINE, Trial, configured, connected, opened

SHOP, PAY, WILDCARD, REVOCATION = "flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"
BETTER = Upload("better.pdf", letters.pdf(9_000))
AT_ONCE = {"LETTERDROP_AUTO_MEND": "true"}


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def says(trial: Trial, ts: str, text: str) -> None:
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)


def questions(trial: Trial, ts: str) -> list[Message]:
    """The bot's messages that can still be answered with a button."""
    return [each for each in trial.said(ts) if "'send_mended'" in str(each.blocks)]


def ever_said(trial: Trial, ts: str) -> str:
    """All that the bot has said in a thread, also what stands there no more."""
    return " ".join(f"{each.text} {each.edits}" for each in trial.said(ts))


# Another certificate, another file ---------------------------------------------------------------


async def test_a_yes_holds_for_the_certificate_of_its_question_alone(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
    old = await asked(trial, ts, "send_mended")
    await says(trial, ts, PAY)
    await trial.slack.until(lambda: [q for q in questions(trial, ts) if PAY in q.text])
    await trial.slack.click(old, "send_mended", user=ALICE)
    await settled(trial)
    assert [each for each in trial.tencent.letters if each.certificate_id == SHOP] == []
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert trial.tencent.letters[-1].certificate_id == PAY


async def test_a_letter_that_need_not_be_mended_for_the_other_certificate_is_sent_as_it_was(
    trial: Trial,
) -> None:
    trial.tencent.certificates["WoTrus01"] = Certificate(
        "WoTrus01", "shop.example.com", product_name="WoTrus OV"
    )
    png = Upload("scan.png", saved("PNG"))
    ts = await trial.drop("for WoTrus01", png)
    await asked(trial, ts, "send_mended")
    await says(trial, ts, SHOP)
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [png.content]
    told = trial.said(ts)[-1].text
    assert "scan.png" in told
    assert "mended" not in told


async def test_who_picks_one_of_the_joined_files_in_the_form_sends_that_one(trial: Trial) -> None:
    small = Upload("b.jpg", saved("JPEG"))
    ts = await trial.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG", size=2_000_000)), small)
    await press(trial, ts, "join_files")
    await asked(trial, ts, "send_mended")
    await trial.slack.shortcut("upload_letter", message_ts=ts, channel=CERTIFICATES, user=ALICE)
    (view,) = trial.slack.open_views
    file_id = trial.slack.message(CERTIFICATES, ts).files[1]["id"]
    certificate = {"type": "external_select", "selected_option": {"value": SHOP}}
    values = {
        "certificate": {"certificate_id": certificate},
        "file": {"file": {"type": "static_select", "selected_option": {"value": file_id}}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
    }
    assert (await trial.slack.submit_view(view, values)).errors == {}
    assert await trial.ended(ts) == ACCEPTED
    assert sent(trial) == [small.content]
    assert "mended" not in trial.said(ts)[-1].text


# One question, and no line left beside it --------------------------------------------------------


async def test_a_second_question_whose_answer_from_slack_is_lost_stands_once(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", HEIC)
    await asked(trial, ts, "send_mended")
    trial.slack.faults.add("chat.postMessage", Fault(status=500, applied=True))
    await says(trial, ts, WILDCARD)
    await trial.slack.until(lambda: [q for q in questions(trial, ts) if WILDCARD in q.text])
    await press(trial, ts, "send_mended")
    assert await trial.ended(ts) == ACCEPTED
    assert questions(trial, ts) == []


async def test_the_line_of_a_run_that_was_killed_becomes_the_question(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        trial.slack.faults.add("download", Fault(delay=20.0))
        async with bot_process(box.environment(tmp_path), tmp_path) as bot:
            assert await bot.brings_about(lambda: trial.slack.connections, within=60)
            ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
            await trial.slack.until(lambda: "Adjusting" in line(trial, ts))
            bot.process.kill()
            await bot.process.wait()
        trial.slack.faults.clear()
        async with connected(configured(trial, tmp_path)):
            await asked(trial, ts, "send_mended")
            assert "Adjusting" not in line(trial, ts)
            assert len(trial.said(ts)) == 2
            await press(trial, ts, "send_another")
            await trial.slack.until(lambda: "will drop another" in line(trial, ts))


async def test_nobody_reads_of_an_upload_before_there_was_a_yes(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as trial:
        trial.slack.faults.add("files.completeUploadExternal", Fault(delay=0.4))
        ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
        await asked(trial, ts, "send_mended")
        assert "Checking" in ever_said(trial, ts) or "Adjusting" in ever_said(trial, ts)
        assert "Uploading" not in ever_said(trial, ts)


# A better file -----------------------------------------------------------------------------------


async def test_a_better_file_closes_the_question_about_the_first_one(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
    question = await asked(trial, ts, "send_mended")
    better = await trial.drop("", BETTER, thread_ts=ts)
    assert await trial.ended(better) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, ts))
    assert "button" not in str(trial.slack.message(CERTIFICATES, question.ts).blocks)
    assert len(sent(trial)) == 1


async def test_a_better_file_closes_the_question_which_file_it_is(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG")), HEIC)
    await asked(trial, ts, "join_files")
    assert await trial.ended(await trial.drop(f"for {SHOP}", BETTER, thread_ts=ts)) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, ts))
    assert "join_files" not in str(trial.said(ts))


async def test_a_picture_in_the_thread_after_that_is_no_letter(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
    await asked(trial, ts, "send_mended")
    assert await trial.ended(await trial.drop("", BETTER, thread_ts=ts)) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, ts))
    said = len(trial.said(ts))
    lunch = await trial.drop("", Upload("lunch.jpg", saved("JPEG")), thread_ts=ts)
    await settled(trial)
    assert not trial.slack.message(CERTIFICATES, lunch).reactions
    assert len(trial.said(ts)) == said


async def test_the_question_is_closed_too_when_the_better_file_is_a_guests(trial: Trial) -> None:
    older = await trial.drop(f"for {SHOP}", HEIC)
    await asked(trial, older, "send_mended")
    newer = await trial.drop(f"certificate ID: {SHOP}", BETTER, user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await trial.slack.say(user=WANG_FANG, channel=CERTIFICATES, text=SHOP, thread_ts=newer)
    assert await trial.ended(newer) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, older))
    assert len(trial.slack.ephemerals) == 1


async def test_the_same_photo_dropped_twice_is_asked_about_until_one_of_them_went_out(
    trial: Trial,
) -> None:
    first, second = [await trial.drop(f"for {SHOP}", BIG_PHOTO) for _ in range(2)]
    while not questions(trial, second):  # it waits for the first one, of the same certificate
        trial.clock.forward(LETTER_WAITS_FOR_ANOTHER)
        await asyncio.sleep(0.1)
    await press(trial, first, "send_mended")
    assert await trial.ended(first) == ACCEPTED
    await trial.slack.until(lambda: "a newer letter" in line(trial, second))
    assert len(sent(trial)) == 1


# Sent at once, and told --------------------------------------------------------------------------


async def test_a_letter_that_looks_odd_is_asked_about_although_all_others_go_at_once(
    tmp_path: Path,
) -> None:
    blank = Upload("blank.bmp", encoded(Image.new("RGB", page().size, "white"), "BMP"))
    async with opened(tmp_path, AT_ONCE) as trial:
        ts = await trial.drop(f"for {SHOP}", blank)
        assert "page is blank" in (await asked(trial, ts, "send_mended")).text
        assert not sent(trial)


async def test_what_cannot_be_shown_is_not_sent_either_where_nobody_is_asked(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, AT_ONCE) as trial:
        trial.slack.scopes.discard("files:write")
        ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
        assert "files:write" in await trial.answer(ts)
        assert not sent(trial)


async def test_who_confirms_a_revocation_reads_what_was_changed_on_the_letter(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, AT_ONCE) as trial:
        ts = await trial.drop(f"for {REVOCATION}", BIG_PHOTO)
        assert "became" in (await asked(trial, ts, "confirm_revocation")).text
        assert not sent(trial)
        await press(trial, ts, "confirm_revocation")
        assert await trial.ended(ts) == ACCEPTED
        assert sent(trial) == [seen(trial, ts)]


async def test_a_mended_letter_for_the_console_is_in_the_thread(tmp_path: Path) -> None:
    async with opened(tmp_path, AT_ONCE) as trial:
        only = TencentFault(code="FailedOperation.UploadConfirmCertificateNotSupport")
        trial.tencent.faults.add("UploadConfirmLetter", only, times=None)
        ts = await trial.drop(f"for {SHOP}", BIG_PHOTO)
        await trial.ended(ts)
        assert len(shares(trial, ts)) == 1
        assert "upload the adjusted IMG_0042-adjusted.jpg from this thread" in line(trial, ts)


async def test_the_pages_of_several_files_are_named_as_theirs(trial: Trial) -> None:
    front = Upload("front.pdf", odd_letters.pdf_with_pages(5))
    back = Upload("back.pdf", odd_letters.pdf_with_pages(6))
    ts = await trial.drop(f"for {SHOP}", front, back)
    await press(trial, ts, "join_files")
    question = await asked(trial, ts, "choose_pages")
    assert "11 pages in front.pdf and back.pdf" in question.text
    await trial.slack.click(question, "choose_pages", user=ALICE, option="7")
    mended = await asked(trial, ts, "send_mended")
    assert "put" not in mended.text
    assert "chose page 7 of front.pdf and back.pdf" in line(trial, ts)


async def test_pages_that_are_too_large_together_are_not_downloaded(trial: Trial) -> None:
    pages = [Upload(f"{n}.jpg", saved("JPEG"), size=30_000_000) for n in range(2)]
    ts = await trial.drop(f"for {SHOP}", *pages)
    await press(trial, ts, "join_files")
    await trial.slack.until(lambda: "0.jpg + 1.jpg is 57.2 MB" in line(trial, ts))
    assert not trial.slack.downloads


async def test_a_question_about_a_file_that_nobody_answers_is_let_go(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG")), BETTER)
    await trial.question(ts)
    await settled(trial)
    trial.clock.forward(7 * DAY + 1)
    await trial.slack.until(lambda: "Nobody answered the question" in line(trial, ts))
