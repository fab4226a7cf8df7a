"""A letter that revokes a certificate is sent only after somebody who may presses the button."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import sandbox
from sandbox import letters
from sandbox.slack import (
    ALICE,
    BOT_USER,
    CERTIFICATES,
    GUEST,
    RANDOM,
    WANG_FANG,
    Fault,
    Message,
    Upload,
)
from sandbox.tencent import Fault as TencentFault
from tests.forkserver import bot_process
from tests.jobs.ledger_rows import Rows, rows_of, swept, until, url_in
from tests.running_bot import (
    ACCEPTED,
    DAY,
    NONE_NEEDED,
    REFUSED,
    WITH_LINE,
    Trial,
    configured,
    connected,
    opened,
)
from tests.views.samples import shown

LETTER = Upload("revoke.jpg", letters.jpg(20_000))
OLD, SHOP = "LqQxgqUe", "flSFd6Fh"
CONFIRM, DISMISS = "confirm_revocation", "dismiss_question"


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


@pytest.fixture
async def rows(tmp_path: Path) -> AsyncIterator[Rows]:
    async with rows_of(url_in(tmp_path)) as rows:
        yield rows


async def asked(trial: Trial, text: str = f"for {OLD}", **how: Any) -> Message:
    """Drop a revocation letter; the question in its thread, when it is ready for an answer."""
    ts = await trial.drop(text, LETTER, **how)
    await trial.slack.until(lambda: any(has_buttons(each) for each in trial.said(ts)))
    return trial.said(ts)[0]


def has_buttons(message: Message) -> bool:
    return any(block["type"] == "actions" for block in message.blocks)


def sent(trial: Trial) -> list[str]:
    """The uploads that were ever tried."""
    return [call.action for call in trial.tencent.calls if call.action.startswith("Upload")]


def thread(question: Message) -> str:
    return question.thread_ts or ""


def now(trial: Trial, question: Message) -> Message:
    """The question's message as it is now."""
    return trial.slack.message(question.channel, question.ts)


async def confirmed(trial: Trial, question: Message, user: str = ALICE) -> str:
    """Press the button; the reaction that tells the end."""
    await trial.slack.click(question, CONFIRM, user=user)
    return await trial.ended(thread(question))


# The question, and the button --------------------------------------------------------------------


async def test_it_asks_first_and_names_certificate_domain_and_what_that_means(
    trial: Trial,
) -> None:
    question = await asked(trial)
    for part in (OLD, "old.example.com", "revoke.jpg", "cannot be undone"):
        assert part in question.text
    button = next(block for block in question.blocks if block["type"] == "actions")["elements"][0]
    assert (button["action_id"], button["style"]) == (CONFIRM, "danger")
    dialog = str(button["confirm"])
    assert all(part in dialog for part in (OLD, "old.example.com", "cannot be undone"))
    assert sent(trial) == []
    reactions = trial.slack.message(CERTIFICATES, thread(question)).reactions
    assert not [name for name, people in reactions.items() if BOT_USER in people]


async def test_after_the_button_it_goes_out_as_what_it_is_and_the_answer_says_so(
    trial: Trial,
) -> None:
    question = await asked(trial)
    assert await confirmed(trial, question, WANG_FANG) == ACCEPTED
    (letter,) = trial.tencent.letters
    assert (letter.action, letter.content) == ("UploadRevokeLetter", LETTER.content)
    assert sent(trial) == ["UploadRevokeLetter"]
    line, answer = trial.said(thread(question))
    assert f"<@{WANG_FANG}>" in line.text
    assert "Revocation letter uploaded" in shown({"blocks": answer.blocks})
    assert "then revokes the certificate for good" in answer.text
    assert letter.request_id in answer.text


async def test_who_says_no_sends_nothing(trial: Trial, rows: Rows) -> None:
    question = await asked(trial)
    await trial.slack.click(question, DISMISS, user=ALICE)
    await rows.until(OLD, "done")
    assert "was not uploaded" in now(trial, question).text
    assert sent(trial) == []


async def test_who_may_not_hand_in_letters_may_not_confirm_either(trial: Trial, rows: Rows) -> None:
    question = await asked(trial)
    await trial.slack.click(question, CONFIRM, user=GUEST)
    await trial.slack.until(lambda: trial.slack.ephemerals)
    await rows.until(OLD, "asking")
    assert sent(trial) == []
    assert await confirmed(trial, question) == ACCEPTED


async def test_pressed_twice_and_by_two_it_goes_out_once(trial: Trial) -> None:
    question = await asked(trial)
    await trial.slack.click(question, CONFIRM, user=ALICE)
    await trial.slack.click(question, CONFIRM, user=WANG_FANG)
    assert await trial.ended(thread(question)) == ACCEPTED
    await trial.slack.click(question, CONFIRM, user=ALICE)
    assert sent(trial) == ["UploadRevokeLetter"]


@pytest.mark.parametrize("text", [OLD, "yes", "old.example.com"])
async def test_words_are_no_button(trial: Trial, rows: Rows, text: str) -> None:
    question = await asked(trial)
    say = {"user": ALICE, "channel": CERTIFICATES, "thread_ts": thread(question)}
    await trial.slack.say(text=text, **say)
    await trial.slack.until(lambda: len(trial.said(thread(question))) == 2)
    assert "pick one above" in trial.said(thread(question))[1].text
    await rows.until(OLD, "asking")
    assert sent(trial) == []
    assert await confirmed(trial, question) == ACCEPTED


async def test_another_id_takes_the_letter_to_that_certificate(trial: Trial) -> None:
    question = await asked(trial)
    say = {"user": ALICE, "channel": CERTIFICATES, "thread_ts": thread(question)}
    await trial.slack.say(text=SHOP, **say)
    assert await trial.ended(thread(question)) == ACCEPTED
    assert [letter.certificate_id for letter in trial.tencent.letters] == [SHOP]
    assert sent(trial) == ["UploadConfirmLetter"]


async def test_a_yes_to_one_certificate_is_none_to_another(trial: Trial, rows: Rows) -> None:
    other = trial.tencent.certificates[OLD]
    trial.tencent.certificates["Oth3rOne"] = type(other)("Oth3rOne", "other.example.com", 12)
    question = await asked(trial)
    say = {"user": ALICE, "channel": CERTIFICATES, "thread_ts": thread(question)}
    await trial.slack.say(text="Oth3rOne", **say)
    await trial.slack.until(lambda: len(trial.said(thread(question))) == 2)
    await rows.until("Oth3rOne", "asking")
    await trial.slack.click(question, CONFIRM, user=ALICE)
    assert sent(trial) == []
    assert await confirmed(trial, trial.said(thread(question))[1]) == ACCEPTED
    assert [letter.certificate_id for letter in trial.tencent.letters] == ["Oth3rOne"]


# Forged clicks -----------------------------------------------------------------------------------


def forged(channel: str, ts: str, thread_ts: str, user: str = BOT_USER) -> Message:
    text = {"type": "plain_text", "text": "x"}
    button = {"type": "button", "action_id": CONFIRM, "value": OLD, "text": text}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    return Message(channel, ts, user, "", thread_ts, blocks)


async def test_a_button_that_this_question_does_not_have_confirms_nothing(
    trial: Trial, rows: Rows
) -> None:
    ts = await trial.drop("the confirmation letter", LETTER)
    await trial.question(ts)
    question = trial.said(ts)[0]
    await trial.slack.click(forged(CERTIFICATES, question.ts, ts), CONFIRM, user=ALICE)
    await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=OLD, thread_ts=ts)
    await trial.slack.until(lambda: len(trial.said(ts)) == 2)
    await rows.until(OLD, "asking")
    assert "cannot be undone" in trial.said(ts)[1].text
    assert sent(trial) == []


@pytest.mark.parametrize("where", ["another message", "another channel", "somebody's message"])
async def test_a_forged_yes_is_none(trial: Trial, rows: Rows, where: str) -> None:
    question = await asked(trial)
    message = {
        "another message": forged(CERTIFICATES, "1700000000.000100", thread(question)),
        "another channel": forged(RANDOM, question.ts, thread(question)),
        "somebody's message": forged(CERTIFICATES, question.ts, thread(question), ALICE),
    }[where]
    await trial.slack.click(message, CONFIRM, user=ALICE)
    await rows.until(OLD, "asking")
    assert sent(trial) == []


async def test_a_yes_to_another_certificate_is_none(trial: Trial, rows: Rows) -> None:
    question = await asked(trial)
    other = forged(CERTIFICATES, question.ts, thread(question))
    other.blocks[0]["elements"][0]["value"] = SHOP
    await trial.slack.click(other, CONFIRM, user=ALICE)
    await rows.until(OLD, "asking")
    assert sent(trial) == []
    assert await confirmed(trial, question) == ACCEPTED


# What changes meanwhile --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [(1, "has been issued already"), (10, "has been revoked"), (7, "has been cancelled")],
)
async def test_a_certificate_that_changed_meanwhile_is_not_revoked(
    trial: Trial, status: int, words: str
) -> None:
    question = await asked(trial)
    trial.tencent.certificates[OLD].status = status
    assert await confirmed(trial, question) == (NONE_NEEDED if status == 1 else REFUSED)
    assert words in trial.said(thread(question))[1].text
    assert sent(trial) == []


async def test_where_nobody_can_look_any_more_what_was_confirmed_holds(trial: Trial) -> None:
    question = await asked(trial)
    trial.tencent.allowed_actions.discard("DescribeCertificate")
    assert await confirmed(trial, question) == ACCEPTED
    assert sent(trial) == ["UploadRevokeLetter"]


async def test_a_lost_answer_is_settled_by_the_status(trial: Trial) -> None:
    trial.tencent.faults.add("UploadRevokeLetter", TencentFault(reset=True, applied=True))
    question = await asked(trial)
    assert await confirmed(trial, question) == ACCEPTED
    assert "no longer waiting for a revocation letter" in trial.said(thread(question))[1].text
    assert len(trial.tencent.letters) == 1


async def test_the_same_letter_while_it_is_being_revoked_gets_its_first_receipt(
    trial: Trial,
) -> None:
    assert await confirmed(trial, await asked(trial)) == ACCEPTED
    again = await trial.drop(f"for {OLD}", LETTER)
    assert trial.tencent.letters[0].request_id in await trial.answer(again)
    assert sent(trial) == ["UploadRevokeLetter"]


async def test_nobody_reads_of_an_upload_before_the_yes(tmp_path: Path) -> None:
    async with opened(tmp_path, pace=WITH_LINE) as trial:
        trial.slack.faults.add("download", Fault(delay=0.5))
        question = await asked(trial)
        await trial.slack.until(lambda: "cannot be undone" in trial.said(thread(question))[0].text)
        (line,) = trial.said(thread(question))
        assert "Checking" in str(line.edits)
        assert "Uploading" not in f"{line.text} {line.edits}"


async def test_what_is_no_letter_is_not_even_asked_about(trial: Trial) -> None:
    ts = await trial.drop(f"for {OLD}", Upload("revoke.docx", letters.word()))
    assert "is a Word document" in await trial.answer(ts)


async def test_a_question_that_nobody_answers_is_closed_after_a_week(
    trial: Trial, rows: Rows
) -> None:
    question = await asked(trial)

    async def is_written() -> bool:
        return any(job.data["question"]["ts"] for job in await rows.ledger.find(certificate=OLD))

    await until(is_written)
    trial.clock.forward(7 * DAY + 1)
    await rows.until(OLD, "done")
    assert "Nobody confirmed within 7 days" in now(trial, question).text
    assert sent(trial) == []


# What the CA makes of it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words", "mark"),
    [
        (10, "Certificate revoked", ACCEPTED),
        (1, "was not revoked: it is valid until 2027-11-04", REFUSED),
        (12, "The CA wants another revocation letter", REFUSED),
        (2, "Review failed", REFUSED),
    ],
    ids=["revoked", "issued as before", "sent back", "rejected"],
)
async def test_its_thread_hears_the_end(
    trial: Trial, rows: Rows, status: int, words: str, mark: str
) -> None:
    question = await asked(trial)
    await confirmed(trial, question)
    await rows.until(OLD, "watching")
    for each in (9, status):
        trial.tencent.certificates[OLD].status = each
        await swept(trial, rows)
    await rows.until(OLD, "done")
    told = trial.said(thread(question))[2].text
    assert words in told
    assert f"<@{ALICE}>" in told
    assert await trial.ended(thread(question)) == mark


# kill -9 -----------------------------------------------------------------------------------------


@asynccontextmanager
async def killed_bot(trial: Trial, folder: Path) -> AsyncIterator[None]:
    """A bot as a process of its own, which is killed at the end of the block."""
    box = sandbox.Sandbox(trial.slack, trial.tencent)
    async with bot_process(box.environment(folder), folder) as bot:
        assert await bot.brings_about(lambda: trial.slack.connections, within=60)
        yield
        bot.process.kill()
        await bot.process.wait()
        await trial.slack.until(lambda: not trial.slack.connections)


@asynccontextmanager
async def a_trial() -> AsyncIterator[Trial]:
    async with sandbox.running() as box:
        box.slack.retry_delays = (0.5, 1.0, 5.0)
        yield Trial(box.slack, box.tencent)


async def test_a_restart_before_the_yes_sends_nothing_and_the_button_still_works(
    tmp_path: Path,
) -> None:
    async with a_trial() as trial:
        async with killed_bot(trial, tmp_path):
            question = await asked(trial)
        async with connected(configured(trial, tmp_path)):
            await trial.slack.until(lambda: trial.slack.connections)
            assert sent(trial) == []
            assert await confirmed(trial, question) == ACCEPTED
        assert sent(trial) == ["UploadRevokeLetter"]


async def test_a_restart_after_the_yes_sends_it_once(tmp_path: Path) -> None:
    async with a_trial() as trial:
        async with killed_bot(trial, tmp_path):
            question = await asked(trial)
            trial.tencent.faults.add("UploadRevokeLetter", TencentFault(delay=0.8))
            await trial.slack.click(question, CONFIRM, user=ALICE)
            await trial.slack.until(lambda: trial.tencent.letters)
        async with connected(configured(trial, tmp_path)):
            assert await trial.ended(thread(question)) == ACCEPTED
        assert sent(trial) == ["UploadRevokeLetter"]
        assert len(trial.said(thread(question))) == 2
