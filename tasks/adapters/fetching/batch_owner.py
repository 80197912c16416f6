"""Which process has a batch, and whether it still lives; within a process, which batches a run has in hand."""

import os
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import OpenBatch

LEASE = timedelta(hours=1)
"""How long a batch of another machine is taken to be in hand after that machine last said so.

Processes of other machines cannot be seen from here.
"""

_in_hand = set[str]()
"""The segments of the batches that runs of this process work on."""
_taking = Lock()


def owner() -> str:
    """Return ``host:pid:start`` of this process; the start keeps it apart from a later one with the same pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_abandoned(batch: OpenBatch, now: datetime) -> bool:
    """Return whether nobody is working on an open batch any more.

    A batch of this very process is abandoned where no run has it in hand: an earlier one left it behind.
    """
    if batch.segment in _in_hand:
        return False
    host, pid, started = batch.owner.rsplit(":", 2)
    if host != socket.gethostname():
        kept_at = batch.kept_at or batch.opened_at
        return now - kept_at > LEASE or is_ahead(kept_at, now)
    return int(pid) == os.getpid() or started != _started(int(pid))


def claim(batches: Iterable[OpenBatch]) -> tuple[OpenBatch, ...]:
    """Return those of the batches that no other run of this process has in hand, and take them until `release`."""
    with _taking:
        free = tuple(batch for batch in batches if batch.segment not in _in_hand)
        _in_hand.update(batch.segment for batch in free)
    return free


def release(batches: Iterable[OpenBatch]) -> None:
    """End what `claim` began."""
    with _taking:
        _in_hand.difference_update(batch.segment for batch in batches)


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
