"""Where the bot has files looked at and mended, out of its own process (how: `child.py`).

The bot never loads what opens a file: a hostile one can neither crash it nor slow it. The other
processes do not have its tokens in their environment, nor can they look into its own.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakSet

import msgspec

from bot import patience
from bot.files.process import wire
from bot.files.process.wire import Files, Limits, Request, Result, Stopped, Task
from bot.files.results import Choice, Mended, Sound
from bot.problems import BadFile, Problem

log = logging.getLogger("letterdrop.files")

LOOK = Limits(patience.LOOK_COMPUTES_WITHIN, patience.LOOK_WITHIN)
MEND = Limits(patience.MEND_COMPUTES_WITHIN, patience.MEND_WITHIN)
_LONGEST_NOTE = 200  # characters of what other processes say that go into the log
_MOST_TOLD = 2_000_000  # bytes of a result; a letter in Base64 needs two thirds of it

# Variables that Python itself may need; all others, tokens among them, stay here.
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME")
_COMMAND = (sys.executable, "-m", "bot.files.process.child", f"{patience.READER_IDLE_FOR}")


class ReadersFailed(RuntimeError):
    """No reader can be started: nothing a file has to do with."""


class Readers:
    """Inspects and mends files, or raises `ReadersFailed`. Nothing is started before the first one.

    `environment`: the bot's, of which little goes on. `look`, `mend`: what one letter may take. How
    many are mended at once is the caller's care: each takes up to 300 MB.
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
        self._environment = {**kept, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
        self._command = command
        self._limits: dict[Task, Limits] = {"inspect": look, "mend": mend}
        self._looking = asyncio.Semaphore(2)
        self._servers = WeakSet[ForkServer]()
        self._idle: list[ForkServer] = []

    async def inspect(self, content: bytes, name: str) -> Sound | Problem:
        """Look at a file, as `repair.inspection.inspect` does; "check-stopped" if that fails."""
        async with self._looking:
            result = await self._ask("inspect", [(content, name)])
        return result if isinstance(result, Sound | Problem) else BadFile("check-stopped", name)

    async def mend(
        self, files: Files, *, wosign: bool = False, pages: Sequence[int] = ()
    ) -> Mended | Choice | Problem:
        """Make one letter of files, as `repair.mend.mend` does; "check-stopped" if it fails."""
        result = await self._ask("mend", files, wosign=wosign, pages=tuple(pages))
        if isinstance(result, Mended | Choice | Problem):
            return result
        return BadFile("check-stopped", " + ".join(name for _, name in files))

    async def close(self) -> None:
        """End all processes, also those at work."""
        await asyncio.gather(*(server.end() for server in self._servers))

    async def _ask(self, task: Task, files: Files, **options: Any) -> Result:
        sizes = tuple((len(content), name) for content, name in files)
        request = Request(task, sizes, self._limits[task], **options)
        server = await self._free_server()
        result: Result = Stopped("nobody waits any more")
        try:
            result = await server.ask(request, [content for content, _ in files])
        finally:
            if isinstance(result, Stopped):
                await server.end()
            else:
                self._idle.append(server)
        if isinstance(result, Stopped):
            log.warning("the work on a file was stopped: %a", result.why[:_LONGEST_NOTE])
        return result

    async def _free_server(self) -> "ForkServer":
        """One that is idle, the last used first, or a new one."""
        while self._idle:
            server = self._idle.pop()
            if server.process.returncode is None:
                return server
            await server.end()
        control, its_end = socket.socketpair()
        control.settimeout(0)
        try:
            with its_end:
                process = await asyncio.create_subprocess_exec(
                    *self._command,
                    stdin=its_end.fileno(),
                    stdout=DEVNULL,
                    stderr=PIPE,  # it may write what it likes, but not between the log's lines
                    env=self._environment,
                    start_new_session=True,  # a group of its own: killed with what it forks off
                )
        except OSError as error:  # no memory, no processes or files left
            control.close()
            raise ReadersFailed(f"no process can be started: {error}") from error
        server = ForkServer(process, control)
        self._servers.add(server)
        return server


@dataclass(eq=False)
class ForkServer:
    """A process that forks off one reader after the other, and the bot's end of its socket."""

    process: Process
    control: socket.socket

    async def ask(self, request: Request, contents: Sequence[bytes]) -> Result:
        """Have a reader do with files what a request asks for, and end it.

        `Stopped`: there is no honest result in time, and the process is good for `end` alone.
        `ReadersFailed`: it does not start, or ended by itself, being idle or unable to fork.
        """
        word = b""
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(patience.READER_STARTS_WITHIN):
                word = await asyncio.get_running_loop().sock_recv(self.control, _LONGEST_NOTE)
        if not word:
            await self.end()
            raise ReadersFailed(f"the fork server does not start: {await self._last_words()}")
        try:
            async with asyncio.timeout(request.limits.wall):
                return await self._result(request, contents)
        except TimeoutError:
            return Stopped("took too long")
        except UnicodeError:
            return Stopped("a name is no text")
        except ConnectionError:  # it is gone
            code = await self.process.wait()
        if code >= 0:
            raise ReadersFailed(f"the fork server ended with {code}: {await self._last_words()}")
        return Stopped(f"the fork server was ended by {signal.Signals(-code).name}")

    async def _result(self, request: Request, contents: Sequence[bytes]) -> Result:
        loop, told = asyncio.get_running_loop(), bytearray()
        head = msgspec.json.encode(request) + b"\n"
        reader, its_end = socket.socketpair()
        reader.settimeout(0)
        with reader:
            with its_end:
                socket.send_fds(self.control, [b"+"], [its_end.fileno()])
            with suppress(ConnectionError):  # it has ended, and may have said why before
                for part in (head, *contents):
                    await loop.sock_sendall(reader, part)
            with suppress(ConnectionError):
                while len(told) <= _MOST_TOLD and (part := await loop.sock_recv(reader, 65_536)):
                    told += part
        self.control.send(b"-")
        if told:
            return wire.unpacked(told)
        if how_it_ended := await loop.sock_recv(self.control, _LONGEST_NOTE):
            return Stopped(how_it_ended.decode())
        raise ConnectionError

    async def end(self) -> None:
        """End the process: told so it ends its reader too, and leaves no zombie in a container."""
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)
        try:
            await asyncio.wait_for(self.process.wait(), patience.READER_KILLED_AFTER)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.control.close()

    async def _last_words(self) -> str:
        """The end of what the process wrote before it ended, for the log."""
        words = await self.process.stderr.read() if self.process.stderr else b""
        return ascii(" / ".join(words.decode(errors="replace").split("\n"))[-_LONGEST_NOTE:])
