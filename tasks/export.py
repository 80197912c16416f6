"""Exports articles as one stream or file of JSONL, CSV, Parquet or XLSX. Memory use does not depend on their number."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import zstandard
from pydantic_core import to_json

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.parquet import parquet_file, require_parquet
from dateline.tasks.adapters.archive.window_keys import keys_in
from dateline.tasks.adapters.archive.xlsx import MAX_CHARS, xlsx_file
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.cells import cell
from dateline.tasks.core.archive.columns import COLUMNS, row_of
from dateline.tasks.core.archive.days import json_line
from dateline.tasks.core.archive.formats import Format
from dateline.tasks.core.archive.records import read_article
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Article, Window
from dateline.tasks.similar import StoryOf
from dateline.tasks.whole_file import whole_file

_LEVEL = 10
"""The zstd level, as of the files of closed days."""


class Exported:
    """The articles of a window. After iteration, it lists those that were skipped because they are damaged."""

    def __init__(
        self, settings: Settings, window: Window, sources: Sequence[str], story_of: StoryOf | None = None
    ) -> None:
        self._store = open_store(settings.archive)
        self._window, self._sources = window, frozenset(sources)
        self._story_of = story_of
        self.count = 0
        self.damaged: list[str] = []

    def __iter__(self) -> Iterator[tuple[Article, bytes]]:
        """Yield each article with its stored bytes, ordered by day and then by key.

        Raises:
            StoreError: the archive could not be read.
        """
        for key, data in read_ahead(self._store, keys_in(self._store, self._window)):
            try:
                article = read_article(data or b"", key)
            except RecordError as error:
                self.damaged.append(str(error))
                continue
            if self._window.contains(article.published_at) and (not self._sources or article.source in self._sources):
                self.count += 1
                yield article, data or b""

    def story_of(self, article: Article) -> str | None:
        """Return the id of the article's story, if stories were asked for."""
        return self._story_of(article.id) if self._story_of else None


def write_stream(
    articles: Exported, kind: Format, stream: BinaryIO, columns: Sequence[str] = COLUMNS, *, raw_cells: bool = False
) -> None:
    """Write articles as JSON lines, or as CSV (RFC 4180, UTF-8 with a byte order mark, lists as JSON).

    JSON lines are the stored records, unless fewer ``columns`` are asked for. For ``raw_cells``, see `scalar_cell`.
    """
    if kind is Format.JSONL_ZST:
        with zstandard.ZstdCompressor(level=_LEVEL).stream_writer(stream, closefd=False) as packer:
            for line in _lines(articles, columns):
                packer.write(line)
    elif kind is Format.JSONL:
        stream.writelines(_lines(articles, columns))
    else:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text)
            writer.writerow(columns)
            for article, _ in articles:
                row = row_of(article, articles.story_of(article))
                writer.writerow([cell(row[column], raw=raw_cells) for column in columns])
        finally:
            text.detach()


def _lines(articles: Exported, columns: Sequence[str]) -> Iterator[bytes]:
    for article, data in articles:
        if columns is COLUMNS:
            yield json_line(data)
        else:
            row = row_of(article, articles.story_of(article))
            yield to_json({column: row[column] for column in columns}) + b"\n"


def write_file(
    articles: Exported, kind: Format, path: Path, columns: Sequence[str] = COLUMNS, *, raw_cells: bool = False
) -> Sequence[str]:
    """Write articles to a file, which gets its name once it is complete; return what its reader should know.

    For ``raw_cells``, see `write_stream`.

    Raises:
        ConfigError: the file could not be written, or what it needs is not installed.
    """
    with whole_file(path) as part:
        if kind is Format.PARQUET:
            with parquet_file(part, {}, columns) as rows:
                for article, _ in articles:
                    rows.add(article, articles.story_of(article))
        elif kind is Format.XLSX:
            with xlsx_file(part, columns) as cells:
                for article, _ in articles:
                    cells.add(article, articles.story_of(article))
            if cells.cut:
                return [f"{count(cells.cut, 'text')} longer than a cell of Excel holds ({MAX_CHARS:,} characters) cut"]
        else:
            with part.open("wb") as stream:
                write_stream(articles, kind, stream, columns, raw_cells=raw_cells)
    return []


def check_parquet() -> None:
    """Check that Parquet files can be written.

    Raises:
        ConfigError: pyarrow is not installed; the message says how to install it.
    """
    require_parquet()
