"""How long raw segments are kept, and the tombstones of those that were deleted.

A segment's tombstone is stored in the archive, as ``pruned/<source>/YYYY/MM/DD/<run>-<batch>.json``. So it is known
that its raw pages were deleted deliberately, even if the ledger is lost.
"""

from datetime import UTC, datetime, time, timedelta

from pydantic import ValidationError

from dateline.config.schema import RawDays, RawRetention
from dateline.tasks.core.archive.records import RAW, day_of
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import SCHEMA_VERSION
from dateline.tasks.core.value_types import Model, UtcDatetime

PRUNED = "pruned/"

MAX_TOLD = 1000
"""How many segments a run lists individually. All of them are counted."""

_SEGMENT_END, _TOMBSTONE_END = ".warc.gz", ".json"


class Tombstone(Model):
    """Records that an expired segment was deleted."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    segment: str
    """Key of the deleted segment."""
    pruned_at: UtcDatetime
    """When it was deleted."""
    retention: str
    """The setting under which it expired, as text."""


class PruneResult(Model):
    """What a `prune` run deleted or, in a dry run, would delete."""

    dry_run: bool
    retention: str
    removed: int = 0
    """Number of deleted segments."""
    told: tuple[str, ...] = ()
    """Keys of the first of them."""
    unfinished: int = 0
    """Number of expired segments that are kept because their batch is unfinished."""
    damaged: int = 0
    """Number of expired segments that are kept because rebuilding a missing or damaged article may need them."""
    kept: tuple[str, ...] = ()
    """A sentence for each of the first of these, saying why it is kept."""


def tombstone_key(segment: str) -> str:
    """Return the key of a segment's tombstone."""
    return f"{PRUNED}{segment.removeprefix(RAW).removesuffix(_SEGMENT_END)}{_TOMBSTONE_END}"


def segment_of(tombstone: str) -> str:
    """Return the key of the segment of a tombstone, given the tombstone's key."""
    return f"{RAW}{tombstone.removeprefix(PRUNED).removesuffix(_TOMBSTONE_END)}{_SEGMENT_END}"


def tombstone_bytes(tombstone: Tombstone) -> bytes:
    """Return the stored form of a tombstone."""
    return tombstone.model_dump_json(indent=2).encode() + b"\n"


def read_tombstone(data: bytes, key: str) -> Tombstone:
    """Return the tombstone stored under ``key``.

    Raises:
        RecordError: it is damaged.
    """
    try:
        return Tombstone.model_validate_json(data)
    except ValidationError as error:
        raise RecordError(f"{key} is damaged; it records that raw pages were deleted deliberately", key=key) from error


def is_over(segment: str, retention: RawRetention, now: datetime) -> bool:
    """Return whether a segment has expired, provided that all its articles are archived.

    Days count from the end of the day (UTC) in its key, on which the run that fetched it began.
    """
    day = day_of(segment)
    if day is None or retention == "forever":
        return False
    if isinstance(retention, RawDays):
        return datetime.combine(day, time(), UTC) + timedelta(days=1 + retention.days) <= now
    return True


def in_words(retention: RawRetention) -> str:
    """Return the setting as text."""
    return f"{retention.days} days" if isinstance(retention, RawDays) else retention.replace("_", " ")
