"""Tells whether two readings can be one time, if a time zone that is not stated can be any."""

from datetime import UTC, datetime, timedelta

from dateline.tasks.core.cleaning.timestamps.reading import Reading

AHEAD, BEHIND = timedelta(hours=14), timedelta(hours=12)
"""The maximum offsets of local time from UTC, ahead and behind."""
_OFFSETS = frozenset(
    timedelta(minutes=minutes)
    for minutes in (*range(-720, 841, 60), -570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825)
)
"""The offsets that time zones have."""


def earliest(reading: Reading) -> datetime:
    """Return the first instant that a reading can mean, in UTC."""
    if reading.instant:
        return reading.instant
    return (reading.wall - AHEAD).replace(tzinfo=UTC)


def latest(reading: Reading) -> datetime:
    """Return the last instant that a reading can mean, in UTC."""
    length = timedelta(0) if reading.timed else timedelta(days=1)
    if reading.instant:
        return reading.instant + length
    return (reading.wall + BEHIND + length).replace(tzinfo=UTC)


def same_day(one: Reading, other: Reading) -> bool:
    """Return whether both can be on the same day of a publisher."""
    if one.wall.date() == other.wall.date():
        return True
    if (one.timed and one.offset is not None) or (other.timed and other.offset is not None):
        if one.timed and other.timed and one.offset is not None and other.offset is not None:
            return abs(earliest(one) - earliest(other)) < timedelta(hours=12)
        return earliest(one) <= latest(other) and earliest(other) <= latest(one)
    return False


def same_minute(one: Reading, other: Reading) -> bool:
    """Return whether both can be the same minute. A missing offset can be any that time zones have."""
    if not (one.timed and other.timed):
        return False
    if one.utc_minute and other.utc_minute:
        return one.utc_minute == other.utc_minute
    if one.wall_minute == other.wall_minute:
        return True
    if one.offset is None and other.offset is None:
        return False
    return _zone_apart(one, other) if one.offset is None else _zone_apart(other, one)


def _zone_apart(naive: Reading, aware: Reading) -> bool:
    """Return whether a local time without a zone equals the aware time in some time zone."""
    if aware.utc_minute is None:
        return False
    apart = naive.wall_minute - aware.utc_minute
    if aware.offset and aware.offset != apart:
        return False  # a page that states an offset shows its own times in it
    return apart in _OFFSETS
