"""Finds the time of day beside a date, as people write it: ``22:44``, ``22h44``, ``22.44``, ``10:44 p.m.``."""

import re
from dataclasses import dataclass

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.zones import ZONE
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.day_parts import (
    AFTER_HOUR,
    AFTER_NOON,
    AT_NIGHT,
    AT_NOON,
    BEFORE_HOUR,
    BEFORE_NOON,
    COUNTED,
    UNSURE,
)


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
_AM, _PM, _NOON, _NIGHT, _BEFORE_HOUR, _AFTER_HOUR, _UNSURE = (
    all_patterns(words).replace(" ", r"\s")
    for words in (BEFORE_NOON, AFTER_NOON, AT_NOON, AT_NIGHT, BEFORE_HOUR, AFTER_HOUR, UNSURE)
)
# The afternoon comes first: "am Abend" is not a.m.
_HALF = rf"(?i:(?P<pm>{_PM})|(?P<am>{_AM})|(?P<noon>{_NOON})|(?P<night>{_NIGHT}))"
_FIRST_OF_EVENING = 6
"""The hour from which "at night" means the evening. Before that, it means the early morning."""
_GERMAN_AM = {"am", "Am"}
"""A preposition in German: 12.30 Uhr am Hafen."""
_LAST_AT_NOON = 6
"""Up to this hour, "at noon" means the second half of the day. After it, the first."""
_CLOCK = LatePattern(
    rf"""
    (?<![\d.,/:-]) (?P<hour>\d{{1,2}}) (?!\d)
    (?: \s?:\s?(?P<minute1>\d\d) (?: :(?P<second>\d\d)(?:[.,]\d+)? )? (?!\s?(?:min|sec)(?:ute|ond)?s?\b)
      | \s?(?:[hHuUчg]|hs|Uhr|heures|giờ|টা|[時时點点시])\.?\s?零?(?P<minute2>\d\d(?!\d)|\d(?=\s?[分분]))
        \s?(?:min\b|phút|মিনিট|[分분])?
      | \.(?P<minute3>\d\d) (?:\.(?P<second3>\d\d))?
      | \s?(?:[hH]\b|[時时點点시]|Uhr|uur\b|часов) | (?P<bare>)
    )
    (?![\d%]|[.,:/-]\d|:\s*(?:Uhr|[AaPp]\.?[Mm]\b|$))
    (?:\s?(?:[分분]))?
    (?:(?:\s?(?:{_AFTER_HOUR}))?\s?\(?{_HALF})?
    """,
    re.VERBOSE,
)
_HALF_BEFORE = LatePattern(rf"(?<![A-Za-z\u00c0-\u052f]){_HALF}\s?(?:(?:{_BEFORE_HOUR})\s)?(?=\d$)")
"""In scripts that write blanks between words, a part of the day is a word of its own: not the end of "сегодня"."""
_UNSURE_BEFORE = re.compile(rf"(?i:{_UNSURE})\s?(?=\d$)")
_UNSURE_AFTER = re.compile(rf"\s?\(?(?i:{_UNSURE})")
_MARKED = frozenset(".'’״\"")
"""What a word before the hour may end in, besides letters."""
_REACH = 32
"""How many characters before the hour are searched for a part of the day."""
_UNIT = re.compile(
    r"(?:\s?(?:Uhr|uur|hrs?\b|hours\b|hs?\b|น\.|น\b|час[а-я]*|horas|ore\b|बजे|WIB\b(?=\s[A-Z])))?[\s,(|]{0,3}"
)


def find_clock(text: str, start: int, end: int, *, last: bool = False) -> Clock | None:
    """Return the first (or last) time of day in that part of the text, or None."""
    found, free_from = None, start
    for match in _CLOCK.finditer(text, start, end):
        clock = _clock(match, text, free_from, end)
        if clock:
            found, free_from = clock, match.end()
            if not last:
                break
    return found


def _clock(match: re.Match[str], text: str, free_from: int, free_to: int) -> Clock | None:
    """Return the time of day of a match, or None. Words and a zone beside it stand between the two positions."""
    hour, half = int(match["hour"]), _half(match)
    if (match["bare"] is not None and not half) or (hour < _FIRST_OF_EVENING and _is_count(match)):
        return None
    start = match.start()
    if hour <= 12:  # noqa: PLR2004 - the halves of the day belong to a clock of twelve hours
        at = max(free_from, start - _REACH)
        before = text[at : start + 1] if _ends_in_word(text[at:start]) else ""
        if _UNSURE_BEFORE.search(before) or _UNSURE_AFTER.match(text, match.end()):
            return None
        if not half and (word := _HALF_BEFORE.search(before)):
            half, start = _half(word), at + word.start()
        of_twelve = _in_half(hour, half)
        if of_twelve is None:
            return None
        hour = of_twelve
    minute = int(match["minute1"] or match["minute2"] or match["minute3"] or 0)
    second = int(match["second"] or match["second3"] or 0)
    if hour > 24 or minute > 59 or second > 60:  # noqa: PLR2004 - a clock's limits
        return None
    unit = _UNIT.match(text, match.end())
    zone = ZONE.match(text, unit.end() if unit else match.end(), free_to)
    return Clock(hour, minute, second, zone.group() if zone else None, start, zone.end() if zone else match.end())


def _ends_in_word(text: str) -> bool:
    last = text.rstrip()[-1:]
    return last.isalpha() or last in _MARKED or (last > "\x7f" and not last.isdigit())


def _half(match: re.Match[str]) -> str:
    """Return the name of the group that matched a part of the day, or ""."""
    name = next((name for name in ("pm", "am", "noon", "night") if match[name]), "")
    return "" if name == "am" and match["am"] in _GERMAN_AM and "Uhr" in match[0] else name


def _in_half(hour: int, half: str) -> int | None:
    """Return the hour of the 24-hour clock, or None for twelve at night: of the day before, or of this one."""
    if half == "night" and hour == 12:  # noqa: PLR2004 - midnight
        return None
    if half == "pm" or (half == "night" and hour >= _FIRST_OF_EVENING) or (half == "noon" and hour <= _LAST_AT_NOON):
        return hour % 12 + 12
    return hour % 12 if half == "am" else hour


def _is_count(match: re.Match[str]) -> bool:
    """Return whether a number counts days or nights: it stands alone before such a word."""
    word = match["pm"] or match["night"] or ""
    return word in COUNTED and match[0].endswith(word) and match[0].removesuffix(word).strip() == match["hour"]
