"""The ledger, on SQLite and PostgreSQL: nothing lost, nothing done by two at once."""

import asyncio
import math
import random
import re
import sqlite3
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import psycopg
import pytest
import sqlalchemy as sa

from bot import patience
from bot.acting import before_acting
from bot.jobs import workers
from bot.jobs.database import DatabaseInUse, NotStorable, open_database, owned
from bot.jobs.ledger import Claim, Hold, Job, Later, Ledger, LostClaim, Next
from bot.jobs.workers import Handler, Workers
from bot.patience import QUEUE_LOOK_AT_MOST_EVERY
from tests.forkserver import Child, ran, start
from tests.postgres import Postgres

JOBS_AT_ONCE = 8


@asynccontextmanager
async def opened(url: str, now: Callable[[], float] = time.time) -> AsyncIterator[Ledger]:
    database = await open_database(url)
    try:
        yield Ledger(database, now=now)
    finally:
        await database.close()


@asynccontextmanager
async def worked(ledger: Ledger, **handlers: Handler) -> AsyncIterator[None]:
    workers = Workers(ledger, handlers)
    workers.first_pause = 0.05
    loop = asyncio.create_task(workers.run())
    try:
        yield
    finally:
        workers.stop()
        await loop


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(50):  # less than the minute by which clocks differ below
        while not await condition():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)


async def state_of(ledger: Ledger, job_id: str) -> str:
    (job,) = await ledger.find(id=job_id)
    return job.state


async def end(job: Job) -> Next:
    return Next("done", job.data, wait=None)


async def test_the_same_drop_is_one_job(database_url: str) -> None:
    async with opened(database_url) as ledger:
        assert await ledger.add("a", "received", {"n": 1})
        assert not await ledger.add("a", "received", {"n": 2})
        (job,) = await ledger.find(id="a")
        assert job.data == {"n": 1}


async def test_a_job_walks_through_its_states_and_keeps_what_each_wrote(database_url: str) -> None:
    async def received(job: Job) -> Next:
        return Next("sending", {**job.data, "seen": True}, certificate="flSFd6Fh")

    async def sending(job: Job) -> Next:
        return Next("done", job.data, wait=None, certificate=job.certificate)

    async with opened(database_url) as ledger, worked(ledger, received=received, sending=sending):
        await ledger.add("a", "received", {"n": 1})
        await until(lambda: _is(ledger, "a", "done"))
        (job,) = await ledger.find(certificate="flSFd6Fh")
        assert job.data == {"n": 1, "seen": True}


async def _is(ledger: Ledger, job_id: str, state: str) -> bool:
    return await state_of(ledger, job_id) == state


async def test_a_step_that_fails_is_run_again_and_knows_it(database_url: str) -> None:
    tries: list[int] = []

    async def received(job: Job) -> Next:
        tries.append(job.tries)
        if job.tries == 1:
            raise RuntimeError
        return await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=received):
        await ledger.add("a", "received", {})
        await until(lambda: _is(ledger, "a", "done"))
        assert tries == [1, 2]


async def test_a_slow_job_does_not_keep_others_waiting(database_url: str) -> None:
    slow_one_may_end = asyncio.Event()

    async def received(job: Job) -> Next:
        await (slow_one_may_end.wait() if job.id == "slow" else asyncio.sleep(0.05))
        return await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=received):
        names = [*(f"job-{n}" for n in range(JOBS_AT_ONCE - 1)), "slow", "late-1", "late-2"]
        for name in names:
            await ledger.add(name, "received", {})
        await until(lambda: _all_done(ledger, JOBS_AT_ONCE + 1))
        assert await state_of(ledger, "slow") == "received"
        slow_one_may_end.set()


async def test_a_clock_that_jumps_does_not_start_a_job_in_hand_again(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    jump, runs, may_end = 0.0, 0, asyncio.Event()

    async def received(job: Job) -> Next:
        nonlocal runs
        runs += 1
        await may_end.wait()
        return await end(job)

    async with (
        opened(database_url, lambda: time.time() + jump) as ledger,
        worked(ledger, received=received),
    ):
        await ledger.add("a", "received", {})
        await until(lambda: _claimed(ledger))
        jump = 3600.0
        if ledger.database.is_shared:
            request.getfixturevalue("postgres_server").forward(jump)
        ledger.wake.set()
        await asyncio.sleep(0.1)
        may_end.set()
        await until(lambda: _is(ledger, "a", "done"))
    assert runs == 1


async def _claimed(ledger: Ledger) -> bool:
    return await execute(ledger, "SELECT 1 FROM job WHERE claim IS NOT NULL") != []


async def test_what_is_no_json_does_not_stop_the_others(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def received(job: Job) -> Next:
        return Next("done", {"odd": object()}, wait=None) if job.id == "odd" else await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=received):
        await ledger.add("odd", "received", {})
        await ledger.add("fine", "received", {})
        await until(lambda: _is(ledger, "fine", "done"))
        await until(lambda: _mentioned(caplog, "job odd failed in state received"))


async def _mentioned(caplog: pytest.LogCaptureFixture, words: str, times: int = 1) -> bool:
    return caplog.text.count(words) >= times


async def test_a_state_of_another_release_is_claimed_by_that_one_alone(database_url: str) -> None:
    async with opened(database_url) as ledger:
        await ledger.add("new", "of a newer release", {})
        async with worked(ledger, received=end):
            await ledger.add("a", "received", {})
            await until(lambda: _is(ledger, "a", "done"))
            (waiting,) = await ledger.find(id="new")
            assert (waiting.state, waiting.tries) == ("of a newer release", 0)
            _, pause = await ledger.claim(1, [], ["received"])
            assert pause == math.inf, "nobody is kept busy by it"
        async with worked(ledger, **{"of a newer release": end}):
            await until(lambda: _is(ledger, "new", "done"))


async def test_a_row_that_is_no_json_stops_nobody(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'letterdrop.db'}") as ledger:
        await ledger.add("torn", "received", {}, thread="C1:1.0")
        await ledger.add("a", "received", {}, thread="C1:1.0")
        await execute(ledger, """UPDATE job SET data = '{"n": ' WHERE id = 'torn'""")
        assert [job.data for job in await ledger.find(thread="C1:1.0")] == [{}, {}]
        async with worked(ledger, received=end):
            await until(lambda: _is(ledger, "a", "done"))


ODD_TEXTS = {"nul": "a\0b", "half": "a\ud83d", "whole": "a\U0001f600", "like": "\\u0000"}
STORED = {"nul": "ab", "half": "a?", "whole": "a\U0001f600", "like": "\\u0000"}


async def test_what_no_database_can_hold_is_left_out_of_a_row(database_url: str) -> None:
    data = {**ODD_TEXTS, "list": [{"k\0": "\0"}]}
    async with opened(database_url) as ledger:
        assert await ledger.add("a\0", "received", data, thread="C1\ud800:1.0")
        (job,) = await ledger.find(thread="C1\ud800:1.0")
        assert (job.id, job.thread) == ("a", "C1?:1.0")
        assert job.data == {**STORED, "list": [{"k": ""}]}
        assert not await ledger.add("a\0", "received", data)


HOSTILE_TEXTS = (
    *("it's", "back\\", "\\'; DROP TABLE job; --", "'; COMMIT; DROP TABLE job; --", '"q", {a,b}'),
    *("%s %(id)s %%", "$1 :id ?", "证书 \U0001f600\u2028"),
)


async def test_what_strangers_write_is_never_read_as_sql(database_url: str) -> None:
    async with opened(database_url) as ledger:
        for each in HOSTILE_TEXTS:
            assert await ledger.add(each, "received", {each: each}, thread=each)
            for marks in ({"id": each}, {"ids": [each]}, {"thread": each, "since": 0.0}):
                (job,) = await ledger.find(**marks)
                assert (job.id, job.thread, job.data) == (each, each, {each: each})
        assert len(await ledger.find()) == len(HOSTILE_TEXTS)


async def test_what_the_database_refuses_for_good_is_no_trouble_that_passes(
    postgres_server: Postgres,
) -> None:
    async with opened(postgres_server.fresh()) as ledger:
        with pytest.raises(NotStorable, match="out of range"):
            await execute(ledger, "SELECT 1e300::integer")


async def test_trouble_that_passes_is_one_line_in_the_log(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def received(job: Job) -> Next:
        if job.tries == 1:
            raise Later("Slack is busy")
        return await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=received):
        await ledger.add("a", "received", {})
        await until(lambda: _is(ledger, "a", "done"))
    (line,) = [each for each in caplog.records if "Slack is busy" in each.getMessage()]
    assert line.exc_info is None


async def test_what_was_put_off_counts_as_one_try_and_the_next_one_looks_before_it_acts(
    database_url: str,
) -> None:
    runs: list[tuple[int, int]] = []

    async def received(job: Job) -> Next:
        runs.append((job.tries, job.put_off))
        if len(runs) in (1, 2, 3, 5):
            raise Later("Slack is busy")
        if len(runs) in (4, 6):
            raise RuntimeError
        return await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=received):
        await ledger.add("a", "received", {})
        await until(lambda: _is(ledger, "a", "done"))
    assert runs == [(1, 0), (2, 1), (2, 2), (2, 3), (3, 0), (3, 1), (4, 0)]


async def test_of_a_burst_about_so_many_jobs_are_worked_on_at_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "MOST_IN_HAND", JOBS_AT_ONCE)
    monkeypatch.setattr(workers, "CLAIMED_AT_ONCE", 3)
    at_once, most = 0, 0

    async def received(job: Job) -> Next:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.02)
        at_once -= 1
        return await end(job)

    async with opened(database_url) as ledger:
        for n in range(20):
            await ledger.add(f"waiting-{n}", "received", {})
        await _burst(ledger, received)
    assert most <= 2 * JOBS_AT_ONCE  # claimed and added at the same moment


async def _burst(ledger: Ledger, received: Handler) -> None:
    async with worked(ledger, received=received):
        for n in range(50):
            await ledger.add(f"job-{n}", "received", {})
        await until(lambda: _all_done(ledger, 70))


async def test_tries_count_from_one_in_each_state(database_url: str) -> None:
    tries: list[tuple[str, int]] = []

    async def step(job: Job) -> Next:
        tries.append((job.state, job.tries))
        return Next("sending", job.data) if job.state == "received" else await end(job)

    async with opened(database_url) as ledger, worked(ledger, received=step, sending=step):
        await ledger.add("a", "received", {})
        await until(lambda: _is(ledger, "a", "done"))
        assert tries == [("received", 1), ("sending", 1)]


async def test_a_waiting_job_comes_back_when_it_is_due(database_url: str) -> None:
    woken: list[float] = []

    async def asking(job: Job) -> Next:
        woken.append(time.time())
        return Next("asking", job.data, wait=0.1) if len(woken) == 1 else await end(job)

    async with opened(database_url) as ledger, worked(ledger, asking=asking):
        await ledger.add("a", "asking", {})
        await until(lambda: _is(ledger, "a", "done"))
        assert woken[1] - woken[0] >= 0.1


MARKS: list[tuple[dict[str, Any], str]] = [
    ({}, "dcba"),
    ({"limit": 2}, "dc"),
    ({"latest": "changed", "limit": 1}, "a"),
    ({"id": "b"}, "b"),
    ({"thread": "C1:1.0"}, "ca"),
    ({"thread": "C1:1.0", "state": "asking"}, "c"),
    ({"states": ["asking", "sending"]}, "dcb"),
    ({"certificates": ["flSFd6Fh", "none"]}, "a"),
    ({"channel": "C1"}, "dca"),
    ({"channel": "C1", "states": ["asking"], "since": 0.0}, "c"),
    ({"channel": "C_"}, ""),
    ({"since": time.time() + 3600}, ""),
    ({"states": ["done", "asking"], "live": True}, "cb"),
    ({"holding": '"F1"'}, "b"),  # of those that have not ended
    ({"holding": "F", "states": ["asking"]}, "cb"),
]


async def test_jobs_are_found_by_their_marks(database_url: str) -> None:
    async with opened(database_url) as ledger:
        await ledger.add("a", "received", {"file": "F1"}, thread="C1:1.0")
        await ledger.add("b", "asking", {"file": "F1"}, thread="C10:2.0")
        await ledger.add("c", "asking", {"file": "F10"}, thread="C1:1.0")
        await ledger.add("d", "sending", {}, thread="C1:3.0")
        (a,) = await ledger.find(id="a")
        await ledger.move(a, Next("done", a.data, wait=None, certificate="flSFd6Fh"))
        for marks, names in MARKS:
            assert "".join(job.id for job in await ledger.find(**marks)) == names, marks


async def test_of_two_answers_to_one_question_the_first_counts(database_url: str) -> None:
    async with opened(database_url) as ledger:
        await ledger.add("a", "asking", {}, thread="C1:1.0")
        (job,) = await ledger.find(thread="C1:1.0", state="asking")
        assert await ledger.move(job, Next("received", {"by": "first"}))
        assert not await ledger.move(job, Next("received", {"by": "second"}))
        (moved,) = await ledger.find(id="a")
        assert moved.data == {"by": "first"}


async def test_an_answer_does_not_take_a_job_out_of_a_workers_hands(database_url: str) -> None:
    at_it = asyncio.Event()

    async def asking(job: Job) -> Next:
        at_it.set()
        await asyncio.sleep(0.2)
        return await end(job)

    async with opened(database_url) as ledger:
        await ledger.add("a", "asking", {})
        (job,) = await ledger.find(id="a")
        async with worked(ledger, asking=asking):
            await at_it.wait()
            assert not await ledger.move(job, Next("received", {}))
            await until(lambda: _is(ledger, "a", "done"))


def _sending(certificate: str = "flSFd6Fh") -> Next:
    return Next("sending", {}, certificate=certificate)


async def _claimed_jobs(ledger: Ledger, count: int) -> list[Job]:
    for n in range(count):
        await ledger.add(f"job-{n}", "received", {})
    claims, _ = await ledger.claim(count, ["nothing"], ["received"])
    return sorted((claim.job for claim in claims), key=lambda job: job.id)


async def test_a_name_is_held_by_one_job_until_it_leaves_its_state(database_url: str) -> None:
    async with opened(database_url) as ledger:
        a, b = await _claimed_jobs(ledger, 2)
        assert await ledger.hold(a, _sending(), {"id": b.id}) == Hold([ANY], [[b]])
        assert await state_of(ledger, a.id) == "sending"
        assert await ledger.hold(a, _sending()) == Hold([ANY], [])
        assert await ledger.hold(b, _sending()) is None
        assert await state_of(ledger, b.id) == "received"
        await ledger.write(Claim(a, math.inf), Next("answering", {}, certificate="flSFd6Fh"))
        held = await ledger.hold(b, _sending())
        assert held is not None
        assert [job.id for job in held.earlier if job.id != b.id] == [a.id]


async def test_who_has_lost_the_claim_holds_nothing(database_url: str) -> None:
    async with opened(database_url) as ledger:
        a, b = await _claimed_jobs(ledger, 2)
        with pytest.raises(LostClaim):
            await ledger.hold(replace(a, claim="another"), _sending())
        assert await ledger.hold(b, _sending())


async def test_of_many_that_want_one_name_at_once_exactly_one_gets_it(database_url: str) -> None:
    async with opened(database_url) as ledger:
        jobs = await _claimed_jobs(ledger, 12)
        held = await asyncio.gather(*(ledger.hold(job, _sending()) for job in jobs))
        assert len([each for each in held if each]) == 1


async def test_slots_are_evenly_spaced(database_url: str) -> None:
    times: list[float] = []
    async with opened(database_url) as ledger:
        began = time.monotonic()
        await asyncio.gather(*(_slot(ledger, times) for _ in range(10)))
    assert max(times) - began >= 9 * 1.12 / 50


async def _slot(ledger: Ledger, times: list[float]) -> None:
    await ledger.wait_for_slot("UploadConfirmLetter", rate=50)
    times.append(time.monotonic())


async def test_old_endings_are_forgotten_and_what_waits_is_kept(database_url: str) -> None:
    async with opened(database_url) as ledger:
        for name in ("ended", "waiting"):
            await ledger.add(name, "received", {})
        claims, _ = await ledger.claim(9, ["nothing"], ["received"])
        (job,) = (claim.job for claim in claims if claim.job.id == "ended")
        assert await ledger.hold(job, _sending())
        await ledger.write(Claim(job, math.inf), Next("done", {}, wait=None))
        assert await ledger.forget(60) == (0, 0.0)
        assert (await ledger.forget(-60))[0] == 1
        assert [job.id for job in await ledger.find()] == ["waiting"]


OLD_ROWS = """
INSERT INTO job
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
SELECT 'job-' || i, CASE WHEN i <= 500 THEN 'done' ELSE 'silent' END, '{}', NULL, 'c-' || i,
    CASE WHEN i = 7 THEN 9e9 END, NULL, 1, i, i
FROM n
"""


async def test_others_do_not_wait_until_all_that_is_old_is_forgotten(database_url: str) -> None:
    async with opened(database_url) as ledger:
        await execute(ledger, OLD_ROWS)
        await execute(ledger, "INSERT INTO hold SELECT certificate, id FROM job")
        forgetting = asyncio.create_task(ledger.forget(60, states=["silent"]))
        await asyncio.sleep(0)
        await ledger.add("new", "received", {})
        assert ledger.database.is_shared or not forgetting.done()
        assert await forgetting == (500, 1000.0)
        assert await ledger.forget(60, states=["done"], since=250.0) == (250, 500.0)
        assert (await ledger.forget(60))[0] == 249
        assert [job.id for job in await ledger.find()] == ["new", "job-7"]
        assert await execute(ledger, "SELECT job FROM hold") == [("job-7",)]


async def test_who_lost_a_claim_may_not_write_over_who_took_the_job_up(database_url: str) -> None:
    async def slow(job: Job) -> Next:
        await execute(ledger, "UPDATE job SET claim = 'somebody else'")  # it had lapsed
        return await end(job)

    async with opened(database_url) as ledger:
        await ledger.add("a", "received", {})
        async with worked(ledger, received=slow):
            await until(lambda: _claimed_by(ledger, "somebody else"))
            await asyncio.sleep(0.1)
            assert await state_of(ledger, "a") == "received"


async def _claimed_by(ledger: Ledger, claim: str) -> bool:
    return await execute(ledger, "SELECT claim FROM job") == [(claim,)]


async def execute(ledger: Ledger, statement: str) -> Sequence[Any]:
    """Behind the ledger's back, as another process could."""

    def work(connection: sa.Connection) -> Sequence[Any]:
        result = connection.execute(sa.text(statement))
        return result.fetchall() if result.returns_rows else []

    return await ledger.database.run(work)


async def test_a_long_step_keeps_its_claim(postgres_server: Postgres) -> None:
    runs, renewed = 0, asyncio.Event()

    async def long(job: Job) -> Next:
        nonlocal runs
        runs += 1
        await renewed.wait()
        return await end(job)

    url = postgres_server.fresh()
    async with opened(url) as ledger, worked(ledger, received=long):
        ledger.lease = 0.6
        await ledger.add("a", "received", {})
        await until(lambda: _claimed(ledger))
        ((lapses,),) = await execute(ledger, "SELECT due FROM job")
        await until(lambda: _is_due_after(ledger, lapses))
        renewed.set()
        await until(lambda: _is(ledger, "a", "done"))
    assert runs == 1


async def _is_due_after(ledger: Ledger, time: float) -> bool:
    ((due,),) = await execute(ledger, "SELECT due FROM job")
    return bool(due > time)


@pytest.mark.parametrize("taken_by", ["another", ""])
async def test_who_was_paused_acts_only_if_nobody_has_taken_the_job_over(
    postgres_server: Postgres, taken_by: str
) -> None:
    url, acts = postgres_server.fresh(), list[str]()

    async def step(job: Job) -> Next:
        with psycopg.connect(url) as other:
            if taken_by:
                other.execute("UPDATE job SET claim = %s, due = due + 60", [taken_by])
        time.sleep(1.0)  # noqa: ASYNC251 - the process is paused, for longer than its lease
        await asyncio.create_task(before_acting())
        acts.append(job.id)
        return await end(job)

    async with opened(url) as ledger:
        ledger.lease = 0.5
        async with worked(ledger, first=step):
            await ledger.add("job", "first", {})
            if taken_by:
                await asyncio.sleep(1.5)
            else:
                await until(lambda: _all_done(ledger, 1))
    assert acts == ([] if taken_by else ["job"])


async def test_hosts_whose_clocks_differ_by_two_minutes_agree(postgres_server: Postgres) -> None:
    url, runs, times = postgres_server.fresh(), Counter[str](), list[float]()

    async def step(job: Job) -> Next:
        runs[f"{job.id} {job.state}"] += 1
        await asyncio.sleep(0.05)
        return Next("sending", job.data, wait=0.1) if job.state == "received" else await end(job)

    async with (
        opened(url, lambda: time.time() - 60) as behind,
        opened(url, lambda: time.time() + 60) as ahead,
        worked(behind, received=step, sending=step),
        worked(ahead, received=step, sending=step),
        asyncio.timeout(50),
    ):
        began = time.monotonic()
        for n in range(10):
            await behind.add(f"behind-{n}", "received", {})
            await ahead.add(f"ahead-{n}", "received", {})
            await asyncio.gather(_slot(behind, times), _slot(ahead, times))
        await until(lambda: _all_done(ahead, 20))
        assert max(times) - began >= 19 * 1.12 / 50
        assert await behind.forget(30) == await ahead.forget(30) == (0, 0.0)
        assert abs(behind.now() - ahead.now()) < 60
        newest = [job.id for job in await ahead.find()]
    assert max(runs.values()) == 1, "a job was taken away from the other host"
    assert newest == [f"{host}-{n}" for n in reversed(range(10)) for host in ("ahead", "behind")]


async def test_one_process_owns_a_sqlite_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'letterdrop.db'}"
    one, two = await open_database(url), await open_database(url)
    with owned(one), pytest.raises(DatabaseInUse), owned(two):
        pass
    with owned(two) as alone:
        assert alone
    await one.close()
    await two.close()


# Processes that are killed -----------------------------------------------------------------------


LEDGER = "tests.jobs.ledger_process"


@asynccontextmanager
async def at_work(url: str, journal: Path, what: str = "work") -> AsyncIterator[Child]:
    with journal.with_suffix(".log").open("ab") as log:
        child = start(LEDGER, (what, url, str(journal)), outputs=(log, log))
    try:
        yield child
    finally:
        child.kill()
        await child.wait()


async def test_two_processes_that_add_the_same_jobs_add_each_once(database_url: str) -> None:
    both = await asyncio.gather(*(ran(LEDGER, "add", database_url, "100") for _ in range(2)))
    assert [code for code, _, _ in both] == [0, 0]
    assert sum(int(count) for _, count, _ in both) == 100


async def test_a_job_killed_in_its_handler_goes_on_after_the_restart(
    database_url: str, tmp_path: Path
) -> None:
    journal = tmp_path / "journal"
    async with opened(database_url) as ledger:
        for n in range(5):
            await ledger.add(f"job-{n}", "first", {})
        async with at_work(database_url, journal, "hang"):  # which ends by SIGKILL
            await until(lambda: _wrote(journal, "second", times=5))
        async with at_work(database_url, journal):
            await until(lambda: _all_done(ledger, 5))
    runs = Counter(line.rsplit(" ", 1)[0] for line in journal.read_text().splitlines())
    assert all(runs[f"job-{n} first"] == 1 for n in range(5)), "a finished step ran again"
    assert all(runs[f"job-{n} second"] == 2 for n in range(5)), "one was not cut off"


async def test_a_job_that_kills_its_process_is_run_alone_and_later_and_later(
    database_url: str, tmp_path: Path
) -> None:
    journal = tmp_path / "journal"
    async with opened(database_url) as ledger:
        for n in range(5):
            await ledger.add(f"job-{n}", "first", {})
        for start in range(4):
            async with at_work(database_url, journal, "kill") as process:
                await process.wait()
            if start == 1:  # the others may have died twice with it, and wait to be run alone
                journal.unlink()
        assert len(await ledger.find(state="done", limit=100)) == 4
        (killer,) = await ledger.find(id="job-0")
        pause = (killer.tries - 1) * 0.5
        began = time.monotonic()
        async with at_work(database_url, journal, "kill") as process:
            await process.wait()
        assert time.monotonic() - began > pause / 2
    runs = [line.split() for line in journal.read_text().splitlines()]
    assert killer.tries >= 4
    assert runs[-1][0] == "job-0"
    before = [each for each in runs if each[0] != "job-0"]
    assert all(int(tries) <= 3 for _, _, tries in before)


async def _wrote(journal: Path, word: str, times: int) -> bool:
    return journal.exists() and journal.read_text().count(word) == times


async def _all_done(ledger: Ledger, count: int) -> bool:
    return len(await ledger.find(state="done", limit=1000)) == count


async def test_three_processes_killed_at_random_lose_nothing(
    postgres_server: Postgres, tmp_path: Path
) -> None:
    url, journal, luck = postgres_server.fresh(), tmp_path / "journal", random.Random(7)  # noqa: S311 - a repeatable test
    async with opened(url) as ledger:
        for n in range(40):
            await ledger.add(f"job-{n}", "first", {})
        async with AsyncExitStack() as stack:
            children = [await stack.enter_async_context(at_work(url, journal)) for _ in range(3)]
            for _ in range(5):
                await asyncio.sleep(luck.uniform(0.1, 0.3))
                victim = luck.randrange(3)
                children[victim].kill()
                children[victim] = await stack.enter_async_context(at_work(url, journal))
            await until(lambda: _all_done(ledger, 40))
    third = {line.split()[0] for line in journal.read_text().splitlines() if " third " in line}
    assert len(third) == 40


# A database in trouble ---------------------------------------------------------------------------


async def test_a_killed_postgresql_loses_no_job(
    postgres_server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    url, runs, is_killed = postgres_server.fresh(), Counter[str](), asyncio.Event()

    async def received(job: Job) -> Next:
        runs[job.id] += 1
        await is_killed.wait()
        return await end(job)

    async def all_run() -> bool:
        return len(runs) == JOBS_AT_ONCE

    async with opened(url) as ledger, worked(ledger, received=received):
        for n in range(JOBS_AT_ONCE):
            await ledger.add(f"job-{n}", "received", {})
        await until(all_run)
        await asyncio.to_thread(postgres_server.stop)
        is_killed.set()
        with pytest.raises(sa.exc.DBAPIError):
            await ledger.add("late", "received", {})
        await until(lambda: _mentioned(caplog, "could not be written"))
        await asyncio.to_thread(postgres_server.start)
        assert await ledger.add("late", "received", {})
        await until(lambda: _all_done(ledger, JOBS_AT_ONCE + 1))
    assert max(runs.values()) == 1, "what was done outside was forgotten and done again"


async def test_an_outcome_is_written_however_long_the_database_was_away(
    postgres_server: Postgres, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "DATABASE_ASKED_AGAIN_AFTER", 0.2)
    url, runs, is_gone = postgres_server.fresh(), 0, asyncio.Event()

    async def received(_: Job) -> Next:
        nonlocal runs
        runs += 1
        await is_gone.wait()
        return Next("done", {"receipt": "of Tencent Cloud"}, wait=None)

    async with opened(url) as ledger:
        ledger.lease = 2.0
        async with worked(ledger, received=received):
            await ledger.add("a", "received", {})
            await until(lambda: _claimed(ledger))
            await asyncio.to_thread(postgres_server.stop)
            is_gone.set()
            await until(lambda: _mentioned(caplog, "could not be written", times=3))
            await asyncio.to_thread(postgres_server.start)
            await until(lambda: _is(ledger, "a", "done"))
        (job,) = await ledger.find(id="a")
    assert (runs, job.data) == (1, {"receipt": "of Tencent Cloud"})


async def test_an_outcome_never_takes_the_place_of_another_processs(
    postgres_server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    url, is_over = postgres_server.fresh(), asyncio.Event()

    async def received(_: Job) -> Next:
        await is_over.wait()
        return Next("done", {"by": "late"}, wait=None)

    async with opened(url) as ledger, worked(ledger, received=received):
        await ledger.add("a", "received", {})
        await until(lambda: _claimed(ledger))
        await execute(ledger, "UPDATE job SET claim = 'of another'")
        is_over.set()
        await until(lambda: _mentioned(caplog, "its claim was lost"))
        assert await state_of(ledger, "a") == "received"


async def test_nothing_stays_in_a_servers_session_that_a_pooler_may_give_to_another(
    postgres_server: Postgres,
) -> None:
    async with opened(postgres_server.fresh()) as ledger:
        for n in range(10):
            await ledger.add(f"job-{n}", "received", {})
        assert await execute(ledger, "SHOW statement_timeout") == [("10s",)]
        assert await ledger.database.run(_left_behind) == (0, 0)


def _left_behind(connection: sa.Connection) -> Any:
    """What stays in the server's session after a transaction: prepared statements, settings."""
    session: Any = connection.connection.dbapi_connection
    left = "SELECT (SELECT count(*) FROM pg_prepared_statements),"
    left += " (SELECT count(*) FROM pg_settings WHERE source = 'session')"
    return session.execute(left).fetchone()


async def test_a_full_disk_refuses_new_jobs_and_forgets_no_outcome(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "DATABASE_ASKED_AGAIN_AFTER", 0.2)
    done = asyncio.Event()

    async def received(_: Job) -> Next:
        await done.wait()
        return Next("done", {"outcome": "x" * 20_000}, wait=None)

    async with (
        opened(f"sqlite:///{tmp_path / 'letterdrop.db'}") as ledger,
        worked(ledger, received=received),
        full_disk(ledger) as free_it,
    ):
        await ledger.add("a", "received", {})
        with pytest.raises(sa.exc.OperationalError, match="full"):
            await ledger.add("b", "received", {"long": "x" * 20_000})
        done.set()
        await until(lambda: _mentioned(caplog, "could not be written"))
        assert await state_of(ledger, "a") == "received"
        free_it()
        await until(lambda: _is(ledger, "a", "done"))


@asynccontextmanager
async def full_disk(ledger: Ledger) -> AsyncIterator[Callable[[], None]]:
    """As a disk with room for two pages of 4 KB more, until it is freed."""
    ((count,),) = await execute(ledger, "PRAGMA page_count")
    pages = [count + 2]

    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages[-1]}")

    sa.event.listen(ledger.database.engine, "connect", limit)
    await execute(ledger, f"PRAGMA max_page_count={pages[-1]}")
    yield lambda: pages.append(count + 10_000)


async def test_connections_that_the_server_has_closed_cost_nobody_anything(
    postgres_server: Postgres,
) -> None:
    url, runs = postgres_server.fresh(), 0

    def goes_on(connection: sa.Connection) -> int:
        nonlocal runs
        runs += 1
        if runs == 1:  # as a restart in the middle of a transaction does
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return runs

    async with opened(url) as ledger:
        await asyncio.gather(*(ledger.add(f"job-{n}", "received", {}) for n in range(20)))
        postgres_server.stop()
        postgres_server.start()
        await asyncio.gather(*(ledger.add(f"late-{n}", "received", {}) for n in range(20)))
        assert len(await ledger.find()) == 40
        assert await ledger.database.run(goes_on) == 2


async def test_a_commit_whose_answer_was_lost_is_not_run_again(postgres_server: Postgres) -> None:
    runs = 0

    def ends(connection: sa.Connection) -> None:
        nonlocal runs
        runs += 1
        (pid,) = connection.exec_driver_sql("SELECT pg_backend_pid()").one()
        with psycopg.connect(postgres_server.url) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    async with opened(postgres_server.fresh()) as ledger:
        await ledger.add("a", "received", {})
        with pytest.raises(sa.exc.DBAPIError):
            await ledger.database.run(ends)
        assert runs == 1


async def test_a_file_locked_by_somebody_else_only_delays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'letterdrop.db'}"
    async with opened(url) as ledger, worked(ledger, received=end):
        with closing(sqlite3.connect(tmp_path / "letterdrop.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            adding = asyncio.create_task(ledger.add("a", "received", {}))
            await asyncio.sleep(0.1)
            assert not adding.done()
            other.execute("COMMIT")
        assert await adding
        await until(lambda: _is(ledger, "a", "done"))


async def test_postgresqls_limits_outlive_a_first_statement_that_fails(
    postgres_server: Postgres,
) -> None:
    async with opened(postgres_server.fresh()) as ledger:
        for _ in range(3):
            with pytest.raises(sa.exc.ProgrammingError):
                await execute(ledger, "SELECT nothing FROM nowhere")
        assert await execute(ledger, "SHOW statement_timeout") == [("10s",)]


async def test_a_row_that_somebody_has_locked_does_not_keep_the_loop_busy(
    postgres_server: Postgres,
) -> None:
    url = postgres_server.fresh()
    looks = 0

    def count(*_: object) -> None:
        nonlocal looks
        looks += 1

    async with opened(url) as ledger:
        await ledger.add("a", "received", {})
        with psycopg.connect(url) as other:
            other.execute("SELECT * FROM job FOR UPDATE")
            sa.event.listen(ledger.database.engine, "begin", count)
            began = time.monotonic()
            async with worked(ledger, received=end):
                await asyncio.sleep(0.5)
            lasted = time.monotonic() - began
            other.rollback()
    assert 1 <= looks <= 2 + lasted / QUEUE_LOOK_AT_MOST_EVERY


async def test_errors_of_the_database_show_no_values(database_url: str) -> None:
    marks = {"thread": "a thread's", "due": 1}
    async with opened(database_url) as ledger:
        for trouble in ("ALTER TABLE job RENAME due TO later", "DROP TABLE job"):
            await execute(ledger, trouble)
            with pytest.raises((sa.exc.OperationalError, sa.exc.ProgrammingError)) as raised:
                await ledger.find(**marks)
            shown = "".join(traceback.format_exception(raised.value))
            assert "a thread" not in shown
            assert re.search("no such|does not exist", shown)
