"""Tells which days in a text are plainly not an article's: terms, birthdays, what the site says of itself, spans."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.months import month_of
from dateline.tasks.core.cleaning.timestamps.reading import Day
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.other_dates import OTHER_DATES, UP_TO
from dateline.tasks.core.vocabulary.weekdays import WEEKDAYS

_WEEKDAY = "|".join(
    sorted({name for names in WEEKDAYS.values() for name in re.split(r"[,\s]+", names) if len(name) > 1}, key=len)[::-1]
)
_ARTICLE = "the|der|den|le|el"
_ANOTHER = LatePattern(
    rf"(?<![^\W\d_])(?:{all_patterns(OTHER_DATES)})(?![^\W\d_])[^\w\n.]{{0,3}}"
    rf"(?:(?:{_ARTICLE})\s)?(?:(?:{_WEEKDAY})[^\w\n]{{1,3}})?(?:(?:{_ARTICLE})\s)?$",
    re.IGNORECASE,
)
_REACH = 50
"""Before a date, within how many characters words are read that say that it is another one than an article's."""
_TO_CLOCK = LatePattern(
    r"\s?(?:Uhr|uur|hrs?|h)?(?:\s(?:-|to|until|till|bis|à|a|al|alle|ore|tot|do|до|til|till)\s|-)\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m)",
    re.IGNORECASE,
)
"""What follows the beginning of an event: "10:00 - 18:00", "10 am to 6 pm". No article is published for hours."""
_TO = rf"\s?[-~]\s?|\s(?:{all_patterns(UP_TO)})\s"
_TO_DAY = LatePattern(
    rf",?(?:{_TO})(?:(?:{_ARTICLE})\s)?(?:(?:{_WEEKDAY})[^\w\n]{{1,3}})?(?:(?:{_ARTICLE})\s)?", re.IGNORECASE
)
"""What stands between the first and the last day of a span, if each is written out."""
_FIRST_OF_MONTH = LatePattern(rf"(?<![\d.:,/])(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?(?:{_TO})$", re.IGNORECASE)
_FIRST_OF_YEAR = LatePattern(
    rf"(?<!\d)(?:\d{{1,2}}(?:\.|st|nd|rd|th)?\s(?:de\s)?(?P<behind>[^\W\d_]{{3,12}})\.?"
    rf"|(?P<before>[^\W\d_]{{3,12}})\.?\s\d{{1,2}}(?:st|nd|rd|th)?)(?:{_TO})$",
    re.IGNORECASE,
)
"""What stands before the last day of a span whose first one borrows its month ("4-6 March") or its year."""


def is_introduced_as_another(text: str, day: Day) -> bool:
    """Return whether the words before a day say that it is another than an article's: "valid until", "born on"."""
    return _ANOTHER.search(text, max(0, day.start - _REACH), day.start) is not None


def goes_on(text: str, end: int) -> bool:
    """Return whether a second time of day stands behind a position, up to which something lasts."""
    return _TO_CLOCK.match(text, end) is not None


def without_spans(text: str, days: Sequence[Day]) -> list[Day]:
    """Return the days without those with which a span begins or ends: "4-6 March 2021", "4 March to 2 April 2021".

    No article is published for days.
    """
    spans = [pair for pair in pairwise(days) if _TO_DAY.fullmatch(text, pair[0].end, pair[1].start)]
    within = {day.start for pair in spans for day in pair}
    return [day for day in days if day.start not in within and not _ends_span(text, day)]


def _ends_span(text: str, day: Day) -> bool:
    since = max(0, day.start - _REACH)
    first = _FIRST_OF_MONTH.search(text, since, day.start)
    if first is not None and int(first["day"]) < day.day.day:
        return True
    first = _FIRST_OF_YEAR.search(text, since, day.start)
    return first is not None and month_of(first["behind"] or first["before"]) is not None
