"""What people see: a letter is dropped, and the thread tells what became of it."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

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
from tests.for_each import for_each
from tests.postgres import Postgres
from tests.running_bot import (
    ACCEPTED,
    DAY,
    LINE_AFTER,
    NONE_NEEDED,
    QUICK,
    REFUSED,
    UNCLEAR,
    WITH_LINE,
    WORKING,
    Clock,
    Trial,
    configured,
    connected,
    opened,
)

LETTER = Upload("letter.jpg", letters.jpg(20_000))


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


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
async def test_a_letter_arrives_once_with_the_same_bytes(trial: Trial, letter: Upload) -> None:
    ts = await trial.drop("for flSFd6Fh", letter)
    assert await trial.ended(ts) == ACCEPTED
    (received,) = trial.tencent.letters
    assert (received.certificate_id, received.content) == ("flSFd6Fh", letter.content)
    answer = await trial.answer(ts)
    assert "flSFd6Fh" in answer
    assert received.request_id in answer


@pytest.mark.parametrize("channel", [CERTIFICATES, PRIVATE, GROUP_DM, DM_ALICE])
async def test_it_works_in_every_kind_of_conversation(trial: Trial, channel: str) -> None:
    ts = await trial.drop("cert: flSFd6Fh", LETTER, channel=channel)
    assert await trial.ended(ts, channel) == ACCEPTED


async def test_a_letter_in_a_thread_is_answered_in_that_thread(trial: Trial) -> None:
    root = await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="the letters go here")
    ts = await trial.drop("cert: flSFd6Fh", LETTER, thread_ts=root)
    assert await trial.ended(ts) == ACCEPTED
    assert [m.thread_ts for m in trial.said(root)] == [root]


async def test_chinese_speakers_are_answered_in_chinese(trial: Trial) -> None:
    ts = await trial.drop("证书ID：flSFd6Fh", LETTER, user=WANG_FANG)
    assert "确认函已上传 · flSFd6Fh (shop.example.com)" in await trial.answer(ts)


async def test_the_operator_may_force_one_language(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_LOCALE": "zh-CN"}) as trial:
        ts = await trial.drop("for flSFd6Fh", LETTER)
        assert "确认函已上传 · flSFd6Fh (shop.example.com)" in await trial.answer(ts)


async def test_it_is_the_same_on_postgresql(tmp_path: Path, postgres_server: Postgres) -> None:
    async with opened(tmp_path, {"DATABASE_URL": postgres_server.fresh()}) as trial:
        asked = await trial.drop("the confirmation letter", LETTER)
        await trial.question(asked)
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=asked)
        assert await trial.ended(asked) == ACCEPTED
        again = await trial.drop("cert: flSFd6Fh", LETTER)
        assert "Nothing was uploaded" in await trial.answer(again)


async def test_many_letters_at_once_are_all_delivered(trial: Trial) -> None:
    for n in range(20):
        certificate = f"Burst{n:03}"
        trial.tencent.certificates[certificate] = Certificate(certificate, "burst.example.com")
        await trial.drop(f"cert: {certificate}", Upload("l.jpg", letters.jpg(3_000 + n)))
    await trial.slack.until(lambda: len(trial.tencent.letters) == 20)
    for message in trial.slack.channel_messages(CERTIFICATES):
        if message.files:
            assert await trial.ended(message.ts) == ACCEPTED


# What is no letter -------------------------------------------------------------------------------


@for_each(
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
        (Upload("letter.pdf", b"x", mode="hidden_by_limit"), "no longer lets me download"),
        (Upload("letter.pdf", b"x", mode="external", is_external=True), "another service"),
    ],
)
async def test_what_is_no_letter_is_refused_with_what_it_is(
    trial: Trial, upload: Upload, words: str
) -> None:
    ts = await trial.drop("for flSFd6Fh", upload)
    assert await trial.ended(ts) == REFUSED
    assert words in await trial.answer(ts)
    assert not trial.tencent.letters


async def test_a_file_that_is_too_large_by_metadata_is_not_downloaded(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", Upload("l.jpg", letters.jpg(5_000), size=60_000_000))
    assert await trial.ended(ts) == REFUSED
    assert not trial.slack.downloads


# When to speak, and for which certificate --------------------------------------------------------


async def test_it_asks_for_the_certificate_and_takes_the_answer_in_the_thread(
    trial: Trial,
) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    assert "Which certificate" in await trial.question(ts)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="`flSFd6Fh`", thread_ts=ts)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.said(ts)) == 2


async def test_an_id_that_follows_the_file_at_once_is_its_answer(trial: Trial) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=ts)
    assert await trial.ended(ts) == ACCEPTED


async def test_of_two_answers_only_the_first_is_uploaded(trial: Trial) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    await trial.question(ts)
    for certificate in ("flSFd6Fh", "Eq4hcD10"):
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=certificate, thread_ts=ts)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1


async def test_it_is_silent_where_nobody_meant_it(trial: Trial) -> None:
    quiet = await trial.drop("our team photo", Upload("team.jpg", letters.jpg(5_000)))
    loud = await trial.drop("for flSFd6Fh", LETTER)
    await trial.ended(loud)
    assert not trial.said(quiet)
    assert not trial.slack.message(CERTIFICATES, quiet).reactions


async def test_it_asks_in_a_dm_and_in_the_channels_that_are_meant_for_letters(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as trial:
        for channel in (CERTIFICATES, DM_ALICE):
            ts = await trial.drop("here", Upload("a.jpg", letters.jpg(4_000)), channel=channel)
            assert "Which certificate" in await trial.question(ts, channel)


async def test_a_medium_id_that_the_account_does_not_have_is_no_id(trial: Trial) -> None:
    quiet = await trial.drop("see Xq7Tz9Lm please", Upload("a.jpg", letters.jpg(4_000)))
    asked = await trial.drop("confirmation letter, see Xq7Tz9Lm please", LETTER)
    assert "Xq7Tz9Lm" in await trial.question(asked)
    assert not trial.said(quiet)


async def test_a_medium_id_counts_where_the_account_may_not_be_looked_at(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await trial.drop("please upload flSFd6Fh today", LETTER)
    assert await trial.ended(ts) == ACCEPTED


async def test_a_weak_id_counts_only_if_the_account_has_it(trial: Trial) -> None:
    trial.tencent.certificates["Attached"] = Certificate("Attached", "odd.example.com")
    known = await trial.drop("Attached as promised", Upload("a.jpg", letters.jpg(4_000)))
    assert await trial.ended(known) == ACCEPTED
    unknown = await trial.drop("document as promised", Upload("a.jpg", letters.jpg(4_001)))
    last = await trial.drop("cert: flSFd6Fh", LETTER)
    await trial.ended(last)
    assert not trial.said(unknown)


async def test_two_named_certificates_make_a_question(trial: Trial) -> None:
    ts = await trial.drop("certs flSFd6Fh and Eq4hcD10", LETTER)
    question = await trial.question(ts)
    assert "flSFd6Fh" in question
    assert "Eq4hcD10" in question


# Who may -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("user", "channel"), [(GUEST, CERTIFICATES), (STRANGER, SHARED)])
async def test_guests_and_strangers_are_told_privately(
    trial: Trial, user: str, channel: str
) -> None:
    ts = await trial.drop("for flSFd6Fh", LETTER, user=user, channel=channel)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    (hint,) = trial.slack.ephemerals
    assert hint.ephemeral_for == user
    assert not trial.said(ts, channel)
    assert not trial.tencent.letters


async def test_the_operator_may_let_guests_in(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_ALLOW_GUESTS": "true"}) as trial:
        ts = await trial.drop("for flSFd6Fh", LETTER, user=GUEST)
        assert await trial.ended(ts) == ACCEPTED


async def test_a_guests_answer_leaves_the_question_open_for_others(trial: Trial) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    await trial.question(ts)
    await trial.slack.say(user=GUEST, channel=CERTIFICATES, text="Eq4hcD10", thread_ts=ts)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=ts)
    assert await trial.ended(ts) == ACCEPTED
    assert [letter.certificate_id for letter in trial.tencent.letters] == ["flSFd6Fh"]


async def test_other_channels_than_the_listed_ones_are_left_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, {"LETTERDROP_CHANNELS": CERTIFICATES}) as trial:
        elsewhere = await trial.drop("for flSFd6Fh", LETTER, channel=RANDOM)
        await trial.slack.until(lambda: trial.slack.ephemerals)
        assert not trial.said(elsewhere, RANDOM)
        assert not trial.tencent.letters


# Once --------------------------------------------------------------------------------------------


async def test_the_same_event_twice_is_one_job(trial: Trial) -> None:
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    event = next(d for d in trial.slack.deliveries if d.type == "message")
    for _ in range(3):
        await trial.slack.send_again(event.event_id)
    second = await trial.drop("for Eq4hcD10", LETTER)
    await trial.ended(second)
    assert len(trial.said(ts)) == 1
    assert [letter.certificate_id for letter in trial.tencent.letters].count("flSFd6Fh") == 1


async def test_a_mention_with_a_file_is_one_job_for_all_its_events(trial: Trial) -> None:
    ts = await trial.drop(f"<@{BOT_USER}> cert: flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert {"message", "file_shared", "app_mention"} <= {d.type for d in trial.slack.deliveries}
    assert len(trial.tencent.letters) == 1
    assert len(trial.said(ts)) == 1


async def test_the_same_letter_again_gets_the_first_receipt(trial: Trial) -> None:
    first = await trial.drop("for flSFd6Fh", LETTER)
    receipt = trial.tencent.letters[0].request_id if await trial.ended(first) else ""
    second = await trial.drop("for flSFd6Fh", Upload("other-name.jpg", LETTER.content))
    assert await trial.ended(second) == ACCEPTED
    assert receipt in await trial.answer(second)
    assert len(trial.tencent.letters) == 1


async def ended_after_others(trial: Trial, ts: str) -> str:
    """Wait for the end of a drop that may have to wait for another letter of its certificate."""
    while not (how := trial.mark(ts)) or how == WORKING:
        trial.clock.forward(LETTER_WAITS_FOR_ANOTHER)
        await asyncio.sleep(0.1)
    return how


async def test_the_same_letter_twice_at_once_is_uploaded_once(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
    drops = [await trial.drop("for flSFd6Fh", LETTER) for _ in range(3)]
    assert [await ended_after_others(trial, ts) for ts in drops] == [ACCEPTED] * 3
    assert len(trial.tencent.letters) == 1


async def test_a_letter_that_waits_for_another_one_asks_tencent_nothing_meanwhile(
    trial: Trial,
) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=30))
    first = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: trial.tencent.letters)
    second = await trial.drop("for flSFd6Fh", Upload("b.jpg", letters.jpg(4_000)))
    await trial.slack.until(lambda: described(trial) == 2)
    for _ in range(5):
        trial.clock.forward(LETTER_WAITS_FOR_ANOTHER)
        await trial.ended(await trial.drop("for Eq4hcD10", LETTER))
    assert described(trial) == 2
    trial.tencent.faults.clear()
    assert await ended_after_others(trial, second) == NONE_NEEDED
    assert await trial.ended(first) == ACCEPTED
    assert described(trial) >= 3  # it is looked at anew: it is in review by now


def described(trial: Trial, certificate: str = "flSFd6Fh") -> int:
    """How often Tencent Cloud was asked how a certificate stands."""
    calls = [call for call in trial.tencent.calls if call.action == "DescribeCertificate"]
    return sum(call.certificate_id == certificate for call in calls)


# Trouble at Tencent's ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(reset=True, applied=True),
        TencentFault(status=502, applied=True),
        TencentFault(response_null=True, applied=True),
        TencentFault(not_json=True, applied=True),
    ],
    ids=["reset", "502", "null", "no json"],
)
async def test_an_unclear_upload_is_settled_by_the_certificates_status(
    trial: Trial, fault: TencentFault
) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", fault)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1
    assert "flSFd6Fh" in await trial.answer(ts)


@pytest.mark.parametrize(
    "fault",
    [
        TencentFault(reset=True),
        TencentFault(status=503),
        TencentFault(code="InternalError"),
        TencentFault(code="FailedOperation.NetworkError"),
        TencentFault(code="RequestLimitExceeded"),
    ],
    ids=["reset", "503", "internal error", "CA busy", "rate"],
)
async def test_an_upload_that_did_not_arrive_is_tried_again(
    trial: Trial, fault: TencentFault
) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", fault)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1


async def test_an_unclear_upload_without_the_right_to_look_is_sent_again(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True, applied=True))
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.tencent.letters) == 1


async def test_trouble_that_stays_ends_in_words_with_code_and_request_id(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(code="InternalError"), times=None)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == REFUSED
    answer = await trial.answer(ts)
    assert answer.startswith("Not uploaded")  # nobody has refused it
    assert "InternalError" in answer
    uploads = [call for call in trial.tencent.calls if call.action == "UploadConfirmLetter"]
    assert uploads[-1].request_id in answer
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == UNCLEAR  # nobody could look


async def test_while_it_takes_longer_the_thread_has_a_line_that_becomes_the_answer(
    tmp_path: Path,
) -> None:
    for after in LINE_AFTER:
        async with opened(tmp_path, pace=replace(QUICK, line_after=after)) as trial:
            trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=after + 0.5))
            ts = await trial.drop("for flSFd6Fh", LETTER)
            line = await trial.question(ts)
            assert await trial.ended(ts) == ACCEPTED
            (message,) = trial.said(ts)
            assert "Letter uploaded" in message.text
            assert message.edits
        if "Checking" not in line:
            break
    assert "Uploading" in line


# What must not be claimed -------------------------------------------------------------------------


@pytest.mark.parametrize("status", [1, 2, 4, 7, 11])
async def test_an_unclear_upload_for_a_certificate_that_did_not_wait_is_no_success(
    trial: Trial, status: int
) -> None:
    trial.tencent.certificates["Issued01"] = Certificate("Issued01", "x.example.com", status)
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(status=502))
    ts = await trial.drop("cert: Issued01", LETTER)
    assert await trial.ended(ts) in (REFUSED, UNCLEAR, NONE_NEEDED)
    assert not trial.tencent.letters


async def test_a_corrected_letter_that_got_lost_is_not_said_to_have_arrived(trial: Trial) -> None:
    assert await trial.ended(await trial.drop("for flSFd6Fh", LETTER)) == ACCEPTED
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(status=502), times=None)
    ts = await trial.drop("for flSFd6Fh", Upload("corrected.jpg", letters.jpg(9_000)))
    assert await trial.ended(ts) == NONE_NEEDED  # the first one's review goes on


async def test_after_an_unclear_try_no_answer_says_that_nothing_was_sent(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True, applied=True))
    trial.tencent.faults.add(
        "UploadConfirmLetter", TencentFault(code="AuthFailure.TokenFailure"), times=None
    )
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert "Not clear whether" in await trial.answer(ts)


async def test_a_letter_that_another_one_has_replaced_is_sent_again(trial: Trial) -> None:
    one, two = LETTER, Upload("two.jpg", letters.jpg(9_000))
    for upload in (one, two, one):
        trial.tencent.certificates["flSFd6Fh"] = Certificate("flSFd6Fh", "shop.example.com")
        assert await trial.ended(await trial.drop("for flSFd6Fh", upload)) == ACCEPTED
    sent = [letter.content for letter in trial.tencent.letters]
    assert sent == [one.content, two.content, one.content]


@pytest.mark.parametrize(
    "text",
    [
        "cert Eq4hcD10 was a typo, please use flSFd6Fh",
        "NOT certificate Eq4hcD10! The right one is flSFd6Fh.",
        "不是证书Eq4hcD10，是flSFd6Fh",
    ],
)
async def test_a_corrected_id_is_asked_about_and_not_overruled(trial: Trial, text: str) -> None:
    ts = await trial.drop(text, LETTER)
    assert "flSFd6Fh" in await trial.question(ts)
    assert not trial.tencent.letters


async def test_a_remark_under_a_question_is_not_taken_for_the_answer(trial: Trial) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    await trial.question(ts)
    for text in ("surely not certificate ID: Eq4hcD10", "flSFd6Fh"):
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=text, thread_ts=ts)
    assert await trial.ended(ts) == ACCEPTED
    assert [letter.certificate_id for letter in trial.tencent.letters] == ["flSFd6Fh"]


async def test_an_answer_is_for_the_file_of_the_one_who_answers(trial: Trial) -> None:
    mine = await trial.drop("the confirmation letter", LETTER)
    await trial.question(mine)
    other = Upload("wang.jpg", letters.jpg(7_000))
    await trial.drop("确认函", other, user=WANG_FANG, thread_ts=mine)
    await trial.slack.until(lambda: len(trial.said(mine)) == 2)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text="flSFd6Fh", thread_ts=mine)
    assert await trial.ended(mine) == ACCEPTED
    assert [letter.content for letter in trial.tencent.letters] == [LETTER.content]


async def test_in_a_dm_the_id_may_come_as_the_next_message(trial: Trial) -> None:
    ts = await trial.drop("here it is", LETTER, channel=DM_ALICE)
    await trial.question(ts, DM_ALICE)
    await trial.slack.say(user=ALICE, channel=DM_ALICE, text="flSFd6Fh")
    assert await trial.ended(ts, DM_ALICE) == ACCEPTED


async def test_a_guest_is_told_once_however_often_slack_delivers(trial: Trial) -> None:
    await trial.drop(f"<@{BOT_USER}> for flSFd6Fh", LETTER, user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    for delivery in [d for d in trial.slack.deliveries if d.type == "message"] * 2:
        await trial.slack.send_again(delivery.event_id)
    last = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(last) == ACCEPTED
    assert len(trial.slack.ephemerals) == 1


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
async def test_an_answer_that_slack_makes_hard_is_given_once(trial: Trial, fault: Fault) -> None:
    trial.slack.faults.add("chat.postMessage", fault)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.said(ts)) == 1


async def test_a_download_that_is_slow_and_then_fails_ends_in_one_message(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as trial:
        trial.slack.faults.add("download", Fault(status=404, delay=0.4), times=None)
        ts = await trial.drop("for flSFd6Fh", LETTER)
        assert await trial.ended(ts) == REFUSED
        (message,) = trial.said(ts)
        assert message.edits


async def test_a_line_whose_post_got_no_answer_becomes_the_answer_all_the_same(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as trial:
        trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
        trial.slack.faults.add("chat.postMessage", Fault(applied=True, reset=True))
        ts = await trial.drop("for flSFd6Fh", LETTER)
        assert await trial.ended(ts) == ACCEPTED
        (message,) = trial.said(ts)
        assert message.edits


async def test_a_clear_letter_costs_the_fewest_calls_and_transactions(tmp_path: Path) -> None:
    begun: list[sa.Connection] = []
    unmarked = replace(QUICK, mark_after=60.0)
    async with (
        sandbox.running() as box,
        connected(configured(box, tmp_path), unmarked) as bot,
    ):
        trial = Trial(box.slack, box.tencent)
        await trial.ended(await trial.drop("for flSFd6Fh", LETTER))  # who drops is known then
        await asyncio.sleep(0.1)  # what follows the end
        sa.event.listen(bot.ledger.database.engine, "begin", begun.append)
        box.slack.calls.clear()
        box.tencent.calls.clear()
        ts = await trial.drop("for Eq4hcD10", LETTER)
        await box.slack.until(lambda: trial.said(ts))
        assert len(begun) <= 4
        await trial.ended(ts)
    said = [call.method for call in box.slack.calls]
    assert said == ["chat.postMessage", "reactions.add"]
    asked = [call.action for call in box.tencent.calls]
    assert asked == ["DescribeCertificate", "UploadConfirmLetter"]
    assert len(box.slack.downloads) == 2


async def test_letters_that_wait_for_the_same_certificate_are_fetched_twice_at_most(
    trial: Trial,
) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.5))
    drops = [
        await trial.drop("for flSFd6Fh", Upload("l.jpg", letters.jpg(4_000 + n))) for n in range(3)
    ]
    for ts in drops:
        await ended_after_others(trial, ts)
    assert len(trial.slack.downloads) <= 2 * 3


async def test_reactions_that_fail_do_not_stop_a_letter(trial: Trial) -> None:
    for method in ("reactions.add", "reactions.remove"):
        trial.slack.faults.add(method, Fault(error="no_permission"), times=None)
    ts = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: trial.said(ts))
    assert len(trial.tencent.letters) == 1


async def test_without_files_read_the_answer_says_so(trial: Trial) -> None:
    trial.slack.scopes.discard("files:read")
    ts = await trial.drop("for flSFd6Fh", LETTER)
    assert "files:read" in await trial.answer(ts)


async def test_every_event_is_acknowledged_in_time(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=30))
    ts = await trial.drop("for flSFd6Fh", LETTER)
    await trial.slack.until(lambda: all(d.acked_at for d in trial.slack.deliveries))
    assert not trial.said(ts), "an ack has waited for the upload"
    trial.tencent.faults.clear()
    await trial.ended(ts)
    assert {d.attempt for d in trial.slack.deliveries} == {0}


async def test_two_letters_survive_a_reconnect(trial: Trial) -> None:
    await trial.slack.disconnect("refresh_requested")
    first = await trial.drop("for flSFd6Fh", LETTER)
    second = await trial.drop("for Eq4hcD10", LETTER)
    assert [await trial.ended(ts) for ts in (first, second)] == [ACCEPTED] * 2


# Time --------------------------------------------------------------------------------------------


async def test_a_question_that_nobody_answers_is_closed_after_a_week(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        async with connected(configured(trial, tmp_path)):
            ts = await trial.drop("the confirmation letter", LETTER)
            await trial.question(ts)
        a_week_later = time.time() + 7 * 86_400
        async with connected(configured(trial, tmp_path), now=lambda: a_week_later):
            await trial.slack.until(lambda: "within 7 days" in trial.said(ts)[0].text)
        assert len(trial.said(ts)) == 1


async def test_what_ended_long_ago_is_forgotten(tmp_path: Path) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        async with connected(configured(trial, tmp_path)):
            await trial.drop("our team photo", Upload("team.jpg", letters.jpg(5_000)))
            word = Upload("letter.docx", letters.word())
            assert await trial.ended(await trial.drop("for flSFd6Fh", word)) == REFUSED
        assert await kept(tmp_path) == ["done", "silent"]
        clock = Clock()
        for days, left in ((4, ["done"]), (4, ["done"]), (393, [])):
            clock.forward(days * DAY)
            async with connected(configured(trial, tmp_path), now=clock):
                await until_kept(tmp_path, left)
                if left:
                    await trial.drop("another photo", Upload("more.jpg", letters.jpg(5_000)))
                    await until_kept(tmp_path, [*left, "silent"])


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
    async with opened(tmp_path) as trial:
        trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=30))
        slow = await trial.drop("for flSFd6Fh", LETTER)
        await trial.slack.until(lambda: [c for c in trial.tencent.calls if "Upload" in c.action])
        fast = await trial.drop("for Eq4hcD10", LETTER)
        assert await trial.ended(fast) == ACCEPTED
        assert not trial.said(slow)
        trial.tencent.faults.clear()
        assert await trial.ended(slow) == ACCEPTED
