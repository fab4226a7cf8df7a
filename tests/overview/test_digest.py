"""The digest: at its time, once, and what is in it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

import sandbox
from bot.jobs.database import open_database
from bot.jobs.ledger import Ledger
from bot.schedule import Digest, is_cron
from bot.views.lists import MOST_IN_DIGEST, digest
from bot.views.words import Words
from sandbox.slack import ALICE, CERTIFICATES, RANDOM, Fault, Message
from sandbox.tencent import Fault as TencentFault
from sandbox.tencent import many_certificates
from tests.postgres import Postgres
from tests.running_bot import DAY, Trial, configured, connected, opened
from tests.views.samples import (
    BOTH,
    EN,
    HOSTILE,
    REVOKED,
    ZH,
    certificate,
    certificates,
    keep_slacks_limits,
    shown,
)

DAILY = "0 9 * * *"
HOUR = 3_600.0
LIST = "DescribeCertificates"

# When it is posted -------------------------------------------------------------------------------

Zone = Callable[[str], None]


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Put the process into a time zone."""

    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    ("zone", "cron", "after", "run"),
    [
        ("UTC", "0 9 * * 1-5", "2026-11-27T08:59:59+00:00", "2026-11-27T09:00:00+00:00"),
        ("UTC", "0 9 * * 1-5", "2026-11-27T09:00:00+00:00", "2026-11-30T09:00:00+00:00"),
        ("Asia/Shanghai", "0 9 * * 1-5", "2026-11-27T00:00:00+00:00", "2026-11-27T09:00:00+08:00"),
        ("Asia/Shanghai", "0 9 * * MON", "2026-11-27T00:00:00+00:00", "2026-11-30T09:00:00+08:00"),
        # Berlin has no 02:30 on this day, and has it twice on that.
        ("Europe/Berlin", "30 2 * * *", "2027-03-27T12:00:00+01:00", "2027-03-28T03:30:00+02:00"),
        ("Europe/Berlin", "30 2 * * *", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"),
        ("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("Europe/Berlin", "30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"),
        ("Europe/Berlin", "30 2 * * *", "2026-10-25T02:15:00+01:00", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_the_expression_is_read_in_the_servers_own_time(
    in_zone: Zone, zone: str, cron: str, after: str, run: str
) -> None:
    in_zone(zone)
    assert Digest(RANDOM, cron).next_run(moment(after)) == moment(run)


@given(
    st.sampled_from(["* * * * *", "*/7 * * * *", "0 9 * * 1-5", "30 2 * * *", "0 0 29 2 *"]),
    st.floats(1.8e9, 1.9e9),
)
def test_every_moment_lies_between_two_runs_that_follow_each_other(cron: str, at: float) -> None:
    schedule = Digest(RANDOM, cron)
    last, following = schedule.last_run(at), schedule.next_run(at)
    assert last <= at < following
    assert schedule.next_run(last) == following


@given(st.text() | st.from_regex(r"([0-9*/,L#W-]{1,4} ){4}[0-9*/,L#W-]{1,6}", fullmatch=True))
def test_whatever_an_operator_writes_is_a_schedule_or_none(text: str) -> None:
    assert not is_cron(text) or Digest(RANDOM, text).next_run(1.8e9) > 1.8e9


# What is in it -----------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("count", [1, MOST_IN_DIGEST, MOST_IN_DIGEST + 1, 5_000])
def test_however_much_waits_it_is_one_message_that_slack_takes(words: Words, count: int) -> None:
    waiting = [*certificates(count), REVOKED]
    keep_slacks_limits(digest(words, waiting))


@BOTH
def test_the_longest_names_and_hostile_ones_fit(words: Words) -> None:
    odd = certificate(domain="d" * 253, product_name=HOSTILE * 20, inserted=None)
    keep_slacks_limits(digest(words, [odd] * 60))


def test_it_says_what_waits_for_what_and_when_it_was_ordered_with_a_button_each() -> None:
    reply = digest(EN, [REVOKED, certificate("a91hoLqi")])
    assert shown(reply).splitlines() == [
        "*2 certificates are waiting for a letter*",
        "*Waiting for their confirmation letter*",
        "`a91hoLqi` · `shop.example.com`",
        "ordered <!date^1767225600^{date_short_pretty}|2026-01-01> · `SecureSite OV SSL`",
        "Hand in letter",
        "*Waiting for their revocation letter*",
        "`flSFd6Fh` · `shop.example.com`",
        "ordered <!date^1767225600^{date_short_pretty}|2026-01-01> · `SecureSite OV SSL`",
        "Hand in revocation letter",
    ]
    assert [row["accessory"]["value"] for row in reply.blocks if "accessory" in row] == [
        "a91hoLqi",
        "flSFd6Fh",
    ]


def test_what_one_message_cannot_take_is_counted() -> None:
    reply = digest(EN, certificates(MOST_IN_DIGEST + 14))
    assert shown(reply).endswith("14 more: `/letter pending`")
    assert f"id{MOST_IN_DIGEST - 1:06}" in shown(reply)
    assert f"id{MOST_IN_DIGEST:06}" not in shown(reply)


def test_it_speaks_chinese_where_the_operator_does() -> None:
    assert "1 个证书待上传确认函" in digest(ZH, [certificate()]).text


# At work -----------------------------------------------------------------------------------------


def variables(cron: str = DAILY, channel: str = RANDOM) -> dict[str, str]:
    return {"LETTERDROP_DIGEST_CHANNEL": channel, "LETTERDROP_DIGEST_CRON": cron}


def posted(trial: Trial, channel: str = RANDOM) -> list[Message]:
    return trial.slack.channel_messages(channel)


def asked(trial: Trial) -> list[str]:
    return [call.action for call in trial.tencent.calls]


def next_run(trial: Trial, cron: str = DAILY) -> float:
    return Digest(RANDOM, cron).next_run(trial.clock())


def to_next_run(trial: Trial, cron: str = DAILY) -> None:
    trial.clock.forward(next_run(trial, cron) - trial.clock())


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'letterdrop.db'}"


async def planned(url: str) -> float:
    """When the next list is due, as it stands in the ledger; 0: it does not stand there."""
    database = await open_database(url)
    rows = await Ledger(database, now=time.time).find(id="digest")
    await database.close()
    return float(rows[0].data.get("run", 0.0)) if rows else 0.0


async def until_planned(trial: Trial, where: Path | str, cron: str = DAILY) -> None:
    """Wait until the bot is done with what is past, and waits for the next run."""
    database = url(where) if isinstance(where, Path) else where
    await until(database, lambda: next_run(trial, cron))


async def until(database: str, run: Callable[[], float]) -> None:
    async with asyncio.timeout(60):
        while await planned(database) != run():  # noqa: ASYNC110 - the database tells, no event
            await asyncio.sleep(0.02)


async def test_the_list_is_posted_at_its_time_once_a_run(tmp_path: Path) -> None:
    async with opened(tmp_path, variables()) as trial:
        await until_planned(trial, tmp_path)
        assert posted(trial) == []
        for runs in (1, 2):
            to_next_run(trial)
            await until_planned(trial, tmp_path)
            assert len(posted(trial)) == runs
        text = shown({"blocks": posted(trial)[0].blocks})
        assert "4 certificates are waiting for a letter" in text
        assert all(each in text for each in ("flSFd6Fh", "a91hoLqi", "Eq4hcD10", "LqQxgqUe"))


async def test_its_button_opens_the_form(tmp_path: Path) -> None:
    async with opened(tmp_path, variables(channel=CERTIFICATES)) as trial:
        await until_planned(trial, tmp_path)
        to_next_run(trial)
        (message,) = await trial.slack.until(lambda: posted(trial, CERTIFICATES))
        await trial.slack.click(message, "open_form", user=ALICE)
        (form,) = await trial.slack.until(lambda: trial.slack.open_views)
        assert "Eq4hcD10" in str(form.blocks)


async def test_nothing_is_posted_when_nothing_waits(tmp_path: Path) -> None:
    async with opened(tmp_path, variables()) as trial:
        trial.tencent.certificates = many_certificates(20)
        await until_planned(trial, tmp_path)
        to_next_run(trial)
        await until_planned(trial, tmp_path)
        assert LIST in asked(trial)
        assert posted(trial) == []


async def test_a_key_that_may_not_list_is_told_to_the_operator_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path, variables()) as trial:
        trial.tencent.allowed_actions.remove(LIST)
        await until_planned(trial, tmp_path)
        to_next_run(trial)
        await until_planned(trial, tmp_path)
        assert posted(trial) == []
    assert [line for line in caplog.messages if line.startswith("no digest")] == [
        "no digest: the key may not list certificates (ssl:DescribeCertificates)"
    ]


async def test_a_list_that_does_not_come_now_is_asked_for_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path, variables()) as trial:
        trial.tencent.faults.add(
            LIST, TencentFault(code="AuthFailure.SecretIdNotFound"), times=None
        )
        await until_planned(trial, tmp_path)
        to_next_run(trial)
        await trial.slack.until(lambda: "Tencent Cloud does not tell which" in caplog.text)
        run = Digest(RANDOM, DAILY).last_run(trial.clock())
        assert await planned(url(tmp_path)) == run


async def test_where_the_bot_is_not_in_the_channel_the_next_run_comes_nevertheless(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path, variables()) as trial:
        trial.slack.faults.add("chat.postMessage", Fault(error="not_in_channel"))
        await until_planned(trial, tmp_path)
        for runs in (0, 1):
            to_next_run(trial)
            await until_planned(trial, tmp_path)
            assert len(posted(trial)) == runs
    assert f"no digest: Slack takes no message in {RANDOM} (not_in_channel)" in caplog.text


# Restarts ----------------------------------------------------------------------------------------


@asynccontextmanager
async def a_trial() -> AsyncIterator[Trial]:
    async with sandbox.running() as box:
        yield Trial(box.slack, box.tencent)


@asynccontextmanager
async def at_work(trial: Trial, folder: Path, **more: str) -> AsyncIterator[None]:
    async with connected(configured(trial, folder, **more), now=trial.clock) as bot:
        trial.clock.wake = bot.ledger.wake.set
        yield


@pytest.mark.parametrize(
    ("late", "lists"), [(0.9 * HOUR, 1), (1.1 * HOUR, 0), (7 * DAY + 3 * HOUR, 0)]
)
async def test_a_run_that_was_missed_is_posted_at_the_start_if_it_is_still_news(
    tmp_path: Path, late: float, lists: int
) -> None:
    async with a_trial() as trial:
        async with at_work(trial, tmp_path, **variables()):
            await until_planned(trial, tmp_path)
        to_next_run(trial)
        trial.clock.forward(late)
        async with at_work(trial, tmp_path, **variables()):
            await until_planned(trial, tmp_path)
        assert len(posted(trial)) == lists


async def test_of_many_runs_that_were_missed_the_last_one_is_posted(tmp_path: Path) -> None:
    quarterly = variables("*/15 * * * *")
    async with a_trial() as trial:
        async with at_work(trial, tmp_path, **quarterly):
            await until_planned(trial, tmp_path, "*/15 * * * *")
        trial.clock.forward(DAY)
        async with at_work(trial, tmp_path, **quarterly):
            await until_planned(trial, tmp_path, "*/15 * * * *")
        assert len(posted(trial)) == 1


async def test_a_post_whose_answer_got_lost_is_found_again(tmp_path: Path) -> None:
    cron = this_minute()
    async with a_trial() as trial:
        trial.clock.forward(-120)  # so that the run is now by Slack's clock, too
        trial.slack.faults.add("chat.postMessage", Fault(applied=True, reset=True))
        async with at_work(trial, tmp_path, **variables(cron)):
            await until_planned(trial, tmp_path, cron)
            to_next_run(trial, cron)
            await until_planned(trial, tmp_path, cron)
        assert len(posted(trial)) == 1


async def test_a_process_that_dies_after_the_post_leaves_one_list(tmp_path: Path) -> None:
    cron = this_minute()
    async with a_trial() as trial:
        trial.clock.forward(-120)
        async with at_work(trial, tmp_path, **variables(cron)):
            await until_planned(trial, tmp_path, cron)
            to_next_run(trial, cron)
            await until_planned(trial, tmp_path, cron)
        await as_if_never_written(tmp_path, Digest(RANDOM, cron))
        async with at_work(trial, tmp_path, **variables(cron)):
            await until_planned(trial, tmp_path, cron)
        assert len(posted(trial)) == 1


def this_minute() -> str:
    """A run in the minute that it is, and in no other for an hour."""
    return f"{time.localtime().tm_min} * * * *"


async def as_if_never_written(folder: Path, schedule: Digest) -> None:
    """Leave the row as a process leaves it that is killed after its post."""
    run = schedule.last_run(time.time())
    row = {"due": run + 30, "data": json.dumps({"cron": schedule.cron, "run": run})}
    leave = "UPDATE job SET claim = 'gone', tries = 1, due = :due, data = :data WHERE id = 'digest'"
    database = await open_database(url(folder))
    await database.run(lambda c: c.execute(sa.text(leave), row))
    await database.close()


async def test_a_new_time_counts_from_the_next_start_on(tmp_path: Path) -> None:
    async with a_trial() as trial:
        async with at_work(trial, tmp_path, **variables("0 9 1 1 *")):
            await until_planned(trial, tmp_path, "0 9 1 1 *")
        async with at_work(trial, tmp_path, **variables()):
            await until_planned(trial, tmp_path)
            to_next_run(trial)
            await until_planned(trial, tmp_path)
        assert len(posted(trial)) == 1


async def test_without_its_channel_the_digest_ends_and_with_it_it_comes_back(
    tmp_path: Path,
) -> None:
    async with a_trial() as trial:
        async with at_work(trial, tmp_path, **variables()):
            await until_planned(trial, tmp_path)
        async with at_work(trial, tmp_path):
            await trial.slack.until(lambda: trial.slack.connections)
            to_next_run(trial)
            await until(url(tmp_path), lambda: 0.0)
        async with at_work(trial, tmp_path, **variables()):
            await until_planned(trial, tmp_path)
        assert posted(trial) == []


async def test_several_processes_post_one_list(tmp_path: Path, postgres_server: Postgres) -> None:
    more = {"DATABASE_URL": postgres_server.fresh(), **variables()}
    async with (
        a_trial() as trial,
        at_work(trial, tmp_path, **more),
        at_work(trial, tmp_path, **more),
    ):
        trial.clock.forward_server = postgres_server.forward
        await until_planned(trial, more["DATABASE_URL"])
        to_next_run(trial)
        await until_planned(trial, more["DATABASE_URL"])
        assert len(posted(trial)) == 1
