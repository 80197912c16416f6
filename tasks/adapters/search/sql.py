"""Runs SQL over Parquet files with DuckDB in a sandbox: untrusted SQL can read these files, and nothing else.

- Only one statement, and only a ``SELECT``: nothing is written, attached, installed or set.
- DuckDB may open these files, but no other, no address and no extension.
- Names in the SQL are no variables of this program, and the configuration is locked before the SQL is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import ConfigError, TemporaryFilesError
from dateline.tasks.core.models import Window

VIEW, STORIES = "articles", "stories"
_ROWS = 1000
_STORIES_AT_ONCE = 100_000
_SETTINGS = (
    "SET TimeZone = 'UTC'",
    "SET python_enable_replacements = false",
    "SET allowed_paths = {paths}",
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
        TemporaryFilesError: there is no room for what does not fit into memory.
    """
    duckdb, pa = _modules()
    with _telling(duckdb):
        options = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        with duckdb.connect(":memory:", config=options | {"temp_directory": str(folder)}) as connection:
            of_stories = folder / "stories.parquet"
            for setting in _SETTINGS:
                connection.execute(setting.format(paths=_list([*paths, of_stories])))
            select = _only_select(duckdb, sql)
            names = set(map(str.lower, connection.get_table_names(sql)))  # which fails where a view is of files
            connection.execute(_view(VIEW, paths, _condition(window)))
            if STORIES in names:
                _write_stories(pa, stories(), of_stories)
                connection.execute(_view(STORIES, [of_stories]))
            reader = connection.sql(select).to_arrow_reader(_ROWS)
            yield Answer(tuple(reader.schema.names), _rows(reader))


def _only_select(duckdb: ModuleType, sql: str) -> Any:  # noqa: ANN401 - duckdb has no types
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ConfigError("a query is one SELECT statement, such as: select source, count(*) from articles group by 1")
    return statements[0]


def _list(paths: Iterable[Path]) -> str:
    """Return paths as a list in SQL."""
    return f"[{', '.join(map(_quoted, map(str, paths)))}]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _view(name: str, paths: Sequence[Path], condition: str = "true") -> str:
    """Return the statement that makes the rows of files a view."""
    return f"CREATE VIEW {name} AS SELECT * FROM read_parquet({_list(paths)}) WHERE {condition}"  # noqa: S608 - quoted


def _condition(window: Window) -> str:
    bounds = ((">=", window.since), ("<", window.until))
    return " AND ".join(f"published_at {than} '{at.isoformat()}'::timestamptz" for than, at in bounds if at) or "true"


def _write_stories(pa: ModuleType, pairs: Iterable[tuple[str, str]], path: Path) -> None:
    """Write the rows of the view ``stories`` to a new file: they may not fit into memory."""
    from pyarrow import parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    schema = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("article", "story")])
    pairs = iter(pairs)
    with parquet.ParquetWriter(path, schema) as writer:
        while some := list(islice(pairs, _STORIES_AT_ONCE)):
            writer.write_table(pa.table(dict(zip(schema.names, zip(*some, strict=True), strict=True)), schema=schema))


def _rows(reader: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401 - pyarrow has no types
    for batch in reader:
        columns = zip(batch.schema.names, batch.columns, strict=True)
        yield from zip(*(_values(name, column) for name, column in columns), strict=True)


def _values(name: str, column: Any) -> Sequence[object]:  # noqa: ANN401 - as above
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError) as error:  # DuckDB's times go beyond the years 1 to 9999
        remedy = "to see it as text, write it in the query as in (a + b)::varchar"
        raise ConfigError(f"a value of the column {name} is out of range ({error}): {remedy}") from error


@contextmanager
def _telling(duckdb: ModuleType) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if "max_temp_directory_size" in str(error):  # which is the room on the disk
            remedy = "free some space there, set TMPDIR to a folder on a larger disk, or ask for less"
            raise TemporaryFilesError(
                f"the answer needs more room than is free on the disk for temporary files: {remedy}"
            ) from error
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
