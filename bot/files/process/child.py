"""The processes in which files of unknown people are opened: `python -m bot.files.process.child`.

    bot ─► fork server    loads the libraries once and reads no file; forks for each request
     └───────► reader     one request, with limits, behind a fence (`limits.py`)

By its standard input, a socket, the fork server gets one end of another one, over which a reader
talks with the bot (`wire.py`) and nobody else. Once the bot has heard enough, or is gone, the fork
server ends the reader with all that it has started.

A reader that is taken over still runs as the bot's user. With Landlock, which most distributions
switch on (Linux 5.13), it can open libraries and fonts alone: not the ledger, nor the bot's
environment; it makes no TCP connection (6.7) and signals nobody (6.12). Without, it may do what
that user may, but does not see the bot's memory and environment, unless the user is root. It can
always send UDP. Who wants more gives the bot a machine, or a container, without a way out but to
Slack and Tencent Cloud.
"""

import os
import signal
import socket
import sys
import sysconfig
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from select import select
from socket import recv_fds

import msgspec
from PIL import Image

from bot.files.process import limits
from bot.files.process.wire import Files, Request, Result, Stopped, packed
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend

Work = Callable[[Request, Files], Result]
# Where modules lie that are loaded late, and the fonts of PDFs that bring none.
_READABLE = (
    *map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")),
    *("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/usr/share", "/usr/local/share"),
    str(Path(__file__).resolve().parents[2]),
)
_REQUESTS = msgspec.json.Decoder(Request)  # made once, not in each reader


def read(request: Request, files: Files) -> Result:
    """Do what a request asks for, with the contents and names of its files."""
    if request.task == "inspect":
        return inspect(*files[0])
    return mend(files, wosign=request.wosign, pages=request.pages)


def serve(idle: float, work: Work = read) -> None:
    """Serve one request after the other, until the bot closes its end, or none comes for `idle` s.

    Each word to the bot says that a request may come: the first one, and how each reader ended.
    """
    limits.adopt_orphans()
    limits.close_to_neighbours()
    Image.preinit()  # the usual formats, which each reader would load anew
    server, fence = os.getpid(), limits.fence(_READABLE)
    with socket.socket(fileno=0) as control, suppress(ConnectionError):
        control.sendall(b"ready")
        while handed_over := select([control], (), (), idle)[0] and recv_fds(control, 1, 1)[1]:
            with socket.socket(fileno=handed_over[0]) as connection:
                reader = os.fork()
                if not reader:
                    _be_a_reader(connection, work, server, fence)
            control.recv(1)  # the bot has heard enough, or is gone
            control.sendall(_ended(reader).encode())


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


def _be_a_reader(connection: socket.socket, work: Work, server: int, fence: int) -> None:
    """Serve one request, and end this process."""
    try:
        limits.die_with(server)
        connection.sendall(packed(_result(connection, work, fence)))
    finally:
        os._exit(0)


def _result(connection: socket.socket, work: Work, fence: int) -> Result:
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for usual in range(3):  # what comes for the fork server, and what libraries write
            os.dup2(nowhere, usual)
        with connection.makefile("rb") as stream:
            request = _REQUESTS.decode(stream.readline())
            limits.restrict(request.limits.cpu)
            files = [(stream.read(size), name) for size, name in request.files]
        limits.stay_behind(fence)
        return work(request, files)
    except Exception as error:  # noqa: BLE001  # the edge of the process: nobody else would tell
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Stopped(f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}")


if __name__ == "__main__":
    serve(idle=float(sys.argv[1]))
