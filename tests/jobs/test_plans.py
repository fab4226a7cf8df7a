"""No statement of the ledger reads all rows of a table, however many have ended.

The plans are those that the databases make for 20,000 old rows; PostgreSQL with little memory.
"""

import ast
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.jobs import sql
from bot.jobs.database import open_database

BOT = Path(sql.__file__).parents[1]
FILL = (
    """
    INSERT INTO job
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    SELECT 'job-' || i, CASE WHEN i - i / 10 * 10 = 0 THEN 'silent' ELSE 'done' END,
        '{"drop": "F1"}', 'C' || (i - i / 50 * 50) || ':' || i, 'certificate-' || i,
        NULL, NULL, 1, 1700000000.0 + i, 1700000000.0 + i
    FROM n
    """,
    """
    INSERT INTO job
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
    SELECT 'live-' || i, 'asking', '{}', 'C1:live' || i, NULL, 1900000000.0, NULL, 1,
        1700030000.0 + i, 1700030000.0 + i
    FROM n
    """,
    "INSERT INTO hold SELECT certificate, id FROM job WHERE certificate IS NOT NULL",
)
VALUES: dict[str, Any] = {
    "id": "job-7",
    "state": "done",
    "data": {},
    "thread": "C1:7",
    "certificate": "certificate-7",
    "wait": 1.0,
    "claim": "x",
    "tries": 1,
    "seen_state": "asking",
    "seen_changed": 1700000007.0,
    "token": "x",
    "lease": 30.0,
    "limit": 100,
    "uncounted": 0,
    "name": "certificate-7",
    "gap": 0.1,
    "job": "job-7",
    "since": 1700019900.0,
    "until": 1700019990.0,
    "changed_since": 1700019900.0,
    "in_any": True,
    "ids": ["job-7", "job-8"],
    "besides": ["live-1"],
    "serves": ["asking", "received"],
    "states": ["done", "watching"],
    "certificates": ["certificate-7"],
    "channel": "C1",
    "holding": '"F1"',
    "live": True,
    "names": ["certificate-7"],
    "now": 1700020000.0,
    "age": time.time() - 1700010000,
}
STATEMENTS = {
    name: each
    for name, each in vars(sql).items()
    if name[0].isupper() and isinstance(each, str)
    if re.match(r"\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b", each)
}
FOUND_BY = [  # what jobs are looked for by, and whether the one that was changed last comes first
    *(("id", "added"), ("ids", "added"), ("thread", "added"), ("thread since", "added")),
    *(("channel since", "added"), ("states holding", "added"), ("state live", "changed")),
    *(("certificate state", "added"), ("certificates state", "added")),
    *(("certificate", "changed"), ("states certificate", "changed"), ("states", "changed")),
    ("states changed_since", "changed"),
]
GO_BACKWARDS_TO_LIMIT = {"states by changed"}
"""These go through an index from its end until they have found so many: what has its outcome is
most of the rows, and what was nobody's business is forgotten after days."""

INDEXES = ["job_certificate", "job_changed", "job_live", "job_thread_added"]
CASES = STATEMENTS | {
    f"{marks} by {latest}": sql.find(marks.split(), latest) for marks, latest in FOUND_BY
}


async def test_no_statement_reads_what_has_ended(database_url: str) -> None:
    database = await open_database(database_url)
    try:
        # SQLite makes statistics only when it is told to.
        fill = (*FILL, "ANALYZE") if database.is_shared else FILL
        await database.run(partial(_execute, fill))
        read_all = {
            name: reads
            for name, statement in CASES.items()
            if (reads := await database.run(partial(_read_whole, statement=statement)))
        }
    finally:
        await database.close()
    assert read_all.keys() <= GO_BACKWARDS_TO_LIMIT, read_all


def _execute(statements: Iterable[str], connection: sa.Connection) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _read_whole(connection: sa.Connection, statement: str) -> list[str]:
    """The steps of a statement's plan that read a whole table, or a whole index."""
    is_file = connection.dialect.name == "sqlite"
    how = "EXPLAIN QUERY PLAN" if is_file else "EXPLAIN (FORMAT JSON)"
    if not is_file:
        connection.exec_driver_sql("SET LOCAL work_mem = '64kB'")
    spelled = sql.spelled(f"{how} {statement}", connection.dialect.name)
    rows = connection.execute(spelled.element, VALUES).all()
    reads = _on_sqlite(rows) if is_file else _on_postgresql(rows[0][0][0]["Plan"])
    return [each for each in reads if not each.endswith("job_live")]  # no others are in it


def _on_sqlite(rows: Sequence[sa.Row[Any]]) -> list[str]:
    return [row.detail for row in rows if re.match(r"SCAN (job|hold|holder)\b", row.detail)]


def _on_postgresql(node: dict[str, Any]) -> Iterator[str]:
    kind, table = node["Node Type"], node.get("Relation Name", "slot")  # of one row or two
    walks_index = kind.startswith("Index") and "Index Cond" not in node
    if table != "slot" and (kind == "Seq Scan" or walks_index):
        yield f"{kind} on {table} by {node.get('Index Name')}"
    for each in node.get("Plans", ()):
        yield from _on_postgresql(each)


async def test_an_older_releases_indexes_make_room_for_those_of_now(database_url: str) -> None:
    older = ("CREATE INDEX job_due ON job (due)", "CREATE INDEX job_thread ON job (thread)")
    for statements in ((), older, ()):
        database = await open_database(database_url)
        indexes = await database.run(lambda c: sa.inspect(c).get_indexes("job"))
        assert sorted(str(each["name"]) for each in indexes) == INDEXES
        await database.run(partial(_execute, statements))
        await database.close()


def test_the_plans_of_all_that_is_looked_for_are_read() -> None:
    known = [set(marks.split()) for marks, _ in FOUND_BY]
    asked = [each for path in BOT.rglob("*.py") for each in _marks(ast.parse(path.read_text()))]
    assert len(asked) > 12
    for marks, more in asked:
        assert marks in known or (more and any(marks <= each for each in known)), marks


def _marks(tree: ast.AST) -> Iterator[tuple[set[str], bool]]:
    """What each call of `Ledger.find` looks by, and whether that is more than stands there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.keywords:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            names = {each.arg for each in node.keywords} - {"limit", "latest"}
            if name in ("find", "find_letters"):
                yield {each for each in names if each}, None in names
