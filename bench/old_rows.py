"""A ledger with a past: rows of letters that ended long ago, made from one that really did.

All have the same story, with certificates, messages and dates of their own; the dates lie in the
300 days before.
"""

import asyncio
import signal
import time
from typing import Any

import psycopg
import sqlalchemy as sa

from bench import contenders, processes
from bot.jobs.database import Database, open_database
from sandbox.slack import CERTIFICATES, WANG_FANG

ENDS_WITHIN = 30.0  # seconds, that the CA issues and the bot tells
ID = "Ended000"
SPREAD = 300 * 86_400.0  # seconds
CERTIFICATE = "'O' || CAST(1000000 + n AS TEXT)"
OWN = {
    "id": ":id || ':' || CAST(n AS TEXT)",
    "data": f"CAST(replace(CAST(:data AS TEXT), '{ID}', {CERTIFICATE}) AS JSON)",
    "thread": ":channel || ':' || CAST(1600000000 + n AS TEXT) || '.000100'",
    "certificate": CERTIFICATE,
    "due": "NULL",
    "claim": "NULL",
    "added": ":now - 172800 - :spread * n / :count",
    "changed": ":now - 86400 - :spread * n / :count",
}
SERIES = """
WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :count)
"""


async def ended_row() -> dict[str, Any]:
    """The row of a letter that was uploaded, and whose certificate was issued."""
    async with contenders.started(contenders.OURS) as each:
        url = each.place.settings(each.folder)["DATABASE_URL"]
        ledger = await open_database(url)
        try:
            ts = await contenders.drop(each.place, ID, contenders.usual_letter(), WANG_FANG)
            await contenders.answered(each, [ts], lambda: None)
            each.place.tencent.ca.issue(ID)
            return await _ended(each.bot, ledger)
        finally:
            await ledger.close()


async def _ended(bot: processes.Running, ledger: Database) -> dict[str, Any]:
    query = sa.text("SELECT * FROM job WHERE certificate = :id AND state = 'done'")
    deadline = time.monotonic() + ENDS_WITHIN
    while time.monotonic() < deadline:
        bot.process.send_signal(signal.SIGUSR1)
        await asyncio.sleep(0.5)
        rows = await ledger.run(lambda c: c.execute(query, {"id": ID}).mappings().all())
        if rows:
            return dict(rows[0])
    raise TimeoutError(f"no letter had ended after {ENDS_WITHIN:.0f} s")


async def fill(url: str, row: dict[str, Any], count: int) -> None:
    """Make the tables, and so many old rows."""
    ledger = await open_database(url)
    address, is_shared = ledger.engine.url, ledger.is_shared
    await ledger.close()
    if count:
        await asyncio.to_thread(_insert, sa.create_engine(address), row, count)
    if is_shared:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")  # or letters pay for it


def _insert(engine: sa.Engine, row: dict[str, Any], count: int) -> None:
    """In one transaction, and the indexes at last: that is a third of the time."""
    is_file = engine.dialect.name == "sqlite"
    where = "sqlite_master WHERE tbl_name" if is_file else "pg_indexes WHERE tablename"
    name, made = ("name", "sql") if is_file else ("indexname", "indexdef")
    query = f"SELECT {name}, {made} FROM {where} = 'job' AND {name} LIKE 'job_%'"  # noqa: S608
    others = {column: f":{column}" for column in row if column not in OWN}
    chosen = OWN | others
    if is_file:
        chosen["data"] = chosen["data"].removeprefix("CAST(").removesuffix(" AS JSON)")
    values = {**row, "count": count, "channel": CERTIFICATES, "spread": SPREAD, "now": time.time()}
    with engine.begin() as connection:
        found = connection.execute(sa.text(query)).all()
        indexes = [each for each in found if each[1] and not each[0].endswith("_pkey")]
        if not is_file:
            connection.exec_driver_sql("TRUNCATE job, hold")
        for index, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {index}")
        for table, columns in (("job", chosen), ("hold", {"name": CERTIFICATE, "job": OWN["id"]})):
            select = f"SELECT {', '.join(columns.values())} FROM series"  # noqa: S608 - ours
            insert = f"INSERT INTO {table} ({', '.join(columns)}) {SERIES} {select}"
            bound = {each: values[each] for each in values if f":{each}" in insert}
            connection.execute(sa.text(insert), bound)
        for _, statement in indexes:
            connection.exec_driver_sql(statement)
    engine.dispose()
