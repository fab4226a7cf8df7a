"""A fork server whose readers do what a hostile file would have them do: `-m …taken_over`.

What a reader is to do is the name of its file; any other file is read honestly.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.files.process import child
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


def looks_around(bot: str, file: str, port: str) -> Result:
    """Tell what works of what must not."""
    works = [name for name, deed in _looks(int(bot), file, int(port)).items() if _does(deed)]
    return Sound(" ".join(works))


def _looks(bot: int, file: str, port: int) -> dict[str, Callable[[], object]]:
    return {
        "environment": lambda: Path(f"/proc/{bot}/environ").read_bytes(),
        "memory": lambda: os.open(f"/proc/{bot}/mem", os.O_RDONLY),
        "file": lambda: Path(file).read_bytes(),
        "folder": lambda: list(Path(file).parent.iterdir()),
        "network": lambda: socket.create_connection(("127.0.0.1", port), 5),
        "signal": lambda: os.kill(bot, 0),
        "signal-to-server": lambda: os.kill(os.getppid(), 0),
        "program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "input": lambda: os.read(0, 1) or os.close(99_999),
    }


def _does(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except OSError:
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
    time.sleep(1)
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

if __name__ == "__main__":
    child.serve(READER_IDLE_FOR, work)
