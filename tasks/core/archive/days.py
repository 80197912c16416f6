"""Closed days: when one is, where its files lie, and whether they still hold what the day has."""

import json
import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from pydantic import TypeAdapter, ValidationError

from dateline.tasks.core.models import Model

DAYS = "days/"
SUMS = "SHA256SUMS"
SETTLES = timedelta(days=1)
"""How long after its end a day counts as closed: most of what is late has come by then."""

_DIGEST = re.compile("[0-9a-f]{64}")

_MAGIC = 0x184D2A5D
_HEAD = struct.Struct("<II")
TAIL_BYTES = _HEAD.size
"""Size of what ends a day's file; see `content_frame`."""

_FORMAT = 2
"""Files of another format are written anew by the next ``compact``. In format 1 the content stood at the beginning of
the JSONL file, and ``provenance`` was a map in the Parquet file, which some readers take for no or broken data."""


class DayContent(Model):
    """What a day's files hold: each article's id and the hash of its record."""

    format: int = _FORMAT
    records: tuple[tuple[str, str], ...]

    def holds(self, ids: Sequence[str]) -> bool:
        """Return whether it is of these articles, in order, and no others."""
        return self.format == _FORMAT and [id_ for id_, _ in self.records] == list(ids)


def day_keys(day: date) -> tuple[str, str]:
    """Return the keys of the day's JSONL file and of its Parquet file."""
    folder = f"{DAYS}{day:%Y/%m/%d}"
    return f"{folder}/articles.jsonl.zst", f"{folder}/articles.parquet"


def sums_key(day: date) -> str:
    """Return the key of the file that holds the checksums of the day's other files."""
    return f"{DAYS}{day:%Y/%m/%d}/{SUMS}"


def sums_bytes(digests: Mapping[str, str]) -> bytes:
    """Return hex SHA-256 digests by key as ``sha256sum`` writes them, and checks them in the day's folder."""
    return "".join(f"{digest}  {key.rpartition('/')[2]}\n" for key, digest in digests.items()).encode()


def read_sums(data: bytes, key: str) -> dict[str, str]:
    """Return the digests by key of the file's folder; empty where a line is none."""
    lines = [line.partition("  ") for line in data.decode("utf-8", "replace").splitlines()]
    if not all(_DIGEST.fullmatch(digest) and name for digest, _, name in lines):
        return {}
    return {f"{key.rpartition('/')[0]}/{name}": digest for digest, _, name in lines}


def is_closed(day: date, now: datetime) -> bool:
    """Return whether the day (UTC) ended long enough ago."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1) + SETTLES <= now


def content_frame(content: DayContent) -> bytes:
    """Return the content as a skippable frame (RFC 8878, section 3.1.2), to stand last in a day's JSONL file.

    zstd readers pass over such a frame, but some stop there, so it may stand nowhere else. Its data ends with the
    content's size and the magic number again, so that it is found from the end of the file.
    """
    data = content.model_dump_json().encode()
    return _HEAD.pack(_MAGIC, len(data) + TAIL_BYTES) + data + _HEAD.pack(len(data), _MAGIC)


def content_size(tail: bytes) -> int | None:
    """Return how many bytes of content stand before the last `TAIL_BYTES` of a day's file; None where it has none."""
    if len(tail) < TAIL_BYTES:
        return None
    size, magic = _HEAD.unpack(tail[-TAIL_BYTES:])
    return int(size) if magic == _MAGIC else None


def read_content(data: bytes) -> DayContent | None:
    """Return the content that a frame holds; None where it is damaged."""
    try:
        return TypeAdapter(DayContent).validate_json(data)
    except ValidationError:
        return None


def json_line(data: bytes) -> bytes:
    """Return a stored record as one line of JSON, its fields in the order in which they are stored."""
    return json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def days_between(since: datetime, until: datetime) -> Iterable[date]:
    """Yield the days (UTC) that have a part in ``[since, until)``."""
    day = since.astimezone(UTC).date()
    while datetime.combine(day, time(), UTC) < until:
        yield day
        day += timedelta(days=1)
