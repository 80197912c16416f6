"""The health report of the sources in the Prefect UI."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.display.wording import count, moment, runs_of_days, span
from dateline.tasks.core.sources.coverage import coverage_svg, data_uri, gaps
from dateline.tasks.core.sources.health import SourceHealth


def health_markdown(healths: Sequence[SourceHealth], now: datetime, others: Mapping[str, str | None]) -> str:
    """Return a Markdown report: the problems as sentences, then a row of short figures for each source.

    ``others`` says what is wrong with what is no source, such as this machine's clock, by its name.
    """
    ordered = sorted(healths, key=lambda one: (one.is_well, one.source))
    troubles = [f"- **{plain(one.source)}**: {one.state}" for one in ordered if not one.is_well]
    troubles += [f"- **{name}**: {plain(trouble)}" for name, trouble in others.items() if trouble]
    return "\n".join(
        (
            "# Health of the sources",
            "",
            *(troubles or ["All sources are well."]),
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
    "*Last success*: the time up to which runs have read everything that the source lists. *Last new*: when its latest "
    "new article was archived. *Yesterday*: articles published yesterday. *Usual*: the usual number for that weekday. "
    "*Rejected*: share of the pages of the last seven days. *Recheck overdue*: how long an article has been due for a "
    "recheck."
)


_NAME_CHARS = 24
"""Lengths are limited because the UI does not wrap lines in a table."""


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
    """Return Markdown with the coverage picture, and each source's article count and missing days as text."""
    picture = data_uri(coverage_svg(counts, since, today))
    lines = [
        "# Articles by the day they were published",
        "",
        f"![days and sources]({picture})",
        "",
        f"From {since} to {today} (UTC); today is incomplete. A gap is a day that usually has articles but has none.",
        "",
    ]
    for name, by_day in counts.items():
        published = sum(number for day, number in by_day.items() if since <= day <= today)
        missing = runs_of_days(gaps(by_day, since, today)) or "none"
        lines.append(f"- {plain(name)}: {count(published, 'article')}; gaps: {missing}")
    return "\n".join(lines)
