"""Runs that were cut off when ``dateline serve`` was killed: taken up again, so that none seems to run for ever.

Only for a server that was started just now, with which whoever ran them is gone, too.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    FlowRunFilterParentFlowRunId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import AwaitingRetry, Cancelled, Crashed

_UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
_MAX_STARTS = 3
"""A run that was cut off so many times may be what kills the machine."""
_WHY = "It was cut off when dateline serve was killed."


async def take_up(client: PrefectClient) -> list[str]:
    """Schedule the runs of deployments that were under way again, and let the runs within them be Crashed.

    They go on where they were: batches and slices that are done are passed over. One that was being cancelled is
    Cancelled. Returns their names. Runs of a work pool are its worker's.
    """
    of_deployments = FlowRunFilterDeploymentId(is_null_=False)
    found = [run for run in await _under_way(client, deployment_id=of_deployments) if run.work_pool_name is None]
    for run in found:
        for within in await _under_way(client, parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[run.id])):
            await _crash_tasks(client, within.id)
            await client.set_flow_run_state(within.id, Crashed(message=_WHY), force=True)
        await _crash_tasks(client, run.id)
        await client.set_flow_run_state(run.id, _next_state(run), force=True)
    return [run.name for run in found]


def _next_state(run: FlowRun) -> State:
    if run.state_type is StateType.CANCELLING:
        return Cancelled(message=_WHY)
    if run.run_count >= _MAX_STARTS:
        return Crashed(message=f"{_WHY} It was started {run.run_count} times.")
    return AwaitingRetry(scheduled_time=datetime.now(UTC), message=f"{_WHY} It goes on.")


async def _under_way(client: PrefectClient, **criteria: object) -> Sequence[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY))
    return await client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate({"state": state, **criteria}))


async def _crash_tasks(client: PrefectClient, run: UUID) -> None:
    state = TaskRunFilterState(type=TaskRunFilterStateType(any_=_UNDER_WAY))
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run]))
    for task in await client.read_task_runs(flow_run_filter=of_run, task_run_filter=TaskRunFilter(state=state)):
        await client.set_task_run_state(task.id, Crashed(message=_WHY), force=True)
