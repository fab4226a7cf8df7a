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
    WANG_FANG,
    Fault,
    Message,
    Upload,
)
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests.forkserver import bot_process
from tests.jobs.ledger_rows import rows_of, swept, url_in
from tests.letters.questions import elements
from tests.running_bot import ACCEPTED, DAY, REFUSED, House, configured, connected, opened

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
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        more_certificates(house)
        yield house


def more_certificates(house: House) -> None:
    for each in (THIRD, FOURTH, FIFTH):
        house.tencent.certificates[each] = Certificate(each, f"{each.lower()}.example.com")


def arrived(house: House) -> list[str]:
    """The certificates that have got a letter, in the order of their IDs."""
    return sorted(each.certificate_id for each in house.tencent.letters)


def texts(house: House, ts: str, channel: str = CERTIFICATES) -> list[str]:
    return [each.text for each in house.said(ts, channel)]


def marks(house: House, ts: str, channel: str = CERTIFICATES) -> list[str]:
    reactions = house.slack.message(channel, ts).reactions
    return [name for name, people in reactions.items() if BOT_USER in people]


async def until_marked(house: House, ts: str, mark: str) -> None:
    """Wait until this is the one reaction of the bot's on the drop."""
    await house.slack.until(lambda: marks(house, ts) == [mark])


async def message(house: House, ts: str, part: str, channel: str = CERTIFICATES) -> Message:
    """Wait for the bot's message in the thread that has these words; its newest one."""

    def those() -> list[Message]:
        return [each for each in house.said(ts, channel) if part in each.text]

    await house.slack.until(those)
    return those()[-1]


async def click(house: House, question: Message, label: str, user: str = ALICE) -> None:
    """Press the button that begins so."""
    (action,) = [
        each["action_id"]
        for each in elements(question)
        if each["type"] == "button" and each["text"]["text"].startswith(label)
    ]
    assert (await house.slack.click(question, action, user=user)).acked


async def write(house: House, ts: str, text: str, *files: Upload, **how: str) -> str:
    """Say something in the thread, perhaps with files."""
    return await house.drop(text, *files, thread_ts=ts, **how)


async def total(house: House, ts: str, part: str = "letters accepted") -> Message:
    """Wait for the sum."""
    return await message(house, ts, part)


# One certificate, several files ------------------------------------------------------------------


async def test_of_several_files_for_one_certificate_the_chosen_one_is_sent(house: House) -> None:
    pages = [a_file("page-1.jpg"), a_file("page-2.jpg")]
    ts = await house.drop(f"for {SHOP}", *pages)
    question = await message(house, ts, "Which of the files")
    await click(house, question, "page-2.jpg", WANG_FANG)
    assert await house.ended(ts) == ACCEPTED
    assert [each.content for each in house.tencent.letters] == [pages[1].content]
    closed, answer = texts(house, ts)
    assert closed.startswith(f"<@{WANG_FANG}> chose page-2.jpg")
    assert "accepted" in answer


async def test_of_very_many_files_one_is_chosen_from_a_list(house: House) -> None:
    pages = [a_file(f"page-{number}.jpg") for number in range(100)]
    ts = await house.drop(f"for {SHOP}", *pages)
    question = await message(house, ts, "Which of the files")
    (select,) = [each for each in elements(question) if each["type"] == "static_select"]
    assert len(select["options"]) == 100
    value = select["options"][70]["value"]
    await house.slack.click(question, select["action_id"], user=ALICE, option=value)
    assert await house.ended(ts) == ACCEPTED
    assert [each.content for each in house.tencent.letters] == [pages[70].content]


async def test_a_certificate_in_the_text_and_in_several_names_is_one(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", *named(SHOP), a_file(f"{SHOP} (1).jpg"))
    question = await message(house, ts, "Which of the files")
    await click(house, question, f"{SHOP} (1)")
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]


async def test_the_same_file_twice_in_a_message_is_one(house: House) -> None:
    ts = await house.drop("team photo", a_file("a.jpg"), a_file("b.jpg"))
    event = event_of(house, ts, f"for {SHOP}")
    twice = event | {"files": event["files"] * 2}
    drop = read(twice, team=house.slack.team_id, bot_user=BOT_USER)
    assert isinstance(drop, Drop)
    assert [each.name for each in drop.files] == ["a.jpg", "b.jpg"]


# Without a certificate ---------------------------------------------------------------------------


async def test_several_files_without_a_certificate_are_one_question(house: House) -> None:
    ts = await house.drop("the confirmation letters", a_file("1.jpg"), a_file("2.jpg"))
    await message(house, ts, "Which certificate are 1.jpg and 2.jpg for?")
    await write(house, ts, SHOP)
    await click(house, await message(house, ts, "Which of the files"), "1.jpg")
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]
    assert len(texts(house, ts)) == 3  # who chose the certificate, who the file, and the answer


async def test_several_files_and_certificates_without_a_clue_are_asked_about_in_turn(
    house: House,
) -> None:
    files = [a_file("1.jpg"), a_file("2.jpg")]
    ts = await house.drop(f"certs {SHOP} and {WILDCARD}", *files)
    await click(house, await message(house, ts, "1.jpg and 2.jpg"), SHOP)
    await click(house, await message(house, ts, "Which of the files"), "2.jpg")
    question = await message(house, ts, "Which certificate is 1.jpg for?")
    assert marks(house, ts) != [ACCEPTED]
    await click(house, question, WILDCARD)
    assert await house.ended(ts) == ACCEPTED
    sent = {each.certificate_id: each.content for each in house.tencent.letters}
    assert sent == {SHOP: files[1].content, WILDCARD: files[0].content}
    assert len(house.tencent.letters) == 2


# Paired by their names ---------------------------------------------------------------------------


async def test_each_file_goes_to_the_certificate_in_its_name_and_two_need_no_sum(
    house: House,
) -> None:
    ts = await house.drop("the letters", *named(SHOP, WILDCARD))
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == sorted([SHOP, WILDCARD])
    sent = {each.certificate_id: each.content for each in house.tencent.letters}
    assert sent[SHOP] == named(SHOP)[0].content
    assert all("Letter" in each or "accepted" in each for each in texts(house, ts))
    assert len(texts(house, ts)) == 2


async def test_five_files_have_five_answers_and_a_sum_at_the_end(house: House) -> None:
    house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.2), times=None)
    ts = await house.drop("our letters", *named(*FIVE))
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == sorted(FIVE)
    *said, last = texts(house, ts)
    assert len(said) == 5
    assert last.startswith("5 of 5 letters accepted · ")
    assert [last.index(each) for each in FIVE] == sorted(last.index(each) for each in FIVE)


async def test_ten_files_are_paired(house: House) -> None:
    ten = [f"tE{number}nCrt{number}" for number in range(10)]
    for each in ten:
        house.tencent.certificates[each] = Certificate(each, "shop.example.com")
    ts = await house.drop("our letters", *named(*ten))
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == ten
    assert len(texts(house, ts)) == 11


async def test_the_sum_tells_what_did_not_arrive_and_why(house: House) -> None:
    first = await house.drop(f"for {WILDCARD}", *named(WILDCARD))
    assert await house.ended(first) == ACCEPTED
    files = [*named(SHOP, WILDCARD, ISSUED, DV), Upload(f"{THIRD}.jpg", b"hello")]
    ts = await house.drop("the rest", *files)
    assert await house.ended(ts) == REFUSED
    _, *lines = texts(house, ts)[-1].split(" · ✅ ")
    assert texts(house, ts)[-1].startswith("2 of 5 letters accepted")
    assert [line.split(" · ")[0] for line in lines] == [f"{SHOP}.jpg", f"{WILDCARD}.jpg"]
    for line in (
        f"❌ {ISSUED}.jpg · {ISSUED} · This certificate has been issued already",
        f"❌ {DV}.jpg · {DV} · ",
        f"❌ {THIRD}.jpg · {THIRD} · The file is not a PDF, JPG or PNG file.",
    ):
        assert line in texts(house, ts)[-1]


async def test_a_file_that_was_deleted_already_is_not_asked_about(house: House) -> None:
    gone = a_file("gone.jpg", mode="tombstone")
    ts = await house.drop("letters", gone, *named(SHOP, WILDCARD))
    assert await house.ended(ts) == ACCEPTED
    assert len(texts(house, ts)) == 2


async def test_a_name_with_two_certificates_is_asked_about(house: House) -> None:
    ts = await house.drop("letters", *named(THIRD), a_file(f"{SHOP}_{WILDCARD}.jpg"))
    question = await message(house, ts, f"{SHOP}_{WILDCARD}.jpg for?")
    assert SHOP in question.text
    assert WILDCARD in question.text
    assert THIRD not in question.text
    await click(house, question, WILDCARD)
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == sorted([THIRD, WILDCARD])


async def test_a_file_is_not_given_the_certificate_that_is_left_without_asking(
    house: House,
) -> None:
    ts = await house.drop(f"cert {SHOP}; {WILDCARD} comes later", *named(SHOP), SCREENSHOT)
    question = await message(house, ts, "Which certificate is screenshot.png for?")
    assert any(each.get("value") == WILDCARD for each in elements(question))
    await click(house, question, "Not a letter")
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]


# What is asked beside ----------------------------------------------------------------------------


async def test_the_sum_and_the_mark_follow_a_question_that_is_answered_later(house: House) -> None:
    ts = await house.drop("letters", *named(SHOP, WILDCARD), SCREENSHOT)
    told = await total(house, ts)
    assert told.text.startswith("2 of 3 letters accepted")
    assert "screenshot.png · It waits for an answer" in told.text
    assert marks(house, ts) == ["eyes"]
    await click(house, await message(house, ts, "Which certificate"), "Not a letter")
    assert await house.ended(ts) == ACCEPTED
    assert house.slack.message(CERTIFICATES, told.ts).text.startswith("2 of 2 letters accepted")


async def test_a_question_that_nobody_answers_in_time_leaves_the_drop_unfinished(
    house: House,
) -> None:
    ts = await house.drop("letters", *named(SHOP, WILDCARD), SCREENSHOT)
    told = await total(house, ts)
    house.clock.forward(8 * DAY)
    await until_marked(house, ts, REFUSED)
    assert "screenshot.png · Nobody named" in house.slack.message(CERTIFICATES, told.ts).text
    await write(house, ts, THIRD)
    await until_marked(house, ts, ACCEPTED)
    assert house.slack.message(CERTIFICATES, told.ts).text.startswith("3 of 3 letters accepted")


async def test_an_answer_in_words_is_for_the_certificate_question_not_for_the_revocation(
    house: House,
) -> None:
    ts = await house.drop("letters", a_file("scan.jpg"), *named(REVOCATION, SHOP))
    await message(house, ts, "Revoking")
    await message(house, ts, "Which certificate is scan.jpg for?")
    await write(house, ts, WILDCARD)
    await message(house, ts, f"chose certificate {WILDCARD}")
    await click(house, await message(house, ts, "Revoking"), "Send")
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == sorted([SHOP, WILDCARD, REVOCATION])
    sent = {each.certificate_id: each.content for each in house.tencent.letters}
    assert sent[WILDCARD] == a_file("scan.jpg").content


async def test_a_form_for_one_of_the_files_leaves_the_question_for_the_rest(house: House) -> None:
    files = [a_file("1.jpg"), a_file("2.jpg"), a_file("3.jpg")]
    ts = await house.drop("the confirmation letters", *files)
    await message(house, ts, "Which certificate are 1.jpg, 2.jpg and 3.jpg for?")
    await house.slack.shortcut("upload_letter", message_ts=ts, channel=CERTIFICATES, user=ALICE)
    (view,) = house.slack.open_views
    second = house.slack.message(CERTIFICATES, ts).files[1]["id"]
    values = {
        "certificate": {"certificate_id": {"selected_option": {"value": SHOP}}},
        "file": {"file": {"type": "static_select", "selected_option": {"value": second}}},
        "note": {"note": {"value": None}},
    }
    assert (await house.slack.submit_view(view, values)).errors == {}
    await message(house, ts, "Which certificate are 1.jpg and 3.jpg for?")
    await house.slack.until(lambda: house.tencent.letters)
    assert house.tencent.letters[0].content == files[1].content


# Corrections -------------------------------------------------------------------------------------


async def refused(house: House, *certificates: str) -> str:
    """A message with a letter for each, and good ones for two more certificates."""
    bad = [Upload(f"{each}.jpg", b"hello") for each in certificates]
    ts = await house.drop("our letters", *bad, *named(FOURTH, FIFTH))
    await until_marked(house, ts, REFUSED)
    return ts


async def test_a_better_file_in_the_thread_is_for_the_one_that_was_refused(house: House) -> None:
    ts = await refused(house, SHOP)
    better = a_file("better.jpg")
    assert await house.ended(await write(house, ts, "", better)) == ACCEPTED
    (sent,) = [each for each in house.tencent.letters if each.certificate_id == SHOP]
    assert sent.content == better.content


async def test_it_asks_which_of_several_refused_ones_a_better_file_is_for(house: House) -> None:
    ts = await refused(house, SHOP, WILDCARD)
    first = await write(house, ts, "", a_file("better.jpg"))
    question = await message(house, ts, "better.jpg for?")
    await click(house, question, WILDCARD)
    assert await house.ended(first) == ACCEPTED
    last = await write(house, ts, "", a_file("the other.jpg"))
    assert await house.ended(last) == ACCEPTED
    assert arrived(house) == sorted([SHOP, WILDCARD, FOURTH, FIFTH])


async def test_a_right_id_for_a_wrong_one_mends_the_sum_and_the_mark(house: House) -> None:
    text = f"cert: {UNKNOWN}, cert: {SHOP}, cert: {WILDCARD}"
    ts = await house.drop(text, *named(UNKNOWN, SHOP, WILDCARD))
    await until_marked(house, ts, REFUSED)
    told = await total(house, ts)
    assert told.text.startswith("2 of 3 letters accepted")
    await write(house, ts, THIRD)
    await until_marked(house, ts, ACCEPTED)
    assert house.slack.message(CERTIFICATES, told.ts).text.startswith("3 of 3 letters accepted")
    assert arrived(house) == sorted([THIRD, SHOP, WILDCARD])


async def test_the_drop_is_marked_as_issued_when_the_last_certificate_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as house, rows_of(url_in(tmp_path)) as rows:
        ts = await house.drop("letters", *named(SHOP, WILDCARD))
        assert await house.ended(ts) == ACCEPTED
        for each, mark in ((SHOP, ACCEPTED), (WILDCARD, "tada")):
            house.tencent.ca.issue(each)
            await swept(house, rows)
            await rows.until(each, "done")
            await until_marked(house, ts, mark)
        assert len(texts(house, ts)) == 4


# Elsewhere, and who may --------------------------------------------------------------------------


async def test_several_files_in_a_direct_message_work_alike(house: House) -> None:
    ts = await house.drop("", *named(SHOP, WILDCARD), SCREENSHOT, channel=DM_ALICE)
    question = await message(house, ts, "Which certificate", DM_ALICE)
    await click(house, question, "Not a letter")
    assert await house.ended(ts, DM_ALICE) == ACCEPTED
    assert arrived(house) == sorted([SHOP, WILDCARD])


async def test_the_sum_is_said_in_the_language_of_the_poster(house: House) -> None:
    ts = await house.drop("确认函", *named(*FIVE), user=WANG_FANG)
    assert await house.ended(ts) == ACCEPTED
    assert texts(house, ts)[-1].startswith("5 份确认函中已有 5 份提交成功")


async def test_a_guest_with_five_files_is_told_once(house: House) -> None:
    ts = await house.drop("our letters", *named(*FIVE), user=GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    assert await house.ended(await house.drop(f"for {SHOP}", *named(SHOP))) == ACCEPTED
    assert len(house.slack.ephemerals) == 1
    assert texts(house, ts) == []
    assert arrived(house) == [SHOP]


# Once --------------------------------------------------------------------------------------------


async def test_an_event_that_comes_again_adds_nothing(house: House) -> None:
    ts = await house.drop("our letters", *named(*FIVE[:3]), SCREENSHOT)
    await total(house, ts)
    event = next(each for each in house.slack.deliveries if each.type == "message")
    await house.slack.send_again(event.event_id)
    await house.ended(await house.drop(f"for {FIFTH}", *named(FIFTH)))
    assert len(texts(house, ts)) == 5
    assert arrived(house) == sorted([*FIVE[:3], FIFTH])


async def test_trouble_of_slacks_delays_answers_and_sum_but_doubles_none(house: House) -> None:
    house.slack.faults.add("chat.postMessage", Fault(status=503), times=4)
    house.slack.faults.add("reactions.add", Fault(status=503), times=2)
    ts = await house.drop("our letters", *named(*FIVE))
    await house.slack.until(lambda: marks(house, ts) == [ACCEPTED])
    assert len(texts(house, ts)) == 6
    assert arrived(house) == sorted(FIVE)


def event_of(house: House, ts: str, text: str) -> dict[str, Any]:
    """What Slack says of a message with files, with another text."""
    dropped = house.slack.message(CERTIFICATES, ts)
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


async def half_taken_apart(house: House, ts: str, text: str, url: str) -> None:
    """What a bot leaves in the database that was killed while it took a message apart."""
    drop = read(event_of(house, ts, text), team=house.slack.team_id, bot_user=BOT_USER)
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
        house = House(box.slack, box.tencent)
        more_certificates(house)
        ts = await house.drop("our letters", *named(*FIVE))
        await half_taken_apart(house, ts, "our letters", database_url)
        config = configured(house, tmp_path, DATABASE_URL=database_url)
        async with connected(config):
            assert await house.ended(ts) == ACCEPTED
        assert arrived(house) == sorted(FIVE)
        assert len(texts(house, ts)) == 6


async def test_a_bot_that_is_killed_amid_five_letters_finishes_each_once(
    tmp_path: Path,
) -> None:
    async with sandbox.running() as box:
        house = House(box.slack, box.tencent)
        more_certificates(house)
        house.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=0.3), times=None)
        async with bot_process(box.environment(tmp_path), tmp_path) as bot:
            assert await bot.brings_about(lambda: house.slack.connections, within=60)
            ts = await house.drop("our letters", *named(*FIVE))
            await house.slack.until(lambda: len(house.tencent.letters) >= 2)
            bot.process.kill()
            await bot.process.wait()
        house.tencent.faults.clear()
        async with connected(configured(house, tmp_path)):
            assert await house.ended(ts) == ACCEPTED
        assert arrived(house) == sorted(FIVE)
        assert len(texts(house, ts)) == 6
