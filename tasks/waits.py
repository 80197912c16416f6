"""Tells what this process is waiting for, for commands that report a lack of progress and for the logs of runs."""

from collections.abc import Set as AbstractSet

from dateline.tasks.adapters.waits import oldest_wait, turn_waits


def waited_for(now_s: float, after_s: float) -> str:
    """Return what the process has been waiting for since at least ``after_s`` seconds, or "" if for nothing.

    ``now_s`` is the current monotonic time.
    """
    wait = oldest_wait()
    return wait.what if wait and now_s - wait.since_s >= after_s else ""


def hosts_waited_for(now_s: float, after_s: float) -> AbstractSet[str]:
    """Return the hosts at which the process has been waiting for its turn since at least ``after_s`` seconds."""
    return {wait.host for wait in turn_waits() if now_s - wait.since_s >= after_s}
