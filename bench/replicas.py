"""What several processes carry that share one PostgreSQL with a million letters in its ledger.

The sandbox, the server and all bots share the machine's cores; so what each of them needs for a
letter is measured as well, from which follows what it carries alone.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bench import contenders, old_rows, postgres, processes
from bench.contenders import NO_RATE_LIMIT, OURS, Contender

WARM_UP = 10  # letters to each process
RUNS = count(1)  # so that no two on one ledger have the same certificates


@dataclass(frozen=True)
class Carried:
    """So many letters at once through so many processes; seconds, those of CPU for all letters."""

    processes: int
    letters: int
    is_limited: bool  # to Tencent Cloud's ten calls a second
    seconds: float
    bots_cpu: float
    readers_cpu: float
    server_cpu: float
    sandbox_cpu: float
    calls: dict[str, int]  # by Slack's method or Tencent's action


@contextmanager
def ledger(row: dict[str, Any], rows: int) -> Iterator[tuple[str, int]]:
    """A PostgreSQL with so many old letters: its URL, and its process."""
    with postgres.running() as server:
        url = server.create("letters")
        asyncio.run(old_rows.fill(url, row, rows))
        yield url, server.pid


async def carried(
    url: str, server: int, bots_wanted: int, letters: int, *, is_limited: bool = False
) -> Carried:
    """Drop so many letters at once before so many processes."""
    content, run = contenders.usual_letter(), next(RUNS)
    async with contenders.folder_and_sandbox() as (folder, place), AsyncExitStack() as stack:
        environment = place.environment(folder) | {"DATABASE_URL": url}
        environment |= {} if is_limited else NO_RATE_LIMIT
        place.tencent.rate_limit = 10 if is_limited else None
        bots = [
            await stack.enter_async_context(processes.running(OURS, environment, folder_of(stack)))
            for _ in range(bots_wanted)
        ]
        slack, tencent = place.slack, place.tencent
        await slack.until(
            lambda: len(slack.connections) == bots_wanted, contenders.CONNECTED_WITHIN
        )
        each = Contender(OURS, place, bots[0], folder, 0.0)
        await contenders.burst(each, f"W{run:02}", [content] * (WARM_UP * bots_wanted))
        before = len(slack.calls), len(tencent.calls)
        own, main, trees, served = (
            time.process_time(),
            sum(bot.cpu for bot in bots),
            sum(bot.tree_cpu for bot in bots),
            processes.tree_cpu_of(server),
        )
        burst = await contenders.burst(each, f"R{run:02}", [content] * letters)
        contenders.all_letters(place, letters + WARM_UP * bots_wanted, content)
        main = sum(bot.cpu for bot in bots) - main
        calls = [call.method for call in slack.calls[before[0] :]]
        calls += [call.action for call in tencent.calls[before[1] :]]
        return Carried(
            *(bots_wanted, letters, is_limited, burst.seconds[-1], main),
            readers_cpu=sum(bot.tree_cpu for bot in bots) - trees - main,
            server_cpu=processes.tree_cpu_of(server) - served,
            sandbox_cpu=time.process_time() - own,
            calls=dict(Counter(calls)),
        )


def folder_of(stack: AsyncExitStack) -> Path:
    """A folder for one process of several, whose outputs have the same names."""
    made = tempfile.TemporaryDirectory(prefix="letterdrop-bench-")
    return Path(stack.enter_context(made))
