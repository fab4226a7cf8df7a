"""Takes the place of a Python that would import all: has the fork server (forkserver.py) fork one.

    python -I -S tests/forked.py ADDRESS … -c CODE              a worker of xdist: reads and runs it
    python -I -S tests/forked.py ADDRESS -m MODULE …            what the sandbox starts

It imports next to nothing, passes its own stdin, stdout and stderr on, and the signals it gets,
and ends as the other does.
"""

import json
import os
import signal
import socket
import sys
from contextlib import suppress

PASSED_ON = signal.SIGINT, signal.SIGTERM, signal.SIGUSR1


def _main() -> int:
    address, *arguments = sys.argv[1:]
    order = arguments[1:] if arguments[0] == "-m" else arguments[arguments.index("-c") :]
    line = socket.socket(socket.AF_UNIX)
    line.connect(address)
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)  # until it is known to whom
    socket.send_fds(line, [b"!"], [0, 1, 2])
    line.sendall(json.dumps([order, os.getcwd(), dict(os.environ)]).encode())  # noqa: PTH109
    line.shutdown(socket.SHUT_WR)
    pid = int.from_bytes(line.recv(4, socket.MSG_WAITALL), "big")

    def pass_on(number: int, _: object) -> None:
        with suppress(ProcessLookupError):  # it has just ended
            os.kill(pid, number)

    for each in PASSED_ON:
        signal.signal(each, pass_on)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    ended = line.recv(4, socket.MSG_WAITALL)
    return int.from_bytes(ended, "big", signed=True) if ended else 1


if __name__ == "__main__":
    sys.exit(_main())
