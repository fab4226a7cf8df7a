"""What a letter costs when the ledger has 0, 10,000 or 100,000 old rows, on either database.

For each number of rows there is a bot with a ledger of its own; all get the same letters in turn.
`counted_bot.py` tells the transactions, and which statements stand on a letter's way: those that
it executes for at least every other letter. The plans are those for the fullest ledger.
"""

import asyncio
import json
import re
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from bench import contenders, old_rows, postgres, processes
from bench.contenders import Contender, Letter

COUNTED = "bench.counted_bot"
WARM_UP = 4  # letters that are not counted
ON_THE_WAY = 0.5  # executions a letter
VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}
# The lines of a plan that tell how rows of the ledger's tables are found.
TABLE_ON_FILE = re.compile(r"(SEARCH|SCAN) (job|holder|hold|slot)\b")
TABLE_ON_SERVER = re.compile(r"Scan .*on (job|hold|slot)\b")
BOUND = re.compile(r"%\((\w+)\)s(?:::\w+)?")  # a value, as psycopg writes it
NOW_ON_SERVER = re.compile(r"CAST\(EXTRACT\(EPOCH FROM statement_timestamp\(\)\) AS float8\)")
LONGEST_STATEMENT = 100  # characters


@dataclass(frozen=True)
class Cost:
    """What letters took with so many old rows; a value for each letter, seconds."""

    rows: int
    cpu: list[float]
    result_after: list[float]
    transactions: list[int]
    in_transactions: list[float]
    server_cpu: list[float]  # of PostgreSQL's processes


@dataclass(frozen=True)
class Plan:
    """How a statement finds its rows, and how often a letter has it executed."""

    statement: str
    executed: float
    steps: list[str]


@dataclass(frozen=True)
class History:
    costs: list[Cost]
    plans: list[Plan]


@dataclass
class Ledger:
    """A bot with so many old rows, and what was measured so far."""

    rows: int
    url: str
    contender: Contender
    letters: list[Letter] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)  # CLOCK_MONOTONIC
    server_cpu: list[float] = field(default_factory=list)


async def on_sqlite(sizes: list[int], letters: int, row: dict[str, Any]) -> History:
    with tempfile.TemporaryDirectory(prefix="letterdrop-bench-") as name:
        urls = [f"sqlite:///{Path(name) / f'old{size}.db'}" for size in sizes]
        return await measured(dict(zip(sizes, urls, strict=True)), letters, row, 0)


async def on_postgresql(sizes: list[int], letters: int, row: dict[str, Any]) -> History:
    with postgres.running() as server:
        urls = [server.create(f"old{size}") for size in sizes]
        return await measured(dict(zip(sizes, urls, strict=True)), letters, row, server.pid)


async def measured(urls: dict[int, str], count: int, row: dict[str, Any], server: int) -> History:
    """Fill the databases, drop the letters; `server`: the process of PostgreSQL, 0 for none."""
    for rows, url in urls.items():
        await old_rows.fill(url, row, rows)
    content = contenders.usual_letter()
    async with AsyncExitStack() as stack:
        ledgers = [
            Ledger(
                rows,
                url,
                await stack.enter_async_context(contenders.started(COUNTED, DATABASE_URL=url)),
            )
            for rows, url in urls.items()
        ]
        await asyncio.sleep(1.0)
        for number in range(WARM_UP + count):
            for each in contenders.in_turn(ledgers, number):
                await one_more(each, number, content, server)
        for each in ledgers:
            await each.contender.bot.stop()
        told = [json.loads(each.contender.bot.output.read_text()) for each in ledgers]
    costs = [cost(*pair) for pair in zip(ledgers, told, strict=True)]
    return History(costs, plans(ledgers[-1], told[-1]))


async def one_more(each: Ledger, number: int, content: bytes, server: int) -> None:
    cpu, began = processes.tree_cpu_of(server) if server else 0.0, time.monotonic()
    each.letters.append(await contenders.one_letter(each.contender, number, content))
    each.spans.append((began, time.monotonic()))
    each.server_cpu.append(processes.tree_cpu_of(server) - cpu if server else 0.0)


def cost(ledger: Ledger, told: dict[str, Any]) -> Cost:
    within = [
        [ended - began for began, ended in told["transactions"] if first <= began <= last]
        for first, last in ledger.spans[WARM_UP:]
    ]
    letters = ledger.letters[WARM_UP:]
    return Cost(
        ledger.rows,
        cpu=[each.cpu for each in letters],
        result_after=[each.result_after for each in letters],
        transactions=[len(each) for each in within],
        in_transactions=[sum(each) for each in within],
        server_cpu=ledger.server_cpu[WARM_UP:],
    )


def plans(ledger: Ledger, told: dict[str, Any]) -> list[Plan]:
    """The plans of the statements on a letter's way, those that run most often first."""
    began, count = ledger.spans[WARM_UP][0], len(ledger.spans) - WARM_UP
    executed = Counter(number for when, number in told["executed"] if when >= began)
    often = [(number, of / count) for number, of in executed.most_common()]
    found = [(*told["statements"][number], each) for number, each in often if each >= ON_THE_WAY]
    read = _on_file if ledger.url.startswith("sqlite") else _on_server
    return [
        Plan(shortened(statement), each, read(ledger.url, statement, parameters))
        for statement, parameters, each in found
        if statement.split()[0] in VERBS
    ]


def _on_file(url: str, statement: str, parameters: list[Any]) -> list[str]:
    with sa.create_engine(url).connect() as connection:
        given = tuple(parameters) if isinstance(parameters, list) else parameters
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
    return [row[-1] for row in rows if TABLE_ON_FILE.match(row[-1])]


def _on_server(url: str, statement: str, parameters: dict[str, Any]) -> list[str]:
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        rows = connection.execute(f"EXPLAIN (COSTS OFF) {statement}".encode(), parameters)
        lines = [str(row[0]).strip().removeprefix("->").strip() for row in rows]
    return [each for each in lines if TABLE_ON_SERVER.search(each)]


def shortened(statement: str) -> str:
    """One line, as long as a cell of a table may be."""
    line = NOW_ON_SERVER.sub(":now", BOUND.sub(r":\1", " ".join(statement.split())))
    return line if len(line) <= LONGEST_STATEMENT else f"{line[: LONGEST_STATEMENT - 1]}…"
