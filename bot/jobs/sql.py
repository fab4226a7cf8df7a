"""The ledger's SQL, built once: building a statement costs more than running it on SQLite.

Parameters (`:now`, `:job` …) are seconds since 1970, IDs, and JSON for `:data`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from bot.jobs.database import hold_table, job_table, slot_table

EARLIER_JOBS = 100  # about one certificate that are looked at, refused ones among them


def _now() -> sa.BindParameter[float]:
    return sa.bindparam("now", type_=sa.Float)


# Only the holder of a claim may write.
_HELD = (job_table.c.id == sa.bindparam("job"), job_table.c.claim == sa.bindparam("held"))

# Where a job goes.
_MOVED = {
    "state": sa.bindparam("state"),
    "data": sa.bindparam("data", type_=sa.JSON),
    "certificate": sa.bindparam("certificate"),
    "thread": sa.func.coalesce(sa.bindparam("thread"), job_table.c.thread),
    "due": sa.bindparam("due"),
    "changed": _now(),
}

# Writes what a step has come to.
WRITE = (
    sa.update(job_table)
    .where(*_HELD)
    .values(**_MOVED, claim=sa.bindparam("claim"), tries=sa.bindparam("tries"))
    .returning(job_table.c.id)
)

# Changes only when a held job is due: a later try, or a renewed claim.
POSTPONE = (
    sa.update(job_table)
    .where(*_HELD)
    .values(due=sa.bindparam("due"), claim=sa.bindparam("claim"))
    .returning(job_table.c.id)
)

# Moves a waiting job on from outside, unless somebody was faster.
MOVE = (
    sa.update(job_table)
    .where(
        job_table.c.id == sa.bindparam("job"),
        job_table.c.state == sa.bindparam("from_state"),
        job_table.c.changed == sa.bindparam("seen"),
        job_table.c.claim.is_(None),
    )
    .values(**_MOVED, tries=0)
    .returning(job_table.c.id)
)

# The LIMIT stands in a CTE: in a bare IN (SELECT …) the planner may evaluate it again.
_DUE = (
    sa.select(job_table.c.id)
    .where(
        job_table.c.due <= _now(),
        # A clock that jumped may let a claim lapse whose job is still in this process's hands.
        job_table.c.id.not_in(sa.bindparam("besides", expanding=True)),
    )
    .order_by(job_table.c.due)
    .limit(sa.bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
CLAIM = (
    sa.update(job_table)
    .where(job_table.c.id.in_(sa.select(_DUE.c.id)))
    .values(due=sa.bindparam("lapse"), claim=sa.bindparam("held"), tries=job_table.c.tries + 1)
    .returning(*job_table.c)
)

NEXT_DUE = sa.select(sa.func.min(job_table.c.due)).where(
    job_table.c.id.not_in(sa.bindparam("besides", expanding=True))
)

RELEASE = sa.update(job_table).where(job_table.c.claim.is_not(None)).values(claim=None, due=_now())

FORGET = sa.delete(job_table).where(
    job_table.c.due.is_(None), job_table.c.changed < sa.bindparam("older_than")
)
FORGET_STATE = FORGET.where(job_table.c.state == sa.bindparam("state"))
FORGET_HOLDS = sa.delete(hold_table).where(hold_table.c.job.not_in(sa.select(job_table.c.id)))

HOLDER = sa.select(hold_table.c.job).where(hold_table.c.name == sa.bindparam("name"))

EARLIER = (
    sa.select(job_table)
    .where(job_table.c.certificate == sa.bindparam("name"))
    .order_by(job_table.c.changed.desc())
    .limit(EARLIER_JOBS)
)

# What changed last, among these states.
RECENT = (
    sa.select(job_table)
    .where(job_table.c.state.in_(sa.bindparam("states", expanding=True)))
    .order_by(job_table.c.changed.desc())
    .limit(sa.bindparam("limit"))
)

# About any of these certificates.
ABOUT = (
    sa.select(job_table)
    .where(
        job_table.c.certificate.in_(sa.bindparam("certificates", expanding=True)),
        job_table.c.state == sa.bindparam("state"),
    )
    .order_by(job_table.c.added.desc())
)

# Brings a waiting job forward, never back.
HASTEN = (
    sa.update(job_table)
    .where(
        job_table.c.id == sa.bindparam("job"),
        job_table.c.claim.is_(None),
        job_table.c.due > sa.bindparam("due"),
    )
    .values(due=sa.bindparam("due"))
)

# In any thread of a conversation: a thread's key begins with its channel.
_PREFIX = sa.bindparam("prefix", type_=sa.Text)
NEARBY = (
    sa.select(job_table)
    .where(
        job_table.c.changed >= sa.bindparam("since"),  # has an index; `added` is earlier still
        job_table.c.added >= sa.bindparam("since"),
        job_table.c.state.in_(sa.bindparam("states", expanding=True)),
        sa.func.substr(job_table.c.thread, 1, sa.func.length(_PREFIX)) == _PREFIX,
    )
    .order_by(job_table.c.added.desc())
    .limit(EARLIER_JOBS)
)


@dataclass(frozen=True)
class Upserts:
    """The statements that each dialect has to spell in its own way."""

    add: sa.Insert
    slot: sa.Insert
    hold: sa.Insert

    @classmethod
    @cache
    def of(cls, dialect: str) -> "Upserts":
        """Build them for "sqlite" or "postgresql"."""
        insert: Any = import_module(f"sqlalchemy.dialects.{dialect}").insert
        return cls(_add(insert), _slot(insert), _hold(insert))


def _add(insert: Any) -> sa.Insert:
    row = insert(job_table).values(added=_now(), changed=_now())
    new: sa.Insert = row.on_conflict_do_nothing().returning(job_table.c.id)
    return new


def _slot(insert: Any) -> sa.Insert:
    """Take the next slot; return when it ends."""
    gap = sa.bindparam("gap", type_=sa.Float)
    # A slot that lies far ahead was taken by a wrong clock.
    waits = sa.and_(slot_table.c.next > _now(), slot_table.c.next < sa.bindparam("too_late"))
    after = sa.case((waits, slot_table.c.next), else_=_now()) + gap
    row = insert(slot_table).values(name=sa.bindparam("name"), next=_now() + gap)
    take: sa.Insert = row.on_conflict_do_update(
        index_elements=["name"], set_={"next": after}
    ).returning(slot_table.c.next)
    return take


def _hold(insert: Any) -> sa.Insert:
    """Take a name for a job; return nothing if another job has it and is still at it."""
    at_it = sa.select(sa.literal(1)).where(
        # The row in the way, by its literal name: as a column it would be selected from anew.
        job_table.c.id == sa.literal_column("hold.job"),
        job_table.c.state == sa.bindparam("state"),
    )
    row = insert(hold_table).values(name=sa.bindparam("name"), job=sa.bindparam("job"))
    take: sa.Insert = row.on_conflict_do_update(
        index_elements=["name"],
        set_={"job": sa.bindparam("job")},
        where=sa.and_(hold_table.c.job != sa.bindparam("job"), ~at_it.exists()),
    ).returning(hold_table.c.job)
    return take
