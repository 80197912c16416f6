"""Writes a closed day's articles as one JSONL file and one Parquet file, beside the individual records."""

import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import zstandard

from dateline.tasks.adapters.archive.parquet import parquet_file
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.adapters.stores.stored_bytes import LARGE_PIECE, StoredBytes
from dateline.tasks.core.archive.columns import columns_digest
from dateline.tasks.core.archive.days import (
    TAIL_BYTES,
    DayContent,
    content_frame,
    content_size,
    day_keys,
    json_line,
    read_content,
    read_sums,
    sums_bytes,
    sums_key,
)
from dateline.tasks.core.archive.records import article_id, read_article, record_hash
from dateline.tasks.core.errors import DamagedObjectError, ObjectNotFoundError, RecordError
from dateline.tasks.core.protocols import ArchiveStore

_LEVEL = 10
"""The zstd level. Higher levels are much slower, and hardly smaller."""


def is_current(store: ArchiveStore, day: date, keys: Sequence[str], *, verify: bool) -> bool:
    """Return whether the day's files hold the articles with these keys; with ``verify``, compare each record's hash.

    Files with other columns than today's are not current.

    Records never change once written, so comparing keys suffices unless an audit repaired a record.
    """
    lines, table = day_keys(day)
    content = _content(store, lines)
    if content is None or not content.holds([article_id(key) for key in keys]):
        return False
    if not all(map(store.contains, (table, sums_key(day)))):
        return False
    if not verify:
        return True
    noted = dict(content.records)
    return all(
        data is not None and record_hash(data) == noted[article_id(key)] for key, data in read_ahead(store, keys)
    )


def write_day(store: ArchiveStore, day: date, keys: Sequence[str]) -> None:
    """Write the day's files from the individual records, replacing older ones.

    The JSONL file is written last, because it says which articles the files hold. `SHA256SUMS` beside them lets an
    audit, or ``sha256sum``, verify them.

    Raises:
        RecordError: a record is damaged; the files are unchanged.
        StoreError: the archive could not be read or written.
        TemporaryFilesError: the disk for temporary files is full.
    """
    lines, table = day_keys(day)
    with scratch_folder() as folder:
        body, whole, columns = (folder / name for name in ("body", "whole", "parquet"))
        content = _write_lines(store, keys, body)
        with whole.open("wb") as file, body.open("rb") as part:
            shutil.copyfileobj(part, file)
            file.write(content_frame(content))
        _write_table(store, keys, columns, content)
        store.put(table, columns.read_bytes())
        store.put(sums_key(day), sums_bytes({lines: _sha256(whole), table: _sha256(columns)}))
        store.put(lines, whole.read_bytes())


def damaged_files(store: ArchiveStore, sums: str, *, deep: bool) -> list[str]:
    """Return the keys of a day's files that are missing or, if ``deep``, do not match their checksums.

    ``sums`` is the key of the day's checksums.
    """
    digests = next(read_sums(data or b"", key) for key, data in read_ahead(store, [sums]))
    if not digests:
        return [sums]
    return [key for key, digest in digests.items() if not (_has(store, key, digest) if deep else store.contains(key))]


def _has(store: ArchiveStore, key: str, digest: str) -> bool:
    stream, found = StoredBytes(store, key), hashlib.sha256()
    try:
        while data := stream.read(LARGE_PIECE):
            found.update(data)
    except (ObjectNotFoundError, DamagedObjectError):
        return False
    return found.hexdigest() == digest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_lines(store: ArchiveStore, keys: Sequence[str], path: Path) -> DayContent:
    records = []
    with path.open("wb") as file, zstandard.ZstdCompressor(level=_LEVEL).stream_writer(file) as packer:
        for key, data in read_ahead(store, keys):
            records.append((article_id(key), record_hash(_there(key, data))))
            read_article(_there(key, data), key)
            packer.write(json_line(_there(key, data)))
    return DayContent(columns=columns_digest(), records=tuple(records))


def _write_table(store: ArchiveStore, keys: Sequence[str], path: Path, content: DayContent) -> None:
    with parquet_file(path, {"dateline": content.model_dump_json()}) as rows:
        for key, data in read_ahead(store, keys):
            rows.add(read_article(_there(key, data), key))


def _there(key: str, data: bytes | None) -> bytes:
    if data is None:
        raise RecordError(f"{key} was listed but is missing", remedy="run `dateline audit`", key=key)
    return data


def _content(store: ArchiveStore, key: str) -> DayContent | None:
    try:
        size = content_size(store.get(key, -TAIL_BYTES))
        return read_content(store.get(key, -TAIL_BYTES - size, size)) if size else None
    except ObjectNotFoundError:
        return None
