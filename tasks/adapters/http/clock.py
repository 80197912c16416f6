"""The time of day, and waiting for it: one thing, so that a test can put another in its place."""

from datetime import UTC, datetime
from threading import Condition
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits for it."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait, with the condition held, until somebody notifies it or that many seconds are over."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC)

    def wait(self, condition: Condition, seconds: float) -> None:
        """Wait for the condition or the time. See `Clock`."""
        condition.wait(seconds)
