"""Sanitizes strings and times from outside, so that they can be stored as UTF-8, JSON and timestamps.

Feeds, indexes, file names and headers may contain unpaired surrogates, control characters, endless text, or times at
the ends of the calendar. Every reader of foreign bytes passes the values that it keeps through these functions.
"""

import re
from datetime import UTC, datetime

from dateline.tasks.core.value_types import is_within_calendar

MAX_FOREIGN_CHARACTERS = 10_000
"""The default maximum length of a string."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def clean_text(text: str, max_characters: int = MAX_FOREIGN_CHARACTERS) -> str:
    """Return at most ``max_characters`` of a foreign string, safe for UTF-8, JSON and terminals.

    Unpaired surrogates become U+FFFD. Control characters other than tab, line feed and carriage return are removed.
    """
    text = text[:max_characters]
    return text if text.isprintable() else _CONTROL.sub("", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def clean_line(text: str, max_characters: int = MAX_FOREIGN_CHARACTERS) -> str:
    """Return the same as one line, with white space collapsed and stripped."""
    return " ".join(clean_text(text, max_characters).split())


def utc_or_none(moment: datetime) -> datetime | None:
    """Return an aware time in UTC, or None if it is so near the ends of the calendar that arithmetic may overflow."""
    try:
        at = moment.astimezone(UTC)
    except OverflowError:
        return None
    return at if is_within_calendar(at) else None
