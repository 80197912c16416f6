"""Tells what this process is waiting for, for commands that report a lack of progress."""

from dateline.tasks.adapters.stores.s3.waits import oldest_wait


def waited_for(now_s: float, after_s: float) -> str:
    """Return what the process has been waiting for since at least ``after_s`` seconds, or "" if for nothing.

    ``now_s`` is the current monotonic time.
    """
    wait = oldest_wait()
    return wait.what if wait and now_s - wait.since_s >= after_s else ""
