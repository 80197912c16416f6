"""Writes articles to Parquet files with a fixed schema. pyarrow is an extra, because it takes 166 MB on disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.tasks.core.archive.columns import COLUMNS, REQUIRED, STORY, TYPES, ColumnType, row_of
from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Article

_ROWS = 1000
"""The number of rows in a row group. So many are held in memory."""


def require_parquet() -> None:
    """Check that Parquet files can be written.

    Raises:
        ConfigError: pyarrow is not installed; the message says how to install it.
    """
    _pyarrow()


@contextmanager
def parquet_file(path: Path, notes: Mapping[str, str], columns: Sequence[str] = COLUMNS) -> Iterator["ParquetRows"]:
    """Write a Parquet file row by row. ``notes`` become its key-value metadata.

    With the same version of pyarrow, equal rows and notes give equal bytes.
    """
    pa = _pyarrow()
    from pyarrow import parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra; it has no types

    whole = parquet_schema(pa)
    fields = [pa.field(STORY, pa.string()) if name == STORY else whole.field(name) for name in columns]
    schema = pa.schema(fields).with_metadata(dict(notes))
    with parquet.ParquetWriter(
        path, schema, compression="zstd", use_dictionary=[name for name in ("source", "publisher") if name in columns]
    ) as writer:
        rows = ParquetRows(pa, writer, schema)
        yield rows
        rows.flush()


class ParquetRows:
    """The rows of a file being written."""

    def __init__(self, pa: ModuleType, writer: Any, schema: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        self._pa, self._writer, self._schema = pa, writer, schema
        self._rows: list[dict[str, Any]] = []

    def add(self, article: Article, story: str | None = None) -> None:
        """Add an article as a row, with the id of its story."""
        provenance = [{"field": field, "place": place} for field, place in article.provenance.items()]
        self._rows.append(row_of(article, story) | {"provenance": provenance})
        if len(self._rows) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows in memory as a row group."""
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def parquet_schema(pa: ModuleType) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the schema. Times are in microseconds, UTC; lists contain no nulls.

    ``provenance`` is a list of structs instead of a map, a type that Hugging Face datasets and others lack.
    """
    text = pa.string()
    origin = pa.struct([pa.field(name, text, nullable=False) for name in ("field", "place")])
    arrow = {
        ColumnType.TEXT: text,
        ColumnType.TEXTS: pa.list_(pa.field("element", text, nullable=False)),
        ColumnType.TIME: pa.timestamp("us", tz="UTC"),
        ColumnType.INT32: pa.int32(),
        ColumnType.INT64: pa.int64(),
        ColumnType.BOOL: pa.bool_(),
        ColumnType.ORIGINS: pa.list_(pa.field("element", origin, nullable=False)),
    }
    return pa.schema([pa.field(name, arrow[kind], nullable=name not in REQUIRED) for name, kind in TYPES.items()])


def _pyarrow() -> ModuleType:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(f"Parquet files need pyarrow, which is not installed: {how_to_install('parquet')}") from error
    return pa  # type: ignore[no-any-return]  # pyarrow has no types
