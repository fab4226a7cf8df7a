"""kill -9 at any point of a letter's walk ends in exactly one upload and one result."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import sandbox
from bot.patience import CLAIM_HOLDS_FOR
from sandbox import letters
from sandbox.kept_bot import Bot
from sandbox.slack import CERTIFICATES, Fault, Slack, Upload
from sandbox.tencent import Fault as TencentFault
from tests.forkserver import bot_process
from tests.postgres import Postgres
from tests.running_bot import ACCEPTED, Trial, configured, connected

LETTER = Upload("letter.jpg", letters.jpg(30_000))
SLOW = 30.0  # seconds in which to kill; the faults are cleared then


@asynccontextmanager
async def a_bot(trial: Trial, folder: Path, **more: str) -> AsyncIterator[Bot]:
    box = sandbox.Sandbox(trial.slack, trial.tencent)
    async with bot_process(box.environment(folder) | more, folder) as bot:
        assert await bot.brings_about(lambda: trial.slack.connections, within=60)
        yield bot


@asynccontextmanager
async def started_again(trial: Trial, folder: Path) -> AsyncIterator[None]:
    """The bot on the same database, in this process: it is not to be killed any more."""
    async with connected(configured(trial, folder)):
        yield


@asynccontextmanager
async def a_trial() -> AsyncIterator[Trial]:
    async with sandbox.running() as box:
        box.slack.retry_delays = (0.5, 1.0, 5.0)
        yield Trial(box.slack, box.tencent)


async def killed(bot: Bot, slack: Slack, moment: Callable[[], object]) -> None:
    await slack.until(moment)
    bot.process.kill()
    await bot.process.wait()
    await slack.until(lambda: not slack.connections)


def during_the_download(trial: Trial) -> Callable[[], object]:
    trial.slack.faults.add("download", Fault(delay=SLOW))
    return lambda: trial.slack.downloads


def during_the_look_up(trial: Trial) -> Callable[[], object]:
    trial.tencent.faults.add("DescribeCertificate", TencentFault(delay=SLOW))
    return lambda: trial.tencent.calls


def before_tencent_has_applied_it(trial: Trial) -> Callable[[], object]:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(reset=True, delay=SLOW))
    return lambda: trial.tencent.calls


def after_tencent_has_applied_it(trial: Trial) -> Callable[[], object]:
    trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=SLOW))
    return lambda: trial.tencent.letters


def before_the_answer_is_posted(trial: Trial) -> Callable[[], object]:
    trial.slack.faults.add("chat.postMessage", Fault(reset=True, delay=SLOW))
    return lambda: called(trial, "chat.postMessage")


def after_the_answer_is_posted(trial: Trial) -> Callable[[], object]:
    trial.slack.faults.add("chat.postMessage", Fault(applied=True, delay=SLOW))
    return lambda: called(trial, "chat.postMessage")


def before_the_last_reaction(trial: Trial) -> Callable[[], object]:
    trial.slack.faults.add("reactions.add", Fault(delay=SLOW))
    return lambda: called(trial, "reactions.add")


def called(trial: Trial, method: str) -> bool:
    return any(call.method == method for call in trial.slack.calls)


@pytest.mark.parametrize(
    "moment",
    [
        during_the_look_up,
        during_the_download,
        before_tencent_has_applied_it,
        after_tencent_has_applied_it,
        before_the_answer_is_posted,
        after_the_answer_is_posted,
        before_the_last_reaction,
    ],
    ids=lambda moment: moment.__name__,
)
async def test_a_killed_bot_finishes_its_letter_after_the_restart(
    tmp_path: Path, moment: Callable[[Trial], Callable[[], object]]
) -> None:
    async with a_trial() as trial:
        when = moment(trial)
        async with a_bot(trial, tmp_path) as bot:
            ts = await trial.drop("for flSFd6Fh", LETTER)
            await killed(bot, trial.slack, when)
        trial.slack.faults.clear()
        trial.tencent.faults.clear()
        async with started_again(trial, tmp_path):
            assert await trial.ended(ts) == ACCEPTED
            assert len(trial.said(ts)) == 1
        assert [letter.content for letter in trial.tencent.letters] == [LETTER.content]


async def test_a_drop_while_the_bot_is_down_is_delivered_when_it_is_back(tmp_path: Path) -> None:
    async with a_trial() as trial:
        ts = await trial.drop("for flSFd6Fh", LETTER)
        async with started_again(trial, tmp_path):
            assert await trial.ended(ts) == ACCEPTED


async def test_a_drop_that_the_database_does_not_take_comes_again(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    async with a_trial() as trial:
        trial.slack.ack_deadline = 0.5
        config = configured(trial, tmp_path, DATABASE_URL=postgres_server.fresh())
        async with connected(config):
            await asyncio.to_thread(postgres_server.stop)
            ts = await trial.drop("for flSFd6Fh", LETTER)
            await trial.slack.until(lambda: {d.attempt for d in trial.slack.deliveries} >= {0, 1})
            await asyncio.to_thread(postgres_server.start)
            await trial.slack.until(lambda: trial.said(ts))
            assert await trial.ended(ts) == ACCEPTED
            assert len(trial.tencent.letters) == 1


async def test_a_bot_that_is_asked_to_stop_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    async with a_trial() as trial:
        trial.tencent.faults.add("UploadConfirmLetter", TencentFault(delay=30))
        async with a_bot(trial, tmp_path) as bot:
            ts = await trial.drop("for flSFd6Fh", LETTER)
            await trial.slack.until(lambda: trial.tencent.letters)
            stopped = asyncio.create_task(bot.stop())
            assert await bot.brings_about(lambda: "stopping" in bot.log.read_text(), within=60)
            trial.tencent.faults.clear()
            assert await stopped == 0
            assert len(trial.said(ts)) == 1


async def test_two_replicas_share_the_work_and_one_that_dies_is_replaced(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    database = {"DATABASE_URL": postgres_server.fresh()}
    async with a_trial() as trial:
        for n in range(6):
            trial.tencent.certificates[f"Double{n:02}"] = sandbox.tencent.Certificate(
                f"Double{n:02}", "shop.example.com"
            )
        (tmp_path / "one").mkdir()
        (tmp_path / "two").mkdir()
        async with (
            a_bot(trial, tmp_path / "one", **database) as one,
            a_bot(trial, tmp_path / "two", **database),
        ):
            await trial.slack.until(lambda: len(trial.slack.connections) == 2)
            drops = [
                await trial.drop(f"cert: Double{n:02}", Upload("l.jpg", letters.jpg(4_000 + n)))
                for n in range(6)
            ]
            await trial.slack.until(lambda: trial.tencent.letters)
            one.process.kill()
            await one.process.wait()
            await asyncio.to_thread(postgres_server.forward, CLAIM_HOLDS_FOR)
            ends = await asyncio.gather(*(ended_late(trial, ts) for ts in drops))
        assert ends == [ACCEPTED] * 6
        assert len(trial.tencent.letters) == 6
        assert [len(trial.said(ts)) for ts in drops] == [1] * 6


async def ended_late(trial: Trial, ts: str) -> str:
    """A dead replica's letters are taken up when its lease has lapsed."""
    await trial.slack.until(
        lambda: trial.slack.message(CERTIFICATES, ts).reactions.keys() == {ACCEPTED}, timeout=45
    )
    return ACCEPTED
