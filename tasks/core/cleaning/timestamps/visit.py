"""Tells dates that a page writes for its reader's visit from those of its article: today's, above everything else."""

from datetime import datetime, timedelta

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.timestamps.agreement import AHEAD, BEHIND
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.near import Near
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading

_AT_ONCE = timedelta(minutes=3)
"""How far the clocks of a site and of the fetch may be apart when a page states the time at which it was made."""


def is_of_visit(clue: Clue, near: Near, heading: LexborNode | None, hints: Hints) -> bool:
    """Return whether a date without a label is that of the fetch, and stands above the headline, apart from it.

    On the day of its publication, an article has that date, too; but then it stands beside its headline, or a feed
    states it.
    """
    if not near.apart or clue.role is not Role.UNKNOWN or not is_of_fetch_day(clue.reading, hints.now):
        return False
    one, other = near.node.parent, heading.parent if heading is not None else None
    return one is None or other is None or one.mem_id != other.mem_id


def is_of_fetch_day(reading: Reading, now: datetime | None) -> bool:
    """Return whether a reading is on a day that is the present one somewhere on earth at the fetch."""
    return now is not None and (now - BEHIND).date() <= reading.wall.date() <= (now + AHEAD).date()


def is_at_fetch(reading: Reading, now: datetime | None) -> bool:
    """Return whether a reading is the very minute of the fetch, as where a page states when it was made."""
    return now is not None and reading.timed and reading.instant is not None and abs(reading.instant - now) <= _AT_ONCE
