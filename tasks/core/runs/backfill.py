"""The slices of a backfill: which there are, what is left of them, and how long that will take."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from dateline.config.schema import Source
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Model, Window
from dateline.tasks.core.runs.windows import SliceLength, calendar_slices
from dateline.tasks.core.sources.ways import Way, count_parts, has_way

TRIES = 3
"""How often a slice is tried in one backfill."""


_WITHIN, _ANY_WINDOW = " within ", " in any window"
"""What follows a slice's key in the mark that it is done. They never change: ledgers out there have them."""


class SliceState(StrEnum):
    """What has become of a slice."""

    DONE = "done"
    """All of its pages have an outcome."""
    OPEN = "open"
    """Some of its pages could not be reached; the same call tries them again."""
    DONE_BEFORE = "done before"
    """An earlier backfill did it."""
    FAILED = "failed"
    """It failed each time that it was tried."""
    COUNTED = "counted"
    """In a dry run."""
    LEFT = "left"
    """The backfill was stopped before it was done."""


class Slice(Model):
    """One source in one part of a backfill's window."""

    source: str
    window: Window

    @property
    def key(self) -> str:
        """Name of the slice in the ledger: its days, the last one excluded."""
        return f"{self.window.since:%Y-%m-%d}..{self.window.until:%Y-%m-%d}"


class SliceReport(Model):
    """What became of a slice: a row of the backfill's table."""

    source: str
    days: str
    state: SliceState
    pages: int = 0
    """Pages that got an outcome; in a dry run, pages that would be fetched."""
    new: int = 0
    rejected: int = 0
    tries: int = 0
    seconds: float = 0.0
    detail: str = ""


class BackfillResult(Model):
    """What a backfill did, slice by slice, in the order of time."""

    name: str
    slices: tuple[SliceReport, ...]

    @property
    def failed(self) -> Sequence[SliceReport]:
        """The slices that are not done, whatever was tried."""
        return [report for report in self.slices if report.state is SliceState.FAILED]


def check_request(sources: Sequence[Source], since: date, until: date, via: Way) -> None:
    """Refuse a backfill that cannot be.

    Raises:
        ConfigError: no source is named, one names nothing of that way, or the span is empty.
    """
    if since >= until:
        raise ConfigError(f"since ({since}) must be before until ({until})")
    if not sources:
        raise ConfigError("name at least one source")
    for source in sources:
        if not has_way(source, via):
            what = "anything to read" if via is Way.ALL else via.value
            named = ", ".join(way.value for way in count_parts(source)) or "nothing"
            raise ConfigError(f"{source.name} cannot be backfilled so: its file names no {what} (it names {named})")


def is_done(part: Slice, whole: Window, marks: Collection[str]) -> bool:
    """Return whether one of the marks says that the slice is done, for a backfill of the window ``whole``.

    Marks of earlier versions, which are the slice's key alone, do not count: their backfills could lose pages.
    """
    if f"{part.key}{_ANY_WINDOW}" in marks:
        return True
    judged = (mark.partition(_WITHIN) for mark in marks)
    return any(key == part.key and within and _contains(days, whole) for key, within, days in judged)


def done_mark(part: Slice, whole: Window, *, outside: bool) -> str:
    """Return what the ledger keeps of a slice that is done.

    ``outside`` tells whether pages were left out because they lie outside of ``whole``. Then a backfill of a larger
    window must look at the slice again; else the slice is done for every window.
    """
    return f"{part.key}{_WITHIN}{_days(whole)}" if outside else f"{part.key}{_ANY_WINDOW}"


def _days(window: Window) -> str:
    return f"{window.since:%Y-%m-%d}..{window.until:%Y-%m-%d}"


def _contains(days: str, window: Window) -> bool:
    since, _, until = days.partition("..")
    begins, _, ends = _days(window).partition("..")
    return since <= begins and ends <= until


def ledger_name(source: str, via: Way) -> str:
    """Return the name under which the ledger keeps a source's slices: every backfill of that way shares them."""
    return f"{source}/{via.value}"


def slices_of(sources: Collection[str], since: date, until: date, length: SliceLength) -> tuple[Slice, ...]:
    """Return the slices in the order of time; those of one time side by side, so that hosts are asked in turns."""
    names = tuple(dict.fromkeys(sources))
    windows = calendar_slices(since, until, length)
    return tuple(Slice(source=name, window=window) for window in windows for name in names)


def left_s(elapsed_s: float, done: int, left: int) -> float | None:
    """Return how many seconds the slices that are left will take at the pace of those that were done; None: unknown."""
    return elapsed_s / done * left if done else None


def in_words(seconds: float | None) -> str:
    """Return a duration as a person says it."""
    if seconds is None:
        return "unknown"
    minutes, hours = seconds / 60, seconds / 3600
    if minutes < 1:
        return "less than a minute"
    if hours < 2:  # noqa: PLR2004 - up to two hours in minutes
        return f"about {minutes:.0f} min"
    return f"about {hours:.0f} h" if hours < 48 else f"about {hours / 24:.0f} days"  # noqa: PLR2004 - up to two days
