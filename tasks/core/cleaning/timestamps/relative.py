"""Parses relative times ("2 hours ago", "gestern, 22:44"), given the time of the fetch."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.clock import find_clock
from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading, make_wall
from dateline.tasks.core.cleaning.timestamps.zones import offset_at, offset_of
from dateline.tasks.core.models import Precision
from dateline.tasks.core.vocabulary.by_language import all_words, words_for
from dateline.tasks.core.vocabulary.relative_words import (
    AGO,
    DAYS,
    DUALS,
    HOURS,
    JUST_NOW,
    MINUTES,
    ONE,
    SECONDS,
    TODAY_YESTERDAY,
    WEEKS,
)

_UNITS = (
    (timedelta(seconds=1), SECONDS),
    (timedelta(minutes=1), MINUTES),
    (timedelta(hours=1), HOURS),
    (timedelta(days=1), DAYS),
    (timedelta(weeks=1), WEEKS),
)


def _stems(words: str) -> str:
    folded = (re.escape(fold_word(word)).replace("_", r"\s") for word in words.split())
    return "|".join(sorted(dict.fromkeys(folded), key=len, reverse=True))


_UNIT_GROUPS = "|".join(f"(?P<unit{at}>{_stems(all_words(words))})" for at, (_, words) in enumerate(_UNITS))
_ONES = "|".join(map(fold_word, all_words(ONE).split()))
_AMOUNT = LatePattern(
    rf"(?<![^\W\d])(?P<count>\d{{1,3}}|{_ONES})\s?"
    rf"(?:{_UNIT_GROUPS}|(?P<h>h\b)|(?P<m>m\b)|(?P<d>d\b))"
)
_DUALS = {
    fold_word(word): 2 * unit
    for words in DUALS.values()
    for word, (unit, _) in zip(words.split(), _UNITS[1:], strict=True)
    if word != "-"
}
_AGO_WORD = LatePattern(
    "|".join(
        rf"(?<![^\W\d_]){word}(?![a-z])" if word < "\u2e80" else word for word in _stems(all_words(AGO)).split("|")
    )
)
_DAY_WORDS = {
    language: [LatePattern(rf"(?<![^\W\d_])(?:{_stems(word.replace('|', ' '))})(?![a-z])") for word in words.split()]
    for language, words in TODAY_YESTERDAY.items()
}
_MAX_LENGTH = 80
_JUST_NOW = re.compile(rf"\W*(?:{'|'.join(map(fold_word, JUST_NOW.values()))})\W*")
_LETTERS = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "d": timedelta(days=1)}


def read_relative(text: str, hints: Hints) -> Reading | None:
    """Return the time that a short text states relative to ``hints.now``, or None.

    Minutes are taken literally; of hours and more only the day is kept, because such numbers are rounded.
    """
    if hints.now is None or len(text) > _MAX_LENGTH:
        return None
    folded = fold_word(text)
    if _JUST_NOW.fullmatch(folded):
        return _told(hints.now, timedelta(0), hints)
    ago = _ago(folded)
    return _named_day(text, folded, hints) if ago is None else _told(hints.now, ago, hints)


def tells_ago(text: str) -> bool:
    """Return whether a short text says how long ago something was, in digits or words: "2 hours ago", "an hour ago"."""
    return len(text) <= _MAX_LENGTH and _ago(fold_word(text)) is not None


def _ago(folded: str) -> timedelta | None:
    return _amount(folded) if _AGO_WORD.search(folded) else None


def _amount(folded: str) -> timedelta | None:
    """Return the time that a text names with a number and a unit, or in one word that means two units, or None."""
    if amount := _AMOUNT.search(folded):
        count = amount["count"]
        return _unit(amount) * (int(count) if count.isdigit() else 1)
    return next((two for word in folded.split() if (two := _DUALS.get(word))), None)


def _unit(amount: re.Match[str]) -> timedelta:
    group = amount.lastgroup or ""
    return _LETTERS[group] if group in _LETTERS else _UNITS[int(group.removeprefix("unit"))][0]


def _told(now: datetime, ago: timedelta, hints: Hints) -> Reading:
    if ago < timedelta(hours=1):
        wall = (now - ago).astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        return Reading(wall, timedelta(0))
    local = _local(now - ago, hints)
    return Reading(local.replace(hour=0, minute=0, second=0, microsecond=0), precision=Precision.DAY)


def _named_day(text: str, folded: str, hints: Hints) -> Reading | None:
    back = next((at for words in _day_words(hints) for at, word in enumerate(words) if word.search(folded)), None)
    if back is None or hints.now is None:
        return None
    day = _local(hints.now, hints).date() - timedelta(days=back)
    clock = find_clock(text, 0, len(text))
    wall = make_wall(day, clock.hour, clock.minute, clock.second) if clock else make_wall(day, 0, 0)
    if wall is None:
        return None
    if clock is None:
        return Reading(wall, precision=Precision.DAY)
    offset, note = offset_of(clock.zone, wall, hints) if clock.zone else (None, None)
    return Reading(wall, offset, note=note)


def _day_words(hints: Hints) -> Iterator[list[LatePattern]]:
    """Yield the words for "today", "yesterday" and so on in English and the page's languages."""
    yield _DAY_WORDS["en"]
    if hints.language:
        yield from words_for(hints.language, _DAY_WORDS)
    if hints.stated_language in _DAY_WORDS:
        yield _DAY_WORDS[hints.stated_language]


def _local(moment: datetime, hints: Hints) -> datetime:
    """Return the local time in the source's time zone, or in UTC if it has none."""
    wall = moment.astimezone(UTC).replace(tzinfo=None)
    offset = offset_at(hints.timezone, wall) if hints.timezone else None
    return wall + (offset or timedelta(0))
