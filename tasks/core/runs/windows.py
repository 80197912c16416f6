"""The windows of runs, and how they are divided. Windows are half-open and in UTC; the present time is an argument."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from dateline.tasks.core.models import Window
from dateline.tasks.core.value_types import Model, UtcDatetime

LATE = timedelta(minutes=1)
"""The window of a run that is later than this ends when the run began, instead of at its scheduled time."""


class Watermark(Model):
    """The time up to which a source has been ingested without gaps."""

    until: UtcDatetime


class SliceLength(StrEnum):
    """How a backfill is divided: into calendar days, weeks (from its first day on) or months, in UTC."""

    DAY = "day"
    """Calendar days."""
    WEEK = "week"
    """Seven days, counted from the first day."""
    MONTH = "month"
    """Calendar months."""


def end_of_run(scheduled_at: datetime, began_at: datetime) -> datetime:
    """Return the end of a run's window: its scheduled time or, if it is late, the time when it began.

    While a run is late or in progress, further scheduled runs are dropped, so that this run covers their windows.
    """
    return began_at if began_at - scheduled_at > LATE else scheduled_at


def due_window(watermark: datetime | None, end: datetime, overlap: timedelta, first: timedelta | None) -> Window | None:
    """Return the window of a scheduled run, ``[watermark - overlap, end)``, or None if it is done already.

    Without a watermark, on the first run, the window begins ``first`` before its end, or is unbounded without that.
    """
    if watermark is None:
        return Window(since=end - first if first else None, until=end)
    if end <= watermark:
        return None
    return Window(since=watermark - overlap, until=end)


def cut_window(window: Window, longest: timedelta) -> tuple[Window, ...]:
    """Return the window divided into consecutive parts of at most ``longest``. An unbounded window is not divided."""
    if window.since is None or window.until is None:
        return (window,)
    starts = [window.since]
    while starts[-1] + longest < window.until:
        starts.append(starts[-1] + longest)
    return tuple(Window(since=s, until=u) for s, u in zip(starts, [*starts[1:], window.until], strict=True))


LEAST_DAYS = {SliceLength.DAY: 1, SliceLength.WEEK: 7, SliceLength.MONTH: 28}
"""How many days a slice of each length has at least."""


def calendar_slices(since: date, until: date, length: SliceLength) -> tuple[Window, ...]:
    """Return the days ``[since, until)`` divided into slices. The first and the last may be shorter."""
    slices = []
    while since < until:
        end = min(_next_start(since, length), until)
        slices.append(Window(since=_midnight(since), until=_midnight(end)))
        since = end
    return tuple(slices)


def _next_start(day: date, length: SliceLength) -> date:
    match length:
        case SliceLength.DAY:
            return day + timedelta(days=1)
        case SliceLength.WEEK:
            return day + timedelta(days=7)
        case SliceLength.MONTH:
            return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
