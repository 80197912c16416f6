"""Detects that this machine's clock is wrong: by traces of a clock that was ahead, or by servers' times.

A clock may be wrong by a year. If it was ahead, the ledger holds times in the future. They are ignored, reported and
corrected, because they would silence a source for that year. If it is behind, pages seem to come from the future. The
time that servers send (RFC 9110, 6.6.1) tells the two apart, but a server's clock may be the wrong one. So a page is
judged by the later of both times, and none is rejected for good because of a date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_SKEW = timedelta(hours=1)
"""How far the clocks of machines that share a ledger may differ. Times this far in the future are accepted."""


DISAGREEMENT = timedelta(days=1)
"""The difference between a server's clock and this machine's from which one of them counts as wrong."""


NO_CLOCK = timedelta(days=60 * 365)
"""How far ahead a server's time says nothing: no machine is that late, as one without a battery begins in 1970."""


@dataclass(frozen=True, slots=True)
class LaterClock:
    """A server whose clock is much later than this machine's: the time of both when it answered (aware UTC)."""

    server_at: datetime
    ours_at: datetime


def server_time(date: str | None) -> datetime | None:
    """Return the time in a ``Date`` header (aware UTC), or None if it is missing or invalid."""
    try:
        moment = parsedate_to_datetime(date) if date else None
        if moment is None:
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def later_at_server(date: str | None, now: datetime) -> datetime | None:
    """Return a server's time if it is so much later than ``now`` that one of the clocks is wrong, else None.

    An earlier time says nothing: it may be that of a stored copy. Nor does a time that no clock shows, such as the end
    of the calendar.
    """
    moment = server_time(date)
    return moment if moment is not None and DISAGREEMENT < moment - now < NO_CLOCK else None


def clocks_in_words(server: str, server_at: datetime, now: datetime) -> str:
    """Return in words that the clock of a server is ahead of this machine's."""
    return f"the clock of {server} was at {server_at:%Y-%m-%d %H:%M} UTC and this machine's at {now:%Y-%m-%d %H:%M} UTC"


def behind_in_words(later: Mapping[str, LaterClock]) -> str | None:
    """Return a sentence about servers, by host, whose clocks are ahead of this machine's, or None if there are none.

    One server may be wrong itself; several are not.
    """
    if not later:
        return None
    host, first = next(iter(later.items()))
    clocks = clocks_in_words(host, first.server_at, first.ours_at)
    if len(later) == 1:
        told = f"{clocks}: one of them is wrong. If it is this machine's, set it"
    else:
        told = f"this machine's clock is behind: {clocks}. {len(later) - 1} more disagree with it. Set it"
    return f"{told}; the next run then fetches pages again that cannot be judged now"


def is_ahead(moment: datetime, now: datetime, at_most: timedelta = timedelta()) -> bool:
    """Return whether only a wrong clock can have recorded a time that is ``at_most`` after it was recorded."""
    return moment - now > at_most + MAX_SKEW
