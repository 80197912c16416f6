"""The slices of a backfill: how it is divided, which slices remain, and how long they will take."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from pydantic import Field

from dateline.config.schema import Source
from dateline.tasks.core.errors import ConfigError, DatelineError
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs import record_warnings
from dateline.tasks.core.runs.windows import LEAST_DAYS, SliceLength, calendar_slices
from dateline.tasks.core.sources.ways import Way, count_parts, has_way
from dateline.tasks.core.value_types import Model, is_within_calendar

MAX_SLICES = 100_000
"""How many slices a backfill may have, since it plans them all before it begins: 270 years of one source by days."""
TRIES = 3
"""How many times a slice is attempted in one backfill."""


_WITHIN, _ANY_WINDOW = " within ", " in any window"
"""What follows a slice's key in the mark that it is done. These never change, because existing ledgers contain them."""


class SliceState(StrEnum):
    """The state of a slice."""

    DONE = "done"
    """All of its pages have an outcome."""
    OPEN = "open"
    """It ran to its end, but some of its pages could not be reached. Running the backfill again retries them."""
    DONE_BEFORE = "done before"
    """An earlier backfill completed it."""
    FAILED = "failed"
    """All attempts failed."""
    COUNTED = "counted"
    """Its pages were counted, in a dry run."""
    LEFT = "left"
    """The backfill was cancelled or stopped before the slice was done or before it began, or the source's host was left
    alone. What is archived of it stays, and running the backfill again does the rest."""


class Slice(Model):
    """One source and one part of a backfill's window."""

    source: str
    window: Window

    @property
    def key(self) -> str:
        """The slice's name in the ledger: its days, with an exclusive end."""
        return f"{self.window.since:%Y-%m-%d}..{self.window.until:%Y-%m-%d}"


class SliceReport(Model):
    """The result of a slice: a row of the backfill's table."""

    source: str
    days: str
    state: SliceState
    pages: int = 0
    """Number of pages that got an outcome or, in a dry run, would be fetched."""
    listed: int = 0
    """Number of pages that the source lists in the slice, known ones included."""
    new: int = 0
    rejected: int = 0
    tries: int = 0
    seconds: float = 0.0
    detail: str = ""
    record_warnings: Mapping[str, int] = Field(default_factory=dict)
    """How many of the records have each kind of warning."""


class BackfillResult(Model):
    """The result of a backfill, slice by slice, in chronological order."""

    name: str
    slices: tuple[SliceReport, ...]
    notes: tuple[str, ...] = ()
    """A sentence for each kind of warning that records of a source have, and for each source that does not reach back
    to the beginning of the range; see `warning_notes` and `reach_notes`.
    """

    @property
    def left(self) -> Sequence[SliceReport]:
        """The slices that were not tried."""
        return [report for report in self.slices if report.state is SliceState.LEFT]

    @property
    def failed(self) -> Sequence[SliceReport]:
        """The slices that are not done after all attempts."""
        return [report for report in self.slices if report.state is SliceState.FAILED]


class BackfillError(DatelineError):
    """Slices of a backfill failed after all attempts. The others are done. ``result`` has the state of every slice."""

    def __init__(self, message: str, result: BackfillResult) -> None:
        super().__init__(message, result)
        self.result = result

    def __str__(self) -> str:
        return str(self.args[0])


def check_request(sources: Sequence[Source], since: date, until: date, via: Way, length: SliceLength) -> None:
    """Check the arguments of a backfill.

    Raises:
        ConfigError: there are no sources, a source cannot be read in this way, there is no day, a day is outside
            the calendar, or there would be too many slices.
    """
    if not all(map(is_within_calendar, (since, until))):
        raise ConfigError("the days of a backfill must be in the years 2 to 9998")
    if since >= until:
        raise ConfigError(f"since ({since}) must be before until ({until})")
    if not sources:
        raise ConfigError("name at least one source or group")
    slices = (until - since).days // LEAST_DAYS[length] * len(sources)
    if slices > MAX_SLICES:
        remedy = "choose a shorter range, fewer sources or longer slices (--slice)"
        raise ConfigError(
            f"this backfill would have about {slices:,} slices, and the limit is {MAX_SLICES:,}: {remedy}"
        )
    for source in sources:
        if not has_way(source, via):
            what = "anything to read" if via is Way.ALL else via.value
            named = ", ".join(way.value for way in count_parts(source)) or "nothing"
            raise ConfigError(
                f"{source.name} cannot be backfilled in this way: its file does not list {what} (it lists {named})"
            )


_JUDGED = frozenset({SliceState.DONE, SliceState.OPEN, SliceState.COUNTED})
REACHING = "sitemaps, listings with a date or number in their address, wayback, ccnews and warcs"
"""The ways that can list pages of the past."""


def reach_notes(reports: Sequence[SliceReport], sources: Mapping[str, Source]) -> Sequence[str]:
    """Return a sentence for each source whose first slices list no page, because nothing in its file reaches back.

    ``reports`` are in chronological order. Sources with slices that were not looked through now are left out.
    """
    notes = []
    for name, source in sources.items():
        own = [report for report in reports if report.source == name]
        listing = [report for report in own if report.listed]
        if not own or not all(report.state in _JUDGED for report in own) or own[0].listed:
            continue
        parts = ", ".join(way.value for way in count_parts(source))
        first = own[0].days.partition("..")[0]
        if listing:
            reached = f"{name}: no page before {listing[0].days.partition('..')[0]} is listed by its {parts}"
        else:
            reached = f"{name}: no way reaches back to {first}: its {parts} list no page of this range"
        notes.append(f"{reached}. Ways that can reach back: {REACHING}")
    return notes


def warning_notes(reports: Iterable[SliceReport]) -> Iterator[str]:
    """Yield a sentence for each kind of warning that the records of a source have."""
    kinds = dict[str, Counter[str]]()
    for report in reports:
        kinds.setdefault(report.source, Counter()).update(report.record_warnings)
    for source, found in kinds.items():
        yield from (f"{source}: {told}" for told in record_warnings.in_words(found, source))


def is_done(part: Slice, whole: Window, marks: Collection[str]) -> bool:
    """Return whether one of the marks says that the slice is done, for a backfill of the window ``whole``.

    Marks of earlier versions, which consist of the slice's key only, do not count: those backfills could lose pages.
    """
    if f"{part.key}{_ANY_WINDOW}" in marks:
        return True
    judged = (mark.partition(_WITHIN) for mark in marks)
    return any(key == part.key and within and _contains(days, whole) for key, within, days in judged)


def done_mark(part: Slice, whole: Window, *, outside: bool) -> str:
    """Return the mark that the ledger keeps for a finished slice.

    ``outside`` says whether pages were rejected for being outside ``whole``. If so, a backfill of a larger window must
    run the slice again; otherwise it is done for every window.
    """
    return f"{part.key}{_WITHIN}{_days(whole)}" if outside else f"{part.key}{_ANY_WINDOW}"


def _days(window: Window) -> str:
    return f"{window.since:%Y-%m-%d}..{window.until:%Y-%m-%d}"


def _contains(days: str, window: Window) -> bool:
    since, _, until = days.partition("..")
    begins, _, ends = _days(window).partition("..")
    return since <= begins and ends <= until


def ledger_name(source: str, via: Way) -> str:
    """Return the name under which the ledger keeps a source's slices. All backfills in the same way share them."""
    return f"{source}/{via.value}"


def slices_of(sources: Collection[str], since: date, until: date, length: SliceLength) -> tuple[Slice, ...]:
    """Return the slices in chronological order, those of the same time together, so that hosts take turns."""
    names = tuple(dict.fromkeys(sources))
    windows = calendar_slices(since, until, length)
    return tuple(Slice(source=name, window=window) for window in windows for name in names)


def left_s(elapsed_s: float, done: int, left: int) -> float | None:
    """Return how many seconds the remaining slices will take at the pace so far, or None if that is unknown."""
    return elapsed_s / done * left if done else None


def in_words(seconds: float | None) -> str:
    """Return a duration as text."""
    if seconds is None:
        return "unknown"
    minutes, hours = seconds / 60, seconds / 3600
    if minutes < 1:
        return "less than a minute"
    if hours < 2:  # noqa: PLR2004 - up to two hours in minutes
        return f"about {minutes:.0f} min"
    return f"about {hours:.0f} h" if hours < 48 else f"about {hours / 24:.0f} days"  # noqa: PLR2004 - up to two days


def when_stopped(report: SliceReport) -> SliceReport:
    """Return the report of a slice if its backfill is stopped: it has not failed while attempts remain."""
    is_left = report.state is SliceState.FAILED and report.tries < TRIES
    return report.model_copy(update={"state": SliceState.LEFT}) if is_left else report


def failures_in_words(result: BackfillResult) -> str:
    """Return a sentence about the slices that failed, of which there must be one, and those that were not tried."""
    first, left = result.failed[0], len(result.left)
    untried = f" and {left} {'was' if left == 1 else 'were'} not tried" if left else ""
    return (
        f"{len(result.failed)} of {len(result.slices)} slices failed{untried}, the first of them {first.source} "
        f"{first.days}: {first.detail}. Run the same backfill again to retry them"
    )
