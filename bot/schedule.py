"""When the digest is posted: a cron expression, read in the server's local time.

That is the time of the process's zone (TZ), as with cron itself. A clock that is put forward
delays a run that falls into the gap; one that is put back does not repeat a run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

_FIELDS = 5  # minute, hour, day of the month, month, weekday


def is_cron(expression: str) -> bool:
    """Whether it is a cron expression of five fields that comes true one day."""
    if len(expression.split()) != _FIELDS:
        return False
    try:
        return any(CronSim(expression, datetime.fromtimestamp(0, UTC)))
    except (CronSimError, ValueError):  # the latter for a number of thousands of digits
        return False


@dataclass(frozen=True)
class Digest:
    """Where the list of waiting certificates is posted, and when (an `is_cron`)."""

    channel: str
    cron: str

    def next_run(self, after: float) -> float:
        """Return the first run after a point in time; both are Unix seconds."""
        return next(run for run in self._runs(after) if run > after)

    def last_run(self, at: float) -> float:
        """Return the last run that is not after a point in time; both are Unix seconds."""
        return next(run for run in self._runs(int(at) + 1, reverse=True) if run <= at)

    def _runs(self, start: float, *, reverse: bool = False) -> Iterator[float]:
        local = datetime.fromtimestamp(start)  # noqa: DTZ006 - the server's own zone is meant
        return (run.timestamp() for run in CronSim(self.cron, local, reverse))
