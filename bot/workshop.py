"""Where files are looked at and mended, out of the bot's own process.

    Workshop ─► at most two letters mended and two looked at, the rest wait their turn
        └── _Bench ─► one process (`bot/workbench.py`): started when needed, killed when it takes
            too long, ended when nothing has come for a minute

The bot never loads what opens a file: a hostile one can neither crash it, nor slow it, nor see its
tokens, which are kept out of the other process's environment.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from bot.parcels import LENGTH, Answer, Request, head, length_of_answer, unpack
from bot.problems import CheckStopped, Problem
from bot.repair.results import Choice, Mended, Sound

WIDTH = 2  # letters mended at once, and letters looked at at once
PATIENCE = 10.0  # seconds until the work on a file is given up
IDLE = 60.0  # seconds without work after which a bench's memory is given back
STARTS_WITHIN = 30.0  # seconds; a bench needs a quarter of one
_PIECE = 262_144  # bytes of a file that are handed over at once

_ROOT = Path(__file__).resolve().parent.parent
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME")
"""Variables that Python itself may need; all others, tokens among them, stay here."""

_GARBLED = (EOFError, ConnectionError, ValueError, KeyError, msgspec.MsgspecError)
"""What the end of a bench, or one that a file has taken hold of, looks like from here."""


class WorkshopBroken(RuntimeError):
    """A bench does not start: nothing a file has to do with."""


class Workshop:
    """Inspects and mends files. Nothing is started before the first one.

    `environment`: that of the bot, of which next to nothing goes on. `patience` and `idle` in
    seconds.
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        patience: float = PATIENCE,
        idle: float = IDLE,
    ) -> None:
        kept = {name: value for name, value in (environment or {}).items() if name in _KEPT}
        self._environment = {**kept, "PYTHONPATH": str(_ROOT)}
        self._patience = patience
        self._idle_after = idle
        self._looking = asyncio.Semaphore(WIDTH)
        self._mending = asyncio.Semaphore(WIDTH)
        self._benches: set[_Bench] = set()
        self._idle: list[_Bench] = []

    @property
    def is_full(self) -> bool:
        """Whether a letter that is to be mended now would have to wait its turn."""
        return self._mending.locked()

    async def inspect(self, content: bytes, name: str) -> Sound | Problem:
        """Look at a file, as `bot.repair.inspection.inspect` does; `CheckStopped` if that fails."""
        async with self._looking:
            answer = await self._ask(Request("inspect", ((content, name),)))
        return answer if isinstance(answer, Sound | Problem) else CheckStopped(name)

    async def mend(
        self, files: Sequence[tuple[bytes, str]], *, wosign: bool = False, pages: Sequence[int] = ()
    ) -> Mended | Choice | Problem:
        """Make one letter of files, as `bot.repair.mending.mend` does, when it is their turn."""
        request = Request("mend", tuple(files), wosign, tuple(pages))
        async with self._mending:
            answer = await self._ask(request)
        return CheckStopped(request.name) if isinstance(answer, Sound) else answer

    async def close(self) -> None:
        """End all benches, also those at work."""
        self._idle.clear()
        for bench in list(self._benches):
            await self._give_up(bench)

    async def _ask(self, request: Request) -> Answer:
        bench = await self._a_bench()
        try:
            async with asyncio.timeout(self._patience):
                answer = await bench.ask(request)
        except (TimeoutError, *_GARBLED):
            await self._give_up(bench)
            return CheckStopped(request.name)
        except asyncio.CancelledError:
            await self._give_up(bench)
            raise
        self._put_back(bench)
        return answer

    async def _a_bench(self) -> "_Bench":
        """One that is idle, the last used first, or a new one."""
        while self._idle:
            bench = self._idle.pop()
            bench.is_needed()
            if bench.is_alive:
                return bench
            self._benches.remove(bench)
        bench = await _Bench.start(self._environment)
        self._benches.add(bench)
        return bench

    def _put_back(self, bench: "_Bench") -> None:
        self._idle.append(bench)
        bench.end_after(self._idle_after, self._retire)

    def _retire(self, bench: "_Bench") -> None:
        self._idle.remove(bench)
        self._benches.remove(bench)
        bench.end()

    async def _give_up(self, bench: "_Bench") -> None:
        self._benches.discard(bench)
        await bench.kill()


class _Bench:
    """One process that works off one request after the other."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._stdin, self._stdout = _pipes(process)
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls, environment: Mapping[str, str]) -> "_Bench":
        """Start a process and wait until its libraries are loaded. Raises `WorkshopBroken`."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.workbench"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            start_new_session=True,  # a group of its own: it is killed with what it has forked off
        )
        bench = cls(process)
        is_ready = False
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                is_ready = bool(await bench._stdout.read(1))
        except TimeoutError as error:
            raise WorkshopBroken("bot.workbench takes too long to start") from error
        finally:
            if not is_ready:
                await bench.kill()
        if not is_ready:
            raise WorkshopBroken("bot.workbench does not start")
        return bench

    @property
    def is_alive(self) -> bool:
        """Whether the process is there, as far as is known."""
        return self._process.returncode is None

    async def ask(self, request: Request) -> Answer:
        """Hand a request over and read the answer; raises one of `_GARBLED`."""
        for piece in _pieces(request):
            self._stdin.write(piece)
            await self._stdin.drain()
        length = length_of_answer(await self._stdout.readexactly(LENGTH.size))
        return unpack(await self._stdout.readexactly(length))

    def end_after(self, seconds: float, end: Callable[["_Bench"], None]) -> None:
        """Call `end` when nothing has come for so long."""
        self._timer = asyncio.get_running_loop().call_later(seconds, end, self)

    def is_needed(self) -> None:
        """Call `end` no more."""
        if self._timer:
            self._timer.cancel()

    def end(self) -> None:
        """Let the process end by itself: it does when its input does."""
        self._stdin.close()

    async def kill(self) -> None:
        """End the process and what it has forked off, at once."""
        self.is_needed()
        self._stdin.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()


def _pipes(
    process: asyncio.subprocess.Process,
) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    if process.stdin is None or process.stdout is None:
        raise WorkshopBroken("bot.workbench has no pipes")
    return process.stdin, process.stdout


def _pieces(request: Request) -> Iterator[bytes | memoryview]:
    """A request in pieces, so that the transport never copies a whole file."""
    yield head(request)
    for content, _ in request.files:
        whole = memoryview(content)
        yield from (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
