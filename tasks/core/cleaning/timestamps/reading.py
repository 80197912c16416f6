"""The reading of a time in a string, and the hints for interpreting it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from dateline.config.schema import DateOrder
from dateline.tasks.core.models import Precision

MIN_YEAR = 1900
MAX_YEAR = 2200


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a string's author, for strings that are ambiguous.

    ``language`` is an ISO 639 code and ``region`` an ISO 3166 one, both lower case. ``stated_language`` is the one that
    the page's markup states: that of the site's own words, even around an article in another one. ``now`` (aware) is
    what relative dates and dates without a year are read against; ``timezone`` is the source's, an IANA name.
    """

    order: DateOrder | None = None
    language: str | None = None
    stated_language: str | None = None
    region: str | None = None
    now: datetime | None = None
    timezone: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text, its position, and the other day that its digits could mean."""

    day: date
    start: int
    end: int
    swapped: date | None = None
    yearless: bool = False


@dataclass(frozen=True)
class Reading:
    """A time as it was written: local time, and the offset from UTC if one was stated.

    ``wall`` is naive, at midnight where only a day was written. ``swapped`` is the other day that an all-digit date
    could mean, where nothing decides. ``note`` is a warning for the record. ``start`` and ``end`` say where in the
    (normalised) string it stood. ``yearless`` tells that no year was written, and the latest one was taken.
    """

    wall: datetime
    offset: timedelta | None = None
    precision: Precision = Precision.MINUTE
    swapped: date | None = None
    note: str | None = None
    start: int = 0
    end: int = 0
    yearless: bool = False

    @cached_property
    def instant(self) -> datetime | None:
        """The time in UTC, or None if the offset is unknown or the calendar does not reach that far."""
        if self.offset is None:
            return None
        try:
            return (self.wall - self.offset).replace(tzinfo=UTC)
        except OverflowError:
            return None

    @cached_property
    def wall_minute(self) -> datetime:
        """The local time without seconds."""
        return self.wall.replace(second=0, microsecond=0)

    @cached_property
    def utc_minute(self) -> datetime | None:
        """The time in UTC without seconds (naive), or None if the offset is unknown."""
        return None if self.instant is None else self.instant.replace(tzinfo=None, second=0, microsecond=0)

    @property
    def timed(self) -> bool:
        """Whether a time of day was written."""
        return self.precision is Precision.MINUTE

    @property
    def at_midnight(self) -> bool:
        """Whether the time of day is 00:00:00, as written by machines that store only the day."""
        return self.timed and (self.wall.hour, self.wall.minute, self.wall.second) == (0, 0, 0)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if it does not exist or is implausible on a news page."""
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def make_wall(day: date, hour: int, minute: int, second: int = 0) -> datetime | None:
    """Return the local time. 24:00 is the next midnight, and a leap second becomes the second before it."""
    if hour == 24 and minute == second == 0:  # noqa: PLR2004 - ISO 8601's end of a day
        return datetime(day.year, day.month, day.day) + timedelta(days=1)  # noqa: DTZ001 - a wall clock has no zone
    try:
        return datetime(day.year, day.month, day.day, hour, minute, min(second, 59))  # noqa: DTZ001 - as above
    except ValueError:
        return None


_THAI_CENTURY, _FIRST_ON_THE_WEB = 2500, 38


def full_year(two_digits: int, language: str | None = None) -> int:
    """Return the year that two digits mean, by the POSIX rule: 69 to 99 are in the last century.

    In Thai, those that can be a Buddhist year of the web's time are one: 67 is 2567, which is 2024.
    """
    if language == "th" and two_digits >= _FIRST_ON_THE_WEB:
        return _THAI_CENTURY + two_digits
    return two_digits + (1900 if two_digits >= 69 else 2000)  # noqa: PLR2004 - the rule's pivot
