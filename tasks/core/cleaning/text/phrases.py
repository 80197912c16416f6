"""Recognizes lines that are not part of an article, in many languages: teasers, sharing, newsletters, notices."""

import re
from enum import IntEnum
from functools import lru_cache

from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetter, first_letters
from dateline.tasks.core.vocabulary.boilerplate import ACTIONS, DATE_LINES, NOTICES, PICTURE_AGENCIES, PICTURES, TEASERS
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
    """Copyright, contact, correction, advertising, agency boilerplate."""
    DATE = 5
    """A date line or a reading time."""


def _lined_up(alternatives: str) -> str:
    """Return the alternatives with line breaks replaced by bars."""
    return alternatives.replace("\n", "|")


def _any_of(alternatives: str) -> str:
    """Return a group of the alternatives, which are separated by line breaks."""
    return f"(?:{_lined_up(alternatives)})"


# The patterns are matched against lines that `_folded` made lower case: patterns that ignore case take several times as
# long, and cannot be split by first letter.
def _folded(line: str) -> str:
    """Return the line in lower case, with letters of the same capital unified. Its length does not change."""
    if line.isascii():
        return line.lower()
    return _without_look_alikes(line.replace("İ", "i").lower())


def _without_look_alikes(text: str) -> str:
    return text.replace("ı", "i").replace("ς", "σ")


def _starting(alternatives: str) -> ByFirstLetter:
    return ByFirstLetter(_without_look_alikes(_lined_up(alternatives)))


_TEASER = _starting(all_patterns(TEASERS))
_ACTION = _starting(all_patterns(ACTIONS))
_NOTICE = _starting(all_patterns(NOTICES))
_CAPTION = _starting(
    rf"{_any_of(all_patterns(PICTURES))}s?(?: (?:by|credit|courtesy|von|de|di|:))?\s*[:：/]"
    r"|\(?(?:photo|image|picture|foto|bild) (?:by|credit|courtesy|von|:)"
)
_CREDIT = re.compile(rf"{_any_of(PICTURE_AGENCIES)}\W*$")
_DATE = re.compile(
    rf"(?:{_any_of(all_patterns(DATE_LINES))}\b.{{0,60}}$"
    r"|\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W.{0,25}$"
    r"|\d+ ?(?:min(?:ute)?s?|minuten|minutos|minuti|分)(?: (?:read|lesezeit|de lecture|di lettura|leestijd).*)?$)"
)
_DATE_LETTERS = first_letters(all_patterns(DATE_LINES))
_FIRST = re.compile(r"[^\W_]")
_MAX_LINE = 1000
"""A longer text, in characters, is not such a line. The patterns would take time quadratic in its length."""
_ORDER = (
    (Phrase.TEASER, _TEASER),
    (Phrase.ACTION, _ACTION),
    (Phrase.NOTICE, _NOTICE),
    (Phrase.CAPTION, _CAPTION),
)


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
    line = _folded(text)
    beginning = _FIRST.search(line)
    first = beginning[0] if beginning else ""
    for kind, lines in _ORDER:
        if lines.match(line, first):
            return kind
    if _may_end_in_credit(line) and _CREDIT.search(line):
        return Phrase.CAPTION
    if (first.isdecimal() or first in _DATE_LETTERS) and _DATE.match(line):
        return Phrase.DATE
    return Phrase.NONE
