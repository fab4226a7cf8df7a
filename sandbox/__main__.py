"""The command line of the sandbox: demo, tour, drop, play, serve, ca."""

import argparse
import asyncio
import shlex
import signal
import sys
import tempfile
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.page.cloud_acts import DECISIONS, WITH_REASON
from sandbox.page.server import running_with_page
from sandbox.play import PORT, play
from sandbox.plays import demo, drop, tour
from sandbox.services import Sandbox
from sandbox.slack import ALICE, CERTIFICATES, PRIVATE, RANDOM, WANG_FANG, Upload
from sandbox.stand_in import local_port

USERS = {"alice": ALICE, "wang": WANG_FANG}
CHANNELS = {"certificates": CERTIFICATES, "random": RANDOM, "finance": PRIVATE}
BAD_USAGE = 2
INTERRUPTED = 130


PURPOSES = {
    "demo": "drop four files and print what the real bot makes of them",
    "tour": "go every way in, one after the other, and print what there is to see",
    "drop": "drop one file of your own and print what the real bot makes of it",
    "play": "run the real bot, with a page of the local Slack to click around in",
    "serve": "keep both stand-ins and the page up for a bot that you start yourself",
    "ca": "let the CA decide about a certificate, while `play` or `serve` runs",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    given = _parser().parse_args(arguments)
    match given.command:
        case "drop":
            return _drop(given)
        case "serve" | "play":
            return _run(_with_page(given))
        case "ca":
            return _run(_decide(given))
        case "tour":
            return _run(tour())
        case _:
            return _run(demo())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A local Slack and a local Tencent Cloud: try Letterdrop without any account.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands = {
        name: subparsers.add_parser(
            name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}."
        )
        for name, purpose in PURPOSES.items()
    }
    for name, usual in {"play": f"{PORT}, or a free one", "serve": "a free one"}.items():
        port = commands[name].add_argument("--port", type=int, help=f"that of the page ({usual})")
    port.default = 0
    commands["play"].add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open the page"
    )
    dropped = commands["drop"].add_argument
    dropped("file", type=Path, metavar="FILE", help="the letter")
    dropped("text", metavar="TEXT", help='the message with it: "for flSFd6Fh"')
    dropped("--user", choices=USERS, default="alice", help="who drops it (alice)")
    dropped("--channel", choices=CHANNELS, default="certificates", help="where (certificates)")
    decide = commands["ca"].add_argument
    decide("decision", choices=DECISIONS, help="what it decides")
    decide("certificate", metavar="ID", help="about which certificate: flSFd6Fh")
    reasons = " or ".join(WITH_REASON)
    decide("--reason", default="", help=f"what StatusMsg says afterwards ({reasons} only)")
    usual = f"http://127.0.0.1:{PORT}"
    decide("--page", default=usual, help=f"where the page is ({usual}, or as `serve` tells)")
    return parser


def _drop(given: argparse.Namespace) -> int:
    try:
        upload = Upload(given.file.name, given.file.read_bytes())
    except OSError as error:
        sys.stderr.write(f"Cannot read {given.file}: {error.strerror}\n")
        return BAD_USAGE
    user, channel = USERS[given.user], CHANNELS[given.channel]
    return _run(drop(upload, given.text, user=user, channel=channel))


async def _with_page(given: argparse.Namespace) -> int:
    """Serve the page, with the bot or for one that is started elsewhere."""
    plays, port = given.command == "play", given.port
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="letterdrop-")))
        try:
            listening = local_port(PORT if port is None else port)
        except OSError as error:
            if port is not None:
                sys.stderr.write(f"Cannot listen on port {port}: {error.strerror}\n")
                return BAD_USAGE
            sys.stderr.write(f"Port {PORT} is taken, so the page has another one.\n")
            listening = local_port()
        page = running_with_page(listening, with_bot=plays)
        sandbox, address = await stack.enter_async_context(page)
        if sandbox.bot:
            browser = given.browser
            return await play(sandbox, sandbox.bot, address, folder, opens_browser=browser)
        return await _serve(sandbox, address, folder)


async def _serve(sandbox: Sandbox, address: str, folder: Path) -> int:
    for name, value in sandbox.settings(folder).items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
    sys.stdout.flush()
    sys.stderr.write(
        f"Slack and Tencent Cloud are up, and Slack's page at {address}; Ctrl-C ends them.\n"
    )
    with suppress(asyncio.CancelledError):
        await asyncio.Event().wait()
    return 0


async def _decide(given: argparse.Namespace) -> int:
    """Do what the page's buttons of the CA do."""
    if given.reason and given.decision not in WITH_REASON:
        sys.stderr.write(f"Only {' and '.join(WITH_REASON)} have a reason.\n")
        return BAD_USAGE
    page = given.page.rstrip("/")
    form = {"user": ALICE, "certificate": given.certificate, "reason": given.reason}
    act, origin = f"{page}/cloud/{given.decision}", {"Origin": page}
    try:
        async with (
            aiohttp.ClientSession() as http,
            http.post(act, data=form, headers=origin) as response,
        ):
            told = (await response.json())["notice"] if response.ok else await response.text()
    except aiohttp.ClientError as error:
        sys.stderr.write(f"No page of the sandbox answers at {page}: {error}\n")
        return BAD_USAGE
    (sys.stdout if response.ok else sys.stderr).write(f"{told}\n")
    return 0 if response.ok else BAD_USAGE


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(_ended_by_signals(work))
    except asyncio.CancelledError:
        return INTERRUPTED


async def _ended_by_signals(work: Coroutine[Any, Any, int]) -> int:
    """Let Ctrl-C and SIGTERM cancel the work, so that everything it started ends with it."""
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await task


if __name__ == "__main__":
    sys.exit(main())
