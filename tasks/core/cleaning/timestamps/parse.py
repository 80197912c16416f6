"""Parses times: the single entry point for all supported forms of dates."""

import re
from dataclasses import replace
from functools import lru_cache

from dateline.tasks.core.cleaning.timestamps.clock import Clock, find_clock
from dateline.tasks.core.cleaning.timestamps.days import find_days
from dateline.tasks.core.cleaning.timestamps.iso import read_digits, read_iso
from dateline.tasks.core.cleaning.timestamps.labels import labels_in
from dateline.tasks.core.cleaning.timestamps.normal import MAX_LENGTH, may_have_digit, normalised
from dateline.tasks.core.cleaning.timestamps.other_days import goes_on, is_introduced_as_another, without_spans
from dateline.tasks.core.cleaning.timestamps.reading import NO_HINTS, Day, Hints, Reading, make_wall
from dateline.tasks.core.cleaning.timestamps.relative import read_relative, tells_ago
from dateline.tasks.core.cleaning.timestamps.zones import offset_of
from dateline.tasks.core.models import Precision

_CLOCK_REACH_AFTER = 40
_CLOCK_REACH_BEFORE = 36
"""How far the time of day may be from its day, in characters."""
_ZONE_BEHIND = re.compile(r",?\s?\(([A-Z]{2,4}|GMT\s?[+-]\d{1,2})\)")
"""The zone behind a day that has its time of day before it: "10:12pm, 4 May, 2021 (HKT)"."""
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=512)
def parse_moment(raw: str, hints: Hints = NO_HINTS) -> Reading | None:
    """Return the time that a string states, or None.

    Takes machine-written forms (ISO 8601, RFC 822, RFC 2822, JavaScript's ``Date``, seconds since 1970, digits) and
    written ones in the languages of `timestamp_months`; the first that stands in the string. Relative ones need
    ``hints.now``. Looks at the first few hundred characters only, and raises nothing. Kept, since a page says the same
    in several places.
    """
    text = raw[:400].strip(" \t\r\n\"'")
    if text[:1].isdigit() or text[:5] == "/Date":
        machine = read_iso(text, hints) or read_digits(text, hints)
        if machine:
            return machine
    if found := find_moments(text, hints):
        return found[0]
    written = normalised(text)
    if any(not day.yearless for day in find_days(written, hints)):
        return None  # "Today is Friday, 4 May 2024" is no article's day at all
    return read_relative(written, hints)


def find_moments(raw: str, hints: Hints = NO_HINTS) -> list[Reading]:
    """Return every time with a day in a text, in order, except relative ones and those that are plainly no article's.

    Their ``start`` and ``end`` are places in ``normalised(raw)``.
    """
    if not may_have_digit(raw[:MAX_LENGTH]):
        return []
    text = normalised(raw)
    if not _DIGIT.search(text):
        return []
    days = without_spans(text, find_days(text, hints))
    borders = [0, *(day.start for day in days), len(text)]
    readings: list[Reading] = []
    free_from = 0
    for at, day in enumerate(days):
        if is_introduced_as_another(text, day):
            continue
        clock = _clock_of(text, day, free_from, borders[at + 2])
        reading = _reading(day, clock, hints)
        if reading and not (reading.timed and goes_on(text, reading.end)):
            readings.append(reading)
            free_from = reading.end
    if readings and all(reading.yearless for reading in readings) and tells_ago(text, hints):
        return []  # "2d ago" is not the second of a month
    return readings


def _clock_of(text: str, day: Day, free_from: int, next_day: int) -> Clock | None:
    """Return the time of day of a day: after it and before the next label, else before it."""
    until = min(day.end + _CLOCK_REACH_AFTER, next_day)
    label = next((start for start, _, _ in labels_in(text[day.end : until])), None)
    after = find_clock(text, day.end, until if label is None else day.end + label)
    if after is not None:
        return after
    before = find_clock(text, max(free_from, day.start - _CLOCK_REACH_BEFORE), day.start, last=True)
    zone = _ZONE_BEHIND.match(text, day.end, until) if before is not None and before.zone is None else None
    return replace(before, zone=zone[1]) if before is not None and zone is not None else before


def _reading(day: Day, clock: Clock | None, hints: Hints) -> Reading | None:
    if clock:
        wall = make_wall(day.day, clock.hour, clock.minute, clock.second)
        if wall:
            offset, note = offset_of(clock.zone, wall, hints) if clock.zone else (None, None)
            start, end = min(day.start, clock.start), max(day.end, clock.end)
            return Reading(wall, offset, swapped=day.swapped, note=note, start=start, end=end, yearless=day.yearless)
    wall = make_wall(day.day, 0, 0)
    if wall is None:
        return None
    return Reading(
        wall, precision=Precision.DAY, swapped=day.swapped, start=day.start, end=day.end, yearless=day.yearless
    )
