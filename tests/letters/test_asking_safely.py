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
from tests.letters.test_crash import a_bot, a_trial, killed
from tests.running_bot import ACCEPTED, DAY, REFUSED, Trial, configured, connected, opened


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


# Who may -----------------------------------------------------------------------------------------


async def test_who_may_not_answer_is_told_once_and_the_question_stays(trial: Trial) -> None:
    question = await asked(trial)
    await reply(trial, question, PAY, GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await trial.slack.click(question, "choose_certificate", user=GUEST, option=PAY)
    await trial.slack.click(question, "dismiss_question", user=GUEST)
    await reply(trial, question, "let me see", GUEST)
    await settled(trial)
    (told,) = trial.slack.ephemerals
    assert (told.ephemeral_for, told.thread_ts) == (GUEST, question.thread_ts)
    assert now(trial, question).text == question.text
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [WILDCARD, SHOP]


# Forged clicks -----------------------------------------------------------------------------------


def forged(question: Message, action_id: str, value: str, **where: Any) -> Message:
    """A message like the question, with a button that the bot did not put there."""
    text = {"type": "plain_text", "text": "x"}
    button = {"type": "button", "action_id": action_id, "value": value, "text": text}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    return replace(question, blocks=blocks, **where)


async def untouched(trial: Trial, question: Message) -> None:
    """Nothing came of it: no letter, no word, the question as it was."""
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    assert now(trial, question) == question
    assert [each.ts for each in bot_said(trial, question)] == [question.ts]


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
    trial: Trial, action_id: str, value: str
) -> None:
    question = await asked(trial)
    file_id = trial.slack.message(CERTIFICATES, question.thread_ts or "").files[0]["id"]
    click = forged(question, action_id, file_id if value == "the file" else value)
    assert (await trial.slack.click(click, action_id, user=ALICE)).acked
    await untouched(trial, question)


@pytest.mark.parametrize(
    "where",
    [{"channel": RANDOM}, {"ts": "1700000000.000100"}, {"thread_ts": "1700000000.000100"}],
    ids=lambda where: next(iter(where)),
)
async def test_a_click_from_somewhere_else_does_nothing(trial: Trial, where: Json) -> None:
    question = await asked(trial)
    click = forged(question, "offer_certificate_0", SHOP, **where)
    assert (await trial.slack.click(click, "offer_certificate_0", user=ALICE)).acked
    await untouched(trial, question)


async def test_a_stranger_who_clicks_is_turned_away(trial: Trial) -> None:
    question = await asked(trial, channel=SHARED)
    click = forged(question, "offer_certificate_0", SHOP)
    await trial.slack.click(click, "offer_certificate_0", user=STRANGER)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await untouched(trial, question)


async def test_a_certificate_of_another_account_gets_a_hint(trial: Trial) -> None:
    question = await asked(trial)
    click = forged(question, "offer_certificate_0", UNKNOWN)
    await trial.slack.click(click, "offer_certificate_0", user=ALICE)
    assert UNKNOWN in await hinted(trial, question)
    assert arrived(trial) == []


# Other questions ---------------------------------------------------------------------------------


def two_letters() -> tuple[Upload, Upload]:
    return Upload("one.jpg", letters.jpg(5_000)), Upload("two.jpg", letters.jpg(6_000))


async def which_file(trial: Trial) -> Message:
    ts = await trial.drop(f"for {SHOP}", *two_letters())
    assert "Which file" in await trial.question(ts)
    return trial.said(ts)[0]


async def test_the_file_that_is_chosen_is_uploaded_and_a_strange_one_is_not(trial: Trial) -> None:
    other = await trial.drop("ours", Upload("party.jpg", letters.jpg(4_000)), channel=RANDOM)
    strange = trial.slack.message(RANDOM, other).files[0]["id"]
    question = await which_file(trial)
    click = forged(question, "choose_file_0", strange)
    await trial.slack.click(click, "choose_file_0", user=ALICE)
    await untouched(trial, question)
    await trial.slack.click(question, "choose_file_1", user=WANG_FANG)
    assert await ended(trial, question) == ACCEPTED
    assert trial.tencent.letters[1].content == two_letters()[1].content
    assert f"<@{WANG_FANG}> chose two.jpg" in now(trial, question).text


async def test_an_id_changes_the_certificate_of_which_file_in_its_place(trial: Trial) -> None:
    question = await which_file(trial)
    await reply(trial, question, SHOP)  # that is no file
    assert "isn't one of the choices" in await hinted(trial, question)
    await reply(trial, question, PAY)
    await trial.slack.until(lambda: PAY in now(trial, question).text)
    await trial.slack.click(now(trial, question), "choose_file_0", user=ALICE)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [PAY]
    assert len(bot_said(trial, question)) == 3


async def test_a_revocation_is_sent_by_its_button_alone(trial: Trial) -> None:
    question = await asked(trial, f"for {REVOCATION}")
    assert "cannot be undone" in question.text
    await reply(trial, question, REVOCATION)
    assert "isn't one of the choices" in await hinted(trial, question)
    click = forged(question, "offer_certificate_0", REVOCATION)
    await trial.slack.click(click, "offer_certificate_0", user=ALICE)
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    await trial.slack.click(question, "confirm_revocation", user=WANG_FANG)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [WILDCARD, REVOCATION]
    assert f"<@{WANG_FANG}> confirmed" in now(trial, question).text


async def test_a_revocation_question_takes_another_certificate_in_words(trial: Trial) -> None:
    question = await asked(trial, f"for {REVOCATION}")
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


# Time, and what goes wrong meanwhile -------------------------------------------------------------


async def test_after_a_week_it_is_closed_with_a_line_and_an_id_still_helps(trial: Trial) -> None:
    question = await asked(trial)
    await settled(trial)
    trial.clock.forward(6.9 * DAY)
    await settled(trial)
    assert now(trial, question) == question
    trial.clock.forward(0.2 * DAY)
    await trial.slack.until(lambda: "within 7 days" in now(trial, question).text)
    assert elements(now(trial, question)) == []
    ts = question.thread_ts or ""
    await trial.slack.until(lambda: trial.mark(ts) == REFUSED)
    late = await trial.slack.click(question, "choose_certificate", user=ALICE, option=SHOP)
    assert "closed" in late.posts[0]["text"]
    assert late.posts[0]["thread_ts"] == ts
    await reply(trial, question, SHOP)
    await trial.slack.until(lambda: trial.mark(ts) == ACCEPTED)


async def test_a_deleted_question_can_be_answered_in_words(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.delete(channel=CERTIFICATES, ts=question.ts)
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    chose, accepted = bot_said(trial, question)
    assert "chose certificate" in chose.text
    assert "Letter uploaded" in accepted.text


async def test_an_answer_to_a_deleted_drop_comes_too_late(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.delete(channel=CERTIFICATES, ts=question.thread_ts or "")
    await trial.slack.until(lambda: "removed from Slack" in now(trial, question).text)
    clicked = await trial.slack.click(question, "choose_certificate", user=ALICE, option=SHOP)
    assert clicked.acked
    await settled(trial)
    assert arrived(trial) == [WILDCARD]
    assert len(bot_said(trial, question)) == 1


async def test_a_question_of_which_nothing_is_left_ends_without_a_word(trial: Trial) -> None:
    question = await asked(trial)
    await settled(trial)
    for ts in (question.thread_ts or "", question.ts):
        await trial.slack.delete(channel=CERTIFICATES, ts=ts)
    trial.clock.forward(8 * DAY)
    await settled(trial)
    assert bot_said(trial, question) == []


async def test_a_click_while_an_answer_is_looked_at_is_told_to_wait_or_too_late(
    trial: Trial,
) -> None:
    question = await asked(trial)
    trial.tencent.faults.add("DescribeCertificate", TencentFault(delay=30))
    await reply(trial, question, SHOP)
    await trial.slack.until(lambda: trial.tencent.calls[-1].action == "DescribeCertificate")
    late = await trial.slack.click(question, "choose_certificate", user=WANG_FANG, option=PAY)
    assert late.acked
    assert "请稍候几秒再试" in late.posts[0]["text"]
    trial.tencent.faults.clear()
    assert await ended(trial, question) == ACCEPTED
    assert arrived(trial) == [SHOP]


@pytest.mark.parametrize("error", ["cant_update_message", "channel_not_found", "is_archived"])
async def test_a_question_that_slack_does_not_let_close_holds_up_no_letter(
    trial: Trial, error: str
) -> None:
    question = await asked(trial)
    trial.slack.faults.add("chat.update", Fault(error=error))
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED


async def test_a_question_is_closed_when_slack_is_back(trial: Trial) -> None:
    question = await asked(trial)
    trial.slack.faults.add("chat.update", Fault(status=429, retry_after=600))
    await reply(trial, question, SHOP)
    assert await ended(trial, question) == ACCEPTED
    assert "chose certificate" in now(trial, question).text


# Restarts ----------------------------------------------------------------------------------------


async def test_an_open_question_survives_kill_9(tmp_path: Path, database_url: str) -> None:
    async with a_trial() as trial:
        async with a_bot(trial, tmp_path, DATABASE_URL=database_url) as bot:
            question = await asked(trial)
            await settled(trial)
            await killed(bot, trial.slack, lambda: True)
        await reply(trial, question, "which one?")
        async with connected(configured(trial, tmp_path, DATABASE_URL=database_url)):
            await hinted(trial, question)
            clicks = [
                trial.slack.click(question, "choose_certificate", user=user, option=certificate)
                for user, certificate in ((ALICE, SHOP), (WANG_FANG, PAY))
            ]
            await asyncio.gather(*clicks)
            assert await ended(trial, question) == ACCEPTED
        assert len(arrived(trial)) == 2
        assert "chose certificate" in now(trial, question).text
        assert len(bot_said(trial, question)) == 3


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
    async with a_trial() as trial:
        trial.slack.faults.add(method, fault)
        async with a_bot(trial, tmp_path) as bot:
            question = await asked(trial)
            if method == "chat.update":
                await reply(trial, question, SHOP)
            await killed(
                bot, trial.slack, lambda: [c for c in trial.slack.calls if c.method == method]
            )
        trial.slack.faults.clear()
        async with connected(configured(trial, tmp_path)):
            if method != "chat.update":
                await reply(trial, question, SHOP)
            assert await ended(trial, question) == ACCEPTED
        assert arrived(trial) == [SHOP]
        chose, accepted = bot_said(trial, question)
        assert "chose certificate" in chose.text
        assert "Letter uploaded" in accepted.text
