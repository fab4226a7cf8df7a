"""After the letter: its thread hears, once, what the CA has decided."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import sandbox
from bot.letters.states import State
from bot.patience import SWEEP_AFTER_NEWS, SWEEP_EVERY
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
from sandbox.tencent import Certificate, many_certificates
from sandbox.tencent import Fault as TencentFault
from sandbox.tencent.ca import CA
from tests.forkserver import bot_process
from tests.jobs.ledger_rows import Rows, rows_of, swept, until, url_in
from tests.postgres import Postgres
from tests.running_bot import (
    ACCEPTED,
    DAY,
    IN_CONSOLE,
    NONE_NEEDED,
    REFUSED,
    Trial,
    configured,
    connected,
    opened,
)

LETTER = Upload("letter.jpg", letters.jpg(20_000))
BETTER = Upload("better.jpg", letters.jpg(21_000))
SHOP, REVOKED = "flSFd6Fh", "LqQxgqUe"
ISSUED = "tada"
LIST = "DescribeCertificates"


@dataclass(frozen=True)
class Lookout:
    """The trial, and what stands in the ledger."""

    trial: Trial
    rows: Rows

    async def watched(self, text: str = f"for {SHOP}", *files: Upload, **how: str) -> str:
        """Drop a letter and wait until its certificate is watched; the drop's ts."""
        ts = await self.trial.drop(text, *(files or [LETTER]), **how)
        channel = how.get("channel", CERTIFICATES)
        await self.trial.ended(ts, channel)
        await until(lambda: self.is_watched(ts))
        return ts

    async def is_watched(self, ts: str) -> bool:
        watched = await self.rows.ledger.find(state="watching")
        return any(job.data["drop"]["ts"] == ts and job.data["watch"]["until"] for job in watched)

    async def sweep(self, after: float = SWEEP_EVERY) -> None:
        """Let the time until the next sweep pass, and wait for its end."""
        await swept(self.trial, self.rows, after)

    async def decide(self, *decisions: Callable[[CA], None]) -> None:
        """Let the CA decide, a sweep after each decision."""
        for decide in decisions:
            decide(self.trial.tencent.ca)
            await self.sweep()

    async def ending(self, ts: str, channel: str = CERTIFICATES) -> Message:
        """Wait for the second message in the drop's thread."""
        await self.trial.slack.until(lambda: len(self.trial.said(ts, channel)) == 2)
        await until(self.nothing_to_tell)
        return self.trial.said(ts, channel)[1]

    async def nothing_to_tell(self) -> bool:
        return not await self.rows.ledger.find(state="telling")

    def marks(self, ts: str, channel: str = CERTIFICATES) -> list[str]:
        """The bot's reactions on a drop."""
        reactions = self.trial.slack.message(channel, ts).reactions
        return [name for name, people in reactions.items() if BOT_USER in people]

    def lists(self) -> int:
        """How often the account's certificates were listed."""
        return [call.action for call in self.trial.tencent.calls].count(LIST)


@asynccontextmanager
async def a_lookout(folder: Path, **variables: str) -> AsyncIterator[Lookout]:
    url = variables.get("DATABASE_URL", url_in(folder))
    async with opened(folder, variables) as trial, rows_of(url) as rows:
        yield Lookout(trial, rows)


@pytest.fixture
async def lookout(tmp_path: Path) -> AsyncIterator[Lookout]:
    async with a_lookout(tmp_path) as lookout:
        yield lookout


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def links(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["url"] for row in rows for element in row if "url" in element]


# What the thread hears ---------------------------------------------------------------------------


async def test_an_issued_certificate_is_told_once_with_its_validity(lookout: Lookout) -> None:
    ts = await lookout.watched()
    assert buttons(lookout.trial.said(ts)[0]) == ["open_console", "stop_watching"]
    await lookout.decide(lambda ca: ca.issue(SHOP))
    told = await lookout.ending(ts)
    shown = str(told.blocks)
    assert f"<@{ALICE}>" in told.text
    assert "Certificate issued" in told.text
    assert all(each in shown for each in (SHOP, "shop.example.com", "valid from <!date^"))
    assert links(told) == [f"https://console.cloud.tencent.com/ssl/detail/{SHOP}"]
    assert lookout.marks(ts) == [ISSUED]
    assert buttons(lookout.trial.said(ts)[0]) == ["open_console"]
    await lookout.sweep()
    assert len(lookout.trial.said(ts)) == 2
    slack = lookout.trial.slack
    history = await slack.command("/letter", "history", user=ALICE, channel=CERTIFICATES)
    assert f"{SHOP} · shop.example.com · 🎉 Certificate issued · RequestId" in history.text


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (
            lambda ca: ca.reject(SHOP),
            ("Review failed", "The CA did not approve the certificate's information"),
        ),
        (lambda ca: ca.reject(SHOP, "公章不清晰"), ("Review failed", "公章不清晰", "Correct")),
        (lambda ca: ca.send_back(SHOP), ("The CA wants another letter", "drop the new scan")),
        (lambda ca: ca.send_back(SHOP, "No seal"), ("another letter", "reason: No seal.")),
        (lambda ca: ca.send_back(SHOP, "CA-REVIEWING"), ("another letter",)),
        (lambda ca: ca.cancel(SHOP), ("Order cancelled", "apply for it again")),
        (lambda ca: ca.refund(SHOP), ("Order refunded",)),
        (lambda ca: ca.revoke(SHOP), ("Certificate revoked", "order it in the console")),
    ],
    ids=[
        "rejected",
        "with a reason",
        "sent back",
        "and why",
        "stage",
        "cancelled",
        "refunded",
        "revoked",
    ],
)
async def test_a_bad_end_is_told_with_what_to_do(
    lookout: Lookout, decision: Callable[[CA], None], words: tuple[str, ...]
) -> None:
    ts = await lookout.watched()
    await lookout.sweep()
    await lookout.decide(decision)
    told = await lookout.ending(ts)
    assert f"<@{ALICE}>" in told.text
    assert [each for each in words if each not in told.text] == []
    assert "CA-REVIEWING" not in told.text
    is_over = any(each in told.text for each in ("cancelled", "refunded", "been revoked"))
    assert lookout.marks(ts) == [NONE_NEEDED if is_over else REFUSED]


async def test_steps_on_the_way_are_not_told(lookout: Lookout) -> None:
    ts = await lookout.watched()
    for status in (4, 0, 11, 6, 99):
        lookout.trial.tencent.certificates[SHOP].status = status
        await lookout.sweep()
    assert len(lookout.trial.said(ts)) == 1
    await lookout.decide(lambda ca: ca.issue(SHOP))
    assert "Certificate issued" in (await lookout.ending(ts)).text


async def test_a_new_scan_in_the_thread_of_one_that_was_sent_back_needs_no_id(
    lookout: Lookout,
) -> None:
    ts = await lookout.watched()
    await lookout.sweep()
    await lookout.decide(lambda ca: ca.send_back(SHOP))
    await lookout.ending(ts)
    again = await lookout.watched("here it is", BETTER, thread_ts=ts)
    assert [letter.content for letter in lookout.trial.tencent.letters] == [
        LETTER.content,
        BETTER.content,
    ]
    await lookout.decide(lambda ca: ca.issue(SHOP))
    await lookout.trial.slack.until(lambda: len(lookout.trial.said(ts)) == 4)
    await until(lookout.nothing_to_tell)
    assert lookout.marks(again) == [ISSUED]
    assert lookout.marks(ts) == [REFUSED]


async def test_the_same_scan_goes_out_again_after_it_was_sent_back(lookout: Lookout) -> None:
    ts = await lookout.watched()
    await lookout.sweep()
    await lookout.decide(lambda ca: ca.send_back(SHOP, "we could not phone you"))
    await lookout.ending(ts)
    await lookout.watched()
    assert len(lookout.trial.tencent.letters) == 2


async def test_in_a_dm_it_is_the_same(lookout: Lookout) -> None:
    ts = await lookout.watched(channel=DM_ALICE)
    await lookout.sweep()
    await lookout.decide(lambda ca: ca.send_back(SHOP))
    assert "another letter" in (await lookout.ending(ts, DM_ALICE)).text
    lookout.trial.clock.forward(2 * DAY)
    await lookout.watched("here it is", BETTER, channel=DM_ALICE, thread_ts=ts)
    assert len(lookout.trial.tencent.letters) == 2


async def test_one_that_is_sent_back_between_two_sweeps_is_told_after_a_day(
    lookout: Lookout,
) -> None:
    ts = await lookout.watched()
    lookout.trial.tencent.ca.send_back(SHOP)
    await lookout.sweep()
    assert len(lookout.trial.said(ts)) == 1
    await lookout.sweep(DAY)
    assert "another letter" in (await lookout.ending(ts)).text


async def test_a_letter_brought_to_the_console_is_watched_all_the_same(lookout: Lookout) -> None:
    refused = TencentFault(code="FailedOperation.UploadConfirmCertificateNotSupport")
    lookout.trial.tencent.faults.add("UploadConfirmLetter", refused)
    ts = await lookout.watched()
    answer = lookout.trial.said(ts)[0].text
    steps = (
        "right kind and size",
        "Save the file",
        "Open in console",
        "Upload confirmation letter",
    )
    assert [answer.index(each) for each in steps] == sorted(map(answer.index, steps))
    assert "post the CA's decision here" in answer
    assert lookout.marks(ts) == [IN_CONSOLE]
    await lookout.sweep(2 * DAY)
    assert len(lookout.trial.said(ts)) == 1
    marks = lookout.trial.slack.message(CERTIFICATES, ts).reactions
    marks["x"] = marks.pop(IN_CONSOLE)  # as an older release has marked it
    lookout.trial.tencent.certificates[SHOP].status = 0  # somebody has been to the console
    await lookout.sweep()
    await lookout.decide(lambda ca: ca.issue(SHOP))
    assert "Certificate issued" in (await lookout.ending(ts)).text
    assert lookout.marks(ts) == [ISSUED]


async def test_it_is_told_in_the_posters_language(lookout: Lookout) -> None:
    ts = await lookout.watched(f"证书ID：{SHOP}", user=WANG_FANG)
    await lookout.decide(lambda ca: ca.issue(SHOP))
    told = (await lookout.ending(ts)).text
    assert f"<@{WANG_FANG}>" in told
    assert "证书已签发" in told


async def test_where_the_channel_takes_nothing_any_more_the_person_is_told(
    lookout: Lookout,
) -> None:
    ts = await lookout.watched()
    lookout.trial.slack.faults.add("chat.postMessage", Fault(error="is_archived"))
    await lookout.decide(lambda ca: ca.issue(SHOP))
    await lookout.rows.until(SHOP, "done")
    assert len(lookout.trial.said(ts)) == 1
    (told,) = lookout.trial.slack.channel_messages(DM_ALICE)
    assert "Certificate issued" in told.text


async def test_an_answer_that_only_the_person_gets_has_no_button_that_does_nothing(
    lookout: Lookout,
) -> None:
    lookout.trial.slack.faults.add("chat.postMessage", Fault(error="is_archived"))
    await lookout.trial.drop("for flSFd6Fh", LETTER)
    await lookout.rows.until(SHOP, "watching")
    (told,) = lookout.trial.slack.channel_messages(DM_ALICE)
    assert "has received" in told.text
    assert buttons(told) == ["open_console"]


# How long, and for whom --------------------------------------------------------------------------


async def test_of_two_letters_for_one_certificate_the_newer_one_hears_the_end(
    lookout: Lookout,
) -> None:
    older = await lookout.watched()
    lookout.trial.tencent.ca.send_back(SHOP)
    newer = await lookout.watched(f"for {SHOP}", BETTER)
    await lookout.decide(lambda ca: ca.issue(SHOP))
    await lookout.ending(newer)
    await lookout.rows.until(SHOP, "done", "done")
    assert len(lookout.trial.said(older)) == 1
    assert buttons(lookout.trial.said(older)[0]) == ["open_console"]


async def test_the_button_ends_the_watching(lookout: Lookout) -> None:
    ts = await lookout.watched()
    answer, lists = lookout.trial.said(ts)[0], lookout.lists()
    await lookout.trial.slack.click(answer, "stop_watching", user=WANG_FANG)
    await lookout.rows.until(SHOP, "done")
    assert buttons(lookout.trial.said(ts)[0]) == ["open_console"]
    assert "post the CA's decision" not in lookout.trial.said(ts)[0].text
    lookout.trial.tencent.ca.issue(SHOP)
    await lookout.sweep()
    assert len(lookout.trial.said(ts)) == 1
    assert lookout.lists() == lists


async def test_a_click_on_a_button_of_the_past_is_told_to_the_one_who_clicked(
    lookout: Lookout,
) -> None:
    ts = await lookout.watched()
    lookout.trial.slack.faults.add("chat.update", Fault(error="edit_window_closed"), times=None)
    for _ in range(2):
        await lookout.trial.slack.click(lookout.trial.said(ts)[0], "stop_watching", user=ALICE)
        await lookout.rows.until(SHOP, "done")
    await lookout.trial.slack.until(lambda: lookout.trial.slack.ephemerals)
    (told,) = lookout.trial.slack.ephemerals
    assert told.text == "I no longer follow this certificate."


async def test_a_guest_cannot_end_the_watching(lookout: Lookout) -> None:
    ts = await lookout.watched()
    await lookout.trial.slack.click(lookout.trial.said(ts)[0], "stop_watching", user=GUEST)
    await lookout.trial.slack.until(lambda: lookout.trial.slack.ephemerals)
    assert await lookout.rows.states(SHOP) == ["watching"]
    await lookout.decide(lambda ca: ca.issue(SHOP))
    assert "Certificate issued" in (await lookout.ending(ts)).text


async def test_after_sixty_days_one_line_ends_it(lookout: Lookout) -> None:
    ts = await lookout.watched()
    for days in (59, 2):
        assert len(lookout.trial.said(ts)) == 1
        await lookout.sweep(days * DAY)
    told = await lookout.ending(ts)
    assert "60 days after the upload of letter.jpg" in told.text
    assert lookout.marks(ts) == [ACCEPTED]
    assert await lookout.rows.states(SHOP) == ["done"]


async def test_each_of_several_letters_hears_its_end_and_the_reaction_waits_for_the_last(
    lookout: Lookout,
) -> None:
    files = [
        Upload(f"{each}.jpg", letters.jpg(4_000 + n)) for n, each in enumerate((SHOP, "Eq4hcD10"))
    ]
    ts = await lookout.trial.drop(f"certs {SHOP} and Eq4hcD10", *files)
    assert await lookout.trial.ended(ts) == ACCEPTED
    for certificate in (SHOP, "Eq4hcD10"):
        await lookout.rows.until(certificate, "watching")
    await lookout.decide(lambda ca: ca.issue(SHOP))
    await lookout.rows.until(SHOP, "done")
    assert lookout.marks(ts) == [ACCEPTED]
    await lookout.decide(lambda ca: ca.issue("Eq4hcD10"))
    await lookout.trial.slack.until(lambda: lookout.marks(ts) == [ISSUED])
    assert sum("Certificate issued" in each.text for each in lookout.trial.said(ts)) == 2


async def test_nothing_is_promised_where_the_key_may_not_list(lookout: Lookout) -> None:
    denied = TencentFault(code="AuthFailure.UnauthorizedOperation")
    lookout.trial.tencent.faults.add(LIST, denied, times=None)
    ts = await lookout.trial.drop("for flSFd6Fh", BETTER)
    told = await lookout.trial.answer(ts)
    assert "has received" in told
    assert "post the CA's decision" not in told


# The sweep ---------------------------------------------------------------------------------------


async def test_where_nothing_is_watched_nothing_is_asked(lookout: Lookout) -> None:
    await lookout.sweep()
    await lookout.sweep()
    assert lookout.lists() == 0


async def test_one_sweep_of_whole_pages_is_for_all_letters(lookout: Lookout) -> None:
    lookout.trial.tencent.certificates |= many_certificates(2_100)
    for certificate in (SHOP, "Eq4hcD10"):
        await lookout.watched(f"for {certificate}")
    before = lookout.lists()
    await lookout.sweep()
    assert lookout.lists() - before == 3


async def test_it_looks_every_five_minutes_for_an_hour_and_then_every_fifteen(
    lookout: Lookout,
) -> None:
    await lookout.watched()
    lookout.trial.tencent.certificates[SHOP].status = 8  # no news, so that no row changes
    before = lookout.lists()
    for sweeps in range(1, 13):
        await lookout.sweep(SWEEP_AFTER_NEWS)
        assert lookout.lists() - before == sweeps
    lookout.trial.clock.forward(SWEEP_AFTER_NEWS + 1)
    await lookout.trial.ended(await lookout.trial.drop("for FxG06njc", BETTER))
    assert lookout.lists() - before == 12
    await lookout.sweep(SWEEP_EVERY - SWEEP_AFTER_NEWS)
    assert lookout.lists() - before == 13


@pytest.mark.parametrize(
    "fault",
    [TencentFault(deny=True), TencentFault(code="AuthFailure.SecretIdNotFound")],
    ids=["not permitted", "key unknown"],
)
async def test_a_list_that_does_not_come_is_logged_and_asked_for_later(
    lookout: Lookout, fault: TencentFault, caplog: pytest.LogCaptureFixture
) -> None:
    ts = await lookout.watched()
    lookout.trial.tencent.faults.add(LIST, fault)
    lookout.trial.tencent.ca.issue(SHOP)
    await lookout.sweep()
    assert "the watched certificates cannot be read now" in caplog.text
    assert len(lookout.trial.said(ts)) == 1
    await lookout.sweep()
    assert "Certificate issued" in (await lookout.ending(ts)).text


async def test_nothing_is_promised_where_the_key_is_known_not_to_list(lookout: Lookout) -> None:
    lookout.trial.tencent.allowed_actions.discard(LIST)
    asked = await lookout.trial.drop("the confirmation letter", LETTER)
    await lookout.trial.question(asked)
    ts = await lookout.watched(f"for {SHOP}", BETTER)
    answer = lookout.trial.said(ts)[0]
    assert "post the CA's decision" not in answer.text
    assert buttons(answer) == ["open_console"]


async def test_watched_without_a_look_before_the_upload_is_told_too(lookout: Lookout) -> None:
    lookout.trial.tencent.allowed_actions.discard("DescribeCertificate")
    ts = await lookout.watched()
    lookout.trial.tencent.certificates[SHOP].status = 8  # Tencent has not taken note yet
    await lookout.sweep()
    lookout.trial.tencent.certificates[SHOP].status = 0
    await lookout.sweep()
    assert len(lookout.trial.said(ts)) == 1
    await lookout.decide(lambda ca: ca.issue(SHOP))
    assert "Certificate issued" in (await lookout.ending(ts)).text


async def test_tidying_up_keeps_what_is_watched(tmp_path: Path) -> None:
    async with a_lookout(tmp_path, LETTERDROP_HISTORY_DAYS="1") as lookout:
        ts = await lookout.watched()
        for _ in range(5):
            await lookout.sweep(DAY)
        await lookout.decide(lambda ca: ca.issue(SHOP))
        assert "Certificate issued" in (await lookout.ending(ts)).text


# Restarts and replicas ---------------------------------------------------------------------------


@asynccontextmanager
async def a_trial() -> AsyncIterator[Trial]:
    async with sandbox.running() as box:
        yield Trial(box.slack, box.tencent)


@asynccontextmanager
async def at_work(trial: Trial, folder: Path, **more: str) -> AsyncIterator[Lookout]:
    config = configured(trial, folder, **more)
    async with (
        connected(config, now=trial.clock) as bot,
        rows_of(more.get("DATABASE_URL", url_in(folder))) as rows,
    ):
        trial.clock.wake = bot.ledger.wake.set
        yield Lookout(trial, rows)


async def test_a_restart_forgets_nothing_and_tells_nothing_twice(tmp_path: Path) -> None:
    async with a_trial() as trial:
        async with at_work(trial, tmp_path) as lookout:
            ts = await lookout.watched()
        trial.tencent.ca.issue(SHOP)
        for _ in range(2):
            async with at_work(trial, tmp_path) as lookout:
                await lookout.sweep()
                await lookout.ending(ts)
        assert len(trial.said(ts)) == 2


async def test_a_bot_killed_while_it_tells_the_end_has_told_it_once(tmp_path: Path) -> None:
    async with a_trial() as trial:
        async with at_work(trial, tmp_path) as lookout:
            ts = await lookout.watched()
        trial.tencent.ca.issue(SHOP)
        await due_now(tmp_path)
        trial.slack.faults.add("chat.postMessage", Fault(applied=True, delay=0.8))
        box = sandbox.Sandbox(trial.slack, trial.tencent)
        async with bot_process(box.environment(tmp_path), tmp_path) as bot:
            await trial.slack.until(lambda: len(trial.said(ts)) == 2)
            bot.process.kill()
            await bot.process.wait()
        async with at_work(trial, tmp_path) as lookout:
            await lookout.rows.until(SHOP, "done")
            assert len(trial.said(ts)) == 2
            assert lookout.marks(ts) == [ISSUED]


async def due_now(folder: Path) -> None:
    """Let the next sweep come at once, as the signal SIGUSR1 does."""
    async with rows_of(url_in(folder)) as rows:
        await rows.ledger.hasten(State.SWEEPING, 0.0)


async def test_two_replicas_tell_it_once(tmp_path: Path, postgres_server: Postgres) -> None:
    more = {"DATABASE_URL": postgres_server.fresh()}
    async with (
        a_trial() as trial,
        at_work(trial, tmp_path, **more),
        at_work(trial, tmp_path, **more) as lookout,
    ):
        trial.clock.forward_server = postgres_server.forward
        drops = []
        for n in range(6):
            certificate = f"Double{n:02}"
            trial.tencent.certificates[certificate] = Certificate(certificate, "a.example.com")
            letter = Upload("l.jpg", letters.jpg(3_000 + n))
            drops.append(await lookout.watched(f"cert: {certificate}", letter))
        for n in range(6):
            trial.tencent.ca.issue(f"Double{n:02}")
        await lookout.sweep()
        for ts in drops:
            await lookout.ending(ts)
        await asyncio.sleep(0)
        assert [len(trial.said(ts)) for ts in drops] == [2] * 6
