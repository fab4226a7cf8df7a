"""The process in which files of unknown people are opened: `python -m bot.files.process.child`.

    bot ─► bench: loads the libraries once, reads no file; forks for each request
             └─► reader: one request, with limits, behind a fence (`bot/limits.py`)

Requests come by standard input, answers go by standard output (`wire.py`). A reader gets its
files from there itself and answers by a pipe of its own, so the bench holds nobody's letter,
and a file that crashes its reader, or takes hold of it, meets no other. What the bench hears is
untrusted: it passes one answer on, of a length that an answer can have, and ends the reader with
all that it has started. It looks at the clock and ends with the bot.

A reader that is taken over still runs as the bot's user. With Landlock, which Linux has from 5.13
on and most distributions switch on, it can open libraries and fonts alone: not the ledger, not the
bot's environment; from Linux 6.7 on it makes no TCP connection, from 6.12 on it signals nobody.
Without Landlock it may read, delete and signal whatever that user may, but does not see the memory
and environment of the bot, unless the user is root. It can always send UDP. Who wants more gives
the bot a machine, or a container without a way out but to Slack and Tencent Cloud.
"""

import io
import os
import resource
import select
import signal
import sysconfig
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PIL import Image

from bot.files.process import limits
from bot.files.process.wire import (
    LENGTH,
    NO_PROCESS,
    Answer,
    Garbled,
    Label,
    Limits,
    Request,
    Stopped,
    length_of_answer,
    pack,
    read_files,
    read_label,
)
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend

READY = b"\x06"
"""The first byte of the output: the libraries are loaded."""

MEMORY = 275_000_000
"""Bytes that a request may take; with 25 MB of the libraries' code a process stays below 300 MB.

RLIMIT_DATA, not RLIMIT_AS: that one counts code and mapped files as well, which differ with every
release of a library.
"""

_READABLE: tuple[str | Path, ...] = (
    *map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")),
    *("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/usr/share", "/usr/local/share"),
    Path(__file__).resolve().parents[2],
)
"""Where modules lie that are loaded late, and the fonts of PDFs that bring none."""

_IN, _OUT, _ERR = 0, 1, 2


class _NoAnswer(Exception):
    """A reader said nothing, or nothing that can be passed on."""


class _NoProcess(Exception):
    """The machine has none left."""


def main(work: Callable[[Request], Answer] | None = None) -> None:
    """Work requests off until there are no more, or one has come to no good end."""
    limits.die_with(os.getppid())
    limits.adopt_orphans()
    limits.close_to_neighbours()
    Image.preinit()  # the usual formats, which each reader would load anew
    bench = _Bench(work or answer)
    _send(_OUT, READY)
    requests = io.FileIO(_IN, closefd=False)
    with suppress(BrokenPipeError):
        while (label := read_label(requests)) and bench.serves(label):
            pass


def answer(request: Request) -> Answer:
    """Do what a request asks for."""
    if request.task == "inspect":
        return inspect(*request.files[0])
    return mend(request.files, wosign=request.wosign, pages=request.pages)


def _send(descriptor: int, data: bytes | bytearray) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


# The bench ---------------------------------------------------------------------------------------


class _Bench:
    """Forks off a process for each request, hears it out, and leaves nothing of it."""

    def __init__(self, work: Callable[[Request], Answer]) -> None:
        self._work = work
        self._fence = limits.fence(_READABLE)

    def serves(self, label: Label) -> bool:
        """Answer a request; tell whether all went well: if not, it was the last one."""
        try:
            parcel = self._heard(label)
        except _NoAnswer as why:
            _send(_OUT, pack(Stopped(str(why))))
            return False
        except _NoProcess:
            _send(_OUT, NO_PROCESS)
            return False
        _send(_OUT, parcel)
        parcel[:] = bytes(len(parcel))  # the next one's process has a copy of this memory
        return True

    def _heard(self, label: Label) -> bytearray:
        """The answer to a request, packed. Raises _NoAnswer, _NoProcess."""
        bench, (hears, tells) = os.getpid(), os.pipe()
        os.set_blocking(hears, False)
        try:
            child = _forked()
            if not child:
                os.close(hears)
                _answer_and_exit(label, tells, self._work, (bench, self._fence))
            os.close(tells)
            return _heard_out(child, hears, label.limits)
        finally:
            os.close(hears)


def _forked() -> int:
    try:
        return os.fork()
    except OSError:
        raise _NoProcess from None


def _heard_out(child: int, hears: int, limits: Limits) -> bytearray:
    """Wait for one answer, then end the child; raises _NoAnswer."""
    try:
        parcel = _one_parcel(hears, time.monotonic() + limits.wall)
    finally:
        how = _ended(child)
        others = _end_the_rest()
    if others:
        raise _NoAnswer("left processes behind")
    if not parcel:
        raise _NoAnswer(how)
    if _says_more(hears):
        raise _NoAnswer("said more than one answer")
    return parcel


def _one_parcel(hears: int, deadline: float) -> bytearray:
    """Read an answer with its length; empty if there is none. Raises _NoAnswer."""
    parcel = bytearray(LENGTH.size)
    if not _filled(memoryview(parcel), hears, deadline):
        return bytearray()
    try:
        length = length_of_answer(parcel)
    except Garbled as garbled:
        raise _NoAnswer(str(garbled)) from None
    parcel += bytes(length)
    is_whole = length and _filled(memoryview(parcel)[LENGTH.size :], hears, deadline)
    return parcel if is_whole else bytearray()


def _filled(told: memoryview, hears: int, deadline: float) -> bool:
    """Read until it is full; False if the child ends before. Raises _NoAnswer when it is late."""
    while told:
        _wait(hears, deadline)
        count = os.readv(hears, [told])
        if not count:
            return False
        told = told[count:]
    return True


def _says_more(hears: int) -> bool:
    try:
        return bool(os.read(hears, 1))
    except BlockingIOError:  # somebody is left who could
        return True


def _wait(hears: int, deadline: float) -> None:
    """Wait for the child, and for the end of the bot."""
    poll = select.poll()
    poll.register(hears, select.POLLIN)
    poll.register(_IN, 0)  # which tells of the other end's being closed all the same
    events = dict(poll.poll(max(0.0, deadline - time.monotonic()) * 1_000))
    if _IN in events:
        raise _NoAnswer("nobody waits any more")
    if not events:
        raise _NoAnswer("took too long")


def _ended(child: int) -> str:
    """Kill the child, if it lives, and tell how it ended."""
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"


def _end_the_rest() -> int:
    """Kill what the child has left behind, which is the bench's now; give the number of them."""
    ended = 0
    while orphans := limits.children():
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        ended += len(orphans)
    return ended


# The reader --------------------------------------------------------------------------------------


def _answer_and_exit(
    label: Label, tells: int, work: Callable[[Request], Answer], bounds: tuple[int, int | None]
) -> NoReturn:
    """Answer one request; `bounds` are the parent and the fence."""
    try:
        _send(tells, pack(_answer(label, work, bounds)))
    finally:
        os._exit(0)


def _answer(
    label: Label, work: Callable[[Request], Answer], bounds: tuple[int, int | None]
) -> Answer:
    bench, fence = bounds
    try:
        limits.die_with(bench)
        _limit_this_process(label.limits)
        request = read_files(io.BufferedReader(io.FileIO(_IN, closefd=False)), label)
        _close_the_usual_files()
        limits.stay_behind(fence)
        return work(request)
    except Exception as error:  # noqa: BLE001  # the edge of the process: nobody else would tell
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Stopped(f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}"[:200])


def _limit_this_process(limits: Limits) -> None:
    for kind, soft, hard in (
        (resource.RLIMIT_DATA, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))


def _close_the_usual_files() -> None:
    """Keep what comes for others, and what libraries write, off this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (_IN, _OUT, _ERR):
        os.dup2(nowhere, descriptor)


if __name__ == "__main__":
    main()
