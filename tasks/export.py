"""Exports articles as one stream of JSONL, CSV or Parquet. Memory use does not depend on their number."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.parquet import parquet_file, require_parquet
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.audit import in_days
from dateline.tasks.core.archive.columns import COLUMNS, Value, row_of
from dateline.tasks.core.archive.days import days_between, json_line
from dateline.tasks.core.archive.records import ARTICLES, read_article
from dateline.tasks.core.errors import ConfigError, RecordError
from dateline.tasks.core.models import Article, Window
from dateline.tasks.core.protocols import ArchiveStore


class Format(StrEnum):
    """The output formats of an export."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"


class Exported:
    """The articles of a window. After iteration, it lists those that were skipped because they are damaged."""

    def __init__(self, settings: Settings, window: Window, sources: Sequence[str]) -> None:
        self._store = open_store(settings.archive)
        self._window, self._sources = window, frozenset(sources)
        self.count = 0
        self.damaged: list[str] = []

    def __iter__(self) -> Iterator[tuple[Article, bytes]]:
        """Yield each article with its stored bytes, ordered by day and then by key.

        Raises:
            StoreError: the archive could not be read.
        """
        for key, data in read_ahead(self._store, _keys(self._store, self._window)):
            try:
                article = read_article(data or b"", key)
            except RecordError as error:
                self.damaged.append(str(error))
                continue
            if self._window.contains(article.published_at) and (not self._sources or article.source in self._sources):
                self.count += 1
                yield article, data or b""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The first characters of cells that spreadsheets may run as formulas (OWASP, "CSV Injection")."""


def write_stream(articles: Exported, kind: Format, stream: BinaryIO, *, raw_cells: bool = False) -> None:
    """Write articles as JSON lines, or as CSV (RFC 4180, UTF-8 with a byte order mark, lists as JSON).

    Spreadsheets run cells that look like formulas, and the text of articles is untrusted. Unless ``raw_cells``, such
    text is prefixed with an apostrophe.
    """
    if kind is Format.JSONL:
        stream.writelines(json_line(data) for _, data in articles)
        return
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for article, _ in articles:
            writer.writerow([_cell(value, raw_cells=raw_cells) for value in row_of(article).values()])
    finally:
        text.detach()


def write_file(articles: Exported, kind: Format, path: Path, *, raw_cells: bool = False) -> None:
    """Write articles to a file, which gets its name once it is complete. For ``raw_cells``, see `write_stream`.

    Raises:
        ConfigError: the file could not be written, or pyarrow is not installed.
    """
    with _whole(path) as part:
        if kind is Format.PARQUET:
            with parquet_file(part, {}) as rows:
                for article, _ in articles:
                    rows.add(article)
        else:
            with part.open("wb") as stream:
                write_stream(articles, kind, stream, raw_cells=raw_cells)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} could not be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _keys(store: ArchiveStore, window: Window) -> Iterator[str]:
    if window.since and window.until:
        for day in days_between(window.since, window.until):
            yield from store.list(f"{ARTICLES}{day:%Y/%m/%d}/")
    else:
        yield from (key for key in store.list(ARTICLES) if in_days(window, key))


def _cell(value: Value, *, raw_cells: bool) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return scalar_cell(value, raw_cells=raw_cells)


def scalar_cell(value: object, *, raw_cells: bool) -> str:
    """Return a single value as the text of a cell; for ``raw_cells``, see `write_stream`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and not raw_cells:
        return spreadsheet_safe(value)
    return "" if value is None else str(value)


def spreadsheet_safe(text: str) -> str:
    """Return a cell's text, with an apostrophe before one that a spreadsheet could run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def check_parquet() -> None:
    """Check that Parquet files can be written.

    Raises:
        ConfigError: pyarrow is not installed; the message says how to install it.
    """
    require_parquet()
