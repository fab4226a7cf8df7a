"""Every command that the documents tell to type is run: here, by .ci/run, or not for a reason."""

import asyncio
import re
import shlex
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sandbox import letters
from tests import forkserver
from tests.docs import test_made_pages as made_pages
from tests.docs.pages import PAGES, ROOT, commands, text
from tests.for_each import for_each
from tests.letters import test_audit

PYTHON = ".venv/bin/python -m "
NOT_HERE = {
    "git clone": "it fetches this repository from wherever it lies",
    "git push heroku": "it needs an account at Heroku",
    "heroku": "it needs an account at Heroku",
    "cd": "it changes the folder of the shell",
}
"""How commands begin that neither tests nor CI can run, and why."""


def documented(beginning: str) -> str:
    """The one command of the documents that begins so."""
    (found,) = {each for page in PAGES for each in commands(page) if each.startswith(beginning)}
    return found


def arguments(command: str, **values: str) -> list[str]:
    """What stands behind `python -m sandbox` in a command, its words in capitals filled in."""
    words = shlex.split(command.removeprefix(f"{PYTHON}sandbox "))
    return [values.get(each, each) for each in words]


@asynccontextmanager
async def started(
    folder: Path, module: str, command: Sequence[str] = ()
) -> AsyncIterator[tuple[forkserver.Child, Callable[[str], Any]]]:
    """A command at work, and the way to wait until it has printed something of this pattern."""
    said = folder / f"{module}-{'-'.join(command)}.txt"
    with said.open("wb") as output:
        child = forkserver.start(module, command, folder=folder, outputs=(output, output))

    async def prints(pattern: str) -> str:
        async with asyncio.timeout(60):
            while not (found := re.search(pattern, said.read_text(), re.MULTILINE)):
                assert child.returncode is None, said.read_text()
                await asyncio.sleep(0.02)
        return found[0]

    try:
        yield child, prints
        child.send_signal(signal.SIGINT)
        assert await child.wait() == 0, said.read_text()
    finally:
        child.give_up()


async def test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides(tmp_path: Path) -> None:
    (tmp_path / ".env.example").write_text(text(".env.example"))
    await typed(documented("cp"), tmp_path)
    serve = arguments(documented(f"{PYTHON}sandbox serve"))
    async with started(tmp_path, "sandbox", serve) as (_, serving):
        await serving("Ctrl-C")
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL"):
            fill_in(tmp_path / ".env", name, await serving(rf"(?<=^export {name}=).+$"))
        for name in ("SECRET_ID", "SECRET_KEY", "SSL_ENDPOINT"):
            value = await serving(rf"(?<=^export TENCENTCLOUD_{name}=).+$")
            fill_in(tmp_path / ".env", f"TENCENTCLOUD_{name}", value)
        async with started(tmp_path, "bot") as (bot, logging):
            await logging("connected as letterdrop in ")
            await typed(documented("kill").replace("PID", str(bot.pid)), tmp_path)
            await logging("asked to look")
            address = (await serving(r"page at http://\S+(?=;)")).removeprefix("page at ")
            decide = arguments(documented(f"{PYTHON}sandbox ca"), ADDRESS=address)
            code, told, errors = await forkserver.ran("sandbox", *decide)
            assert (code, errors) == (0, "")
            assert "flSFd6Fh is issued" in told


async def typed(command: str, folder: Path) -> None:
    """Run a command of the system's in this folder."""
    ran = await asyncio.create_subprocess_exec(*shlex.split(command), cwd=folder)
    assert await ran.wait() == 0


def fill_in(file: Path, name: str, value: str) -> None:
    """Write a setting into a copy of .env.example, as somebody does who follows the setup."""
    filled, count = re.subn(
        rf"^#?{name}=.*$", f"{name}={value}", file.read_text(), flags=re.MULTILINE
    )
    assert count == 1
    file.write_text(filled)


async def test_a_file_of_ones_own_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(letters.pdf(20_000))
    drop = arguments(documented(f"{PYTHON}sandbox drop"))
    code, shown, errors = await forkserver.ran("sandbox", *drop, folder=tmp_path)
    assert (code, errors) == (0, "")
    assert "letter.pdf" in shown
    assert "✅" in shown


HERE = {
    "cp .env.example .env": test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides,
    f"{PYTHON}bot": test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides,
    "kill -USR1 PID": test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides,
    f"{PYTHON}bot history --since 7d": (
        test_audit.test_the_history_tells_from_the_ledger_what_the_log_told
    ),
    f"{PYTHON}sandbox serve": test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides,
    f"{PYTHON}sandbox ca issue flSFd6Fh --page ADDRESS": (
        test_a_bot_of_ones_own_is_set_up_and_run_and_its_ca_decides
    ),
    f'{PYTHON}sandbox drop letter.pdf "for flSFd6Fh"': test_a_file_of_ones_own_is_dropped,
    f"{PYTHON}sandbox demo": made_pages.test_the_demo_is_shown_as_it_prints_itself,
    f"{PYTHON}sandbox tour": made_pages.test_the_ways_in_are_shown_as_the_tour_prints_them,
    f"{PYTHON}tests.docs": made_pages.test_all_replies_are_shown_as_they_are,
}
"""Commands that tests run, each with the one that does."""

IN_THE_SANDBOX = {f"{PYTHON}sandbox play": r'"sandbox",\s*\["play"'}
"""Commands that tests of the sandbox run, each with what stands in one of them."""


def by_ci() -> set[str]:
    return set(re.findall(r"^make [a-z]+", text(".ci/run"), re.MULTILINE))


def recipe(command: str) -> str:
    """What `make TARGET` runs once all is set up; other commands as they are."""
    if not command.startswith("make "):
        return command
    old = ("--old-file=.venv/.bot", "--old-file=.venv/.dev")
    dry = ["make", "--no-print-directory", "--dry-run", *old, command[5:]]
    ran = subprocess.run(dry, cwd=ROOT, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@for_each("page", PAGES)
def test_each_command_is_run_or_there_is_a_reason_why_not(page: str) -> None:
    for command in commands(page):
        why_not = [each for each in NOT_HERE if f"{command} ".startswith(f"{each} ")]
        is_run = command in by_ci() or recipe(command) in {*HERE, *IN_THE_SANDBOX}
        assert is_run or why_not, command


def test_each_reason_and_each_witness_is_needed() -> None:
    told = {each for page in PAGES for each in commands(page)}
    told |= {f"make {each}" for page in PAGES for each in make_targets_named_in(page)}
    assert {recipe(each) for each in told} >= {*HERE, *IN_THE_SANDBOX}
    assert all(any(each.startswith(beginning) for each in told) for beginning in NOT_HERE)


def test_the_tests_of_the_sandbox_run_what_they_are_said_to_run() -> None:
    tests = "".join(path.read_text() for path in (ROOT / "tests/sandbox").glob("test_*.py"))
    assert all(re.search(pattern, tests) for pattern in IN_THE_SANDBOX.values())


# Where commands stand in a sentence --------------------------------------------------------------


def make_targets_named_in(page: str) -> set[str]:
    return set(re.findall(r"(?:^|`)make ([a-z]+)", text(page), re.MULTILINE))


@for_each("page", PAGES)
def test_each_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert make_targets_named_in(page) <= targets
    assert page != "README.md" or make_targets_named_in(page) >= {"demo", "play", "run", "test"}


async def test_each_command_of_the_sandbox_that_is_named_exists() -> None:
    pages = "".join(text(page) for page in PAGES)
    named = set(re.findall(r"python -m sandbox ([a-z]+)", pages))
    help_text = await made_pages.printed("--help")
    offered = set(re.findall(r"^    ([a-z]+)  ", help_text, re.MULTILINE))
    assert named
    assert named <= offered


def test_the_processes_of_the_procfile_are_the_bot() -> None:
    lines = text("Procfile").splitlines()
    assert dict(line.split(": ") for line in lines) == {
        "worker": "python -m bot",
        "web": "python -m bot",
    }
