"""Formats numbers, sizes, times and windows for people, and names for artifact keys."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from dateline.tasks.core.models import Precision, Window

_KILO = 1000
_A_WHILE = timedelta(hours=2)
_DAYS = timedelta(days=2)
_FURTHEST_AHEAD = timedelta(hours=13)
"""The offset up to which a midnight is taken for that of a zone ahead of UTC."""


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: ``1 page``, ``2,000 pages``. The default plural ends in "s"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size(number_bytes: float) -> str:
    """Return a size with the unit for which it is below a thousand (SI: 1 MB is 1,000,000 bytes)."""
    units = ("B", "kB", "MB", "GB", "TB")
    value, place = number_bytes, 0
    while round(value, 1) >= _KILO and place < len(units) - 1:
        value, place = value / _KILO, place + 1
    return f"{value:.1f} {units[place]}" if place else f"{value:.0f} B"


def moment(at: datetime | None) -> str:
    """Return a time to the minute, or "never". The caller must mention that times are UTC."""
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


def day_of(midnight: datetime) -> date:
    """Return the publisher's day, of which a record with precision ``day`` has the ``midnight`` (aware).

    In UTC it may be the day before: the midnight of Tokyo is at 15:00 UTC. Records do not name the zone, but midnights
    before 11:00 UTC are of zones behind UTC, as no newsroom is further behind, and later ones of zones ahead.
    """
    at = midnight.astimezone(UTC)
    return (at + _FURTHEST_AHEAD).date() if at.date() < date.max else at.date()


def published(at: datetime, precision: Precision) -> str:
    """Return a time of publication (aware) for the terminal: ``2026-03-02 08:30 UTC``, or ``2026-03-02``."""
    if precision is Precision.DAY:
        return f"{day_of(at)}"
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def span(duration: timedelta) -> str:
    """Return a duration in minutes, hours or days."""
    if duration < _A_WHILE:
        return count(round(duration / timedelta(minutes=1)), "minute")
    if duration < _DAYS:
        return count(round(duration / timedelta(hours=1)), "hour")
    return count(round(duration / timedelta(days=1)), "day")


def window(looked_through: Window) -> str:
    """Return a window as text."""
    since, until = looked_through.since, looked_through.until
    if since and until:
        return f"from {moment(since)} to {moment(until)} UTC"
    if since:
        return f"from {moment(since)} UTC on"
    return f"up to {moment(until)} UTC" if until else "everything that the source lists"


def runs_of_days(days: Sequence[date]) -> str:
    """Return ascending days, with consecutive ones combined: ``2026-03-01, 2026-03-04 to 2026-03-06``."""
    if not days:
        return ""
    breaks = [at for at, (a, b) in enumerate(pairwise(days), 1) if b - a > timedelta(days=1)]
    parts = [days[start:end] for start, end in zip([0, *breaks], [*breaks, len(days)], strict=True)]
    return ", ".join(f"{part[0]}" if len(part) == 1 else f"{part[0]} to {part[-1]}" for part in parts)


def slug(name: str) -> str:
    """Return a name for use in the key of a Prefect artifact: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name)
