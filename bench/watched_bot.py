"""`python -m bot`, with a stopwatch at every callback of the event loop.

Prints on stdout, for each callback above 10 ms, one JSON list: when it ended (seconds of
CLOCK_MONOTONIC), how long it took (ms), how much of that was CPU of the loop's thread (ms; the
rest is waiting for a core or for blocking I/O), and what it was.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

WORTH_TELLING = 0.010  # seconds

# Private, but everything that the loop runs comes through here. A task that looks at the clock now
# and then would tell neither what blocked, nor whether the loop was busy or the machine was.
run = asyncio.Handle._run  # noqa: SLF001
blocks: list[tuple[float, float, float, str]] = []


def timed_run(handle: asyncio.Handle) -> None:
    """Run the callback, and remember it if it took long."""
    began, cpu = time.monotonic(), time.thread_time()
    what = _name(handle)
    run(handle)
    ended = time.monotonic()
    if ended - began > WORTH_TELLING:
        spent = time.thread_time() - cpu
        blocks.append((ended, 1000 * (ended - began), 1000 * spent, what))


def _name(handle: asyncio.Handle) -> str:
    """Name the coroutine of a task, or the callback."""
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    named = task.get_coro() if isinstance(task, asyncio.Task) else callback
    return str(getattr(named, "__qualname__", named))


@dataclass(frozen=True)
class Block:
    """A callback of the loop that took long, in ms, those of CPU, and whose it was."""

    wall: float
    cpu: float
    what: str


def longest_blocks(output: Path, since: float = 0.0) -> list[Block]:
    """The longest of those that an ended bot has printed, after this time of CLOCK_MONOTONIC."""
    found = [json.loads(line) for line in output.read_text().splitlines()]
    later = [Block(wall, cpu, what) for when, wall, cpu, what in found if when > since]
    return sorted(later, key=lambda each: -each.cpu)[:3]


if __name__ == "__main__":
    from bot.__main__ import main

    setattr(asyncio.Handle, "_run", timed_run)  # noqa: B010 - mypy knows that nobody should
    code = main()
    for block in blocks:
        print(json.dumps(block))
    sys.exit(code)
