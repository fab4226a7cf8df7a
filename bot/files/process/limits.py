"""What a process can give up on Linux, so that a file that takes hold of it gains little.

All of it is best effort: what a kernel, a container or another system does not know is left out
without a word. Sources: the man pages prctl(2), landlock(7) and proc_pid_task(5).
"""

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

MEMORY = 275_000_000
"""Bytes that a request may take; with 25 MB of the libraries' code a process stays below 300 MB.

RLIMIT_DATA, not RLIMIT_AS: that one counts code and mapped files as well, which differ with every
release of a library.
"""

_PDEATHSIG, _DUMPABLE, _CHILD_SUBREAPER, _NO_NEW_PRIVS = 1, 4, 36, 38  # of prctl

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same everywhere
_TELL_VERSION = 1  # flag
_PATH_BENEATH = 1  # kind of rule
_READ_FILE_AND_DIR = 0b1100
_TCP = 0b11  # bind, connect
_SCOPES = 0b11  # abstract sockets, signals
_VERSIONS, _LATEST = {1: (13, 8), 2: (14, 8), 3: (15, 8), 4: (15, 16)}, (16, 24)
"""Of Landlock → rights to files, and bytes of `struct landlock_ruleset_attr`."""


def die_with(parent: int) -> None:
    """Be killed as soon as the process's parent ends, or at once if it has."""
    _call("prctl", _PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever processes below this one leave behind."""
    _call("prctl", _CHILD_SUBREAPER, 1)


def close_to_neighbours() -> None:
    """Close memory, environment and open files to other processes of the same user.

    There are no core dumps any more, and only root can attach a debugger.
    """
    _call("prctl", _DUMPABLE, 0)


def children() -> list[int]:
    """The processes right below this one's main thread; none where that cannot be told."""
    with suppress(OSError):
        told = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        return [int(pid) for pid in told.split()]
    return []


def restrict(cpu: int) -> None:
    """Limit this process to `cpu` seconds of a processor and to `MEMORY`; let it write no file."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def fence(readable: Iterable[str | Path]) -> int:
    """Prepare what `stay_behind` takes: a file descriptor; -1 where there is no Landlock.

    Behind it no file can be opened but those of the `readable` folders, no program started, no TCP
    connection made (Linux 6.7), no process outside signalled (6.12) or looked into.
    """
    version = _call("syscall", _CREATE_RULESET, None, 0, _TELL_VERSION)
    rights, size = _VERSIONS.get(version, _LATEST)
    rules = struct.pack("=QQQ", (1 << rights) - 1, _TCP, _SCOPES)[:size]
    ruleset = _call("syscall", _CREATE_RULESET, rules, size)
    for folder in readable if ruleset >= 0 else ():
        with suppress(OSError):
            below = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            rule = struct.pack("=Qi", _READ_FILE_AND_DIR, below)
            _call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, rule)
            os.close(below)
    return ruleset


def stay_behind(ruleset: int) -> None:
    """Go behind a fence, for good, with all that this process starts."""
    _call("prctl", _NO_NEW_PRIVS, 1)
    _call("syscall", _RESTRICT_SELF, ruleset)


def _call(function: str, *values: int | bytes | None) -> int:
    """Call a function of Linux's C library, with zeros behind the values; -1 if it fails."""
    if sys.platform != "linux":
        return -1
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in values]
    told: int = getattr(ctypes.CDLL(None), function)(*passed, *(ctypes.c_long(0),) * 3)
    return told
