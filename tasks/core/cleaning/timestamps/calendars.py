"""Converts years and days of other calendars that are used on news pages to the Gregorian calendar."""

from collections.abc import Mapping
from datetime import date, timedelta

from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.cleaning.timestamps.reading import make_date

BUDDHIST_YEARS = range(2443, 2744)
"""Thai years, which are 543 ahead of Gregorian ones."""
JALALI_YEARS = range(1300, 1500)
"""Years of the Solar Hijri calendar (Iran, Afghanistan)."""
ERA_STARTS: Mapping[str, int] = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first one of Japanese eras and of the Republic of China's."""

_JALALI_MONTHS = {
    fold_word(name): month
    for month, names in enumerate(
        (
            "فروردین حمل",
            "اردیبهشت ثور",
            "خرداد جوزا",
            "تیر سرطان",
            "مرداد امرداد اسد",
            "شهریور سنبله",
            "مهر میزان",
            "آبان عقرب",
            "آذر قوس",
            "دی جدی",
            "بهمن دلو",
            "اسفند حوت",
        ),
        start=1,
    )
    for name in names.split()
}
_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
"""The remainders modulo 33 of Solar Hijri leap years. They agree with the official calendar from 1178 to 1633."""
_JALALI_EPOCH = date(2021, 3, 21) - timedelta(days=365 * 1400 + 42 * len(_LEAPS) + 4)
"""Day 0 of that rule, determined by 1 Farvardin 1400 (21 March 2021), before which are 42 cycles and 4 leap years."""
_FIRST_HALF_DAYS = 31
_SECOND_HALF_DAYS = 30


def jalali_month_of(word: str) -> int | None:
    """Return the number of the Solar Hijri month with this name, or None."""
    return _JALALI_MONTHS.get(fold_word(word))


def from_jalali(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Solar Hijri date, by the 33-year rule, or None if it is invalid."""
    if year not in JALALI_YEARS or not 1 <= month <= 12 or not 1 <= day <= _FIRST_HALF_DAYS:  # noqa: PLR2004 - a year
        return None
    if month > 6 and day > _SECOND_HALF_DAYS:  # noqa: PLR2004 - the second half of a year
        return None
    cycles, rest = divmod(year, 33)
    leap_days = cycles * len(_LEAPS) + sum(leap < rest for leap in _LEAPS)
    days_in_year = (month - 1) * _FIRST_HALF_DAYS - max(0, month - 7) + day - 1
    return _JALALI_EPOCH + timedelta(days=365 * year + leap_days + days_in_year)


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the date that three numbers mean, in whichever of these calendars the year belongs to, or None."""
    if year in BUDDHIST_YEARS:
        return make_date(year - 543, month, day)
    if year in JALALI_YEARS:
        return from_jalali(year, month, day)
    return make_date(year, month, day)
