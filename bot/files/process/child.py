"""The processes in which files of unknown people are opened: `python -m bot.files.process.child`.

    bot ─► fork server    loads the libraries once and reads no file; forks for each request
     └───────► reader     one request, with limits, behind a fence (`limits.py`)

By its standard input, a socket, the fork server is handed one end of another one, over which a
reader talks with the bot (`wire.py`) and with nobody else. Once the bot has heard enough, or is
gone, the fork server ends the reader with all that it has started, and tells how it ended. So a
file that crashes its reader, or takes hold of it, meets no other, and nothing of it stays behind.

A reader that is taken over still runs as the bot's user. With Landlock, which Linux has from 5.13
on and most distributions switch on, it can open libraries and fonts alone: not the ledger, not the
bot's environment; from Linux 6.7 on it makes no TCP connection, from 6.12 on it signals nobody.
Without Landlock it may read, delete and signal whatever that user may, but does not see the memory
and environment of the bot, unless the user is root. It can always send UDP. Who wants more gives
the bot a machine, or a container without a way out but to Slack and Tencent Cloud.
"""

import os
import signal
import socket
import sysconfig
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from select import select
from socket import recv_fds
from typing import NoReturn

import msgspec
from PIL import Image

from bot.files.process import limits
from bot.files.process.wire import END_AND_TELL, READY, Answer, Request, Stopped, packed
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend

IDLE = 60.0
"""Seconds without work after which a fork server ends, so that its memory is given back."""

Files = Sequence[tuple[bytes, str]]
Work = Callable[[Request, Files], Answer]

_READABLE: tuple[str | Path, ...] = (
    *map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")),
    *("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/usr/share", "/usr/local/share"),
    Path(__file__).resolve().parents[2],
)
"""Where modules lie that are loaded late, and the fonts of PDFs that bring none."""

_REQUESTS = msgspec.json.Decoder(Request)  # made once, not in each reader
_IN, _OUT, _ERR = 0, 1, 2


def answer(request: Request, files: Files) -> Answer:
    """Do what a request asks for, with the contents and names of its files."""
    if request.task == "inspect":
        return inspect(*files[0])
    return mend(files, wosign=request.wosign, pages=request.pages)


def main(work: Work = answer, idle: float = IDLE) -> None:
    """Serve one request after the other, until the bot closes its end or nothing comes."""
    limits.die_with(os.getppid())
    limits.adopt_orphans()
    limits.close_to_neighbours()
    Image.preinit()  # the usual formats, which each reader would load anew
    fence, server = limits.fence(_READABLE), os.getpid()
    with socket.socket(fileno=_IN) as control, suppress(ConnectionError):
        control.sendall(READY)
        while handed_over := select([control], (), (), idle)[0] and recv_fds(control, 1, 1)[1]:
            with socket.socket(fileno=handed_over[0]) as connection:
                reader = os.fork()
                if not reader:
                    _read(connection, work, server, fence)
            wish = control.recv(1)  # the bot has heard enough, or is gone
            how_it_ended = _ended(reader)
            if wish == END_AND_TELL:
                control.sendall(how_it_ended.encode())


def _ended(reader: int) -> str:
    """Kill a reader, if it lives, and all that it has started; tell how it ended."""
    os.kill(reader, signal.SIGKILL)
    _, status = os.waitpid(reader, 0)
    while orphans := limits.children():
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"


def _read(connection: socket.socket, work: Work, server: int, fence: int) -> NoReturn:
    """Be a reader: answer one request."""
    try:
        limits.die_with(server)
        with connection:
            connection.sendall(packed(_answered(connection, work, fence)))
    finally:
        os._exit(0)


def _answered(connection: socket.socket, work: Work, fence: int) -> Answer:
    try:
        _close_the_usual_files()
        with connection.makefile("rb") as stream:
            request = _REQUESTS.decode(stream.readline())
            limits.restrict(request.limits.cpu)
            files = [(stream.read(size), name) for size, name in request.files]
        limits.stay_behind(fence)
        return work(request, files)
    except Exception as error:  # noqa: BLE001  # the edge of the process: nobody else would tell
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Stopped(f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}")


def _close_the_usual_files() -> None:
    """Keep what comes for the fork server, and what libraries write, off this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (_IN, _OUT, _ERR):
        os.dup2(nowhere, descriptor)


if __name__ == "__main__":
    main()
