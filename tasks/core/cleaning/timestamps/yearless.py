"""Gives days that are written without a year the one that they must be in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from dateline.tasks.core.cleaning.timestamps.calendars import gregorian
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.reading import Hints
from dateline.tasks.core.vocabulary.weekdays import LETTERS

_WEEKDAYS = {letter: at for letters in LETTERS.values() for at, letter in enumerate(letters)}
DAY_OF_WEEK = rf"\s?\((?P<weekday>[{''.join(_WEEKDAYS)}])(?:曜日?|요일)?[・祝)]"
"""The day of the week behind a date, as in "5/5(日)"."""
_DAY_OF_WEEK = re.compile(DAY_OF_WEEK)
_A_DAY = timedelta(days=1)
_LEAP_DAY = (2, 29)
_YEAR_AND_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2]|[1-9])(?=/)")
_MAX_YEARS = 7
"""Within how many years the day of the week of a date decides its year."""


def weekday_at(text: str, at: int) -> int | None:
    """Return the day of the week that is written at a position of a normalized text (0 is Monday), or None."""
    match = _DAY_OF_WEEK.match(text, at)
    return _WEEKDAYS[match["weekday"]] if match else None


def latest_day(month: int, day: int, hints: Hints, weekday: int | None = None) -> date | None:
    """Return the latest such day up to the fetch (plus a day, for time zones ahead), or None if that is unknown.

    With a ``weekday``, the latest one on that day of the week: the page may be older than a year.
    """
    if hints.now is None:
        return None
    latest = (hints.now + timedelta(days=1)).date()
    for back in range(2 if weekday is None else _MAX_YEARS):
        made = gregorian(latest.year - back, month, day)
        if made and made <= latest and (weekday is None or made.weekday() == weekday):
            return made
    return None


def in_stated_year(clue: Clue, others: Sequence[Clue]) -> Clue:
    """Give a day without a year that of the same day in another place, or the last one before the page was modified."""
    if not clue.reading.yearless:
        return clue
    wall = clue.reading.wall
    stated = [other for other in others if not other.reading.yearless]
    days = [other.reading.wall.date() for other in stated]
    years = {day.year for day in days if (day.month, day.day) == (wall.month, wall.day)}
    if len(years) == 1:
        return _in_year(clue, years.pop())
    changes = [other.reading.wall for other in stated if other.role is Role.MODIFIED]
    if not changes or clue.role is Role.MODIFIED or wall <= max(changes) + _A_DAY:
        return clue
    latest = max(changes) + _A_DAY
    return _in_year(clue, latest.year if _at(wall, latest.year) <= latest else latest.year - 1)


def _in_year(clue: Clue, year: int) -> Clue:
    return replace(clue, reading=replace(clue.reading, wall=_at(clue.reading.wall, year), yearless=False))


def _at(wall: datetime, year: int) -> datetime:
    """Return the local time in another year. The last day of February stands for one that this year lacks."""
    is_leap_day = (wall.month, wall.day) == _LEAP_DAY and gregorian(year, *_LEAP_DAY) is None
    return wall.replace(year=year, day=28) if is_leap_day else wall.replace(year=year)


def in_year_of_address(clue: Clue, url: str | None) -> Clue:
    """Give a day without a year that of the URL's path, if this states the same month: ``/2024/05/a-story``."""
    if not clue.reading.yearless:
        return clue
    wall = clue.reading.wall
    stated = {int(year) for year, month in _YEAR_AND_MONTH.findall(url or "") if int(month) == wall.month}
    return _in_year(clue, stated.pop()) if len(stated) == 1 else clue
