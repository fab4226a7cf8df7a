"""The database: its tables, how SQLite and PostgreSQL are opened, and who owns a file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
import stamina
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

CONNECTIONS = 8  # to PostgreSQL, from one process

metadata = sa.MetaData()
job_table = sa.Table(
    "job",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # what makes the same drop the same job
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("thread", sa.Text),  # where an answer to this job's question is written
    sa.Column("certificate", sa.Text),
    sa.Column("due", sa.Float),  # when to run next; claimed: when the claim lapses; NULL: never
    sa.Column("claim", sa.Text),  # fencing token: only its holder may write
    sa.Column("tries", sa.Integer, nullable=False),  # claims of this state so far
    sa.Column("added", sa.Float, nullable=False),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Index("job_due", "due"),
    sa.Index("job_thread", "thread"),
    sa.Index("job_certificate", "certificate"),
)
slot_table = sa.Table(
    "slot",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("next", sa.Float, nullable=False),
)
hold_table = sa.Table(
    "hold",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("job", sa.Text, nullable=False),
)


class DatabaseInUse(Exception):
    """Another process owns this SQLite file."""


async def open_database(url: str) -> AsyncEngine:
    """Opens the database of DATABASE_URL and makes its tables where they are missing.

    Raises sqlalchemy.exc.DBAPIError or OSError when the database is out of reach.
    """
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        return await _open_sqlite(address)
    engine = create_async_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        connect_args={"connect_timeout": 5},
    )
    async with engine.begin() as c:
        # Two processes that make the same table at once would fail: one after the other.
        await c.execute(sa.text("SELECT pg_advisory_xact_lock(731508)"))
        await c.run_sync(metadata.create_all)
    return engine


async def _open_sqlite(address: sa.URL) -> AsyncEngine:
    engine = create_async_engine(
        address.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        # One connection: within the process nobody waits for a lock, and it costs one thread.
        pool_size=1,
        max_overflow=0,
        connect_args={"isolation_level": "IMMEDIATE", "timeout": 30},
    )
    sa.event.listen(engine.sync_engine, "connect", _write_ahead)
    async for attempt in stamina.retry_context(on=_is_locked, attempts=10, timeout=10):
        with attempt:
            async with engine.begin() as c:
                await c.run_sync(metadata.create_all)
    return engine


def _is_locked(error: Exception) -> bool:
    """Another process may be making the same file just now; SQLite then does not wait."""
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


def _write_ahead(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


@contextmanager
def owned(engine: AsyncEngine) -> Iterator[bool]:
    """Make this process the only one that works off a SQLite file, within the block.

    Yields True for such a file, and False for PostgreSQL, which is shared: there the leases of the
    jobs do the same. Raises DatabaseInUse.
    """
    if engine.dialect.name != "sqlite":
        yield False
        return
    path = f"{engine.url.database}.lock"
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
