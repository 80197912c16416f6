"""The time, and waiting for it: the one place where fetching asks a clock, so that tests need not sleep."""

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """Return the time as aware UTC."""

    def wait(self, condition: threading.Condition, until: datetime | None) -> None:
        """Wait, the condition's lock held, until it is notified or ``until`` has come; may return early."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the time as aware UTC."""
        return datetime.now(UTC)

    def wait(self, condition: threading.Condition, until: datetime | None) -> None:
        """Wait, the condition's lock held, until it is notified or ``until`` has come."""
        condition.wait(None if until is None else max(0.0, (until - self.now()).total_seconds()))


SYSTEM_CLOCK = SystemClock()
