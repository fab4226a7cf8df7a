"""The demo tells a good ending from a bad one, and the command line says what it wants."""

import asyncio
import os
import re
import signal
from pathlib import Path

import pytest
from rich.console import Console

from sandbox import REPOSITORY, running
from sandbox.__main__ import main
from sandbox.plays import demo, is_answered, is_settled, run
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, Message, Upload
from sandbox.stage import NotSo, Stage, arrived
from sandbox.tencent import ReceivedLetter
from tests import forkserver
from tests.for_each import for_each

LETTERS = [("flSFd6Fh", Upload("a.pdf", b"one")), ("Eq4hcD10", Upload("b.jpg", b"two"))]


def message(ts: str, user: str, *, reactions: tuple[str, ...] = (), text: str = "") -> Message:
    thread_ts = None if user != BOT_USER else "1.0"
    given = {name: [BOT_USER] for name in reactions}
    return Message(CERTIFICATES, ts, user, text, thread_ts, reactions=given)


def thread(*reactions: str, replies: int = 1) -> list[Message]:
    drop = message("1.0", ALICE, reactions=reactions)
    return [drop, *(message(f"2.{n}", BOT_USER, text="done") for n in range(replies))]


def received(*letters: tuple[str, bytes]) -> list[ReceivedLetter]:
    return [
        ReceivedLetter(certificate, content, "request", 0.0) for certificate, content in letters
    ]


def test_letters_that_came_byte_for_byte_in_any_order_are_good() -> None:
    arrived(received(("Eq4hcD10", b"two"), ("flSFd6Fh", b"one")), LETTERS)


@for_each(
    "letters",
    [
        [],
        [("flSFd6Fh", b"one")],
        [("flSFd6Fh", b"other bytes"), ("Eq4hcD10", b"two")],
        [("a91hoLqi", b"one"), ("Eq4hcD10", b"two")],
        [("flSFd6Fh", b"one"), ("flSFd6Fh", b"one"), ("Eq4hcD10", b"two")],
        [("flSFd6Fh", b"two"), ("Eq4hcD10", b"one")],
    ],
)
def test_a_letter_that_is_lost_changed_misdirected_or_doubled_is_told(
    letters: list[tuple[str, bytes]],
) -> None:
    with pytest.raises(NotSo, match="not byte for byte at Tencent Cloud: flSFd6Fh, Eq4hcD10"):
        arrived(received(*letters), LETTERS)


@pytest.mark.usefixtures("forked")
async def test_a_bot_that_stops_with_an_error_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    async def killed(stage: Stage, _: Console) -> list[str]:
        stage.bot.process.kill()
        await stage.bot.process.wait()
        return []

    assert await run(killed, "All well") == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "- the bot must stop with exit code 0, not -9\n" in output.err


@pytest.mark.usefixtures("forked")
async def test_a_bot_that_never_came_is_all_that_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.plays.CONNECTED_WITHIN", -1.0)
    assert await demo() == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert re.findall("^- (.*) \\(exit code", output.err, re.MULTILINE) == [
        "the bot did not connect to Slack"
    ]


def test_a_drop_is_settled_when_the_last_reaction_and_a_reply_are_there() -> None:
    assert is_settled(thread("x"))
    assert not is_settled(thread("x", replies=0))
    assert not is_settled(thread("eyes"))
    assert not is_settled(thread("eyes", "x"))


def test_a_question_is_an_answer_too_but_not_while_the_bot_works() -> None:
    assert is_answered(thread())
    assert is_answered(thread("x"))
    assert not is_answered(thread(replies=0))
    assert not is_answered([thread()[0], message("2.0", BOT_USER)])
    assert not is_answered(thread("eyes"))


async def test_the_bots_environment_holds_the_sandbox_and_nothing_inherited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "SLACK_SIGNING_SECRET",
        "LETTERDROP_CHANNELS",
        "PORT",
        "https_proxy",
        "LOG_FORMAT",
    ):
        monkeypatch.setenv(name, "from the shell")
    monkeypatch.setenv("DATABASE_URL", "from the shell")
    async with running() as sandbox:
        sandbox.tencent.token = "session"
        environment = sandbox.environment(tmp_path)
        assert environment["SLACK_API_URL"] == sandbox.slack.api_url
        assert environment["TENCENTCLOUD_TOKEN"] == "session"
    assert environment["DATABASE_URL"] == f"sqlite:///{tmp_path}/letterdrop.db"
    assert environment["PYTHONPATH"] == str(REPOSITORY)
    assert environment["PATH"] == os.environ["PATH"]
    assert not any("from the shell" in value for value in environment.values())


def test_a_file_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "letter.pdf"
    assert main(["drop", str(missing), "for flSFd6Fh"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == f"Cannot read {missing}: No such file or directory\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_serve_prints_the_environment_and_ends_when_asked(
    number: int, tmp_path: Path
) -> None:
    said, told = tmp_path / "said", tmp_path / "told"
    with said.open("wb") as out, told.open("wb") as errors:
        serving = forkserver.start("sandbox", ["serve"], outputs=(out, errors))
    async with asyncio.timeout(60):
        while "Ctrl-C" not in told.read_text():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)
    serving.send_signal(number)
    assert await serving.wait() == 0
    assert said.read_text().startswith("export SLACK_BOT_TOKEN=xoxb-")
    assert "\nexport TENCENTCLOUD_SSL_ENDPOINT=http://127.0.0.1:" in said.read_text()
    assert len(told.read_text().splitlines()) == 1
