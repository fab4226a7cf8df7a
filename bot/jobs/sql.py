"""The ledger's SQL, for SQLite and PostgreSQL alike.

`:now` is the time, in seconds since 1970: on SQLite the ledger's clock, on PostgreSQL the server's,
so that hosts whose clocks differ agree. Other times are told as seconds from now (`:wait`) or ago
(`:age`). `:data` is JSON; what stands after `IN` is a list, bound as one value: a statement that
grew with its lists would be compiled anew each time, which costs more than to run it.
"""

import re
from collections.abc import Collection
from functools import cache

import sqlalchemy as sa

# When the statement came in. Unlike clock_timestamp() it does not change while an index is read.
NOW_ON_POSTGRESQL = "CAST(EXTRACT(EPOCH FROM statement_timestamp()) AS float8)"
ONLY_ON_POSTGRESQL = "FOR UPDATE SKIP LOCKED"  # SQLite has one writer

# What is told of a job. SQLAlchemy looks at each result anew unless it knows the columns.
ROW = "id, state, data, thread, certificate, tries, added, changed, claim"
_COLUMNS = [sa.column(each, sa.JSON if each == "data" else None) for each in ROW.split(", ")]

_LIST = re.compile(r"\bIN :(\w+)")


@cache
def spelled(statement: str, dialect: str) -> sa.TextualSelect:
    """A statement of this module, which returns rows, for "sqlite" or "postgresql"."""
    as_json = {"data"} & set(re.findall(r":(\w+)", statement))
    if dialect == "sqlite":
        as_json.update(_LIST.findall(statement))
        spelling = _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", statement)
        spelling = spelling.replace(ONLY_ON_POSTGRESQL, "")
    else:
        spelling = statement.replace("NOT IN :besides", "<> ALL(:besides)")
        spelling = _LIST.sub(r"= ANY(:\1)", spelling)
        spelling = spelling.replace(":now", NOW_ON_POSTGRESQL)
    bound = [sa.bindparam(name, type_=sa.JSON) for name in as_json]
    text = sa.text(spelling).bindparams(*bound)
    return text.columns(*_COLUMNS) if ROW in statement else text.columns()


TABLES = """
CREATE TABLE IF NOT EXISTS job (
    id TEXT PRIMARY KEY, -- what makes the same drop the same job
    state TEXT NOT NULL,
    data JSON NOT NULL,
    thread TEXT, -- where an answer to this job's question is written
    certificate TEXT,
    due DOUBLE PRECISION, -- when to run next, or when the claim lapses, or NULL: never
    claim TEXT, -- fencing token: only its holder may write
    tries INTEGER NOT NULL, -- claims of this state so far, see Job
    added DOUBLE PRECISION NOT NULL,
    changed DOUBLE PRECISION NOT NULL
);
DROP INDEX IF EXISTS job_due; -- of older releases: it held all that has ended
CREATE INDEX IF NOT EXISTS job_live ON job (due) WHERE due IS NOT NULL;
DROP INDEX IF EXISTS job_thread; -- of older releases: a DM is one thread for years
CREATE INDEX IF NOT EXISTS job_thread_added ON job (thread, added);
CREATE INDEX IF NOT EXISTS job_certificate ON job (certificate);
CREATE INDEX IF NOT EXISTS job_changed ON job (changed);
CREATE TABLE IF NOT EXISTS slot (name TEXT PRIMARY KEY, next DOUBLE PRECISION NOT NULL);
CREATE TABLE IF NOT EXISTS hold (name TEXT PRIMARY KEY, job TEXT NOT NULL)
"""

# Listeners ---------------------------------------------------------------------------------------

ADD = f"""
INSERT INTO job (id, state, data, thread, due, claim, tries, added, changed)
VALUES (:id, :state, :data, :thread, :now + :wait, :claim, :tries, :now, :now)
ON CONFLICT DO NOTHING RETURNING {ROW}
"""  # noqa: S608

# Brings a waiting job forward, never back.
HASTEN = """
UPDATE job SET due = :now + :wait
WHERE id = :id AND claim IS NULL AND due > :now + :wait RETURNING id
"""

# What jobs are looked for by, besides single columns. A thread's key begins with its channel;
# `changed`, which is never before `added`, has an index.
MARKS = {
    "ids": "id IN :ids",
    "states": "state IN :states",
    "certificates": "certificate IN :certificates",
    "channel": "substr(thread, 1, length(:channel) + 1) = :channel || ':'",
    "live": "due > 0",
    "holding": "due > 0 AND CAST(data AS TEXT) LIKE '%' || :holding || '%'",
    "changed_since": "changed >= :changed_since",
    "since": "changed >= :since AND added >= :since",
}


def find(marks: Collection[str], latest: str) -> str:
    """Select what has all of these marks, sorted by the column `latest`, `:limit` at most."""
    if "live" in marks:  # which are few, yet SQLite would look for the latest one among all rows
        latest = f"+{latest}"
    conditions = " AND ".join(MARKS.get(mark, f"{mark} = :{mark}") for mark in marks) or "TRUE"
    return f"SELECT {ROW} FROM job WHERE {conditions} ORDER BY {latest} DESC LIMIT :limit"  # noqa: S608


# Where a job goes.
_GO = """
UPDATE job
SET state = :state, data = :data, certificate = :certificate, thread = COALESCE(:thread, thread),
    due = :now + :wait, claim = :claim, tries = :tries, changed = :now
WHERE id = :id AND
"""

# A waiting job, moved on from outside, unless somebody was faster.
MOVE = f"{_GO} state = :seen_state AND changed = :seen_changed AND claim IS NULL RETURNING {ROW}"

# What a step has come to: only the holder of the claim may write it.
WRITE = f"{_GO} claim = :token RETURNING {ROW}"

# Workers -----------------------------------------------------------------------------------------

CRASHES = 2
"""Claims without an outcome, after which a job may be what ends the process."""

_IS_SUSPECT = f"(claim IS NOT NULL AND tries >= {CRASHES})"

# The LIMIT stands in a CTE: in a bare IN (SELECT …) the planner may evaluate it again. `besides`
# are those that this process works on, whose claims a clock that jumped may let lapse; `serves`
# the states that its release has handlers for: others are for another release.
_CLAIM = """
WITH chosen AS (
    SELECT id FROM job WHERE due <= :now AND id NOT IN :besides AND state IN :serves AND {which}
    ORDER BY {order} LIMIT {limit} FOR UPDATE SKIP LOCKED
)
UPDATE job SET due = :now + :lease, claim = :token, tries = tries + 1
WHERE id IN (SELECT id FROM chosen) RETURNING {row}
"""
CLAIM = _CLAIM.format(which=f"NOT {_IS_SUSPECT}", order="due", limit=":limit", row=ROW)

# One alone, and later each time.
_IS_ITS_TURN = f"{_IS_SUSPECT} AND due <= :now - :lease * (tries - 1)"
CLAIM_SUSPECT = _CLAIM.format(which=_IS_ITS_TURN, order="tries, due", limit=1, row=ROW)

# The time, and the seconds until the next job is due. Claims that lapse, of which there are few,
# are seen at the next look.
NEXT_DUE = """
SELECT :now AS now, (
    SELECT due - :now FROM job
    WHERE due IS NOT NULL AND claim IS NULL AND state IN :serves ORDER BY due LIMIT 1
) AS pause
"""

# Renews a claim (`:claim` is the token again), or gives the job back for a later try.
POSTPONE = """
UPDATE job SET due = :now + :wait, claim = :claim, tries = tries - :uncounted
WHERE id = :id AND claim = :token RETURNING id
"""

# Frees what a dead process held; a suspect stays known by its claim.
RELEASE = f"""
UPDATE job SET claim = CASE WHEN {_IS_SUSPECT} THEN claim END, due = :now
WHERE due > 0 AND claim IS NOT NULL RETURNING id
"""  # noqa: S608 - of constants

# What all processes share ------------------------------------------------------------------------

# Takes the next slot; returns the seconds until it begins. One that lies far ahead was taken by a
# clock that has been set back since.
SLOT = """
INSERT INTO slot (name, next) VALUES (:name, :now + :gap)
ON CONFLICT (name) DO UPDATE SET next = :gap + CASE
    WHEN slot.next BETWEEN :now AND :now + 3600 THEN slot.next ELSE :now
END
RETURNING next - :gap - :now AS wait
"""

# Takes a name for a job unless another one has it; returns who has it now. Whoever comes at the
# same time waits here, so that the next statement sees what the first one has written.
HOLD = """
INSERT INTO hold (name, job) VALUES (:name, :job)
ON CONFLICT (name) DO UPDATE SET job = hold.job RETURNING job
"""

# Takes it over from a job that is no longer in the state in which it needs it.
TAKE_OVER = """
UPDATE hold SET job = :job WHERE name = :name AND NOT EXISTS (
    SELECT 1 FROM job AS holder WHERE holder.id = hold.job AND holder.state = :state
)
RETURNING job
"""

# How far the next `:limit` rows reach that were last changed after `:since` and long ago.
SLICE = """
SELECT COALESCE(max(changed), :since) AS until, count(*) AS looked_at FROM (
    SELECT changed FROM job WHERE changed > :since AND changed < :now - :age
    ORDER BY changed LIMIT :limit
) AS slice
"""

FORGET = """
DELETE FROM job WHERE changed > :since AND changed <= :until AND due IS NULL
    AND (:in_any OR state IN :states)
RETURNING certificate
"""

FORGET_HOLDS = """
DELETE FROM hold WHERE name IN :names AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = hold.job)
RETURNING name
"""
