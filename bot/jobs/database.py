"""The database: how SQLite and PostgreSQL are opened, and who owns a file.

SQLAlchemy runs in threads of its own, one hop for a whole transaction: measured against its
asyncio layer that is a third of the CPU, and a transaction is never cut in two by a cancelled task.
"""

import asyncio
import fcntl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
import sqlalchemy as sa
import stamina
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.jobs import sql

T = TypeVar("T")

HANGS_AFTER = 12.0  # seconds: time to connect, and for one statement
CONNECTIONS = 8  # to PostgreSQL, from one process; SQLite has one writer anyway

# What `Database.run` raises when the database is in trouble, which passes; anything else about a
# statement is a fault of ours.
DATABASE_TROUBLE = (sa.exc.DBAPIError, sa.exc.TimeoutError)

# A server that hangs, or a line that is dead without saying so, must not hold a thread for ever.
POSTGRESQL_TIMEOUTS = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}


class DatabaseInUse(Exception):
    """Another process owns this SQLite file."""


class Database:
    """An engine, the threads that its transactions run in, and the clock that they go by.

    SQLite's one connection stays with its one thread: taking it from a pool each time costs more
    than a statement. PostgreSQL's come from a pool, which notices when the server was restarted.
    """

    def __init__(self, engine: sa.Engine, threads: int) -> None:
        self.engine = engine
        self.is_shared = engine.dialect.name != "sqlite"
        self._ahead = 0.0
        self._kept: sa.Connection | None = None
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    def now(self) -> float:
        """Unix seconds by the server's clock, as it was told last; SQL asks the server itself."""
        return time.monotonic() + self._ahead

    def set_clock(self, now: float) -> None:
        """Learn what the server's clock shows (Unix seconds)."""
        self._ahead = now - time.monotonic()

    async def run(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a thread, within a transaction; raises DATABASE_TROUBLE.

        A server that hangs in spite of all limits may do it yet.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(HANGS_AFTER if self.is_shared else None):
                return await loop.run_in_executor(self._threads, self._transaction, work)
        except TimeoutError as error:
            raise sa.exc.TimeoutError(f"nothing came within {HANGS_AFTER} s") from error

    def _transaction(self, work: Callable[[sa.Connection], T]) -> T:
        if self.is_shared:
            with self.engine.begin() as connection:
                return work(connection)
        self._kept = self._kept or self.engine.connect()
        try:
            with self._kept.begin():
                return work(self._kept)
        except BaseException:
            self._kept.close()  # after trouble it is not kept, and the next one is new
            self._kept = None
            raise

    async def close(self) -> None:
        """Finish what is being written, then close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        if self._kept:
            self._kept.close()
        self.engine.dispose()


async def open_database(url: str) -> Database:
    """Open the database of DATABASE_URL and make its tables where they are missing.

    Raises DATABASE_TROUBLE when it is out of reach.
    """
    address = sa.make_url(url)
    is_file = address.get_backend_name() == "sqlite"
    database = _sqlite(address) if is_file else _postgresql(address)
    try:
        async for attempt in stamina.retry_context(on=_is_locked, attempts=10, timeout=10):
            with attempt:
                database.set_clock(await database.run(_make_tables))
    except BaseException:
        await database.close()
        raise
    return database


def _postgresql(address: sa.URL) -> Database:
    engine = sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        pool_timeout=10,
        connect_args=POSTGRESQL_TIMEOUTS,
    )
    _on_connect(
        engine,
        "SET statement_timeout = '10s'",
        "SET idle_in_transaction_session_timeout = '10s'",
    )
    return Database(engine, CONNECTIONS)


def _sqlite(address: sa.URL) -> Database:
    engine = sa.create_engine(
        address,
        hide_parameters=True,
        poolclass=sa.NullPool,
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
        connect_args={"isolation_level": "IMMEDIATE", "timeout": 30, "check_same_thread": False},
    )
    # 100 pages are 400 KB: disks may be small.
    _on_connect(engine, "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=100")
    return Database(engine, 1)


def _on_connect(engine: sa.Engine, *settings: str) -> None:
    """Run these statements on each new connection."""

    def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for each in settings:
            cursor.execute(each)
        cursor.close()
        connection.commit()  # or the first rollback would take the settings back

    sa.event.listen(engine, "connect", configure)


def _make_tables(connection: sa.Connection) -> float:
    """Make what is missing; return the database's time.

    Two processes that made the same table at once would fail, so one after the other.
    """
    dialect = connection.dialect.name
    lock = "BEGIN IMMEDIATE" if dialect == "sqlite" else "SELECT pg_advisory_xact_lock(731508)"
    connection.exec_driver_sql(lock)
    for statement in sql.TABLES.split(";"):
        connection.exec_driver_sql(statement)
    now: float = connection.scalar(sql.spelled(sql.NOW, dialect), {"now": 0.0})
    return now


def _is_locked(error: Exception) -> bool:
    """Another process may be making the same file just now; SQLite then does not wait."""
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


@contextmanager
def owned(database: Database) -> Iterator[bool]:
    """Make this process the only one that works off a SQLite file, within the block.

    Yields True for such a file, and False for PostgreSQL, which is shared: there the leases of the
    jobs do the same. Raises DatabaseInUse.
    """
    if database.is_shared:
        yield False
        return
    path = f"{database.engine.url.database}.lock"
    with Path(path).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatabaseInUse(path) from error
        yield True


def brief(error: Exception) -> str:
    """One line about a database error, without the statement and its values."""
    cause = getattr(error, "orig", None) or error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0] if str(cause) else ''}"
