"""Timestamps of feeds and sitemaps: RFC 822 and W3C date-times, as publishers write them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tasks.core.models import Precision

_MAX_CHARACTERS = 100
_DAY_LENGTH = len("2024-05-06")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment (aware UTC), the string that it was read from, and how much that told."""

    at: datetime
    raw: str
    precision: Precision


def read_stamp(raw: str | None, timezone_name: str | None = None) -> Stamp | None:
    """Return the moment that a string names, or None where it names none.

    A string without a zone is read in the one given, else in UTC; where only a day was told, the moment is the
    beginning of that day.
    """
    text = " ".join(raw.split()) if raw else ""
    if not text or len(text) > _MAX_CHARACTERS:
        return None
    wall = _iso(text) or _rfc822(text)
    if wall is None:
        return None
    try:
        at = (wall if wall.tzinfo else wall.replace(tzinfo=_zone(timezone_name))).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return Stamp(at, text, Precision.DAY if len(text) <= _DAY_LENGTH else Precision.MINUTE)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        offset = parts[9]
        return datetime(*parts[:6], tzinfo=None if offset is None else timezone(timedelta(seconds=offset)))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
