"""Writes a project's deployments as a ``prefect.yaml``, for teams that use `prefect deploy`."""

from collections.abc import Sequence
from typing import Any

import yaml  # type: ignore[import-untyped]  # it has no types of its own
from prefect import __version__ as prefect_version
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentScheduleUpdate
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.deployments.runner import RunnerDeployment

CLEARING = "PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY=true"
"""The setting with which `prefect deploy` removes the schedules of a deployment that has none in the file."""
_HEAD = f"""\
# Written by `dateline deploy --write`. Write it again whenever sources change, and register it with
# `{CLEARING} prefect deploy --all`. Without this setting, a source keeps a schedule
# that you removed from its file. It has no automations: `dateline deploy` installs those, too.
"""


def prefect_yaml(deployments: Sequence[RunnerDeployment], pool: str) -> str:
    """Return the text of a ``prefect.yaml`` that registers these deployments with a work pool.

    The format is that of https://docs.prefect.io/v3/how-to-guides/deployments/prefect-yaml.
    """
    table = {
        "name": "dateline",
        "prefect-version": prefect_version,
        "pull": [],  # flows are loaded from the installed package
        "deployments": [_deployment(one, pool) for one in deployments],
    }
    text: str = yaml.safe_dump(table, sort_keys=False, allow_unicode=True, width=120)
    return _HEAD + text


def _deployment(one: RunnerDeployment, pool: str) -> dict[str, Any]:
    table = {
        "name": one.name,
        "description": one.description,
        "entrypoint": one.entrypoint,
        "parameters": one.parameters or None,
        "tags": list(one.tags or ()),
        "schedules": [_schedule(schedule) for schedule in one.schedules or ()],
        "work_pool": {"name": pool},
    }
    if one.concurrency_limit is not None and one.concurrency_options is not None:
        strategy = one.concurrency_options.collision_strategy.value
        table["concurrency_limit"] = {"limit": one.concurrency_limit, "collision_strategy": strategy}
    return {name: value for name, value in table.items() if value is not None}


def _schedule(given: DeploymentScheduleCreate | DeploymentScheduleUpdate) -> dict[str, Any]:
    schedule = given.schedule
    table: dict[str, Any] = {"slug": given.slug}
    if isinstance(schedule, CronSchedule):
        table |= {"cron": schedule.cron, "timezone": schedule.timezone}
    elif isinstance(schedule, IntervalSchedule):
        table |= {"interval": schedule.interval.total_seconds(), "anchor_date": schedule.anchor_date.isoformat()}
    return {name: value for name, value in table.items() if value is not None}
