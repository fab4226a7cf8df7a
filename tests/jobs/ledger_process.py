"""A process that works a ledger, for the tests that kill it.

python -m tests.jobs.ledger_process add URL COUNT        adds job-0 … and prints how many were new
python -m tests.jobs.ledger_process work URL JOURNAL     three states, each written to the journal
python -m tests.jobs.ledger_process hang URL JOURNAL     the same, but the second never ends
python -m tests.jobs.ledger_process kill URL JOURNAL     the same, but job-0 kills the process in it
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from bot.jobs.database import open_database, owned
from bot.jobs.ledger import Job, Ledger, Next
from bot.jobs.workers import Workers

STATES = ("first", "second", "third")


async def add(url: str, count: int) -> None:
    database = await open_database(url)
    ledger = Ledger(database, now=time.time)
    new = [await ledger.add(f"job-{n}", "first", {}) for n in range(count)]
    sys.stdout.write(f"{sum(new)}\n")
    await database.close()


async def work(url: str, journal: Path, what: str) -> None:
    database = await open_database(url)
    ledger = Ledger(database, now=time.time)
    ledger.poll = 0.1
    ledger.lease = 0.5  # of those that are killed; one that lives has its jobs in hand

    async def step(job: Job) -> Next:
        with journal.open("a") as file:
            file.write(f"{job.id} {job.state} {job.tries}\n")
        if what == "kill" and job.state == "second" and job.id == "job-0":
            os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.sleep(3600 if what == "hang" and job.state == "second" else 0.1)
        after = [*STATES, "done"][STATES.index(job.state) + 1]
        return Next(after, job.data, wait=None if after == "done" else 0.0)

    with owned(database) as alone:
        if alone:
            await ledger.release()
        await Workers(ledger, dict.fromkeys(STATES, step)).run()


if __name__ == "__main__":
    _, what, url, argument = sys.argv
    if what == "add":
        asyncio.run(add(url, int(argument)))
    else:
        asyncio.run(work(url, Path(argument), what))
