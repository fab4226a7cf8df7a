"""What is said to the bot alone, in its DM or with a mention: IDs, files, greetings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    DM_ALICE,
    GUEST,
    OTHER_BOT,
    Message,
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
    brought_again,
    settled,
)
from tests.running_bot import ACCEPTED, REFUSED, House, opened

PLAIN = Upload("scan0001.pdf", letters.pdf(9_000))
PICTURE = Upload("IMG_0815.jpg", letters.jpg(9_000))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def say(
    house: House, text: str, channel: str = CERTIFICATES, user: str = ALICE, thread: str = ""
) -> str:
    return await house.slack.say(user=user, channel=channel, text=text, thread_ts=thread or None)


def in_dm(house: House) -> list[Message]:
    """What the bot has said in Alice's DM outside of threads."""
    said = house.slack.channel_messages(DM_ALICE)
    return [each for each in said if each.user == BOT_USER and not each.thread_ts]


# IDs and files --------------------------------------------------------------------------------


async def test_an_id_alone_in_a_dm_asks_for_its_letter_and_the_next_file_is_it(
    house: House,
) -> None:
    await say(house, SHOP, DM_ALICE)
    await house.slack.until(lambda: in_dm(house))
    assert in_dm(house)[0].text == (
        f"Now drop the letter for certificate {SHOP} (shop.example.com) here."
    )
    ts = await house.drop("", PICTURE, channel=DM_ALICE)
    assert await house.ended(ts, DM_ALICE) == ACCEPTED
    assert arrived(house) == [SHOP]


@pytest.mark.parametrize(
    ("certificate", "told"), [(UNKNOWN, "no certificate"), (ISSUED, "www.example.com")]
)
async def test_an_id_alone_in_a_dm_that_takes_no_letter_is_told_so(
    house: House, certificate: str, told: str
) -> None:
    await say(house, certificate, DM_ALICE)
    await house.slack.until(lambda: in_dm(house))
    assert told in in_dm(house)[0].text
    assert "Now drop" not in in_dm(house)[0].text


async def test_a_guests_id_in_a_dm_is_refused(house: House) -> None:
    dm = house.slack.direct_message(GUEST)
    await say(house, SHOP, dm, GUEST)
    said = await house.slack.until(
        lambda: [m for m in house.slack.channel_messages(dm) if m.user == BOT_USER]
    )
    assert "Guests" in said[0].text
    assert "shop.example.com" not in said[0].text


async def test_in_a_dm_an_answer_is_for_the_question_in_whose_thread_it_stands(
    house: House,
) -> None:
    first = await house.drop("", LETTER, channel=DM_ALICE)
    await house.question(first, DM_ALICE)
    second = await house.drop("", PLAIN, channel=DM_ALICE)
    await house.question(second, DM_ALICE)
    await say(house, SHOP, DM_ALICE, thread=first)
    assert await house.ended(first, DM_ALICE) == ACCEPTED
    await say(house, PAY, DM_ALICE)
    assert await house.ended(second, DM_ALICE) == ACCEPTED
    assert [letter.content for letter in house.tencent.letters] == [LETTER.content, PLAIN.content]


async def test_an_answer_in_a_dm_that_slack_brings_again_is_taken_for_nothing(
    house: House,
) -> None:
    first = await house.drop("", LETTER, channel=DM_ALICE)
    await house.question(first, DM_ALICE)
    await say(house, SHOP, DM_ALICE)
    await house.ended(first, DM_ALICE)
    second = await house.drop("", PLAIN, channel=DM_ALICE)
    await house.question(second, DM_ALICE)
    await brought_again(house)
    assert "Which certificate" in house.said(second, DM_ALICE)[0].text
    assert in_dm(house) == []


@pytest.mark.parametrize("wrong", [UNKNOWN, ISSUED])
async def test_the_right_id_as_the_next_message_of_a_dm_mends_a_wrong_one(
    house: House, wrong: str
) -> None:
    ts = await house.drop(f"for {wrong}", LETTER, channel=DM_ALICE)
    assert await house.ended(ts, DM_ALICE) == REFUSED
    await say(house, SHOP, DM_ALICE)
    await house.slack.until(lambda: arrived(house))
    assert await house.ended(ts, DM_ALICE) == ACCEPTED


async def test_the_next_file_after_a_wrong_id_is_not_taken_for_the_wrong_certificate(
    house: House,
) -> None:
    ts = await house.drop(f"for {ISSUED}", LETTER, channel=DM_ALICE)
    assert await house.ended(ts, DM_ALICE) == REFUSED
    second = await house.drop("", PLAIN, channel=DM_ALICE)
    assert "Which certificate" in await house.question(second, DM_ALICE)


# Help --------------------------------------------------------------------------------------------


async def test_a_greeting_in_a_dm_gets_the_help_and_not_with_every_line(house: House) -> None:
    await say(house, "hello", DM_ALICE)
    await house.slack.until(lambda: in_dm(house))
    await settled(house)
    await say(house, "what do you do?", DM_ALICE)
    await settled(house)
    assert [("/letter pending" in each.text) for each in in_dm(house)] == [True]
    house.clock.forward(601)
    await say(house, "hello again", DM_ALICE)
    await house.slack.until(lambda: len(in_dm(house)) == 2)


async def test_words_in_a_dm_long_after_a_question_get_the_help(house: House) -> None:
    ts = await house.drop("", LETTER, channel=DM_ALICE)
    await house.question(ts, DM_ALICE)
    await say(house, "the one for the shop", DM_ALICE)
    await house.slack.until(lambda: len(house.said(ts, DM_ALICE)) == 2)
    await settled(house)
    house.clock.forward(3_600)
    await say(house, "good morning", DM_ALICE)
    await house.slack.until(lambda: in_dm(house))
    assert len(house.said(ts, DM_ALICE)) == 2


async def test_a_mention_without_a_file_gets_the_help_in_its_thread(house: House) -> None:
    for _ in range(2):
        ts = await say(house, f"<@{BOT_USER}> how does this work?")
        assert "/letter pending" in await house.question(ts)


async def test_what_bots_say_triggers_nothing(house: House) -> None:
    ts = await house.drop(f"for {UNKNOWN}", LETTER)
    assert await house.ended(ts) == REFUSED
    for user in (BOT_USER, OTHER_BOT):
        await say(house, SHOP, thread=ts, user=user)
        await say(house, f"<@{BOT_USER}> hello", user=user)
        await house.drop(f"for {SHOP}", LETTER, user=user)
    await settled(house)
    assert arrived(house) == [WILDCARD]
    replies = [each.text for each in house.said(ts)]
    assert len(replies) - replies.count(SHOP) - sum(BOT_USER in each for each in replies) == 1
