"""The database: how SQLite and PostgreSQL are opened, and who owns a file.

SQLAlchemy runs in threads of its own, one hop for a whole transaction: measured against its
asyncio layer that is a third of the CPU, and a transaction is never cut in two by a cancelled task.
"""

import asyncio
import fcntl
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from bot import patience
from bot.jobs import sql

T = TypeVar("T")

CONNECTIONS = 8  # to PostgreSQL, from one process; SQLite has one writer anyway

# What `Database.run` raises when the database is in trouble, which passes; anything else about a
# statement is a fault of ours.
DATABASE_TROUBLE = (sa.exc.DBAPIError, sa.exc.TimeoutError)

_ODD = re.compile(r"\\u(?:0000|d[89a-f])")  # also what a pair of surrogates is escaped to


def storable(value: Any) -> Any:
    """The same text or JSON, without what no database holds: NUL (PostgreSQL), lone surrogates."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode().replace("\0", "")
        case dict():
            return {storable(name): storable(each) for name, each in value.items()}
        case list() | tuple():
            return [storable(each) for each in value]
    return value


def _to_json(data: Any) -> str:
    """JSON of plain values, dataclasses and structs; in ASCII, whatever the database's encoding."""
    value = msgspec.to_builtins(data)
    text = json.dumps(value)
    return json.dumps(storable(value)) if _ODD.search(text) else text


def _from_json(text: str) -> Any:
    """A row's data; None for what is no JSON, which must not keep anybody from other rows."""
    for read in (msgspec.json.decode, json.loads):  # the slow one knows lone surrogates
        with suppress(ValueError, RecursionError):
            return read(text)
    return None


_ENGINE = {"json_serializer": _to_json, "json_deserializer": _from_json, "hide_parameters": True}
SQLITE: dict[str, Any] = {
    **_ENGINE,
    "poolclass": sa.NullPool,
    "connect_args": {"isolation_level": "IMMEDIATE", "timeout": patience.SQLITE_BUSY_WITHIN},
}
# A pooler in transaction mode (PgBouncer …) gives each transaction any session of the server: what
# is prepared by name, or set for longer (`_BEGIN` takes the driver's place), others would meet.
POSTGRESQL: dict[str, Any] = {
    **_ENGINE,
    "isolation_level": "AUTOCOMMIT",
    "pool_pre_ping": True,
    "pool_size": CONNECTIONS,
    "pool_timeout": patience.DATABASE_HAS_CONNECTION_WITHIN,
    "connect_args": {**patience.POSTGRESQL_TIMEOUTS, "prepare_threshold": None},
}
_BEGIN = "; ".join(("BEGIN", *patience.POSTGRESQL_LIMITS))
# 100 pages are 400 KB: disks may be small.
_PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=100")


class DatabaseInUse(Exception):
    """Another process owns this SQLite file."""


class NotStorable(Exception):
    """The database never takes this value: a fault of ours."""


class Database:
    """An engine, and the threads that its transactions run in.

    SQLite's one connection stays with its one thread: taking it from a pool each time costs more
    than a statement. PostgreSQL's come from a pool, which notices when the server was restarted.
    """

    def __init__(self, address: sa.URL) -> None:
        self.is_shared = address.get_backend_name() != "sqlite"
        self.engine = sa.create_engine(address, **(POSTGRESQL if self.is_shared else SQLITE))
        self._kept: sa.Connection | None = None
        threads = CONNECTIONS if self.is_shared else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")
        if self.is_shared:
            sa.event.listen(self.engine, "begin", lambda c: c.exec_driver_sql(_BEGIN))
        else:
            sa.event.listen(self.engine, "connect", lambda c, _: [*map(c.execute, _PRAGMAS)])

    async def run(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a thread, within a transaction; raises DATABASE_TROUBLE and NotStorable.

        A server that hangs in spite of all limits may do it yet.
        """
        loop, limit = asyncio.get_running_loop(), patience.DATABASE_RESPONDS_WITHIN
        try:
            async with asyncio.timeout(limit if self.is_shared else None):
                return await loop.run_in_executor(self._threads, self._transaction, work)
        except TimeoutError as error:
            raise sa.exc.TimeoutError(f"nothing came within {limit} s") from error
        except sa.exc.DataError as error:  # a DBAPIError that no waiting ends
            raise NotStorable(brief(error)) from None

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
    if address.get_backend_name() != "sqlite":
        address = address.set(drivername="postgresql+psycopg")
    database = Database(address)
    try:
        await patience.SQLITE_LOCK.run(lambda _: database.run(_make_tables), _is_locked)
    except BaseException:
        await database.close()
        raise
    return database


def _make_tables(connection: sa.Connection) -> None:
    """Two processes that made the same table at once would fail, so one after the other."""
    is_file = connection.dialect.name == "sqlite"
    lock = "BEGIN IMMEDIATE" if is_file else "SELECT pg_advisory_xact_lock(731508)"
    for statement in (lock, *sql.TABLES.split(";")):
        connection.exec_driver_sql(statement)


def _is_locked(error: Exception) -> bool:
    """Another process may be making the same file just now; SQLite then does not wait."""
    return isinstance(error, sa.exc.OperationalError) and "locked" in str(error.orig)


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
