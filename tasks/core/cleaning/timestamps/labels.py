"""Recognizes labels of dates: published, updated, or only "date"."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.date_words import DATE, MODIFIED, PUBLISHED


class Role(Enum):
    """The role of a date on a page."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNKNOWN = "unknown"


def _by_first_letters(letters: int) -> dict[str, LatePattern]:
    """Return what matches the labels, by so many of their first letters."""
    alternatives: dict[str, list[tuple[str, str]]] = {}
    for group, words in (("modified", MODIFIED), ("published", PUBLISHED)):
        for word in sorted(all_words(words).split(), key=len, reverse=True):
            alternatives.setdefault(word[:letters], []).append((group, word.replace("_", r"[\s_-]?")))
    return {
        first: LatePattern(
            "|".join(f"(?P<{group}{at}>{word})" for at, (group, word) in enumerate(found)), re.IGNORECASE
        )
        for first, found in alternatives.items()
    }


_LABELS, _LABELS_BY_TWO = _by_first_letters(1), _by_first_letters(2)
"""Two letters rule out most words at once. They are compared in ASCII only, where case is simple."""
_WORD_START = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<=[a-z])[A-Z]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def labels_in(text: str) -> list[tuple[int, int, Role]]:
    """Return the labels "published" and "updated" in a text, with start, end and role, in order.

    Reads sentences and names alike (``entry-date published``, ``dateModified``).
    """
    found: list[tuple[int, int, Role]] = []
    for start in _WORD_START.finditer(text):
        at = start.start()
        two = text[at : at + 2].lower()
        labels = _LABELS_BY_TWO.get(two) if two.isascii() else _LABELS.get(start.group().lower())
        match = labels.match(text, at) if labels else None
        if match and (not found or match.start() >= found[-1][1]):
            role = Role.MODIFIED if (match.lastgroup or "").startswith("modified") else Role.PUBLISHED
            found.append((match.start(), match.end(), role))
    return found


def end_of_first_label(text: str) -> int:
    """Return where the label "published" or "updated" ends with which a text begins, or 0."""
    labels = _LABELS.get(text[:1].lower())
    label = labels.match(text) if labels else None
    return label.end() if label else 0


def end_of_own_label(text: str, date_end: int, labels: Sequence[tuple[int, int, Role]]) -> int:
    """Return where the label of a time behind a date begins ("4 May, 8:00 | Updated: 18:31"), or else the text ends."""
    behind = (start for start, end, _ in labels if start >= date_end and any(map(str.isdecimal, text[end:])))
    return next(behind, len(text))


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role:
    """Return the role that a class, id, property or label gives its date, or ``unknown`` if it gives none or both."""
    roles = {role for _, _, role in labels_in(name)}
    return roles.pop() if len(roles) == 1 else Role.UNKNOWN


_LABEL_WORDS = 4
_DATE_LABEL = re.compile(rf"\W*(?:{all_words(DATE).replace(' ', '|')})\W*", re.IGNORECASE)

_MIN_DATE, _MAX_REST = 5, 2
"""Letters of a word for "date" that is no given name, and those behind a label that are a preposition ("am")."""


def is_label(text: str) -> bool:
    """Return whether a text is only a label: "date", "published" or "updated"."""
    return is_date_label(text) or (
        len(text.split()) <= _LABEL_WORDS and bool(labels_in(text)) and not any(map(str.isdecimal, text))
    )


def is_date_label(text: str) -> bool:
    """Return whether a text is a label that only says "date"."""
    return _DATE_LABEL.fullmatch(text) is not None


def is_whole_label(text: str) -> bool:
    """Return whether a text is a label and nothing else: "Online since", "Publish Date". "Post Malone" is none."""
    first = text.partition(" ")[0]
    if len(first) >= _MIN_DATE and is_date_label(first):
        return True
    end = end_of_first_label(text)
    rest = text[end:].strip()
    return end > 0 and (len(rest) <= _MAX_REST or any(map(is_date_label, (rest, rest[:-1]))))
