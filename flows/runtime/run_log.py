"""Writes the steps of a run into its log, which the Prefect UI shows: a line for each step, never one for each page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect.client.schemas.objects import State
from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Completed

from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.errors import sentence_of

P = ParamSpec("P")
T = TypeVar("T")


def log(sentence: str, *, is_trouble: bool = False) -> None:
    """Add a line to the log of the current run; outside a run, do nothing."""
    try:
        logger = get_run_logger()
    except MissingContextError:
        return
    (logger.warning if is_trouble else logger.info)("%s", printable(sentence))


def print_end(what: str, state: State[Any]) -> None:
    """Print how a run of a deployment ended. `dateline serve` and Prefect's workers pass it on to their terminal."""
    _print(what, "; ".join(filter(None, (state.name, state.message))))


@contextmanager
def printing_failure(what: str) -> Iterator[None]:
    """Print it, as `print_end` does, if the run fails in the block.

    Raises:
        Exception: as the block does.
    """
    try:
        yield
    except Exception as error:
        _print(what, f"Failed; {sentence_of(error)}")
        raise


def telling_end(function: Callable[P, T]) -> Callable[P, T]:
    """Print how each run of this function of a flow ended, under the name of the run."""

    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        name = flow_run.name or function.__name__
        with printing_failure(name):
            result = function(*args, **kwargs)
        print_end(name, result if isinstance(result, State) else Completed())
        return result

    return told


def _print(what: str, end: str) -> None:
    if deployment.id:
        told = printable(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC  {what}: {end}")
        print(told, flush=True)  # noqa: T201 - the run's process has no terminal of its own
