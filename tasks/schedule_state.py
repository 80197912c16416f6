"""What the ledger keeps for a source between runs: its watermark, interval, finished slices, and last bot wall."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.backfill import Slice, done_mark, is_done, ledger_name
from dateline.tasks.core.runs.polling import Poll, next_poll
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.core.runs.windows import Watermark
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.core.value_types import Model, UtcDatetime

_WATERMARK, _RHYTHM, _WALL = "watermark", "rhythm", "wall"
"""The names under which the ledger keeps them. They never change, because existing ledgers contain them."""


def read_watermark(source: str, settings: Settings, now: datetime) -> datetime | None:
    """Return up to when the source has been ingested (aware UTC), or None before its first run.

    A watermark later than ``now`` is ignored: the clock was wrong when it was recorded (see `put_clock_right`).

    Raises:
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return _watermark(source, ledger, now)


def _watermark(source: str, ledger: Ledger, now: datetime) -> datetime | None:
    noted = recall(ledger, _WATERMARK, source, Watermark)
    return noted.until if noted and not is_ahead(noted.until, now) else None


def forget_future(settings: Settings, now: datetime) -> Sequence[str]:
    """Remove what the ledger recorded of hosts and slices while a clock was ahead; return a sentence about each.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return [f"a clock was wrong: {what}; that was reset" for what in ledger.forget_future(now)]


def put_clock_right(source: str, settings: Settings, now: datetime, *, behind: bool = False) -> Sequence[str]:
    """Remove what the ledger recorded while a clock was ahead, and return a sentence about each removal.

    ``behind`` says that servers' clocks are later than this machine's: then what the ledger noted is kept.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    told = [] if behind else [*forget_future(settings, now)]
    with shared_ledger(settings.ledger.url) as ledger:
        noted = recall(ledger, _WATERMARK, source, Watermark)
    if noted and is_ahead(noted.until, now) and behind:
        told.append(f"this machine's clock is behind: {source} was read up to {noted.until:%Y-%m-%d %H:%M} UTC before")
    elif noted and is_ahead(noted.until, now):
        told.append(
            f"a clock was wrong: an earlier run noted that it had read all of {source} up to "
            f"{noted.until:%Y-%m-%d %H:%M} UTC; this run reads all that the source lists"
        )
    return told


def advance_watermark(source: str, until: datetime, settings: Settings, now: datetime, *, behind: bool = False) -> None:
    """Note that the source has been ingested up to ``until``; it never goes back, except from ahead of ``now``.

    ``behind`` says that servers' clocks are later than this machine's: then it does not go back from there either.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        noted = recall(ledger, _WATERMARK, source, Watermark) if behind else None
        before = noted.until if noted else _watermark(source, ledger, now)
        if before is None or before < until:
            ledger.note(_WATERMARK, source, Watermark(until=until))


def next_interval(source: Source, new_articles: int, settings: Settings, now: datetime) -> timedelta:
    """Return the interval until the next run after a run with so many new articles, and record it.

    It grows and shrinks like the interval of a feed (`dateline.tasks.core.runs.polling`), within the bounds of the
    schedule.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        last = recall(ledger, _RHYTHM, source.name, Poll)
        following = next_poll(last, new_articles, None, source.poll_settings(settings.poll), now)
        ledger.note(_RHYTHM, source.name, following)
    return timedelta(seconds=round(following.interval_s))


def slices_left(slices: Iterable[Slice], whole: Window, via: Way, settings: Settings) -> tuple[Slice, ...]:
    """Return the unfinished slices of a backfill of the window ``whole``.

    Raises:
        LedgerError: the ledger could not be read.
    """
    slices = tuple(slices)
    with shared_ledger(settings.ledger.url) as ledger:
        done = {name: ledger.slices_done(ledger_name(name, via)) for name in {s.source for s in slices}}
    return tuple(s for s in slices if not is_done(s, whole, done[s.source]))


def mark_slice_done(  # noqa: PLR0913 - what a mark is made of
    done: Slice, whole: Window, via: Way, now: datetime, settings: Settings, *, outside: bool
) -> None:
    """Note that a slice of a backfill of ``whole`` is done; ``outside``: pages were left out for lying outside of it.

    A slice that ends after ``now`` stays open, because more will be published in it.

    Raises:
        LedgerError: the ledger could not be written.
    """
    if done.window.until and done.window.until <= now:
        with shared_ledger(settings.ledger.url) as ledger:
            mark = done_mark(done, whole, outside=outside)
            ledger.mark_slice_done(ledger_name(done.source, via), mark, now)


class Wall(Model):
    """Whether the last pages that runs of a source asked for were all bot walls, logins or consent pages."""

    met_at: UtcDatetime | None = None
    """When a run met them. None if a later run got other pages."""


def note_wall(source: str, result: RunResult, now: datetime, settings: Settings) -> None:
    """Note for later runs of the source whether this one got only walls, unless no page was due in it.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    if not result.summary.looked_at:
        return
    with shared_ledger(settings.ledger.url) as ledger:
        before = recall(ledger, _WALL, source, Wall) or Wall()
        if result.is_walled or before.met_at:
            ledger.note(_WALL, source, Wall(met_at=now if result.is_walled else None))


def wall_before(source: str, result: RunResult, settings: Settings) -> datetime | None:
    """Return when an earlier run of the source got only walls, if no page was due in this one; else None.

    Raises:
        LedgerError: the ledger could not be read.
    """
    if result.summary.looked_at:
        return None
    with shared_ledger(settings.ledger.url) as ledger:
        return (recall(ledger, _WALL, source, Wall) or Wall()).met_at
