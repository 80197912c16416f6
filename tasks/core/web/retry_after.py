"""Parses the ``Retry-After`` header."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_RETRY_AFTER_S = 86_400.0
"""The maximum result: if a server asks for more than a day, a day is assumed."""

_SECONDS = re.compile(r"\d{1,300}(?:\.\d{0,6})?", re.ASCII)
_SEVERAL = re.compile(r"\d{1,9}(?:[ \t]*,[ \t]*\d{1,9}){1,9}", re.ASCII)
"""Several headers, which a proxy has joined."""


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, from 0 to `MAX_RETRY_AFTER_S`.

    It contains whole seconds or an HTTP date (RFC 9110, section 10.2.3). Of several numbers, the largest counts.
    Returns None if it is missing or invalid.
    """
    if value is None:
        return None
    value = value.strip()
    if _SEVERAL.fullmatch(value):
        return max(min(float(part), MAX_RETRY_AFTER_S) for part in value.split(","))
    if _SECONDS.fullmatch(value):
        return min(float(value), MAX_RETRY_AFTER_S)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)  # "-0000", and obsolete forms without a zone: HTTP dates are always in UTC
    return min(max((until - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
