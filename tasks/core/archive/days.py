"""Closed days: when a day is closed, the keys of its files, and whether they are up to date."""

import json
import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from pydantic import TypeAdapter, ValidationError

from dateline.tasks.core.archive.columns import columns_digest
from dateline.tasks.core.archive.records import day_path
from dateline.tasks.core.value_types import Model

DAYS = "days/"
SUMS = "SHA256SUMS"
SETTLES = timedelta(days=1)
"""How long after its end a day counts as closed. Most late articles have arrived by then."""

_DIGEST = re.compile("[0-9a-f]{64}")

_MAGIC = 0x184D2A5D
_HEAD = struct.Struct("<II")
TAIL_BYTES = _HEAD.size
"""The size of the end of a day's file; see `content_frame`."""

_FORMAT = 2
"""Files of another format are rewritten by the next ``compact``. Format 1 had the content frame at the beginning of the
JSONL file, and ``provenance`` as a map in the Parquet file, which some readers cannot read."""


class DayContent(Model):
    """The content of a day's files."""

    format: int = _FORMAT
    columns: str = ""
    """The digest of the Parquet file's columns; see `columns_digest`. Earlier versions did not state one."""
    records: tuple[tuple[str, str], ...]
    """Each article's id and the hash of its record."""

    def holds(self, ids: Sequence[str]) -> bool:
        """Return whether these are its articles, in order, and the format and the columns are the current ones."""
        is_current = (self.format, self.columns) == (_FORMAT, columns_digest())
        return is_current and [id_ for id_, _ in self.records] == list(ids)


def day_keys(day: date) -> tuple[str, str]:
    """Return the keys of the day's JSONL and Parquet files."""
    folder = f"{DAYS}{day_path(day)}"
    return f"{folder}/articles.jsonl.zst", f"{folder}/articles.parquet"


def sums_key(day: date) -> str:
    """Return the key of the file with the checksums of the day's other files."""
    return f"{DAYS}{day_path(day)}/{SUMS}"


def sums_bytes(digests: Mapping[str, str]) -> bytes:
    """Return hex SHA-256 digests in the format of ``sha256sum``, which can verify them in the day's folder."""
    return "".join(f"{digest}  {key.rpartition('/')[2]}\n" for key, digest in digests.items()).encode()


def read_sums(data: bytes, key: str) -> dict[str, str]:
    """Return the digests by key, or nothing if a line is invalid. ``key`` is that of the file."""
    lines = [line.partition("  ") for line in data.decode("utf-8", "replace").splitlines()]
    if not all(_DIGEST.fullmatch(digest) and name for digest, _, name in lines):
        return {}
    return {f"{key.rpartition('/')[0]}/{name}": digest for digest, _, name in lines}


def is_closed(day: date, now: datetime) -> bool:
    """Return whether the day (UTC) ended long enough ago."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1) + SETTLES <= now


def content_frame(content: DayContent) -> bytes:
    """Return the content as a skippable frame (RFC 8878, section 3.1.2) for the end of a day's JSONL file.

    zstd readers skip such a frame, but some stop there, so it must come last. Its data ends with the content's size and
    the magic number, so that it can be found from the end of the file.
    """
    data = content.model_dump_json().encode()
    return _HEAD.pack(_MAGIC, len(data) + TAIL_BYTES) + data + _HEAD.pack(len(data), _MAGIC)


def content_size(tail: bytes) -> int | None:
    """Return the size of the content before the last `TAIL_BYTES` of a day's file, in bytes, or None without any."""
    if len(tail) < TAIL_BYTES:
        return None
    size, magic = _HEAD.unpack(tail[-TAIL_BYTES:])
    return int(size) if magic == _MAGIC else None


def read_content(data: bytes) -> DayContent | None:
    """Return the content in a frame, or None if it is damaged."""
    try:
        return TypeAdapter(DayContent).validate_json(data)
    except ValidationError:
        return None


def json_line(data: bytes) -> bytes:
    """Return a stored record as one line of JSON, with its fields in stored order."""
    return json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def days_between(since: datetime, until: datetime) -> Iterable[date]:
    """Yield the days (UTC) that overlap ``[since, until)``."""
    day = since.astimezone(UTC).date()
    while datetime.combine(day, time(), UTC) < until:
        yield day
        day += timedelta(days=1)
