"""The time of a ledger, which leaps with no clock.

A wall clock may leap and come back: NTP, a battery that is empty, a hand. So the time is told by
the steady clock, which also runs while a laptop sleeps, and a leap is believed only once it has
lasted. Until then nothing is over: what ends with time could not be taken back.
"""

import logging
import time
from collections.abc import Callable

log = logging.getLogger("letterdrop.clock")

_SLEW = 2.0  # seconds by which two clocks may differ and still agree


def _steady() -> float:
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Clock:
    """Tells Unix seconds; `hear` what the wall clock says as often as you can.

    `settles`: seconds after which a leap, or the clock at the start, is believed; 0: at once.
    """

    def __init__(self, settles: float, steady: Callable[[], float] = _steady) -> None:
        self.settles, self._steady = settles, steady
        self._ahead: float | None = None  # of the steady clock
        self._gap = 0.0  # by which the wall clock is ahead of what we tell
        self._since = steady()  # for how long that has been so

    def hear(self, wall: float) -> None:
        """Compare the clocks. The first time is taken as it is."""
        now = self._steady()
        if self._ahead is None or not self.settles:
            self._ahead = wall - now
            return
        gap = wall - now - self._ahead
        if abs(gap - self._gap) > _SLEW:
            log.warning("the clock has leapt by %.0f s: nothing expires for now", gap - self._gap)
            self._gap, self._since = gap, now
        if abs(self._gap) > _SLEW and now - self._since >= self.settles:
            log.warning("the clock stays %.0f s off: its time counts from now on", self._gap)
            self._ahead, self._gap = self._ahead + gap, 0.0

    def now(self) -> float:
        """Unix seconds, as far as anything was heard."""
        return self._steady() + (self._ahead or 0.0)

    def until(self, moment: float) -> float:
        """The seconds until a moment (Unix seconds) has surely passed; 0.0: it has."""
        settled = self._since + self.settles - self._steady()
        return max(0.0, moment - self.now(), settled)
