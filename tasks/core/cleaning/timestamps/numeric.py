"""Finds calendar days that are written with digits only."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dateline.config.schema import DateOrder
from dateline.tasks.core.cleaning.timestamps.calendars import ERA_STARTS, MINGUO_START, calendar_for, gregorian
from dateline.tasks.core.cleaning.timestamps.reading import Day, Hints, full_year
from dateline.tasks.core.cleaning.timestamps.weekdays import weekday_before

_APART = re.compile(r"\d\s?[./-]\s?\d")
_NO_NUMBER_BEFORE = r"(?<![\d.,/-])(?<!\d:)"
_YEAR_FIRST = re.compile(
    _NO_NUMBER_BEFORE + r"(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|[.,/:-]\d\d?(?![\d:.]))"
)
_YEAR_LAST = re.compile(
    _NO_NUMBER_BEFORE
    + r"(\d{1,2})\s?([./-])\s?(\d{1,2})(?:\s?\2\s?|\s(?<=/\d\s|\d\d\s)(?=\d{4}))(\d{4}|\d\d(?![:.]?\d))(?!\d|[/-]\d)"
)
_SHORT_YEAR_FIRST = re.compile(
    _NO_NUMBER_BEFORE + r"(\d\d)\s?([./-])\s?(0?[1-9]|1[0-2])\s?\2\s?(0?[1-9]|[12]\d|3[01])(?!\d|[/-]\d|\2\d)"
)
_CLOCK = (
    r"\d{1,2}(?::\d\d){1,2}\s?[AaPp]\.?[Mm]\.?\s?\(?"
    r"(?:[ECMP][SD]?T|(?:Eastern|Central|Mountain|Pacific)(?:\s\w+)?\sTime)\b"
)
_AMERICAN_AFTER = re.compile(rf"[\s,|@-]{{1,4}}(?:at\s)?{_CLOCK}", re.ASCII)
_AMERICAN_BEFORE = re.compile(rf"{_CLOCK}[)\s,|-]{{1,4}}(?:on\s)?$", re.ASCII)
_REACH = 40
"""A time of the twelve-hour clock in a zone of North America, beside which the month is written first."""
_YEAR_ABOVE = re.compile(r"(?<!\d)(20\d\d)\s(0\d|1[0-2])\s?/\s?([0-3]\d)(?![\d/])")
"""A year in an element of its own before a month and a day: "2026 05 / 17"."""
_MINGUO = re.compile(_NO_NUMBER_BEFORE + r"(1\d\d)\s?([./-])\s?(0?[1-9]|1[0-2])\s?\2\s?(\d{1,2})(?![\d./-])")
"""A day with a year of the Republic of China, as authorities in Taiwan write it: "115-03-05"."""
_SHORT_ERA = re.compile(r"(?<![^\W\d_])(?<![\d.])([RH])\s?(\d{1,2})\s?([./])\s?(\d{1,2})\s?\3\s?(\d{1,2})(?![\d./])")
"""A day with a year of the present Japanese era or the one before it, as authorities write it: "R8.3.5"."""
_ERA_LETTERS = {"R": "令和", "H": "平成"}
_DAY_FIRST_LANGUAGE_EXCEPTIONS = frozenset({"en", "zh", "ja", "ko", "fil", "tl"})
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu", "lt", "eu", "ne", "mn"})
"""Languages in which "19-05-17" begins with the year."""
_MONTH_FIRST_REGIONS = frozenset({"us", "ph", "pr", "gu", "as", "fm", "mh", "pw"})
_DAY_FIRST_REGIONS = (
    "gb uk ie au nz in pk bd lk np za ng ke gh ug tz zm zw na bw mw sl lr gm rw et sg my hk jm tt gy bb mt cy ae"
)
"""Regions where English dates are written day first. Canada uses all orders."""


def has_numbers_apart(text: str) -> bool:
    """Return whether a mark stands between two digits, as in every day of digits. This is fast to see."""
    return _APART.search(text) is not None


def numeric_days(text: str, hints: Hints) -> Iterator[Day]:
    """Yield the days in a normalized text that are written with digits only, by where their year stands."""
    for match in _YEAR_ABOVE.finditer(text):
        if made := gregorian(*map(int, match.groups())):
            yield Day(made, match.start(), match.end())
    for match in _YEAR_FIRST.finditer(text):
        year, _, month, day = match.groups()
        made = calendar_for(int(year), hints.language)(int(year), int(month), int(day))
        if made:
            yield Day(made, match.start(), match.end())
    yield from _of_eras(text, hints.language)
    for match in _SHORT_YEAR_FIRST.finditer(text) if hints.language in _YEAR_FIRST_LANGUAGES else ():
        year, _, month, day = match.groups()
        if made := gregorian(full_year(int(year)), int(month), int(day)):
            yield Day(made, match.start(), match.end())
    for match in _YEAR_LAST.finditer(text):
        if hints.order is None and _is_american(text, *match.span()):
            made, swapped = _of_three(match, replace(hints, order=DateOrder.MDY), None)
        else:
            made, swapped = _of_three(match, hints, weekday_before(text, match.start(), hints.language))
        if made:
            yield Day(made, match.start(), match.end(), swapped)


def _of_eras(text: str, language: str | None) -> Iterator[Day]:
    """Yield the days with a year of the Republic of China, or of a Japanese era given by its letter."""
    for match in _MINGUO.finditer(text) if language == "zh" else ():
        year, _, month, day = match.groups()
        made = gregorian(MINGUO_START + int(year), int(month), int(day))
        if made:
            yield Day(made, match.start(), match.end())
    for match in _SHORT_ERA.finditer(text) if language == "ja" else ():
        era, year, _, month, day = match.groups()
        if made := gregorian(ERA_STARTS[_ERA_LETTERS[era]] + int(year), int(month), int(day)):
            yield Day(made, match.start(), match.end())


def _is_american(text: str, start: int, end: int) -> bool:
    """Return whether the time of day beside a day of digits is in a zone of North America."""
    if "M" not in text and "m" not in text:
        return False
    before = _AMERICAN_BEFORE.search(text, max(0, start - _REACH), start)
    return before is not None or _AMERICAN_AFTER.match(text, end) is not None


def _of_three(match: re.Match[str], hints: Hints, weekday: int | None) -> tuple[date | None, date | None]:
    """Return the day of three numbers of which the last may be the year, and the other one if nothing decides."""
    first, mark, second, last = match.groups()
    if len(last) > 2:  # noqa: PLR2004 - a whole year
        return _ordered((int(first), int(second), int(last)), mark, hints, weekday)
    year_first = gregorian(full_year(int(first), hints.language), int(second), int(last))
    if year_first and hints.language in _YEAR_FIRST_LANGUAGES:
        return year_first, None
    made, swapped = _ordered((int(first), int(second), full_year(int(last), hints.language)), mark, hints, weekday)
    return made or year_first, swapped


def _ordered(
    numbers: tuple[int, int, int], mark: str, hints: Hints, weekday: int | None
) -> tuple[date | None, date | None]:
    """Return the day that three numbers mean, of which the last is the year, and the other one if nothing decides.

    Dots are written day first everywhere. Else the day of the week (0 is Monday) decides where it is written, then the
    source's order or the page's, the region's and the language's.
    """
    first, second, year = numbers
    day_first, month_first = gregorian(year, second, first), gregorian(year, first, second)
    if not (day_first and month_first) or day_first == month_first:
        return day_first or month_first, None
    on_weekday = [day for day in (day_first, month_first) if day.weekday() == weekday]
    if mark != "." and len(on_weekday) == 1:
        return on_weekday[0], None
    order = hints.order or (DateOrder.DMY if mark == "." else _customary_order(hints))
    if order is DateOrder.MDY:
        return month_first, None
    return day_first, None if order else month_first


def _customary_order(hints: Hints) -> DateOrder | None:
    if hints.region in _MONTH_FIRST_REGIONS:
        return DateOrder.MDY
    if hints.region and hints.region in _DAY_FIRST_REGIONS:
        return DateOrder.DMY
    if hints.language and hints.language not in _DAY_FIRST_LANGUAGE_EXCEPTIONS:
        return DateOrder.DMY
    return None
