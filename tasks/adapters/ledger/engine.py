"""Opening a ledger's database by URL, its transactions, and its errors, told."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from dateline.tasks.core.errors import LedgerError

BUSY_TIMEOUT_S = 60.0
"""How long a process waits for others to finish their transactions on SQLite."""

_CACHE_KIB = 64 * 1024

_REBUILD = "The ledger can be made again from the archive: move the file away and run `dateline ledger rebuild`."

_SENTENCES = {
    "malformed": f"It is damaged. {_REBUILD}",
    "not a database": f"It is no ledger, or damaged. {_REBUILD}",
    "disk i/o error": f"The disk reports a fault. {_REBUILD}",
    "locked": f"Another process has held it for more than {BUSY_TIMEOUT_S:.0f} s; see which, or use PostgreSQL.",
    "readonly": "It cannot be written to; give dateline's user the right to write the file and its folder.",
    "full": "The disk is full; free some space and run again.",
    "unable to open": "It cannot be opened; see that the folder exists and dateline's user may write there.",
}
"""By what SQLite says of itself."""


class Database:
    """A database that a ledger lies in: transactions whose errors are `LedgerError`s."""

    def __init__(self, url: str) -> None:
        parsed = _parse(url)
        self._place = _place(parsed)
        self._password = parsed.password
        with self.telling():
            self._engine = (
                _sqlite_engine(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql_engine(parsed)
            )

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger."""
        with self.telling(), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a write transaction, which is committed at the end."""
        with self.telling(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    @contextlib.contextmanager
    def session(self) -> Iterator[Connection]:
        """Give one connection for several write transactions in turn, each begun by `Connection.begin`."""
        with self.telling(), self._engine.execution_options(writes=True).connect() as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Turn what a database raises into a `LedgerError` that says what to do; passwords stay out of it."""
        try:
            yield
        except ImportError as error:
            raise LedgerError(
                f"The ledger {self._place} needs a driver that is not installed: install `dateline[postgresql]`."
            ) from error
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            cause = getattr(error, "orig", None) or error
            said = " ".join(str(cause).split())
            if self._password:
                said = said.replace(str(self._password), "***")
            advice = next((what for sign, what in _SENTENCES.items() if sign in said.lower()), "")
            if not self._place.startswith("sqlite"):
                advice = "See that the server runs and [ledger] url is right; then run again."
            raise LedgerError(f"The ledger {self._place} could not be used ({said}). {advice}".rstrip()) from error


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise LedgerError("[ledger] url is no database URL; write one such as sqlite:///ledger.sqlite.") from error
    if kind not in {"sqlite", "postgresql"}:
        raise LedgerError(f"[ledger] url names {kind}; a ledger can be in sqlite:/// or postgresql+psycopg://.")
    if kind == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise LedgerError("[ledger] url names no file; write one such as sqlite:///ledger.sqlite.")
    return parsed.set(drivername="postgresql+psycopg") if kind == "postgresql" else parsed


def _place(url: URL) -> str:
    return url.set(query={}).render_as_string(hide_password=True)


def _sqlite_engine(url: URL) -> Engine:
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Write-ahead log: readers and one writer at a time do not wait for each other.

    ``synchronous=NORMAL`` may lose the last transactions at a power cut, never the file: that costs repeated work.
    """
    connection.isolation_level = None  # so that _begin_sqlite says how a transaction begins
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=NORMAL").close()
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that becomes a writer later may be refused instead of waiting."""
    writes: Any = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 10})
