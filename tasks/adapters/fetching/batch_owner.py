"""Decides whether anyone still works on an open batch; within this process, records which run does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

from dateline.tasks.adapters.ledger.process_names import has_ended, is_this_process
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.ledger_models import OpenBatch

LEASE = timedelta(hours=1)
"""How long another machine's or container's claim on a batch lasts after it was last renewed.

Their processes cannot be observed from here.
"""

_LISTING = timedelta(days=1)
"""How long a run on another machine or in another container may be at work without an open batch."""

_in_hand = set[str]()
"""The segments of the batches that runs of this process are working on."""
_taking = Lock()


def is_abandoned(batch: OpenBatch, now: datetime) -> bool:
    """Return whether no one is working on an open batch any more.

    A batch of this process is abandoned if none of its runs has claimed it: an earlier run left it behind.
    """
    if batch.segment in _in_hand:
        return False
    if is_this_process(batch.owner):
        return True
    ended = has_ended(batch.owner)
    if ended is None:
        kept_at = batch.kept_at or batch.opened_at
        return now - kept_at > LEASE or is_ahead(kept_at, now)
    return ended


def is_run_abandoned(process: str, began_at: datetime, batches: Iterable[OpenBatch], now: datetime) -> bool:
    """Return whether no one is working any more on a run of the process. ``batches`` are its source's open ones."""
    ended = has_ended(process)
    if ended is None:
        at_work = any(not (batch.set_aside or is_abandoned(batch, now)) for batch in batches)
        return not at_work and now - began_at > _LISTING
    return ended


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
