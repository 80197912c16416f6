"""The Prefect deployments: for the ingest of each source or group, and one for each other flow."""

import hashlib
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import Flow
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from dateline.config.groups import GROUP_PREFIX, alone
from dateline.config.loader import Config
from dateline.config.schema import Group, PollSettings, Source
from dateline.flows.audit import audit
from dateline.flows.backfill import backfill
from dateline.flows.compact import compact
from dateline.flows.health import health
from dateline.flows.ingest import ingest
from dateline.flows.ingest_group import ingest_group
from dateline.flows.prune import prune
from dateline.flows.reprocess import reprocess
from dateline.flows.runtime.adaptive_schedule import SLUG
from dateline.flows.runtime.events import TAG
from dateline.flows.serving.interrupted_runs import UNDER_WAY
from dateline.tasks.core.display.wording import span
from dateline.tasks.core.sources.ways import Way, has_way

_ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
"""From where the anchors of all intervals count. It is constant, so that a restart does not shift the schedules."""

_BY_CRON, _EVERY, _SLUG_BEFORE = "cron ", "every ", "schedule"
"""The prefixes of schedules' slugs, which the UI shows as their names; and the slug of earlier versions."""

_OTHERS: tuple[Flow[Any, Any], ...] = (backfill, health, reprocess, audit, compact, prune)

_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run that comes due while another is running is dropped, not queued: the next run's window starts at the watermark
and covers the dropped run, and a queue of late runs would only keep the runner busy."""


Identity = tuple[str, frozenset[str]]
_OF_GROUP = "group"
_OF_SLICES = "part_of"
"""The parameter of `ingest` that only slices of a backfill have."""
_MAX_OFFERED = 1000
"""How many names a run form offers to choose from. With more, it takes any text, and the run says what is wrong."""


async def deployments(config: Config) -> list[RunnerDeployment]:
    """Return the deployments of a project: of the sources without a group, of the groups, and of the other flows."""
    found = [await _of_source(config.sources[name], config) for name in alone(config)]
    for name, group in config.settings.groups.items():
        found += [await _of_shard(name, group, shard) for shard in range(1, group.shards + 1)]
    return found + [await _of_flow(flow, config) for flow in _OTHERS]


async def forget_others(client: PrefectClient, kept: set[Identity]) -> tuple[list[str], list[str]]:
    """Delete the deployments that are not kept, but not their runs.

    Return their names, and those of the deployments that could not be deleted yet; see `_forget`.
    """
    gone: list[str] = []
    running: list[str] = []
    for deployment in await _registered(client):
        if identity(deployment) not in kept:
            (gone if await _forget(client, deployment) else running).append(deployment.name)
    return sorted(gone), sorted(running)


async def forget_source(client: PrefectClient, source: str) -> bool | None:
    """Delete the deployment that ingests a source, but not its runs.

    Return whether it could be deleted (see `_forget`), or None if there was none.
    """
    found = [one for one in await _registered(client) if identity(one) == (source, frozenset({"ingest"}))]
    gone = [await _forget(client, deployment) for deployment in found]
    return all(gone) if gone else None


async def _forget(client: PrefectClient, deployment: DeploymentResponse) -> bool:
    """Delete a deployment and return True or, while one of its runs is in progress, only its schedules.

    Prefect deletes a deployment's concurrency limit with it, and then cannot end a run that holds a slot of the limit.
    """
    in_progress = FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY))
    if await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=in_progress),
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
        limit=1,
    ):
        for schedule in deployment.schedules:
            await client.delete_deployment_schedule(deployment.id, schedule.id)
        return False
    await client.delete_deployment(deployment.id)
    return True


async def rename_schedules(client: PrefectClient, wanted: Sequence[RunnerDeployment]) -> None:
    """Let a schedule that is registered with a new slug replace the earlier one instead of joining it.

    Schedules that somebody added in the UI stay.
    """
    there = {identity(one): one for one in await _registered(client)}
    for deployment in wanted:
        before = there.get(identity(deployment))
        for schedule in deployment.schedules or []:
            ours = [one.slug for one in (before.schedules if before else []) if _is_ours(one.slug)]
            if schedule.slug and ours and schedule.slug not in ours:
                schedule.replaces = ours[0]


def _is_ours(slug: str | None) -> bool:
    return slug is not None and slug.startswith((SLUG, _SLUG_BEFORE, _BY_CRON, _EVERY))


async def keep_paused(client: PrefectClient, wanted: Sequence[RunnerDeployment]) -> list[str]:
    """Keep deployments paused that were paused in the UI when they are registered again. Return their names.

    Registering replaces the whole deployment, and so would activate its schedule.
    """
    there = {identity(one): one for one in await _registered(client)}
    paused = []
    for deployment in wanted:
        before = there.get(identity(deployment))
        if before and before.paused:
            deployment.paused = True
        elif before and before.schedules and not any(schedule.active for schedule in before.schedules):
            for schedule in deployment.schedules or []:
                schedule.active = False
        else:
            continue
        paused.append(deployment.name)
    return sorted(paused)


async def _registered(client: PrefectClient) -> list[DeploymentResponse]:
    """Return all of the project's deployments that the server has. It gives a limited number at once."""
    tagged = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    found: list[DeploymentResponse] = []
    while more := await client.read_deployments(deployment_filter=tagged, offset=len(found)):
        found += more
    return found


def identity(deployment: DeploymentResponse | RunnerDeployment) -> Identity:
    """Return what identifies a deployment of a project: a source may have the name of a flow or of a group."""
    return deployment.name, frozenset(deployment.tags) & {"ingest", _OF_GROUP}


def ingests(deployment: RunnerDeployment) -> bool:
    """Return whether the deployment ingests a source or a group."""
    return bool(identity(deployment)[1])


async def _of_source(source: Source, config: Config) -> RunnerDeployment:
    schedule = _schedule(source, config.settings.poll)
    deployment = await ingest.ato_deployment(
        name=source.name,
        description=f"Archives what {source.name} published since its last run.",
        parameters={"source": source.name},
        schedules=[schedule] if schedule else [],
        concurrency_limit=_ONE_AT_A_TIME,
        tags=[TAG, "ingest", source.name],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    _offer(deployment, [source])
    return deployment


async def _of_shard(name: str, group: Group, shard: int) -> RunnerDeployment:
    is_whole = group.shards == 1
    named = name if is_whole else f"{name}-{shard}-of-{group.shards}"
    return await ingest_group.ato_deployment(
        name=named,
        description=f"Archives what the sources of the group {name} published since its last run."
        + ("" if is_whole else f" Shard {shard} of {group.shards}."),
        parameters={"group": name} if is_whole else {"group": name, "shard": shard},
        schedules=[schedule] if (schedule := _schedule_of_group(named, group)) else [],
        concurrency_limit=_ONE_AT_A_TIME,
        tags=[TAG, _OF_GROUP, named],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


async def _of_flow(flow: Flow[Any, Any], config: Config) -> RunnerDeployment:
    interval = _every(flow, config)
    deployment = await flow.ato_deployment(
        name=flow.name,
        description=(flow.description or "").partition("\n\n")[0],
        schedules=[_interval(flow.name, interval)] if interval else [],
        tags=[TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    _offer(deployment, list(config.sources.values()), config.settings.groups if flow is backfill else ())
    return deployment


def _every(flow: Flow[Any, Any], config: Config) -> timedelta | None:
    """Return the interval at which a flow is scheduled, or None if it runs only on request."""
    if flow is health:
        return timedelta(hours=1)
    if flow is prune and config.settings.archive.raw_retention != "forever":
        return timedelta(days=1)
    return None


def _offer(deployment: RunnerDeployment, sources: Sequence[Source], groups: Iterable[str] = ()) -> None:
    """Restrict the run form to these sources and groups, and to the ways in which at least one source can be read.

    The flow's own schema allows all ways. The server refuses runs with other values before they start. What only a
    backfill tells its slices is not offered.
    """
    schema = deepcopy(deployment._parameter_openapi_schema)  # noqa: SLF001 - Prefect offers no public access
    schema.properties.pop(_OF_SLICES, None)
    names = [*(f"{GROUP_PREFIX}{name}" for name in sorted(groups)), *sorted(source.name for source in sources)]
    names = names if len(names) <= _MAX_OFFERED else []
    if names and "source" in schema.properties:
        schema.properties["source"]["enum"] = names
    if names and "sources" in schema.properties:
        schema.properties["sources"]["items"] = {"type": "string", "enum": names}
    if "Way" in schema.definitions:
        ways = [way.value for way in Way if way is Way.ALL or any(has_way(source, way) for source in sources)]
        schema.definitions["Way"]["enum"] = ways
    deployment._parameter_openapi_schema = schema  # noqa: SLF001 - as above


def _cron(cron: str, timezone: str) -> Schedule:
    return Cron(cron, timezone=timezone, slug=f"{_BY_CRON}{cron} ({timezone})")


def _every_s(name: str, interval_s: float) -> Schedule:
    every = timedelta(seconds=interval_s)
    return _interval(name, every, f"{_EVERY}{span(every)}")


def _interval(name: str, every: timedelta, slug: str | None = None) -> Schedule:
    """Return the schedule of a deployment that runs at intervals.

    Its first moment is taken from a hash of its name, so that those with the same interval are not due at once.
    """
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) / 2**64
    return Interval(every, anchor_date=_ANCHOR + share * every, slug=slug)


def _schedule_of_group(name: str, group: Group) -> Schedule | None:
    if group.cron:
        return _cron(group.cron, group.timezone)
    return _every_s(name, group.interval_s) if group.interval_s else None


def _schedule(source: Source, poll: PollSettings) -> Schedule | None:
    if source.schedule.cron:
        return _cron(source.schedule.cron, source.schedule.timezone)
    if source.schedule.interval_s:
        return _every_s(source.name, source.schedule.interval_s)
    if source.schedule.adaptive:
        # The first run restores the interval from before this start: see `flows/runtime/adaptive_schedule.py`.
        shortest_s = source.poll_settings(poll).min_interval_s
        return _interval(source.name, timedelta(seconds=shortest_s), SLUG)
    return None
