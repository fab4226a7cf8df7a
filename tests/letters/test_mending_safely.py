"""A mended letter goes out once, after a yes, and is told truly, whatever happens on the way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

import sandbox
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, GUEST, WANG_FANG, Fault, Message, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import odd_letters
from tests.forkserver import bot_process
from tests.letters.mended_letters import (
    BIG_PHOTO,
    HEIC,
    asked,
    encoded,
    line,
    page,
    press,
    saved,
    seen,
    sent,
    shares,
)
from tests.letters.questions import settled
from tests.running_bot import ACCEPTED, DAY, WITH_LINE, House, configured, connected, opened

SHOP, PAY, WILDCARD, REVOCATION = "flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"
BETTER = Upload("better.pdf", letters.pdf(9_000))
AT_ONCE = {"LETTERDROP_AUTO_MEND": "true"}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def says(house: House, ts: str, text: str) -> None:
    await house.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)


def questions(house: House, ts: str) -> list[Message]:
    """The bot's messages that can still be answered with a button."""
    return [each for each in house.said(ts) if "'send_mended'" in str(each.blocks)]


def ever_said(house: House, ts: str) -> str:
    """All that the bot has said in a thread, also what stands there no more."""
    return " ".join(f"{each.text} {each.edits}" for each in house.said(ts))


# Another certificate, another file ---------------------------------------------------------------


async def test_a_yes_holds_for_the_certificate_of_its_question_alone(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
    old = await asked(house, ts, "send_mended")
    await says(house, ts, PAY)
    await house.slack.until(lambda: [q for q in questions(house, ts) if PAY in q.text])
    await house.slack.click(old, "send_mended", user=ALICE)
    await settled(house)
    assert [each for each in house.tencent.letters if each.certificate_id == SHOP] == []
    await press(house, ts, "send_mended")
    assert await house.ended(ts) == ACCEPTED
    assert house.tencent.letters[-1].certificate_id == PAY


async def test_a_letter_that_need_not_be_mended_for_the_other_certificate_is_sent_as_it_was(
    house: House,
) -> None:
    house.tencent.certificates["WoTrus01"] = Certificate(
        "WoTrus01", "shop.example.com", product_name="WoTrus OV"
    )
    png = Upload("scan.png", saved("PNG"))
    ts = await house.drop("for WoTrus01", png)
    await asked(house, ts, "send_mended")
    await says(house, ts, SHOP)
    assert await house.ended(ts) == ACCEPTED
    assert sent(house) == [png.content]
    told = house.said(ts)[-1].text
    assert "scan.png" in told
    assert "mended" not in told


async def test_who_picks_one_of_the_joined_files_in_the_form_sends_that_one(house: House) -> None:
    small = Upload("b.jpg", saved("JPEG"))
    ts = await house.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG", size=2_000_000)), small)
    await press(house, ts, "join_files")
    await asked(house, ts, "send_mended")
    await house.slack.shortcut("upload_letter", message_ts=ts, channel=CERTIFICATES, user=ALICE)
    (view,) = house.slack.open_views
    file_id = house.slack.message(CERTIFICATES, ts).files[1]["id"]
    certificate = {"type": "external_select", "selected_option": {"value": SHOP}}
    values = {
        "certificate": {"certificate_id": certificate},
        "file": {"file": {"type": "static_select", "selected_option": {"value": file_id}}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
    }
    assert (await house.slack.submit_view(view, values)).errors == {}
    assert await house.ended(ts) == ACCEPTED
    assert sent(house) == [small.content]
    assert "mended" not in house.said(ts)[-1].text


# One question, and no line left beside it --------------------------------------------------------


async def test_a_second_question_whose_answer_from_slack_is_lost_stands_once(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", HEIC)
    await asked(house, ts, "send_mended")
    house.slack.faults.add("chat.postMessage", Fault(status=500, applied=True))
    await says(house, ts, WILDCARD)
    await house.slack.until(lambda: [q for q in questions(house, ts) if WILDCARD in q.text])
    await press(house, ts, "send_mended")
    assert await house.ended(ts) == ACCEPTED
    assert questions(house, ts) == []


async def test_the_line_of_a_run_that_was_killed_becomes_the_question(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        house = House(box.slack, box.tencent)
        house.slack.faults.add("download", Fault(delay=20.0))
        async with bot_process(box.environment(tmp_path), tmp_path) as bot:
            assert await bot.brings_about(lambda: house.slack.connections, within=60)
            ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
            await house.slack.until(lambda: "Making" in line(house, ts))
            bot.process.kill()
            await bot.process.wait()
        house.slack.faults.clear()
        async with connected(configured(house, tmp_path)):
            await asked(house, ts, "send_mended")
            assert "Making" not in line(house, ts)
            assert len(house.said(ts)) == 2
            await press(house, ts, "send_another")
            await house.slack.until(lambda: "will send another" in line(house, ts))


async def test_nobody_reads_of_an_upload_before_there_was_a_yes(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as house:
        house.slack.faults.add("files.completeUploadExternal", Fault(delay=0.4))
        ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
        await asked(house, ts, "send_mended")
        assert "Looking at" in ever_said(house, ts) or "Making" in ever_said(house, ts)
        assert "Uploading" not in ever_said(house, ts)


# A better file -----------------------------------------------------------------------------------


async def test_a_better_file_closes_the_question_about_the_first_one(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
    question = await asked(house, ts, "send_mended")
    better = await house.drop("", BETTER, thread_ts=ts)
    assert await house.ended(better) == ACCEPTED
    await house.slack.until(lambda: "a newer letter" in line(house, ts))
    assert "button" not in str(house.slack.message(CERTIFICATES, question.ts).blocks)
    assert len(sent(house)) == 1


async def test_a_better_file_closes_the_question_which_file_it_is(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG")), HEIC)
    await asked(house, ts, "join_files")
    assert await house.ended(await house.drop(f"for {SHOP}", BETTER, thread_ts=ts)) == ACCEPTED
    await house.slack.until(lambda: "a newer letter" in line(house, ts))
    assert "join_files" not in str(house.said(ts))


async def test_a_picture_in_the_thread_after_that_is_no_letter(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
    await asked(house, ts, "send_mended")
    assert await house.ended(await house.drop("", BETTER, thread_ts=ts)) == ACCEPTED
    await house.slack.until(lambda: "a newer letter" in line(house, ts))
    said = len(house.said(ts))
    lunch = await house.drop("", Upload("lunch.jpg", saved("JPEG")), thread_ts=ts)
    await settled(house)
    assert not house.slack.message(CERTIFICATES, lunch).reactions
    assert len(house.said(ts)) == said


async def test_the_question_is_closed_too_when_the_better_file_is_a_guests(house: House) -> None:
    older = await house.drop(f"for {SHOP}", HEIC)
    await asked(house, older, "send_mended")
    newer = await house.drop(f"certificate ID: {SHOP}", BETTER, user=GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    await house.slack.say(user=WANG_FANG, channel=CERTIFICATES, text=SHOP, thread_ts=newer)
    assert await house.ended(newer) == ACCEPTED
    await house.slack.until(lambda: "a newer letter" in line(house, older))
    assert len(house.slack.ephemerals) == 1


async def test_the_same_photo_dropped_twice_is_asked_about_until_one_of_them_went_out(
    house: House,
) -> None:
    first, second = [await house.drop(f"for {SHOP}", BIG_PHOTO) for _ in range(2)]
    await asked(house, second, "send_mended")
    await press(house, first, "send_mended")
    assert await house.ended(first) == ACCEPTED
    await house.slack.until(lambda: "a newer letter" in line(house, second))
    assert len(sent(house)) == 1


# Sent at once, and told --------------------------------------------------------------------------


async def test_a_letter_that_looks_odd_is_asked_about_although_all_others_go_at_once(
    tmp_path: Path,
) -> None:
    blank = Upload("blank.bmp", encoded(Image.new("RGB", page().size, "white"), "BMP"))
    async with opened(tmp_path, AT_ONCE) as house:
        ts = await house.drop(f"for {SHOP}", blank)
        assert "nothing on one of the pages" in (await asked(house, ts, "send_mended")).text
        assert not sent(house)


async def test_what_cannot_be_shown_is_not_sent_either_where_nobody_is_asked(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, AT_ONCE) as house:
        house.slack.scopes.discard("files:write")
        ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
        assert "files:write" in await house.answer(ts)
        assert not sent(house)


async def test_who_confirms_a_revocation_reads_what_was_changed_on_the_letter(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, AT_ONCE) as house:
        ts = await house.drop(f"for {REVOCATION}", BIG_PHOTO)
        assert "became" in (await asked(house, ts, "confirm_revocation")).text
        assert not sent(house)
        await press(house, ts, "confirm_revocation")
        assert await house.ended(ts) == ACCEPTED
        assert sent(house) == [seen(house, ts)]


async def test_a_mended_letter_for_the_console_is_in_the_thread(tmp_path: Path) -> None:
    async with opened(tmp_path, AT_ONCE) as house:
        only = TencentFault(code="FailedOperation.UploadConfirmCertificateNotSupport")
        house.tencent.faults.add("UploadConfirmLetter", only, times=None)
        ts = await house.drop(f"for {SHOP}", BIG_PHOTO)
        await house.ended(ts)
        assert len(shares(house, ts)) == 1
        assert "take IMG_0042-mended.jpg from this thread" in line(house, ts)


async def test_the_pages_of_several_files_are_named_as_theirs(house: House) -> None:
    front = Upload("front.pdf", odd_letters.pdf_with_pages(5))
    back = Upload("back.pdf", odd_letters.pdf_with_pages(6))
    ts = await house.drop(f"for {SHOP}", front, back)
    await press(house, ts, "join_files")
    question = await asked(house, ts, "choose_pages")
    assert "11 pages in front.pdf and back.pdf" in question.text
    await house.slack.click(question, "choose_pages", user=ALICE, option="7")
    mended = await asked(house, ts, "send_mended")
    assert "put" not in mended.text
    assert "chose page 7 of front.pdf and back.pdf" in line(house, ts)


async def test_pages_that_are_too_large_together_are_not_downloaded(house: House) -> None:
    pages = [Upload(f"{n}.jpg", saved("JPEG"), size=30_000_000) for n in range(2)]
    ts = await house.drop(f"for {SHOP}", *pages)
    await press(house, ts, "join_files")
    await house.slack.until(lambda: "0.jpg + 1.jpg is 57.2 MB" in line(house, ts))
    assert not house.slack.downloads


async def test_a_question_about_a_file_that_nobody_answers_is_let_go(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", Upload("a.jpg", saved("JPEG")), BETTER)
    await house.question(ts)
    await settled(house)
    house.clock.forward(7 * DAY + 1)
    await house.slack.until(lambda: "Nobody answered the question" in line(house, ts))
