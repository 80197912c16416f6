"""How the sources are doing, as the Prefect UI shows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.display.wording import count, moment, runs_of_days, span
from dateline.tasks.core.sources.coverage import coverage_svg, data_uri, gaps
from dateline.tasks.core.sources.health import SourceHealth


def health_markdown(healths: Sequence[SourceHealth], now: datetime) -> str:
    """Return the troubles in words, which wrap, and a row of figures for each source, which must be short."""
    ordered = sorted(healths, key=lambda one: (one.is_well, one.source))
    troubles = [f"- **{plain(one.source)}**: {one.state}" for one in ordered if not one.is_well]
    return "\n".join(
        (
            "# How the sources are doing",
            "",
            *(troubles or ["All is well."]),
            "",
            f"| {' | '.join(_COLUMNS)} |",
            "|---|---|---|---:|---:|---:|---|",
            *(f"| {' | '.join(_row(one, now))} |" for one in ordered),
            "",
            f"At {moment(now)}; times are UTC. {_LEGEND}",
        )
    )


_COLUMNS = ("source", "last success", "last new", "yesterday", "usual", "rejected", "recheck overdue")


_LEGEND = (
    "*Last success*: up to when runs have seen all that the source named. *Last new*: when its last new article came. "
    "*Yesterday*: articles published then. *Usual*: how many on such a day of the week. *Rejected*: share of the pages "
    "of seven days. *Recheck overdue*: for how long an article has been waiting to be looked at again."
)


_NAME_CHARS = 24
"""The UI breaks no lines in a table."""


def _row(health: SourceHealth, now: datetime) -> Iterator[str]:
    yield plain(health.source, _NAME_CHARS)
    yield _short(health.last_success_at)
    yield _short(health.last_new_at)
    yield f"{health.yesterday:,}"
    yield f"{health.usual:,g}"
    yield f"{health.rejected_share:.0%}"
    yield span(now - health.recheck_due_at) if health.recheck_due_at else "no"


def _short(at: datetime | None) -> str:
    return f"{at:%m-%d %H:%M}" if at else "never"


def coverage_markdown(counts: Mapping[str, Mapping[date, int]], since: date, today: date) -> str:
    """Return the picture, and in words what it cannot tell: figures, and the days that are missing."""
    picture = data_uri(coverage_svg(counts, since, today))
    lines = [
        "# Articles by the day they were published",
        "",
        f"![days and sources]({picture})",
        "",
        f"From {since} to {today} (UTC). A gap is a day without articles where usually some appear. Today is not over.",
        "",
    ]
    for name, by_day in counts.items():
        published = sum(number for day, number in by_day.items() if since <= day <= today)
        missing = runs_of_days(gaps(by_day, since, today)) or "none"
        lines.append(f"- {plain(name)}: {count(published, 'article')}; gaps: {missing}")
    return "\n".join(lines)
