"""Gives days that are written without a year the one that they must be in."""

import re
from datetime import date, timedelta

from dateline.tasks.core.cleaning.timestamps.calendars import gregorian
from dateline.tasks.core.cleaning.timestamps.reading import Hints
from dateline.tasks.core.vocabulary.weekdays import LETTERS

_WEEKDAYS = {letter: at for letters in LETTERS.values() for at, letter in enumerate(letters)}
DAY_OF_WEEK = rf"\s?\((?P<weekday>[{''.join(_WEEKDAYS)}])(?:曜日?|요일)?[・祝)]"
"""The day of the week behind a date, as in "5/5(日)"."""
_DAY_OF_WEEK = re.compile(DAY_OF_WEEK)
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
