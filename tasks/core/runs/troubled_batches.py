"""Decides when to set a batch aside, so that a batch that fails in every run does not block its source."""

from datetime import datetime, timedelta

from dateline.tasks.core.ledger_models import OpenBatch

MAX_FAILURES = 3
"""A batch that failed in this many runs is set aside."""
MAX_TAKEN_UP = 10
"""A batch that this many runs resumed without finishing, because they were killed, is also set aside."""
MIN_TAKEN_UP_FOR = timedelta(hours=1)
"""The minimum age of such a batch, because runs killed in quick succession prove nothing about it."""


def after_failure(batch: OpenBatch, why: str) -> OpenBatch:
    """Return the batch after it failed in a run. ``why`` is a sentence."""
    failures = batch.failures + 1
    return batch.model_copy(
        update={"failures": failures, "trouble": why, "set_aside": batch.set_aside or failures >= MAX_FAILURES}
    )


def taken_up(batch: OpenBatch, owner: str, now: datetime) -> OpenBatch:
    """Return the state of an unfinished batch when a run resumes it, or sets it aside if it was resumed too often."""
    if batch.taken_up >= MAX_TAKEN_UP and now - batch.opened_at >= MIN_TAKEN_UP_FOR:
        why = f"{batch.taken_up} runs resumed it, and each ended before it was finished"
        return batch.model_copy(update={"set_aside": True, "trouble": batch.trouble or why})
    return batch.model_copy(update={"taken_up": batch.taken_up + 1, "owner": owner})


def to_be_tried_again(batch: OpenBatch) -> OpenBatch:
    """Return the batch as if it had never failed, so that the next run resumes it."""
    return batch.model_copy(update={"failures": 0, "taken_up": 0, "trouble": "", "set_aside": False})
