"""When a batch is set aside: one that fails in run after run must not stop its source for good. Pure."""

from datetime import datetime, timedelta

from dateline.tasks.core.models import OpenBatch

MAX_FAILURES = 3
"""A batch that failed in so many runs, each time for a reason of its own, is set aside."""
MAX_TAKEN_UP = 10
"""So is one that so many runs took up without an end, though none of them could say why: they were killed."""
MIN_TAKEN_UP_FOR = timedelta(hours=1)
"""How old such a batch must be: runs that are killed in quick succession say nothing of it."""


def after_failure(batch: OpenBatch, why: str) -> OpenBatch:
    """Return the batch after a run in which it failed; ``why`` is a sentence."""
    failures = batch.failures + 1
    return batch.model_copy(
        update={"failures": failures, "trouble": why, "set_aside": batch.set_aside or failures >= MAX_FAILURES}
    )


def taken_up(batch: OpenBatch, owner: str, now: datetime) -> OpenBatch:
    """Return the batch as a run takes it up that an earlier one left unfinished, or set aside if that is hopeless."""
    if batch.taken_up >= MAX_TAKEN_UP and now - batch.opened_at >= MIN_TAKEN_UP_FOR:
        why = f"{batch.taken_up} runs took it up, and each ended before it was done"
        return batch.model_copy(update={"set_aside": True, "trouble": batch.trouble or why})
    return batch.model_copy(update={"taken_up": batch.taken_up + 1, "owner": owner})


def to_be_tried_again(batch: OpenBatch) -> OpenBatch:
    """Return the batch as if it had never failed: the next run takes it up."""
    return batch.model_copy(update={"failures": 0, "taken_up": 0, "trouble": "", "set_aside": False})
