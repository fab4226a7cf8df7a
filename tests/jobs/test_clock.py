"""The ledger's clock: a leap is believed only once it has lasted, and nothing is over before."""

from dataclasses import dataclass

import pytest

from bot.jobs.clock import Clock

DAY = 86_400.0
SETTLES = 600.0
AT = 1_800_000_000.0  # Unix seconds


@dataclass
class Host:
    """A host's two clocks."""

    wall: float = AT
    steady: float = 50.0

    def pass_by(self, seconds: float, clock: Clock) -> None:
        """Let time pass, in which the clock is heard now and then."""
        for _ in range(10):
            self.wall += seconds / 10
            self.steady += seconds / 10
            clock.hear(self.wall)


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def clock(host: Host) -> Clock:
    made = Clock(SETTLES, lambda: host.steady)
    made.hear(host.wall)
    return made


def test_after_the_start_nothing_is_over_until_the_clock_has_gone_steadily(
    host: Host, clock: Clock
) -> None:
    assert clock.now() == AT
    assert clock.until(AT - DAY) == SETTLES
    host.pass_by(SETTLES, clock)
    assert clock.until(AT - DAY) == 0.0
    assert clock.until(AT + DAY) == pytest.approx(DAY - SETTLES)


@pytest.mark.parametrize("leap", [500 * DAY, -500 * DAY, 60.0, -60.0])
def test_a_leap_that_is_taken_back_changes_nothing(host: Host, clock: Clock, leap: float) -> None:
    host.pass_by(SETTLES, clock)
    host.wall += leap
    host.pass_by(8.0, clock)
    assert clock.now() == AT + SETTLES + 8.0
    assert clock.until(0.0) > 0.0
    host.wall -= leap
    host.pass_by(2 * SETTLES, clock)
    assert clock.now() == AT + 3 * SETTLES + 8.0
    assert clock.until(0.0) == 0.0


def test_a_leap_that_lasts_is_believed_in_the_end(
    host: Host, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    host.pass_by(SETTLES, clock)
    host.wall += 50 * DAY
    host.pass_by(SETTLES + 60.0, clock)
    host.pass_by(SETTLES, clock)
    assert clock.now() == pytest.approx(host.wall, abs=0.001)
    assert clock.until(AT + DAY) == 0.0
    assert [each.getMessage() for each in caplog.records] == [
        "the clock has leapt by 4320000 s: nothing expires for now",
        "the clock stays 4320000 s off: its time counts from now on",
    ]


def test_a_clock_that_leaps_about_is_never_believed(host: Host, clock: Clock) -> None:
    for leap in (DAY, -2 * DAY, 3 * DAY, -2 * DAY) * 5:
        host.wall += leap
        host.pass_by(60.0, clock)
        assert clock.now() == pytest.approx(AT + host.steady - 50.0)
        assert clock.until(0.0) > 0.0


def test_a_clock_that_is_put_right_bit_by_bit_is_no_leap(host: Host, clock: Clock) -> None:
    for _ in range(100):
        host.wall += 0.01
        host.pass_by(10.0, clock)
    assert clock.until(0.0) == 0.0
