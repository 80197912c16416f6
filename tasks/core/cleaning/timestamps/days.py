"""Finds calendar days in text: with the name of a month, in East Asian forms, and with digits only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.calendars import Calendar, gregorian, month_elsewhere
from dateline.tasks.core.cleaning.timestamps.months import LONG_NAMES, fold_word, month_of, month_of_folded
from dateline.tasks.core.cleaning.timestamps.numeric import has_numbers_apart, numeric_days
from dateline.tasks.core.cleaning.timestamps.reading import Day, Hints, full_year
from dateline.tasks.core.cleaning.timestamps.weekdays import weekday_before
from dateline.tasks.core.cleaning.timestamps.yearless import DAY_OF_WEEK, latest_day, weekday_at
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.date_words import BETWEEN

_HAN = re.compile(
    r"(?:(?<!\d)(\d{4}|\d{2})\s?[年년]\s?(?:\([^()]{1,8}\)\s?|(?:周|週|星期|曜日)?[一二三四五六日天월화수목금토일](?:曜日?|요일)?\s)?)?"
    r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?(?:[日일號号]|(?!\d))"
)
_NUMBER = re.compile(r"\d+")
_HAN_MONTH = re.compile("[月월]")
_SLASHED = re.compile(rf"(?<![\d./-])(\d{{1,2}})/(\d{{1,2}})(?={DAY_OF_WEEK})")
"""A day as in "5/5(日)", which the day of the week tells from other numbers."""
_DOTTED = re.compile(
    r"(?<![\d./-])(\d{1,2})\.\s?(\d{1,2})\.(?=,?\s(?:(?:klo|kello|kl\.?|um|ab|v|o|u|ob|kell)\s)?\d{1,2}[:.]\d\d(?![\d.]))"
)
"""A day and month before a time of day: "5.3. klo 9.40"."""
_WORD = re.compile(r"[^\W\d_][^\s\d!-/:-@\[-`{-~·،؛।、。，…|•«»“”’ʼ]*")

_FILL = rf"(?:[\s.,،/'’ʼ\-]|(?<![^\W\d_])(?:{'|'.join(all_words(BETWEEN).split())})(?![^\W\d_])|[ºª°]){{0,8}}"
_DAY_BEFORE = LatePattern(rf"(?<!\d)(?<!\d[.:hH])(\d{{1,2}}){_FILL}$")
_YEAR_DAY_BEFORE = LatePattern(rf"(?<!\d)(\d{{4}}){_FILL}(?<!\d)(\d{{1,2}}){_FILL}$")
_YEAR_BEFORE = LatePattern(rf"(?<!\d)(\d{{4}}){_FILL}$")
_YEAR_AFTER = LatePattern(rf"{_FILL}(?<!\d)(\d{{4}})(?!\d)")
_DAY_YEAR_AFTER = LatePattern(rf"{_FILL}(?<!\d)(\d{{1,2}})(?![\d:]){_FILL}(?<!\d)(\d{{4}})(?!\d)")
_DAY_SHORT_YEAR_AFTER = LatePattern(rf"{_FILL}(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s,]{{0,2}}['’ʼ](\d\d)(?!\d)")
_DAY_AFTER = LatePattern(rf"{_FILL}(?<!\d)(\d{{1,2}})(?![\d:]|[.hH]\d)")
_SHORT_YEAR_AFTER = re.compile(r"(?:[\s,]{0,2}['’ʼ]|[\s-]|/)(\d{2})(?![\d:.]|\s?[hH]\b|\s?[AaPp]\.?[Mm]\b|\s?Uhr)")
_CLOCK_YEAR_AFTER = re.compile(
    r"\s+(\d{1,2})\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[A-Z]{1,5}|[+-]\d{4}|[AP]M)?\s*(\d{4})(?!\d)"
)
_YEAR_APART = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\s-\s)[^\d.:;|©]{1,14}$")
"""A year before a day and its month, with an unknown word between ("2024-ci il 5 may", "2024, Sunday 5 May")."""
_YEAR_NEAR = re.compile(r"(?<!\d)(?<!\d[.,:])(?:1[349]|2[05])\d\d(?!\d|:\d)")
"""A year, also of the Thai or the Persian calendar."""
_MONTH_AND_YEAR = re.compile(r"(?:[-/]|[\s.]{0,2}['’ʼ])\d\d(?!\d)")
"""What makes "Oct-23" and "Oct '23" a month and a year: a hyphen without a blank, or an apostrophe."""
_ISSUE = re.compile(
    r"(?<![^\W\d_])(?:issue|volume|vol|number|no|nr|heft|ausgabe|edition|numéro|numero|número|núm|n[°ºo]|číslo|№)\.?\s{0,2}$",
    re.IGNORECASE,
)
"""What makes "Issue 12, March 2026" an issue's number and its month."""
_REACH = 28
"""How far the day and year may be from the name of the month, in characters."""
_MAX_NAME = 60
"""The maximum length of the name of a month, in characters."""
_YEAR_REACH = 60
"""A year within this distance prevents a day without a year from being read as this year's."""

_DAY_FIRST_LANGUAGES = frozenset(
    (
        *("de", "fr", "es", "pt", "it", "nl", "ca", "gl", "sv", "da", "no", "nb", "nn", "fi", "et", "pl", "cs", "sk"),
        *("sl", "hr", "sr", "bg", "mk", "ro", "ru", "uk", "be", "el", "tr", "id", "ms", "vi"),
    )
)
"""Languages in which the day stands before the month's name in any case."""


def find_days(text: str, hints: Hints) -> list[Day]:
    """Return the days in a normalized text, in order. Days without a year are only returned if there are no others."""
    numeric = numeric_days(text, hints) if has_numbers_apart(text) else ()
    found = [*numeric, *_han(text, hints), *_worded(text, hints)]
    if not found:
        return []
    with_year = [day for day in found if not day.yearless]
    kept: list[Day] = []
    for day in sorted(with_year or found, key=lambda day: (day.start, -day.end)):
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _han(text: str, hints: Hints) -> Iterator[Day]:
    for match in _HAN.finditer(text) if _HAN_MONTH.search(text) else ():
        year, month, day = match.groups()
        if year is None:
            yield from _without_any_year(text, match, int(month), int(day), hints)
            continue
        made = gregorian(int(year) if len(year) > 2 else full_year(int(year)), int(month), int(day))  # noqa: PLR2004
        if made:
            yield Day(made, match.start(), match.end())
    may_be_dotted = hints.language in _DAY_FIRST_LANGUAGES and has_numbers_apart(text)
    for match in _DOTTED.finditer(text) if may_be_dotted else ():
        yield from _without_any_year(text, match, int(match[2]), int(match[1]), hints)
    for match in _SLASHED.finditer(text) if "(" in text else ():
        yield from _without_any_year(text, match, int(match[1]), int(match[2]), hints)


def _without_any_year(text: str, match: re.Match[str], month: int, day: int, hints: Hints) -> Iterator[Day]:
    """Yield the latest such day, unless a year stands beside it. A day of the week behind it decides the year."""
    start, end = match.span()
    if _year_beside(text, start, end):
        return
    made = latest_day(month, day, hints, weekday_at(text, end))
    if made:
        yield Day(made, start, end, yearless=True)


def _worded(text: str, hints: Hints) -> Iterator[Day]:
    for start, end, month, calendar in _months(text, hints):
        found = _around(text[max(0, start - _REACH) : start], text[end : end + _REACH], hints.language)
        if found is None:
            continue
        span = (start - found.left, end + found.right)
        if (
            found.left
            and _ISSUE.search(text, max(0, span[0] - _REACH), span[0])
            and text[span[0] : start].strip(" ,-/").isdigit()
        ):
            continue
        if found.year is None:
            yield from _without_year(text, month, found.day, span, hints) if calendar is gregorian else ()
            continue
        made = calendar(found.year, month, found.day)
        if made:
            yield Day(made, *span)


def _months(text: str, hints: Hints) -> Iterator[tuple[int, int, int, Calendar]]:
    """Yield the position and number of each named month, with the calendar that it belongs to.

    In Arabic and Hebrew, a particle may be written together with the name.
    """
    numbers = _NUMBER.findall(text)
    if not numbers:
        return
    # What is farther from all numbers than a day or year may be from the name of its month is not looked at.
    first = text.rfind(" ", 0, max(0, text.find(numbers[0]) - _REACH - _MAX_NAME)) + 1
    last = text.rfind(numbers[-1]) + len(numbers[-1]) + _REACH
    for match in _WORD.finditer(text, first):
        if match.start() > last:
            return
        word = match.group()
        folded = fold_word(word)
        month = month_of_folded(folded, hints.language)
        end = match.end()
        if month is None and (longer := _of_two_words(text, match.start(), folded)):
            month, end = longer
        if month is None and word[0] > "\u058f":
            month = month_of(word[1:])
        if month:
            yield match.start(), end, month, gregorian
        elif word[0] > "\u058f" and (elsewhere := month_elsewhere(word)):
            yield match.start(), end, *elsewhere


def _of_two_words(text: str, start: int, first: str) -> tuple[int, int] | None:
    """Return the month whose name begins with a word, and the position of the end of its name, or None."""
    for name in LONG_NAMES.get(first, ()):
        end = start + len(name)
        if fold_word(text[start:end]) == name and (month := month_of_folded(name, None)):
            return month, end
    return None


@dataclass(frozen=True, slots=True)
class _Around:
    """The day and year beside the name of a month, and how far they extend on both sides. The year may be missing."""

    day: int
    year: int | None
    left: int = 0
    right: int = 0


def _around(before: str, after: str, language: str | None) -> _Around | None:
    """Return the day and year of the month between two texts, trying the most reliable order first.

    Where the day is written first, "Okt. 25" is a month and a year.
    """
    day = _DAY_BEFORE.search(before)
    left = len(before) - day.start() if day else 0
    return (
        (_with_day_before(int(day[1]), left, after) if day else None)
        or _month_first(after)
        or _year_first(before, after)
        or (_with_short_year(int(day[1]), left, after, language) if day else None)
        or (None if language in _DAY_FIRST_LANGUAGES or day else _yearless_month_first(after))
    )


def _with_day_before(day: int, left: int, after: str) -> _Around | None:
    year = _YEAR_AFTER.match(after)
    return _Around(day, int(year[1]), left, year.end()) if year else None


def _month_first(after: str) -> _Around | None:
    match = _DAY_YEAR_AFTER.match(after)
    if match:
        return _Around(int(match[1]), int(match[2]), right=match.end())
    if match := _DAY_SHORT_YEAR_AFTER.match(after):
        return _Around(int(match[1]), full_year(int(match[2])), right=match.end())
    match = _CLOCK_YEAR_AFTER.match(after)
    return _Around(int(match[1]), int(match[2]), right=match.end(1)) if match else None


def _year_first(before: str, after: str) -> _Around | None:
    both = _YEAR_DAY_BEFORE.search(before)
    if both:
        return _Around(int(both[2]), int(both[1]), len(before) - both.start())
    year, day = _YEAR_BEFORE.search(before), _DAY_AFTER.match(after)
    if year and day:
        return _Around(int(day[1]), int(year[1]), len(before) - year.start(), day.end())
    return None


def _with_short_year(day: int, left: int, after: str, language: str | None) -> _Around:
    year = _SHORT_YEAR_AFTER.match(after)
    return _Around(day, full_year(int(year[1]), language), left, year.end()) if year else _Around(day, None, left)


def _yearless_month_first(after: str) -> _Around | None:
    day = None if _MONTH_AND_YEAR.match(after) else _DAY_AFTER.match(after)
    return _Around(int(day[1]), None, right=day.end()) if day else None


def _without_year(text: str, month: int, day: int, span: tuple[int, int], hints: Hints) -> Iterator[Day]:
    """Yield a day without a year directly beside it: of the year before it, or of no written year."""
    start, end = span
    before = _YEAR_APART.search(text, max(0, start - _REACH), start)
    if before:
        made = gregorian(int(before[1]), month, day)
        if made:
            yield Day(made, before.start(), end)
    elif not _year_beside(text, start, end):
        latest = latest_day(month, day, hints, weekday_before(text, start, hints.language))
        if latest:
            yield Day(latest, start, end, yearless=True)


def _year_beside(text: str, start: int, end: int) -> bool:
    """Return whether there is a year near a day. If so, it is the day's, which must not be given another."""
    return bool(
        _YEAR_NEAR.search(text, max(0, start - _YEAR_REACH), start) or _YEAR_NEAR.search(text, end, end + _YEAR_REACH)
    )
