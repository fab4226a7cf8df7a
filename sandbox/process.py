"""The real bot as a process of its own."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

STOPPED_WITHIN = 8.0  # seconds from SIGTERM to SIGKILL
LOOK_AGAIN = 0.02  # seconds


@dataclass(frozen=True)
class Bot:
    """A bot that runs, and the file with everything that it prints."""

    process: Process
    log: Path

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone, by itself or because it was stopped."""
        return self.process.returncode is not None

    async def brings_about(self, condition: Callable[[], object], *, within: float) -> bool:
        """Wait until `condition` holds; False if `within` seconds pass or the bot ends before."""
        deadline = asyncio.get_running_loop().time() + within
        while not condition():
            if self.has_ended or asyncio.get_running_loop().time() > deadline:
                return False
            await asyncio.sleep(LOOK_AGAIN)
        return True

    def look_now(self) -> None:
        """Ask the bot to look at the certificates that it watches, before it would by itself."""
        if not self.has_ended:
            self.process.send_signal(signal.SIGUSR1)

    async def stop(self, within: float = STOPPED_WITHIN) -> int:
        """Ask the bot to stop (SIGTERM) and give its exit code; it is killed if it does not."""
        if not self.has_ended:
            self.process.terminate()
        try:
            return await asyncio.wait_for(self.process.wait(), within)
        except TimeoutError:
            self.process.kill()
            return await self.process.wait()
        finally:
            if not self.has_ended:
                self.process.kill()


@asynccontextmanager
async def bot_process(
    environment: Mapping[str, str], folder: Path, stopped_within: float = STOPPED_WITHIN
) -> AsyncIterator[Bot]:
    """Run `python -m bot` in `folder` until the block ends; its log is `folder`/bot.log."""
    log = folder / "bot.log"
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            cwd=folder,
            env=environment,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
        )
    bot = Bot(process, log)
    try:
        yield bot
    finally:
        await bot.stop(stopped_within)
