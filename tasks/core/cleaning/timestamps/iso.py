"""Parses machine-written times: ISO 8601, correct or not, digits only, and seconds since 1970."""

import re
from datetime import UTC, datetime, timedelta

from dateline.tasks.core.cleaning.timestamps.calendars import calendar_for, gregorian
from dateline.tasks.core.cleaning.timestamps.reading import MAX_YEAR, Hints, Reading, make_wall
from dateline.tasks.core.cleaning.timestamps.zones import NUMERIC, ZONE, offset_of
from dateline.tasks.core.models import Precision

_ISO = re.compile(
    rf"""
    (?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})
    (?: (?: \s*[Tt_]\s* | \s*,?\s+ | -(?=\d\d:) | :(?=\d\d:) )
        (?P<hour>\d{{1,2}}) (?: [:.]? (?P<minute>\d\d) (?: [:.]? (?P<second>\d\d) (?:[.,:]\d+)? )? )?
        (?: \s?(?P<half>[AaPp])\.?[Mm]\.? )?
        \s* (?P<zone> {NUMERIC} | [Zz](?![A-Za-z]) )?
        \s* (?P<rest>.{{0,60}})
    )?
    (?:[Zz]|\+\d\d:\d\d)?  # a day may have an offset in XML Schema""",
    re.VERBOSE | re.DOTALL,
)
_COMPACT = re.compile(rf"(\d{{4}})(\d\d)(\d\d)(?:[Tt ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?\s?({NUMERIC}|[Zz])?)?")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})|(\d{15,16})")
_JSON_DATE = re.compile(r"/?Date\((\d{9,13})(?:[+-]\d{4})?\)/?")
_AFTER_EPOCH_S = 631_152_000
"""1990-01-01. Smaller numbers count something else."""
_BRACKETED = re.compile(r"\[([A-Za-z_/]+)\]")


def read_iso(raw: str, hints: Hints) -> Reading | None:
    """Return the reading of an ISO 8601 string, or None if it is not one.

    Lenient where publishers are: any of ``T``, a space or a comma between date and time, a lost sign or colon in the
    offset, an offset stated twice (a number beats ``Z``), a zone's name behind, fractions of any length, ``24:00``.
    """
    match = _ISO.fullmatch(raw)
    if match is None:
        return None
    year, month, month_day = (int(match[name]) for name in ("year", "month", "day"))
    day = calendar_for(year, hints.language)(year, month, month_day)
    if day is None:
        return None
    if match["hour"] is None:
        wall = make_wall(day, 0, 0)
        return Reading(wall, precision=Precision.DAY, end=len(raw)) if wall else None
    hour = _hour(int(match["hour"]), match["half"])
    if hour is None or (match["minute"] is None and not match["zone"]):
        return None
    wall = make_wall(day, hour, int(match["minute"] or 0), int(match["second"] or 0))
    if wall is None:
        return None
    offset, note = _offset(match["zone"], match["rest"], wall, hints)
    return Reading(wall, offset, note=note, end=len(raw))


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of the 24-hour clock, given "a", "p" or None for the half of the day."""
    if half is None or hour > 12:  # noqa: PLR2004 - a clock of twelve hours
        return hour
    return hour % 12 + (12 if half in "Pp" else 0)


def _offset(stated: str | None, rest: str, wall: datetime, hints: Hints) -> tuple[timedelta | None, str | None]:
    name = (stated or "").strip()
    if not name and re.fullmatch(r"\d{4}", rest):
        name = f"+{rest}"  # the plus sign was decoded as a space
    following = ZONE.match(rest.lstrip(" (")) if rest else None
    if following and (not name or (name in "Zz" and following.group()[0] in "+-−")):
        name = following.group()
    bracketed = _BRACKETED.search(rest)
    if bracketed and not name:
        name = bracketed[1]
    return offset_of(name, wall, hints) if name else (None, None)


def read_digits(raw: str, hints: Hints) -> Reading | None:
    """Return the reading of digits: ``20221124``, ``20221124T224400Z``, or a count of seconds since 1970.

    Seconds, milliseconds and microseconds are distinguished by size; counts before 1990 are ignored.
    """
    compact = _COMPACT.fullmatch(raw)
    if compact:
        year, month, date_day, hour, minute, second, zone = compact.groups()
        day = gregorian(int(year), int(month), int(date_day))
        wall = make_wall(day, int(hour or 0), int(minute or 0), int(second or 0)) if day else None
        if wall:
            offset, note = offset_of(zone, wall, hints) if zone else (None, None)
            precision = Precision.MINUTE if hour else Precision.DAY
            return Reading(wall, offset, precision, note=note, end=len(raw))
    wrapped = _JSON_DATE.fullmatch(raw)
    count = _EPOCH.fullmatch(wrapped[1] if wrapped else raw)
    return _from_epoch(count) if count else None


def _from_epoch(count: re.Match[str]) -> Reading | None:
    seconds, milliseconds, microseconds = count.groups()
    since = int(seconds or 0) or int(milliseconds or 0) // 1000 or int(microseconds or 0) // 1_000_000
    if since < _AFTER_EPOCH_S:
        return None
    wall = datetime.fromtimestamp(since, UTC).replace(tzinfo=None)
    return Reading(wall, timedelta(0), end=len(count.string)) if wall.year <= MAX_YEAR else None
