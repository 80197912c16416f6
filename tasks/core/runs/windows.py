"""Which window a run has, and how windows are cut. Half-open, in UTC, and without a clock: now is an argument."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from dateline.tasks.core.models import Model, UtcDatetime, Window

LATE = timedelta(minutes=1)
"""A run that begins later than this after its scheduled time reaches to when it began."""


class Watermark(Model):
    """Up to when a source has been ingested without a gap."""

    until: UtcDatetime


class SliceLength(StrEnum):
    """How a backfill is cut: by calendar days, weeks (from its first day on) or months, in UTC."""

    DAY = "day"
    """Calendar days."""
    WEEK = "week"
    """Seven days, counted from the first day."""
    MONTH = "month"
    """Calendar months."""


def end_of_run(scheduled_at: datetime, began_at: datetime) -> datetime:
    """Return where the window of a run ends: its scheduled time, unless it began late.

    While a run is late, or under way, the slots after it are dropped: what they would have brought is this run's.
    """
    return began_at if began_at - scheduled_at > LATE else scheduled_at


def due_window(watermark: datetime | None, end: datetime, overlap: timedelta, first: timedelta | None) -> Window | None:
    """Return what a scheduled run has to do: ``[watermark - overlap, end)``, or None where that is done already.

    Without a watermark (the first run) the window reaches back by ``first``, and without that it is open.
    """
    if watermark is None:
        return Window(since=end - first if first else None, until=end)
    if end <= watermark:
        return None
    return Window(since=watermark - overlap, until=end)


def cut_window(window: Window, longest: timedelta) -> tuple[Window, ...]:
    """Return the window in parts of at most ``longest`` that follow on each other; an open one stays whole."""
    if window.since is None or window.until is None:
        return (window,)
    starts = [window.since]
    while starts[-1] + longest < window.until:
        starts.append(starts[-1] + longest)
    return tuple(Window(since=s, until=u) for s, u in zip(starts, [*starts[1:], window.until], strict=True))


def calendar_slices(since: date, until: date, length: SliceLength) -> tuple[Window, ...]:
    """Return the days ``[since, until)`` in slices; the first and the last may be shorter than the others."""
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
