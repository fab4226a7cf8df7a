"""The real bot as a process of its own, and kept for as long as somebody plays."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

STOPPED_WITHIN = 8.0  # seconds from SIGTERM to SIGKILL
STARTED_WITHIN = 60.0  # seconds
KILLED_WITHIN = 0.5  # seconds from SIGTERM to SIGKILL, since nothing is lost by it
LOOK_AGAIN, WATCH_AGAIN = 0.02, 0.1  # seconds
LINES, LONGEST_LINE = 300, 2_000  # of the log's end

State = Literal["starting", "running", "ended"]
Prepare = Callable[[], Awaitable[None]]


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


class KeptBot:
    """A bot that is watched while it runs, and can be started again.

    `environment` is that of a bot whose files lie in a folder; `connections` are those that Slack
    has. `tell` is called whenever the bot's state or its log has changed.
    """

    def __init__(
        self,
        environment: Callable[[Path], Mapping[str, str]],
        connections: Collection[object],
        tell: Callable[[], None],
    ) -> None:
        self.state: State = "starting"
        self._environment, self._connections, self._tell = environment, connections, tell
        self.bot: Bot | None = None  # that runs, or ran last
        self._changed, self._is_wanted = asyncio.Event(), asyncio.Event()
        self._prepare: Prepare | None = None

    async def keep(self, root: Path) -> None:
        """Run the bot, and run it again whenever that is wanted; its folders lie in `root`."""
        folder = Path(mkdtemp(dir=root))
        while True:
            async with bot_process(self._environment(folder), folder, KILLED_WITHIN) as self.bot:
                await self._watch(self.bot)
            if not self._is_wanted.is_set():
                self._become("ended")
            await self._is_wanted.wait()
            self._is_wanted.clear()
            if prepare := self._prepare:
                self._prepare = None
                await prepare()
                folder = Path(mkdtemp(dir=root))

    async def _watch(self, bot: Bot) -> None:
        """Tell of what changes, until the bot has ended, or has not connected in time."""
        before, patience, size = [*self._connections], asyncio.timeout(STARTED_WITHIN), -1
        with suppress(TimeoutError):
            async with patience:
                while not bot.has_ended:
                    if self.state == "starting" and any(
                        each not in before for each in self._connections
                    ):
                        patience.reschedule(None)
                        self._become("running")
                    if size != (size := bot.log.stat().st_size):
                        self._tell()
                    await asyncio.sleep(WATCH_AGAIN)

    def _become(self, state: State) -> None:
        self.state = state
        self._changed.set()
        self._changed = asyncio.Event()
        self._tell()

    async def another_than(self, state: State) -> State:
        """Wait for another state; gives it."""
        while self.state == state:
            await self._changed.wait()
        return self.state

    async def start_again(self, prepare: Prepare | None = None) -> None:
        """Stop and start the bot; with `prepare` done in between, with an empty database."""
        self._prepare = prepare or self._prepare
        self._is_wanted.set()
        self._become("starting")
        if self.bot:
            await self.bot.stop(KILLED_WITHIN)

    def look_now(self) -> None:
        """Ask the bot to look at the certificates that it watches."""
        if self.bot:
            self.bot.look_now()

    def log(self) -> list[str]:
        """Give the end of the bot's log, line by line."""
        if self.bot is None:
            return []
        with self.bot.log.open("rb") as file:
            file.seek(max(0, self.bot.log.stat().st_size - LINES * LONGEST_LINE))
            lines = file.read().decode(errors="replace").splitlines()
        return [line[:LONGEST_LINE] for line in lines[-LINES:]]
