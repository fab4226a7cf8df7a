"""The process in which files of unknown people are opened: `python -m bot.workbench`.

Requests come by standard input, answers go by standard output (`bot/parcels.py`). The libraries
are loaded once; each request then has a process of its own, forked off, with limits of its own. So
a file that crashes its reader, or takes hold of it, meets nobody else's letter. It ends when its
input does.
"""

import logging
import os
import resource
import sys
import traceback
from typing import BinaryIO

from bot.parcels import Answer, Request, pack, read_request
from bot.problems import CheckStopped
from bot.repair.inspection import inspect
from bot.repair.mending import mend

READY = b"\x06"
"""The first byte of the output: the libraries are loaded."""

MEMORY = 275_000_000
"""Bytes that a request may take; with 25 MB of the libraries' code a process stays below 300 MB.

RLIMIT_DATA, not RLIMIT_AS: that one counts code and mapped files as well, which differ with every
release of a library.
"""

SECONDS = 10
"""CPU seconds of a request, should nobody be there any more who looks at the clock."""


def main() -> None:
    """Work requests off until there are no more."""
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # else it advises to build another one
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    _send(answers, READY)
    while request := read_request(requests):
        _in_a_process_of_its_own(request, answers)


def _send(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


def _in_a_process_of_its_own(request: Request, answers: BinaryIO) -> None:
    child = os.fork()
    if not child:
        _work_and_exit(request, answers)
    _, status = os.waitpid(child, 0)
    if status:
        _send(answers, pack(CheckStopped(request.name)))


def _work_and_exit(request: Request, answers: BinaryIO) -> None:
    status = 1
    try:
        _limit_this_process()
        _send(answers, pack(_answer(request)))
        status = 0
    except Exception as error:  # noqa: BLE001  # the edge of the process: nobody else would tell
        at = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"workbench: {type(error).__name__} at {at.filename}:{at.lineno}\n")
    finally:
        os._exit(status)


def _limit_this_process() -> None:
    for kind, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _answer(request: Request) -> Answer:
    try:
        if request.task == "inspect":
            return inspect(*request.files[0])
        return mend(request.files, wosign=request.wosign, pages=request.pages)
    except MemoryError:
        return CheckStopped(request.name)


if __name__ == "__main__":
    main()
