"""How the sources are doing: two artifacts that are kept current, and an event for each that is silent."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from pydantic import Field

from config.loader import load
from flows.events import SILENT, emit
from tasks.core.coverage import coverage_svg, data_uri, gaps
from tasks.core.escaping import plain
from tasks.core.source_health import Health, published_by_day
from tasks.core.source_health import health as health_of
from tasks.tallies import tallies
from tasks.watermark import read_watermark

Days = Annotated[int, Field(ge=7, le=366)]


@flow(name="health")
def health(days: Days = 60) -> list[Health]:
    """Publish how each source is doing, and a picture of the articles of the last days.

    Args:
        days: How many days are looked at; the picture has a column for each.
    """
    config, now = load(), datetime.now(UTC)
    found = tallies(days, now.date(), config.settings)
    names = sorted(
        {*(s.name for s in config.sources.values() if s.enabled), *(n for t in found.values() for n in t.sources)}
    )
    healths = [health_of(name, found, read_watermark(name, config.settings), now) for name in names]
    create_table_artifact([row(one) for one in healths], key="source-health", description="How the sources are doing")
    counts = {name: published_by_day(name, found.values()) for name in names}
    since = now.date() - timedelta(days=days - 1)
    create_markdown_artifact(
        coverage_markdown(counts, since, now.date() + timedelta(days=1)), key="coverage", description="Articles by day"
    )
    for one in healths:
        if one.is_silent:
            emit(SILENT, one.source, {"days": one.silent_days, "state": one.state})
    return healths


def row(health: Health) -> dict[str, str]:
    """Return a source's row of the table."""
    return {
        "source": plain(health.source),
        "state": health.state,
        "last success": _moment(health.last_success_at),
        "last new article": _moment(health.last_new_at),
        "articles yesterday": str(health.yesterday),
        "usually a day": f"{health.usual:g}",
        "rejected (7 days)": f"{health.rejected_share:.0%}",
    }


def coverage_markdown(counts: Mapping[str, Mapping[date, int]], since: date, until: date) -> str:
    """Return the picture, and the gaps in words."""
    lines = ["# Articles by the day they were published", ""]
    lines += [f"![days and sources]({data_uri(coverage_svg(counts, since, until))})", ""]
    lines += ["Green: articles, the darker the more. Red: none, where the source usually has some. Grey: none.", ""]
    for name, by_day in counts.items():
        # Today is not over yet.
        if missing := gaps(by_day, since, until - timedelta(days=1)):
            lines.append(f"- {plain(name)}: {', '.join(day.isoformat() for day in missing)}")
    return "\n".join(lines)


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"
