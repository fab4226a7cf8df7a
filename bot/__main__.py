"""`python -m bot` runs Letterdrop until it is told to stop; `… history` tells who did what.

Exit codes: 0 stopped as asked, 1 failed while running, 2 bad configuration or command.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import settings


def main() -> int:
    """Read the settings and run the app, or the command of `sys.argv`; return the exit code."""
    if sys.argv[1:]:
        return _command(sys.argv[1:])
    try:
        config = settings.read(os.environ, Path(".env"))
    except settings.BadSettings as bad:
        sys.stderr.write(bad.message() + "\n")
        return 2
    gc.disable()  # until all is loaded: of what imports make, next to nothing is garbage
    # httpx's own command line, which draws in click and rich where they happen to be installed.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    from bot import app  # noqa: PLC0415 - a wrong setting is told before a second of imports

    return app.main(config)


def _command(words: Sequence[str]) -> int:
    import argparse  # noqa: PLC0415 - the bot itself needs none of it
    import asyncio  # noqa: PLC0415

    from bot.operations.history import history, moment  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m bot", description="Without a command: run.")
    commands = parser.add_subparsers(dest="command", required=True)
    told = commands.add_parser("history", help="who did what, from the ledger, the oldest first")
    told.add_argument(
        "--since", type=moment, default="7d", metavar="7d|2026-11-30", help="(7d), a day in UTC"
    )
    told.add_argument("--json", action="store_true", help="an object a line")
    given = parser.parse_args(words)
    try:
        url = settings.read_database_url(os.environ, Path(".env"))
    except settings.BadSettings as bad:
        sys.stderr.write(bad.message() + "\n")
        return 2
    try:
        code = asyncio.run(history(url, given.since, as_json=given.json))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; Python would tell it once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
