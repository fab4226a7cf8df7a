"""The start of play: its page at once, the bot beside it, and what is told when that fails."""

import asyncio
import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

import httpx

from sandbox.play import PORT, has_browser
from tests import forkserver
from tests.for_each import for_each


@dataclass
class Playing:
    """`python -m sandbox play`, as whoever started it sees it."""

    process: forkserver.Child
    out: Path
    errors: Path

    async def says(self, words: str) -> str:
        """Wait until it says so; gives all it has said on stdout."""
        async with asyncio.timeout(60):
            while words not in self.out.read_text():
                assert self.process.returncode is None, self.errors.read_text()
                await asyncio.sleep(0.02)
        return self.out.read_text()

    async def address(self) -> str:
        (found,) = re.findall(r"http://127\.0\.0\.1:\d+/", await self.says("Ctrl-C"))
        return str(found)


@contextmanager
def playing(folder: Path, *arguments: str, **environment: str) -> Iterator[Playing]:
    """Play where a browser could be opened: one that only writes down what it is to show."""
    opened, program = folder / "opened", folder / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    program.chmod(0o755)
    free = {name: value for name, value in os.environ.items() if name[:3] not in ("SSH", "CI")}
    variables = free | {"DISPLAY": ":99", "BROWSER": f"{program} %s"} | environment
    out, errors = folder / "out", folder / "errors"
    with out.open("wb") as told, errors.open("wb") as complained:
        process = forkserver.start(
            "sandbox",
            ["play", *arguments],
            environment=variables,
            outputs=(told, complained),
        )
    try:
        yield Playing(process, out, errors)
    finally:
        process.give_up()


async def test_play_takes_a_free_port_opens_no_browser_unasked_and_ends_with_ctrl_c(
    http: httpx.AsyncClient, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # then somebody else has it
            stack.enter_context(create_server(("127.0.0.1", PORT)))
        play = stack.enter_context(playing(tmp_path, "--no-browser"))
        address = await play.address()
        page = await http.get(address)
        assert page.status_code == 200
        assert "Tencent Cloud" in page.text
        assert await play.says("The bot runs.")
        play.process.send_signal(signal.SIGINT)
        assert await play.process.wait() == 0
    assert play.out.read_text().splitlines() == [
        f"Open {address} to try Letterdrop; Ctrl-C ends it.",
        "The bot runs.",
        "Ended.",
    ]
    assert play.errors.read_text() == f"Port {PORT} is taken, so the page has another one.\n"
    assert not (tmp_path / "opened").exists()


async def test_a_bot_that_does_not_start_is_told_in_the_terminal_and_on_the_page(
    http: httpx.AsyncClient, tmp_path: Path
) -> None:
    with playing(tmp_path, "--port", "0", SSL_CERT_FILE=str(tmp_path / "none.pem")) as play:
        address = await play.address()
        async with asyncio.timeout(60):
            while "SSL_CERT_FILE cannot be used" not in play.errors.read_text():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        page = (await http.get(address)).text
        assert await play.process.wait() == 1
    assert "SSL_CERT_FILE cannot be used" in page
    assert 'data-act="cloud/bot-again"' in page
    assert play.errors.read_text().startswith("The bot did not start. Its log:\n")
    assert (tmp_path / "opened").read_text().strip() == address


@for_each(
    ("environment", "platform", "has_one"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, "linux", False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_TTY": "/dev/ttys001"}, "darwin", False),
        ({}, "win32", True),
    ],
)
def test_a_browser_is_opened_where_somebody_sees_it(
    environment: dict[str, str], platform: str, *, has_one: bool
) -> None:
    assert has_browser(environment, platform) == has_one
