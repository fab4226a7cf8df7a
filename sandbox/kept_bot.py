"""The real bot for as long as somebody plays: watched, and started again whenever that is asked."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

from sandbox.process import Bot, bot_process

STARTED_WITHIN = 60.0  # seconds
KILLED_WITHIN = 0.5  # seconds from SIGTERM to SIGKILL, since nothing is lost by it
LOOK_AGAIN = 0.1  # seconds
LINES, LONGEST_LINE = 300, 2_000  # of the log's end

State = Literal["starting", "running", "ended"]
Prepare = Callable[[], Awaitable[None]]


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
        self._bot: Bot | None = None
        self._changed, self._is_wanted = asyncio.Event(), asyncio.Event()
        self._prepare: Prepare | None = None

    async def keep(self, root: Path) -> None:
        """Run the bot, and run it again whenever that is wanted; its folders lie in `root`."""
        folder = Path(mkdtemp(dir=root))
        while True:
            async with bot_process(self._environment(folder), folder, KILLED_WITHIN) as self._bot:
                await self._watch(self._bot)
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
                    await asyncio.sleep(LOOK_AGAIN)

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
        """Start the bot, after it is stopped if it runs.

        With `prepare`, which is done while no bot runs, it starts with an empty database.
        """
        self._prepare = prepare or self._prepare
        self._is_wanted.set()
        self._become("starting")
        if self._bot:
            await self._bot.stop(KILLED_WITHIN)

    @property
    def process(self) -> Process:
        """The process that runs, or ran last; LookupError before the first one."""
        if self._bot is None:
            raise LookupError("no bot was started yet")
        return self._bot.process

    def look_now(self) -> None:
        """Ask the bot to look at the certificates that it watches."""
        if self._bot:
            self._bot.look_now()

    def log(self) -> list[str]:
        """Give the end of the bot's log, line by line."""
        if self._bot is None:
            return []
        with self._bot.log.open("rb") as file:
            file.seek(max(0, self._bot.log.stat().st_size - LINES * LONGEST_LINE))
            lines = file.read().decode(errors="replace").splitlines()
        return [line[:LONGEST_LINE] for line in lines[-LINES:]]
