"""Who does literally what a reply says comes to ✅: drops into its thread, or replies to it."""

import re
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest

from bot.tencent.error_codes import TABLE
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, DM_ALICE, Upload
from sandbox.slack import Fault as SlackFault
from sandbox.tencent import Fault
from tests.letters.questions import ISSUED, PAY, SHOP, WILDCARD, arrived
from tests.running_bot import ACCEPTED, REFUSED, Trial, opened

UPLOAD = "UploadConfirmLetter"
WORD = Upload("letter.docx", letters.word())
CHANNEL_AND_DM = pytest.mark.parametrize("channel", [CERTIFICATES, DM_ALICE])
_sizes = count(20_000)


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    async with opened(tmp_path) as trial:
        yield trial


def scan() -> Upload:
    """A letter that will do, unlike all others."""
    size = next(_sizes)
    return Upload(f"scan{size}.jpg", letters.jpg(size))


async def dropped(trial: Trial, channel: str, text: str, file: Upload, thread: str = "") -> str:
    """Drop a file and wait for its end; the message's ts."""
    ts = await trial.drop(text, file, channel=channel, thread_ts=thread or None)
    await trial.ended(ts, channel)
    return ts


async def replied(trial: Trial, channel: str, thread: str, text: str) -> None:
    """Reply with an ID, and wait until the thread's own letter is uploaded."""
    await trial.slack.say(user=ALICE, channel=channel, text=text, thread_ts=thread)
    await trial.slack.until(lambda: trial.mark(thread, channel) == ACCEPTED)


def advice(trial: Trial, ts: str, channel: str = CERTIFICATES) -> str:
    """The last thing that the bot has said in the thread."""
    return trial.said(ts, channel)[-1].text


async def follow(trial: Trial, ts: str, channel: str) -> list[str]:
    """Do everything that the last reply names, each as it says; what was done."""
    said, done = advice(trial, ts, channel), []
    if re.search(r"[Rr]eply (here )?with", said):
        await replied(trial, channel, ts, PAY)
        done.append("reply")
    if "into this thread" in said:
        again = await dropped(trial, channel, "", scan(), ts)
        assert trial.mark(again, channel) == ACCEPTED, advice(trial, ts, channel)
        done.append("drop")
    elif re.search(r"drop .*here with the (certificate )?ID", said):
        again = await dropped(trial, channel, SHOP, scan(), ts)
        assert trial.mark(again, channel) == ACCEPTED, advice(trial, ts, channel)
        done.append("drop with ID")
    return done


def refusing(code: str) -> Callable[[Trial], None]:
    return lambda trial: trial.tencent.faults.add(UPLOAD, Fault(code=code), times=None)


def standing(status: int) -> Callable[[Trial], None]:
    def so(trial: Trial) -> None:
        trial.tencent.certificates[SHOP].status = status

    return so


def failing(fault: SlackFault) -> Callable[[Trial], None]:
    return lambda trial: trial.slack.faults.add("download", fault, times=None)


TO_SUPPORT = {"request-malformed", "operation-failed", "unknown-refusal", "not-accepted"}
NOTHING_TO_DROP = {"console-only"}
REFUSALS = {kind: codes[0] for _, kind, codes in TABLE if codes}
PROVOKED: dict[str, tuple[Callable[[Trial], None], Upload | None]] = {
    **{kind: (refusing(code), None) for kind, code in REFUSALS.items()},
    **{f"status {each}": (standing(each), None) for each in (1, 2, 3, 4, 5, 6, 7, 10, 11, 13, 14)},
    "no connection": (lambda t: t.tencent.faults.add(UPLOAD, Fault(reset=True), 8), None),
    "a web page for the file": (failing(SlackFault(html=True)), None),
    "half a file": (failing(SlackFault(body="short")), None),
    "no letter": (lambda _: None, WORD),
    "an empty file": (lambda _: None, Upload("letter.pdf", b"")),
    "a broken file": (lambda _: None, Upload("letter.jpg", letters.jpg(20_000)[:9_000])),
}


@pytest.mark.parametrize(
    ("channel", "names"),
    [
        (CERTIFICATES, tuple(PROVOKED)),
        (DM_ALICE, ("certificate-not-found", "no-letter-for-dv", "clock-wrong", "no letter")),
    ],
)
async def test_each_next_step_that_names_this_thread_works_as_it_is_said(
    trial: Trial, channel: str, names: tuple[str, ...]
) -> None:
    usual = {each: trial.tencent.certificates[each].status for each in (SHOP, PAY)}
    for name in names:
        provoke, file = PROVOKED[name]
        for certificate_id, status in usual.items():
            trial.tencent.certificates[certificate_id].status = status
        provoke(trial)
        ts = await dropped(trial, channel, f"for {SHOP}", file or scan())
        assert trial.mark(ts, channel) != ACCEPTED, name
        trial.tencent.faults.clear()
        trial.slack.faults.clear()
        trial.tencent.certificates[SHOP].status = usual[SHOP]
        try:
            done = await follow(trial, ts, channel)
        except BaseException as error:
            error.add_note(f"{name}: {advice(trial, ts, channel)}")
            raise
        assert done or name in TO_SUPPORT | NOTHING_TO_DROP, advice(trial, ts, channel)


async def test_what_is_the_operators_to_mend_is_told_by_the_log_with_the_variable(
    trial: Trial, caplog: pytest.LogCaptureFixture
) -> None:
    refusing("AuthFailure.SecretIdNotFound")(trial)
    ts = await dropped(trial, CERTIFICATES, f"for {SHOP}", scan())
    told = "secret-id-unknown: check TENCENTCLOUD_SECRET_ID and"
    await trial.slack.until(lambda: told in caplog.text)
    assert "TENCENTCLOUD" not in advice(trial, ts)
    assert trial.tencent.secret_id not in caplog.text


# Several letters side by side --------------------------------------------------------------------


@CHANNEL_AND_DM
async def test_a_letter_in_the_thread_of_a_refused_one_is_for_that_ones_certificate(
    trial: Trial, channel: str
) -> None:
    first = await dropped(trial, channel, f"for {SHOP}", WORD)
    second = await dropped(trial, channel, f"for {PAY}", WORD)
    await dropped(trial, channel, "", scan(), first)
    assert arrived(trial) == [SHOP]
    await dropped(trial, channel, "", scan(), second)
    assert arrived(trial) == [SHOP, PAY]


@CHANNEL_AND_DM
async def test_a_refused_letter_still_wants_its_better_version_after_others_of_its_thread(
    trial: Trial, channel: str
) -> None:
    thread = await dropped(trial, channel, f"for {ISSUED}", WORD)
    await trial.slack.say(user=ALICE, channel=channel, text=SHOP, thread_ts=thread)
    await trial.slack.until(lambda: "Word" in advice(trial, thread, channel))
    assert "into this thread; no ID needed" in advice(trial, thread, channel)
    await dropped(trial, channel, f"for {PAY}", scan(), thread)
    await dropped(trial, channel, "", scan(), thread)
    assert arrived(trial) == [PAY, SHOP]


@CHANNEL_AND_DM
async def test_the_right_id_counts_even_if_an_older_letter_was_for_it(
    trial: Trial, channel: str
) -> None:
    """In its thread, or in that of another one; and an hour later as well."""
    thread = await dropped(trial, channel, f"for {SHOP}", WORD)
    for later, within in ((0, thread), (3_600, "")):
        wrong = await dropped(trial, channel, f"for {ISSUED}", scan(), within)
        trial.tencent.certificates[SHOP].status = 8
        trial.clock.forward(later)
        await trial.slack.say(user=ALICE, channel=channel, text=SHOP, thread_ts=within or wrong)
        await trial.slack.until(lambda wrong=wrong: trial.mark(wrong, channel) == ACCEPTED)
    assert arrived(trial) == [SHOP, SHOP]
    assert trial.mark(thread, channel) == REFUSED


async def test_what_was_named_after_a_refusal_counts_before_it(trial: Trial) -> None:
    refused = await dropped(trial, DM_ALICE, f"for {SHOP}", WORD)
    await trial.slack.say(user=ALICE, channel=DM_ALICE, text=PAY)
    invited = "Drop the letter for certificate a91hoLqi"
    messages = trial.slack.channel_messages
    await trial.slack.until(
        lambda: any(each.text.startswith(invited) for each in messages(DM_ALICE))
    )
    await dropped(trial, DM_ALICE, "", scan())
    assert arrived(trial) == [PAY]
    await trial.slack.say(
        user=ALICE, channel=DM_ALICE, text=f"the letter for {WILDCARD}", thread_ts=refused
    )
    await dropped(trial, DM_ALICE, "", scan(), refused)
    assert arrived(trial) == [PAY, WILDCARD]
