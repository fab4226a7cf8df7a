"""What a process can give up on Linux, so that a file that takes hold of it gains little.

What a kernel, a container or another system does not know is left out without a word. Sources: the
man pages prctl(2) and proc_pid_task(5).
"""

import ctypes
import math
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_LIBC = ctypes.CDLL(None)


def die_with(parent: int) -> None:
    """Be killed as soon as the process's parent ends, or at once if it has."""
    call("prctl", 1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever processes below this one leave behind."""
    call("prctl", 36, 1)  # PR_SET_CHILD_SUBREAPER


def close_to_neighbours() -> None:
    """Close memory, environment and open files to the same user's processes; dump no core."""
    call("prctl", 4, 0)  # PR_SET_DUMPABLE


def children() -> list[int]:
    """The processes right below this one's main thread; none where that cannot be told."""
    with suppress(OSError):
        told = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        return [int(pid) for pid in told.split()]
    return []


def has_ended(child: int) -> bool:
    """Whether a child has ended; it is then no child any more."""
    return os.waitpid(child, os.WNOHANG) != (0, 0)


def restrict() -> None:
    """Limit this process to 300 MB; let it write no file."""
    data = 283_000_000  # bytes; the libraries' code comes to it, which differs in each release
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def restrict_time(cpu: float, nice: int) -> None:
    """Limit this process to `cpu` seconds of a processor from now on; let others go first."""
    os.nice(nice)
    whole = math.ceil(time.process_time() + cpu)
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))  # which cannot be taken back
    signal.setitimer(signal.ITIMER_PROF, cpu)


def call(function: str, *values: int | bytes | None) -> int:
    """Call a function of Linux's C library, with zeros behind the values; -1 if it fails."""
    if sys.platform != "linux":
        return -1
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in values]
    told: int = getattr(_LIBC, function)(*passed, *(ctypes.c_long(0),) * 3)
    return told
