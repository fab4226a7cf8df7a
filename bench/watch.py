"""What it costs to follow thousands of certificates.

A ledger with watched letters lies there when the bot starts; the signal SIGUSR1 brings each look at
the account, so that an hour's looks take seconds. The watched certificates stand on the fewest
pages that hold them, which is the worst case for a page. The bot is killed in the middle of a look
and started again; fifty certificates are issued at once; and in the end each goes a step on.
"""

import asyncio
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import sqlalchemy as sa

import sandbox
from bench import processes
from bench.watched_bot import Block, longest_blocks
from bot.inbound.messages import Drop
from bot.jobs.database import Database, open_database
from bot.letters.states import State
from bot.letters.story import Story, Uploaded, Watch
from bot.patience import WATCH_DAYS
from bot.slack.shapes import File
from bot.tencent.certificate import CertificateStatus
from bot.tencent.responses import Receipt
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES
from sandbox.tencent import many_certificates

WATCHED_BOT = "bench.watched_bot"
IN_REVIEW, A_STEP = 0, 4
DAY = 86_400.0
LOOK_WITHIN = 60.0  # seconds until a look counts as failed
ISSUED_AT_ONCE = 50


@dataclass(frozen=True)
class Look:
    """What one look at all certificates has cost."""

    calls: int
    seconds: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Scene:
    """The stand-ins, and the ledger that the bot works on."""

    place: sandbox.Sandbox
    folder: Path
    ledger: Database

    def calls(self) -> int:
        """How many calls Tencent Cloud has got."""
        return len(self.place.tencent.calls)

    async def swept(self) -> float:
        """When the last look ended, in Unix seconds."""
        query = sa.text("SELECT changed FROM job WHERE id = :id")
        ended: float | None = await self.ledger.run(
            lambda c: c.scalar(query, {"id": State.SWEEPING})
        )
        return ended or 0.0

    async def count(self, state: str) -> int:
        """How many letters are in this state."""
        query = sa.text("SELECT count(*) FROM job WHERE state = :state")
        count: int = await self.ledger.run(lambda c: c.scalar(query, {"state": state}))
        return count


@dataclass(frozen=True)
class Watched:
    """What it comes to."""

    hour: list[Look]
    a_step: Look  # at which every certificate has gone a step on
    kept: int  # letters still watched after the kill
    told: int  # endings, of those that came at once
    looking: list[Block]
    telling: list[Block]


async def measure(watched: int, account: int, looks: int) -> Watched:
    """Watch, look, kill, start again, let some be issued."""
    async with scene(watched, account) as here:
        async with bot(here) as running:
            ready = time.monotonic()
            hour = [await look(here, running) for _ in range(looks)]
            await running.stop()
        looking = longest_blocks(running.output, ready)
        async with bot(here) as running:
            middle = here.calls() + (hour[-1].calls + 1) // 2
            running.process.send_signal(signal.SIGUSR1)
            await here.place.tencent.until(lambda: here.calls() >= middle, LOOK_WITHIN)
            await running.kill()
        kept = await here.count("watching")
        async with bot(here) as running:
            ready = time.monotonic()
            told = await issued(here, running)
            a_step = await a_step_for_all(here, running)
            await running.stop()
        telling = longest_blocks(running.output, ready)
        return Watched(hour, a_step, kept, told, looking, telling)


@asynccontextmanager
async def scene(watched: int, account: int) -> AsyncIterator[Scene]:
    with tempfile.TemporaryDirectory(prefix="letterdrop-bench-") as name:
        folder = Path(name)
        async with sandbox.running() as place:
            place.tencent.certificates = many_certificates(account, IN_REVIEW)
            ledger = await open_database(place.settings(folder)["DATABASE_URL"])
            try:
                await fill(ledger, list(place.tencent.certificates)[:watched])
                yield Scene(place, folder, ledger)
            finally:
                await ledger.close()


@asynccontextmanager
async def bot(here: Scene) -> AsyncIterator[processes.Running]:
    """The bot with a stopwatch, connected and done with its first look."""
    before = time.time()
    environment = here.place.environment(here.folder) | {"TENCENTCLOUD_RATE_LIMIT": "20"}
    async with processes.running(WATCHED_BOT, environment, here.folder) as running:
        await here.place.slack.until(lambda: here.place.slack.connections, LOOK_WITHIN)
        await asyncio.sleep(1.0)
        if await here.swept() < before:
            await look(here, running)
        yield running


async def fill(ledger: Database, ids: list[str]) -> None:
    """Let a letter be watched for each of these certificates."""
    rows = [_row(number, certificate_id) for number, certificate_id in enumerate(ids)]
    columns, values = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    insert = sa.text(f"INSERT INTO job ({columns}) VALUES ({values})")  # noqa: S608 - ours
    await ledger.run(lambda c: c.execute(insert, rows))


def _row(number: int, certificate_id: str) -> dict[str, object]:
    now, ts = time.time(), f"17000{number:05}.000100"
    file = File(f"F{number:08}", "letter.pdf", 20_000, "hosted", "application/pdf", "", False, "")  # noqa: FBT003
    drop = Drop(
        *(CERTIFICATES, "channel", ts, ALICE),
        ts=ts,
        team="T0SANDBOX1",
        files=(file,),
        candidates=(),
        addressed=False,
        on_topic=True,
    )
    seen = CertificateStatus(
        *(certificate_id, 8, "已提交资料，待上传确认函", "", f"{certificate_id}.example.com"),
        *("TrustAsia 企业型 OV SSL 证书", False, "trustasia", "request-id"),
    )
    story = Story(
        drop,
        certificate_id,
        seen,
        outcome=Uploaded(Receipt(certificate_id, "request-id"), now),
        watch=Watch(now + WATCH_DAYS * DAY, latest=replace(seen, status=IN_REVIEW)),
        line_ts=ts,
    )
    marks = {"id": f"bench:{number}", "state": "watching", "certificate": certificate_id}
    times = {"due": story.watch.until, "added": now, "changed": now}
    where = {"thread": f"{CERTIFICATES}:{ts}", "claim": None, "tries": 0}
    return {**marks, **times, **where, "data": msgspec.json.encode(story).decode()}


async def look(here: Scene, running: processes.Running) -> Look:
    """Let the bot look at all certificates now, and measure that."""
    calls, cpu, began = here.calls(), running.cpu, time.time()
    running.process.send_signal(signal.SIGUSR1)
    async with asyncio.timeout(LOOK_WITHIN):
        while await here.swept() < began:  # noqa: ASYNC110 - the database tells, no event
            await asyncio.sleep(0.02)
    seconds = time.time() - began
    return Look(here.calls() - calls, seconds, running.cpu - cpu, running.memory())


async def issued(here: Scene, running: processes.Running) -> int:
    """Let the CA issue some; how many endings are told, after two more looks."""
    for certificate_id in list(here.place.tencent.certificates)[:ISSUED_AT_ONCE]:
        here.place.tencent.ca.issue(certificate_id)
    for _ in range(3):
        await look(here, running)
    async with asyncio.timeout(LOOK_WITHIN):
        while await here.count("telling"):  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.1)
    # The threads are invented, so the endings stand in a direct message.
    slack = here.place.slack
    said = [each for channel in slack.channels for each in slack.channel_messages(channel)]
    return sum(each.user == BOT_USER and not each.deleted for each in said)


async def a_step_for_all(here: Scene, running: processes.Running) -> Look:
    """Let the status of every certificate change to one that is a step on the way."""
    for certificate in here.place.tencent.certificates.values():
        certificate.status = A_STEP
    return await look(here, running)
