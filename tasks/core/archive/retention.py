"""How long raw segments are kept, and what stands for one that was removed.

A segment's tombstone lies in the archive, under ``pruned/<source>/YYYY/MM/DD/<run>-<batch>.json``: so that its raw
pages are known to be gone by choice, whatever becomes of the ledger.
"""

from datetime import UTC, datetime, time, timedelta

from pydantic import ValidationError

from dateline.config.schema import RawDays, RawRetention
from dateline.tasks.core.archive.records import RAW, day_of
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import SCHEMA_VERSION, Model, UtcDatetime

PRUNED = "pruned/"

MAX_TOLD = 1000
"""How many segments a run tells one by one; it counts all of them."""

_SEGMENT_END, _TOMBSTONE_END = ".warc.gz", ".json"


class Tombstone(Model):
    """Stands for a segment that was removed because its time was over."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    segment: str
    """Key of the segment that was removed."""
    pruned_at: UtcDatetime
    """When it was removed."""
    retention: str
    """The setting by which it was removed, in words."""


class PruneResult(Model):
    """What a run of `prune` removed, or would remove."""

    dry_run: bool
    retention: str
    removed: int = 0
    """Segments."""
    told: tuple[str, ...] = ()
    """The first of them."""
    unfinished: int = 0
    """Segments whose time is over and whose batch is not done: they stay."""
    damaged: int = 0
    """Segments that stay because an article of theirs is not whole: its raw page may be needed to make it again."""
    kept: tuple[str, ...] = ()
    """Why the first of these stay, a sentence each."""


def tombstone_key(segment: str) -> str:
    """Return the key of the tombstone that a segment has, or would have."""
    return f"{PRUNED}{segment.removeprefix(RAW).removesuffix(_SEGMENT_END)}{_TOMBSTONE_END}"


def segment_of(tombstone: str) -> str:
    """Return the key of the segment that a tombstone stands for, by the tombstone's key."""
    return f"{RAW}{tombstone.removeprefix(PRUNED).removesuffix(_TOMBSTONE_END)}{_SEGMENT_END}"


def tombstone_bytes(tombstone: Tombstone) -> bytes:
    """Return a tombstone as it is stored."""
    return tombstone.model_dump_json(indent=2).encode() + b"\n"


def read_tombstone(data: bytes, key: str) -> Tombstone:
    """Return the tombstone that is stored under ``key``; `RecordError` where it is damaged."""
    try:
        return Tombstone.model_validate_json(data)
    except ValidationError as error:
        raise RecordError(f"{key} is damaged; its raw pages were removed by choice all the same", key=key) from error


def is_over(segment: str, retention: RawRetention, now: datetime) -> bool:
    """Return whether a segment's time is over, if all that it holds is archived.

    Days count from the end of the day (UTC) in its key, on which the run that fetched it began.
    """
    day = day_of(segment)
    if day is None or retention == "forever":
        return False
    if isinstance(retention, RawDays):
        return datetime.combine(day, time(), UTC) + timedelta(days=1 + retention.days) <= now
    return True


def in_words(retention: RawRetention) -> str:
    """Return the setting as a person says it."""
    return f"{retention.days} days" if isinstance(retention, RawDays) else retention.replace("_", " ")
