"""Where the bot has files looked at and mended, out of its own process.

    Readers ─► at most two letters looked at, the rest wait; who mends comes by `files/slots.py`
        └── ForkServer ─► one process (`child.py`) and its reader: started when needed, ended when
            a file came to no good end there, or when nothing has come for a minute

The bot never loads what opens a file: a hostile one can neither crash it nor slow it. Nor do the
other processes have its tokens: they are not in their environment, and from the first file on the
bot's own is closed to them. What holds a file that takes over its reader, and what does not:
`child.py`.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from weakref import WeakSet

import msgspec

from bot.files.process import limits
from bot.files.process.wire import (
    END,
    END_AND_TELL,
    LONGEST_ANSWER,
    READY,
    Answer,
    Limits,
    Request,
    Stopped,
    unpacked,
)
from bot.files.results import Choice, Mended, Sound
from bot.problems import BadFile, Problem

log = logging.getLogger("letterdrop.files")

LOOKS_AT_ONCE = 2
LOOK = Limits(cpu=3, wall=6.0)
"""What a look may take; a sound letter needs a tenth of a second of the processor, or rarely one.

Processor time is what a slow file is told by: a sound one needs no more of it on a busy machine.
The clock is for what sleeps.
"""
MEND = Limits(cpu=10, wall=10.0)
STARTS_WITHIN = 30.0  # seconds; a fork server needs a quarter of one
ENDS_WITHIN = 2.0  # seconds; one that is told to end and does not is killed
_LONGEST_NOTE = 200  # characters of what other processes say that go into the log
_PIECE = 65_536  # bytes of an answer that are read at once

_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME")
"""Variables that Python itself may need; all others, tokens among them, stay here."""

_COMMAND = (sys.executable, "-m", "bot.files.process.child")


class ReadersFailed(RuntimeError):
    """No reader can be started: nothing a file has to do with."""


class Readers:
    """Inspects and mends files. Nothing is started before the first one.

    `environment`: that of the bot, of which next to nothing goes on. `look`, `mend`: what the work
    on one letter may take. `command` starts a fork server. All that is asked of this may raise
    `ReadersFailed`.
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        look: Limits = LOOK,
        mend: Limits = MEND,
        command: Sequence[str] = _COMMAND,
    ) -> None:
        kept = {name: value for name, value in (environment or {}).items() if name in _KEPT}
        self._environment = {**kept, "PYTHONPATH": str(_ROOT)}
        self._command = command
        self._look, self._mend = look, mend
        self._looking = asyncio.Semaphore(LOOKS_AT_ONCE)
        self._servers = WeakSet[ForkServer]()
        self._idle: list[ForkServer] = []

    async def inspect(self, content: bytes, name: str) -> Sound | Problem:
        """Look at a file, as `repair.inspection.inspect` does; "check-stopped" if that fails.

        It fails when it takes `LOOK`: every sound letter needs far less, and a slow one must not
        hold up the others'.
        """
        request = Request("inspect", ((len(content), name),), self._look)
        async with self._looking:
            answer = await self._ask(request, [content])
        return answer if isinstance(answer, Sound | Problem) else BadFile("check-stopped", name)

    async def mend(
        self, files: Sequence[tuple[bytes, str]], *, wosign: bool = False, pages: Sequence[int] = ()
    ) -> Mended | Choice | Problem:
        """Make one letter of files, as `repair.mend.mend` does; "check-stopped" if it fails.

        How many do so at once is the caller's care: each takes up to 300 MB.
        """
        sizes = tuple((len(content), name) for content, name in files)
        request = Request("mend", sizes, self._mend, wosign, tuple(pages))
        answer = await self._ask(request, [content for content, _ in files])
        if isinstance(answer, Mended | Choice | Problem):
            return answer
        return BadFile("check-stopped", " + ".join(name for _, name in files))

    async def close(self) -> None:
        """End all processes, also those at work."""
        await asyncio.gather(*(server.kill() for server in self._servers))
        self._idle.clear()

    async def _ask(self, request: Request, contents: Sequence[bytes]) -> Answer:
        server = await self._free_server()
        answer: Answer = Stopped("nobody waits any more")
        try:
            answer = await server.ask(request, contents)
        finally:
            if isinstance(answer, Stopped):
                await server.kill()
            else:
                self._idle.append(server)
        if isinstance(answer, Stopped):
            log.warning("the work on a file was stopped: %a", answer.why[:_LONGEST_NOTE])
        return answer

    async def _free_server(self) -> "ForkServer":
        """One that is idle, the last used first, or a new one."""
        while self._idle:
            server = self._idle.pop()
            if server.is_alive:
                return server
            await server.kill()
        server = await ForkServer.start(self._command, self._environment)
        self._servers.add(server)
        return server


class ForkServer:
    """A process that forks off one reader after the other, and ends when there is nothing to do."""

    def __init__(self, process: Process, control: socket.socket) -> None:
        self.pid = process.pid
        self._process, self._control = process, control

    @classmethod
    async def start(cls, command: Sequence[str], environment: Mapping[str, str]) -> "ForkServer":
        """Start a process, and wait until its libraries are loaded. Raises `ReadersFailed`."""
        limits.close_to_neighbours()
        control, its_end = socket.socketpair()
        control.settimeout(0)
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=its_end.fileno(),
                stdout=DEVNULL,
                stderr=PIPE,  # it may write what it likes, but not between the lines of the log
                env=environment,
                start_new_session=True,  # a group of its own: killed with what it has forked off
            )
        except OSError as error:  # no memory, no processes or files left
            control.close()
            raise ReadersFailed(f"{command[-1]} cannot be started: {error}") from error
        finally:
            its_end.close()
        server, ready = cls(process, control), b""
        try:
            with suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(STARTS_WITHIN):
                    ready = await asyncio.get_running_loop().sock_recv(control, len(READY))
        finally:
            if not ready:
                await server.kill()
        if not ready:
            raise ReadersFailed(f"{command[-1]} does not start: {await server._last_words()}")
        return server

    @property
    def is_alive(self) -> bool:
        """Whether the process is there, as far as is known."""
        return self._process.returncode is None

    async def ask(self, request: Request, contents: Sequence[bytes]) -> Answer:
        """Have a reader answer a request about files of these contents, and end it.

        `Stopped` if there is no honest answer in time: the process is good for `kill` alone, then.
        Raises `ReadersFailed` when it ended by itself: no work, or no process left to fork.
        """
        try:
            async with asyncio.timeout(request.limits.wall):
                return await self._answer(request, contents)
        except TimeoutError:
            return Stopped("took too long")
        except UnicodeError:
            return Stopped("a name is no text")
        except ConnectionError:  # it is gone
            code = await self._process.wait()
        if code >= 0:
            raise ReadersFailed(f"the fork server ended with {code}: {await self._last_words()}")
        return Stopped(f"the fork server was ended by {signal.Signals(-code).name}")

    async def _answer(self, request: Request, contents: Sequence[bytes]) -> Answer:
        head = msgspec.json.encode(request) + b"\n"
        reader, its_end = socket.socketpair()
        reader.settimeout(0)
        with reader:
            with its_end:
                socket.send_fds(self._control, [b"+"], [its_end.fileno()])
            told = await _exchange(reader, (head, *contents))
        if told:
            self._control.send(END)
            return unpacked(told)
        self._control.send(END_AND_TELL)
        loop = asyncio.get_running_loop()
        if how_it_ended := await loop.sock_recv(self._control, _LONGEST_NOTE):
            return Stopped(how_it_ended.decode())
        raise ConnectionError

    async def kill(self) -> None:
        """End the process and its reader: it does that by itself when the bot is gone.

        What is killed from here may stay behind as a zombie, where the bot is the first process of
        a container and nobody else's children are its own.
        """
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            await asyncio.wait_for(self._process.wait(), ENDS_WITHIN)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self._control.close()

    async def _last_words(self) -> str:
        """The end of what the process wrote before it ended, for the log."""
        words = await self._process.stderr.read() if self._process.stderr else b""
        return ascii(" / ".join(words.decode(errors="replace").split("\n"))[-_LONGEST_NOTE:])


async def _exchange(reader: socket.socket, request: Iterable[bytes]) -> bytearray:
    """Send a request, and give all that the reader says until the end, or too much of it."""
    loop, told = asyncio.get_running_loop(), bytearray()
    with suppress(ConnectionError):  # it has ended, and may have said why before
        for part in request:
            await loop.sock_sendall(reader, part)
    with suppress(ConnectionError):
        while len(told) <= LONGEST_ANSWER and (piece := await loop.sock_recv(reader, _PIECE)):
            told += piece
    return told
