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
from tests.running_bot import (
    ACCEPTED,
    NONE_NEEDED,
    Trial,
    opened,
)

PLAIN = Upload("scan0001.jpg", letters.jpg(9_000))
PICTURE = Upload("IMG_0815.jpg", letters.jpg(9_000))


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def say(
    trial: Trial, text: str, channel: str = CERTIFICATES, user: str = ALICE, thread: str = ""
) -> str:
    return await trial.slack.say(user=user, channel=channel, text=text, thread_ts=thread or None)


def in_dm(trial: Trial) -> list[Message]:
    """What the bot has said in Alice's DM outside of threads."""
    said = trial.slack.channel_messages(DM_ALICE)
    return [each for each in said if each.user == BOT_USER and not each.thread_ts]


# IDs and files --------------------------------------------------------------------------------


async def test_an_id_alone_in_a_dm_asks_for_its_letter_and_the_next_file_is_it(
    trial: Trial,
) -> None:
    await say(trial, SHOP, DM_ALICE)
    await trial.slack.until(lambda: in_dm(trial))
    assert in_dm(trial)[0].text == (
        f"Drop the letter for certificate {SHOP} (shop.example.com) here."
    )
    ts = await trial.drop("", PICTURE, channel=DM_ALICE)
    assert await trial.ended(ts, DM_ALICE) == ACCEPTED
    assert arrived(trial) == [SHOP]


@pytest.mark.parametrize(
    ("certificate", "told"), [(UNKNOWN, "no certificate"), (ISSUED, "www.example.com")]
)
async def test_an_id_alone_in_a_dm_that_takes_no_letter_is_told_so(
    trial: Trial, certificate: str, told: str
) -> None:
    await say(trial, certificate, DM_ALICE)
    await trial.slack.until(lambda: in_dm(trial))
    assert told in in_dm(trial)[0].text
    assert "Drop the letter" not in in_dm(trial)[0].text


async def test_a_guests_id_in_a_dm_is_refused(trial: Trial) -> None:
    dm = trial.slack.direct_message(GUEST)
    await say(trial, SHOP, dm, GUEST)
    said = await trial.slack.until(
        lambda: [m for m in trial.slack.channel_messages(dm) if m.user == BOT_USER]
    )
    assert "Guests" in said[0].text
    assert "shop.example.com" not in said[0].text


async def test_in_a_dm_an_answer_is_for_the_question_in_whose_thread_it_stands(
    trial: Trial,
) -> None:
    first = await trial.drop("", LETTER, channel=DM_ALICE)
    await trial.question(first, DM_ALICE)
    second = await trial.drop("", PLAIN, channel=DM_ALICE)
    await trial.question(second, DM_ALICE)
    await say(trial, SHOP, DM_ALICE, thread=first)
    assert await trial.ended(first, DM_ALICE) == ACCEPTED
    await say(trial, PAY, DM_ALICE)
    assert await trial.ended(second, DM_ALICE) == ACCEPTED
    assert [letter.content for letter in trial.tencent.letters] == [LETTER.content, PLAIN.content]


async def test_an_answer_in_a_dm_that_slack_brings_again_is_taken_for_nothing(
    trial: Trial,
) -> None:
    first = await trial.drop("", LETTER, channel=DM_ALICE)
    await trial.question(first, DM_ALICE)
    await say(trial, SHOP, DM_ALICE)
    await trial.ended(first, DM_ALICE)
    second = await trial.drop("", PLAIN, channel=DM_ALICE)
    await trial.question(second, DM_ALICE)
    await brought_again(trial)
    assert "Which certificate" in trial.said(second, DM_ALICE)[0].text
    assert in_dm(trial) == []


@pytest.mark.parametrize("wrong", [UNKNOWN, ISSUED])
async def test_the_right_id_as_the_next_message_of_a_dm_mends_a_wrong_one(
    trial: Trial, wrong: str
) -> None:
    ts = await trial.drop(f"for {wrong}", LETTER, channel=DM_ALICE)
    await trial.question(ts, DM_ALICE)
    await say(trial, SHOP, DM_ALICE)
    await trial.slack.until(lambda: arrived(trial))
    assert await trial.ended(ts, DM_ALICE) == ACCEPTED


async def test_the_next_file_after_a_wrong_id_is_not_taken_for_the_wrong_certificate(
    trial: Trial,
) -> None:
    ts = await trial.drop(f"for {ISSUED}", LETTER, channel=DM_ALICE)
    assert await trial.ended(ts, DM_ALICE) == NONE_NEEDED
    second = await trial.drop("", PLAIN, channel=DM_ALICE)
    assert "Which certificate" in await trial.question(second, DM_ALICE)


# Help --------------------------------------------------------------------------------------------


async def test_a_greeting_in_a_dm_gets_the_help_and_not_with_every_line(trial: Trial) -> None:
    await say(trial, "hello", DM_ALICE)
    await trial.slack.until(lambda: in_dm(trial))
    await settled(trial)
    await say(trial, "what do you do?", DM_ALICE)
    await settled(trial)
    assert [("/letter pending" in each.text) for each in in_dm(trial)] == [True]
    trial.clock.forward(601)
    await say(trial, "hello again", DM_ALICE)
    await trial.slack.until(lambda: len(in_dm(trial)) == 2)


async def test_words_in_a_dm_long_after_a_question_get_the_help(trial: Trial) -> None:
    ts = await trial.drop("", LETTER, channel=DM_ALICE)
    await trial.question(ts, DM_ALICE)
    await say(trial, "the one for the shop", DM_ALICE)
    await trial.slack.until(lambda: len(trial.said(ts, DM_ALICE)) == 2)
    await settled(trial)
    trial.clock.forward(3_600)
    await say(trial, "good morning", DM_ALICE)
    await trial.slack.until(lambda: in_dm(trial))
    assert len(trial.said(ts, DM_ALICE)) == 2


async def test_a_mention_without_a_file_gets_the_help_in_its_thread(trial: Trial) -> None:
    for _ in range(2):
        ts = await say(trial, f"<@{BOT_USER}> how does this work?")
        assert "/letter pending" in await trial.question(ts)


async def test_what_bots_say_triggers_nothing(trial: Trial) -> None:
    ts = await trial.drop(f"for {ISSUED}", LETTER)
    assert await trial.ended(ts) == NONE_NEEDED
    for user in (BOT_USER, OTHER_BOT):
        await say(trial, SHOP, thread=ts, user=user)
        await say(trial, f"<@{BOT_USER}> hello", user=user)
        await trial.drop(f"for {SHOP}", LETTER, user=user)
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    replies = [each.text for each in trial.said(ts)]
    assert len(replies) - replies.count(SHOP) - sum(BOT_USER in each for each in replies) == 1
