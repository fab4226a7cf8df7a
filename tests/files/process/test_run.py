"""Files are opened in another process: what that one suffers, the bot does not."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.certificates.states import NothingToUpload
from bot.files.process.run import LOOK, MEND, Readers, ReadersFailed
from bot.files.process.wire import Limits, Request, Result, Stopped, packed, unpacked
from bot.files.repair.inspection import inspect
from bot.files.repair.mend import mend
from bot.files.results import Choice, Mended, Sound
from bot.problems import BadFile, FormatProblem, Mishap, TooManyPages, TooManyPixels
from sandbox import letters
from tests import odd_letters, running_bot
from tests.files import pictures
from tests.files.pictures import encoded, likeness, page, webp_of
from tests.files.process.taken_over import FORGED, HONEST
from tests.for_each import for_each

has_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")

ROOT = Path(__file__).resolve().parents[3]
SECRET = "xoxb-not-for-strangers"
LETTER = letters.pdf(text="For shop.example.com")
PHOTO = letters.jpg()
BUSY = odd_letters.pdf_with_pages(30)  # takes the better part of a second
SLEEPS = {
    "command": (sys.executable, "-m", "tests.files.process.taken_over")
}  # where a file is named so
PATIENT = Limits(cpu=60, wall=60, nice=1)


@asynccontextmanager
async def opened(**settings: Any) -> AsyncIterator[Readers]:
    """Readers whose processes end with the block."""
    environment = {"SLACK_BOT_TOKEN": SECRET, "PATH": os.defpath}
    readers = Readers(environment, **settings)
    try:
        yield readers
    finally:
        await readers.close()


@pytest.fixture(scope="module")
async def readers() -> AsyncIterator[Readers]:
    """Readers of these tests alone, which may end their processes: the next file starts others."""
    async with opened(look=PATIENT, mend=PATIENT, **SLEEPS) as running:
        yield running


@pytest.fixture
def shared() -> Readers:
    """Those of all tests: each start of a process takes a fifth of a second."""
    return running_bot.readers()


def processes(readers: Readers) -> list[int]:
    return [each.process.pid for each in readers._servers if each.process.returncode is None]


def waiting(readers: Readers) -> list[int]:
    """The readers that were forked off: who may write no file is one."""
    found = [each for pid in processes(readers) for each in children(pid)]
    return [pid for pid in found if re.search(r"Max file size +0 ", of_process(pid, "limits"))]


def of_process(pid: int, what: str) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{what}").read_text()
    return ""


def at_work(readers: Readers) -> list[int]:
    """The readers that have begun with a request, which makes them nicer."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    found = [each for pid in processes(readers) for each in children(pid)]
    return [pid for pid in found if os.getpriority(os.PRIO_PROCESS, pid) > usual]


def parent(pid: int) -> int:
    return int(stat(pid)[1])


def state(pid: int) -> str:
    return stat(pid)[0]


def stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  # other processes set no event
            await asyncio.sleep(0.01)


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_webp_of_sixteen_megapixels_finds_room(shared: Readers) -> None:
    photo = Image.new("RGB", (3_456, 4_608), "white")
    photo.paste("black", (500, 500, 3_000, 2_500))
    content = encoded(photo, "WEBP", lossless=True, quality=0, method=0)
    assert isinstance(await shared.mend([(content, "photo.webp")]), Mended)


async def test_a_heic_of_48_megapixels_finds_room(shared: Readers) -> None:
    content = (ROOT / "tests/data/photo-48-megapixels.heic").read_bytes()
    result = await shared.mend([(content, "photo.heic")])
    assert isinstance(result, Mended)
    assert likeness(pictures.opened(result.content), page(100, lines=12)) > 0.9


async def test_a_webp_that_finds_no_room_is_not_called_damaged(shared: Readers) -> None:
    content = webp_of(9_000, 9_000)
    assert await shared.inspect(content, "x") == TooManyPixels("x", 81, 16)


# The same results --------------------------------------------------------------------------------


async def test_a_letter_is_inspected_as_in_the_room_itself(shared: Readers) -> None:
    result = await shared.inspect(LETTER, "letter.pdf")
    assert result == inspect(LETTER, "letter.pdf")
    assert isinstance(result, Sound)
    assert result.text == "For shop.example.com"


async def test_a_letter_is_mended_as_in_the_room_itself(shared: Readers) -> None:
    files = [(PHOTO, "photo.jpg"), (letters.png(), "信.png")]
    result = await shared.mend(files, wosign=True, pages=[2, 1])
    assert isinstance(result, Mended)
    assert result == mend(files, wosign=True, pages=[2, 1])


async def test_a_choice_and_a_problem_come_back_as_they_are(shared: Readers) -> None:
    assert isinstance(await shared.mend([(BUSY, "x")]), Choice)
    broken = await shared.inspect(odd_letters.heic(), "x")
    assert broken == FormatProblem("damaged-file", "x", "HEIC")


async def test_one_process_serves_one_letter_after_the_other(shared: Readers) -> None:
    await shared.inspect(LETTER, "1.pdf")
    first = set(processes(shared))
    await shared.mend([(PHOTO, "2.jpg")])
    assert set(processes(shared)) == first


# Hostile files -----------------------------------------------------------------------------------


async def test_a_file_that_takes_too_much_is_refused_and_the_next_one_is_served(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The operator reads why."""
    endless, inflating = odd_letters.endless_pdf(), odd_letters.inflating_pdf()
    lasting = odd_letters.crowded_pdf(1_000)  # takes long, and with more stamps too much memory
    async with opened(look=Limits(1, 60), mend=Limits(1, 60)) as readers:
        assert await readers.inspect(lasting, "trap.pdf") == BadFile("check-stopped", "trap.pdf")
        assert await readers.inspect(endless, "trap.pdf") == BadFile("check-stopped", "trap.pdf")
        assert await readers.inspect(inflating, "trap.pdf") == BadFile("check-stopped", "trap.pdf")
        assert await readers.mend([(inflating, "trap.pdf")]) == BadFile("check-stopped", "trap.pdf")
        assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4
    assert "took too long" in caplog.messages[0]


def test_a_look_is_given_up_sooner_than_a_letter_that_is_mended() -> None:
    assert LOOK.cpu < MEND.cpu
    assert LOOK.wall < MEND.wall <= 10


async def test_a_file_that_was_given_up_leaves_nothing_at_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with opened(mend=Limits(60, 1, nice=1), **SLEEPS) as readers:
        work = asyncio.create_task(readers.mend([(LETTER, "sleeps")]))
        await until(lambda: bool(at_work(readers)))
        (server,) = processes(readers)
        (reader,) = children(server)
        assert await work == BadFile("check-stopped", "sleeps")
        assert not is_there(server)
        assert not is_there(reader)
        assert processes(readers) == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "took too long" in caplog.messages[0]


@pytest.mark.parametrize("deed", ["naps", "sleeps"])
@pytest.mark.parametrize("victim", ["reader", "server"])
async def test_a_letter_whose_reader_was_killed_is_tried_once_more(
    readers: Readers, victim: str, deed: str
) -> None:
    """The kernel kills so where memory is short: mostly nothing the file has to do with."""
    work = asyncio.create_task(readers.mend([(LETTER, deed)]))
    killed = [0]
    for _ in range(2 if deed == "sleeps" else 1):
        await until(lambda: not {0, *at_work(readers)} <= set(killed))
        (reader,) = set(at_work(readers)) - set(killed)
        killed.append(reader)
        os.kill(reader if victim == "reader" else parent(reader), signal.SIGKILL)
    result = await work
    assert result == (BadFile("check-stopped", deed) if deed == "sleeps" else FORGED)
    assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)


async def test_a_server_that_died_while_idle_is_nobodys_problem(readers: Readers) -> None:
    await readers.inspect(LETTER, "letter.pdf")
    (pid,) = processes(readers)
    os.killpg(pid, signal.SIGKILL)
    await until(lambda: not processes(readers))
    assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)


async def test_a_reader_that_died_while_idle_is_nobodys_problem(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with opened() as readers:
        readers.start_ahead()
        await until(lambda: bool(waiting(readers)))
        (server,), (reader,) = processes(readers), waiting(readers)
        os.kill(reader, signal.SIGKILL)
        await until(lambda: state(reader) == "Z")
        assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)
        assert processes(readers) == [server]
    assert caplog.messages == []


async def test_a_name_that_is_no_text_is_a_problem_of_that_file_alone(readers: Readers) -> None:
    assert await readers.inspect(LETTER, "\ud800") == BadFile("check-stopped", "\ud800")
    assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)


# The bot goes on ---------------------------------------------------------------------------------


async def test_the_bot_goes_on_while_a_letter_is_mended_and_ends_all_processes() -> None:
    async with opened(mend=PATIENT, **SLEEPS) as readers:
        work = asyncio.create_task(readers.mend([(LETTER, "sleeps")]))
        await until(lambda: bool(at_work(readers)))
        assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)
        assert not work.done()  # and this line was reached, which needs the loop
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        (idle,) = processes(readers)
    assert not is_there(idle)  # it ends with the bot


async def test_who_no_longer_waits_leaves_no_process_at_work(readers: Readers) -> None:
    work = asyncio.create_task(readers.mend([(LETTER, "sleeps")]))
    await until(lambda: bool(at_work(readers)))
    (reader,) = at_work(readers)
    server = parent(reader)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert not is_there(server)
    assert not is_there(reader)


async def test_who_is_slow_holds_up_nobody_who_is_quick(readers: Readers) -> None:
    slow = [asyncio.create_task(readers.inspect(LETTER, "is-busy")) for _ in range(3)]
    await until(lambda: bool(at_work(readers)))
    assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)
    assert not any(work.done() for work in slow)
    mended = asyncio.create_task(readers.mend([(LETTER, "x")], person="U1"))
    assert await asyncio.gather(*slow) == [HONEST] * 3
    assert await mended


# What the bot does not carry ---------------------------------------------------------------------


def test_the_bot_never_loads_what_opens_files() -> None:
    openers = "[m for m in sys.modules if 'PIL' in m or 'pdfium' in m]"
    look = f"import sys, bot.files.process.run; print({openers})"
    command = [sys.executable, "-c", look]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == "[]\n"


async def test_one_process_is_started_for_the_first_letter_while_it_is_on_its_way() -> None:
    async with opened() as readers:
        assert processes(readers) == []
        readers.start_ahead()
        readers.start_ahead()
        assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)
        assert len(processes(readers)) == 1
        readers.start_ahead()
        assert len(processes(readers)) == 1


async def test_a_process_that_was_not_to_be_used_ends_with_the_bot() -> None:
    async with opened() as readers:
        readers.start_ahead()
    assert processes(readers) == []


async def test_the_memory_is_given_back_when_nothing_comes_any_more() -> None:
    start = "from bot.files.process import child; child.serve(idle=0.5)"
    async with opened(command=(sys.executable, "-c", start)) as readers:
        await readers.inspect(LETTER, "letter.pdf")
        await until(lambda: not processes(readers))
        assert isinstance(await readers.inspect(LETTER, "letter.pdf"), Sound)


@has_proc
async def test_a_large_file_is_only_in_the_process_that_ends_with_it(readers: Readers) -> None:
    await readers.inspect(LETTER, "letter.pdf")
    pid = readers._idle[-1].process.pid  # which gets the next one too
    before = memory(pid)
    assert await readers.inspect(b"x" * 40_000_000, "x") == BadFile("unknown-file", "x")
    assert readers._idle[-1].process.pid == pid
    assert memory(pid) - before < 5_000_000


def memory(pid: int) -> int:
    """The most bytes of memory that a process has had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1_024


@has_proc
async def test_the_tokens_of_the_bot_are_not_in_the_other_process(readers: Readers) -> None:
    await readers.inspect(LETTER, "letter.pdf")
    pid = readers._idle[-1].process.pid  # which gets the next one too
    try:
        environment = Path(f"/proc/{pid}/environ").read_text()
    except PermissionError:  # it is closed to others; root reads it all the same
        return
    assert "PYTHONPATH" in environment
    assert SECRET not in environment


async def test_a_process_that_cannot_start_blames_no_file() -> None:
    readers = Readers({"PYTHONHOME": "/nowhere"})
    with pytest.raises(ReadersFailed, match="encodings"):  # what Python says to that
        await readers.inspect(LETTER, "letter.pdf")


CANNOT_FORK = """
import os
from bot.files.process import child
os.fork = lambda: os.close(99_999)
child.serve(idle=60)
"""
ENDS_AT_WORK = """
import socket
socket.socket(fileno=0).sendall(b"ready")
"""  # as a fork server does that has been idle for long enough


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("/nowhere/python",), "No such file"),
        ((sys.executable, "-c", CANNOT_FORK), "OSError"),
        ((sys.executable, "-c", ENDS_AT_WORK), "ended with 0"),
    ],
)
async def test_a_machine_without_another_process_blames_no_file(
    command: tuple[str, ...], why: str
) -> None:
    async with opened(command=command) as readers:
        with pytest.raises(ReadersFailed, match=why):
            await readers.inspect(LETTER, "letter.pdf")


# What goes there and back ------------------------------------------------------------------------

NAMES = st.text(max_size=20)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 10**9), NAMES), max_size=4), st.booleans())
def test_a_request_is_one_line(files: list[tuple[int, str]], wosign: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
    request = Request("mend", tuple(files), LOOK, wosign, (1, 2))
    line = msgspec.json.encode(request)
    assert msgspec.json.decode(line, type=Request) == request
    assert b"\n" not in line


MENDED = Mended(b"\0\xff", "信.jpg", "jpg", "heic", ("converted",), 9, 1, ("blank",))


@for_each(
    "result",
    [
        Sound("text"),
        MENDED,
        Choice("x", 12, b"\0"),
        TooManyPages("x", 99, 10),
        Stopped("took too long"),
    ],
)
def test_a_result_arrives_as_it_was_sent(result: Result) -> None:
    assert unpacked(packed(result)) == result


@for_each(
    "result",
    [
        Sound("x" * 20_001),
        Choice("x", 41, b"\0"),
        Choice("x" * 5_001, 12, b"\0"),
        Choice("x", 12, bytes(1_000_000)),
        replace(MENDED, content=bytes(1_000_000)),
        replace(MENDED, content=b""),
        replace(MENDED, pages=41),
        replace(MENDED, name="x" * 5_001),
        replace(MENDED, changes=("converted",) * 21),
        Stopped("x" * 5_001),
        TooManyPages("x" * 5_001, 99, 10),
        NothingToUpload("dv-certificate"),
        Mishap("x"),
    ],
)
def test_a_result_that_no_honest_file_brings_about_is_none(result: Result) -> None:
    assert isinstance(unpacked(packed(result)), Stopped)
    assert unpacked(packed(result)) != result


@for_each(
    "told",
    [
        b"",
        b"{}",
        b"[]",
        b'["Request",{}]',
        b'["TooManyPages",{}]',
        b'["BadFile",{"kind":"unheard-of","name":"x"}]',
        b'["Made up",{}]',
        b'["Choice",{"name":"x","pages":"12","preview":""}]',
        b'["Choice",{"name":"x","pages":12,"preview":"not Base64"}]',
        packed(Choice("x", 12, b"")) * 2,
        packed(Choice("x", 12, b""))[:-1],
    ],
)
def test_what_is_no_result_is_none(told: bytes) -> None:
    assert unpacked(told) == Stopped("a result cannot be read")
