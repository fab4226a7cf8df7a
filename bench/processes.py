"""A bot as a process of its own, and what the Linux kernel knows of it."""

import asyncio
import re
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """A started bot; `began` is when, in seconds of CLOCK_MONOTONIC."""

    process: Process
    began: float
    output: Path

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, of all threads.

        The clock of another process is addressed as in clock_getcpuclockid(3). Unlike
        /proc/PID/stat it counts nanoseconds, and unlike /proc/PID/schedstat all threads.
        """
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def memory(self, field: str = "VmRSS") -> float:
        """MB of a field in /proc/PID/status: VmRSS now, VmHWM the most so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"{field}:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    async def stop(self) -> None:
        """Ask it to stop, and see to it that it does."""
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 10)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


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
