"""Forks processes in order to kill them. Forking is fast, because the slow imports are done already."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable

from dateline.tasks.core.errors import DatelineError

DONE, REPORTED, BROKEN = 0, 1, 3
"""Exit codes of a child: it succeeded, ended with a `DatelineError`, or ended with any other error."""


class WrongError(Exception):
    """A finding: the archive is not what it should be, or a run ended in the wrong way."""


def begin(work: Callable[[], object]) -> int:
    """Start the work in a process of its own, and return the process id."""
    child = os.fork()
    if child:
        return child
    status = BROKEN
    logging.disable()  # only the error that ends the work matters
    try:
        work()
        status = DONE
    except DatelineError as error:
        status = REPORTED
        _say(str(error))
    except BaseException as error:  # noqa: BLE001 - a child must not continue the parent's code
        _say(repr(error))
    os._exit(status)


def end_of(child: int) -> int:
    """Wait for a process, and return its exit code, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a process of its own, and return its exit code (see `end_of`)."""
    return end_of(begin(work))


def finish(work: Callable[[], object], what: str) -> None:
    """Do the work in a process of its own, and wait for its end. ``what`` names it in the error.

    Raises:
        WrongError: it did not succeed.
    """
    if status := in_child(work):
        raise WrongError(f"{what} ended with {status}")


def kill_after(work: Callable[[], object], seconds: float) -> bool:
    """Start the work, kill its process after so many seconds, and return whether it was still running."""
    child = begin(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return end_of(child) == -signal.SIGKILL


def _say(error: str) -> None:
    print(error, file=sys.stderr, flush=True)  # noqa: T201 - shown by the test of the parent
