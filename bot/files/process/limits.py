"""What a process can give up on Linux, so that a file that takes hold of it gains little.

All of it is best effort: what a kernel, a container or another system does not know is left out
without a word. Sources: the man pages prctl(2), landlock(7) and proc_pid_task(5).
"""

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

_PDEATHSIG, _DUMPABLE, _CHILD_SUBREAPER, _NO_NEW_PRIVS = 1, 4, 36, 38  # of prctl

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, the same everywhere
_VERSION = 1  # flag: tell the version of Landlock
_PATH_BENEATH = 1  # kind of rule
_READ_FILE_AND_DIR = 0b1100
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # version of Landlock → rights to files that it knows
_MOST_RIGHTS = 16
_TCP = 0b11  # bind, connect
_SCOPES = 0b11  # abstract sockets, signals


def die_with(parent: int) -> None:
    """Be killed as soon as the process's parent ends, or at once if it has."""
    _prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of whatever processes below this one leave behind."""
    _prctl(_CHILD_SUBREAPER, 1)


def close_to_neighbours() -> None:
    """Close memory, environment and open files to other processes of the same user.

    There are no core dumps any more, and only root can attach a debugger.
    """
    _prctl(_DUMPABLE, 0)


def children() -> list[int]:
    """The processes right below this one's main thread; none where that cannot be told."""
    with suppress(OSError):
        return [
            int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        ]
    return []


def fence(readable: Iterable[str | Path]) -> int | None:
    """Prepare what `stay_behind` takes: a file descriptor; None where there is no Landlock.

    Behind it no file can be opened but those of the `readable` folders, no program started, no TCP
    connection made (Linux 6.7), no process outside signalled (6.12) or looked into.
    """
    version = _system_call(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return None
    rights = (1 << _RIGHTS.get(version, _MOST_RIGHTS)) - 1
    rules = struct.pack("=QQQ", rights, _TCP, _SCOPES)[: _size(version)]
    ruleset = _system_call(_CREATE_RULESET, rules, len(rules), 0)
    for folder in readable if ruleset >= 0 else ():
        _let_read(ruleset, folder)
    return ruleset if ruleset >= 0 else None


def stay_behind(ruleset: int | None) -> None:
    """Go behind a fence, for good, with all that this process starts."""
    _prctl(_NO_NEW_PRIVS, 1)
    if ruleset is not None:
        _system_call(_RESTRICT_SELF, ruleset, 0)


def _size(version: int) -> int:
    """Bytes of `struct landlock_ruleset_attr`, which has grown."""
    return 8 * (1 + (version >= 4) + (version >= 6))  # noqa: PLR2004  # versions of Landlock


def _let_read(ruleset: int, folder: str | Path) -> None:
    with suppress(OSError):
        below = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("=Qi", _READ_FILE_AND_DIR, below)
        _system_call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
        os.close(below)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        rest = (ctypes.c_ulong(0) for _ in range(3))
        _libc().prctl(option, ctypes.c_ulong(value), *rest)


def _system_call(number: int, *values: int | bytes | None) -> int:
    """Call the kernel; -1 for whatever does not work."""
    if sys.platform != "linux":
        return -1
    passed = (ctypes.c_long(each) if isinstance(each, int) else each for each in values)
    told: int = _libc().syscall(ctypes.c_long(number), *passed)
    return told


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
