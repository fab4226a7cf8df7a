"""Debian's PostgreSQL as it comes, on 127.0.0.1 in a temporary folder, for as long as a block."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

STARTS_WITHIN = 20.0  # seconds
OPTIONS = (
    *("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60"),
    # So that a million rows are written once, when they are made; letters are written as usual.
    *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB"),
)


class NoPostgres(Exception):
    """There is no server here, or it does not start; says why."""


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def url(self, name: str) -> str:
        return f"postgresql://letterdrop@127.0.0.1:{self.port}/{name}"

    def create(self, name: str) -> str:
        """Make an empty database; its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


@contextmanager
def running() -> Iterator[Server]:
    """A server without any table; raises NoPostgres."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    beside = shutil.which("initdb")
    if not programs and not beside:
        raise NoPostgres("PostgreSQL is not installed here (Debian: apt install postgresql)")
    place = programs[-1] if programs else Path(str(beside)).parent
    folder = Path(tempfile.mkdtemp(prefix="letterdrop-postgres-"))
    user = "postgres" if os.getuid() == 0 else None  # it never runs as root
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        data = folder / "data"
        initdb = [place / "initdb", "-D", data, "-U", "letterdrop", "-A", "trust", "-N"]
        subprocess.run(initdb, check=True, capture_output=True, user=user)
        options = [part for each in (*OPTIONS, f"port={port}") for part in ("-c", each)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [place / "postgres", "-D", data, *options], stdout=log, stderr=log, user=user
            )
        try:
            server = Server(port, process.pid)
            _wait(server, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(STARTS_WITHIN)
    except subprocess.CalledProcessError as error:
        raise NoPostgres(f"initdb: {error.stderr.decode(errors='replace')[-200:]}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise NoPostgres(log.read_text()[-200:]) from None
            time.sleep(0.05)
        else:
            return
