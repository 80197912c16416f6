"""Writes the steps of a run into its log, which the Prefect UI shows: a line for each step, never one for each page."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect.client.schemas.objects import State
from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from dateline.config.mistakes import ConfigMistakesError, NoConfigurationError
from dateline.flows.runtime.deployment_of_run import deployment_id
from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.errors import DatelineError, names_of_errors, sentence_of

P = ParamSpec("P")
T = TypeVar("T")

_EXPECTED = (DatelineError, ConfigMistakesError)
_ENDED_WITH_ERROR = re.compile(r"Finished in state Failed\('Task run encountered an exception (\w+):")
"""What Prefect's engine says a second time of a task that has raised an error."""
_STOPPED = re.compile(r"Finished in state Cancelled\('(.*)'\)", re.DOTALL)
"""What it says of a task that was told to stop."""
_NO_CONFIGURATION = (
    "the run has no configuration: set DATELINE_CONFIG to the configuration folder, which must be on the worker's "
    "machine, in the environment of the worker or in the job variable env of the deployment or its work pool"
)


def log(sentence: str, *, is_trouble: bool = False) -> None:
    """Add a line to the log of the current run; outside a run, do nothing."""
    try:
        logger = get_run_logger()
    except MissingContextError:
        return
    (logger.warning if is_trouble else logger.info)("%s", printable(sentence))


class _InSentences(logging.Filter):
    """Leaves out the tracebacks of expected errors, and what Prefect's engine says about them a second time."""

    _told: Exception | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, _EXPECTED):
            return True
        record.msg, record.args = "%s", (f"The run failed: {why(error)}",)
        record.exc_info = record.exc_text = None
        return not self._is_told(error)

    def _is_told(self, error: Exception) -> bool:
        """Return whether this error was the last one in the log, and remember it."""
        told, self._told = self._told, error
        return told is error


class _StepsInSentences(logging.Filter):
    """Does the same for the steps of runs, which are Prefect's tasks. That one was told to stop is no trouble."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if stopped := _STOPPED.fullmatch(record.getMessage()):
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
            record.msg, record.args = "%s", (stopped[1],)
        elif isinstance(error, _EXPECTED):
            record.msg, record.args = "%s", (f"The step failed: {why(error)}",)
        else:
            told_again = _ENDED_WITH_ERROR.match(record.getMessage())
            return told_again is None or told_again[1] not in names_of_errors()
        record.exc_info = record.exc_text = None
        return True


logging.getLogger("prefect.flow_runs").addFilter(_InSentences())
logging.getLogger("prefect.task_runs").addFilter(_StepsInSentences())


def print_end(what: str, state: State[Any]) -> None:
    """Print how a run of a deployment ended. `dateline serve` and Prefect's workers pass it on to their terminal."""
    print_line(what, "; ".join(filter(None, (state.name, state.message))))


def print_failure(what: str, error: Exception) -> None:
    """Print, as `print_end` does, why a run failed."""
    print_line(what, f"Failed; {why(error)}")


def why(error: Exception) -> str:
    """Return why a run failed, as a sentence for its state, its report and its log."""
    if isinstance(error, NoConfigurationError) and deployment_id():
        return _NO_CONFIGURATION
    if isinstance(error, ConfigMistakesError):
        return printable(str(error))
    told = printable(sentence_of(error))
    return told if isinstance(error, DatelineError) else f"an unexpected error, probably a bug in dateline: {told}"


def failing_in_sentences(function: Callable[P, T]) -> Callable[P, T]:
    """End a flow that raises an error in a failed state with a sentence as its message.

    The log has the traceback if the error is unexpected. The error is the state's data, so whoever calls the flow gets
    it raised, as without this.
    """

    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - Prefect says only that it "encountered an exception"
            message = why(error)
            get_run_logger().error("%s", message, exc_info=error)  # `_InSentences` puts expected ones plainly
            return Failed(message=message, data=error)  # type: ignore[return-value]  # the run ends in this state

    return told


def telling_end(function: Callable[P, T]) -> Callable[P, T]:
    """Print how each run of this function of a flow ended, under the name of the run."""

    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        name = flow_run.name or function.__name__
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            print_failure(name, error)
            raise
        print_end(name, result if isinstance(result, State) else Completed())
        return result

    return told


def print_line(what: str, told: str) -> None:
    """Print a line about a run of a deployment, as `print_end` does; about other runs, nothing."""
    if deployment_id():
        line = printable(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC  {what}: {told}")
        print(line, flush=True)  # noqa: T201 - the run's process has no terminal of its own
