"""A bot as a process of its own, and what the Linux kernel knows of it."""

import asyncio
import os
import re
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds, in which the kernel counts what has ended
ENDED_USER, ENDED_SYSTEM = 13, 14  # fields of /proc/PID/stat behind the name: of waited children


@dataclass(frozen=True)
class Running:
    """A started bot; `began` is when, in seconds of CLOCK_MONOTONIC."""

    process: Process
    began: float
    output: Path

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, of all threads."""
        return cpu_of(self.process.pid)

    @property
    def tree_cpu(self) -> float:
        """The same, with all processes that it has started, those that have ended too."""
        return tree_cpu_of(self.process.pid)

    def memory(self, field: str = "VmRSS") -> float:
        """MB of a field in /proc/PID/status: VmRSS now, VmHWM the most so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"{field}:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def forget_peak(self) -> None:
        """Let VmHWM begin anew (proc_pid_clear_refs(5))."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    async def stop(self) -> None:
        """Ask it to stop, and see to it that it does."""
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 10)
            except TimeoutError:
                await self.kill()

    async def kill(self) -> None:
        """End it at once; its readers end with their sockets."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process so far; 0 when it is gone.

    The clock of another process is addressed as in clock_getcpuclockid(3). Unlike /proc/PID/stat it
    counts nanoseconds, and unlike /proc/PID/schedstat all threads.
    """
    with suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)
    return 0.0


def tree_cpu_of(pid: int) -> float:
    """Seconds of CPU of a process and of all that it and its children have started."""
    ended = 0.0
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ended = TICK * (int(fields[ENDED_USER]) + int(fields[ENDED_SYSTEM]))
    return cpu_of(pid) + ended + sum(map(tree_cpu_of, children(pid)))


def children(pid: int) -> list[int]:
    """The processes that any thread of this one has started, and that run."""
    found: list[int] = []
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, each.read_text().split())
    return found


@asynccontextmanager
async def running(
    module: str, environment: Mapping[str, str], folder: Path
) -> AsyncIterator[Running]:
    """Run `python -m module` in `folder` until the block ends; what it prints goes to files."""
    output = folder / "stdout"
    with output.open("wb") as out, (folder / "stderr").open("wb") as err:
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module),
            cwd=folder,
            env=environment,
            stdin=DEVNULL,
            stdout=out,
            stderr=err,
        )
    bot = Running(process, began, output)
    try:
        yield bot
    finally:
        await bot.stop()
