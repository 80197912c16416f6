"""How a source is doing, by its own usual: from what its runs archived and rejected, day by day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from pydantic import Field

from dateline.tasks.core.models import Model, Outcome, OutcomeKind, Reason, UtcDatetime

LOOK_BACK_DAYS = 28
"""From how many whole days a source's usual is taken: four of each day of the week."""
_SAME_WEEKDAYS = 2
"""So many days of the same name make a usual of their own: who rests on Sundays has no gap there."""
_MIN_DAYS = 3
"""So many days with articles make a usual."""
_SILENT_GAPS = 2
"""How many times longer than its longest pause a source must be silent."""
_MANY_REJECTED = 0.5
_MIN_PAGES = 20
_UNSEEN = timedelta(days=2)
"""A source on a schedule of which not all was seen for so long is in trouble."""
_OVERDUE = timedelta(days=1)


class SourceTally(Model):
    """What the manifests of one day say of one source."""

    pages: int = 0
    """Pages with an outcome, but for those outside of a window."""
    rejected: int = 0
    last_new_at: UtcDatetime | None = None
    """When the last new article was fetched."""
    published: dict[str, int] = Field(default_factory=dict)
    """New articles by the day (UTC, ISO) on which they were published."""


class DayTally(Model):
    """What the manifests of one day say, by source."""

    sources: dict[str, SourceTally] = Field(default_factory=dict)


class SourceHealth(Model):
    """How a source is doing."""

    source: str
    last_success_at: UtcDatetime | None
    """Up to when all that it named has been seen: its watermark."""
    last_new_at: UtcDatetime | None
    yesterday: int
    """Articles published on the last whole day."""
    usual: float
    """What a day like that one usually brings; see `usual_of`."""
    rejected_share: float
    """Of the pages of the last seven days, between 0 and 1."""
    recheck_due_at: UtcDatetime | None = None
    """Since when the longest overdue article has been waiting to be looked at again."""
    silent_days: int | None
    """Whole days since the last article was published; None where there is none."""
    is_silent: bool
    """Whether that is longer than its own usual; a source that is not on a schedule may rest."""
    is_well: bool
    state: str
    """In words."""


def tally(outcomes: Iterable[Outcome]) -> DayTally:
    """Return what the outcomes of a day come to."""
    pages: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    published: dict[str, Counter[str]] = {}
    last: dict[str, datetime] = {}
    for outcome in outcomes:
        if outcome.reason is Reason.OUTSIDE_WINDOW:
            continue
        source = outcome.source
        pages[source] += 1
        rejected[source] += outcome.kind is OutcomeKind.REJECTED
        if outcome.kind is OutcomeKind.NEW and outcome.published_at:
            published.setdefault(source, Counter())[f"{outcome.published_at:%Y-%m-%d}"] += 1
            last[source] = max(outcome.at, last.get(source, outcome.at))
    return DayTally(
        sources={
            source: SourceTally(
                pages=pages[source],
                rejected=rejected[source],
                last_new_at=last.get(source),
                published=dict(sorted(published.get(source, {}).items())),
            )
            for source in sorted(pages)
        }
    )


def published_by_day(source: str, tallies: Iterable[DayTally]) -> Counter[date]:
    """Return how many articles the source published on each day, whenever they were archived."""
    counts: Counter[date] = Counter()
    for day in tallies:
        if found := day.sources.get(source):
            counts.update({date.fromisoformat(text): count for text, count in found.published.items()})
    return counts


def usual_of(counts: Mapping[date, int], day: date) -> float:
    """Return the source's usual number of articles on a day like this one, by the `LOOK_BACK_DAYS` before it.

    It is the median of the days with the same name, if there are enough, else of all. Days before the source's first
    article do not count.
    """
    first = min(counts, default=day)
    past = [day - timedelta(days=back) for back in range(1, LOOK_BACK_DAYS + 1)]
    known = [one for one in past if one >= first]
    alike = [one for one in known if one.weekday() == day.weekday()]
    numbers = [counts.get(one, 0) for one in (alike if len(alike) >= _SAME_WEEKDAYS else known)]
    return float(median(numbers)) if numbers else 0.0


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far the runs of a source are, by the ledger."""

    watermark: datetime | None = None
    recheck_due_at: datetime | None = None
    is_scheduled: bool = False
    set_aside: int = 0
    """How many batches runs leave alone, since they kept failing."""


def health(source: str, tallies: Mapping[date, DayTally], progress: SourceProgress, now: datetime) -> SourceHealth:
    """Return how the source is doing at ``now``; ``tallies`` are by the day on which runs began."""
    today = now.date()
    counts = published_by_day(source, tallies.values())
    week = [
        found.sources[source] for day, found in tallies.items() if _is_recent(day, today) and source in found.sources
    ]
    pages, rejected = sum(t.pages for t in week), sum(t.rejected for t in week)
    share = rejected / pages if pages else 0.0
    past = sorted(day for day, count in counts.items() if count and day <= today)
    silent_days = (today - past[-1]).days if past else None
    is_silent = (
        progress.is_scheduled and silent_days is not None and silent_days > _SILENT_GAPS * _longest_pause(past, today)
    )
    last_day = today - timedelta(days=1)
    yesterday, usual = counts[last_day], usual_of(counts, last_day)
    news = (t.sources[source].last_new_at for t in tallies.values() if source in t.sources)
    troubles = {
        f"silent for {silent_days} days, longer than it ever pauses": is_silent,
        "far fewer articles than usual": not is_silent and len(past) >= _MIN_DAYS and yesterday < usual / 3,
        "most of its pages are rejected": pages >= _MIN_PAGES and share > _MANY_REJECTED,
        "no run has seen all of it for days": _is_unseen(progress, now, has_pages=bool(counts or pages)),
        "articles wait to be looked at again": _is_overdue(progress, now),
        "batches that kept failing are set aside (see `dateline batches`)": progress.set_aside > 0,
    }
    told = "; ".join(words for words, holds in troubles.items() if holds)
    has_run = progress.watermark is not None or any(source in found.sources for found in tallies.values())
    return SourceHealth(
        source=source,
        last_success_at=progress.watermark,
        last_new_at=max((at for at in news if at), default=None),
        yesterday=yesterday,
        usual=usual,
        rejected_share=round(share, 3),
        recheck_due_at=progress.recheck_due_at,
        silent_days=silent_days,
        is_silent=is_silent,
        is_well=has_run and not told,
        state=(told or "all is well") if has_run else "has not run yet",
    )


def _is_unseen(progress: SourceProgress, now: datetime, *, has_pages: bool) -> bool:
    if not progress.is_scheduled or not has_pages:
        return False
    return progress.watermark is None or now - progress.watermark > _UNSEEN


def _is_overdue(progress: SourceProgress, now: datetime) -> bool:
    due_at = progress.recheck_due_at
    return progress.is_scheduled and due_at is not None and now - due_at > _OVERDUE


def _is_recent(day: date, today: date) -> bool:
    return today - day < timedelta(days=7)


def _longest_pause(past: list[date], today: date) -> int:
    """Return the longest pause between two days with articles in the days that make the usual; at least one day."""
    begin = today - timedelta(days=LOOK_BACK_DAYS)
    recent = [day for day in past if day >= begin]
    return max(((b - a).days for a, b in pairwise(recent)), default=1)
