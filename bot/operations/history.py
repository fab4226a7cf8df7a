"""`letterdrop history`: who did what, from the ledger, as the audit log tells it."""

import argparse
import json
import logging
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.jobs import database
from bot.jobs.ledger import Job, Ledger
from bot.letters import audit
from bot.letters.audit import Entry
from bot.letters.states import OUTCOMES, State
from bot.letters.story import Story, Uploaded, readable_story
from bot.patience import DAY


def moment(text: str) -> float:
    """Read "7d" (so long ago) or "2026-11-30" (UTC) as Unix seconds; raises ArgumentTypeError."""
    if days := re.fullmatch(r"(\d{1,5})d", text):
        return time.time() - int(days[1]) * DAY
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither 7d nor 2026-11-30") from None


async def history(url: str, since: float, *, as_json: bool) -> int:
    """Print a line for each letter that came to an end, and each person who was turned away.

    The oldest first. Returns the exit code: 1 where the database does not open.
    """
    try:
        opened = await database.open_database(url)
    except database.DATABASE_TROUBLE as error:
        sys.stderr.write(f"The database does not open: {database.brief(error)}\n")
        return 1
    try:
        states = [*OUTCOMES, State.TURNED_AWAY]
        rows = await Ledger(opened, now=time.time).find(
            states=states, changed_since=since, latest="changed"
        )
    finally:
        await opened.close()
    logging.disable(logging.WARNING)  # of each row that cannot be read
    stories = [(job, readable_story(job)) for job in rows]
    if unread := sum(story is None for _, story in stories):
        sys.stderr.write(f"{unread} rows of another release cannot be read by this one.\n")
    entries = (each for job, story in stories if story for each in _entries(job, story))
    told = [(at, entry) for at, entry in entries if at >= since]
    for at, entry in sorted(told, key=lambda each: each[0]):
        when = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
        line = json.dumps({"time": when, **{k: v for k, v in entry.items() if v}})
        sys.stdout.write(f"{line if as_json else f'{when} {audit.as_text(entry)}'}\n")
    return 0


def _entries(job: Job, story: Story) -> Iterator[tuple[float, Entry]]:
    for person in story.turned_away:
        yield job.changed, audit.of_denial(job.id, story, person)
    if story.outcome is not None and story.certificate_id:
        at = story.outcome.at if isinstance(story.outcome, Uploaded) else job.changed
        yield at, audit.of_upload(job.id, story)
