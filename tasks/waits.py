"""What this process is waiting for: for commands that say so when nothing happens."""

from dateline.tasks.adapters.stores.s3.waits import oldest_wait


def waited_for(now_s: float, after_s: float) -> str:
    """Return what has been waited for since at least ``after_s`` at the monotonic time ``now_s``; "" for nothing."""
    wait = oldest_wait()
    return wait.what if wait and now_s - wait.since_s >= after_s else ""
