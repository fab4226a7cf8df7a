"""`python -m tests.soak.http`: letters in HTTP mode, between a thousand slow connections.

Strangers open connections and keep them, send junk and unsigned requests, and what Slack has sent
is heard again. The bot has 256 descriptors. Each letter must be uploaded once and answered.
"""

import asyncio
import random
import resource
import socket
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import aiohttp

import sandbox
from sandbox import letters
from sandbox.slack import Upload
from sandbox.tencent import Certificate
from tests import forkserver
from tests.http_mode import HttpMode
from tests.running_bot import ENDS, Trial
from tests.slack.test_http_mode import STRANGERS, WITH_FEW_DESCRIPTORS, post

LETTERS, SLOW = 200, 1_000
EVERY = 0.25  # seconds between two letters
BEGINNINGS = (b"", b"POST /sla", post("Content-Length: 100", body=b"{"), post("X-Odd: 1")[:-2])


class Happened:
    """What strangers did."""

    def __init__(self) -> None:
        self.count = Counter[str]()

    async def keep_connecting(self, port: int) -> None:
        """Hold a connection that began a request; when it is ended, open the next one."""
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                self.count["slow connections"] += 1
                try:
                    writer.write(random.choice(BEGINNINGS))  # noqa: S311 - no secret
                    await reader.read()
                finally:
                    writer.close()
            await asyncio.sleep(0.5)

    async def send_junk(self, port: int) -> None:
        while True:
            stranger = random.choice(STRANGERS)  # noqa: S311 - no secret
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(stranger.request)
                await reader.read()
                writer.close()
                self.count["junk and unsigned requests"] += 1
            await asyncio.sleep(0.05)


class Replayed(HttpMode):
    """Sends each request twice; what comes of the second one tells Slack nothing."""

    async def _post(self, delivery, deadline):  # type: ignore[no-untyped-def]
        response = await super()._post(delivery, deadline)
        await super()._post(delivery, deadline)
        return response


async def soak() -> int:
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (4_096, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ids = [f"S{number:07}" for number in range(LETTERS)]
    with tempfile.TemporaryDirectory(prefix="letterdrop-soak-") as made:
        folder = Path(made)
        async with sandbox.running() as box, aiohttp.ClientSession() as http:
            box.tencent.certificates = {
                each: Certificate(each, f"{each.lower()}.example.com") for each in ids
            }
            mode = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": box.slack.signing_secret}
            environment = box.environment(folder) | mode | {"PORT": str(port)}
            command = ("-c", WITH_FEW_DESCRIPTORS)
            async with forkserver.bot_process(environment, folder, command) as bot:
                await bot.brings_about(lambda: "connected" in bot.log.read_text(), within=60)
                url = f"http://127.0.0.1:{port}/slack/events"
                box.slack.transport = Replayed(url, box.slack.signing_secret, http)
                happened, began = Happened(), time.monotonic()
                strangers = [
                    asyncio.create_task(happened.keep_connecting(port)) for _ in range(SLOW)
                ]
                strangers += [asyncio.create_task(happened.send_junk(port)) for _ in range(4)]
                threads = []
                for each in ids:
                    file = Upload(f"{each}.jpg", letters.jpg(20_000))
                    threads.append(await Trial(box.slack, box.tencent).drop(f"for {each}", file))
                    await asyncio.sleep(EVERY)
                trial, deadline = Trial(box.slack, box.tencent), time.monotonic() + 600
                while any(trial.mark(ts) not in ENDS for ts in threads):
                    if time.monotonic() > deadline:
                        break
                    await asyncio.sleep(0.5)
                seconds = time.monotonic() - began
                for each in strangers:
                    each.cancel()
                await asyncio.gather(*strangers, return_exceptions=True)
                box.slack.transport = box.slack.sockets
                await bot.stop()
                return tell(trial, threads, happened, seconds, bot.log.read_text())


def tell(trial: Trial, threads: list[str], happened: Happened, seconds: float, log: str) -> int:
    """Print what became of all; 1 if a letter was lost, doubled, or is not answered."""
    uploads = Counter(letter.certificate_id for letter in trial.tencent.letters)
    answered = sum(trial.mark(ts) in ENDS and len(trial.said(ts)) == 1 for ts in threads)
    lines = {
        "letters": len(threads),
        "seconds": round(seconds),
        **happened.count,
        "uploaded once": sum(times == 1 for times in uploads.values()),
        "answered once": answered,
        "lines in the log": len(log.splitlines()),
        "errors in the log that nobody foresaw": log.count("Traceback"),
    }
    for name, value in lines.items():
        sys.stdout.write(f"{name:42} {value}\n")
    return int(answered < len(threads) or len(uploads) < len(threads) or max(uploads.values()) > 1)


def main() -> int:
    try:
        return asyncio.run(soak())
    finally:
        forkserver.close()


if __name__ == "__main__":
    sys.exit(main())
