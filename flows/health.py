"""The health flow: keeps two artifacts about the sources current, and emits an event for each silent source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run
from prefect.utilities.asyncutils import run_coro_as_sync
from pydantic import Field

from dateline.config.loader import Config, load
from dateline.flows.runtime.events import emit_silence
from dateline.flows.runtime.health_link import HEALTH_KEY
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.notifications import notification_trouble
from dateline.flows.runtime.parameters import checking_parameters
from dateline.flows.runtime.run_log import failing_in_sentences, telling_end
from dateline.flows.ui.health_report import coverage_markdown, health_markdown
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS, published_by_day
from dateline.tasks.ledger import holding_ledger
from dateline.tasks.monitoring import clock_trouble_of, healths_of, tallies, untold_silences

DAYS = 60
Days = Annotated[int, Field(ge=7, le=366)]


def _run_name() -> str:
    return f"all sources, the last {flow_run.parameters.get('days', DAYS)} days"


@flow(name="health", flow_run_name=_run_name, on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@telling_end
def health(days: Days = DAYS) -> Sequence[SourceHealth]:
    """Publish the health of each source, and a picture of the articles of the last days.

    Args:
        days: How many days the picture shows, one column each.
    """
    config, now = load(), datetime.now(UTC)
    with holding_ledger(config.settings):
        notifications = run_coro_as_sync(notification_trouble(config.settings.watch))
        healths, reports = reports_of(config, now, days, notifications=notifications)
        for report in reports:
            create_markdown_artifact(report.markdown, key=report.key, description=report.description)
        for one in untold_silences(healths, now.date(), config.settings):
            emit_silence(one)
    return healths


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The content of an artifact."""

    key: str
    markdown: str
    description: str


def reports_of(
    config: Config, now: datetime, days: int = DAYS, *, notifications: str | None = None
) -> tuple[Sequence[SourceHealth], Sequence[HealthReport]]:
    """Return the health of each source, and the artifacts that show it.

    ``notifications`` says why none are sent.
    """
    found = tallies(days + LOOK_BACK_DAYS, now.date(), config.settings)
    healths = healths_of(config.sources, found, config.settings, now)
    well = sum(one.is_well for one in healths)
    counts = {one.source: published_by_day(one.source, found.values()) for one in healths}
    clock = clock_trouble_of(config.sources, config.settings, now)
    told = health_markdown(healths, now, {"clock": clock, "notifications": notifications})
    return healths, (
        HealthReport(HEALTH_KEY, told, f"Healthy sources: {well} of {len(healths)}"),
        HealthReport(
            "coverage",
            coverage_markdown(counts, now.date() - timedelta(days=days - 1), now.date()),
            "Articles by day of publication, and days without articles",
        ),
    )
