"""The gate for strings and moments from outside: what passes can be written as UTF-8, as JSON and as a timestamp.

Feeds, indexes, file names and headers can hold what no value of ours may: unpaired surrogates, control characters,
text without end, moments at the ends of the calendar. Every reader of foreign bytes sends what it keeps through here.
"""

import re
from datetime import UTC, datetime

from dateline.tasks.core.models import is_within_calendar

MAX_FOREIGN_CHARACTERS = 10_000
"""The longest string that is kept where no shorter limit is given."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def clean_text(text: str, max_characters: int = MAX_FOREIGN_CHARACTERS) -> str:
    """Return at most ``max_characters`` of a string from outside, fit for UTF-8, JSON and a terminal.

    Unpaired surrogates become U+FFFD. Control characters other than tab, line feed and carriage return are removed.
    """
    text = text[:max_characters]
    return text if text.isprintable() else _CONTROL.sub("", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def clean_line(text: str, max_characters: int = MAX_FOREIGN_CHARACTERS) -> str:
    """Return the same in one line, with runs of white space folded and none at the ends."""
    return " ".join(clean_text(text, max_characters).split())


def utc_or_none(moment: datetime) -> datetime | None:
    """Return an aware moment in UTC, or None where it lies so near the ends of the calendar that sums overflow."""
    try:
        at = moment.astimezone(UTC)
    except OverflowError:
        return None
    return at if is_within_calendar(at) else None
