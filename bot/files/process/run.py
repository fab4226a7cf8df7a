"""Where files are looked at and mended, out of the bot's own process.

    Readers ─► at most two letters looked at, the rest wait; who mends comes by `files/slots.py`
        └── _Bench ─► one process (`child.py`): started when needed, ended when a file came
            to no good end there, or when nothing has come for a minute

The bot never loads what opens a file: a hostile one can neither crash it nor slow it. Nor does the
other process have its tokens: they are not in its environment, and from the first file on the bot's
own is closed to it. What holds a file that takes over its reader, and what does not:
`bot/files/process/child.py`.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.files.process import limits
from bot.files.process.wire import (
    LENGTH,
    NO_PROCESS,
    Answer,
    Limits,
    Request,
    Stopped,
    head,
    length_of_answer,
    unpack,
)
from bot.files.results import Choice, Mended, Sound
from bot.problems import CheckStopped, Problem

log = logging.getLogger("letterdrop.files")

LOOKS_AT_ONCE = 2
LOOK = Limits(cpu=3, wall=6.0)
"""What a look may take; a sound letter needs a tenth of a second of the processor, or rarely one.

Processor time is what a slow file is told by: a sound one needs no more of it on a busy machine.
The clock is for what sleeps.
"""
MEND = Limits(cpu=10, wall=10.0)
GRACE = 2.0  # seconds in which a bench keeps to its limits by itself, until it is killed
IDLE = 60.0  # seconds without work after which a bench's memory is given back
STARTS_WITHIN = 30.0  # seconds; a bench needs a quarter of one
_PIECE = 262_144  # bytes of a file that are handed over at once
_READ_AHEAD = 4_000_000  # bytes: an unread answer must not keep asyncio from seeing the end
_MOST_SAID = 65_536  # bytes of what a bench writes that are looked at
_MOST_WORDS = 200  # characters of what a bench says that go into the log

_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME")
"""Variables that Python itself may need; all others, tokens among them, stay here."""

_COMMAND = (sys.executable, "-m", "bot.files.process.child")

_GARBLED = (EOFError, ConnectionError, ValueError)
"""What the end of a bench, or one that a file has taken hold of, looks like from here."""


class ReadersFailed(RuntimeError):
    """A bench does not start, or can start nothing: nothing a file has to do with."""


class Readers:
    """Inspects and mends files. Nothing is started before the first one.

    `environment`: that of the bot, of which next to nothing goes on. `look`, `mend`: what the work
    on one letter may take. `idle` in seconds. `command` starts a bench. All that is asked of it may
    raise `ReadersFailed`.
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        look: Limits = LOOK,
        mend: Limits = MEND,
        idle: float = IDLE,
        command: Sequence[str] = _COMMAND,
    ) -> None:
        kept = {name: value for name, value in (environment or {}).items() if name in _KEPT}
        self._environment = {**kept, "PYTHONPATH": str(_ROOT)}
        self._command = command
        self._look, self._mend = look, mend
        self._idle_after = idle
        self._looking = asyncio.Semaphore(LOOKS_AT_ONCE)
        self._benches: set[_Bench] = set()
        self._idle: list[_Bench] = []

    async def inspect(self, content: bytes, name: str) -> Sound | Problem:
        """Look at a file, as `bot.repair.inspection.inspect` does; `CheckStopped` if that fails.

        It fails when it takes `LOOK`: every sound letter needs far less, and a slow one must not
        hold up the others'.
        """
        async with self._looking:
            answer = await self._ask(Request("inspect", ((content, name),), self._look))
        return answer if isinstance(answer, Sound | Problem) else CheckStopped(name)

    async def mend(
        self, files: Sequence[tuple[bytes, str]], *, wosign: bool = False, pages: Sequence[int] = ()
    ) -> Mended | Choice | Problem:
        """Make one letter of files, as `bot.repair.mending.mend` does; `CheckStopped` if it fails.

        How many do so at once is the caller's care: each takes up to 300 MB.
        """
        request = Request("mend", tuple(files), self._mend, wosign, tuple(pages))
        answer = await self._ask(request)
        return (
            answer if isinstance(answer, Mended | Choice | Problem) else CheckStopped(request.name)
        )

    async def close(self) -> None:
        """End all benches, also those at work."""
        self._idle.clear()
        for bench in list(self._benches):
            await self._give_up(bench)

    async def _ask(self, request: Request) -> Answer:
        bench = await self._a_bench()
        try:
            async with asyncio.timeout(request.limits.wall + GRACE):
                answer = await bench.ask(request)
        except (TimeoutError, *_GARBLED) as error:
            answer = Stopped(f"{type(error).__name__} {error}")
        except BaseException:
            await self._give_up(bench)
            raise
        if isinstance(answer, Stopped):
            log.warning("the work on a file was stopped: %a", answer.why[:_MOST_WORDS])
            await self._give_up(bench)
        else:
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
        bench = await _Bench.start(self._command, self._environment)
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
        self._stdin, self._stdout, self._stderr = _pipes(process)
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls, command: Sequence[str], environment: Mapping[str, str]) -> "_Bench":
        """Start a process and wait until its libraries are loaded. Raises `ReadersFailed`."""
        limits.close_to_neighbours()
        bench = cls(await _started(command, environment))
        is_ready = False
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                is_ready = bool(await bench._stdout.read(1))
        except TimeoutError as error:
            raise ReadersFailed("bot.files.process.child takes too long to start") from error
        finally:
            if not is_ready:
                await bench.kill()
        if not is_ready:
            raise ReadersFailed(
                f"bot.files.process.child does not start: {await bench._last_words()}"
            )
        return bench

    @property
    def is_alive(self) -> bool:
        """Whether the process is there, as far as is known."""
        return self._process.returncode is None

    async def ask(self, request: Request) -> Answer:
        """Hand a request over and read the answer.

        Raises one of `_GARBLED`, and `ReadersFailed` when nobody can be set to the work.
        """
        for piece in _pieces(request):
            self._stdin.write(piece)
            await self._stdin.drain()
        prefix = await self._stdout.readexactly(LENGTH.size)
        if prefix == NO_PROCESS:
            raise ReadersFailed("bot.files.process.child can start no process")
        return unpack(await self._stdout.readexactly(length_of_answer(prefix)))

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
        """Have the process end what it has forked off, then itself; kill them if it does not.

        What is killed from here may stay behind as a zombie, where the bot is the first process of
        a container and nobody else's children are its own.
        """
        self.is_needed()
        if not self._stdin.is_closing():
            self._stdin.transport.abort()  # and not what closing it would wait for
        if not await self._ends_within(GRACE):
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._ends_within(GRACE)

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._process.wait()
        return not self.is_alive

    async def _last_words(self) -> str:
        """The end of what the process wrote before it ended, for the log."""
        text = (await self._stderr.read(_MOST_SAID)).decode(errors="replace")
        return ascii(" / ".join(text.split("\n"))[-_MOST_WORDS:])


async def _started(
    command: Sequence[str], environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,  # it may write what it likes, but not between the lines of the log
            env=environment,
            limit=_READ_AHEAD,
            start_new_session=True,  # a group of its own: it is killed with what it has forked off
        )
    except OSError as error:  # no memory, no processes or files left
        raise ReadersFailed(f"bot.files.process.child cannot be started: {error}") from error


def _pipes(
    process: asyncio.subprocess.Process,
) -> tuple[asyncio.StreamWriter, asyncio.StreamReader, asyncio.StreamReader]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ReadersFailed("bot.files.process.child has no pipes")
    return process.stdin, process.stdout, process.stderr


def _pieces(request: Request) -> Iterator[bytes | memoryview]:
    """A request in pieces, so that the transport never copies a whole file."""
    yield head(request)
    for content, _ in request.files:
        whole = memoryview(content)
        yield from (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
