"""`python -m bot` as an operator meets it: exit codes, messages, both modes, and the log."""

import asyncio
import os
import re
import shutil
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import sandbox
from bot import app, settings
from sandbox import kept_bot, letters
from sandbox.kept_bot import Bot
from sandbox.slack import ALICE, CERTIFICATES, Fault, Upload
from sandbox.tencent import Fault as TencentFault
from tests import forkserver
from tests.running_bot import ACCEPTED, Trial, configured, connected

LETTER = Upload("letter.pdf", letters.pdf(30_000))


async def ran(environment: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Run the bot until it ends by itself; its exit code and what it said on stderr."""
    code, out, err = await forkserver.ran("bot", folder=folder, environment=environment)
    assert out == ""
    return code, err


@pytest.fixture
async def box() -> AsyncIterator[sandbox.Sandbox]:
    async with sandbox.running() as box:
        yield box


@asynccontextmanager
async def started(box: sandbox.Sandbox, folder: Path, **more: str) -> AsyncIterator[Bot]:
    async with forkserver.bot_process(box.environment(folder) | more, folder) as bot:
        yield bot


async def test_bad_settings_end_with_2_and_one_message(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    environment = box.environment(tmp_path) | {"SLACK_BOT_TOKEN": "", "PORT": "many"}
    environment |= {"TENCENTCLOUD_SSL_ENDPOINT": "https://ssl.tencentcloudapi.com"}
    environment |= {"ALL_PROXY": "socks5://u:w0rd@127.0.0.1:7890"}
    async with kept_bot.bot_process(environment, tmp_path) as bot:
        code, said = await bot.process.wait(), bot.log.read_text()
    assert code == 2
    assert "SLACK_BOT_TOKEN" in said
    assert "PORT" in said
    assert "ALL_PROXY" in said
    assert "w0rd" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
async def test_a_token_that_slack_refuses_ends_with_2_and_says_which(
    box: sandbox.Sandbox, tmp_path: Path, name: str
) -> None:
    wrong = box.environment(tmp_path)[name][:5] + "wrong"
    code, said = await ran(box.environment(tmp_path) | {name: wrong}, tmp_path)
    assert code == 2
    assert name in said
    assert wrong not in said
    assert "Traceback" not in said


async def test_of_two_tokens_that_slack_refuses_one_is_told(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
    code, said = await ran(box.environment(tmp_path) | wrong, tmp_path)
    assert code == 2
    assert said.count("Slack refuses SLACK_") == len(said.splitlines())


NOT_FOR_THE_SOCKET = {"fluent", "babel"}
NOT_IN_THIS_PROCESS = {"PIL", "pillow_heif", "pypdfium2", "psycopg", "click", "rich"}
"""What opens files, the database that is not used, and what httpx's command line draws in."""


async def test_the_socket_opens_before_what_only_a_letter_needs(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    environment = box.environment(tmp_path) | {"PYTHONPROFILEIMPORTTIME": "1"}
    async with kept_bot.bot_process(environment, tmp_path) as bot:
        assert await bot.brings_about(lambda: "fluent.runtime" in bot.log.read_text(), within=60)
        before, connected, after = bot.log.read_text().partition(" connected as ")
    assert connected
    assert "slack_bolt.async_app" in before
    assert _imported(before).isdisjoint(NOT_FOR_THE_SOCKET)
    assert _imported(before + after).isdisjoint(NOT_IN_THIS_PROCESS)


def _imported(log: str) -> set[str]:
    """The packages that a log of Python's own import profile names."""
    return set(re.findall(r"(?m)^import time:.*\| +(\w+)", log))


async def test_a_database_out_of_reach_ends_with_1(box: sandbox.Sandbox, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/no/such/folder/letterdrop.db"
    code, said = await ran(box.environment(tmp_path) | {"DATABASE_URL": url}, tmp_path)
    assert code == 1
    assert "database" in said
    assert "Traceback" not in said


async def test_a_second_bot_on_one_sqlite_file_ends_with_2(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    async with started(box, tmp_path) as first:
        assert await first.brings_about(lambda: box.slack.connections, within=60)
        code, said = await ran(box.environment(tmp_path), tmp_path)
    assert code == 2
    assert "Another Letterdrop" in said


async def test_a_slack_that_does_not_answer_ends_with_1(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
        code, said = await ran(box.environment(tmp_path) | {"SLACK_API_URL": nobody}, tmp_path)
    assert code == 1
    assert "Slack does not answer" in said
    assert "Traceback" not in said


@asynccontextmanager
async def self_signed(folder: Path) -> AsyncIterator[str]:
    """The address of a server whose certificate nobody has signed."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-nodes", "-keyout", key, "-out", certificate, "-subj", "/CN=localhost"),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await made.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    async with await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context
    ) as server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/"


async def why_not(config: settings.Settings) -> app.CannotStart:
    with pytest.raises(app.CannotStart) as why:
        async with connected(config):
            pass
    return why.value


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
async def test_what_the_network_brings_is_named_and_not_waited_for(
    box: sandbox.Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with self_signed(tmp_path) as address:
        why = await why_not(configured(box, tmp_path, SLACK_API_URL=address))
    assert (why.code, "certificate" in str(why), "SSL_CERT_FILE" in str(why)) == (2, True, True)
    why = await why_not(configured(box, tmp_path, SLACK_API_URL="https://no-such-host.invalid"))
    assert (why.code, "DNS" in str(why), "minutes" in str(why)) == (2, True, False)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{closed.getsockname()[1]}")
        why = await why_not(configured(box, tmp_path, SLACK_API_URL="https://slack.invalid/api/"))
        assert (why.code, "HTTPS_PROXY" in str(why)) == (2, True)
    endpoint = {"TENCENTCLOUD_SSL_ENDPOINT": "https://ssl.tencentcloudapi.com"}
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "no-such-file.pem"))
    why = await why_not(configured(box, tmp_path, **endpoint))
    assert (why.code, "SSL_CERT_FILE" in str(why)) == (2, True)


async def test_a_bot_that_is_stopped_while_it_starts_ends_at_once(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    box.slack.faults.add("auth.test", Fault(delay=60), times=None)
    async with started(box, tmp_path) as bot:
        assert await bot.brings_about(lambda: box.slack.calls, within=60)
        assert await bot.stop() == 0, "it is killed where it takes some seconds"
        assert "Traceback" not in bot.log.read_text()


async def test_a_slack_that_is_busy_is_not_blamed_on_the_token(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    box.slack.faults.add("auth.test", Fault(status=503), times=None)
    code, said = await ran(box.environment(tmp_path), tmp_path)
    assert code == 1
    assert "does not answer well" in said
    assert "SLACK_BOT_TOKEN" not in said


async def test_a_port_that_is_taken_ends_with_2(box: sandbox.Sandbox, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        mode = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "made-up", "PORT": str(port)}
        code, said = await ran(box.environment(tmp_path) | mode, tmp_path)
    assert code == 2
    assert str(port) in said
    assert "Traceback" not in said


async def test_a_first_socket_that_is_refused_is_tried_again_and_does_not_hold_up_the_stop(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    box.slack.faults.add("socket", Fault(status=503), times=None)
    soon = "from bot import __main__, patience; patience.START_WAITS_FOR_SOCKET = 0.3"
    command = ("-c", f"{soon}; raise SystemExit(__main__.main())")
    async with forkserver.bot_process(box.environment(tmp_path), tmp_path, command) as bot:
        assert await bot.brings_about(lambda: "trying on" in bot.log.read_text(), within=60)
        assert await bot.stop() == 0
        log = bot.log.read_text()
    assert "ticket=***" in log
    assert "Traceback" not in log


async def test_the_log_tells_the_story_and_no_secret(box: sandbox.Sandbox, tmp_path: Path) -> None:
    box.tencent.faults.add("UploadConfirmLetter", TencentFault(code="RequestLimitExceeded"))
    box.slack.faults.add("chat.postMessage", Fault(status=500))
    settings = box.settings(tmp_path)
    async with started(box, tmp_path, LOG_LEVEL="DEBUG", LOG_FORMAT="json") as bot:
        assert await bot.brings_about(lambda: box.slack.connections, within=60)
        trial = Trial(box.slack, box.tencent)
        ts = await trial.drop("for flSFd6Fh, a private word", LETTER)
        assert await trial.ended(ts) == ACCEPTED
        await bot.stop()
        log = bot.log.read_text()
    assert "UploadConfirmLetter flSFd6Fh: OK" in log
    assert f"1 files were dropped in {CERTIFICATES}" in log
    assert ts in log
    secrets = [v for k, v in settings.items() if re.search("TOKEN|SECRET", k)]
    assert len(secrets) >= 4
    for secret in [*secrets, "TC3-HMAC-SHA256 Credential", "a private word", "KeyPassword"]:
        assert secret not in log


async def test_the_command_the_home_and_a_link_button_are_answered(
    box: sandbox.Sandbox, tmp_path: Path
) -> None:
    async with started(box, tmp_path, LOG_LEVEL="ERROR") as bot:
        assert await bot.brings_about(lambda: box.slack.connections, within=60)
        if os.getuid():  # closed to its neighbours before the first file, as root owns it then
            assert Path(f"/proc/{bot.process.pid}/environ").stat().st_uid == 0
        answer = await box.slack.command("/letter", "help", user=ALICE, channel=CERTIFICATES)
        assert "flSFd6Fh" in answer.text
        await box.slack.open_home(user=ALICE)
        await box.slack.until(lambda: ALICE in box.slack.home_views)
        trial = Trial(box.slack, box.tencent)
        ts = await trial.drop("for flSFd6Fh", LETTER)
        await trial.ended(ts)
        click = await box.slack.click(trial.said(ts)[0], "open_console", user=ALICE)
        assert click.acked
        await bot.stop()
        lines = bot.log.read_text().splitlines()
        assert [each for each in lines if "INFO act=upload" not in each] == [], "there was no error"
