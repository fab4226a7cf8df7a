"""What people see: a letter is dropped, and the thread tells what became of it."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

import sandbox
from bot.jobs.database import open_database
from bot.jobs.ledger import Ledger
from bot.patience import LETTER_WAITS_FOR_ANOTHER
from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GROUP_DM,
    GUEST,
    PRIVATE,
    RANDOM,
    SHARED,
    STRANGER,
    WANG_FANG,
    Fault,
    Upload,
)
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import odd_letters
from tests.postgres import Postgres
from tests.running_bot import (
    ACCEPTED,
    DAY,
    LINE_AFTER,
    QUICK,
    REFUSED,
    WITH_LINE,
    WORKING,
    Clock,
    House,
    configured,
    connected,
    opened,
)

LETTER = Upload("letter.jpg", letters.jpg(20_000))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


# The common case ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "letter",
    [
        Upload("letter.pdf", letters.pdf(1_024)),
        Upload("scan.jpg", letters.jpg(1_024)),
        Upload("scan.png", letters.png(200_000)),
        Upload("big.pdf", letters.pdf(1_468_006)),
        Upload("big.jpg", letters.jpg(1_468_006)),
        Upload("wrong-extension.docx", letters.png(5_000)),
    ],
    ids=lambda upload: upload.name,
)
async def test_a_letter_arrives_once_with_the_same_bytes(house: House, letter: Upload) -> None:
    ts = await house.drop("for flSFd6Fh", letter)
    assert await house.ended(ts) == ACCEPTED
    (received,) = house.tencent.letters
    assert (received.certificate_id, received.content) == ("flSFd6Fh", letter.content)
    answer = await house.answer(ts)
    assert "flSFd6Fh" in answer
    assert received.request_id in answer


@pytest.mark.parametrize("channel", [CERTIFICATES, PRIVATE, GROUP_DM, DM_ALICE])
async def test_it_works_in_every_kind_of_conversation(house: House, channel: str) -> None:
    ts = await house.drop("cert: flSFd6Fh", LETTER, channel=channel)
    assert await house.ended(ts, channel) == ACCEPTED


async def test_a_letter_in_a_thread_is_answered_in_that_thread(house: House) -> None:
    root = await house.slack.say(user=ALICE, channel=CERTIFICATES, text="the letters go here")
    ts = await house.drop("cert: flSFd6Fh", LETTER, thread_ts=root)
    assert await house.ended(ts) == ACCEPTED
    assert [m.thread_ts for m in house.said(root)] == [root]


async def test_chinese_speakers_are_answered_in_chinese(house: House) -> None:
    ts = await house.drop("证书ID：flSFd6Fh", LETTER, user=WANG_FANG)
    assert "证书 flSFd6Fh (shop.example.com) 的确认函" in await house.answer(ts)


async def test_the_operator_may_force_one_language(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_LOCALE": "zh-CN"}) as house:
        ts = await house.drop("for flSFd6Fh", LETTER)
        assert "证书 flSFd6Fh (shop.example.com) 的确认函" in await house.answer(ts)


async def test_it_is_the_same_on_postgresql(tmp_path: Path, postgres_server: Postgres) -> None:
    async with opened(tmp_path, {"DATABASE_URL": postgres_server.fresh()}) as house:
        asked = await house.drop("the confirmation letter", LETTER)
        await house.question(asked)
        await house.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=asked)
        assert await house.ended(asked) == ACCEPTED
        again = await house.drop("cert: flSFd6Fh", LETTER)
        assert "Nothing was uploaded" in await house.answer(again)


async def test_many_letters_at_once_are_all_delivered(house: House) -> None:
    for n in range(20):
        certificate = f"Burst{n:03}"
        house.tencent.certificates[certificate] = Certificate(certificate, "burst.example.com")
        await house.drop(f"cert: {certificate}", Upload("l.jpg", letters.jpg(3_000 + n)))
    await house.slack.until(lambda: len(house.tencent.letters) == 20)
    for message in house.slack.channel_messages(CERTIFICATES):
        if message.files:
            assert await house.ended(message.ts) == ACCEPTED


# What is no letter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("letter.docx", letters.word()), "is a Word document"),
        (Upload("letter.pdf", odd_letters.excel()), "is an Excel"),
        (Upload("letter.pdf", odd_letters.html()), "web page"),
        (Upload("letter.pdf", letters.archive()), "archive"),
        (Upload("letter.pdf", odd_letters.executable()), "program"),
        (Upload("letter.heic", odd_letters.heic()), "HEIC file is damaged"),
        (Upload("letter.psd", b"8BPS" + bytes(5_000)), "picture in PSD format"),
        (Upload("letter.pdf", letters.truncated(letters.pdf)), "incomplete"),
        (Upload("letter.pdf", b""), "is empty"),
        (Upload("letter.pdf", b"", mode="tombstone"), "deleted"),
        (Upload("letter.pdf", b"x", mode="hidden_by_limit"), "no longer hands out"),
        (Upload("letter.pdf", b"x", mode="external", is_external=True), "another service"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_what_is_no_letter_is_refused_with_what_it_is(
    house: House, upload: Upload, words: str
) -> None:
    ts = await house.drop("for flSFd6Fh", upload)
    assert await house.ended(ts) == REFUSED
    assert words in await house.answer(ts)
    assert not house.tencent.letters


async def test_a_file_that_is_too_large_by_metadata_is_not_downloaded(house: House) -> None:
    ts = await house.drop("for flSFd6Fh", Upload("l.jpg", letters.jpg(5_000), size=60_000_000))
    assert await house.ended(ts) == REFUSED
    assert not house.slack.downloads


# When to speak, and for which certificate --------------------------------------------------------


async def test_it_asks_for_the_certificate_and_takes_the_answer_in_the_thread(
    house: House,
) -> None:
    ts = await house.drop("the confirmation letter", LETTER)
    assert "Which certificate" in await house.question(ts)
    await house.slack.say(user=ALICE, channel=CERTIFICATES, text="`flSFd6Fh`", thread_ts=ts)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.said(ts)) == 2


async def test_an_id_that_follows_the_file_at_once_is_its_answer(house: House) -> None:
    ts = await house.drop("the confirmation letter", LETTER)
    await house.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=ts)
    assert await house.ended(ts) == ACCEPTED


async def test_of_two_answers_only_the_first_is_uploaded(house: House) -> None:
    ts = await house.drop("the confirmation letter", LETTER)
    await house.question(ts)
    for certificate in ("flSFd6Fh", "Eq4hcD10"):
        await house.slack.say(user=ALICE, channel=CERTIFICATES, text=certificate, thread_ts=ts)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.tencent.letters) == 1


async def test_it_is_silent_where_nobody_meant_it(house: House) -> None:
    quiet = await house.drop("our team photo", Upload("team.jpg", letters.jpg(5_000)))
    loud = await house.drop("for flSFd6Fh", LETTER)
    await house.ended(loud)
    assert not house.said(quiet)
    assert not house.slack.message(CERTIFICATES, quiet).reactions


async def test_it_asks_in_a_dm_and_in_the_channels_that_are_meant_for_letters(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as house:
        for channel in (CERTIFICATES, DM_ALICE):
            ts = await house.drop("here", Upload("a.jpg", letters.jpg(4_000)), channel=channel)
            assert "Which certificate" in await house.question(ts, channel)


async def test_a_medium_id_that_the_account_does_not_have_is_no_id(house: House) -> None:
    quiet = await house.drop("see Xq7Tz9Lm please", Upload("a.jpg", letters.jpg(4_000)))
    asked = await house.drop("confirmation letter, see Xq7Tz9Lm please", LETTER)
    assert "Xq7Tz9Lm" in await house.question(asked)
    assert not house.said(quiet)


async def test_a_medium_id_counts_where_the_account_may_not_be_looked_at(house: House) -> None:
    house.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await house.drop("please upload flSFd6Fh today", LETTER)
    assert await house.ended(ts) == ACCEPTED


async def test_a_weak_id_counts_only_if_the_account_has_it(house: House) -> None:
    house.tencent.certificates["Attached"] = Certificate("Attached", "odd.example.com")
    known = await house.drop("Attached as promised", Upload("a.jpg", letters.jpg(4_000)))
    assert await house.ended(known) == ACCEPTED
    unknown = await house.drop("document as promised", Upload("a.jpg", letters.jpg(4_001)))
    last = await house.drop("cert: flSFd6Fh", LETTER)
    await house.ended(last)
    assert not house.said(unknown)


async def test_two_named_certificates_make_a_question(house: House) -> None:
    ts = await house.drop("certs flSFd6Fh and Eq4hcD10", LETTER)
    question = await house.question(ts)
    assert "flSFd6Fh" in question
    assert "Eq4hcD10" in question


# Who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("user", "channel"), [(GUEST, CERTIFICATES), (STRANGER, SHARED)])
async def test_guests_and_strangers_are_told_privately(
    house: House, user: str, channel: str
) -> None:
    ts = await house.drop("for flSFd6Fh", LETTER, user=user, channel=channel)
    await house.slack.until(lambda: house.slack.ephemerals)
    (whisper,) = house.slack.ephemerals
    assert whisper.ephemeral_for == user
    assert not house.said(ts, channel)
    assert not house.tencent.letters


async def test_the_operator_may_let_guests_in(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_ALLOW_GUESTS": "true"}) as house:
        ts = await house.drop("for flSFd6Fh", LETTER, user=GUEST)
        assert await house.ended(ts) == ACCEPTED


async def test_a_guests_answer_leaves_the_question_open_for_others(house: House) -> None:
    ts = await house.drop("the confirmation letter", LETTER)
    await house.question(ts)
    await house.slack.say(user=GUEST, channel=CERTIFICATES, text="Eq4hcD10", thread_ts=ts)
    await house.slack.until(lambda: house.slack.ephemerals)
    await house.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=ts)
    assert await house.ended(ts) == ACCEPTED
    assert [letter.certificate_id for letter in house.tencent.letters] == ["flSFd6Fh"]


async def test_other_channels_than_the_listed_ones_are_left_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as house:
        elsewhere = await house.drop("for flSFd6Fh", LETTER, channel=RANDOM)
        await house.slack.until(lambda: house.slack.ephemerals)
        assert not house.said(elsewhere, RANDOM)
        assert not house.tencent.letters


# Once --------------------------------------------------------------------------------------------


async def test_the_same_event_twice_is_one_job(house: House) -> None:
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    event = next(d for d in house.slack.deliveries if d.type == "message")
    for _ in range(3):
        await house.slack.send_again(event.event_id)
    second = await house.drop("for Eq4hcD10", LETTER)
    await house.ended(second)
    assert len(house.said(ts)) == 1
    assert [letter.certificate_id for letter in house.tencent.letters].count("flSFd6Fh") == 1


async def test_a_mention_with_a_file_is_one_job_for_all_its_events(house: House) -> None:
    ts = await house.drop(f"<@{BOT_USER}> cert: flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    assert {"message", "file_shared", "app_mention"} <= {d.type for d in house.slack.deliveries}
    assert len(house.tencent.letters) == 1
    assert len(house.said(ts)) == 1


async def test_the_same_letter_again_gets_the_first_receipt(house: House) -> None:
    first = await house.drop("for flSFd6Fh", LETTER)
    receipt = house.tencent.letters[0].request_id if await house.ended(first) else ""
    second = await house.drop("for flSFd6Fh", Upload("other-name.jpg", LETTER.content))
    assert await house.ended(second) == ACCEPTED
    assert receipt in await house.answer(second)
    assert len(house.tencent.letters) == 1


async def ended_after_others(house: House, ts: str) -> str:
    """Wait for the end of a drop that may have to wait for another letter of its certificate."""
    while not (how := house.mark(ts)) or how == WORKING:
        house.clock.forward(LETTER_WAITS_FOR_ANOTHER)
        await asyncio.sleep(0.1)
    return how


async def test_the_same_letter_twice_at_once_is_uploaded_once(house: House) -> None:
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
    drops = [await house.drop("for flSFd6Fh", LETTER) for _ in range(3)]
    assert [await ended_after_others(house, ts) for ts in drops] == [ACCEPTED] * 3
    assert len(house.tencent.letters) == 1


# Trouble at Tencent's ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(reset_after=True),
        TencentFault(applied_then_status=502),
        TencentFault(response_null=True, applied=True),
        TencentFault(not_json=True, applied=True),
    ],
    ids=["reset", "502", "null", "no json"],
)
async def test_an_unclear_upload_is_settled_by_the_certificates_status(
    house: House, fault: TencentFault
) -> None:
    house.tencent.faults.add("UploadConfirmLetter", fault)
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.tencent.letters) == 1
    assert "flSFd6Fh" in await house.answer(ts)


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(reset_before=True),
        TencentFault(status=503),
        TencentFault(code="InternalError"),
        TencentFault(code="FailedOperation.NetworkError"),
        TencentFault(code="RequestLimitExceeded"),
    ],
    ids=["reset", "503", "internal error", "CA busy", "rate"],
)
async def test_an_upload_that_did_not_arrive_is_tried_again(
    house: House, fault: TencentFault
) -> None:
    house.tencent.faults.add("UploadConfirmLetter", fault)
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.tencent.letters) == 1


async def test_an_unclear_upload_without_the_right_to_look_is_sent_again(house: House) -> None:
    house.tencent.allowed_actions.discard("DescribeCertificate")
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(reset_after=True))
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.tencent.letters) == 1


async def test_trouble_that_stays_ends_in_words_with_code_and_request_id(house: House) -> None:
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(code="InternalError"), times=None)
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == REFUSED
    answer = await house.answer(ts)
    assert "InternalError" in answer
    uploads = [call for call in house.tencent.calls if call.action == "UploadConfirmLetter"]
    assert uploads[-1].request_id in answer


async def test_while_it_takes_longer_the_thread_has_a_line_that_becomes_the_answer(
    tmp_path: Path,
) -> None:
    for after in LINE_AFTER:
        async with opened(tmp_path, pace=replace(QUICK, line_after=after)) as house:
            house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=after + 0.5))
            ts = await house.drop("for flSFd6Fh", LETTER)
            line = await house.question(ts)
            assert await house.ended(ts) == ACCEPTED
            (message,) = house.said(ts)
            assert "accepted" in message.text
            assert message.edits
        if "Looking at" not in line:
            break
    assert "Uploading" in line


# What must not be claimed -------------------------------------------------------------------------


@pytest.mark.parametrize("status", [1, 2, 4, 7, 11])
async def test_an_unclear_upload_for_a_certificate_that_did_not_wait_is_no_success(
    house: House, status: int
) -> None:
    house.tencent.certificates["Issued01"] = Certificate("Issued01", "x.example.com", status)
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(status=502))
    ts = await house.drop("cert: Issued01", LETTER)
    assert await house.ended(ts) == REFUSED
    assert not house.tencent.letters


async def test_a_corrected_letter_that_got_lost_is_not_said_to_have_arrived(house: House) -> None:
    assert await house.ended(await house.drop("for flSFd6Fh", LETTER)) == ACCEPTED
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(status=502), times=None)
    ts = await house.drop("for flSFd6Fh", Upload("corrected.jpg", letters.jpg(9_000)))
    assert await house.ended(ts) == REFUSED


async def test_after_an_unclear_try_no_answer_says_that_nothing_was_sent(house: House) -> None:
    house.tencent.allowed_actions.discard("DescribeCertificate")
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(reset_after=True))
    house.tencent.faults.add(
        "UploadConfirmLetter", TencentFault(code="AuthFailure.TokenFailure"), times=None
    )
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert "not clear whether" in await house.answer(ts)


async def test_a_letter_that_another_one_has_replaced_is_sent_again(house: House) -> None:
    one, two = LETTER, Upload("two.jpg", letters.jpg(9_000))
    for upload in (one, two, one):
        house.tencent.certificates["flSFd6Fh"] = Certificate("flSFd6Fh", "shop.example.com")
        assert await house.ended(await house.drop("for flSFd6Fh", upload)) == ACCEPTED
    sent = [letter.content for letter in house.tencent.letters]
    assert sent == [one.content, two.content, one.content]


@pytest.mark.parametrize(
    "text",
    [
        "cert Eq4hcD10 was a typo, please use flSFd6Fh",
        "NOT certificate Eq4hcD10! The right one is flSFd6Fh.",
        "不是证书Eq4hcD10，是flSFd6Fh",
    ],
)
async def test_a_corrected_id_is_asked_about_and_not_overruled(house: House, text: str) -> None:
    ts = await house.drop(text, LETTER)
    assert "flSFd6Fh" in await house.question(ts)
    assert not house.tencent.letters


async def test_a_remark_under_a_question_is_not_taken_for_the_answer(house: House) -> None:
    ts = await house.drop("the confirmation letter", LETTER)
    await house.question(ts)
    for text in ("surely not certificate ID: Eq4hcD10", "flSFd6Fh"):
        await house.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)
    assert await house.ended(ts) == ACCEPTED
    assert [letter.certificate_id for letter in house.tencent.letters] == ["flSFd6Fh"]


async def test_an_answer_is_for_the_file_of_the_one_who_answers(house: House) -> None:
    mine = await house.drop("the confirmation letter", LETTER)
    await house.question(mine)
    other = Upload("wang.jpg", letters.jpg(7_000))
    await house.drop("确认函", other, user=WANG_FANG, thread_ts=mine)
    await house.slack.until(lambda: len(house.said(mine)) == 2)
    await house.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=mine)
    assert await house.ended(mine) == ACCEPTED
    assert [letter.content for letter in house.tencent.letters] == [LETTER.content]


async def test_in_a_dm_the_id_may_come_as_the_next_message(house: House) -> None:
    ts = await house.drop("here it is", LETTER, channel=DM_ALICE)
    await house.question(ts, DM_ALICE)
    await house.slack.say(user=ALICE, channel=DM_ALICE, text="flSFd6Fh")
    assert await house.ended(ts, DM_ALICE) == ACCEPTED


async def test_a_guest_is_told_once_however_often_slack_delivers(house: House) -> None:
    await house.drop(f"<@{BOT_USER}> for flSFd6Fh", LETTER, user=GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    for delivery in [d for d in house.slack.deliveries if d.type == "message"] * 2:
        await house.slack.send_again(delivery.event_id)
    last = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(last) == ACCEPTED
    assert len(house.slack.ephemerals) == 1


# Trouble at Slack's ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500, applied=True),
        Fault(reset=True, applied=True),
        Fault(status=503),
        Fault(status=429, retry_after=1),
        Fault(error="invalid_blocks"),
    ],
    ids=["posted then 500", "posted then reset", "503", "429", "invalid blocks"],
)
async def test_an_answer_that_slack_makes_hard_is_given_once(house: House, fault: Fault) -> None:
    house.slack.faults.add("chat.postMessage", fault)
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert await house.ended(ts) == ACCEPTED
    assert len(house.said(ts)) == 1


async def test_a_download_that_is_slow_and_then_fails_ends_in_one_message(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as house:
        house.slack.faults.add("download", Fault(status=404, delay=0.4), times=None)
        ts = await house.drop("for flSFd6Fh", LETTER)
        assert await house.ended(ts) == REFUSED
        (message,) = house.said(ts)
        assert message.edits


async def test_a_line_whose_post_got_no_answer_becomes_the_answer_all_the_same(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as house:
        house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
        house.slack.faults.add("chat.postMessage", Fault(applied=True, reset=True))
        ts = await house.drop("for flSFd6Fh", LETTER)
        assert await house.ended(ts) == ACCEPTED
        (message,) = house.said(ts)
        assert message.edits


async def test_letters_that_wait_for_the_same_certificate_are_not_fetched_meanwhile(
    house: House,
) -> None:
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
    drops = [
        await house.drop("for flSFd6Fh", Upload("l.jpg", letters.jpg(4_000 + n))) for n in range(3)
    ]
    for ts in drops:
        await ended_after_others(house, ts)
    assert len(house.slack.downloads) == 3


async def test_reactions_that_fail_do_not_stop_a_letter(house: House) -> None:
    for method in ("reactions.add", "reactions.remove"):
        house.slack.faults.add(method, Fault(error="no_permission"), times=None)
    ts = await house.drop("for flSFd6Fh", LETTER)
    await house.slack.until(lambda: house.said(ts))
    assert len(house.tencent.letters) == 1


async def test_without_files_read_the_answer_says_so(house: House) -> None:
    house.slack.scopes.discard("files:read")
    ts = await house.drop("for flSFd6Fh", LETTER)
    assert "files:read" in await house.answer(ts)


async def test_every_event_is_acknowledged_in_time(house: House) -> None:
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=2.0))
    ts = await house.drop("for flSFd6Fh", LETTER)
    await house.slack.until(lambda: all(d.acked_at for d in house.slack.deliveries))
    assert not house.said(ts), "an ack has waited for the upload"
    await house.ended(ts)
    assert {d.attempt for d in house.slack.deliveries} == {0}


async def test_two_letters_survive_a_reconnect(house: House) -> None:
    await house.slack.disconnect("refresh_requested")
    first = await house.drop("for flSFd6Fh", LETTER)
    second = await house.drop("for Eq4hcD10", LETTER)
    assert [await house.ended(ts) for ts in (first, second)] == [ACCEPTED] * 2


# Time --------------------------------------------------------------------------------------------


async def test_a_question_that_nobody_answers_is_closed_after_a_week(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        house = House(box.slack, box.tencent)
        async with connected(configured(house, tmp_path)):
            ts = await house.drop("the confirmation letter", LETTER)
            await house.question(ts)
        a_week_later = time.time() + 7 * 86_400
        async with connected(configured(house, tmp_path), now=lambda: a_week_later):
            await house.slack.until(lambda: "within 7 days" in house.said(ts)[0].text)
        assert len(house.said(ts)) == 1


async def test_what_ended_long_ago_is_forgotten(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        house = House(box.slack, box.tencent)
        async with connected(configured(house, tmp_path)):
            await house.drop("our team photo", Upload("team.jpg", letters.jpg(5_000)))
            word = Upload("letter.docx", letters.word())
            assert await house.ended(await house.drop("for flSFd6Fh", word)) == REFUSED
        assert await kept(tmp_path) == ["done", "silent"]
        clock = Clock()
        for days, left in ((4, ["done"]), (397, [])):
            clock.forward(days * DAY)
            async with connected(configured(house, tmp_path), now=clock):
                await until_kept(tmp_path, left)


ALWAYS_THERE = {"tidying", "sweeping"}


async def kept(folder: Path) -> list[str]:
    """The states of all drops that are remembered."""
    database = await open_database(f"sqlite:///{folder / 'letterdrop.db'}")
    jobs = await Ledger(database, now=time.time).find()
    await database.close()
    return sorted(job.state for job in jobs if job.id not in ALWAYS_THERE)


async def until_kept(folder: Path, states: list[str]) -> None:
    async with asyncio.timeout(60):
        while await kept(folder) != states:  # noqa: ASYNC110 - the database tells, no event
            await asyncio.sleep(0.05)


async def test_slow_tencent_does_not_slow_other_letters(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=2.0))
        slow = await house.drop("for flSFd6Fh", LETTER)
        await house.slack.until(lambda: [c for c in house.tencent.calls if "Upload" in c.action])
        fast = await house.drop("for Eq4hcD10", LETTER)
        assert await house.ended(fast) == ACCEPTED
        assert not house.said(slow)
        assert await house.ended(slow) == ACCEPTED
