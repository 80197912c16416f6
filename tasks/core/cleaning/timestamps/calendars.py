"""Converts years and days of other calendars that are used on news pages to the Gregorian calendar."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.cleaning.timestamps.reading import make_date

Calendar = Callable[[int, int, int], date | None]
"""Returns the Gregorian date of a year, month and day, or None if it is invalid."""

BUDDHIST_YEARS = range(2443, 2744)
"""Thai years, which are 543 ahead of Gregorian ones."""
JALALI_YEARS = range(1300, 1500)
"""Years of the Solar Hijri calendar (Iran, Afghanistan)."""
MINGUO_START = 1911
"""The year before the first one of the Republic of China."""
ERA_STARTS: Mapping[str, int] = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "民國": MINGUO_START,
    "民国": MINGUO_START,
}
"""The year before the first one of Japanese eras and of the Republic of China's."""


def _numbered(months: str) -> Mapping[str, int]:
    """Return the number of each month by its folded names, given those of each month separated by commas."""
    return {fold_word(name): month for month, names in enumerate(months.split(","), start=1) for name in names.split()}


_JALALI_MONTHS = _numbered(
    "فروردین حمل وری, اردیبهشت ثور غویی, خرداد جوزا غبرګولی, تیر سرطان چنګاښ, مرداد امرداد اسد زمری, شهریور سنبله وږی, "
    "مهر میزان تله, آبان عقرب لړم, آذر قوس لیندۍ, دی جدی مرغومی, بهمن دلو سلواغه, اسفند حوت کب"
)
"""The months in Persian, Dari and Pashto."""
_BIKRAM_MONTHS = _numbered(
    "वैशाख बैशाख बैसाख, जेठ जेष्ठ ज्येष्ठ, असार आषाढ, साउन श्रावण, भदौ भाद्र, असोज आश्विन, कात्तिक कार्तिक, "
    "मंसिर मङ्सिर, पुस पुष पौष, माघ, फागुन फाल्गुन, चैत चैत्र"
)
_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
"""The remainders modulo 33 of Solar Hijri leap years. They agree with the official calendar from 1178 to 1633."""
_JALALI_EPOCH = date(2021, 3, 21) - timedelta(days=365 * 1400 + 42 * len(_LEAPS) + 4)
"""Day 0 of that rule, determined by 1 Farvardin 1400 (21 March 2021), before which are 42 cycles and 4 leap years."""
_FIRST_HALF_DAYS = 31
_SECOND_HALF_DAYS = 30


def month_elsewhere(word: str) -> tuple[int, Calendar] | None:
    """Return the number of a month that is none of the Gregorian calendar, with the calendar that it belongs to."""
    folded = fold_word(word)
    for months, calendar in ((_JALALI_MONTHS, from_jalali), (_BIKRAM_MONTHS, from_bikram)):
        if month := months.get(folded):
            return month, calendar
    return None


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


_FIRST_OF_BIKRAM = date(1999, 4, 14)
_BIKRAM_EXTRA_DAYS = """
    223231101011 232321110012 132321110102 223222101011 223321101011 232321110012 222322010102 223222101011
    223321101011 232321110012 222322011002 223222101011 223321101011 232321110012 222322011011 223222101011
    232321101011 232321110012 222322101011 223222101011 232321110011 232321110102 222322101011 223222101011
    232321110011 232321110102 223222101011 223222101011 223221110111 232312110111 132321110111 223222101111
    123312110111 132321110111 132321110111
"""
"""The days of each month from the year 2056 on, less 29. Almanacs set them; they follow no rule."""
_SHORTEST = 29
_BIKRAM_LENGTHS = [[_SHORTEST + int(extra) for extra in months] for months in _BIKRAM_EXTRA_DAYS.split()]
BIKRAM_YEARS = range(2056, 2056 + len(_BIKRAM_LENGTHS))
"""Years of the Bikram calendar (Nepal), which are 57 or 56 ahead of Gregorian ones."""


def from_bikram(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a date in the Bikram calendar, or None if it is invalid."""
    if year not in BIKRAM_YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - a year
        return None
    *before, months = _BIKRAM_LENGTHS[: year - BIKRAM_YEARS[0] + 1]
    if not 1 <= day <= months[month - 1]:
        return None
    return _FIRST_OF_BIKRAM + timedelta(days=sum(map(sum, before)) + sum(months[: month - 1]) + day - 1)


def gregorian(year: int, month: int, day: int) -> date | None:
    """Return the date that three numbers mean, in whichever of these calendars the year belongs to, or None."""
    if year in BUDDHIST_YEARS:
        return make_date(year - 543, month, day)
    if year in JALALI_YEARS:
        return from_jalali(year, month, day)
    return make_date(year, month, day)


def calendar_for(year: int, language: str | None) -> Calendar:
    """Return the calendar of a day in digits. On Nepali pages, years two generations ahead are those of Bikram."""
    return from_bikram if language == "ne" and year in BIKRAM_YEARS else gregorian
