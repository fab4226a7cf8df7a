"""Debian's PostgreSQL, started on 127.0.0.1 in a temporary folder for the tests."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.forkserver import shared_folder


def programs() -> Path | None:
    """The folder of initdb and postgres, the newest one; Debian keeps them off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    beside = shutil.which("initdb")
    return folders[-1] if folders else Path(beside).parent if beside else None


# A function of this name that is found before PostgreSQL's own: a clock that can be put forward.
FRESH = (
    "DROP TABLE IF EXISTS job, slot, hold",
    "CREATE TABLE IF NOT EXISTS clock (ahead DOUBLE PRECISION)",
    "TRUNCATE clock",
    "INSERT INTO clock VALUES (0)",
    "CREATE OR REPLACE FUNCTION public.statement_timestamp() RETURNS timestamptz STABLE"
    " LANGUAGE sql AS 'SELECT pg_catalog.statement_timestamp()"
    " + make_interval(secs => (SELECT ahead FROM public.clock))'",
    "ALTER DATABASE postgres SET search_path = public, pg_catalog",
)


@dataclass
class Postgres:
    """One server; `stop` and `start` again let a test take it away from the bot."""

    programs: Path
    folder: Path
    port: int
    user: str | None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"postgresql://letterdrop@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = ["-c", f"port={self.port}", "-c", "listen_addresses=127.0.0.1"]
        quiet = ["-c", "unix_socket_directories=", "-c", "max_connections=60"]
        quiet += ["-c", "fsync=off"]  # it is killed, but the computer's power stays on
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", *options, *quiet],
                stdout=log,
                stderr=log,
                user=self.user,
            )
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Immediately, as a crash would."""
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(10)
            self.process = None

    def fresh(self) -> str:
        """The URL, after everything in the database was thrown away, and its clock set right."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in FRESH:
                connection.execute(statement)
        return self.url

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass on the server's clock."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("UPDATE clock SET ahead = ahead + %s", [seconds])


def _fill(data: Path, programs: Path, user: str | None) -> None:
    """Take what the first worker of this run that came here has made, or make it."""
    made = shared_folder() / "postgres"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.is_dir():
            initdb = [programs / "initdb", "-D", data, "-U", "letterdrop", "-A", "trust", "-N"]
            initdb += ["--wal-segsize=1"]  # megabytes, of each of which it keeps several
            subprocess.run(initdb, check=True, capture_output=True, user=user)
            _copy(data, made)
            return
    _copy(made, data)


def _copy(source: Path, target: Path) -> None:
    """With its owner, which no function of shutil keeps."""
    subprocess.run(["cp", "-a", source, target], check=True)  # noqa: S607 - it is everywhere


@contextmanager
def running(programs: Path) -> Iterator[Postgres]:
    """A server with an empty database; PostgreSQL never runs as root, so root lends it a user."""
    folder = Path(tempfile.mkdtemp(prefix="letterdrop-postgres-"))
    user = "postgres" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Postgres(programs, folder, port, user)
    try:
        _fill(folder / "data", programs, user)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
