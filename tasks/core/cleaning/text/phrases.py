"""Recognizes lines that are not part of an article, in many languages: teasers, sharing, newsletters, notices."""

import re
from enum import IntEnum
from functools import lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of, openings
from dateline.tasks.core.vocabulary.boilerplate import (
    ACTIONS,
    CREDITED,
    CREDITS,
    DATE_LINES,
    LETTERS,
    NOTICES,
    PICTURE_AGENCIES,
    PICTURES,
    TEASERS,
)
from dateline.tasks.core.vocabulary.by_language import all_patterns


class Phrase(IntEnum):
    """The kind of a line."""

    NONE = 0
    CAPTION = 1
    TEASER = 2
    """Points to another page."""
    ACTION = 3
    """Asks the reader to share, subscribe, log in, comment, follow."""
    NOTICE = 4
    """Copyright, contact, correction, advertising, agency boilerplate, a word about letters."""
    DATE = 5
    """A date line or a reading time."""


def _lined_up(alternatives: str) -> str:
    """Return the alternatives with line breaks replaced by bars."""
    return alternatives.replace("\n", "|")


def _any_of(alternatives: str) -> str:
    """Return a group of the alternatives, which are separated by line breaks."""
    return f"(?:{_lined_up(alternatives)})"


# The patterns are matched against lines in lower case, and so can be split by first letters.
_CAPTIONS = (
    rf"{_any_of(all_patterns(PICTURES))}s?(?: (?:{_lined_up(all_patterns(CREDITED))}|:))?\s*[:：/]"
    rf"|{_lined_up(all_patterns(CREDITS))}"
)
_BEGINNINGS = {
    kind: without_look_alikes(_lined_up(alternatives))
    for kind, alternatives in (
        (Phrase.TEASER, all_patterns(TEASERS)),
        (Phrase.ACTION, all_patterns(ACTIONS)),
        (Phrase.NOTICE, f"{all_patterns(NOTICES)}|{all_patterns(LETTERS)}"),
        (Phrase.CAPTION, _CAPTIONS),
    )
}
"""How lines of these kinds begin. A line that begins like several is of the first."""
_KINDS = tuple(_BEGINNINGS)
_BEGINNING = ByFirstLetters(*_BEGINNINGS.values())
_CREDIT = re.compile(rf"{_any_of(PICTURE_AGENCIES)}\W*$")
_DATE = LatePattern(
    rf"(?:{_any_of(all_patterns(DATE_LINES))}\b.{{0,60}}$"
    r"|\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W.{0,25}$"
    r"|\d+ ?(?:min(?:ute)?s?|minuten|minutos|minuti|分)(?: (?:read|lesezeit|de lecture|di lettura|leestijd).*)?$)"
)
_DATE_LETTERS = frozenset(openings(all_patterns(DATE_LINES), 1))
_FILE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif")
_MAX_LINE = 1000
"""A longer text, in characters, is not such a line. The patterns would take time quadratic in its length."""


def _may_end_in_credit(line: str) -> bool:
    """Return whether a line contains what every credit contains. This is faster than searching for the pattern."""
    return "/" in line or "(" in line or "getty" in line or "shutterstock" in line


@lru_cache(maxsize=1024)
def phrase_kind(text: str) -> Phrase:
    """Return the kind of a short line, `Phrase.NONE` for text of the article.

    Results are cached, because body, standfirst and captions each look at the same lines.
    """
    if len(text) > _MAX_LINE:
        return Phrase.NONE
    line = lowered(text)
    head = head_of(line)
    if (place := _BEGINNING.place(line, head)) is not None:
        return _KINDS[place]
    if line.endswith(_FILE_ENDINGS):
        return Phrase.CAPTION  # the name of the picture's file
    if _may_end_in_credit(line) and _CREDIT.search(line):
        return Phrase.CAPTION
    first = head[:1]
    if (first.isdecimal() or first in _DATE_LETTERS) and _DATE.match(line):
        return Phrase.DATE
    return Phrase.NONE
