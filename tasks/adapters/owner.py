"""Which process has a batch, and whether it still lives."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from tasks.core.models import OpenBatch

LEASE = timedelta(hours=1)
"""How long a batch of another machine, whose processes cannot be seen from here, is taken to be under way."""


def owner() -> str:
    """Return ``host:pid:start`` of this process; the start keeps it apart from a later one with the same pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_abandoned(batch: OpenBatch, now: datetime) -> bool:
    """Return whether nobody is working on an open batch any more.

    A batch of this very process counts as abandoned: a run looks for such batches before it opens its own, so what
    it finds is what an earlier run in the process left behind.
    """
    host, pid, started = batch.owner.rsplit(":", 2)
    if host != socket.gethostname():
        return now - batch.opened_at > LEASE
    return int(pid) == os.getpid() or started != _started(int(pid))


def _started(pid: int) -> str:
    """Return when a process began, in clock ticks since boot (proc(5), stat field 22); "" where there is none."""
    try:
        # The second field, the command, may hold spaces and brackets: count from behind it.
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "" if not _answers(pid) else "unknown"


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
