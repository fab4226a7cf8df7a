"""A question holds whatever happens: forged clicks, guests, a week, a crash, messages that go."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sandbox import letters
from sandbox.slack import (
    ALICE,
    CERTIFICATES,
    GUEST,
    RANDOM,
    SHARED,
    STRANGER,
    WANG_FANG,
    Fault,
    Message,
    Upload,
)
from sandbox.tencent import Fault as TencentFault
from tests.letters.questions import (
    PAY,
    REVOCATION,
    SHOP,
    UNKNOWN,
    WILDCARD,
    Json,
    arrived,
    asked,
    bot_said,
    elements,
    ended,
    hinted,
    now,
    reply,
    settled,
)
from tests.letters.test_crash import a_bot, a_house, killed
from tests.running_bot import ACCEPTED, DAY, House, configured, connected, opened


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


# Who may -----------------------------------------------------------------------------------------


async def test_who_may_not_answer_is_told_once_and_the_question_stays(house: House) -> None:
    question = await asked(house)
    await reply(house, question, PAY, GUEST)
    await house.slack.until(lambda: house.slack.ephemerals)
    await house.slack.click(question, "choose_certificate", user=GUEST, option=PAY)
    await house.slack.click(question, "dismiss_question", user=GUEST)
    await reply(house, question, "let me see", GUEST)
    await settled(house)
    (told,) = house.slack.ephemerals
    assert (told.ephemeral_for, told.thread_ts) == (GUEST, question.thread_ts)
    assert now(house, question).text == question.text
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED
    assert arrived(house) == [WILDCARD, SHOP]


# Forged clicks -----------------------------------------------------------------------------------


def forged(question: Message, action_id: str, value: str, **where: Any) -> Message:
    """A message like the question, with a button that the bot did not put there."""
    text = {"type": "plain_text", "text": "x"}
    button = {"type": "button", "action_id": action_id, "value": value, "text": text}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    return replace(question, blocks=blocks, **where)


async def untouched(house: House, question: Message) -> None:
    """Nothing came of it: no letter, no word, the question as it was."""
    await settled(house)
    assert arrived(house) == [WILDCARD]
    assert now(house, question) == question
    assert [each.ts for each in bot_said(house, question)] == [question.ts]


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("choose_file_0", "F0FORGED01"),
        ("choose_file_0", "the file"),
        ("confirm_revocation", SHOP),
        ("stop_watching", SHOP),
        ("offer_certificate_0", "no ID"),
    ],
)
async def test_a_click_that_the_question_does_not_offer_does_nothing(
    house: House, action_id: str, value: str
) -> None:
    question = await asked(house)
    file_id = house.slack.message(CERTIFICATES, question.thread_ts or "").files[0]["id"]
    click = forged(question, action_id, file_id if value == "the file" else value)
    assert (await house.slack.click(click, action_id, user=ALICE)).acked
    await untouched(house, question)


@pytest.mark.parametrize(
    "where",
    [{"channel": RANDOM}, {"ts": "1700000000.000100"}, {"thread_ts": "1700000000.000100"}],
    ids=lambda where: next(iter(where)),
)
async def test_a_click_from_somewhere_else_does_nothing(house: House, where: Json) -> None:
    question = await asked(house)
    click = forged(question, "offer_certificate_0", SHOP, **where)
    assert (await house.slack.click(click, "offer_certificate_0", user=ALICE)).acked
    await untouched(house, question)


async def test_a_stranger_who_clicks_is_turned_away(house: House) -> None:
    question = await asked(house, channel=SHARED)
    click = forged(question, "offer_certificate_0", SHOP)
    await house.slack.click(click, "offer_certificate_0", user=STRANGER)
    await house.slack.until(lambda: house.slack.ephemerals)
    await untouched(house, question)


async def test_a_certificate_of_another_account_gets_a_hint(house: House) -> None:
    question = await asked(house)
    click = forged(question, "offer_certificate_0", UNKNOWN)
    await house.slack.click(click, "offer_certificate_0", user=ALICE)
    assert UNKNOWN in await hinted(house, question)
    assert arrived(house) == []


# Other questions ---------------------------------------------------------------------------------


def two_letters() -> tuple[Upload, Upload]:
    return Upload("one.jpg", letters.jpg(5_000)), Upload("two.jpg", letters.jpg(6_000))


async def which_file(house: House) -> Message:
    ts = await house.drop(f"for {SHOP}", *two_letters())
    assert "Which of the files" in await house.question(ts)
    return house.said(ts)[0]


async def test_the_file_that_is_chosen_is_uploaded_and_a_strange_one_is_not(house: House) -> None:
    other = await house.drop("ours", Upload("party.jpg", letters.jpg(4_000)), channel=RANDOM)
    strange = house.slack.message(RANDOM, other).files[0]["id"]
    question = await which_file(house)
    click = forged(question, "choose_file_0", strange)
    await house.slack.click(click, "choose_file_0", user=ALICE)
    await untouched(house, question)
    await house.slack.click(question, "choose_file_1", user=WANG_FANG)
    assert await ended(house, question) == ACCEPTED
    assert house.tencent.letters[1].content == two_letters()[1].content
    assert f"<@{WANG_FANG}> chose two.jpg" in now(house, question).text


async def test_an_id_changes_the_certificate_of_which_file_in_its_place(house: House) -> None:
    question = await which_file(house)
    await reply(house, question, SHOP)  # that is no file
    assert "none of the choices" in await hinted(house, question)
    await reply(house, question, PAY)
    await house.slack.until(lambda: PAY in now(house, question).text)
    await house.slack.click(now(house, question), "choose_file_0", user=ALICE)
    assert await ended(house, question) == ACCEPTED
    assert arrived(house) == [PAY]
    assert len(bot_said(house, question)) == 3


async def test_a_revocation_is_sent_by_its_button_alone(house: House) -> None:
    question = await asked(house, f"for {REVOCATION}")
    assert "cannot be undone" in question.text
    await reply(house, question, REVOCATION)
    assert "none of the choices" in await hinted(house, question)
    click = forged(question, "offer_certificate_0", REVOCATION)
    await house.slack.click(click, "offer_certificate_0", user=ALICE)
    await settled(house)
    assert arrived(house) == [WILDCARD]
    await house.slack.click(question, "confirm_revocation", user=WANG_FANG)
    assert await ended(house, question) == ACCEPTED
    assert arrived(house) == [WILDCARD, REVOCATION]
    assert f"<@{WANG_FANG}> confirmed" in now(house, question).text


async def test_a_revocation_question_takes_another_certificate_in_words(house: House) -> None:
    question = await asked(house, f"for {REVOCATION}")
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED
    assert arrived(house) == [SHOP]


# Time, and what goes wrong meanwhile -------------------------------------------------------------


async def test_after_a_week_it_is_closed_with_a_line_and_an_id_still_helps(house: House) -> None:
    question = await asked(house)
    await settled(house)
    house.clock.forward(6.9 * DAY)
    await settled(house)
    assert now(house, question) == question
    house.clock.forward(0.2 * DAY)
    await house.slack.until(lambda: "within 7 days" in now(house, question).text)
    assert elements(now(house, question)) == []
    late = await house.slack.click(question, "choose_certificate", user=ALICE, option=SHOP)
    assert "closed" in late.posts[0]["text"]
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED


async def test_a_deleted_question_can_be_answered_in_words(house: House) -> None:
    question = await asked(house)
    await house.slack.delete(channel=CERTIFICATES, ts=question.ts)
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED
    chose, accepted = bot_said(house, question)
    assert "chose certificate" in chose.text
    assert "accepted" in accepted.text


async def test_an_answer_to_a_deleted_drop_is_told_in_what_is_left_of_the_thread(
    house: House,
) -> None:
    question = await asked(house)
    await house.slack.delete(channel=CERTIFICATES, ts=question.thread_ts or "")
    await house.slack.click(question, "choose_certificate", user=ALICE, option=SHOP)
    await house.slack.until(lambda: len(bot_said(house, question)) == 2)
    assert len(arrived(house)) == 1


async def test_a_question_of_which_nothing_is_left_ends_without_a_word(house: House) -> None:
    question = await asked(house)
    await settled(house)
    for ts in (question.thread_ts or "", question.ts):
        await house.slack.delete(channel=CERTIFICATES, ts=ts)
    house.clock.forward(8 * DAY)
    await settled(house)
    assert bot_said(house, question) == []


async def test_a_click_while_an_answer_is_looked_at_is_told_to_wait_or_too_late(
    house: House,
) -> None:
    question = await asked(house)
    house.tencent.faults.add("DescribeCertificate", TencentFault(delay=1.8))
    await reply(house, question, SHOP)
    await house.slack.until(lambda: house.tencent.calls[-1].action == "DescribeCertificate")
    late = await house.slack.click(question, "choose_certificate", user=WANG_FANG, option=PAY)
    assert late.acked
    assert "请稍候几秒后重试" in late.posts[0]["text"]
    assert await ended(house, question) == ACCEPTED
    assert arrived(house) == [SHOP]


@pytest.mark.parametrize("error", ["cant_update_message", "channel_not_found", "is_archived"])
async def test_a_question_that_slack_does_not_let_close_holds_up_no_letter(
    house: House, error: str
) -> None:
    question = await asked(house)
    house.slack.faults.add("chat.update", Fault(error=error))
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED


async def test_a_question_is_closed_when_slack_is_back(house: House) -> None:
    question = await asked(house)
    house.slack.faults.add("chat.update", Fault(status=429, retry_after=600))
    await reply(house, question, SHOP)
    assert await ended(house, question) == ACCEPTED
    assert "chose certificate" in now(house, question).text


# Restarts ----------------------------------------------------------------------------------------


async def test_an_open_question_survives_kill_9(tmp_path: Path, database_url: str) -> None:
    async with a_house() as house:
        async with a_bot(house, tmp_path, DATABASE_URL=database_url) as bot:
            question = await asked(house)
            await settled(house)
            await killed(bot, house.slack, lambda: True)
        await reply(house, question, "which one?")
        async with connected(configured(house, tmp_path, DATABASE_URL=database_url)):
            await hinted(house, question)
            clicks = [
                house.slack.click(question, "choose_certificate", user=user, option=certificate)
                for user, certificate in ((ALICE, SHOP), (WANG_FANG, PAY))
            ]
            await asyncio.gather(*clicks)
            assert await ended(house, question) == ACCEPTED
        assert len(arrived(house)) == 2
        assert "chose certificate" in now(house, question).text
        assert len(bot_said(house, question)) == 3


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.postMessage", Fault(applied=True, delay=0.8)),
        ("chat.update", Fault(applied=True, delay=0.8)),
        ("chat.update", Fault(reset=True, delay=0.8)),
    ],
    ids=["when it stands there", "when it is closed", "before it is closed"],
)
async def test_kill_9_around_a_question_leaves_one_question_and_one_answer(
    tmp_path: Path, method: str, fault: Fault
) -> None:
    async with a_house() as house:
        house.slack.faults.add(method, fault)
        async with a_bot(house, tmp_path) as bot:
            question = await asked(house)
            if method == "chat.update":
                await reply(house, question, SHOP)
            await killed(
                bot, house.slack, lambda: [c for c in house.slack.calls if c.method == method]
            )
        house.slack.faults.clear()
        async with connected(configured(house, tmp_path)):
            if method != "chat.update":
                await reply(house, question, SHOP)
            assert await ended(house, question) == ACCEPTED
        assert arrived(house) == [SHOP]
        chose, accepted = bot_said(house, question)
        assert "chose certificate" in chose.text
        assert "accepted" in accepted.text
