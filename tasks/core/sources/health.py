"""Assesses the health of a source against its usual output, from what its runs archived and rejected each day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from pydantic import Field

from dateline.tasks.core.models import Reason
from dateline.tasks.core.sources.tallies import (
    LOOK_BACK_DAYS,
    DayTally,
    SourceTally,
    published_by_day,
    usual_of,
)
from dateline.tasks.core.value_types import Model, UtcDatetime

_MIN_DAYS = 3
"""How many days with articles are enough for a usual number."""
_SILENT_GAPS = 2
"""A source is silent if it has paused this many times longer than its longest pause."""
_MANY_REJECTED = 0.5
_MIN_PAGES = 20
_UNSEEN = timedelta(days=2)
"""A scheduled source that was not read completely for this long is in trouble."""
_OVERDUE = timedelta(days=1)


class SourceHealth(Model):
    """The health of a source."""

    source: str
    last_success_at: UtcDatetime | None
    """The watermark: the time up to which everything it listed was read."""
    last_new_at: UtcDatetime | None
    yesterday: int
    """Number of articles published yesterday, the last full day."""
    usual: float
    """The usual number of articles on such a day; see `usual_of`."""
    rejected_share: float
    """The rejected share of the pages of the last seven days, from 0 to 1."""
    articles: int = 0
    """Number of new articles archived in the last seven days."""
    rejections: dict[str, int] = Field(default_factory=dict)
    """Number of pages rejected in the last seven days, by reason."""
    recheck_due_at: UtcDatetime | None = None
    """When the longest overdue recheck was due."""
    silent_days: int | None
    """Full days since the last article was published. None without articles."""
    is_silent: bool
    """Whether that is unusually long for the source. Sources without a schedule are never silent."""
    is_well: bool
    """Whether nothing is wrong with it. A source on a schedule that has never run is not well."""
    state: str
    """A description of its state."""


class RunsEnded(Model):
    """How the runs of a source have ended. Runs that were told to stop do not count."""

    has_succeeded: bool = False
    """Whether any has succeeded."""
    failed_at: UtcDatetime | None = None
    """When the latest run failed. None if it succeeded, or if there was none."""
    failure: str = ""
    """Why it failed."""
    is_blocked: bool = False
    """Whether it got nothing but walls."""
    first_began_at: UtcDatetime | None = None
    """When the first run began, as long as none has ended."""
    process: str = ""
    """The name of the process of the latest run, as long as none has ended."""


_NO_RUNS = RunsEnded()
_MOST_COMMON = 2
"""How many reasons for rejections a source's trouble names."""


@dataclass(frozen=True, slots=True)
class FailuresInARow:
    """Scheduled runs that failed in a row, at least as many as are reported (`[watch] failed_runs`)."""

    runs: int
    since: datetime
    """When the first of them failed."""
    of_group: str = ""
    """The group most of whose sources failed in them, as its runs are named; "" if they are the source's own."""


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """The progress of a source's runs, according to the ledger."""

    watermark: datetime | None = None
    recheck_due_at: datetime | None = None
    is_scheduled: bool = False
    set_aside: int = 0
    """How many batches are set aside because they kept failing."""
    runs: RunsEnded = _NO_RUNS
    is_interrupted: bool = False
    """Whether the first run, which has not ended, is no longer at work."""
    failures: FailuresInARow | None = None
    """The failures that nothing has ended yet. None if the latest run succeeded, or if there are too few."""

    @property
    def is_first_run(self) -> bool:
        """Whether a run has begun, but none has ended yet."""
        return self.runs.first_began_at is not None and self.watermark is None


def health(source: str, tallies: Mapping[date, DayTally], progress: SourceProgress, now: datetime) -> SourceHealth:
    """Return the health of the source at ``now``. ``tallies`` are by the day on which runs began."""
    today = now.date()
    counts = published_by_day(source, tallies.values())
    week = [
        found.sources[source] for day, found in tallies.items() if _is_recent(day, today) and source in found.sources
    ]
    pages, rejected = sum(t.pages for t in week), sum(t.rejected for t in week)
    share = rejected / pages if pages else 0.0
    reasons: Counter[str] = Counter()
    for day_tally in week:
        reasons.update(day_tally.reasons)
    past = sorted(day for day, count in counts.items() if count and day <= today)
    silent_days = (today - past[-1]).days if past else None
    is_silent = (
        progress.is_scheduled and silent_days is not None and silent_days > _SILENT_GAPS * _longest_pause(past, today)
    )
    last_day = today - timedelta(days=1)
    yesterday, usual = counts[last_day], usual_of(counts, last_day)
    news = (t.sources[source].last_new_at for t in tallies.values() if source in t.sources)
    first_run = _first_run(source, progress)
    troubles = {
        _failure(progress): True,
        f"silent for {silent_days} days, longer than any earlier pause": is_silent,
        "far fewer articles than usual": not is_silent and len(past) >= _MIN_DAYS and yesterday < usual / 3,
        _wall(source, tallies) or _blocked(progress): True,
        f"most of its pages are rejected ({_most_common(reasons)})": pages >= _MIN_PAGES and share > _MANY_REJECTED,
        first_run or _unseen(progress.watermark): _is_unseen(progress, now, has_pages=bool(counts or pages)),
        "rechecks of articles are overdue": _is_overdue(progress, now),
        "batches that kept failing are set aside (see `dateline batches`)": progress.set_aside > 0,
    }
    told = "; ".join(words for words, holds in troubles.items() if words and holds)
    has_run = (
        progress.watermark is not None
        or progress.runs != _NO_RUNS
        or any(source in found.sources for found in tallies.values())
    )
    return SourceHealth(
        source=source,
        last_success_at=progress.watermark,
        last_new_at=max((at for at in news if at), default=None),
        yesterday=yesterday,
        usual=usual,
        rejected_share=round(share, 3),
        articles=sum(sum(t.published.values()) for t in week),
        rejections=dict(sorted(reasons.items())),
        recheck_due_at=progress.recheck_due_at,
        silent_days=silent_days,
        is_silent=is_silent,
        is_well=not told and (has_run or not progress.is_scheduled),
        state=(told or first_run or "all is well") if has_run else "has not run yet",
    )


def _failure(progress: SourceProgress) -> str:
    """Return a sentence if all runs of the source have failed, or too many in a row, else an empty one."""
    runs, row = progress.runs, progress.failures
    if runs.failed_at is None:
        return ""
    if progress.watermark is None and not runs.has_succeeded:
        return f"no run has succeeded: the last one failed on {runs.failed_at:%Y-%m-%d %H:%M} ({runs.failure})"
    if row is None:
        return ""
    last = "the last scheduled run" if row.runs == 1 else f"the last {row.runs:,} scheduled runs"
    first = f"{row.since:%Y-%m-%d %H:%M} ({runs.failure})"
    if row.of_group:
        return f"most sources failed in {last} of its group {row.of_group}, this one too: since {first}"
    return f"{last} failed{', the first of them' if row.runs > 1 else ''} on {first}"


def _blocked(progress: SourceProgress) -> str:
    """Return a sentence if the last run that asked got only walls, unless `_failure` says so, else an empty one."""
    runs = progress.runs
    if not runs.is_blocked or runs.failed_at is None or _failure(progress):
        return ""
    return f"the last run was blocked on {runs.failed_at:%Y-%m-%d %H:%M} ({runs.failure})"


def _wall(source: str, tallies: Mapping[date, DayTally]) -> str:
    """Return a sentence if all pages of the latest day on which any got an outcome were walls, else an empty one."""
    day = max((day for day, found in tallies.items() if source in found.sources), default=None)
    latest = tallies[day].sources[source] if day else SourceTally()
    asked = latest.pages - latest.reasons.get(Reason.NOT_ASKED.value, 0)
    if not 0 < asked == latest.reasons.get(Reason.BLOCKED.value, 0):
        return ""
    return f"all pages fetched on {day:%Y-%m-%d} were bot walls, logins or consent pages"


def _first_run(source: str, progress: SourceProgress) -> str:
    """Return a sentence if no run has ended yet, but one has begun, else an empty one."""
    if not progress.is_first_run:
        return ""
    what = "has not come to its end yet"
    if progress.is_interrupted:
        next_one = "the next run" if progress.is_scheduled else f"`dateline ingest {source}`"
        what = f"was interrupted: {next_one} continues from there"
    return f"its first run, begun on {progress.runs.first_began_at:%Y-%m-%d %H:%M}, {what}"


def _unseen(watermark: datetime | None) -> str:
    return f"no run has read it completely {'for days' if watermark else 'yet'}"


def _is_unseen(progress: SourceProgress, now: datetime, *, has_pages: bool) -> bool:
    if not progress.is_scheduled:  # no other run is going to continue
        return progress.is_first_run and progress.is_interrupted
    if not (has_pages or progress.is_first_run):
        return False
    since = progress.watermark or progress.runs.first_began_at
    return since is None or now - since > _UNSEEN


def _most_common(reasons: Counter[str]) -> str:
    return ", ".join(f"{pages:,} {reason}" for reason, pages in reasons.most_common(_MOST_COMMON))


def _is_overdue(progress: SourceProgress, now: datetime) -> bool:
    due_at = progress.recheck_due_at
    return progress.is_scheduled and due_at is not None and now - due_at > _OVERDUE


def _is_recent(day: date, today: date) -> bool:
    return today - day < timedelta(days=7)


def _longest_pause(past: list[date], today: date) -> int:
    """Return the longest pause between days with articles, in the days that the usual is computed from; at least 1."""
    begin = today - timedelta(days=LOOK_BACK_DAYS)
    recent = [day for day in past if day >= begin]
    return max(((b - a).days for a, b in pairwise(recent)), default=1)
