"""The articles of an archive as Parquet files on this machine: those of closed days, and one of all other records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from dateline.config.schema import LocalArchive, S3Archive
from dateline.tasks.adapters.archive.day_files import is_current
from dateline.tasks.adapters.archive.parquet import parquet_file
from dateline.tasks.adapters.archive.window_keys import keys_in
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.adapters.stores.stored_bytes import LARGE_PIECE, StoredBytes
from dateline.tasks.core.archive.days import day_keys
from dateline.tasks.core.archive.records import day_of, read_article
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Window
from dateline.tasks.core.protocols import ArchiveStore

_LINK = "archive"


@dataclass
class ArticleFiles:
    """The files, and a sentence for each record that could not be read."""

    paths: list[Path] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def article_files(store: ArchiveStore, archive: LocalArchive | S3Archive, window: Window, folder: Path) -> ArticleFiles:
    """Return files in ``folder`` with all articles of the days that overlap the window.

    Files of closed days that are in a bucket are copied there, those on disk are behind a link. Records that are in no
    such file are written to one.

    Raises:
        ConfigError: pyarrow is not installed.
        StoreError: the archive could not be read.
    """
    files, rest = ArticleFiles(), folder / "rest.parquet"
    if isinstance(archive, LocalArchive):
        (folder / _LINK).symlink_to(archive.path.resolve())
    with parquet_file(rest, {}) as rows:
        for key, data in read_ahead(store, _beside(store, archive, window, folder, files)):
            try:
                rows.add(read_article(data or b"", key))
            except RecordError as error:
                files.damaged.append(str(error))
    files.paths.append(rest)
    return files


def _beside(
    store: ArchiveStore, archive: LocalArchive | S3Archive, window: Window, folder: Path, files: ArticleFiles
) -> Iterator[str]:
    """Yield the keys of the records that are in no file of a closed day; note the files of the others."""
    for day, group in groupby(keys_in(store, window), day_of):
        keys: Sequence[str] = tuple(group)
        if day and is_current(store, day, keys, verify=False):
            files.paths.append(_local(store, archive, day, folder))
        else:
            yield from keys


def _local(store: ArchiveStore, archive: LocalArchive | S3Archive, day: date, folder: Path) -> Path:
    key = day_keys(day)[1]
    if isinstance(archive, LocalArchive):
        return folder / _LINK / key
    path = folder / f"{day}.parquet"
    stream = StoredBytes(store, key)
    with path.open("wb") as file:
        while data := stream.read(LARGE_PIECE):
            file.write(data)
    return path
