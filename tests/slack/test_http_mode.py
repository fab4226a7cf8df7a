"""HTTP mode: Slack's signed requests are served, whatever strangers do at the same port."""

import asyncio
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

import sandbox
from bot.slack.http_mode import LONGEST_REQUEST
from sandbox import letters
from sandbox.kept_bot import Bot
from sandbox.slack import Response, Upload
from sandbox.slack.delivery import Delivery
from tests import forkserver
from tests.http_mode import HttpMode, delivered_to
from tests.running_bot import ACCEPTED, Trial

FEW_DESCRIPTORS = 256
IN_TIME = 2.0
WITH_FEW_DESCRIPTORS = (
    "import resource; from bot import __main__, patience;"
    f"patience.HTTP_REQUEST_WITHIN = {IN_TIME};"
    f"resource.setrlimit(resource.RLIMIT_NOFILE, ({FEW_DESCRIPTORS}, {FEW_DESCRIPTORS}));"
    "raise SystemExit(__main__.main())"
)
LETTER = Upload("letter.jpg", letters.jpg(20_000))
PRIVATE = "a private word"


@dataclass
class Served:
    """A bot in HTTP mode, and the sandbox around it."""

    box: sandbox.Sandbox
    bot: Bot
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"

    def log(self) -> str:
        return self.bot.log.read_text()

    async def drops(self) -> None:
        """Drop a letter, which must get its answer."""
        async with delivered_to(self.url, self.box.slack):
            trial = Trial(self.box.slack, self.box.tencent)
            ts = await trial.drop(f"for flSFd6Fh, {PRIVATE}", LETTER)
            assert await trial.ended(ts) == ACCEPTED

    async def sends(self, request: bytes) -> bytes:
        """Send something, and read what comes until the connection ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        with closing(writer), suppress(ConnectionError):
            writer.write(request)
            return await reader.read()
        return b""


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with sandbox.running() as box:
        mode = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": box.slack.signing_secret}
        environment = box.environment(tmp_path) | mode | {"PORT": str(port), "LOG_LEVEL": "DEBUG"}
        command = ("-c", WITH_FEW_DESCRIPTORS)
        async with forkserver.bot_process(environment, tmp_path, command) as bot:
            each = Served(box, bot, port)
            assert await bot.brings_about(lambda: "connected" in each.log(), within=60)
            yield each
            began = time.monotonic()
            assert await bot.stop() == 0
            assert time.monotonic() - began < 10  # whatever is still connected
            assert PRIVATE not in each.log()
            assert "Traceback" not in each.log()


def post(*headers: str, body: bytes = b"", path: str = "/slack/events") -> bytes:
    head = "\r\n".join((f"POST {path} HTTP/1.1", "Host: x", *headers, "", ""))
    return head.encode("latin-1") + body


def status(response: bytes) -> int:
    return int(response.split(b" ", 2)[1]) if response else 0


NOW = f"X-Slack-Request-Timestamp: {int(time.time())}"
BODY = b'{"text": "a private word"}'
LENGTH = f"Content-Length: {len(BODY)}"
PROOF = "X-Slack-Signature: v0=00"
ODD_DIGITS = "X-Slack-Request-Timestamp: " + "\u0661".encode().decode("latin-1")
UNSIGNED = post(LENGTH, body=BODY)
LARGE = bytes(LONGEST_REQUEST + 1)


class Stranger(NamedTuple):
    what: str
    request: bytes
    status: int


STRANGERS = (
    Stranger("unsigned", UNSIGNED, 401),
    Stranger("no time", post("X-Slack-Request-Timestamp: x", LENGTH, body=BODY), 401),
    Stranger("odd digits", post(ODD_DIGITS, LENGTH, body=BODY), 401),
    Stranger("odd signature", post(NOW, "X-Slack-Signature: a\xc3\xa9", LENGTH, body=BODY), 401),
    Stranger("no text", post(NOW, PROOF, "Content-Length: 1", body=b"\xff"), 401),
    Stranger("packed", post(NOW, "Content-Encoding: gzip", LENGTH, body=BODY), 401),
    Stranger("odd charset", post("Content-Type: text/x; charset=x", LENGTH, body=BODY), 401),
    Stranger("large", post(f"Content-Length: {len(LARGE)}", body=LARGE), 413),
    Stranger("elsewhere", post(LENGTH, body=BODY, path="/"), 404),
    Stranger("a GET", b"GET /slack/events HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    Stranger("Slack looks for a certificate", post("Content-Length: 11", body=b"ssl_check=1"), 200),
    Stranger("a long line", b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\n\r\n", 400),
    Stranger("no HTTP", b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
)


async def test_what_slack_has_not_signed_is_refused_and_the_log_does_not_repeat_it(
    served: Served,
) -> None:
    for each in STRANGERS:
        assert (each.what, status(await served.sends(each.request))) == (each.what, each.status)
    for _ in range(30):
        await served.sends(UNSIGNED)
    await served.drops()
    assert served.log().count("SLACK_SIGNING_SECRET does not fit") == 5


class Recorded(HttpMode):
    """Slack's requests, which are kept to be heard again."""

    kept: list[Delivery]

    async def send(self, delivery: Delivery, deadline: float, /) -> asyncio.Future[Response] | None:
        self.kept.append(delivery)
        return await super().send(delivery, deadline)


async def test_a_request_that_is_heard_again_does_nothing_twice(served: Served) -> None:
    slack = served.box.slack
    async with aiohttp.ClientSession() as http:
        slack.transport = mode = Recorded(served.url, slack.signing_secret, http)
        mode.kept = []
        trial = Trial(slack, served.box.tencent)
        ts = await trial.drop("for flSFd6Fh", LETTER)
        assert await trial.ended(ts) == ACCEPTED
        for each in tuple(mode.kept) * 3:
            response = await mode.send(each, 3.0)
            assert response is not None
            assert (await response).acked
        old = mode.signed("{}", "application/json", at=time.time() - 400)
        async with http.post(served.url, data="{}", headers=old) as refused:
            assert refused.status == 401
        slack.transport = slack.sockets
    assert len(served.box.tencent.letters) == 1


@asynccontextmanager
async def slow_connections(port: int, count: int) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Connections that begin a request, each in another way, and then keep silent."""
    beginnings = (b"", b"POST /sla", post("Content-Length: 100", body=b"{"), post("X-Odd: 1")[:-2])
    async with AsyncExitStack() as stack:
        readers = []
        for number in range(count):
            with suppress(ConnectionError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                stack.callback(writer.close)
                writer.write(beginnings[number % len(beginnings)])
                readers.append(reader)
        yield readers


async def test_slow_connections_hold_up_no_letter_and_end_in_time(served: Served) -> None:
    async with slow_connections(served.port, 300) as slow:
        await served.drops()
        assert (
            sum(each.at_eof() or bool(each.exception()) for each in slow) >= 300 - FEW_DESCRIPTORS
        )
        with suppress(ConnectionError):
            await asyncio.wait_for(slow[-1].read(), IN_TIME + 20)
    assert len(served.log()) < 100_000
    assert len(re.findall("more than [0-9]+ connections", served.log())) <= 10
