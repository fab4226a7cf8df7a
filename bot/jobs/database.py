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
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import get_ident
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
    with suppress(UnicodeEncodeError):
        plain = msgspec.json.encode(data)  # ten times as fast; only the slow one escapes
        if plain.isascii() and b"\\u0000" not in plain:
            return plain.decode()
    value = msgspec.to_builtins(data)
    text = json.dumps(value)
    return json.dumps(storable(value)) if _ODD.search(text) else text


def _from_json(text: str) -> Any:
    """A row's data; None for what is no JSON, which must not keep anybody from other rows."""
    for read in (msgspec.json.decode, json.loads):  # the slow one knows lone surrogates
        with suppress(ValueError, RecursionError):
            return read(text)
    return None


SETTINGS: dict[str, Any] = {
    "json_serializer": _to_json,
    "json_deserializer": _from_json,
    "hide_parameters": True,
    "poolclass": sa.NullPool,
}
SQLITE = {"isolation_level": "IMMEDIATE", "timeout": patience.SQLITE_BUSY_WITHIN}
# A pooler in transaction mode (PgBouncer …) gives each transaction any session of the server: what
# is prepared by name, or set for longer (`_BEGIN` takes the driver's place), others would meet.
_BEGIN = "; ".join(("BEGIN", *patience.POSTGRESQL_LIMITS))


class DatabaseInUse(Exception):
    """Another process owns this SQLite file."""


class NotStorable(Exception):
    """The database never takes this value: a fault of ours."""


class Database:
    """An engine, and the threads that its transactions run in.

    Each thread keeps its connection: taking one from a pool, which asks the server each time
    whether it is there, costs more than a statement.
    """

    def __init__(self, address: sa.URL) -> None:
        self.is_shared = address.get_backend_name() != "sqlite"
        if self.is_shared:
            # Binds values by libpq's escaping, so `_BEGIN` and a statement are one round trip.
            cursor = import_module("psycopg").ClientCursor
            how = {**patience.POSTGRESQL_TIMEOUTS, "cursor_factory": cursor}
            self.engine = sa.create_engine(
                address, connect_args=how, isolation_level="AUTOCOMMIT", **SETTINGS
            )
            sa.event.listen(self.engine, "before_cursor_execute", _begin, retval=True)
            sa.event.listen(self.engine, "after_cursor_execute", _skip_to_last_result)
            sa.event.listen(self.engine, "handle_error", _leave_out_excerpt)
        else:
            self.engine = sa.create_engine(address, connect_args=SQLITE, **SETTINGS)
            sa.event.listen(
                self.engine, "connect", lambda c, _: c.execute("PRAGMA journal_mode=WAL")
            )
        self._kept: dict[int, sa.Connection] = {}  # by thread
        threads = CONNECTIONS if self.is_shared else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    async def run(
        self,
        work: Callable[[sa.Connection], T],
        within: float = patience.DATABASE_RESPONDS_WITHIN,
    ) -> T:
        """Run `work` in a thread, within a transaction; raises DATABASE_TROUBLE and NotStorable.

        It is run twice where the server has closed the connection before `work` had come to its
        end. A server that hangs in spite of all limits may do it yet.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(within if self.is_shared else None):
                return await loop.run_in_executor(self._threads, self._transaction, work)
        except TimeoutError as error:
            raise sa.exc.TimeoutError(f"nothing came within {within} s") from error
        except sa.exc.DataError as error:  # a DBAPIError that no waiting ends
            raise NotStorable(brief(error)) from None

    def _transaction(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work`; once more, if the server has closed the kept connection meanwhile.

        What was lost before its COMMIT was sent is surely not done.
        """
        kept, commits = self._kept.pop(get_ident(), None), False
        connection = kept or self.engine.connect()
        try:
            with connection.begin():
                result = work(connection)
                commits = True
        except BaseException as error:
            connection.close()  # after trouble it is not kept, and the next one is new
            if kept and not commits and getattr(error, "connection_invalidated", False):
                return self._transaction(work)
            raise
        self._kept[get_ident()] = connection
        return result

    async def close(self) -> None:
        """Finish what is being written, then close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._kept.values():
            connection.close()
        self.engine.dispose()


def _begin(_: object, cursor: Any, statement: str, values: Any, *__: object) -> tuple[str, Any]:
    """Let PostgreSQL's BEGIN go with the first statement of a transaction."""
    is_first = not cursor.connection.pgconn.transaction_status  # 0: idle
    return f"{_BEGIN}; {statement}" if is_first else statement, values


def _skip_to_last_result(_: object, cursor: Any, *__: object) -> None:
    while cursor.nextset():
        pass


def _leave_out_excerpt(context: sa.engine.ExceptionContext) -> None:
    """Of the statement, which has its values in it by then."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error and error.args:
            error.args = (str(error.args[0]).split("\nLINE ")[0], *error.args[1:])


async def open_database(url: str) -> Database:
    """Open the database of DATABASE_URL and make its tables where they are missing.

    Raises DATABASE_TROUBLE when it is out of reach.
    """
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        address = address.set(drivername="postgresql+psycopg")
    database = Database(address)
    try:
        make = partial(database.run, _make_tables, patience.DATABASE_MAKES_TABLES_WITHIN)
        await patience.SQLITE_LOCK.run(lambda _: make(), _is_locked)
    except BaseException:
        await database.close()
        raise
    return database


def _make_tables(connection: sa.Connection) -> None:
    """Two processes that made the same table at once would fail, so one after the other.

    An index over all rows of an older release may take long.
    """
    first = ["BEGIN IMMEDIATE"]
    if connection.dialect.name != "sqlite":
        limit = f"SET LOCAL statement_timeout = '{patience.DATABASE_MAKES_TABLES_WITHIN}s'"
        first = [limit, "SELECT pg_advisory_xact_lock(731508)"]
    for statement in (*first, *sql.TABLES.split(";")):
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
