"""Finds the time of day beside a date, as people write it: ``22:44``, ``22h44``, ``22.44``, ``10:44 p.m.``."""

import re
from dataclasses import dataclass

from dateline.tasks.core.cleaning.timestamps.zones import ZONE
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.day_parts import AFTER_NOON, AT_NIGHT, AT_NOON, BEFORE_HOUR, BEFORE_NOON, COUNTED


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, the time zone after it, and the positions of both."""

    hour: int
    minute: int
    second: int
    zone: str | None
    start: int
    end: int


# A verbose pattern ignores blanks, so those of the words are escaped.
_AM, _PM, _NOON, _NIGHT, _BEFORE_HOUR = (
    all_patterns(words).replace(" ", r"\s") for words in (BEFORE_NOON, AFTER_NOON, AT_NOON, AT_NIGHT, BEFORE_HOUR)
)
# The afternoon comes first: "am Abend" is not a.m.
_HALF = rf"(?:(?P<pm{{0}}>{_PM})|(?P<am{{0}}>{_AM})|(?P<noon{{0}}>{_NOON})|(?P<night{{0}}>{_NIGHT}))"
_FIRST_OF_EVENING = 6
"""The hour from which "at night" means the evening. Before that, it means the early morning."""
_GERMAN_AM = {"am", "Am"}
"""A preposition in German: 12.30 Uhr am Hafen."""
_LAST_AT_NOON = 6
"""Up to this hour, "at noon" means the second half of the day. After it, the first."""
_CLOCK = re.compile(
    rf"""
    (?:{_HALF.format(1)}\s?(?:(?:{_BEFORE_HOUR})\s)?)?
    (?<![\d.,/:-]) (?P<hour>\d{{1,2}})
    (?: \s?:\s?(?P<minute1>\d\d) (?: :(?P<second>\d\d)(?:[.,]\d+)? )?
      | \s?(?:[hHuUчg]|hs|Uhr|[時时點点시])\.?\s?零?(?P<minute2>\d\d(?!\d)|\d(?=\s?[分분]))\s?(?:min\b|[分분])?
      | \.(?P<minute3>\d\d) (?:\.(?P<second3>\d\d))?
      | \s?(?:[hH]\b|[時时點点시]|Uhr|uur\b|часов|(?=\s?(?:{_AM}|{_PM}|{_NOON}|{_NIGHT})))
    )
    (?![\d%]|[.,:/-]\d|:\s*(?:Uhr|[AaPp]\.?[Mm]\b|$))
    (?:\s?(?:[分분]))?
    (?:(?:\s?Uhr|\s?час[а-я]*|\s?hod\.|\s(?:o['’]clock|horas|heures|hores|uur|óra(?:kor)?|ч\.|ore|h))?\s?{_HALF.format(2)})?
    """,
    re.VERBOSE,
)
_UNIT = re.compile(
    r"(?:\s?(?:Uhr|uur|hrs?\b|hours\b|hs?\b|น\.|น\b|час[а-я]*|horas|ore\b|बजे|WIB\b(?=\s[A-Z])))?[\s,(|]{0,3}"
)


def find_clock(text: str, start: int, end: int, *, last: bool = False) -> Clock | None:
    """Return the first (or last) time of day in that part of the text, or None."""
    found = None
    for match in _CLOCK.finditer(text, start, end):
        clock = _clock(match, text)
        if clock:
            found = clock
            if not last:
                break
    return found


def _clock(match: re.Match[str], text: str) -> Clock | None:
    hour = int(match["hour"])
    if hour < _FIRST_OF_EVENING and _is_count(match):
        return None
    minute = int(match["minute1"] or match["minute2"] or match["minute3"] or 0)
    second = int(match["second"] or match["second3"] or 0)
    if hour <= 12:  # noqa: PLR2004 - the halves of the day belong to a clock of twelve hours
        night = match["night1"] or match["night2"]
        if night and hour == 12:  # noqa: PLR2004 - midnight, of the day before or of this one
            return None
        noon = match["noon1"] or match["noon2"]
        if match["pm1"] or match["pm2"] or (night and hour >= _FIRST_OF_EVENING) or (noon and hour <= _LAST_AT_NOON):
            hour = hour % 12 + 12
        elif match["am1"] or (match["am2"] and not ("Uhr" in match[0] and match["am2"] in _GERMAN_AM)):
            hour %= 12
    if hour > 24 or minute > 59 or second > 60:  # noqa: PLR2004 - a clock's limits
        return None
    unit = _UNIT.match(text, match.end())
    zone = ZONE.match(text, unit.end() if unit else match.end())
    return Clock(
        hour, minute, second, zone.group() if zone else None, match.start(), zone.end() if zone else match.end()
    )


def _is_count(match: re.Match[str]) -> bool:
    """Return whether a number counts days or nights: it stands alone before such a word."""
    word = match["pm2"] or match["night2"] or ""
    return word in COUNTED and match[0].endswith(word) and match[0].removesuffix(word).strip() == match["hour"]
