"""A fork server whose readers do what a hostile file would have them do: `-m …taken_over`.

What a reader is to do is the name of its file; any other file is read honestly. `--without-NAME`
leaves out a part of the confinement, `--as-nobody` starts as a plain user; what else is said tells
one server's processes from others.
"""

import ctypes
import mmap
import os
import platform
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.files.process import child, confinement
from bot.files.process.run import QUICK
from bot.files.process.wire import Files, Request, Result, packed
from bot.files.results import Choice, Mended, Sound
from bot.patience import READER_IDLE_FOR

FORGED = Mended(b"%PDF" * 500, "forged.pdf", "pdf", "pdf", ("rendered",), 1, 1, ())
HONEST = Sound("honest")


def work(request: Request, files: Files) -> Result:
    what, *details = files[0][1].split()
    deed = DEEDS.get(what)
    return deed(*details) if deed else child.read(request, files)


def tells_twice() -> Result:
    for descriptor in range(64):  # whatever is open
        with suppress(OSError):
            os.write(descriptor, packed(HONEST) + packed(FORGED))
    return FORGED


def stays_behind(*, lets_go: bool = False) -> Result:
    """Leave a process behind that belongs to nobody, and tell a result."""
    if not os.fork():
        os.setsid()
        if os.fork():
            os._exit(0)
        if lets_go:
            os.closerange(0, 64)
        time.sleep(60)
    os.wait()
    return HONEST


def looks_around(bot: str, folder: str, port: str) -> Result:
    """Tell what works of what must not."""
    works = [
        name for name, deed in _looks(int(bot), Path(folder), int(port)).items() if _does(deed)
    ]
    return Sound(" ".join(works))


SHARED = 600_000_000
_CALLS = {  # bpf, perf_event_open, userfaultfd, keyctl, shmget, ptrace
    "x86_64": (321, 298, 323, 250, 29, 101),
    "aarch64": (280, 241, 282, 219, 194, 117),
}
_IO_URING_SETUP, _NEW_USER = 425, 0x10000000


def _looks(bot: int, folder: Path, port: int) -> dict[str, Callable[[], object]]:
    bpf, perf, userfault, keyctl, shmget, ptrace = _CALLS[platform.machine()]
    attributes = bytes(128)
    return {
        "environment": lambda: Path(f"/proc/{bot}/environ").read_bytes(),
        "memory": lambda: os.open(f"/proc/{bot}/mem", os.O_RDONLY),
        "ptrace": lambda: _call(ptrace, 0x4206, bot, 0, 0),  # PTRACE_SEIZE
        "file": (folder / "ledger.db").read_bytes,
        "folder": lambda: list(folder.iterdir()),
        "tcp": lambda: _socket(socket.AF_INET).connect(("127.0.0.1", port)),
        "udp": lambda: _socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port)),
        "unix-by-path": lambda: _socket(socket.AF_UNIX).connect(str(folder / "socket")),
        "unix-abstract": lambda: _socket(socket.AF_UNIX).connect(f"\0{folder}"),
        "netlink": lambda: _socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "packets": lambda: _socket(socket.AF_PACKET, socket.SOCK_RAW),
        "program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "process": _fork,
        "signal": lambda: os.kill(bot, 0),
        "signal-to-server": lambda: os.kill(os.getppid(), 0),
        "pidfd": lambda: os.pidfd_open(bot),
        "renice": lambda: os.setpriority(os.PRIO_PROCESS, bot, 19),
        "pin": lambda: os.sched_setaffinity(bot, {0}),
        "io_uring": lambda: _call(_IO_URING_SETUP, 4, attributes),
        "user-namespace": lambda: _call_of_c("unshare", _NEW_USER),
        "keyctl": lambda: _call(keyctl, 0, -3, 1),  # the session's keyring, made if it is missing
        "bpf": lambda: _call(bpf, 0, b"\2\0\0\0\4\0\0\0\4\0\0\0\1" + attributes, 72),
        "perf": lambda: _call(perf, b"\1\0\0\0\x80" + attributes, 0, -1, -1, 0),
        "userfaultfd": lambda: _call(userfault, 1),
        "shared-memory": lambda: _fill(mmap.mmap(-1, SHARED)),
        "memory-file": lambda: _fill(os.memfd_create("x")),
        "system-v-memory": lambda: _call(shmget, 0, SHARED, 0o1600),
        "input": lambda: os.read(0, 1) or os.close(99_999),
    }


_LIBC = ctypes.CDLL(None, use_errno=True)


def _call(number: int, *values: int | bytes) -> int:
    return _call_of_c("syscall", number, *values)


def _call_of_c(function: str, *values: int | bytes) -> int:
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in values]
    told: int = getattr(_LIBC, function)(*passed)
    if told < 0:
        raise OSError(ctypes.get_errno(), function)
    return told


def _socket(*kind: int) -> socket.socket:
    return socket.socket(*kind)


def _fork() -> None:
    if not (pid := os.fork()):
        os._exit(0)
    os.waitpid(pid, 0)


def _fill(memory: mmap.mmap | int) -> None:
    if isinstance(memory, int):
        os.ftruncate(memory, SHARED)
    else:
        memory.close()


def _does(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except (OSError, MemoryError):
        return False
    return True


def kills_the_server() -> Result:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return HONEST


def naps() -> Result:
    time.sleep(1)
    return FORGED


def is_busy() -> Result:
    """Compute for longer than a quick look may, and sleep until others have had their turn."""
    while time.process_time() < QUICK.cpu + 0.1:
        pass
    time.sleep(2)
    return HONEST


def sleeps() -> Result:
    time.sleep(60)
    return HONEST


def makes_noise() -> Result:
    for descriptor in (1, 2):
        os.write(descriptor, b"TIFFReadDirectory: Warning, as libtiff writes them.\n")
    return HONEST


def tells_a_long_story() -> Result:
    return Sound("a.b-" * 700_000)


DEEDS: dict[str, Callable[..., Result]] = {
    "tells-twice": tells_twice,
    "crashes": os.abort,
    "stays-behind": stays_behind,
    "stays-behind-in-silence": lambda: stays_behind(lets_go=True),
    "looks-around": looks_around,
    "kills-the-server": kills_the_server,
    "makes-noise": makes_noise,
    "sleeps": sleeps,
    "naps": naps,
    "is-busy": is_busy,
    "says-nothing": lambda: os._exit(0),
    "tells-a-long-story": tells_a_long_story,
    "shows-too-many": lambda: Choice("x", 3_000_000_000, b""),
}

LEFT_OUT: dict[str, Callable[[], None]] = {
    "--without-seccomp": lambda: setattr(confinement, "_filter", lambda **_: None),
    "--without-landlock": lambda: setattr(confinement, "_landlock", lambda: -1),
    "--without-namespaces": lambda: setattr(confinement, "_leave_network", lambda: False),
    "--as-nobody": lambda: setattr(confinement, "_leave_root", lambda: os.setuid(65_534)),
}


if __name__ == "__main__":
    for option in sys.argv[1:]:
        LEFT_OUT.get(option, lambda: None)()
    child.serve(READER_IDLE_FOR, work)
