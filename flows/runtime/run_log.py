"""Writes the steps of a run into its log, which the Prefect UI shows: a line for each step, never one for each page."""

from datetime import UTC, datetime
from typing import Any

from prefect.client.schemas.objects import State
from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.runtime import deployment

from dateline.tasks.core.display.escaping import printable


def log(sentence: str, *, is_trouble: bool = False) -> None:
    """Add a line to the log of the current run; outside a run, do nothing."""
    try:
        logger = get_run_logger()
    except MissingContextError:
        return
    (logger.warning if is_trouble else logger.info)("%s", printable(sentence))


def print_end(source: str, state: State[Any]) -> None:
    """Print how a run of a deployment ended. `dateline serve` and Prefect's workers pass it on to their terminal."""
    if deployment.id:
        told = printable(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC  {source}: {state.name}; {state.message}")
        print(told, flush=True)  # noqa: T201 - the run's process has no terminal of its own
