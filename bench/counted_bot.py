"""`python -m bot`, with a stopwatch at every transaction.

At its end it prints one JSON object on stdout: `transactions`, the seconds of CLOCK_MONOTONIC at
which each began and ended, from the call until its outcome is there; `executed`: when which
statement was executed, by its number; `statements`: those, with their last parameters.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from bot.__main__ import main
from bot.jobs.database import Database

transactions: list[tuple[float, float]] = []
executed: list[tuple[float, int]] = []
statements: dict[str, tuple[int, Any]] = {}
run = Database.run


async def timed_run(self: Database, work: Callable[[sa.Connection], Any], *within: float) -> Any:
    began = time.monotonic()
    try:
        return await run(self, work, *within)
    finally:
        transactions.append((began, time.monotonic()))


def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
    alone = statement.rpartition(";")[2].strip()  # without what begins a transaction
    number = statements.get(alone, (len(statements),))[0]
    statements[alone] = number, parameters
    executed.append((time.monotonic(), number))


if __name__ == "__main__":
    setattr(Database, "run", timed_run)  # noqa: B010 - mypy knows that nobody should
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    code = main()
    told = [(text, parameters) for text, (_, parameters) in statements.items()]
    found = {"transactions": transactions, "executed": executed, "statements": told}
    print(json.dumps(found, default=lambda _: "{}"))  # a row's data, which no plan depends on
    sys.exit(code)
