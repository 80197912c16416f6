"""Ends the steps of a run that is told to stop in the same state as the run: as Cancelled."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from prefect.context import TaskRunContext
from prefect.exceptions import TerminationSignal
from prefect.states import Cancelled

from dateline.tasks.core.errors import StoppedError

P = ParamSpec("P")
T = TypeVar("T")


def cancelled_if_stopped(step: Callable[P, T]) -> Callable[P, T]:
    """Let a step that is a task run, and is told to stop, end as Cancelled. Prefect calls it Failed or Crashed.

    The error is the state's data, so that the state's and the future's ``result()`` raise it. A step that is called
    as a plain function raises it.
    """

    @wraps(step)
    def ended(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return step(*args, **kwargs)
        except (StoppedError, TerminationSignal) as stopped:
            if TaskRunContext.get() is None:
                raise
            told = str(stopped) if isinstance(stopped, StoppedError) else "stopped; the next run continues from there"
            return Cancelled(message=told, data=stopped)  # type: ignore[return-value]  # the state of the task run

    return ended
