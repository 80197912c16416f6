"""How often a feed is polled: busy feeds often, quiet ones less and less often, within limits."""

from datetime import datetime, timedelta

from dateline.config.schema import PollSettings
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.value_types import Model, UtcDatetime

_SOONEST = 4
"""The most that one poll can shorten the interval, as a factor, however many new entries it has."""
_SLACK = 0.9
"""How early a poll may be. A run that begins slightly early need not leave the feed to the next run."""


class Poll(Model):
    """The last poll of a feed, and when it is due again."""

    polled_at: UtcDatetime
    interval_s: float
    hint_s: float | None = None
    """The interval that the feed itself asks for, in seconds."""


def next_poll(last: Poll | None, new_entries: int, hint_s: float | None, settings: PollSettings, now: datetime) -> Poll:
    """Return the poll that found ``new_entries`` at ``now``, with the interval to the next one.

    Without new entries the interval grows; with one it is halved, with two divided by three, and so on. It is at least
    what the feed asks for (``hint_s``, or its previous hint), within the limits.
    """
    hint_s = hint_s if hint_s is not None or last is None else last.hint_s
    if last is None:
        wanted_s = settings.min_interval_s
    elif new_entries:
        wanted_s = last.interval_s / min(new_entries + 1, _SOONEST)
    else:
        wanted_s = last.interval_s * settings.growth
    least_s = max(settings.min_interval_s, hint_s or 0.0)
    return Poll(polled_at=now, interval_s=min(max(wanted_s, least_s), settings.max_interval_s), hint_s=hint_s)


def is_poll_due(last: Poll | None, now: datetime) -> bool:
    """Return whether a feed is to be polled at ``now``."""
    if last is None or is_ahead(last.polled_at, now):
        return True
    return now - last.polled_at >= timedelta(seconds=last.interval_s * _SLACK)
