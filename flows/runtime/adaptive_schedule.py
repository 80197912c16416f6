"""Adaptive schedules: each run adjusts the interval of its own deployment to the number of new articles.

The UI therefore shows the schedule in force, and can pause it like any other. A run that is killed leaves the interval
unchanged, so no run is lost.
"""

from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.schedules import IntervalSchedule

from dateline.config.schema import Settings, Source
from dateline.flows.runtime.deployment_of_run import deployment_id
from dateline.tasks.schedule_state import next_interval

SLUG = "adaptive, as often as there is news"
"""Identifies an adaptive schedule. The UI shows slugs as the names of schedules."""

_SLUG_BEFORE = "schedule"
"""The slug of earlier versions, which deployments that have not been registered again still have."""


def keep_rhythm(source: Source, new_articles: int, settings: Settings) -> None:
    """Set the interval to the next run of this run's deployment, if its schedule is adaptive."""
    of_deployment = deployment_id() if source.schedule.adaptive else None
    if not of_deployment:
        return
    now = datetime.now(UTC)
    interval = next_interval(source, new_articles, settings, now)
    with get_client(sync_client=True) as client:
        for one in client.read_deployment_schedules(UUID(of_deployment)):
            there = one.schedule
            if one.slug in {SLUG, _SLUG_BEFORE} and isinstance(there, IntervalSchedule) and there.interval != interval:
                following = IntervalSchedule(interval=interval, anchor_date=now)
                client.update_deployment_schedule(UUID(of_deployment), one.id, schedule=following)
