"""What the words around a date say of it: published, updated, or only that it is a date."""

import re
from enum import Enum
from functools import lru_cache

from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.date_words import DATE, MODIFIED, PUBLISHED


class Role(Enum):
    """What a date stands for on a page."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNKNOWN = "unknown"


def _by_first_letter() -> dict[str, re.Pattern[str]]:
    alternatives: dict[str, list[tuple[str, str]]] = {}
    for group, words in (("modified", MODIFIED), ("published", PUBLISHED)):
        for word in sorted(all_words(words).split(), key=len, reverse=True):
            alternatives.setdefault(word[0], []).append((group, word.replace("_", r"[\s_-]?")))
    return {
        first: re.compile("|".join(f"(?P<{group}{at}>{word})" for at, (group, word) in enumerate(found)), re.IGNORECASE)
        for first, found in alternatives.items()
    }


_LABELS = _by_first_letter()
_WORD_START = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<=[a-z])[A-Z]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def labels_in(text: str) -> list[tuple[int, int, Role]]:
    """Return where a text says "published" or "updated": start, end and which, in order.

    Reads sentences and names alike (``entry-date published``, ``dateModified``).
    """
    found: list[tuple[int, int, Role]] = []
    for start in _WORD_START.finditer(text):
        labels = _LABELS.get(start.group().lower())
        match = labels.match(text, start.start()) if labels else None
        if match and (not found or match.start() >= found[-1][1]):
            role = Role.MODIFIED if (match.lastgroup or "").startswith("modified") else Role.PUBLISHED
            found.append((match.start(), match.end(), role))
    return found


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role:
    """Return what a class, id, property or label says that its date is; ``unknown`` where it says neither or both."""
    roles = {role for _, _, role in labels_in(name)}
    return roles.pop() if len(roles) == 1 else Role.UNKNOWN


_LABEL_WORDS = 3
_DATE_LABEL = re.compile(rf"\W*(?:{all_words(DATE).replace(' ', '|')})\W*", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Return whether a text is a label alone: that of a date, or what says "published" or "updated" of it."""
    return is_date_label(text) or (
        len(text.split()) <= _LABEL_WORDS and bool(labels_in(text)) and not any(map(str.isdecimal, text))
    )


def is_date_label(text: str) -> bool:
    """Return whether a text is a label that says only "date"."""
    return _DATE_LABEL.fullmatch(text) is not None
