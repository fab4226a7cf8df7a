"""File first and ID later, ID first and file later, and what else stands around a letter."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import letters
from sandbox.slack import (
    ALICE,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    WANG_FANG,
    Upload,
)
from tests.letters.questions import (
    ISSUED,
    LETTER,
    PAY,
    SHOP,
    UNKNOWN,
    WILDCARD,
    arrived,
    buttons,
    settled,
)
from tests.running_bot import ACCEPTED, REFUSED, House, opened

PLAIN = Upload("scan0001.pdf", letters.pdf(9_000))
PICTURE = Upload("IMG_0815.jpg", letters.jpg(9_000))
WORD = Upload("letter.docx", letters.word())


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def say(
    house: House, text: str, channel: str = CERTIFICATES, user: str = ALICE, thread: str = ""
) -> str:
    return await house.slack.say(user=user, channel=channel, text=text, thread_ts=thread or None)


# File first, ID later ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", [LETTER, PLAIN, PICTURE])
async def test_an_id_in_the_thread_of_a_file_is_for_that_file(house: House, file: Upload) -> None:
    ts = await house.drop("", file)
    await say(house, SHOP, thread=ts, user=WANG_FANG)
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]


@pytest.mark.parametrize("file", [LETTER, PLAIN])
async def test_an_id_alone_in_the_channel_is_for_ones_own_file_just_before(
    house: House, file: Upload
) -> None:
    ts = await house.drop("", file)
    await say(house, PAY, user=WANG_FANG)
    await say(house, SHOP)
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]


async def test_a_picture_before_an_id_is_asked_about(house: House) -> None:
    ts = await house.drop("", PICTURE)
    await settled(house)
    await say(house, SHOP)
    await house.question(ts)
    (question,) = house.said(ts)
    assert buttons(question) == [SHOP]
    await house.slack.click(question, "offer_certificate_0", user=ALICE)
    assert await house.ended(ts) == ACCEPTED


async def test_an_id_alone_in_the_channel_is_for_no_older_file(house: House) -> None:
    ts = await house.drop("", PLAIN)
    await settled(house)
    house.clock.forward(601)
    await say(house, SHOP)
    await settled(house)
    assert not house.said(ts)
    assert SHOP not in arrived(house)


@pytest.mark.parametrize("wrong", [UNKNOWN, ISSUED])
@pytest.mark.parametrize("where", ["in the thread", "alone"])
async def test_the_right_id_after_a_wrong_one_needs_no_file_again(
    house: House, wrong: str, where: str
) -> None:
    ts = await house.drop(f"for {wrong}", LETTER)
    assert wrong in await house.answer(ts)
    assert await house.ended(ts) == REFUSED
    await say(house, SHOP, thread=ts if where == "in the thread" else "")
    await house.slack.until(lambda: arrived(house))
    assert await house.ended(ts) == ACCEPTED
    assert len(house.said(ts)) == 2


async def test_a_second_wrong_id_makes_a_question_that_names_it(house: House) -> None:
    ts = await house.drop("for Zz9Zz9Zz", LETTER)
    assert await house.ended(ts) == REFUSED
    await say(house, UNKNOWN, thread=ts)
    await house.slack.until(lambda: len(house.said(ts)) == 2)
    assert f"no certificate {UNKNOWN}" in house.said(ts)[1].text
    await say(house, SHOP, thread=ts)
    await house.slack.until(lambda: arrived(house))
    assert await house.ended(ts) == ACCEPTED


async def test_a_guests_id_leaves_a_refused_letter_to_others(house: House) -> None:
    ts = await house.drop(f"for {UNKNOWN}", LETTER)
    assert await house.ended(ts) == REFUSED
    await say(house, PAY, thread=ts, user=GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    await settled(house)
    history = await house.slack.command("/letter", "history", user=ALICE, channel=CERTIFICATES)
    assert UNKNOWN in history.text
    await say(house, SHOP, thread=ts)
    await house.slack.until(lambda: SHOP in arrived(house))
    assert await house.ended(ts) == ACCEPTED
    assert PAY not in arrived(house)


async def test_somebody_who_may_can_take_up_a_guests_letter(house: House) -> None:
    ts = await house.drop("the letter", LETTER, user=GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    await say(house, SHOP, thread=ts)
    assert await house.ended(ts) == ACCEPTED


# ID first, file later ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (SHOP, PLAIN),
        (f"for {SHOP}", PICTURE),
        (f"here comes {SHOP} in a minute", LETTER),
    ],
)
async def test_a_file_after_its_id_needs_none(house: House, words: str, file: Upload) -> None:
    await say(house, words)
    ts = await house.drop("", file)
    assert await house.ended(ts) == ACCEPTED
    assert arrived(house) == [SHOP]


async def test_a_file_after_words_about_a_certificate_is_asked_about(house: House) -> None:
    await say(house, f"cert {SHOP} waits for its letter, who signs it?")
    ts = await house.drop("minutes of the meeting", PLAIN)
    await house.question(ts)
    assert buttons(house.said(ts)[0]) == [SHOP]
    await settled(house)
    assert arrived(house) == [WILDCARD]


async def test_an_id_that_was_used_or_is_another_persons_is_not_taken_again(house: House) -> None:
    first = await house.drop("the letter", LETTER)
    await house.question(first)
    await say(house, SHOP, thread=first)
    await house.ended(first)
    await say(house, SHOP)
    await say(house, PAY, user=WANG_FANG)
    second = await house.drop("the next letter", PLAIN)
    assert "Which certificate" in await house.question(second)
    assert arrived(house) == [SHOP]


async def test_an_id_that_was_used_is_not_taken_again_where_nobody_may_look(house: House) -> None:
    house.tencent.allowed_actions.discard("DescribeCertificate")
    await say(house, SHOP, DM_ALICE)
    first = await house.drop("", LETTER, channel=DM_ALICE)
    assert await house.ended(first, DM_ALICE) == ACCEPTED
    second = await house.drop("", PLAIN, channel=DM_ALICE)
    assert "Which certificate" in await house.question(second, DM_ALICE)


async def test_what_was_said_before_does_not_count_for_the_rest_of_several_files(
    house: House,
) -> None:
    await say(house, PAY)
    files = [Upload(name, letters.pdf(4_000)) for name in (f"{SHOP}.pdf", "x.pdf", "y.pdf")]
    ts = await house.drop(f"letter for {SHOP}", *files)
    await house.slack.until(lambda: [m for m in house.said(ts) if "Which" in m.text])
    (question,) = [m.text for m in house.said(ts) if "Which" in m.text]
    assert question.startswith("Which certificate are")


# The thread --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [LETTER, PLAIN])
@pytest.mark.parametrize("text", ["", "Attached as promised"])
async def test_a_file_in_the_thread_of_a_message_with_the_id_needs_none(
    house: House, file: Upload, text: str
) -> None:
    ts = await say(house, f"<@{WANG_FANG}> please get {SHOP} signed", user=WANG_FANG)
    reply = await house.drop(text, file, thread_ts=ts)
    assert await house.ended(reply) == ACCEPTED
    assert arrived(house) == [SHOP]


async def test_a_screenshot_in_the_thread_of_a_message_with_the_id_is_no_letter_yet(
    house: House,
) -> None:
    ts = await say(house, f"{SHOP} still waits, please have a look", user=WANG_FANG)
    await house.drop("this is what I see", PICTURE, thread_ts=ts)
    await house.question(ts)
    assert buttons(house.said(ts)[0]) == [SHOP]
    await house.slack.click(house.said(ts)[0], "dismiss_question", user=ALICE)
    await settled(house)
    assert arrived(house) == [WILDCARD]


async def test_a_file_in_the_thread_of_a_certificate_that_waits_no_more_is_left_alone(
    house: House,
) -> None:
    ts = await say(house, f"{ISSUED} is issued, thanks all", user=WANG_FANG)
    await house.drop("how it looks now", PICTURE, thread_ts=ts)
    await settled(house)
    assert not house.said(ts)


async def refused(house: House, channel: str = CERTIFICATES) -> str:
    """A letter that was refused for its file; its ID was said in words."""
    ts = await house.drop("the letter", WORD, channel=channel)
    await house.question(ts, channel)
    await say(house, SHOP, channel, WANG_FANG if channel == CERTIFICATES else ALICE, thread=ts)
    assert await house.ended(ts, channel) == REFUSED
    return ts


async def test_an_id_whose_letter_is_there_is_not_for_another_file_of_the_thread(
    house: House,
) -> None:
    ts = await house.drop("", PICTURE)
    letter = await house.drop(f"for {SHOP}", LETTER, thread_ts=ts)
    assert await house.ended(letter) == ACCEPTED
    await say(house, SHOP, thread=ts)
    await settled(house)
    assert len(house.said(ts)) == 1


@pytest.mark.parametrize("channel", [CERTIFICATES, DM_ALICE])
async def test_the_corrected_file_in_the_thread_of_a_refused_one_needs_no_id(
    house: House, channel: str
) -> None:
    ts = await refused(house, channel)
    better = await house.drop("", PLAIN, channel=channel, thread_ts=ts)
    assert await house.ended(better, channel) == ACCEPTED
    assert arrived(house) == [SHOP]


async def test_what_was_let_pass_does_not_hide_the_refused_letter(house: House) -> None:
    ts = await refused(house)
    await house.drop("by me", PICTURE, user=GUEST, thread_ts=ts)
    better = await house.drop("better?", PLAIN, thread_ts=ts)
    assert await house.ended(better) == ACCEPTED


async def test_a_file_in_the_thread_of_a_letter_that_arrived_is_asked_about(house: House) -> None:
    ts = await house.drop(f"for {SHOP}", LETTER)
    assert await house.ended(ts) == ACCEPTED
    await house.drop("the letter for the other one", PLAIN, thread_ts=ts)
    await house.slack.until(lambda: len(house.said(ts)) == 2)
    assert "Which certificate" in house.said(ts)[1].text
    assert arrived(house) == [SHOP]
