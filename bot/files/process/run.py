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
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakSet

from bot import patience
from bot.files.process.wire import Files, Limits, Request, Result, Stopped, handed_over, unpacked
from bot.files.results import Choice, Mended, Sound
from bot.files.turns import Turns
from bot.files.types import LARGEST_LETTER
from bot.problems import BadFile, Problem

log = logging.getLogger("letterdrop.files")

QUICK = Limits(patience.QUICK_LOOK_COMPUTES_WITHIN, patience.QUICK_LOOK_WITHIN)
LOOK = Limits(patience.LOOK_COMPUTES_WITHIN, patience.LOOK_WITHIN, nice=10)
MEND = Limits(patience.MEND_COMPUTES_WITHIN, patience.MEND_WITHIN, nice=10)
AT_ONCE = 2  # in each of two lanes; a reader may take 300 MB
_LONGEST_NOTE = 200  # characters of what other processes say that go into the log
_MOST_TOLD = 2_000_000  # bytes of a result; a letter in Base64 needs two thirds of it

# Variables that Python itself may need; all others, tokens among them, stay here.
_KEPT = ("LANG", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME")
_COMMAND = (sys.executable, "-m", "bot.files.process.child", f"{patience.READER_IDLE_FOR}")


TOO_SLOW = Stopped("took too long")
KILLED = Stopped("was killed, as the kernel does where memory is short")


class ReadersFailed(RuntimeError):
    """No reader can be started: nothing a file has to do with."""


class Readers:
    """Inspects and mends files, or raises `ReadersFailed`. Nothing is started before the first one.

    A file is looked at in the quick lane. What takes long goes to the slow one, where files are
    mended, and where the processors are had by whoever is in the quick lane first.

    `environment`: the bot's, of which little goes on. `look`, `mend`: what one letter may take.
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
        self._look, self._mend = look, mend
        self._quick, self._slow = Turns(AT_ONCE), Turns(AT_ONCE)
        self._servers = WeakSet[ForkServer]()
        self._idle: list[ForkServer] = []
        self._starting: asyncio.Task[None] | None = None

    def start_ahead(self) -> None:
        """Have a process started, unless one runs: while its first file is yet on its way."""
        runs = any(each.process.returncode is None for each in self._servers)
        if not runs and not self._starting:
            self._starting = asyncio.create_task(self._started())

    async def _started(self) -> None:
        try:
            self._idle.append(await self._new_server())
        except ReadersFailed as failed:
            log.warning("no file can be opened now: %s", failed)
        finally:
            self._starting = None

    async def inspect(self, content: bytes, name: str, person: str = "") -> Sound | Problem:
        """Look at a file, as `repair.inspection.inspect` does; "check-stopped" if that fails."""
        files = [(content, name)]
        request = Request("inspect", _sizes(files), self._look)
        quick = replace(request, limits=replace(QUICK, wall=min(QUICK.wall, self._look.wall)))
        async with self._quick.turn(person, len(content)):
            result = await self._ask(quick, files)
        if result is TOO_SLOW:
            async with self._slow.turn(person, len(content)):
                result = await self._ask(request, files)
        result = await self._judged(result, request, files, person)
        return result if isinstance(result, Sound | Problem) else BadFile("check-stopped", name)

    async def mend(
        self,
        files: Files,
        *,
        wosign: bool = False,
        pages: Sequence[int] = (),
        person: str = "",
    ) -> Mended | Choice | Problem:
        """Make one letter of files, as `repair.mend.mend` does; "check-stopped" if it fails."""
        request = Request("mend", _sizes(files), self._mend, wosign, tuple(pages))
        async with self._slow.turn(person, sum(size for size, _ in request.files)):
            result = await self._ask(request, files)
        result = await self._judged(result, request, files, person)
        if isinstance(result, Mended | Choice | Problem):
            return result
        return BadFile("check-stopped", " + ".join(name for _, name in files))

    async def close(self) -> None:
        """End all processes, also those at work."""
        if self._starting:
            await asyncio.wait({self._starting})
        await asyncio.gather(*(server.end() for server in self._servers))

    async def _judged(self, result: Result, request: Request, files: Files, person: str) -> Result:
        """Try once more what somebody else has ended: memory may have been short.

        Then it is alone among the slow ones. The quick ones go on: a file may kill its own reader.
        """
        if result is KILLED:
            async with self._slow.turn(person, weight=AT_ONCE):
                result = await self._ask(request, files)
        if isinstance(result, Stopped):
            log.warning("the work on a file was stopped: %a", result.why[:_LONGEST_NOTE])
        return result

    async def _ask(self, request: Request, files: Files) -> Result:
        server = await self._free_server()
        try:
            return await server.ask(request, [content for content, _ in files])
        finally:
            if server.is_free:
                self._idle.append(server)
            else:
                await server.end()

    async def _free_server(self) -> "ForkServer":
        """One that is idle, the last used first, or a new one."""
        if self._starting:
            await asyncio.wait({self._starting})
        while self._idle:
            server = self._idle.pop()
            if server.process.returncode is None:
                return server
            await server.end()
        return await self._new_server()

    async def _new_server(self) -> "ForkServer":
        control, its_end = socket.socketpair()
        requests, at_readers = socket.socketpair()
        try:
            with its_end, at_readers:
                socket.send_fds(control, [b"+"], [at_readers.fileno()])
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
            requests.close()
            raise ReadersFailed(f"no process can be started: {error}") from error
        control.settimeout(0)
        requests.settimeout(0)
        server = ForkServer(process, control, requests)
        self._servers.add(server)
        return server


@dataclass(eq=False)
class ForkServer:
    """A process that forks off one reader after the other, and the bot's ends of its sockets.

    `is_free`: it may get the next request.
    """

    process: Process
    control: socket.socket
    requests: socket.socket
    is_free: bool = True
    _is_ready: bool = False

    async def ask(self, request: Request, contents: Sequence[bytes]) -> Result:
        """Have a reader do with files what a request asks for, and end it.

        `Stopped`: there is no honest result in time. Unless it is free, the process is then good
        for `end` alone.
        `ReadersFailed`: it does not start, or ended by itself, being idle or unable to fork.
        """
        self.is_free = False
        if not self._is_ready and not await self._word_in_time():
            await self.end()
            raise ReadersFailed(f"the fork server does not start: {await self._last_words()}")
        try:
            async with asyncio.timeout(request.limits.wall):
                return await self._result(request, contents)
        except TimeoutError:
            return TOO_SLOW
        except UnicodeError:
            self._is_ready = self.is_free = True
            return Stopped("a name is no text")
        except ConnectionError:  # it is gone
            code = await self.process.wait()
        if code >= 0:
            raise ReadersFailed(f"the fork server ended with {code}: {await self._last_words()}")
        return _ended(f"ended by {signal.Signals(-code).name}")

    async def _word_in_time(self) -> bytes:
        """The word that a request may come; b"" if none does."""
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(patience.READER_STARTS_WITHIN):
                return await asyncio.get_running_loop().sock_recv(self.control, _LONGEST_NOTE)
        return b""

    async def _result(self, request: Request, contents: Sequence[bytes]) -> Result:
        loop, told = asyncio.get_running_loop(), bytearray()
        if sum(map(len, contents)) > LARGEST_LETTER:  # the copy takes too long for the loop
            letter = await asyncio.to_thread(handed_over, request, contents)
        else:
            letter = handed_over(request, contents)
        reader, its_end = socket.socketpair()
        reader.settimeout(0)
        with reader:
            with its_end, letter:
                self._is_ready = False
                socket.send_fds(self.requests, [b"+"], [letter.fileno(), its_end.fileno()])
                self.control.send(b"+")
            with suppress(ConnectionError):
                while len(told) <= _MOST_TOLD and (part := await loop.sock_recv(reader, 65_536)):
                    told += part
        self.control.send(b"-")
        if told:
            self.is_free = not isinstance(result := unpacked(told), Stopped)
            return result
        if how_it_ended := await loop.sock_recv(self.control, _LONGEST_NOTE):
            self._is_ready = self.is_free = True
            return _ended(how_it_ended.decode())
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
        finally:
            self.control.close()
            self.requests.close()

    async def _last_words(self) -> str:
        """The end of what the process wrote before it ended, for the log."""
        words = await self.process.stderr.read() if self.process.stderr else b""
        return ascii(" / ".join(words.decode(errors="replace").split("\n"))[-_LONGEST_NOTE:])


def _sizes(files: Files) -> tuple[tuple[int, str], ...]:
    return tuple((len(content), name) for content, name in files)


def _ended(how: str) -> Stopped:
    """What it means that a reader, or its fork server, has ended so; nothing a reader may say."""
    known = {"ended by SIGPROF": TOO_SLOW, "ended by SIGXCPU": TOO_SLOW, "ended by SIGKILL": KILLED}
    return known.get(how) or Stopped(how)
