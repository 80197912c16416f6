"""The health flow: keeps two artifacts about the sources current, and emits an event for each silent source."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run
from pydantic import Field

from dateline.config.loader import Config, load
from dateline.flows.runtime.events import emit_silence
from dateline.flows.runtime.stopping import end_with_serve
from dateline.flows.ui.health_report import coverage_markdown, health_markdown
from dateline.tasks.batches import troubled_batches
from dateline.tasks.core.sources.health import LOOK_BACK_DAYS, SourceHealth, SourceProgress, published_by_day
from dateline.tasks.core.sources.health import health as health_of
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.monitoring import oldest_due_recheck, tallies, untold_silences
from dateline.tasks.schedule_state import read_watermark

Days = Annotated[int, Field(ge=7, le=366)]


def _run_name() -> str:
    return f"all sources, the last {flow_run.parameters.get('days', 60)} days"


@flow(name="health", flow_run_name=_run_name, on_running=[end_with_serve])
def health(days: Days = 60) -> list[SourceHealth]:
    """Publish the health of each source, and a picture of the articles of the last days.

    Args:
        days: How many days the picture shows, one column each.
    """
    config, now = load(), datetime.now(UTC)
    with holding_ledger(config.settings):
        found = tallies(days + LOOK_BACK_DAYS, now.date(), config.settings)
        enabled = {source.name for source in config.sources.values() if source.enabled}
        names = sorted(enabled | {name for day in found.values() for name in day.sources})
        healths = [health_of(name, found, _progress(name, config, now), now) for name in names]
        well = sum(one.is_well for one in healths)
        create_markdown_artifact(
            health_markdown(healths, now),
            key="source-health",
            description=f"healthy sources: {well} of {len(healths)}",
        )
        counts = {name: published_by_day(name, found.values()) for name in names}
        create_markdown_artifact(
            coverage_markdown(counts, now.date() - timedelta(days=days - 1), now.date()),
            key="coverage",
            description="Articles by day of publication, and days without articles",
        )
        for one in untold_silences(healths, now.date(), config.settings):
            emit_silence(one)
    return healths


def _progress(name: str, config: Config, now: datetime) -> SourceProgress:
    source = config.sources.get(name)
    return SourceProgress(
        watermark=read_watermark(name, config.settings, now),
        recheck_due_at=oldest_due_recheck(name, config.settings, now),
        set_aside=sum(batch.set_aside for batch in troubled_batches(config.settings, name)),
        is_scheduled=source is not None and source.enabled and source.schedule.is_set,
    )
