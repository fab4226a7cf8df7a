"""What xdist starts as one of its workers: has the fork server (forkserver.py) fork one off.

    python -I -S tests/worker_of_xdist.py -u -c CODE        CODE is read and run there

It imports next to nothing, passes its own stdin, stdout and stderr on, and ends as the worker does.
"""

import json
import os
import socket
import sys


def _main() -> int:
    line = socket.socket(socket.AF_UNIX)
    line.connect(os.environ["TEST_FORK_SERVER"])
    socket.send_fds(line, [b"!"], [0, 1, 2])
    order = sys.argv[sys.argv.index("-c") :], os.getcwd(), dict(os.environ)  # noqa: PTH109
    line.sendall(json.dumps(order).encode())
    line.shutdown(socket.SHUT_WR)
    line.recv(4, socket.MSG_WAITALL)  # its pid
    ended = line.recv(4, socket.MSG_WAITALL)
    return int.from_bytes(ended, "big", signed=True) if ended else 1


if __name__ == "__main__":
    sys.exit(_main())
