"""Adaptive schedules: each run sets its own deployment's interval, longer or shorter by what it brought.

So the schedule that the UI shows is the one that holds, pausing it works as with any other, and a run that is killed
leaves the interval as it was: no chain can break.
"""

from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.runtime import deployment

from dateline.config.schema import Settings, Source
from dateline.tasks.schedule_state import next_interval

SLUG = "schedule"
"""By which the schedule of a deployment is known: one slug for all kinds, or a source that changes its kind has two."""


def keep_rhythm(source: Source, new_articles: int, settings: Settings) -> None:
    """Let the deployment of this run come again when it is worth it, if its schedule is adaptive."""
    if not source.schedule.adaptive or not deployment.id:
        return
    now = datetime.now(UTC)
    interval = next_interval(source, new_articles, settings, now)
    with get_client(sync_client=True) as client:
        for one in client.read_deployment_schedules(UUID(deployment.id)):
            there = one.schedule
            if one.slug == SLUG and isinstance(there, IntervalSchedule) and there.interval != interval:
                following = IntervalSchedule(interval=interval, anchor_date=now)
                client.update_deployment_schedule(UUID(deployment.id), one.id, schedule=following)
