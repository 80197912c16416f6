"""How a source is doing, by its own usual: from what its runs archived and rejected, day by day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from pydantic import Field

from tasks.core.models import Model, Outcome, OutcomeKind, Reason, UtcDatetime

LOOK_BACK_DAYS = 28
"""From how many whole days a source's usual is taken."""
_LEAST_DAYS = 3
"""So many days with articles make a usual."""
_SILENT_GAPS = 2
"""How many times longer than its longest pause a source must be silent."""
_MANY_REJECTED = 0.5
_LEAST_PAGES = 20


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


class Health(Model):
    """How a source is doing."""

    source: str
    last_success_at: UtcDatetime | None
    """Up to when all that it named has been seen: its watermark."""
    last_new_at: UtcDatetime | None
    yesterday: int
    """Articles published on the last whole day."""
    usual: float
    """The median of `LOOK_BACK_DAYS` whole days."""
    rejected_share: float
    """Of the pages of the last seven days, between 0 and 1."""
    silent_days: int | None
    """Whole days since the last article was published; None where there is none."""
    is_silent: bool
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


def usual_of(counts: Mapping[date, int], today: date) -> float:
    """Return the source's usual number of articles a day; days before its first article do not count."""
    days = [today - timedelta(days=back) for back in range(1, LOOK_BACK_DAYS + 1)]
    first = min(counts, default=today)
    numbers = [counts.get(day, 0) for day in days if day >= first]
    return float(median(numbers)) if numbers else 0.0


def health(source: str, tallies: Mapping[date, DayTally], watermark: datetime | None, now: datetime) -> Health:
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
    is_silent = silent_days is not None and silent_days > _SILENT_GAPS * _longest_pause(past, today)
    yesterday, usual = counts[today - timedelta(days=1)], usual_of(counts, today)
    news = (t.sources[source].last_new_at for t in tallies.values() if source in t.sources)
    return Health(
        source=source,
        last_success_at=watermark,
        last_new_at=max((at for at in news if at), default=None),
        yesterday=yesterday,
        usual=usual,
        rejected_share=round(share, 3),
        silent_days=silent_days,
        is_silent=is_silent,
        state=_in_words(
            ran=watermark is not None or bool(pages),
            silent=silent_days if is_silent else None,
            many_rejected=pages >= _LEAST_PAGES and share > _MANY_REJECTED,
            few=len(past) >= _LEAST_DAYS and yesterday < usual / 3,
        ),
    )


def _is_recent(day: date, today: date) -> bool:
    return today - day < timedelta(days=7)


def _longest_pause(past: list[date], today: date) -> int:
    """Return the longest pause between two days with articles in the days that make the usual; at least one day."""
    begin = today - timedelta(days=LOOK_BACK_DAYS)
    recent = [day for day in past if day >= begin]
    return max(((b - a).days for a, b in pairwise(recent)), default=1)


def _in_words(*, ran: bool, silent: int | None, many_rejected: bool, few: bool) -> str:
    if not ran:
        return "has not run yet"
    troubles = []
    if silent is not None:
        troubles.append(f"silent for {silent} days, longer than it ever pauses")
    elif few:
        troubles.append("far fewer articles than usual")
    if many_rejected:
        troubles.append("most of its pages are rejected")
    return "; ".join(troubles) or "all is well"
