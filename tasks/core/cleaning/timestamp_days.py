"""Calendar days in prose: all-digit ones, ones with a month's name, East Asian ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from config.schema import DateOrder
from tasks.core.cleaning.timestamp_calendars import from_jalali, gregorian, jalali_month_of
from tasks.core.cleaning.timestamp_months import LONG_NAMES, fold_word, month_of
from tasks.core.cleaning.timestamp_reading import Hints, full_year


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names, where it stood, and the other day that its digits could mean."""

    day: date
    start: int
    end: int
    swapped: date | None = None
    yearless: bool = False


_YEAR_FIRST = re.compile(r"(?<![\d.,/:-])(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|[.,/:-]\d\d?(?![\d:.]))")
_YEAR_LAST = re.compile(r"(?<![\d.,/:-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d(?![:.]?\d))(?!\d|[/-]\d)")
_HAN = re.compile(r"(?:(?<!\d)(\d{4}|\d{2})\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?(?:[日일號号]|(?!\d))")
_WORD = re.compile(r"[^\W\d_][^\s\d!-/:-@\[-`{-~·،؛।、。，…|•«»“”]*")

_FILL = (
    r"(?:[\s.,/'’ʼ\-]|(?<![^\W\d_])(?:st|nd|rd|th|er|re|ème|de|del|d|of|the|den|der|des|di|da|ta|do|w|dne|e|é|года|году|год|"
    r"г|р|року|р|рік|жылғы|жылы|жыл|ж|г|yil|yili|yıl|m|metų|gada|gadā|aasta|ko|eko|ng|na|ที่|सन्|ई|साल|সালের|سنة|عام|سال|"
    r"ος|η|ης|го|е|ое|اے|შ|წელი|წლის|թ|ին|のב|ב|של|rokut|viti|il|ili|an|hada)(?![^\W\d_])|[ºª°]){0,8}"
)
_DAY_BEFORE = re.compile(rf"(?<![\d:])(?<!\d[.:hH])(\d{{1,2}}){_FILL}$")
_YEAR_DAY_BEFORE = re.compile(rf"(?<!\d)(\d{{4}}){_FILL}(?<!\d)(\d{{1,2}}){_FILL}$")
_YEAR_BEFORE = re.compile(rf"(?<!\d)(\d{{4}}){_FILL}$")
_YEAR_AFTER = re.compile(rf"{_FILL}(?<!\d)(\d{{4}})(?!\d)")
_DAY_YEAR_AFTER = re.compile(rf"{_FILL}(?<!\d)(\d{{1,2}})(?![\d:]){_FILL}(?<!\d)(\d{{4}})(?!\d)")
_DAY_AFTER = re.compile(rf"{_FILL}(?<!\d)(\d{{1,2}})(?![\d:]|[.hH]\d)")
_SHORT_YEAR_AFTER = re.compile(r"(?:[\s,]{0,2}['’ʼ]|[\s-]|/)(\d{2})(?![\d:.]|\s?[hH]\b|\s?[AaPp]\.?[Mm]\b|\s?Uhr)")
_CLOCK_YEAR_AFTER = re.compile(
    r"\s+(\d{1,2})\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[A-Z]{1,5}|[+-]\d{4}|[AP]M)?\s*(\d{4})(?!\d)"
)
_REACH = 28
"""How far from a month's name its day and year may stand."""

_DAY_FIRST_LANGUAGE_EXCEPTIONS = frozenset({"en", "zh", "ja", "ko", "fil", "tl"})
_MONTH_FIRST_REGIONS = frozenset({"us", "ph", "pr", "gu", "as", "fm", "mh", "pw"})
_DAY_FIRST_REGIONS = frozenset(
    "gb uk ie au nz in pk bd lk np za ng ke gh ug tz zm zw na bw mw sl lr gm rw et sg my hk jm tt gy bb mt cy ae".split()
)
"""Regions where English is written day first. Canada writes all three."""


def find_days(text: str, hints: Hints) -> list[Day]:
    """Return the days that a normalised text names, in order; days without a year only if there are no others."""
    found = [*_numeric(text, hints), *_han(text, hints), *_worded(text, hints)]
    if not found:
        return []
    with_year = [day for day in found if not day.yearless]
    kept: list[Day] = []
    for day in sorted(with_year or found, key=lambda day: (day.start, -day.end)):
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _numeric(text: str, hints: Hints) -> Iterator[Day]:
    for match in _YEAR_FIRST.finditer(text):
        year, _, month, day = match.groups()
        made = gregorian(int(year), int(month), int(day))
        if made:
            yield Day(made, match.start(), match.end())
    for match in _YEAR_LAST.finditer(text):
        first, mark, second, written = match.groups()
        year = int(written) if len(written) == 4 else full_year(int(written))  # noqa: PLR2004 - digits of a year
        made, swapped = _ordered(int(first), int(second), year, mark, hints)
        if made is None and len(written) == 2:  # noqa: PLR2004 - digits of a short year
            made = gregorian(full_year(int(first)), int(second), int(written))
        if made:
            yield Day(made, match.start(), match.end(), swapped)


def _ordered(first: int, second: int, year: int, mark: str, hints: Hints) -> tuple[date | None, date | None]:
    """Return the day that ``first/second/year`` means, and the other one if nothing decides between them.

    Dots are written day first everywhere; else the source's order, the region's and the language's decide.
    """
    day_first, month_first = gregorian(year, second, first), gregorian(year, first, second)
    if not (day_first and month_first) or day_first == month_first:
        return day_first or month_first, None
    order = hints.order or (DateOrder.DMY if mark == "." else _customary_order(hints))
    if order is DateOrder.MDY:
        return month_first, None
    return day_first, None if order else month_first


def _customary_order(hints: Hints) -> DateOrder | None:
    if hints.region in _MONTH_FIRST_REGIONS:
        return DateOrder.MDY
    if hints.region in _DAY_FIRST_REGIONS:
        return DateOrder.DMY
    if hints.language and hints.language not in _DAY_FIRST_LANGUAGE_EXCEPTIONS:
        return DateOrder.DMY
    return None


def _han(text: str, hints: Hints) -> Iterator[Day]:
    for match in _HAN.finditer(text):
        year, month, day = match.groups()
        if year is None:
            yield from _yearless(int(month), int(day), match.start(), match.end(), hints)
            continue
        made = gregorian(int(year) if len(year) > 2 else full_year(int(year)), int(month), int(day))  # noqa: PLR2004
        if made:
            yield Day(made, match.start(), match.end())


def _worded(text: str, hints: Hints) -> Iterator[Day]:
    for start, end, month, jalali in _months(text, hints):
        before = text[max(0, start - _REACH) : start]
        found = _around(before, text[end : end + _REACH])
        if found is None:
            continue
        year, day, back, forth = found
        span = (start - back, end + forth)
        if year is None:
            yield from () if jalali else _yearless(month, day, *span, hints)
            continue
        made = from_jalali(year, month, day) if jalali else gregorian(year, month, day)
        if made:
            yield Day(made, *span)


def _months(text: str, hints: Hints) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where months are named, which, and whether it is a Solar Hijri one."""
    for match in _WORD.finditer(text):
        word = match.group()
        month = month_of(word, hints.language)
        end = match.end()
        if month is None and word[0] > "\u058f":
            month, end = _in_script(text, match)
        if month:
            yield match.start(), end, month, False
        elif word[0] > "\u058f" and (month := jalali_month_of(word)):
            yield match.start(), end, month, True


def _in_script(text: str, match: re.Match[str]) -> tuple[int | None, int]:
    """Return a month of two words, or one with a particle before it (Arabic, Hebrew), and its end."""
    two_words = fold_word(text[match.start() : match.end() + 10])
    for name in LONG_NAMES:
        if two_words.startswith(name):
            return month_of(name), match.start() + len(name)
    return month_of(match.group()[1:]), match.end()


def _around(before: str, after: str) -> tuple[int | None, int, int, int] | None:
    """Return year (None if not written), day, and how far both reach to the left and right of a month's name."""
    day_left = _DAY_BEFORE.search(before)
    year_right = _YEAR_AFTER.match(after)
    if day_left and year_right:
        return int(year_right[1]), int(day_left[1]), len(before) - day_left.start(), year_right.end()
    day_year_right = _DAY_YEAR_AFTER.match(after)
    if day_year_right:
        return int(day_year_right[2]), int(day_year_right[1]), 0, day_year_right.end()
    clock_between = _CLOCK_YEAR_AFTER.match(after)
    if clock_between:
        return int(clock_between[2]), int(clock_between[1]), 0, clock_between.end(1)
    year_day_left = _YEAR_DAY_BEFORE.search(before)
    if year_day_left:
        return int(year_day_left[1]), int(year_day_left[2]), len(before) - year_day_left.start(), 0
    year_left, day_right = _YEAR_BEFORE.search(before), _DAY_AFTER.match(after)
    if year_left and day_right:
        return int(year_left[1]), int(day_right[1]), len(before) - year_left.start(), day_right.end()
    short_year = _SHORT_YEAR_AFTER.match(after)
    if day_left and short_year:
        return full_year(int(short_year[1])), int(day_left[1]), len(before) - day_left.start(), short_year.end()
    if day_left:
        return None, int(day_left[1]), len(before) - day_left.start(), 0
    return (None, int(day_right[1]), 0, day_right.end()) if day_right else None


def _yearless(month: int, day: int, start: int, end: int, hints: Hints) -> Iterator[Day]:
    """Yield the last such day before the page was fetched (or the day after, for zones ahead), if that is known."""
    if hints.now is None:
        return
    latest = (hints.now + timedelta(days=1)).date()
    for year in (latest.year, latest.year - 1):
        made = gregorian(year, month, day)
        if made and made <= latest:
            yield Day(made, start, end, yearless=True)
            return
