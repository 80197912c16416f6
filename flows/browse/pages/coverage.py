"""The coverage calendar: a month of days by sources, with gaps."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from dateline.flows.browse.resources import Answer, Asked, MissingError, MonthParameter, Parameters, Shown
from dateline.tasks.core.models import Window
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS, usual_of
from dateline.tasks.listing import count_articles


class CoverageParameters(Parameters):
    """Which month."""

    month: MonthParameter | None = None
    """The month, such as 2026-03; by default, the current one (UTC)."""


class CoverageCell(Answer):
    """A day of a source."""

    day: date
    articles: int
    """How many articles were published on it."""
    usual: float
    """How many articles the source usually has on such a day."""
    is_gap: bool
    """Whether it usually has articles on such a day but has none. Today is never a gap."""


class CoverageRow(Answer):
    """The days of a source."""

    source: str
    days: tuple[CoverageCell, ...]


class CoverageAnswer(Answer):
    """The articles of a month by source and day of publication (UTC)."""

    month: str
    rows: tuple[CoverageRow, ...]


def coverage(asked: Asked) -> Shown:
    """Return the articles of a month by source and day."""
    today = asked.room.today()
    month = asked.parameters.month or f"{today:%Y-%m}"
    try:
        first = date.fromisoformat(f"{month}-01")
        since = first - timedelta(days=LOOK_BACK_DAYS)
        following = first + timedelta(days=monthrange(first.year, first.month)[1])
        before = first - timedelta(days=1)
        window = Window(since=datetime.combine(since, time(), UTC), until=datetime.combine(following, time(), UTC))
    except (ValueError, OverflowError) as error:
        raise MissingError(f"There is no month {month}.") from error
    asked.room.catch_up()
    counts = count_articles(asked.room.settings, window)
    days = [first + timedelta(days=n) for n in range((following - first).days)]
    missing = asked.room.gaps(counts, first, min(following, today))
    rows = []
    for name, by_day in counts.items():
        gaps = set(missing[name])
        cells = tuple(
            CoverageCell(day=day, articles=by_day.get(day, 0), usual=usual_of(by_day, day), is_gap=day in gaps)
            for day in days
        )
        rows.append(CoverageRow(source=name, days=cells))
    answer = CoverageAnswer(month=month, rows=tuple(rows))
    around = {"before": f"{before:%Y-%m}", "following": f"{following:%Y-%m}"}
    return Shown(answer, {"first": first, "days": days, "today": today, **around})
