"""What Linux takes away from a process, so that a file that takes hold of it reaches nothing.

    fork server   user "nobody" where it was root; no network, no capabilities, no new privileges
    reader        Landlock: libraries and fonts alone; seccomp: the system calls of reading alone

Each is done where kernel and container allow it. Where Landlock is missing, seccomp forbids to open
files at all: then fonts that a PDF does not bring are missing, too. Sources: landlock(7),
seccomp(2), user_namespaces(7), capabilities(7).
"""

import errno
import os
import pwd
import struct
import sys
import sysconfig
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.files.process.limits import call

_LANDLOCK = {1: (13, 8), 2: (14, 8), 3: (15, 8), 4: (15, 16)}
"""Version → rights to files, and bytes of `struct landlock_ruleset_attr`; 16 and 24 from 5 on."""

_READABLE = (
    *map(sysconfig.get_path, ("stdlib", "platstdlib", "purelib", "platlib")),
    *("/lib", "/lib64", "/usr/lib", "/usr/local/lib", "/usr/share", "/usr/local/share"),
    str(Path(__file__).resolve().parents[2]),
)
"""Where modules lie that are loaded late, and the fonts of PDFs that bring none."""

_CALLS = """
read readv pread64 write close lseek fcntl fstat stat lstat newfstatat statx access faccessat
faccessat2 readlink readlinkat getcwd getdents64 dup brk munmap mprotect mremap madvise futex
set_robust_list rseq set_tid_address exit exit_group restart_syscall rt_sigaction rt_sigprocmask
rt_sigreturn sigaltstack setitimer getpid gettid getppid getuid geteuid getgid getegid uname
sysinfo getrusage getrlimit getrandom clock_gettime clock_getres clock_nanosleep nanosleep
gettimeofday time sched_yield sched_getaffinity getcpu poll ppoll recvmsg recvfrom sendto
shutdown getsockname getsockopt
"""
"""What a reader needs: of files, sockets and memory those that it has; no process but itself."""

_EQUAL, _MASKED_EQUAL = 4, 7  # libseccomp's comparisons
_CALLS_WITH = (
    ("mmap", (3, _MASKED_EQUAL, 0x0F, 0x02)),  # MAP_PRIVATE: shared memory is counted by no limit
    ("clone", (0, _MASKED_EQUAL, 0x10000, 0x10000)),  # CLONE_THREAD
    ("ioctl", (1, _EQUAL, 0x5401)),  # TCGETS
    ("ioctl", (1, _EQUAL, 0x5451)),  # FIOCLEX
    ("prlimit64", (0, _EQUAL, 0)),  # this process
    ("getpriority", (0, _EQUAL, 0), (1, _EQUAL, 0)),
    ("setpriority", (0, _EQUAL, 0), (1, _EQUAL, 0)),
)
"""What it needs with such an argument only: which one, how it is compared, with what."""

_OPENING = ("open", "openat", "openat2")
_NEW_USER, _NEW_NETWORK, _NEW_IPC = 0x1000_0000, 0x4000_0000, 0x0800_0000
_CAPABILITIES = 64  # more than there are


@dataclass(frozen=True)
class Confinement:
    """What a reader is behind; `missing`: what this system does not give, for the log."""

    ruleset: int = -1
    filter: Any = field(default=None, repr=False)
    missing: tuple[str, ...] = ()

    def enter(self) -> None:
        """Go behind it, for good, with all that this process starts."""
        call("prctl", 38, 1)  # PR_SET_NO_NEW_PRIVS
        call("syscall", 446, self.ruleset)  # landlock_restrict_self
        if self.filter:
            self.filter.load()


def prepared() -> Confinement:
    """Give up what the whole process can do without; prepare what its children go behind."""
    has_left = {"a user of their own": _leave_root(), "no network": _leave_network()}
    _drop_privileges()
    ruleset = _landlock()
    calls = _filter(opens_files=ruleset >= 0)
    has = has_left | {"Landlock": ruleset >= 0, "seccomp": calls is not None}
    return Confinement(ruleset, calls, tuple(what for what, is_had in has.items() if not is_had))


def missing_here() -> tuple[str, ...]:
    """What this system does not give, as a process finds that tries it and ends.

    Only for a process without threads.
    """
    if sys.platform != "linux":
        return ("all that Linux has against it",)
    told, tells = os.pipe()
    if not (trying := os.fork()):
        with suppress(BaseException):
            os.write(tells, ", ".join(prepared().missing).encode())
        os._exit(0)
    os.close(tells)
    os.waitpid(trying, 0)
    missing = os.read(told, 1_000).decode()
    os.close(told)
    return tuple(filter(None, missing.split(", ")))


# The fork server ---------------------------------------------------------------------------------


def _leave_root() -> bool:
    """Become the user "nobody" where this is root, unless nobody cannot read what it needs."""
    if os.getuid() != 0:
        return True
    with suppress(OSError, KeyError):
        nobody = pwd.getpwnam("nobody")
        if not _may_read(nobody.pw_uid):
            return False
        os.setgroups([])
        os.setresgid(*[nobody.pw_gid] * 3)
        os.setresuid(*[nobody.pw_uid] * 3)
        return True
    return False


def _may_read(user: int) -> bool:
    os.seteuid(user)
    try:
        for folder in _READABLE:
            with suppress(FileNotFoundError):
                os.scandir(folder).close()
    except PermissionError:
        return False
    finally:
        os.seteuid(0)
    return True


def _leave_network() -> bool:
    """Go where there is no network, nor anybody's shared memory or queues."""
    return call("unshare", _NEW_USER | _NEW_NETWORK | _NEW_IPC) == 0


def _drop_privileges() -> None:
    for capability in range(_CAPABILITIES):
        call("prctl", 24, capability)  # PR_CAPBSET_DROP
    header = struct.pack("=Ii", 0x2008_0522, 0)  # version 3, this process
    call("capset", header, bytes(24))
    call("prctl", 38, 1)  # PR_SET_NO_NEW_PRIVS


# A reader ----------------------------------------------------------------------------------------


def _landlock() -> int:
    """A file descriptor of Landlock's; -1 where there is none.

    Behind it no file can be opened but those of the `_READABLE` folders, no program started, no TCP
    connection made (Linux 6.7), no process outside signalled (6.12) or looked into.
    """
    version = call("syscall", 444, None, 0, 1)  # landlock_create_ruleset, which tells it
    rights, size = _LANDLOCK.get(version, (16, 24))
    tcp, scopes = 0b11, 0b11  # bind and connect; abstract sockets and signals
    forbidden = struct.pack("=QQQ", (1 << rights) - 1, tcp, scopes)[:size]
    ruleset = call("syscall", 444, forbidden, size)
    for folder in _READABLE if ruleset >= 0 else ():
        with suppress(OSError):
            below = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            rule = struct.pack("=Qi", 0b1100, below)  # read files and folders
            call("syscall", 445, ruleset, 1, rule)  # landlock_add_rule, for all beneath a path
            os.close(below)
    return ruleset


def _filter(*, opens_files: bool) -> Any:
    """A filter of libseccomp's that allows what a reader needs; None where that library is missing.

    Other calls fail as those do that a kernel does not know: for these, libraries have other ways.
    """
    try:
        import pyseccomp as seccomp  # type: ignore[import-untyped] # noqa: PLC0415 - needs libseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    made = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    for name in _CALLS.split():
        made.add_rule(seccomp.ALLOW, name)
    for name in _OPENING:
        made.add_rule(seccomp.ALLOW if opens_files else seccomp.ERRNO(errno.EACCES), name)
    for name, *arguments in _CALLS_WITH:
        made.add_rule(seccomp.ALLOW, name, *(seccomp.Arg(*each) for each in arguments))
    return made
