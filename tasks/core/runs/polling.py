"""How often a feed is asked: busy ones soon again, quiet ones more and more rarely, within bounds. Pure."""

from datetime import datetime, timedelta

from dateline.config.schema import PollSettings
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import Model, UtcDatetime

_SOONEST = 4
"""However much a poll brings, the interval becomes no shorter than this part of it."""
_SLACK = 0.9
"""A run that comes a little early is no reason to wait for the next one."""


class Poll(Model):
    """The last poll of a feed, and when it is due again."""

    polled_at: UtcDatetime
    interval_s: float
    hint_s: float | None = None
    """How long the feed itself asks to be left alone."""


def next_poll(last: Poll | None, new_entries: int, hint_s: float | None, settings: PollSettings, now: datetime) -> Poll:
    """Return the poll that brought ``new_entries`` at ``now``, with the interval to the next one.

    A feed without anything new is left alone longer, one with one new entry half as long, with two a third, and so on.
    What the feed asks for (``hint_s``, or what it asked for before) counts as the least, as far as the bounds go.
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
    """Return whether a feed is to be asked at ``now``."""
    if last is None or is_ahead(last.polled_at, now):
        return True
    return now - last.polled_at >= timedelta(seconds=last.interval_s * _SLACK)
