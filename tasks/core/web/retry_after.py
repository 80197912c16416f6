"""How long a server asks to be left alone."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_RETRY_AFTER_S = 86_400.0
"""A server that asks for more than a day is taken to mean a day."""

_SECONDS = re.compile(r"\d{1,10}(?:\.\d{0,6})?", re.ASCII)


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, from 0 to `MAX_RETRY_AFTER_S`.

    RFC 9110 section 10.2.3: whole seconds or an HTTP date. None where there is no header or it says neither.
    """
    if value is None:
        return None
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), MAX_RETRY_AFTER_S)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)  # "-0000", and the zoneless forms of old: HTTP dates are always UTC
    return min(max((until - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
