"""A file that has taken hold of the process which opens it reaches nobody else's letter."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from bot.files.process.run import Readers
from bot.files.process.wire import Limits
from bot.files.repair.inspection import inspect
from bot.files.results import Mended, Sound
from bot.problems import BadFile
from sandbox import letters
from tests.files.process.taken_over import HONEST
from tests.files.process.test_run import children, is_there, until

ROOT = Path(__file__).resolve().parents[3]
LETTER = letters.pdf(text="For shop.example.com")
PHOTO = letters.jpg()

linux = pytest.mark.skipif(sys.platform != "linux", reason="tells what Linux alone has")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An argument by which these processes are told from others; nobody reads it."""
    return tmp_path_factory.mktemp("taken_over")


@pytest.fixture(scope="module")
def command(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.files.process.taken_over", str(folder))


@pytest.fixture(scope="module")
async def readers(command: tuple[str, ...]) -> AsyncIterator[Readers]:
    """Readers of these tests alone: what one does to its process, the next must not notice."""
    patient = Limits(cpu=60, wall=60)
    running = Readers({"PATH": os.defpath}, look=patient, mend=patient, command=command)
    yield running
    await running.close()


async def serves_the_next_one(readers: Readers) -> bool:
    looked = await readers.inspect(PHOTO, "next.jpg")
    mended = await readers.mend([(PHOTO, "next.jpg")])
    is_its_own = isinstance(mended, Mended) and mended.name == "next-adjusted.jpg"
    return is_its_own and looked == inspect(PHOTO, "next.jpg")


@pytest.mark.parametrize(
    "deed",
    ["tells-twice", "tells-a-long-story", "kills-the-server", "crashes", "says-nothing"],
)
async def test_it_gets_no_word_to_anybody_else(readers: Readers, deed: str) -> None:
    assert await readers.inspect(LETTER, deed) == BadFile("check-stopped", deed)
    assert await serves_the_next_one(readers)


async def test_it_cannot_ask_about_more_pages_than_can_be_shown(readers: Readers) -> None:
    assert await readers.mend([(LETTER, "shows-too-many")]) == BadFile(
        "check-stopped", "shows-too-many"
    )


async def test_it_writes_nothing_between_the_lines_of_the_log(
    readers: Readers, capfd: pytest.CaptureFixture[str]
) -> None:
    assert isinstance(await readers.inspect(LETTER, "makes-noise"), Sound)
    assert capfd.readouterr() == ("", "")


@linux
async def test_without_seccomp_it_leaves_no_process_behind_that_goes_on_talking(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    readers = Readers(command=(*command, "--without-seccomp", str(tmp_path)))
    assert await readers.inspect(LETTER, "stays-behind") == HONEST
    await until(lambda: len(processes_told(str(tmp_path))) == 2)  # fork server and next reader
    await readers.close()
    await until(lambda: processes_told(str(tmp_path)) == [])


@linux
async def test_without_seccomp_it_leaves_no_process_behind_in_silence(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    readers = Readers(command=(*command, "--without-seccomp", str(tmp_path)))
    assert await readers.inspect(LETTER, "stays-behind-in-silence") == HONEST
    await until(lambda: len(processes_told(str(tmp_path))) <= 2)
    assert await serves_the_next_one(readers)
    await readers.close()


def processes_told(argument: str) -> list[str]:
    """The processes that have this argument, as those that are forked off from one have."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if argument in path.read_text().split("\0"):
                found.append(path.parent.name)
    return found


# What it may try, with everything that Linux offers against it, and less -----------------------

NO_LANDLOCK, NO_SECCOMP = "--without-landlock", "--without-seccomp"
NO_NAMESPACES, AS_NOBODY = "--without-namespaces", "--as-nobody"
LEFT_WITHOUT_SECCOMP = {
    *("process", "pidfd", "renice", "pin", "io_uring", "user-namespace", "keyctl", "userfaultfd"),
    *("shared-memory", "memory-file", "system-v-memory", "udp", "unix-by-path", "netlink", "perf"),
}
"""What SECURITY.md tells of; only what is no way to data of the bot's."""


Reached = Callable[..., Awaitable[set[str]]]


class Confined(NamedTuple):
    """Arguments of a reader's server, and what a reader may reach at most."""

    left_out: tuple[str, ...]
    reaches: set[str]


CONFINED = {
    "as it is": Confined((), set()),
    "plain user": Confined((AS_NOBODY,), set()),
    "no Landlock": Confined((NO_LANDLOCK,), set()),
    "no Landlock, no namespaces": Confined((NO_LANDLOCK, NO_NAMESPACES), set()),
    "the same, plain user": Confined((NO_LANDLOCK, NO_NAMESPACES, AS_NOBODY), set()),
    "no seccomp": Confined((NO_SECCOMP,), LEFT_WITHOUT_SECCOMP),
}


@linux
@pytest.mark.parametrize("name", CONFINED)
async def test_it_reaches_nothing(name: str, reached: Reached) -> None:
    left_out, reaches = CONFINED[name]
    assert await reached(*left_out) - reaches == set()


@linux
async def test_without_any_of_it_these_ways_are_open(reached: Reached) -> None:
    """So that the test above tells something."""
    ways = await reached(NO_LANDLOCK, NO_NAMESPACES, NO_SECCOMP)
    assert ways >= {"file", "folder", "tcp", "udp", "unix-by-path", "unix-abstract", "netlink"}
    assert ways >= {"process", "pidfd", "shared-memory", "system-v-memory"}


@pytest.fixture
async def reached(tmp_path: Path) -> AsyncIterator[Reached]:
    """Give what tells the ways that are open to a reader."""
    (tmp_path / "ledger.db").write_text("not for strangers")
    command = (sys.executable, "-m", "tests.files.process.taken_over")
    with ExitStack() as stack:
        at_port = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        for address in (str(tmp_path / "socket"), f"\0{tmp_path}"):
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(address)
            listener.listen()

        async def ways(*left_out: str) -> set[str]:
            nobodys = await asyncio.create_subprocess_exec("sleep", "100")  # in the bot's place
            readers = Readers({"PATH": os.defpath}, command=(*command, *left_out))
            try:
                where = f"{nobodys.pid} {tmp_path} {at_port.getsockname()[1]}"
                seen = await readers.inspect(LETTER, f"looks-around {where}")
            finally:
                nobodys.kill()
                await nobodys.wait()
                await readers.close()
            assert isinstance(seen, Sound)
            return set(seen.text.split())

        yield ways


# The bot is killed, or is the first process of a container ---------------------------------------

BOT = dedent("""
    import asyncio, sys
    from bot.files.process import limits
    from bot.files.process.run import Limits, Readers

    async def main(seconds):
        limits.adopt_orphans()  # as the first process of a container does
        command = (sys.executable, "-m", "tests.files.process.taken_over")
        readers = Readers(look=Limits(60, seconds), command=command)
        print(await readers.inspect(b"", "sleeps"))
        print(limits.children())

    asyncio.run(main(float(sys.argv[1])))
    """)


async def bot(seconds: float) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BOT, str(seconds)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )


@linux
async def test_no_zombie_is_left_to_the_first_process_of_a_container() -> None:
    told, _ = await (await bot(0.5)).communicate()
    assert told.decode().splitlines() == ["BadFile(kind='check-stopped', name='sleeps')", "[]"]


@linux
async def test_what_works_on_a_letter_ends_with_a_bot_that_is_killed() -> None:
    process = await bot(60)
    below: list[int] = []

    def is_at_work() -> bool:
        servers = children(process.pid)
        below[:] = servers + [reader for server in servers for reader in children(server)]
        return len(below) > 1

    await until(is_at_work)
    process.kill()
    await process.communicate()
    await until(lambda: not any(map(is_there, below)))
