"""The time of day, and waiting for it, in one interface, so that tests can replace both."""

import time
from datetime import UTC, datetime, timedelta
from threading import Condition
from typing import Protocol


def _running_s() -> float:
    """Return a monotonic time in seconds that, if the system supports it, includes the time it was suspended."""
    return time.clock_gettime(_STEADY)


_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Tells the time, and waits."""

    def now(self) -> datetime:
        """Return the current time (aware UTC)."""

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait, holding the condition, until it is notified or ``seconds`` have passed."""


class SystemClock:
    """The system clock, read once. From then on it advances monotonically, whatever the system clock is set to.

    Each piece of work creates its own, so that the next one sees a corrected clock, and a clock set wrong in the middle
    of a batch makes no one wait for a year.
    """

    def __init__(self) -> None:
        self._began_at = datetime.now(UTC)
        self._began_s = _running_s()

    def now(self) -> datetime:
        """Return the current time (aware UTC)."""
        return self._began_at + timedelta(seconds=_running_s() - self._began_s)

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait for the condition or the time to pass. See `Clock`."""
        condition.wait(seconds)
