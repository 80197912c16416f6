"""How the sources are doing: two artifacts that are kept current, and an event for each that has fallen silent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run
from pydantic import Field

from dateline.config.loader import Config, load
from dateline.flows.runtime.events import tell_of_silence
from dateline.flows.runtime.stopping import end_with_serve
from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.display.wording import count, moment, runs_of_days, span
from dateline.tasks.core.sources.coverage import coverage_svg, data_uri, gaps
from dateline.tasks.core.sources.health import LOOK_BACK_DAYS, Health, Progress, published_by_day
from dateline.tasks.core.sources.health import health as health_of
from dateline.tasks.due_rechecks import oldest_due_recheck
from dateline.tasks.monitoring import tallies
from dateline.tasks.schedule_state import read_watermark
from dateline.tasks.silences import untold_silences

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


def _row(health: Health, now: datetime) -> Iterator[str]:
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
