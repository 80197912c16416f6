"""Recognizes the day of the week before an all-digit date, which tells in which order that is written."""

import re

from dateline.tasks.core.cleaning.timestamps.months import fold_word
from dateline.tasks.core.vocabulary.weekdays import WEEKDAYS

_REACH = 24
_BEFORE = re.compile(r"([^\W\d_][^\s\d,;:|()]*?)\.?[\s,(]{1,3}$")
"""The word before a date, with what stands between them."""

_NAMES = {
    (language, fold_word(name)): weekday
    for language, names in WEEKDAYS.items()
    for weekday, forms in enumerate(names.split(","))
    for name in forms.split()
}


def weekday_before(text: str, start: int, language: str | None) -> int | None:
    """Return the day of the week (0 is Monday) that the word before a position names, or None.

    Names are read in ``language`` (ISO 639) and in English.
    """
    match = _BEFORE.search(text[max(0, start - _REACH) : start])
    if match is None:
        return None
    word = fold_word(match[1])
    return next((_NAMES[one, word] for one in (language, "en") if one and (one, word) in _NAMES), None)
