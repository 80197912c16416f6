"""Records which process works on a batch, and whether it is alive; within a process, which run does."""

import os
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.ledger_models import OpenBatch

LEASE = timedelta(hours=1)
"""How long another machine's claim on a batch lasts after that machine last renewed it.

Processes of other machines cannot be observed from here.
"""

_in_hand = set[str]()
"""The segments of the batches that runs of this process are working on."""
_taking = Lock()


def owner() -> str:
    """Return ``host:pid:start`` of this process. The start tells it from a later process with the same pid."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_abandoned(batch: OpenBatch, now: datetime) -> bool:
    """Return whether no one is working on an open batch any more.

    A batch of this process is abandoned if none of its runs has claimed it: an earlier run left it behind.
    """
    if batch.segment in _in_hand:
        return False
    host, pid, started = batch.owner.rsplit(":", 2)
    if host != socket.gethostname():
        kept_at = batch.kept_at or batch.opened_at
        return now - kept_at > LEASE or is_ahead(kept_at, now)
    return int(pid) == os.getpid() or started != _started(int(pid))


def claim(batches: Iterable[OpenBatch]) -> tuple[OpenBatch, ...]:
    """Claim the batches until `release`, and return those that no other run of this process had claimed."""
    with _taking:
        free = tuple(batch for batch in batches if batch.segment not in _in_hand)
        _in_hand.update(batch.segment for batch in free)
    return free


def release(batches: Iterable[OpenBatch]) -> None:
    """Release batches that `claim` returned."""
    with _taking:
        _in_hand.difference_update(batch.segment for batch in batches)


def _started(pid: int) -> str:
    """Return a process's start time in clock ticks since boot (proc(5), stat field 22), or "" if it is unknown."""
    try:
        # The second field, the command, may contain spaces and parentheses: count from the end of it.
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
