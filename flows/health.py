"""How the sources are doing: two artifacts that are kept current, and an event for each that has fallen silent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run
from pydantic import Field

from config.loader import Config, load
from flows.events import tell_of_silence
from flows.stopping import end_with_serve
from tasks.core.coverage import coverage_svg, data_uri, gaps
from tasks.core.escaping import plain
from tasks.core.source_health import LOOK_BACK_DAYS, Health, Progress, published_by_day
from tasks.core.source_health import health as health_of
from tasks.core.wording import moment, runs_of_days, span
from tasks.due_rechecks import oldest_due_recheck
from tasks.silences import untold_silences
from tasks.tallies import tallies
from tasks.watermark import read_watermark

Days = Annotated[int, Field(ge=7, le=366)]


def _run_name() -> str:
    return f"all sources, the last {flow_run.parameters.get('days', 60)} days"


@flow(name="health", flow_run_name=_run_name, on_running=[end_with_serve])
def health(days: Days = 60) -> list[Health]:
    """Publish how each source is doing, and a picture of the articles of the last days.

    Args:
        days: How many days the picture shows; it has a column for each.
    """
    config, now = load(), datetime.now(UTC)
    found = tallies(days + LOOK_BACK_DAYS, now.date(), config.settings)
    enabled = {source.name for source in config.sources.values() if source.enabled}
    names = sorted(enabled | {name for day in found.values() for name in day.sources})
    healths = [health_of(name, found, _progress(name, config, now), now) for name in names]
    well = sum(one.is_well for one in healths)
    create_markdown_artifact(
        health_markdown(healths, now),
        key="source-health",
        description=f"sources that are well: {well} of {len(healths)}",
    )
    counts = {name: published_by_day(name, found.values()) for name in names}
    create_markdown_artifact(
        coverage_markdown(counts, now.date() - timedelta(days=days - 1), now.date()),
        key="coverage",
        description="Articles by the day they were published, and the days that are missing",
    )
    for one in untold_silences(healths, now.date(), config.settings):
        tell_of_silence(one)
    return healths


def _progress(name: str, config: Config, now: datetime) -> Progress:
    source = config.sources.get(name)
    return Progress(
        watermark=read_watermark(name, config.settings),
        recheck_due_at=oldest_due_recheck(name, config.settings, now),
        is_scheduled=source is not None and source.enabled and source.schedule.is_set,
    )


def health_markdown(healths: Sequence[Health], now: datetime) -> str:
    """Return a row for each source; those in trouble come first."""
    columns = ("source", "state", "last success", "last new article", *_FIGURES)
    ordered = sorted(healths, key=lambda one: (one.is_well, one.source))
    return "\n".join(
        (
            "# How the sources are doing",
            "",
            f"At {moment(now)}; times are UTC. A success is a run that saw all that the source named.",
            "",
            f"| {' | '.join(columns)} |",
            "|---|---|---|---|---:|---:|---:|---|",
            *(f"| {' | '.join(_row(one, now))} |" for one in ordered),
        )
    )


_FIGURES = ("articles yesterday", "on such a day usually", "rejected in 7 days", "oldest due recheck")


def _row(health: Health, now: datetime) -> Iterator[str]:
    yield plain(health.source)
    yield health.state if health.is_well else f"**{health.state}**"
    yield moment(health.last_success_at)
    yield moment(health.last_new_at)
    yield f"{health.yesterday:,}"
    yield f"{health.usual:,g}"
    yield f"{health.rejected_share:.0%}"
    yield f"due for {span(now - health.recheck_due_at)}" if health.recheck_due_at else "none due"


def coverage_markdown(counts: Mapping[str, Mapping[date, int]], since: date, today: date) -> str:
    """Return the picture, and in words what it cannot tell: figures, and the days that are missing."""
    picture = data_uri(coverage_svg(counts, since, today))
    lines = [
        "# Articles by the day they were published",
        "",
        f"![days and sources]({picture})",
        "",
        f"From {since} to {today} (UTC); today is not over, and never a gap.",
        "",
        "| source | articles | days with none, where there usually are some |",
        "|---|---:|---|",
    ]
    for name, by_day in counts.items():
        published = sum(number for day, number in by_day.items() if since <= day <= today)
        lines.append(f"| {plain(name)} | {published:,} | {runs_of_days(gaps(by_day, since, today)) or 'none'} |")
    return "\n".join(lines)
