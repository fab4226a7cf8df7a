"""The command line of the sandbox: demo, drop, serve."""

import argparse
import asyncio
import shlex
import signal
import sys
import tempfile
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sandbox import demo, running
from sandbox.slack import ALICE, CERTIFICATES, PRIVATE, RANDOM, WANG_FANG, Upload

USERS = {"alice": ALICE, "wang": WANG_FANG}
CHANNELS = {"certificates": CERTIFICATES, "random": RANDOM, "finance": PRIVATE}
BAD_USAGE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    given = _parser().parse_args(arguments)
    match given.command:
        case "drop":
            return _drop(given)
        case "serve":
            return _run(_serve())
        case _:
            return _run(demo.demo())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A local Slack and a local Tencent Cloud: try Letterdrop without any account.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in {
        "demo": "drop three files and print what the real bot makes of them",
        "drop": "drop one file of your own and print what the real bot makes of it",
        "serve": "keep both stand-ins up for a bot that you start yourself",
    }.items():
        command = commands.add_parser(name, help=purpose, description=f"{purpose.capitalize()}.")
        if name == "drop":
            _add_drop_arguments(command)
    return parser


def _add_drop_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the letter")
    command.add_argument("text", metavar="TEXT", help='the message with it: "for flSFd6Fh"')
    command.add_argument("--user", choices=USERS, default="alice", help="who drops it (alice)")
    command.add_argument(
        "--channel", choices=CHANNELS, default="certificates", help="where (certificates)"
    )


def _drop(given: argparse.Namespace) -> int:
    try:
        upload = Upload(given.file.name, given.file.read_bytes())
    except OSError as error:
        sys.stderr.write(f"Cannot read {given.file}: {error.strerror}\n")
        return BAD_USAGE
    user, channel = USERS[given.user], CHANNELS[given.channel]
    return _run(demo.drop(upload, given.text, user=user, channel=channel))


async def _serve() -> int:
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as folder:
        async with running() as sandbox:
            for name, value in sandbox.settings(Path(folder)).items():
                sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
            sys.stdout.flush()
            sys.stderr.write("Slack and Tencent Cloud are up; Ctrl-C ends them.\n")
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
    return 0


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
