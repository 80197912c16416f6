"""The time of day, and waiting for it: one thing, so that a test can put another in its place."""

import time
from datetime import UTC, datetime, timedelta
from threading import Condition
from typing import Protocol


def _running_s() -> float:
    """Return seconds that only ever grow, evenly; where the system can tell, also while it sleeps."""
    return time.clock_gettime(_STEADY)


_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Tells the time and waits for it."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait, with the condition held, until somebody notifies it or that many seconds are over."""


class SystemClock:
    """The computer's own clock, read once: from then on it runs on evenly, whatever the computer's is set to.

    One is made for each piece of work, so a clock that is put right is seen by the next one, and one that is set wrong
    in the middle of a batch makes nobody wait for a year.
    """

    def __init__(self) -> None:
        self._began_at = datetime.now(UTC)
        self._began_s = _running_s()

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return self._began_at + timedelta(seconds=_running_s() - self._began_s)

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait for the condition or the time. See `Clock`."""
        condition.wait(seconds)
