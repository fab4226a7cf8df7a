"""The machine and the programs that a run was made with."""

import os
import platform
import re
import sqlite3
import subprocess
import time
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.contenders import HERE, SIZE


def described() -> dict[str, Any]:
    """All that the page tells of it; Linux only."""
    servers = sorted(Path("/usr/lib/postgresql").glob("*"))
    memory = _found("/proc/meminfo", r"MemTotal:\s*(\d+)")
    return {
        "cores": os.cpu_count(),
        "processor": _found("/proc/cpuinfo", r"model name\s*: (.+)"),
        "memory": int(memory or 0) / 1024**2,  # GB
        "kernel": platform.release(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": servers[-1].name if servers else "",
        "slack_bolt": version("slack-bolt"),
        "date": time.strftime("%Y-%m-%d"),
        "load": os.getloadavg()[0],
        "commit": _commit(),
        "letter": SIZE,  # bytes
    }


def _commit() -> str:
    """That of this checkout; "" where there is no git."""
    git = ["git", "-C", HERE, "rev-parse", "--short", "HEAD"]
    with suppress(OSError):
        return subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    return ""


def _found(file: str, pattern: str) -> str:
    found = re.search(pattern, Path(file).read_text())
    return found[1] if found else ""
