"""Parses timestamps of feeds and sitemaps: RFC 822 and W3C date-times, and publishers' variants of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import timezone as timezone_of

from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints, full_year, make_date
from dateline.tasks.core.cleaning.timestamps.zones import ZONE, offset_at
from dateline.tasks.core.models import Precision
from dateline.tasks.core.web.foreign_text import utc_or_none

_MAX_CHARACTERS = 100
_MAX_TEXTS = 20
_MAX_DAY = 31
_SHORT_YEAR = re.compile(r"(\d\d?)([-/])(\d\d?)\2(\d\d)(?!\d|\2)")
"""Three short numbers, of which the first or the last is the year. With dots, the day is the first everywhere."""
_CHINESE_MONTH = re.compile(r"^[^\s\d]{0,5},? ?(\d\d?) (\d\d?)[月월] ?(\d{4})\b")
"""The form of RFC 822 with the names of a calendar in Chinese, Japanese or Korean: "목, 05 3월 2026"."""
_ZONE_IN_LOWER_CASE = re.compile(r"(?<=\d )[a-z]{1,5}$")
_UTC_OFFSET = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time (aware UTC), the string that it was read from, and its precision."""

    at: datetime
    raw: str
    precision: Precision


def first_readable(texts: Iterable[str], timezone: str | None = None) -> tuple[str | None, Stamp | None]:
    """Return the first text that states a time, and the time. If none does, return the first text and None."""
    kept = [text for text in texts if text.strip()][:_MAX_TEXTS]
    stamps = ((text, read_stamp(text, timezone)) for text in kept)
    return next(((text, stamp) for text, stamp in stamps if stamp), (kept[0] if kept else None, None))


def read_stamp(raw: str | None, timezone: str | None = None) -> Stamp | None:
    """Return the time that a string states, or None if it states none unambiguously.

    A string without a time zone is read in the given IANA zone, or in UTC. If it states only a day, the time is the
    beginning of that day.
    """
    text = " ".join(raw.split()) if raw else ""
    if not text or len(text) > _MAX_CHARACTERS:
        return None
    whole = _with_whole_year(_CHINESE_MONTH.sub(r"\3-\2-\1", text))
    reading = parse_moment(_ZONE_IN_LOWER_CASE.sub(_zone, whole), Hints(timezone=timezone)) if whole else None
    if reading is None or reading.swapped:
        return None
    offset = reading.offset
    if offset is None:
        offset = (offset_at(timezone, reading.wall) if timezone else None) or _UTC_OFFSET
    at = utc_or_none(reading.wall.replace(tzinfo=timezone_of(offset)))
    return Stamp(at, text, reading.precision) if at else None


def _with_whole_year(text: str) -> str | None:
    """Return the text with the century of a year that stands first, as ISO 8601's "T" shows, or None if it may."""
    short = _SHORT_YEAR.match(text)
    if short is None:
        return text
    first, mark, second, last = short.groups()
    if mark == "-" and text[short.end() : short.end() + 1] in {"T", "t"}:
        return f"{full_year(int(first))}{text[len(first) :]}"
    may_be_year = int(first) <= _MAX_DAY and make_date(full_year(int(first)), int(second), int(last))
    return None if may_be_year else text


def _zone(word: re.Match[str]) -> str:
    name = word[0].upper()
    return name if ZONE.fullmatch(name) else word[0]
