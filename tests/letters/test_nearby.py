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
from tests.running_bot import (
    ACCEPTED,
    NONE_NEEDED,
    REFUSED,
    Trial,
    opened,
)

PLAIN = Upload("scan0001.pdf", letters.pdf(9_000))
PICTURE = Upload("IMG_0815.jpg", letters.jpg(9_000))
WORD = Upload("letter.docx", letters.word())


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


async def say(
    trial: Trial, text: str, channel: str = CERTIFICATES, user: str = ALICE, thread: str = ""
) -> str:
    return await trial.slack.say(user=user, channel=channel, text=text, thread_ts=thread or None)


# File first, ID later ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", [LETTER, PLAIN, PICTURE])
async def test_an_id_in_the_thread_of_a_file_is_for_that_file(trial: Trial, file: Upload) -> None:
    ts = await trial.drop("", file)
    await say(trial, SHOP, thread=ts, user=WANG_FANG)
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]


@pytest.mark.parametrize("file", [LETTER, PLAIN])
async def test_an_id_alone_in_the_channel_is_for_ones_own_file_just_before(
    trial: Trial, file: Upload
) -> None:
    ts = await trial.drop("", file)
    await say(trial, PAY, user=WANG_FANG)
    await say(trial, SHOP)
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_a_picture_before_an_id_is_asked_about(trial: Trial) -> None:
    ts = await trial.drop("", PICTURE)
    await settled(trial)
    await say(trial, SHOP)
    await trial.question(ts)
    (question,) = trial.said(ts)
    assert buttons(question) == [SHOP]
    await trial.slack.click(question, "offer_certificate_0", user=ALICE)
    assert await trial.ended(ts) == ACCEPTED


async def test_an_id_alone_in_the_channel_is_for_no_older_file(trial: Trial) -> None:
    ts = await trial.drop("", PLAIN)
    await settled(trial)
    trial.clock.forward(601)
    await say(trial, SHOP)
    await settled(trial)
    assert not trial.said(ts)
    assert SHOP not in arrived(trial)


@pytest.mark.parametrize("wrong", [UNKNOWN, ISSUED])
@pytest.mark.parametrize("where", ["in the thread", "alone"])
async def test_the_right_id_after_a_wrong_one_needs_no_file_again(
    trial: Trial, wrong: str, where: str
) -> None:
    ts = await trial.drop(f"for {wrong}", LETTER)
    await trial.question(ts)
    assert wrong in str(trial.said(ts)[0])
    await say(trial, SHOP, thread=ts if where == "in the thread" else "")
    await trial.slack.until(lambda: arrived(trial))
    assert await trial.ended(ts) == ACCEPTED
    assert len(trial.said(ts)) == 2


@pytest.mark.parametrize(("first", "mark"), [("Zz9Zz9Zz", ""), (ISSUED, NONE_NEEDED)])
async def test_each_wrong_id_is_named_and_the_right_one_still_sends_the_file(
    trial: Trial, first: str, mark: str
) -> None:
    ts = await trial.drop(f"for {first}", LETTER)
    await trial.question(ts)
    await trial.slack.until(lambda: trial.mark(ts) == mark)
    await say(trial, UNKNOWN, thread=ts)
    await trial.slack.until(lambda: len(trial.said(ts)) == 2)
    assert f"no certificate {UNKNOWN}" in trial.said(ts)[1].text
    await say(trial, SHOP, thread=ts)
    await trial.slack.until(lambda: arrived(trial))
    assert await trial.ended(ts) == ACCEPTED


async def test_a_guests_id_leaves_a_refused_letter_to_others(trial: Trial) -> None:
    ts = await trial.drop(f"for {ISSUED}", LETTER)
    assert await trial.ended(ts) == NONE_NEEDED
    await say(trial, PAY, thread=ts, user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await settled(trial)
    history = await trial.slack.command("/letter", "history", user=ALICE, channel=CERTIFICATES)
    assert ISSUED in history.text
    await say(trial, SHOP, thread=ts)
    await trial.slack.until(lambda: SHOP in arrived(trial))
    assert await trial.ended(ts) == ACCEPTED
    assert PAY not in arrived(trial)


async def test_somebody_who_may_can_take_up_a_guests_letter(trial: Trial) -> None:
    ts = await trial.drop("the letter", LETTER, user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await say(trial, SHOP, thread=ts)
    assert await trial.ended(ts) == ACCEPTED


# ID first, file later ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (SHOP, PLAIN),
        (f"for {SHOP}", PICTURE),
        (f"here comes {SHOP} in a minute", LETTER),
    ],
)
async def test_a_file_after_its_id_needs_none(trial: Trial, words: str, file: Upload) -> None:
    await say(trial, words)
    ts = await trial.drop("", file)
    assert await trial.ended(ts) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_a_file_after_words_about_a_certificate_is_asked_about(trial: Trial) -> None:
    await say(trial, f"cert {SHOP} waits for its letter, who signs it?")
    ts = await trial.drop("minutes of the meeting", PLAIN)
    await trial.question(ts)
    assert buttons(trial.said(ts)[0]) == [SHOP]
    await settled(trial)
    assert arrived(trial) == [WILDCARD]


async def test_an_id_that_was_used_or_is_another_persons_is_not_taken_again(trial: Trial) -> None:
    first = await trial.drop("the letter", LETTER)
    await trial.question(first)
    await say(trial, SHOP, thread=first)
    await trial.ended(first)
    await say(trial, SHOP)
    await say(trial, PAY, user=WANG_FANG)
    second = await trial.drop("the next letter", PLAIN)
    assert "Which certificate" in await trial.question(second)
    assert arrived(trial) == [SHOP]


async def test_an_id_that_was_used_is_not_taken_again_where_nobody_may_look(trial: Trial) -> None:
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    await say(trial, SHOP, DM_ALICE)
    first = await trial.drop("", LETTER, channel=DM_ALICE)
    assert await trial.ended(first, DM_ALICE) == ACCEPTED
    second = await trial.drop("", PLAIN, channel=DM_ALICE)
    assert "Which certificate" in await trial.question(second, DM_ALICE)


async def test_what_was_said_before_does_not_count_for_the_rest_of_several_files(
    trial: Trial,
) -> None:
    await say(trial, PAY)
    files = [Upload(name, letters.pdf(4_000)) for name in (f"{SHOP}.pdf", "x.pdf", "y.pdf")]
    ts = await trial.drop(f"letter for {SHOP}", *files)
    await trial.slack.until(lambda: [m for m in trial.said(ts) if "Which" in m.text])
    (question,) = [m.text for m in trial.said(ts) if "Which" in m.text]
    assert question.startswith("Which certificate are")


# The thread --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [LETTER, PLAIN])
@pytest.mark.parametrize("text", ["", "Attached as promised"])
async def test_a_file_in_the_thread_of_a_message_with_the_id_needs_none(
    trial: Trial, file: Upload, text: str
) -> None:
    ts = await say(trial, f"<@{WANG_FANG}> please get {SHOP} signed", user=WANG_FANG)
    reply = await trial.drop(text, file, thread_ts=ts)
    assert await trial.ended(reply) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_a_screenshot_in_the_thread_of_a_message_with_the_id_is_no_letter_yet(
    trial: Trial,
) -> None:
    ts = await say(trial, f"{SHOP} still waits, please have a look", user=WANG_FANG)
    await trial.drop("this is what I see", PICTURE, thread_ts=ts)
    await trial.question(ts)
    assert buttons(trial.said(ts)[0]) == [SHOP]
    await trial.slack.click(trial.said(ts)[0], "dismiss_question", user=ALICE)
    await settled(trial)
    assert arrived(trial) == [WILDCARD]


async def test_a_file_in_the_thread_of_a_certificate_that_waits_no_more_is_left_alone(
    trial: Trial,
) -> None:
    ts = await say(trial, f"{ISSUED} is issued, thanks all", user=WANG_FANG)
    await trial.drop("how it looks now", PICTURE, thread_ts=ts)
    await settled(trial)
    assert not trial.said(ts)


async def refused(trial: Trial, channel: str = CERTIFICATES) -> str:
    """A letter that was refused for its file; its ID was said in words."""
    ts = await trial.drop("the letter", WORD, channel=channel)
    await trial.question(ts, channel)
    await say(trial, SHOP, channel, WANG_FANG if channel == CERTIFICATES else ALICE, thread=ts)
    assert await trial.ended(ts, channel) == REFUSED
    return ts


async def test_an_id_whose_letter_is_there_is_not_for_another_file_of_the_thread(
    trial: Trial,
) -> None:
    ts = await trial.drop("", PICTURE)
    letter = await trial.drop(f"for {SHOP}", LETTER, thread_ts=ts)
    assert await trial.ended(letter) == ACCEPTED
    await say(trial, SHOP, thread=ts)
    await settled(trial)
    assert len(trial.said(ts)) == 1


@pytest.mark.parametrize("channel", [CERTIFICATES, DM_ALICE])
async def test_the_corrected_file_in_the_thread_of_a_refused_one_needs_no_id(
    trial: Trial, channel: str
) -> None:
    ts = await refused(trial, channel)
    better = await trial.drop("", PLAIN, channel=channel, thread_ts=ts)
    assert await trial.ended(better, channel) == ACCEPTED
    assert arrived(trial) == [SHOP]


async def test_what_was_let_pass_does_not_hide_the_refused_letter(trial: Trial) -> None:
    ts = await refused(trial)
    await trial.drop("by me", PICTURE, user=GUEST, thread_ts=ts)
    await settled(trial)
    better = await trial.drop("better?", PLAIN, thread_ts=ts)
    assert await trial.ended(better) == ACCEPTED


async def test_a_file_in_the_thread_of_a_letter_that_arrived_is_asked_about(trial: Trial) -> None:
    ts = await trial.drop(f"for {SHOP}", LETTER)
    assert await trial.ended(ts) == ACCEPTED
    await trial.drop("the letter for the other one", PLAIN, thread_ts=ts)
    await trial.slack.until(lambda: len(trial.said(ts)) == 2)
    assert "Which certificate" in trial.said(ts)[1].text
    assert arrived(trial) == [SHOP]
