"""What a wrong clock leaves behind: moments further ahead than anything can lie. Pure.

A machine's clock may have been wrong once, by a year; what was noted then is ignored, told and put right, since it
would silence a source until that year has come.
"""

from datetime import datetime, timedelta

MAX_SKEW = timedelta(hours=1)
"""How far the clocks of machines that share a ledger may be apart: what was noted so far ahead is believed."""


def is_ahead(moment: datetime, now: datetime, at_most: timedelta = timedelta()) -> bool:
    """Return whether a moment that lies ``at_most`` after it was noted can only have been noted by a wrong clock."""
    return moment - now > at_most + MAX_SKEW
