"""Runs SQL over Parquet files with DuckDB in a sandbox: untrusted SQL can only read the rows of the files.

- Only one statement, and only a ``SELECT``: nothing is written, attached, installed or set.
- DuckDB itself may open no file, no address and no extension. pyarrow reads the files and hands over their rows.
- Names in the SQL are no variables of this program, and the configuration is locked before the SQL is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.tasks.adapters.archive.parquet import parquet_schema
from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window

VIEW, STORIES = "articles", "stories"
_ROWS = 1000
_STORIES_AT_ONCE = 100_000
_SETTINGS = (
    "SET TimeZone = 'UTC'",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, its rows, which are read once, and sentences about what may be missing."""

    columns: Sequence[str]
    rows: Iterator[tuple[object, ...]]
    notes: Sequence[str] = ()


def require_duckdb() -> None:
    """Check that SQL can be run.

    Raises:
        ConfigError: duckdb or pyarrow is not installed; the message says how to install them.
    """
    _modules()


@contextmanager
def answered(
    sql: str, paths: Sequence[Path], window: Window, folder: Path, stories: Callable[[], Iterable[tuple[str, str]]]
) -> Iterator[Answer]:
    """Yield the answer to a ``SELECT`` about the view ``articles``, the rows of these files within the window.

    If the SQL names the view ``stories``, the function ``stories`` is asked for its rows: ids of articles and of their
    stories. What does not fit into memory goes to ``folder``.

    Raises:
        ConfigError: the SQL is invalid, is not a single SELECT, or uses anything but the views.
    """
    duckdb, pa = _modules()
    with _telling(duckdb):
        options = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        with duckdb.connect(":memory:", config=options | {"temp_directory": str(folder)}) as connection:
            for setting in _SETTINGS:
                connection.execute(setting)
            connection.register(VIEW, _dataset(pa, paths, window))
            select = _only_select(duckdb, sql)
            if STORIES in map(str.lower, connection.get_table_names(sql)):
                connection.register(STORIES, _stories(pa, stories(), folder / "stories.parquet"))
            reader = connection.sql(select).to_arrow_reader(_ROWS)
            yield Answer(tuple(reader.schema.names), _rows(reader))


def _only_select(duckdb: ModuleType, sql: str) -> Any:  # noqa: ANN401 - duckdb has no types
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ConfigError("a query is one SELECT statement, such as: select source, count(*) from articles group by 1")
    return statements[0]


def _dataset(pa: ModuleType, paths: Sequence[Path], window: Window) -> Any:  # noqa: ANN401 - pyarrow has no types
    from pyarrow import dataset  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    found = dataset.dataset([str(path) for path in paths], schema=parquet_schema(pa), format="parquet")
    at = dataset.field("published_at")
    if window.since:
        found = found.filter(at >= _scalar(pa, window.since))
    if window.until:
        found = found.filter(at < _scalar(pa, window.until))
    return found


def _stories(pa: ModuleType, pairs: Iterable[tuple[str, str]], path: Path) -> Any:  # noqa: ANN401 - as above
    """Return the rows of the view ``stories``, from a new file: they may not fit into memory."""
    from pyarrow import dataset, parquet  # noqa: PLC0415 - an extra

    schema = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("article", "story")])
    pairs = iter(pairs)
    with parquet.ParquetWriter(path, schema) as writer:
        while some := list(islice(pairs, _STORIES_AT_ONCE)):
            writer.write_table(pa.table(dict(zip(schema.names, zip(*some, strict=True), strict=True)), schema=schema))
    return dataset.dataset(str(path), format="parquet")


def _scalar(pa: ModuleType, moment: datetime) -> Any:  # noqa: ANN401 - pyarrow has no types
    return pa.scalar(moment, pa.timestamp("us", tz="UTC"))


def _rows(reader: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401 - pyarrow has no types
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@contextmanager
def _telling(duckdb: ModuleType) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        problem = " ".join(str(error).partition("\n\n")[0].split())
        if "file system operations are disabled" in str(error) or "disabled by configuration" in str(error):
            raise ConfigError(f"a query can read {VIEW} and {STORIES} and nothing else ({problem})") from error
        raise ConfigError(f"the query cannot be answered: {problem}") from error


def _modules() -> tuple[ModuleType, ModuleType]:
    try:
        import duckdb  # noqa: PLC0415 - an extra
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(
            f"SQL needs duckdb and pyarrow, which are not installed: {how_to_install('query')}"
        ) from error
    return duckdb, pa
