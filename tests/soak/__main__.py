"""`python -m tests.soak`: letters through three replicas that are killed, paused and lied to.

All share one PostgreSQL. Now and then a replica is killed (-9) or paused for longer than its claims
hold; each start has a clock that is up to two minutes off; PostgreSQL closes connections; a tenth
of all calls to Slack and Tencent Cloud goes wrong, half of these after they were carried out. Then
each letter must have been uploaded once, or told honestly what else became of it, and its thread
must have one answer. The summary is printed; the exit code is 1 if anything was lost or doubled.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

import sandbox
from sandbox import letters
from sandbox.slack import ALICE, WANG_FANG, Fault, Upload
from sandbox.tencent import Certificate
from sandbox.tencent import Fault as TencentFault
from tests import forkserver, postgres
from tests.running_bot import ENDS, Trial

REPLICAS = 3
PAUSED_FOR = 40.0  # seconds, ten more than a claim holds
MISHAP_EVERY = (4.0, 9.0)  # seconds between two
GONE_WRONG = 0.1  # of all calls
ENDS_WITHIN = 900.0  # seconds after the last drop: Slack's last retry comes after six minutes
PROGRAM = (
    "import os, time; real, off = time.time, float(os.environ.pop('CLOCK_IS_OFF'));"
    "time.time = lambda: real() + off;"
    "from bot import __main__; raise SystemExit(__main__.main())"
)
SLACK_FAULTS = (
    Fault(status=500),
    Fault(status=429, retry_after=1.0),
    Fault(delay=2.0),
    Fault(reset=True),
    Fault(reset=True, applied=True),
    Fault(status=503, applied=True),
)
TENCENT_FAULTS = (
    TencentFault(code="RequestLimitExceeded"),
    TencentFault(code="InternalError"),
    TencentFault(delay=2.0),
    TencentFault(reset=True),
    TencentFault(reset=True, applied=True),
    TencentFault(status=502, applied=True),
)


@dataclass
class Chaos:
    """The sandbox, the database, the replicas, and what has happened to them."""

    box: sandbox.Sandbox
    database: str
    folder: Path
    luck: random.Random
    replicas: list[Process] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    async def start_replica(self) -> Process:
        off = self.luck.uniform(-120.0, 120.0)  # Tencent Cloud bears five minutes
        own = {"DATABASE_URL": self.database, "CLOCK_IS_OFF": str(off)}
        with (self.folder / "bots.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", PROGRAM),
                env=self.box.environment(self.folder) | own,
                stdout=log,
                stderr=log,
            )

    async def kill_one(self) -> None:
        with suppress(ProcessLookupError):
            self.luck.choice(self.replicas).kill()

    async def supervise(self) -> None:
        """Start each replica again that has ended: as killed, or since Slack did not answer."""
        while True:
            for at, replica in enumerate(self.replicas):
                if replica.returncode is not None:
                    self.happened["starts anew"] += 1
                    self.replicas[at] = await self.start_replica()
            await asyncio.sleep(0.5)

    async def pause_one(self) -> None:
        paused = self.luck.choice(self.replicas)
        with suppress(ProcessLookupError):
            paused.send_signal(signal.SIGSTOP)
            await asyncio.sleep(PAUSED_FOR)
            paused.send_signal(signal.SIGCONT)

    async def close_connections(self) -> None:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
        with suppress(psycopg.OperationalError):  # all places are taken, maybe
            async with await psycopg.AsyncConnection.connect(self.database) as connection:
                await connection.execute(f"{others} pg_backend_pid()")

    async def go_on(self) -> None:
        """One mishap after the other, until it is cancelled; at most one replica is paused."""
        mishaps = [self.kill_one, self.kill_one, self.close_connections, self.pause_one]
        pausing = asyncio.create_task(asyncio.sleep(0))
        while True:
            await asyncio.sleep(self.luck.uniform(*MISHAP_EVERY))
            mishap = self.luck.choice(mishaps)
            if mishap == self.pause_one and not pausing.done():
                continue
            self.happened[mishap.__name__.replace("_", " ")] += 1
            if mishap == self.pause_one:
                pausing = asyncio.create_task(mishap())
            else:
                await mishap()

    def make_calls_go_wrong(self) -> None:
        for faults, kinds in (
            (self.box.slack.faults, SLACK_FAULTS),
            (self.box.tencent.faults, TENCENT_FAULTS),
        ):
            faults.take = self._sometimes(kinds)  # type: ignore[attr-defined]

    def _sometimes(self, kinds: tuple[object, ...]) -> Callable[[str], object]:
        def take(name: str) -> object:
            if name == "socket" or self.luck.random() >= GONE_WRONG:
                return None
            self.happened["calls gone wrong"] += 1
            return self.luck.choice(kinds)

        return take


@asynccontextmanager
async def chaos(count: int, seed: int) -> AsyncIterator[Chaos]:
    found = postgres.programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed here (Debian: apt install postgresql)")
    async with AsyncExitStack() as stack:
        server = stack.enter_context(postgres.running(found))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="letterdrop-soak-")))
        box = await stack.enter_async_context(sandbox.running())
        waiting = {each: Certificate(each, f"{each.lower()}.example.com") for each in ids(count)}
        box.tencent.certificates = waiting
        made = Chaos(box, server.fresh(), folder, random.Random(seed))  # noqa: S311 - repeatable
        try:
            made.replicas = [await made.start_replica() for _ in range(REPLICAS)]
            await box.slack.until(lambda: len(box.slack.connections) >= REPLICAS)
            yield made
        finally:
            for each in made.replicas:
                with suppress(ProcessLookupError):
                    each.kill()
                await each.wait()


def ids(count: int) -> list[str]:
    return [f"S{number:07}" for number in range(count)]


async def soak(count: int, minutes: float, seed: int) -> int:
    """Drop so many letters over so many minutes; the exit code."""
    async with chaos(count, seed) as each:
        trial, began, threads = Trial(each.box.slack, each.box.tencent), time.monotonic(), {}
        each.make_calls_go_wrong()
        mishaps = asyncio.create_task(each.go_on())
        supervisor = asyncio.create_task(each.supervise())
        for number, certificate in enumerate(ids(count)):
            letter = Upload(f"{certificate}.jpg", letters.jpg(20_000 + number))
            who = each.luck.choice([ALICE, WANG_FANG])
            threads[certificate] = await trial.drop(f"for {certificate}", letter, user=who)
            late = began + minutes * 60.0 * (number + 1) / count - time.monotonic()
            await asyncio.sleep(max(0.0, late))
        mishaps.cancel()
        with suppress(asyncio.CancelledError):
            await mishaps  # it raises what went wrong with it
        for replica in each.replicas:
            with suppress(ProcessLookupError):
                replica.send_signal(signal.SIGCONT)
        await _all_ended(trial, threads.values())
        supervisor.cancel()
        with suppress(asyncio.CancelledError):
            await supervisor
        log = (each.folder / "bots.log").read_text(errors="replace")
        if kept := os.environ.get("SOAK_LOG"):
            Path(kept).write_text(log)
        return tell(each, trial, threads, time.monotonic() - began, log)


async def _all_ended(trial: Trial, threads: Collection[str]) -> None:
    deadline = time.monotonic() + ENDS_WITHIN
    while time.monotonic() < deadline:
        if all(trial.mark(ts) in ENDS for ts in threads):
            break
        await asyncio.sleep(1.0)
    await asyncio.sleep(5.0)  # in which something may yet be said twice


def tell(each: Chaos, trial: Trial, threads: dict[str, str], seconds: float, log: str) -> int:
    """Print what became of all; 1 if a letter was lost, doubled, or has no one answer."""
    uploads = Counter(letter.certificate_id for letter in trial.tencent.letters)
    ends = Counter(trial.mark(ts) or "none" for ts in threads.values())
    doubled = [known for known, times in uploads.items() if times > 1]
    unanswered = [known for known, ts in threads.items() if trial.mark(ts) not in ENDS]
    answers = {known: len(trial.said(ts)) for known, ts in threads.items()}
    several = [known for known, said in answers.items() if said != 1]
    wrong = [
        known
        for known, ts in threads.items()
        if (trial.mark(ts) == "white_check_mark") != bool(uploads[known])
        and trial.mark(ts) != "question"
    ]
    lines = {
        "letters": len(threads),
        "seconds": round(seconds),
        **each.happened,
        "ended as": ", ".join(f"{name} {count}" for name, count in ends.most_common()),
        "uploaded twice": doubled,
        "without an answer": unanswered,
        "with another number of answers than one": several,
        "with an answer that is not true": wrong,
        "errors in the log that nobody foresaw": log.count("Traceback"),
    }
    for name, value in lines.items():
        sys.stdout.write(f"{name:42} {value or 0}\n")
    return int(bool(doubled or unanswered or several or wrong))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--letters", type=int, default=500, metavar="N", help="in all (500)")
    parser.add_argument("--minutes", type=float, default=10.0, metavar="M", help="of drops (10)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the luck (1)")
    given = parser.parse_args()
    try:
        return asyncio.run(soak(given.letters, given.minutes, given.seed))
    finally:
        forkserver.close()


if __name__ == "__main__":
    sys.exit(main())
