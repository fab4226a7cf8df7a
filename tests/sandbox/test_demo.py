"""The demo tells a good ending from a bad one, and the command line says what it wants."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import REPOSITORY, running
from sandbox.__main__ import main
from sandbox.demo import Drop, Played, demo_drops, is_answered, is_settled, shortcomings
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, Message
from sandbox.tencent import ReceivedLetter
from tests import forkserver

MENDED = b"the file that the bot has put into the thread"


def message(ts: str, user: str, *, reactions: tuple[str, ...] = (), text: str = "") -> Message:
    thread_ts = None if user != BOT_USER else "1.0"
    given = {name: [BOT_USER] for name in reactions}
    return Message(CERTIFICATES, ts, user, text, thread_ts, reactions=given)


def thread(*reactions: str, replies: int = 1) -> list[Message]:
    drop = message("1.0", ALICE, reactions=reactions)
    return [drop, *(message(f"2.{n}", BOT_USER, text="done") for n in range(replies))]


def good_play(drops: list[Drop]) -> Played:
    received = [
        ReceivedLetter(drop.reaches, MENDED if drop.presses else drop.file.content, "request", 0.0)
        for drop in drops
        if drop.reaches
    ]
    threads = [thread(drop.ends, replies=drop.replies) for drop in drops]
    shared = [MENDED for drop in drops if drop.presses]
    return Played(
        threads, {}, {}, received, trouble=None, exit_code=0, log="", seconds=1.0, shared=shared
    )


def test_a_demo_that_went_well_lacks_nothing() -> None:
    drops = demo_drops()
    assert shortcomings(drops, good_play(drops)) == []


@pytest.mark.parametrize(
    ("first_thread", "words"),
    [
        (thread("white_check_mark", replies=2), "must end with tada, not white_check_mark"),
        (thread("white_check_mark", "tada", replies=2), "must end with tada"),
        (thread(replies=2), "not no reaction"),
        (thread("tada", replies=1), "must have 2 of the bot's replies, not 1"),
        (thread("tada", replies=3), "must have 2 of the bot's replies, not 3"),
    ],
)
def test_a_thread_that_ended_wrongly_is_told(first_thread: list[Message], words: str) -> None:
    drops = demo_drops()
    played = good_play(drops)
    (fault,) = shortcomings(drops, replace(played, threads=[first_thread, *played.threads[1:]]))
    assert fault.startswith("“for flSFd6Fh”: ")
    assert words in fault


@pytest.mark.parametrize(
    "received",
    [
        [],
        [ReceivedLetter("flSFd6Fh", b"other bytes", "request", 0.0)],
        [ReceivedLetter("a91hoLqi", demo_drops()[0].file.content, "request", 0.0)],
        [ReceivedLetter("flSFd6Fh", demo_drops()[0].file.content, "request", 0.0)] * 2,
        [
            ReceivedLetter("flSFd6Fh", demo_drops()[0].file.content, "request", 0.0),
            ReceivedLetter("Eq4hcD10", demo_drops()[1].file.content, "request", 0.0),
        ],
    ],
)
def test_a_letter_that_is_lost_changed_misdirected_or_doubled_is_told(
    received: list[ReceivedLetter],
) -> None:
    drops = demo_drops()
    (fault,) = shortcomings(drops, replace(good_play(drops), letters=received))
    assert "2 letters must reach Tencent Cloud" in fault


def test_a_bot_that_stops_with_an_error_is_told() -> None:
    drops = demo_drops()
    (fault,) = shortcomings(drops, replace(good_play(drops), exit_code=1))
    assert fault == "the bot must stop with exit code 0, not 1"


def test_a_bot_that_never_came_is_all_that_is_told() -> None:
    broken = replace(good_play([]), trouble="the bot did not connect", exit_code=2)
    assert shortcomings(demo_drops(), broken) == ["the bot did not connect (exit code 2)"]


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
        serving = forkserver.born("sandbox", ["serve"], outputs=(out, errors))
    async with asyncio.timeout(60):
        while "Ctrl-C" not in told.read_text():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)
    serving.send_signal(number)
    assert await serving.wait() == 0
    assert said.read_text().startswith("export SLACK_BOT_TOKEN=xoxb-")
    assert "\nexport TENCENTCLOUD_SSL_ENDPOINT=http://127.0.0.1:" in said.read_text()
    assert len(told.read_text().splitlines()) == 1
