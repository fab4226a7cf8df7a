"""The machine and the programs that a run was made with."""

import os
import platform
import re
import sqlite3
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.contenders import HERE, SIZE


@dataclass(frozen=True)
class Machine:
    cores: int
    processor: str
    memory: float  # GB
    kernel: str
    python: str
    sqlite: str
    postgresql: str
    slack_bolt: str
    date: str
    load: float  # average of the minute before
    commit: str
    letter: int  # bytes of the usual letter


def described() -> Machine:
    servers = sorted(Path("/usr/lib/postgresql").glob("*"))
    return Machine(
        cores=os.cpu_count() or 1,
        processor=_found("/proc/cpuinfo", r"model name\s*: (.+)"),
        memory=int(_found("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 1024**2,
        kernel=platform.release(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        postgresql=servers[-1].name if servers else "",
        slack_bolt=version("slack-bolt"),
        date=time.strftime("%Y-%m-%d"),
        load=os.getloadavg()[0],
        commit=_commit(),
        letter=SIZE,
    )


def _found(file: str, pattern: str) -> str:
    with suppress(OSError):
        if found := re.search(pattern, Path(file).read_text()):
            return found[1]
    return ""


def _commit() -> str:
    with suppress(OSError):
        command = ["git", "rev-parse", "--short", "HEAD"]
        said = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        return said.stdout.strip()
    return ""
