"""Detects the traces of a wrong clock: times too far in the future.

A machine's clock may once have been wrong, by a year for example. Times recorded then are ignored, reported and
corrected, because they would silence a source for that year.
"""

from datetime import datetime, timedelta

MAX_SKEW = timedelta(hours=1)
"""How far the clocks of machines that share a ledger may differ. Times this far in the future are accepted."""


def is_ahead(moment: datetime, now: datetime, at_most: timedelta = timedelta()) -> bool:
    """Return whether only a wrong clock can have recorded a time that is ``at_most`` after it was recorded."""
    return moment - now > at_most + MAX_SKEW
