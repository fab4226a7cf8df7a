"""Rows that this release cannot read: of a newer one after a rollback, or touched by a hand."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.jobs.ledger import Job
from bot.letters.states import State
from bot.patience import STATE_RUNS, SUM_LOOKS_WHILE_ASKING
from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, DM_ALICE, Upload
from tests.jobs.ledger_rows import Rows, rows_of, until, url_in
from tests.letters.questions import PAY, SHOP, WILDCARD, arrived, asked, ended, reply
from tests.running_bot import (
    ACCEPTED,
    UNCLEAR,
    opened,
)

PLAIN = Upload("scan0001.jpg", letters.jpg(9_000))

ODD: dict[str, Any] = {
    "a question of a newer release": ("question", {"asks": "blank-page", "ts": "1.2"}),
    "a hint of a newer release": ("question", {"hint": "nudge 1", "ts": "1.2"}),
    "an outcome of a newer release": ("outcome", {"type": "queued", "at": 1.0}),
    "a problem without its fields": ("outcome", {"type": "refused", "why": {"problem": "guest"}}),
    "a refusal without a problem": ("outcome", {"type": "refused", "why": {}}),
    "an answer without its fields": ("answer", {"decision": "postpone"}),
    "a status that is a word": ("watch", {"latest": {"certificate_id": SHOP, "status": "8"}}),
    "no drop": ("drop", None),
    "another kind of story": ("parts", {"first": "a"}),
}
ODD_DROPS: dict[str, Any] = {
    "no files": {"files": []},
    "a number for a person": {"user": 5},
    "no time": {"ts": "soon"},
    "no place yet": {"ts": ""},
}
STATES = ("asking", "done", "watching", "polishing")


def odd_rows(data: dict[str, Any]) -> Iterator[str]:
    """What may stand in a row instead of `data`."""
    yield from ("{}", "[1]", '"a text"', "null")
    for field, value in ODD.values():
        yield json.dumps(data | {field: value})
    for change in ODD_DROPS.values():
        yield json.dumps(data | {"drop": data["drop"] | change})


async def spoil(rows: Rows, like: Job, *threads: str) -> int:
    """Put rows that cannot be read into these conversations, in all states; how many."""
    odd = [
        {"id": f"odd-{thread}-{state}-{n}", "thread": thread, "state": state, "data": text}
        for thread in threads
        for state in STATES
        for n, text in enumerate(odd_rows(dict(like.data)))
        # A refused letter can be read, and one that asks could be answered.
        if not (state == "asking" and "refused" in text)
    ]
    insert = sa.text(
        "INSERT INTO job (id, state, data, thread, certificate, due, tries, added, changed)"
        " VALUES (:id, :state, :data, :thread, 'flSFd6Fh',"
        " :now + CASE WHEN :state = 'asking' THEN 0 ELSE 3600 END, 0, :now, :now)"
    ).bindparams(now=time.time())
    await rows.ledger.database.run(lambda c: [c.execute(insert, each) for each in odd])
    return len(odd)


async def test_rows_that_cannot_be_read_make_no_conversation_deaf(
    database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        opened(tmp_path, {"DATABASE_URL": database_url}) as trial,
        rows_of(database_url) as rows,
    ):
        question = await asked(trial)
        like = (await rows.ledger.find(state=State.ASKING))[0]
        count = await spoil(rows, like, like.thread or "", DM_ALICE)
        await reply(trial, question, "hello?")
        await reply(trial, question, SHOP)
        assert await ended(trial, question) == ACCEPTED

        async def is_watched() -> bool:
            job = await rows.one(like.id)
            return job is not None and job.state == State.WATCHING

        await until(is_watched)
        direct = await trial.drop("the letter", PLAIN, channel=DM_ALICE)
        await trial.question(direct, DM_ALICE)
        await trial.slack.say(user=ALICE, channel=DM_ALICE, text="what now?")
        await trial.slack.say(user=ALICE, channel=DM_ALICE, text=PAY)
        assert await trial.ended(direct, DM_ALICE) == ACCEPTED
        alone = await trial.drop("the letter", Upload("c.jpg", letters.jpg(4_000)))
        await trial.question(alone)
        await trial.slack.say(user=ALICE, channel=CERTIFICATES, text=WILDCARD)
        assert await trial.ended(alone) == ACCEPTED
        told = await trial.slack.command("/letter", "history", user=ALICE, channel=CERTIFICATES)
        assert SHOP in told.text
        assert arrived(trial) == [SHOP, PAY, WILDCARD]
        await trial.slack.until(lambda: all(each.acked_at for each in trial.slack.deliveries))
        left = [job for job in await rows.ledger.find() if job.id.startswith("odd-")]
        assert len(left) == count
        asking = [job for job in left if job.state == State.ASKING]
        assert asking == [job for job in left if "-asking-" in job.id], "none is rewritten"
    warned = [each for each in caplog.messages if "this release cannot read its row" in each]
    assert any("blank-page" in each for each in warned)
    assert "its row waits for the release that can read it" in caplog.text
    assert len(warned) == len(set(warned)), "once is enough"


async def test_a_row_beside_the_letters_waits_for_the_release_that_can_read_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as trial, rows_of(url_in(tmp_path)) as rows:
        await asked(trial)
        part = (await rows.ledger.find(state=State.ASKING))[0].data
        for state in (State.SUMMING_UP, State.HELPING, State.INVITING, State.TAKING_BACK):
            await rows.ledger.add(f"odd-{state}", state, {"drop": 5})
        await rows.ledger.add("home:U0NOBODY01", State.SHOWING, {"of": "a newer release"})
        await rows.ledger.add("part", "polishing", part)
        await rows.ledger.add("part:sum", State.SUMMING_UP, {"drop": part["drop"], "first": "part"})
        trial.clock.wake()
        look = sa.text("SELECT id, due - :now AS wait, state FROM job WHERE claim IS NULL")

        async def has_waited() -> bool:
            found = await rows.ledger.database.run(
                lambda c: c.execute(look, {"now": time.time()}).all()
            )
            told = {each.id: each for each in found if each.id in ("part:sum", "home:U0NOBODY01")}
            waits = told["part:sum"].wait if len(told) == 2 else 0
            return 10 < waits <= SUM_LOOKS_WHILE_ASKING and told["home:U0NOBODY01"].wait is None

        await until(has_waited)
        await until_logged(caplog, "its row waits for the release that can read it", 4)
    assert "failed in state" not in caplog.text


async def until_logged(caplog: pytest.LogCaptureFixture, words: str, count: int) -> None:
    """Wait until as many rows have been told of."""

    async def are_told() -> bool:
        return len({each.split(",")[0] for each in caplog.messages if words in each}) >= count

    await until(are_told)


async def test_a_letter_whose_runs_never_end_is_given_up_and_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as trial, rows_of(url_in(tmp_path)) as rows:
        question = await asked(trial)
        killed = sa.text(
            "UPDATE job SET state = 'sending', tries = :runs, due = 0"
            " WHERE state = 'asking' AND claim IS NULL RETURNING id"
        ).bindparams(runs=STATE_RUNS)

        async def is_killed() -> bool:
            return bool(await rows.ledger.database.run(lambda c: c.execute(killed).all()))

        await until(is_killed)
        trial.clock.wake()
        assert await ended(trial, question) == UNCLEAR
        assert "Not clear whether" in trial.said(question.thread_ts or "")[-1].text
        assert arrived(trial) == []
