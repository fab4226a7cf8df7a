"""Files are opened in another process: what that one suffers, the bot does not."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot import parcels
from bot.parcels import Request
from bot.problems import CheckStopped, DamagedFile, Problem, TooManyPages, TooManyPixels
from bot.repair.inspection import inspect
from bot.repair.mending import mend
from bot.repair.results import Choice, Mended, Sound
from bot.workshop import WIDTH, Workshop, WorkshopBroken
from sandbox import letters, odd_letters
from tests.pictures import encoded, webp_of

ROOT = Path(__file__).resolve().parent.parent
SECRET = "xoxb-not-for-strangers"
LETTER = letters.pdf(text="For shop.example.com")
SCAN = odd_letters.scan()
BUSY = odd_letters.pdf_with_pages(30)  # takes the better part of a second


@asynccontextmanager
async def opened(**settings: float) -> AsyncIterator[Workshop]:
    """A workshop whose processes end with the test."""
    environment = {"SLACK_BOT_TOKEN": SECRET, "PATH": os.defpath}
    workshop = Workshop(environment, **settings)
    try:
        yield workshop
    finally:
        await workshop.close()


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    async with opened() as running:
        yield running


def processes(workshop: Workshop) -> list[int]:
    return [bench._process.pid for bench in workshop._benches]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  # other processes set no event
            await asyncio.sleep(0.01)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_webp_of_sixteen_megapixels_finds_room(workshop: Workshop) -> None:
    photo = Image.new("RGB", (3_456, 4_608), "white")
    photo.paste("black", (500, 500, 3_000, 2_500))
    content = encoded(photo, "WEBP", lossless=True, quality=0, method=0)
    assert isinstance(await workshop.mend([(content, "photo.webp")]), Mended)


async def test_a_webp_that_finds_no_room_is_not_called_damaged(workshop: Workshop) -> None:
    content = webp_of(9_000, 9_000)
    assert await workshop.inspect(content, "x") == TooManyPixels("x", 81, 16)


# The same answers --------------------------------------------------------------------------------


async def test_a_letter_is_inspected_as_in_the_room_itself(workshop: Workshop) -> None:
    answer = await workshop.inspect(LETTER, "letter.pdf")
    assert answer == inspect(LETTER, "letter.pdf")
    assert isinstance(answer, Sound)
    assert answer.text == "For shop.example.com"


async def test_a_letter_is_mended_as_in_the_room_itself(workshop: Workshop) -> None:
    files = [(SCAN, "scan.png"), (LETTER, "信.pdf")]
    answer = await workshop.mend(files, wosign=True, pages=[2, 1])
    assert isinstance(answer, Mended)
    assert answer == mend(files, wosign=True, pages=[2, 1])


async def test_a_choice_and_a_problem_come_back_as_they_are(workshop: Workshop) -> None:
    assert isinstance(await workshop.mend([(BUSY, "x")]), Choice)
    broken = await workshop.inspect(letters.heic(), "x")
    assert broken == DamagedFile("x", "HEIC")


async def test_one_process_serves_one_letter_after_the_other(workshop: Workshop) -> None:
    await workshop.inspect(LETTER, "1.pdf")
    first = processes(workshop)
    await workshop.mend([(SCAN, "2.png")])
    assert processes(workshop) == first


# Hostile files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [odd_letters.endless_pdf(), odd_letters.inflating_pdf()],
    ids=["endless", "inflating"],
)
async def test_a_file_that_takes_too_much_is_refused_and_the_next_one_is_served(
    workshop: Workshop, content: bytes
) -> None:
    assert await workshop.inspect(content, "trap.pdf") == CheckStopped("trap.pdf")
    assert await workshop.mend([(content, "trap.pdf")]) == CheckStopped("trap.pdf")
    assert isinstance(await workshop.inspect(LETTER, "letter.pdf"), Sound)


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    async with opened(patience=0.05) as workshop:
        assert await workshop.mend([(BUSY, "slow.pdf")]) == CheckStopped("slow.pdf")
        assert processes(workshop) == []


async def test_a_file_that_was_given_up_leaves_nothing_at_work() -> None:
    async with opened(patience=0.2) as workshop:
        work = asyncio.create_task(workshop.mend([(BUSY, "slow.pdf")], pages=range(1, 11)))
        await until(lambda: len(processes(workshop)) == 1)
        (pid,) = processes(workshop)
        assert await work == CheckStopped("slow.pdf")
        with pytest.raises(ProcessLookupError):
            os.killpg(pid, 0)


async def test_a_bench_that_dies_at_work_is_a_problem_of_that_file_alone(
    workshop: Workshop,
) -> None:
    await workshop.inspect(LETTER, "letter.pdf")
    (pid,) = processes(workshop)
    work = asyncio.create_task(workshop.mend([(BUSY, "x")]))
    await asyncio.sleep(0.05)
    os.killpg(pid, signal.SIGKILL)
    assert await work == CheckStopped("x")
    assert isinstance(await workshop.inspect(LETTER, "letter.pdf"), Sound)


async def test_a_bench_that_died_while_idle_is_nobodys_problem(workshop: Workshop) -> None:
    await workshop.inspect(LETTER, "letter.pdf")
    (bench,) = workshop._benches
    os.killpg(bench._process.pid, signal.SIGKILL)
    await until(lambda: not bench.is_alive)
    assert isinstance(await workshop.inspect(LETTER, "letter.pdf"), Sound)


# The bot goes on ---------------------------------------------------------------------------------


async def test_the_bot_goes_on_while_a_letter_is_mended(workshop: Workshop) -> None:
    work = asyncio.create_task(workshop.mend([(BUSY, "x")]))
    beats = 0
    while not work.done():
        await asyncio.sleep(0.005)
        beats += 1
    assert beats > 20


async def test_two_letters_are_mended_at_once_and_the_rest_wait_their_turn(
    workshop: Workshop,
) -> None:
    full = [workshop.is_full]
    work = [asyncio.create_task(workshop.mend([(BUSY, str(at))])) for at in range(WIDTH + 2)]
    await until(lambda: len(processes(workshop)) == WIDTH)
    full.append(workshop.is_full)
    answers = await asyncio.gather(*work)
    full.append(workshop.is_full)
    assert full == [False, True, False]
    assert all(isinstance(answer, Choice) for answer in answers)
    assert len(processes(workshop)) == WIDTH


async def test_a_look_does_not_wait_for_letters_that_are_being_mended(workshop: Workshop) -> None:
    work = [asyncio.create_task(workshop.mend([(BUSY, "x")])) for _ in range(WIDTH + 2)]
    await until(lambda: workshop.is_full)
    assert isinstance(await workshop.inspect(LETTER, "letter.pdf"), Sound)
    assert not all(each.done() for each in work)
    await asyncio.gather(*work)


async def test_who_no_longer_waits_leaves_no_process_at_work(workshop: Workshop) -> None:
    await workshop.inspect(LETTER, "letter.pdf")
    (pid,) = processes(workshop)
    work = asyncio.create_task(workshop.mend([(BUSY, "x")]))
    await asyncio.sleep(0.05)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    await until(lambda: not is_there(pid))


# What the bot does not carry ---------------------------------------------------------------------


def test_the_bot_never_loads_what_opens_files() -> None:
    look = (
        "import sys, bot.workshop; print([m for m in sys.modules if 'PIL' in m or 'pdfium' in m])"
    )
    command = [sys.executable, "-c", look]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == "[]\n"


async def test_nothing_is_started_before_the_first_letter(workshop: Workshop) -> None:
    assert processes(workshop) == []


async def test_the_memory_is_given_back_when_nothing_comes_any_more() -> None:
    async with opened(idle=0.05) as workshop:
        await workshop.inspect(LETTER, "letter.pdf")
        (pid,) = processes(workshop)
        await until(lambda: not is_there(pid))
        assert processes(workshop) == []
        assert isinstance(await workshop.inspect(LETTER, "letter.pdf"), Sound)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
async def test_the_tokens_of_the_bot_are_not_in_the_other_process(workshop: Workshop) -> None:
    await workshop.inspect(LETTER, "letter.pdf")
    (pid,) = processes(workshop)
    environment = Path(f"/proc/{pid}/environ").read_text()
    assert "PYTHONPATH" in environment
    assert SECRET not in environment


async def test_it_ends_with_the_bot() -> None:
    async with opened() as workshop:
        await workshop.inspect(LETTER, "letter.pdf")
        pids = processes(workshop)
    assert not any(map(is_there, pids))


async def test_a_workshop_that_cannot_start_blames_no_file() -> None:
    workshop = Workshop({"PYTHONHOME": "/nowhere"})
    with pytest.raises(WorkshopBroken):
        await workshop.inspect(LETTER, "letter.pdf")


# What goes there and back ------------------------------------------------------------------------

NAMES = st.text(max_size=20)


@given(st.lists(st.tuples(st.binary(max_size=99), NAMES), max_size=4), st.booleans())
def test_a_request_arrives_as_it_was_sent(files: list[tuple[bytes, str]], wosign: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
    request = Request("mend", tuple(files), wosign, (1, 2))
    pipe = parcels.head(request) + b"".join(content for content, _ in files)
    assert parcels.read_request(io.BytesIO(pipe)) == request
    assert parcels.read_request(io.BytesIO()) is None


@pytest.mark.parametrize(
    "answer",
    [
        Sound("pdf", 1, 595, 842, "text"),
        Mended(b"\0\xff", "信.jpg", "jpg", "heic", ("converted",), 9, 2, 1, ("blank",)),
        Choice("x", 12, b"\0"),
        TooManyPages("x", 99, 10),
    ],
)
def test_an_answer_arrives_as_it_was_sent(answer: Sound | Mended | Choice | Problem) -> None:
    told = parcels.pack(answer)
    size = parcels.LENGTH.size
    assert parcels.length_of_answer(told[:size]) == len(told) - size
    assert parcels.unpack(told[size:]) == answer


def test_an_answer_that_is_longer_than_any_is_not_read() -> None:
    with pytest.raises(ValueError, match="4000000"):
        parcels.length_of_answer(parcels.LENGTH.pack(4_000_000))
