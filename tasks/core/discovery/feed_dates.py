"""Parses timestamps of feeds and sitemaps: RFC 822 and W3C date-times, and publishers' variants of them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import timezone as timezone_of

from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints
from dateline.tasks.core.cleaning.timestamps.zones import offset_at
from dateline.tasks.core.models import Precision
from dateline.tasks.core.web.foreign_text import utc_or_none

_MAX_CHARACTERS = 100
_SHORT_YEAR = re.compile(r"\d\d-\d\d-\d\d[Tt ]")
"""An ISO 8601 date without its century. In other formats, such dates begin with the day."""
_UTC_OFFSET = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time (aware UTC), the string that it was read from, and its precision."""

    at: datetime
    raw: str
    precision: Precision


def read_stamp(raw: str | None, timezone: str | None = None) -> Stamp | None:
    """Return the time that a string states, or None if it states none unambiguously.

    A string without a time zone is read in the given IANA zone, or in UTC. If it states only a day, the time is the
    beginning of that day.
    """
    text = " ".join(raw.split()) if raw else ""
    if not text or len(text) > _MAX_CHARACTERS:
        return None
    if _SHORT_YEAR.match(text):
        if text[8] == " ":
            return None  # it may just as well begin with the day
        text = f"20{text}"
    reading = parse_moment(text, Hints(timezone=timezone))
    if reading is None or reading.swapped:
        return None
    offset = reading.offset
    if offset is None:
        offset = (offset_at(timezone, reading.wall) if timezone else None) or _UTC_OFFSET
    at = utc_or_none(reading.wall.replace(tzinfo=timezone_of(offset)))
    return Stamp(at, text, reading.precision) if at else None
