"""Runs SQL over the archive's articles. Does not import Prefect."""

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import BinaryIO

from dateline.config.schema import Settings
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.adapters.search.article_files import article_files
from dateline.tasks.adapters.search.sql import Answer, answered, require_duckdb
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.cells import scalar_cell
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.models import Window
from dateline.tasks.similar import all_stories

MAX_TABLE_ROWS = 1000
MAX_CELL_CHARS = 60
_ID = re.compile(r"[0-9a-f]{32,}(\.[0-9a-f]+)?")
"""The ids of articles and hashes, which are copied from a table and so are never cut."""


class Layout(StrEnum):
    """The output formats of an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@contextmanager
def query(settings: Settings, sql: str, window: Window) -> Iterator[tuple[Answer, Sequence[str]]]:
    """Yield the result of a SELECT over the views, and a sentence for each record that is left out.

    The view ``stories`` is read from the search index, which is updated only for a query that names the view.

    Raises:
        ConfigError: the SQL is invalid, or the extra is not installed.
        StoreError: the archive could not be read.
        IndexUnusableError: the search index could not be read or written.
        TemporaryFilesError: the disk for temporary files is full.
    """
    require_duckdb()
    with ExitStack() as stack:
        notes: list[str] = []
        folder = stack.enter_context(scratch_folder())
        files = article_files(open_store(settings.archive), settings.archive, window, folder)

        def stories() -> Iterable[tuple[str, str]]:
            pairs, missing = stack.enter_context(all_stories(settings))
            notes.extend(missing)
            return pairs

        answer = stack.enter_context(answered(sql, files.paths, window, folder, stories))
        yield replace(answer, notes=notes), files.damaged


def write_answer(answer: Answer, layout: Layout, stream: BinaryIO, *, raw_cells: bool = False) -> None:
    """Write an answer as a table for people, as CSV (as `export.write_stream` does) or as JSON."""
    encoding = "utf-8-sig" if layout is Layout.CSV else "utf-8"
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
    try:
        if layout is Layout.CSV:
            writer = csv.writer(text)
            writer.writerow(answer.columns)
            writer.writerows([_cell(value, raw_cells=raw_cells) for value in row] for row in answer.rows)
        elif layout is Layout.JSON:
            text.writelines(_json(answer))
        else:
            text.writelines(f"{line}\n" for line in _table(answer))
    finally:
        text.detach()


def _table(answer: Answer) -> Iterator[str]:
    rows = [[_short(value) for value in row] for row in islice(answer.rows, MAX_TABLE_ROWS)]
    widths = [max(map(len, column)) for column in zip(answer.columns, *rows, strict=True)]
    for row in (answer.columns, ["-" * width for width in widths], *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    more = next(answer.rows, None) is not None
    yield (
        f"(the first {count(MAX_TABLE_ROWS, 'row')}; --format csv gives all)"
        if more
        else f"({count(len(rows), 'row')})"
    )


def _short(value: object) -> str:
    line = "".join(char if char.isprintable() else " " for char in _cell(value, raw_cells=True))
    return line if len(line) <= MAX_CELL_CHARS or _ID.fullmatch(line) else f"{line[: MAX_CELL_CHARS - 1]}…"


def _cell(value: object, *, raw_cells: bool) -> str:
    if isinstance(value, list | dict):
        return json.dumps(_plain(value), ensure_ascii=False)
    return scalar_cell(value, raw=raw_cells)


def _json(answer: Answer) -> Iterator[str]:
    """Yield the parts of a JSON array of objects, one object per line."""
    names = _distinct(answer.columns)
    yield "["
    for number, row in enumerate(answer.rows):
        values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        yield f"{',' if number else ''}\n{json.dumps(values, ensure_ascii=False)}"
    yield "\n]\n"


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names of columns, with a number after a name that occurs before."""
    taken: list[str] = []
    for name in names:
        number, given = 1, name
        while given in taken:
            number += 1
            given = f"{name}_{number}"
        taken.append(given)
    return taken


def _plain(value: object) -> object:
    """Return a value as a JSON value."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
