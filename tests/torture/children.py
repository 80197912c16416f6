"""Processes that are forked to be killed. Forking is quick: what takes seconds to import is there already."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable

from dateline.tasks.core.errors import DatelineError

DONE, TOLD, BROKEN = 0, 1, 3
"""How a child ends: well; by an error that dateline tells in a sentence; by any other one."""


class WrongError(Exception):
    """What torture finds: the archive is not what it should be, or a run ended as it should not."""


def begin(work: Callable[[], object]) -> int:
    """Start the work in a process of its own, and return its id."""
    child = os.fork()
    if child:
        return child
    status = BROKEN
    logging.disable()  # what is told to the user is what ends the work
    try:
        work()
        status = DONE
    except DatelineError as error:
        status = TOLD
        _say(str(error))
    except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent
        _say(repr(error))
    os._exit(status)


def end_of(child: int) -> int:
    """Wait for a process; return its status, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a process of its own, and return how that ended."""
    return end_of(begin(work))


def finish(work: Callable[[], object], what: str) -> None:
    """Do the work in a process of its own, to its end.

    Raises:
        WrongError: it ended with an error.
    """
    if status := in_child(work):
        raise WrongError(f"{what} ended with {status}")


def kill_after(work: Callable[[], object], seconds: float) -> bool:
    """Kill the work's process so long after its start; return whether it was still at work."""
    child = begin(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return end_of(child) == -signal.SIGKILL


def _say(error: str) -> None:
    print(error, file=sys.stderr, flush=True)  # noqa: T201 - the parent's test shows it
