"""Resumes or ends the runs that were cut off when their process was killed, so that none seems to run forever.

Use it only on a server that was just started: then no process that ran them can be alive.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    FlowRunFilterParentFlowRunId,
    FlowRunFilterParentTaskRunId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import AwaitingRetry, Cancelled, Crashed

UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
"""The states of runs that are in progress."""
_MAX_STARTS = 3
"""After so many starts a run is not resumed again: it may be what crashes the machine."""
_KILLED = "It was cut off when dateline serve was killed."
_STOPPED = "It was running when dateline serve was stopped."
_COMMAND_KILLED = "The command that ran it was killed."
_AROUND_STOP = timedelta(seconds=30)
INTERRUPTED = "Interrupted"
"""The state name of a subflow run whose parent is resumed. Such a crash needs no alert."""


async def take_up(client: PrefectClient, stopped_at: datetime | None) -> list[str]:
    """Reschedule the deployment runs that were in progress, and mark their subflow runs as Crashed.

    A rescheduled run skips the batches and slices that are done. A run that was being cancelled becomes Cancelled. A
    run that crashed because of the stop at ``stopped_at`` is rescheduled too, because a terminal's Ctrl-C and a
    service manager's SIGTERM also reach the runs. Runs of a work pool are left to its workers.

    Returns a sentence for each run.
    """
    why = _STOPPED if stopped_at else _KILLED
    of_deployments = FlowRunFilterDeploymentId(is_null_=False)
    found = [*await _runs(client, UNDER_WAY, deployment_id=of_deployments)]
    if stopped_at:
        crashed = await _runs(client, [StateType.CRASHED], deployment_id=of_deployments)
        found += [run for run in crashed if run.end_time and _by_stop(run.end_time, stopped_at)]
    told = []
    for run in [run for run in found if run.work_pool_name is None]:
        await _crash_within(client, run.id, why)
        state = _next_state(run, why)
        await client.set_flow_run_state(run.id, state, force=True)
        told.append(f"{_name(run)}: {state.message}")
    return told


async def end_runs_of_commands(client: PrefectClient) -> list[str]:
    """Mark the runs of commands that are in progress as Crashed. No such command may be running.

    The next run of the source, or the same command, continues their work. Returns a sentence for each run.
    """
    of_commands = {
        "deployment_id": FlowRunFilterDeploymentId(is_null_=True),
        "parent_task_run_id": FlowRunFilterParentTaskRunId(is_null_=True),
    }
    told = []
    for run in await _runs(client, UNDER_WAY, **of_commands):
        await _crash_within(client, run.id, _COMMAND_KILLED)
        await client.set_flow_run_state(run.id, Crashed(message=_COMMAND_KILLED), force=True)
        told.append(f"{_name(run)}: {_COMMAND_KILLED}")
    return told


async def _crash_within(client: PrefectClient, run: UUID, why: str) -> None:
    """Mark the subflow runs and task runs of a run that are in progress as Crashed."""
    for within in await _runs(client, UNDER_WAY, parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[run])):
        await _crash_tasks(client, within.id, why)
        await client.set_flow_run_state(within.id, Crashed(name=INTERRUPTED, message=why), force=True)
    await _crash_tasks(client, run, why)


def _by_stop(ended_at: datetime, stopped_at: datetime) -> bool:
    return stopped_at - _AROUND_STOP <= ended_at <= stopped_at + _AROUND_STOP


def _name(run: FlowRun) -> str:
    """Return a descriptive name: a run has a random name until it starts and is renamed."""
    given = run.parameters
    sources = given.get("source") or ", ".join(given.get("sources") or ())
    if not sources:
        return run.name
    window = (
        f" [{given.get('since') or '…'}, {given.get('until') or '…'})"
        if given.get("since") or given.get("until")
        else ""
    )
    flow = "backfill of " if "sources" in given and "slice" not in run.name else ""
    return run.name if str(sources).split(", ")[0] in run.name else f"{flow}{sources}{window}"


def _next_state(run: FlowRun, why: str) -> State:
    if run.state_type is StateType.CANCELLING:
        return Cancelled(message=f"{why} It was being cancelled, and is cancelled now.")
    if run.run_count >= _MAX_STARTS:
        return Crashed(message=f"{why} It was started {run.run_count} times and will not be started again.")
    return AwaitingRetry(scheduled_time=datetime.now(UTC), message=f"{why} It continues.")


async def _runs(client: PrefectClient, states: list[StateType], **criteria: object) -> Sequence[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=states))
    return await client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate({"state": state, **criteria}))


async def _crash_tasks(client: PrefectClient, run: UUID, why: str) -> None:
    state = TaskRunFilterState(type=TaskRunFilterStateType(any_=UNDER_WAY))
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run]))
    for task in await client.read_task_runs(flow_run_filter=of_run, task_run_filter=TaskRunFilter(state=state)):
        await client.set_task_run_state(task.id, Crashed(message=why), force=True)
