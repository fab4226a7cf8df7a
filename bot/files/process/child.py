"""The processes in which files of unknown people are opened: `python -m bot.files.process.child`.

    bot ─► fork server    loads the libraries once and reads no file; forks for each request
     └───────► reader     one request, with limits (`limits.py`), in a cell (`confinement.py`)

By its standard input, a socket, the fork server gets one end of another one, at which a reader
waits. That one gets the files, and its own socket, over which it talks with the bot (`wire.py`) and
nobody else. Once the bot has heard enough, or is gone, the fork server ends the reader with all
that it has started.

A reader that is taken over is in a cell (`confinement.py`): it has its file, and nothing else that
the bot's user may see or do. What the cell is without Landlock or seccomp tells SECURITY.md.
"""

import gc
import io
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from select import select
from socket import recv_fds

import msgspec
from PIL import Image

from bot.files.process import limits
from bot.files.process.confinement import Confinement, prepared
from bot.files.process.wire import Files, Request, Result, Stopped, packed
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.types import SMALLEST_LETTER

Work = Callable[[Request, Files], Result]
_REQUESTS = msgspec.json.Decoder(Request)  # made once, not in each reader


def read(request: Request, files: Files) -> Result:
    """Do what a request asks for, with the contents and names of its files."""
    if request.task == "inspect":
        return inspect(*files[0])
    return mend(files, wosign=request.wosign, pages=request.pages)


def serve(idle: float, work: Work = read) -> None:
    """Serve one request after the other, until the bot closes its end, or none comes for `idle` s.

    Each word to the bot says that a request may come: the first one, and how each reader ended.
    The next reader waits for its request already.
    """
    limits.adopt_orphans()
    limits.close_to_neighbours()
    _use_what_is_used()
    confinement = prepared()
    with socket.socket(fileno=0) as control, suppress(ConnectionError):
        control.sendall(b"ready")
        if not (requests := recv_fds(control, 1, 1)[1]):
            return
        reader = _reader(requests[0], work, confinement)
        while select([control], (), (), idle)[0] and control.recv(1):  # there is a request
            if select(requests, (), (), 0)[0] and limits.has_ended(reader):  # while it was idle
                reader = _reader(requests[0], work, confinement)
            control.recv(1)  # the bot has heard enough, or is gone
            control.sendall(_ended(reader).encode())
            reader = _reader(requests[0], work, confinement)
        _ended(reader)


def _use_what_is_used() -> None:
    """Have a look at letters of our own, so that readers find loaded what they need."""
    for kind in ("PDF", "PNG", "JPEG"):
        with io.BytesIO() as content:
            Image.new("RGB", (400, 560), "white").save(content, kind)
            inspect(content.getvalue() + bytes(SMALLEST_LETTER), "")
    gc.collect()
    gc.freeze()


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


def _reader(requests: int, work: Work, confinement: Confinement) -> int:
    """Fork a process that waits for a request, serves it and ends."""
    server = os.getpid()
    if reader := os.fork():
        return reader
    try:
        limits.die_with(server)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for usual in range(3):  # what comes for the fork server, and what libraries write
            os.dup2(nowhere, usual)
        limits.restrict()
        confinement.enter()
        with socket.socket(fileno=requests) as waiting:
            _, handed_over, *_ = recv_fds(waiting, 1, 2)
        if handed_over:
            file, bot = handed_over
            with socket.socket(fileno=bot) as connection:
                connection.sendall(packed(_result(file, work)))
                connection.shutdown(socket.SHUT_RDWR)  # sooner than this process has ended
    finally:
        os._exit(0)


def _result(file: int, work: Work) -> Result:
    try:
        with open(file, "rb") as stream:
            request = _REQUESTS.decode(stream.readline())
            limits.restrict_time(request.limits.cpu, request.limits.nice)
            files = [(stream.read(size), name) for size, name in request.files]
        return work(request, files)
    except Exception as error:  # noqa: BLE001  # the edge of the process: nobody else would tell
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Stopped(f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}")


if __name__ == "__main__":
    serve(idle=float(sys.argv[1]))
