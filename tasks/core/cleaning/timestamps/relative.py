"""Parses relative times ("2 hours ago", "gestern, 22:44"), given the time of the fetch."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.clock import find_clock
from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.cleaning.timestamps.reading import NO_HINTS, Hints, Reading, make_wall
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
    SINGLES,
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


_LETTERS = {"h": timedelta(hours=1), "m": timedelta(minutes=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ONES = "|".join(map(fold_word, all_words(ONE).split()))


def _is_short(stem: str) -> bool:
    """Return whether a stem must be a whole word, and is read only in its own language: "h", "gg", "ч"."""
    return len(stem) <= 2 and stem < "\u0590"  # noqa: PLR2004 - letters; beyond are scripts of syllables or consonants


@lru_cache(maxsize=256)
def _amount_in(languages: frozenset[str]) -> tuple[re.Pattern[str], dict[str, timedelta]]:
    """Return what matches a number with a unit in some languages (in any, if none is given), and the units' stems.

    Short stems are whole words; of several that match, the longest is meant.
    """
    stems = dict(_LETTERS)
    for unit, words in reversed(_UNITS):
        for language, written in words.items():
            if not languages or language in languages:
                words_of = (fold_word(word).replace("_", " ") for word in written.split())
                stems.update((word, unit) for word in words_of if languages or not _is_short(word))
    longest = sorted(stems, key=len, reverse=True)
    units = "|".join(re.escape(stem) + (r"(?![^\W\d_])" if _is_short(stem) else "") for stem in longest)
    before = rf"(?P<count>\d{{1,3}}|{_ONES})[\s']?(?P<unit>{units})"
    after = rf"(?P<first>{units})[^\W\d_]{{0,3}}\s(?P<after>\d{{1,3}})(?!\d)"
    return re.compile(rf"(?:(?<![^\W\d])|(?<=ከ))(?:{before}|{after})"), stems


_WORDS = {
    fold_word(word): 2 * unit
    for words in DUALS.values()
    for word, (unit, _) in zip(words.split(), _UNITS[1:], strict=True)
    if word != "-"
} | {
    fold_word(word): unit
    for words in SINGLES.values()
    for word, (unit, _) in zip(words.split(), _UNITS[1:], strict=True)
}
"""What words mean that name a unit and its number at once."""
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of languages that write words without blanks between them."""
_AGO_WORDS = _stems(all_words(AGO)).split("|")
_AGO_INSIDE = [word for word in _AGO_WORDS if word >= "\u2e80" or _WITHOUT_BLANKS.match(word)]
_AGO_APART = [word for word in _AGO_WORDS if word not in _AGO_INSIDE]
_AGO_WORD = LatePattern(rf"(?<![^\W\d_])(?:{'|'.join(_AGO_APART)})(?![a-z])|{'|'.join(_AGO_INSIDE)}")
"""The words are looked for at the beginnings of words, or anywhere in scripts without blanks between words."""
_DAY_WORDS = {
    language: [LatePattern(rf"(?<![^\W\d_])(?:{_stems(word.replace('|', ' '))})(?![a-z])") for word in words.split()]
    for language, words in TODAY_YESTERDAY.items()
}
_BEFORE_YESTERDAY = 2
"""How many days ago that day is. In many languages, its name has the word for yesterday in it."""
_MAX_LENGTH = 80
_JUST_NOW = re.compile(rf"\W*(?:{'|'.join(map(fold_word, JUST_NOW.values()))})\W*")


def read_relative(text: str, hints: Hints) -> Reading | None:
    """Return the time that a short text states relative to ``hints.now``, or None.

    Minutes are taken literally; of hours and more only the day is kept, because such numbers are rounded.
    """
    if hints.now is None or len(text) > _MAX_LENGTH:
        return None
    folded = fold_word(text)
    if _JUST_NOW.fullmatch(folded):
        return _told(hints.now, timedelta(0), hints)
    ago = _ago(folded, hints)
    return _named_day(text, folded, hints) if ago is None else _told(hints.now, ago, hints)


def tells_ago(text: str, hints: Hints = NO_HINTS) -> bool:
    """Return whether a short text says how long ago something was, in digits or words: "2 hours ago", "an hour ago"."""
    return len(text) <= _MAX_LENGTH and _ago(fold_word(text), hints) is not None


def _ago(folded: str, hints: Hints) -> timedelta | None:
    return _amount(folded, hints) if _AGO_WORD.search(folded) else None


def _amount(folded: str, hints: Hints) -> timedelta | None:
    """Return the time that a text names with a number and a unit, or in one word that means two units, or None.

    Units are read in the page's languages and in English, or else in any: a stem may be another unit's elsewhere.
    """
    own = frozenset(word for word in (hints.language, hints.stated_language) if word) | {"en"}
    for languages in (own, frozenset[str]()):
        pattern, stems = _amount_in(languages)
        if amount := pattern.search(folded):
            count = amount["count"] or amount["after"]
            unit = amount["unit"] or amount["first"]
            return stems[unit] * (int(count) if count.isdigit() else 1)
    return next((two for word in folded.split() if (two := _WORDS.get(word))), None)


def _told(now: datetime, ago: timedelta, hints: Hints) -> Reading:
    if ago < timedelta(hours=1):
        wall = (now - ago).astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        return Reading(wall, timedelta(0))
    local = _local(now - ago, hints)
    return Reading(local.replace(hour=0, minute=0, second=0, microsecond=0), precision=Precision.DAY)


def _named_day(text: str, folded: str, hints: Hints) -> Reading | None:
    named = [at for words in _day_words(hints) for at, word in enumerate(words) if word.search(folded)]
    back = _BEFORE_YESTERDAY if _BEFORE_YESTERDAY in named else next(iter(named), None)
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
