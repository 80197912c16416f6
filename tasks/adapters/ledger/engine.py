"""Opens a ledger's database by URL, runs transactions, and translates database errors."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Executable, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from dateline.tasks.adapters.disk_room import is_full
from dateline.tasks.adapters.sqlite_address import can_be_written, read_only_address
from dateline.tasks.core.display.extras import how_to_install
from dateline.tasks.core.errors import LedgerError

BUSY_TIMEOUT_S = 60.0
"""How many seconds to wait for other processes to finish their transactions on SQLite."""

_CACHE_KIB = 64 * 1024
_WAL_PAGES, _WAL_PAGES_OF_REBUILD = 1000, 16_000
"""From how many pages of 4 kB on SQLite merges its write-ahead log into the file."""

_REBUILD = "The ledger can be rebuilt from the archive: move the file away and run `dateline ledger rebuild`."
_OWN = "To only read the archive, set [ledger] url to a file of your own and run `dateline ledger rebuild`."

_SENTENCES = {
    "malformed": f"It is damaged. {_REBUILD}",
    "not a database": f"It is not a ledger, or is damaged. {_REBUILD}",
    "disk i/o error": f"The disk reports an error. {_REBUILD}",
    "locked": f"Another process has locked it for more than {BUSY_TIMEOUT_S:.0f} s; find out which, or use PostgreSQL.",
    "readonly": f"It is read-only; give dateline's user write permission for the file and its folder. {_OWN}",
    "full": "The disk is full; free some space and run again.",
    "permission denied": f"Give dateline's user write permission for the folder. {_OWN}",
    "read-only file system": _OWN,
    "unable to open": (
        f"It cannot be opened; check that the folder exists and that dateline's user may write to it. {_OWN}"
    ),
}
"""Advice, by a fragment of SQLite's error message."""


class Database:
    """The database of a ledger. Errors in its transactions are raised as `LedgerError`."""

    def __init__(self, url: str) -> None:
        parsed = _parse(url)
        self._place = _place(parsed)
        self._file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        self._password = parsed.password
        self._driver_errors: tuple[type[Exception], ...] = ()
        self._texts: dict[Executable, tuple[str, Sequence[str] | None]] = {}
        """Each statement of `fetch` in SQL, with the names of its parameters if the driver takes them by position."""
        with self.telling():
            self._engine = _sqlite_engine(parsed) if self._file else _postgresql_engine(parsed)
        self._driver_errors = (self._engine.dialect.loaded_dbapi.Error,)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees a consistent state of the ledger."""
        with self.telling(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a write transaction, which is committed at the end of the block."""
        with self.telling(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def fetch(self, statement: Executable, parameters: Mapping[str, str | int | None]) -> Sequence[tuple[Any, ...]]:
        """Execute one statement as a transaction of its own, and return its rows.

        It may be one that reads or one that writes. It goes to the driver as it is, which costs a tenth of what
        `reading` and `writing` cost: so its parameters are all given here, and its columns are texts and numbers.
        """
        text, order = self._texts.get(statement) or self._compile(statement)
        with self.telling(), contextlib.closing(self._engine.raw_connection()) as connection:
            try:
                cursor = connection.cursor()
                cursor.execute(text, parameters if order is None else [parameters[name] for name in order])
                rows = cursor.fetchall() if cursor.description else []
                connection.commit()
            except self._driver_errors:
                connection.invalidate()  # if it is broken, the pool would log that it cannot be rolled back
                raise
            return rows

    def _compile(self, statement: Executable) -> tuple[str, Sequence[str] | None]:
        compiled: Any = statement.compile(dialect=self._engine.dialect)  # type: ignore[attr-defined]  # of all we execute
        self._texts[statement] = str(compiled), compiled.positiontup if compiled.positional else None
        return self._texts[statement]

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Yield a connection for many large write transactions, each begun by `Connection.begin`.

        SQLite then merges its write-ahead log seldom, and once more at the end.
        """
        with self.telling(), self._engine.execution_options(writes=True).connect() as connection:
            if connection.dialect.name != "sqlite":
                yield connection
                return
            driver = connection.connection
            driver.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES_OF_REBUILD}")
            try:
                yield connection
            finally:
                driver.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Turn database errors into `LedgerError`s that say what to do, and that never contain a password."""
        try:
            yield
        except ImportError as error:
            raise LedgerError(
                f"The ledger {self._place} needs a driver that is not installed: {how_to_install('postgresql')}."
            ) from error
        except Exception as error:
            if not isinstance(error, (SQLAlchemyError, OSError, *self._driver_errors)):
                raise
            cause = getattr(error, "orig", None) or error
            said = " ".join(str(cause).split())
            if self._password:
                said = re.sub(rf"(?<!\w){re.escape(str(self._password))}(?!\w)", "***", said)
            advice = next((what for sign, what in _SENTENCES.items() if sign in said.lower()), "")
            if self._file and is_full(self._file.parent):
                advice = _SENTENCES["full"]
            if not self._file:
                advice = "Check that the server is running and that [ledger] url is correct, then run again."
            raise LedgerError(f"The ledger {self._place} could not be used ({said}). {advice}".rstrip()) from error


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise LedgerError("[ledger] url is not a database URL; use one such as sqlite:///ledger.sqlite.") from error
    if kind not in {"sqlite", "postgresql"}:
        raise LedgerError(f"[ledger] url names {kind}; use sqlite:/// or postgresql+psycopg://.")
    if kind == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise LedgerError("[ledger] url names no file; use one such as sqlite:///ledger.sqlite.")
    return parsed.set(drivername="postgresql+psycopg") if kind == "postgresql" else parsed


def _place(url: URL) -> str:
    return url.set(query={}).render_as_string(hide_password=True)


def _sqlite_engine(url: URL) -> Engine:
    """Return the engine of a file, which is created if it is missing. One that may not be written is only read."""
    path = Path(url.database or "")
    if path.exists() and not can_be_written(path):
        engine = create_engine(url, hide_parameters=True, creator=partial(_reading_sqlite, path), poolclass=NullPool)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _reading_sqlite(path: Path) -> sqlite3.Connection:
    """Return a connection that can only read. Each transaction has its own, which sees what was written before it."""
    connection = sqlite3.connect(
        read_only_address(path), timeout=BUSY_TIMEOUT_S, uri=True, isolation_level=None, check_same_thread=False
    )
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}").close()
    return connection


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Use a write-ahead log, so that readers and the one writer do not wait for each other.

    With ``synchronous=NORMAL``, a power cut may lose the last transactions, which only costs repeated work. It never
    damages the file.
    """
    connection.isolation_level = None  # _begin_sqlite begins the transactions
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=NORMAL").close()
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Acquire the write lock at once. A reader that becomes a writer later may fail instead of waiting."""
    writes: Any = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 10})
