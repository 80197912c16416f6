"""The start page: the archive at a glance."""

from datetime import UTC, date, datetime, time, timedelta

from dateline.flows.browse.lines import ArticleLine, lines_of
from dateline.flows.browse.pages.sources import SourceLine, source_lines
from dateline.flows.browse.pictures import daily_chart
from dateline.flows.browse.resources import Answer, Asked, Shown
from dateline.tasks.core.display.wording import runs_of_days
from dateline.tasks.core.models import Window
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS
from dateline.tasks.listing import count_articles, list_articles

DAYS = 60
_LATEST = 12
_GAP_DAYS = 30


class DayCount(Answer):
    """The number of articles of a day."""

    day: date
    """The day of publication (UTC)."""
    articles: int
    """How many articles were published on it."""


class SourceGaps(Answer):
    """The days on which a source usually has articles but has none."""

    source: str
    """Its name."""
    days: tuple[date, ...]
    """Those of the last 30 days before today."""


class StartAnswer(Answer):
    """The archive at a glance."""

    articles: int
    """How many articles the archive has, not counting earlier records of revised ones."""
    first: date | None
    """The day of publication of the first one."""
    last: date | None
    """The day of publication of the last one."""
    daily: tuple[DayCount, ...]
    """The last 60 days, including today; if none of them has an article, the 60 days up to the last article."""
    sources: tuple[SourceLine, ...]
    """Those in trouble first."""
    gaps: tuple[SourceGaps, ...]
    """The sources that have gaps."""
    latest: tuple[ArticleLine, ...]
    """The latest articles."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


def start(asked: Asked) -> Shown:
    """Return the archive at a glance."""
    room, today = asked.room, asked.room.today()
    notes = room.catch_up()
    known = [one for one in room.extents().values() if one.articles]
    last = max((one.last for one in known), default=None)
    end = last if last and last <= today - timedelta(days=DAYS) else today
    since = datetime.combine(end - timedelta(days=DAYS + LOOK_BACK_DAYS), time(), UTC)
    counts = count_articles(room.settings, Window(since=since, until=datetime.combine(today, time.max, UTC)))
    days = [end - timedelta(days=back) for back in reversed(range(DAYS))]
    latest = list_articles(room.settings, Window(), None, _LATEST)
    missing = room.gaps(counts, today - timedelta(days=_GAP_DAYS), today)
    answer = StartAnswer(
        articles=sum(one.articles for one in known),
        first=min((one.first for one in known), default=None),
        last=last,
        daily=tuple(DayCount(day=day, articles=sum(by.get(day, 0) for by in counts.values())) for day in days),
        sources=source_lines(room),
        gaps=tuple(SourceGaps(source=name, days=tuple(found)) for name, found in missing.items() if found),
        latest=lines_of(latest.articles),
        notes=(*notes, *latest.notes, *room.without_ledger("the health of the sources")),
    )
    chart = daily_chart({one.day: one.articles for one in answer.daily}, days[0], end)
    return Shown(
        answer,
        {
            "chart": chart,
            "days": (days[0], end),
            "is_today": end == today,
            "gap_words": {one.source: runs_of_days(one.days) for one in answer.gaps},
        },
    )
