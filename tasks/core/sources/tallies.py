"""Counts what runs archived and rejected each day, and what is usual."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from statistics import median

from pydantic import Field

from dateline.tasks.core.models import Outcome, OutcomeKind, Reason
from dateline.tasks.core.value_types import Model, UtcDatetime

LOOK_BACK_DAYS = 28
"""How many full days the usual number is computed from: four of each weekday."""
_WEEK = 7
_SAME_WEEKDAYS = 2
"""How many equal weekdays are enough for a usual number of that weekday. A source may pause on Sundays."""


class SourceTally(Model):
    """The totals of one source in the manifests of one day."""

    pages: int = 0
    """Number of pages with an outcome, except those outside the window."""
    rejected: int = 0
    reasons: dict[str, int] = Field(default_factory=dict)
    """Number of rejected pages by reason. Empty in tallies that versions before 0.3 kept."""
    last_new_at: UtcDatetime | None = None
    """When the latest new article was fetched."""
    published: dict[str, int] = Field(default_factory=dict)
    """Number of new articles by day of publication (UTC, ISO)."""


class DayTally(Model):
    """The totals in the manifests of one day, by source."""

    sources: dict[str, SourceTally] = Field(default_factory=dict)


def tally(outcomes: Iterable[Outcome]) -> DayTally:
    """Return the totals of a day's outcomes."""
    pages: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    published: dict[str, Counter[str]] = {}
    last: dict[str, datetime] = {}
    for outcome in outcomes:
        if outcome.reason is Reason.OUTSIDE_WINDOW:
            continue
        source = outcome.source
        pages[source] += 1
        rejected[source] += outcome.kind is OutcomeKind.REJECTED
        if outcome.kind is OutcomeKind.REJECTED and outcome.reason:
            reasons.setdefault(source, Counter())[outcome.reason.value] += 1
        if outcome.kind is OutcomeKind.NEW and outcome.published_at:
            published.setdefault(source, Counter())[outcome.published_at.date().isoformat()] += 1
            last[source] = max(outcome.at, last.get(source, outcome.at))
    return DayTally(
        sources={
            source: SourceTally(
                pages=pages[source],
                rejected=rejected[source],
                reasons=dict(sorted(reasons.get(source, {}).items())),
                last_new_at=last.get(source),
                published=dict(sorted(published.get(source, {}).items())),
            )
            for source in sorted(pages)
        }
    )


def published_by_day(source: str, tallies: Iterable[DayTally]) -> Counter[date]:
    """Return the source's number of articles by day of publication, whenever they were archived."""
    counts: Counter[date] = Counter()
    for day in tallies:
        if found := day.sources.get(source):
            counts.update({date.fromisoformat(text): count for text, count in found.published.items()})
    return counts


def usual_of(counts: Mapping[date, int], day: date) -> float:
    """Return the source's usual number of articles on such a day, computed from the `LOOK_BACK_DAYS` before it.

    It is the median of the same weekdays if there are enough, else of all days. Days before the source's first article
    do not count.
    """
    known = min((day - min(counts, default=day)).days, LOOK_BACK_DAYS)
    step = _WEEK if known // _WEEK >= _SAME_WEEKDAYS else 1
    numbers = [counts.get(day - timedelta(days=back), 0) for back in range(step, known + 1, step)]
    return float(median(numbers)) if numbers else 0.0
