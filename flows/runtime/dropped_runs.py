"""Names the runs that Prefect dropped because another run of their deployment was in progress.

Prefect gives a scheduled run a random name, and the run its own name when it starts. A dropped run never starts, and
no process of dateline sees it, so the run that was in progress names it.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run

from dateline.flows.runtime.deployment_of_run import deployment_id
from dateline.flows.runtime.stopping import in_last_words

P = ParamSpec("P")
T = TypeVar("T")

_LOOK_BACK = timedelta(days=1)
"""How long before a run was due its predecessor may have been killed, which then named no dropped runs."""
_BY_LIMIT = "concurrency limit"
"""What the state of a dropped run says. One that a person cancelled says something else."""
_DROPPED = "dropped: another run was in progress"

_log = logging.getLogger(__name__)


def naming_dropped_runs(function: Callable[P, T]) -> Callable[P, T]:
    """When this function of a flow ends, name the runs of the same deployment that were dropped meanwhile."""

    @wraps(function)
    def named(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        finally:
            if of := deployment_id():
                in_last_words(partial(_try_to_name, UUID(of)))  # the run may have been told to stop

    return named


def _try_to_name(of_deployment: UUID) -> None:
    try:
        _name_dropped(of_deployment, flow_run.scheduled_start_time)
    except Exception:  # noqa: BLE001 - a name is no reason to fail
        _log.warning("dropped runs could not be named", exc_info=True)


def _name_dropped(of_deployment: UUID, due_at: datetime) -> None:
    dropped = FlowRunFilter.model_validate(
        {
            "deployment_id": {"any_": [of_deployment]},
            "state": {"type": {"any_": [StateType.CANCELLED]}},
            "expected_start_time": {"after_": due_at - _LOOK_BACK},
        }
    )
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=dropped):
            if _DROPPED not in run.name and run.state and _BY_LIMIT in (run.state.message or ""):
                client.update_flow_run(run.id, name=_name_of(run))


def _name_of(run: FlowRun) -> str:
    given = run.parameters
    what = str(given.get("source") or given.get("group") or run.name)
    since, until = given.get("since"), given.get("until")
    when = f" [{since or '…'}, {until or '…'})" if since or until else ""
    if not when and run.expected_start_time:
        when = f" up to {run.expected_start_time.astimezone(UTC):%Y-%m-%d %H:%M}"
    return f"{what}{when} ({_DROPPED})"
