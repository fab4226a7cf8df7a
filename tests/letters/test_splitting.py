"""Several files in one message: what goes where, what is asked, and the sum of it all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sandbox
from bot.inbound.messages import Drop, job_id, read
from bot.inbound.pairing import pair
from bot.letters.story import Story, thread_key
from bot.text.certificate_ids import Candidate, Confidence
from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    TEAM,
    WANG_FANG,
    Fault,
    Message,
    Upload,
)
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests.forkserver import bot_process
from tests.handlers.test_ways_in import chosen, submitted, the_form, use_shortcut
from tests.jobs.ledger_rows import rows_of, swept, url_in
from tests.letters.questions import elements
from tests.running_bot import (
    ACCEPTED,
    DAY,
    NONE_NEEDED,
    REFUSED,
    Trial,
    configured,
    connected,
    opened,
)

SHOP, WILDCARD, REVOCATION = "flSFd6Fh", "Eq4hcD10", "LqQxgqUe"
THIRD, FOURTH, FIFTH = "nQ3vXy7A", "kB8tRw2C", "pZ5mLd9E"
ISSUED, DV, UNKNOWN = "FxG06njc", "Fr3eeDV5", "Xq7Tz9Lm"
FIVE = (SHOP, WILDCARD, THIRD, FOURTH, FIFTH)


def a_file(name: str, **fields: Any) -> Upload:
    """A letter whose bytes are those of no other name."""
    return Upload(name, letters.jpg(3_000 + sum(map(ord, name))), **fields)


def named(*certificates: str) -> list[Upload]:
    """A letter for each certificate, called so."""
    return [a_file(f"{each}.jpg") for each in certificates]


SCREENSHOT = Upload("screenshot.png", letters.jpg(5_000))
NOT_A_LETTER = Upload("bad.jpg", b"hello")


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        more_certificates(trial)
        yield trial


def more_certificates(trial: Trial) -> None:
    for each in (THIRD, FOURTH, FIFTH):
        trial.tencent.certificates[each] = Certificate(each, f"{each.lower()}.example.com")


def arrived(trial: Trial) -> list[str]:
    """The certificates that have got a letter, in the order of their IDs."""
    return sorted(each.certificate_id for each in trial.tencent.letters)


def texts(trial: Trial, ts: str, channel: str = CERTIFICATES) -> list[str]:
    return [each.text for each in trial.said(ts, channel)]


def marks(trial: Trial, ts: str, channel: str = CERTIFICATES) -> list[str]:
    reactions = trial.slack.message(channel, ts).reactions
    return [name for name, people in reactions.items() if BOT_USER in people]


async def until_marked(trial: Trial, ts: str, mark: str) -> None:
    """Wait until this is the one reaction of the bot's on the drop."""
    await trial.slack.until(lambda: marks(trial, ts) == [mark])


async def message(trial: Trial, ts: str, part: str, channel: str = CERTIFICATES) -> Message:
    """Wait for the bot's message in the thread that has these words; its newest one."""

    def those() -> list[Message]:
        return [each for each in trial.said(ts, channel) if part in each.text]

    await trial.slack.until(those)
    return those()[-1]


async def click(trial: Trial, question: Message, label: str, user: str = ALICE) -> None:
    """Press the button that begins so."""
    (action,) = [
        each["action_id"]
        for each in elements(question)
        if each["type"] == "button" and each["text"]["text"].startswith(label)
    ]
    assert (await trial.slack.click(question, action, user=user)).acked


async def write(trial: Trial, ts: str, text: str, *files: Upload, **how: str) -> str:
    """Say something in the thread, perhaps with files."""
    return await trial.drop(text, *files, thread_ts=ts, **how)


async def total(trial: Trial, ts: str, part: str = "letters uploaded") -> Message:
    """Wait for the sum."""
    return await message(trial, ts, part)


# One certificate, several files ------------------------------------------------------------------


async def test_of_several_files_for_one_certificate_the_chosen_one_is_sent(trial: Trial) -> None:
    pages = [a_file("page-1.jpg"), a_file("page-2.jpg")]
    ts = await trial.drop(f"for {SHOP}", *pages)
    question = await message(trial, ts, "Which file")
    await click(trial, question, "page-2.jpg", WANG_FANG)
    assert await trial.ended(ts) == ACCEPTED
    assert [each.content for each in trial.tencent.letters] == [pages[1].content]
    closed, answer = texts(trial, ts)
    assert closed.startswith(f"<@{WANG_FANG}> chose page-2.jpg")
    assert "Letter uploaded" in answer


async def test_of_very_many_files_one_is_chosen_from_a_list(trial: Trial) -> None:
    pages = [a_file(f"page-{number}.jpg") for number in range(100)]
    ts = await trial.drop(f"for {SHOP}", *pages)
    question = await message(trial, ts, "Which file")
    (select,) = [each for each in elements(question) if each["type"] == "static_select"]
    assert len(select["options"]) == 100
    value = select["options"][70]["value"]
    await trial.slack.click(question, select["action_id"], user=ALICE, option=value)
    assert await trial.ended(ts) == ACCEPTED
    assert [each.content for each in trial.tencent.letters] == [pages[70].content]


async def test_a_certificate_in_the_text_and_in_several_names_is_one(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", *named(SHOP), a_file(f"{SHOP} (1).jpg"))
    question = await message(trial, ts, "Which file")
    await click(trial, question, f"{SHOP} (1)")
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_the_same_file_twice_in_a_message_is_one(trial: Trial) -> None:
    ts = await trial.drop("team photo", a_file("a.jpg"), a_file("b.jpg"))
    event = event_of(trial, ts, f"for {SHOP}")
    twice = event | {"files": event["files"] * 2}
    drop = read(twice, team=TEAM, bot_user=BOT_USER)
    assert isinstance(drop, Drop)
    assert [each.name for each in drop.files] == ["a.jpg", "b.jpg"]


# Without a certificate ---------------------------------------------------------------------------


async def test_several_files_without_a_certificate_are_one_question(trial: Trial) -> None:
    ts = await trial.drop("the confirmation letters", a_file("1.jpg"), a_file("2.jpg"))
    await message(trial, ts, "Which certificate are 1.jpg and 2.jpg for?")
    await write(trial, ts, SHOP)
    await click(trial, await message(trial, ts, "Which file"), "1.jpg")
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]
    assert len(texts(trial, ts)) == 3  # who chose the certificate, who the file, and the answer


async def test_several_files_and_certificates_without_a_clue_are_asked_about_in_turn(
    trial: Trial,
) -> None:
    files = [a_file("1.jpg"), a_file("2.jpg")]
    ts = await trial.drop(f"certs {SHOP} and {WILDCARD}", *files)
    await click(trial, await message(trial, ts, "1.jpg and 2.jpg"), SHOP)
    await click(trial, await message(trial, ts, "Which file"), "2.jpg")
    question = await message(trial, ts, "Which certificate is 1.jpg for?")
    assert marks(trial, ts) != [ACCEPTED]
    await click(trial, question, WILDCARD)
    assert await trial.ended(ts) == ACCEPTED
    sent = {each.certificate_id: each.content for each in trial.tencent.letters}
    assert sent == {SHOP: files[1].content, WILDCARD: files[0].content}
    assert len(trial.tencent.letters) == 2


# Paired by their names ---------------------------------------------------------------------------


async def test_each_file_goes_to_the_certificate_in_its_name_and_two_need_no_sum(
    trial: Trial,
) -> None:
    ts = await trial.drop("the letters", *named(SHOP, WILDCARD))
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == sorted([SHOP, WILDCARD])
    sent = {each.certificate_id: each.content for each in trial.tencent.letters}
    assert sent[SHOP] == named(SHOP)[0].content
    assert all("Letter" in each or "Letter uploaded" in each for each in texts(trial, ts))
    assert len(texts(trial, ts)) == 2


async def test_five_files_have_five_answers_and_a_sum_at_the_end(trial: Trial) -> None:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.2), times=None)
    ts = await trial.drop("our letters", *named(*FIVE))
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == sorted(FIVE)
    *said, last = texts(trial, ts)
    assert len(said) == 5
    assert last.startswith("5 of 5 letters uploaded · ")
    assert [last.index(each) for each in FIVE] == sorted(last.index(each) for each in FIVE)


async def test_ten_files_are_paired(trial: Trial) -> None:
    ten = [f"tE{number}nCrt{number}" for number in range(10)]
    for each in ten:
        trial.tencent.certificates[each] = Certificate(each, "shop.example.com")
    ts = await trial.drop("our letters", *named(*ten))
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == ten
    assert len(texts(trial, ts)) == 11


async def test_the_sum_tells_what_did_not_arrive_and_why(trial: Trial) -> None:
    first = await trial.drop(f"for {WILDCARD}", *named(WILDCARD))
    assert await trial.ended(first) == ACCEPTED
    files = [*named(SHOP, WILDCARD, ISSUED, DV), Upload(f"{THIRD}.jpg", b"hello")]
    ts = await trial.drop("the rest", *files)
    assert await trial.ended(ts) == REFUSED
    _, *lines = texts(trial, ts)[-1].split(" · ✅ ")
    assert texts(trial, ts)[-1].startswith("2 of 5 letters uploaded")
    assert [line.split(" · ")[0] for line in lines] == [f"{SHOP}.jpg", f"{WILDCARD}.jpg"]
    for line in (
        f"ℹ️ {ISSUED}.jpg · {ISSUED} · This certificate has been issued already",
        f"ℹ️ {DV}.jpg · {DV} · ",
        f"❌ {THIRD}.jpg · {THIRD} · The file is not a PDF, JPG or PNG file.",
    ):
        assert line in texts(trial, ts)[-1]


async def test_a_file_that_was_deleted_already_is_not_asked_about(trial: Trial) -> None:
    gone = a_file("gone.jpg", mode="tombstone")
    ts = await trial.drop("letters", gone, *named(SHOP, WILDCARD))
    assert await trial.ended(ts) == ACCEPTED
    assert len(texts(trial, ts)) == 2


async def test_a_name_with_two_certificates_is_asked_about(trial: Trial) -> None:
    ts = await trial.drop("letters", *named(THIRD), a_file(f"{SHOP}_{WILDCARD}.jpg"))
    question = await message(trial, ts, f"{SHOP}_{WILDCARD}.jpg for?")
    assert SHOP in question.text
    assert WILDCARD in question.text
    assert THIRD not in question.text
    await click(trial, question, WILDCARD)
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == sorted([THIRD, WILDCARD])


async def test_a_file_is_not_given_the_certificate_that_is_left_without_asking(
    trial: Trial,
) -> None:
    ts = await trial.drop(f"cert {SHOP}; {WILDCARD} comes later", *named(SHOP), SCREENSHOT)
    question = await message(trial, ts, "Which certificate is screenshot.png for?")
    assert any(each.get("value") == WILDCARD for each in elements(question))
    await click(trial, question, "Don't upload")
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]


# What is asked beside ----------------------------------------------------------------------------


async def test_the_sum_and_the_mark_follow_a_question_that_is_answered_later(trial: Trial) -> None:
    ts = await trial.drop("letters", *named(SHOP, WILDCARD), SCREENSHOT)
    told = await total(trial, ts)
    assert told.text.startswith("2 of 3 letters uploaded")
    assert "screenshot.png · Please answer" in told.text
    assert marks(trial, ts) == ["eyes"]
    await click(trial, await message(trial, ts, "Which certificate"), "Don't upload")
    assert await trial.ended(ts) == ACCEPTED
    assert trial.slack.message(CERTIFICATES, told.ts).text.startswith("2 of 2 letters uploaded")


async def test_a_question_that_nobody_answers_in_time_leaves_the_drop_unfinished(
    trial: Trial,
) -> None:
    ts = await trial.drop("letters", *named(SHOP, WILDCARD), SCREENSHOT)
    told = await total(trial, ts)
    trial.clock.forward(8 * DAY)
    await until_marked(trial, ts, REFUSED)
    assert "screenshot.png · Nobody named" in trial.slack.message(CERTIFICATES, told.ts).text
    await write(trial, ts, THIRD)
    await until_marked(trial, ts, ACCEPTED)
    assert trial.slack.message(CERTIFICATES, told.ts).text.startswith("3 of 3 letters uploaded")


async def test_an_answer_in_words_is_for_the_certificate_question_not_for_the_revocation(
    trial: Trial,
) -> None:
    ts = await trial.drop("letters", a_file("scan.jpg"), *named(REVOCATION, SHOP))
    await message(trial, ts, "Revoking")
    await message(trial, ts, "Which certificate is scan.jpg for?")
    await write(trial, ts, WILDCARD)
    await message(trial, ts, f"chose certificate {WILDCARD}")
    await click(trial, await message(trial, ts, "Revoking"), "Upload")
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == sorted([SHOP, WILDCARD, REVOCATION])
    sent = {each.certificate_id: each.content for each in trial.tencent.letters}
    assert sent[WILDCARD] == a_file("scan.jpg").content


async def test_a_form_for_one_of_the_files_leaves_the_question_for_the_rest(trial: Trial) -> None:
    files = [a_file("1.jpg"), a_file("2.jpg"), a_file("3.jpg")]
    ts = await trial.drop("the confirmation letters", *files)
    await message(trial, ts, "Which certificate are 1.jpg, 2.jpg and 3.jpg for?")
    await trial.slack.shortcut("upload_letter", message_ts=ts, channel=CERTIFICATES, user=ALICE)
    (view,) = trial.slack.open_views
    second = trial.slack.message(CERTIFICATES, ts).files[1]["id"]
    values = {
        "certificate": {"certificate_id": {"selected_option": {"value": SHOP}}},
        "file": {"file": {"type": "static_select", "selected_option": {"value": second}}},
        "note": {"note": {"value": None}},
    }
    assert (await trial.slack.submit_view(view, values)).errors == {}
    await message(trial, ts, "Which certificate are 1.jpg and 3.jpg for?")
    await trial.slack.until(lambda: trial.tencent.letters)
    assert trial.tencent.letters[0].content == files[1].content


# Corrections -------------------------------------------------------------------------------------


async def refused(trial: Trial, *certificates: str) -> str:
    """A message with a letter for each, and good ones for two more certificates."""
    bad = [Upload(f"{each}.jpg", b"hello") for each in certificates]
    ts = await trial.drop("our letters", *bad, *named(FOURTH, FIFTH))
    await until_marked(trial, ts, REFUSED)
    return ts


async def test_a_better_file_in_the_thread_is_for_the_one_that_was_refused(trial: Trial) -> None:
    ts = await refused(trial, SHOP)
    better = a_file("better.jpg")
    assert await trial.ended(await write(trial, ts, "", better)) == ACCEPTED
    (sent,) = [each for each in trial.tencent.letters if each.certificate_id == SHOP]
    assert sent.content == better.content


async def test_it_asks_which_of_several_refused_ones_a_better_file_is_for(trial: Trial) -> None:
    ts = await refused(trial, SHOP, WILDCARD)
    first = await write(trial, ts, "", a_file("better.jpg"))
    question = await message(trial, ts, "better.jpg for?")
    await click(trial, question, WILDCARD)
    assert await trial.ended(first) == ACCEPTED
    last = await write(trial, ts, "", a_file("the other.jpg"))
    assert await trial.ended(last) == ACCEPTED
    assert arrived(trial) == sorted([SHOP, WILDCARD, FOURTH, FIFTH])


async def test_a_right_id_for_a_wrong_one_mends_the_sum_and_the_mark(trial: Trial) -> None:
    text = f"cert: {ISSUED}, cert: {SHOP}, cert: {WILDCARD}"
    ts = await trial.drop(text, *named(ISSUED, SHOP, WILDCARD))
    await until_marked(trial, ts, NONE_NEEDED)
    told = await total(trial, ts)
    assert told.text.startswith("2 of 3 letters uploaded")
    await write(trial, ts, THIRD)
    await until_marked(trial, ts, ACCEPTED)
    assert trial.slack.message(CERTIFICATES, told.ts).text.startswith("3 of 3 letters uploaded")
    assert arrived(trial) == sorted([THIRD, SHOP, WILDCARD])


async def test_the_drop_is_marked_as_issued_when_the_last_certificate_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as trial, rows_of(url_in(tmp_path)) as rows:
        ts = await trial.drop("letters", *named(SHOP, WILDCARD))
        assert await trial.ended(ts) == ACCEPTED
        for each, mark in ((SHOP, ACCEPTED), (WILDCARD, "tada")):
            trial.tencent.ca.issue(each)
            await swept(trial, rows)
            await rows.until(each, "done")
            await until_marked(trial, ts, mark)
        assert len(texts(trial, ts)) == 4


async def test_a_second_question_takes_no_closed_ones_place_even_if_slack_stumbles(
    trial: Trial,
) -> None:
    ts = await trial.drop("our letters", a_file("a.jpg"), a_file("b.jpg"))
    await message(trial, ts, "Which certificate")
    second = trial.slack.message(CERTIFICATES, ts).files[1]["id"]
    await use_shortcut(trial, ts, CERTIFICATES, WANG_FANG)
    view = the_form(trial)
    trial.slack.faults.add("chat.postMessage", Fault(status=503), times=2)
    await submitted(trial, view, chosen(view, SHOP, second))
    await message(trial, ts, "received b.jpg")
    await message(trial, ts, "Which certificate is a.jpg for")
    assert f"<@{WANG_FANG}> chose" in texts(trial, ts)[0]
    assert len(texts(trial, ts)) == 3


async def test_who_has_answered_is_who_may_also_for_what_was_taken_apart(trial: Trial) -> None:
    trial.slack.scopes.discard("users:read")  # so that nothing is remembered of Alice
    ts = await trial.drop("our letters", a_file("a.jpg"), a_file("b.jpg"))
    await message(trial, ts, "Which certificate")
    trial.slack.scopes.add("users:read")
    alice = trial.slack.people[ALICE]
    trial.slack.people[ALICE] = replace(alice, is_restricted=True)  # a guest by now
    second = trial.slack.message(CERTIFICATES, ts).files[1]["id"]
    await use_shortcut(trial, ts, CERTIFICATES, WANG_FANG)
    view = the_form(trial)
    await submitted(trial, view, chosen(view, SHOP, second))
    await message(trial, ts, "received b.jpg")
    assert not trial.slack.ephemerals


# Elsewhere, and who may --------------------------------------------------------------------------


async def test_several_files_in_a_direct_message_work_alike(trial: Trial) -> None:
    ts = await trial.drop("", *named(SHOP, WILDCARD), SCREENSHOT, channel=DM_ALICE)
    question = await message(trial, ts, "Which certificate", DM_ALICE)
    await click(trial, question, "Don't upload")
    assert await trial.ended(ts, DM_ALICE) == ACCEPTED
    assert arrived(trial) == sorted([SHOP, WILDCARD])


async def test_the_sum_is_said_in_the_language_of_the_poster(trial: Trial) -> None:
    ts = await trial.drop("确认函", *named(*FIVE), user=WANG_FANG)
    assert await trial.ended(ts) == ACCEPTED
    assert texts(trial, ts)[-1].startswith("共 5 份确认函，已上传 5 份")


async def test_a_guest_with_five_files_is_told_once(trial: Trial) -> None:
    ts = await trial.drop("our letters", *named(*FIVE), user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    assert await trial.ended(await trial.drop(f"for {SHOP}", *named(SHOP))) == ACCEPTED
    assert len(trial.slack.ephemerals) == 1
    assert texts(trial, ts) == []
    assert arrived(trial) == [SHOP]


# Once --------------------------------------------------------------------------------------------


async def test_an_event_that_comes_again_adds_nothing(trial: Trial) -> None:
    ts = await trial.drop("our letters", *named(*FIVE[:3]), SCREENSHOT)
    await total(trial, ts)
    event = next(each for each in trial.slack.deliveries if each.type == "message")
    await trial.slack.send_again(event.event_id)
    await trial.ended(await trial.drop(f"for {FIFTH}", *named(FIFTH)))
    assert len(texts(trial, ts)) == 5
    assert arrived(trial) == sorted([*FIVE[:3], FIFTH])


async def test_trouble_of_slacks_delays_answers_and_sum_but_doubles_none(trial: Trial) -> None:
    trial.slack.faults.add("chat.postMessage", Fault(status=503), times=4)
    trial.slack.faults.add("reactions.add", Fault(status=503), times=2)
    ts = await trial.drop("our letters", *named(*FIVE))
    await trial.slack.until(lambda: marks(trial, ts) == [ACCEPTED])
    assert len(texts(trial, ts)) == 6
    assert arrived(trial) == sorted(FIVE)


def event_of(trial: Trial, ts: str, text: str) -> dict[str, Any]:
    """What Slack says of a message with files, with another text."""
    dropped = trial.slack.message(CERTIFICATES, ts)
    return {
        "type": "message",
        "subtype": "file_share",
        "channel": CERTIFICATES,
        "channel_type": "channel",
        "user": ALICE,
        "text": text,
        "ts": ts,
        "files": dropped.files,
    }


async def half_taken_apart(trial: Trial, ts: str, text: str, url: str) -> None:
    """What a bot leaves in the database that was killed while it took a message apart."""
    drop = read(event_of(trial, ts, text), team=TEAM, bot_user=BOT_USER)
    assert isinstance(drop, Drop)
    split = Story(drop, plan=pair(drop.files, FIVE))
    known = Candidate(drop.files[1].name.removesuffix(".jpg"), Confidence.STRONG)
    second = replace(drop, files=drop.files[1:2], candidates=(known,), addressed=True)
    parts = tuple(job_id(replace(drop, files=(each,))) for each in drop.files)
    async with rows_of(url) as rows:
        for name, state, story in (
            (job_id(drop), "splitting", split),
            (job_id(second), "received", Story(second, parts=parts)),
        ):
            data = msgspec.to_builtins(story)
            await rows.ledger.add(name, state, data, thread=thread_key(drop))


async def test_what_was_half_taken_apart_is_finished_after_a_restart(
    database_url: str, tmp_path: Path
) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        more_certificates(trial)
        ts = await trial.drop("our letters", *named(*FIVE))
        await half_taken_apart(trial, ts, "our letters", database_url)
        config = configured(trial, tmp_path, DATABASE_URL=database_url)
        async with connected(config):
            assert await trial.ended(ts) == ACCEPTED
        assert arrived(trial) == sorted(FIVE)
        assert len(texts(trial, ts)) == 6


async def test_a_bot_that_is_killed_amid_five_letters_finishes_each_once(
    tmp_path: Path,
) -> None:
    async with sandbox.running() as box:
        trial = Trial(box.slack, box.tencent)
        more_certificates(trial)
        trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.3), times=None)
        async with bot_process(box.environment(tmp_path), tmp_path) as bot:
            assert await bot.brings_about(lambda: trial.slack.connections, within=60)
            ts = await trial.drop("our letters", *named(*FIVE))
            await trial.slack.until(lambda: len(trial.tencent.letters) >= 2)
            bot.process.kill()
            await bot.process.wait()
        trial.tencent.faults.clear()
        async with connected(configured(trial, tmp_path)):
            assert await trial.ended(ts) == ACCEPTED
        assert arrived(trial) == sorted(FIVE)
        assert len(texts(trial, ts)) == 6
