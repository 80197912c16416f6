"""Replaces what a ledger knows of pages by what many manifests say.

New tables are filled beside the old ones, in short transactions, and take their place in one. So until then everybody
sees the old ones, and a rebuild that is killed leaves them; the next one drops what it left. What other processes
apply meanwhile goes into the old tables, and is copied at the end.

Digests are random: adding their rows one by one would change a different page of the B-tree each time, so that the
database writes 4 to 8 KB for 30 bytes. They are sorted first (`SortedRows`). Memory does not grow with the number of
manifests.
"""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, delete, exists, func, select, text, tuple_
from sqlalchemy.exc import SQLAlchemyError

from dateline.tasks.adapters.ledger.engine import Database
from dateline.tasks.adapters.ledger.packing import ARTICLE_DIGEST_BYTES, PAGE_DIGEST_BYTES, indexed, pack, unpack
from dateline.tasks.adapters.ledger.schema import BATCH_LINES, INDEXES, articles, batches, events, open_batches
from dateline.tasks.adapters.ledger.sorted_rows import SortedRows
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.ledger_models import PackedManifest
from dateline.tasks.core.models import Manifest

_REPLACED = (*INDEXES, events)
"""In the order in which transactions lock them, so that PostgreSQL's locks cannot wait for one another in a circle."""
_AT_ONCE = 100
"""How many manifests are held in memory and added in one transaction."""

_REBUILD_LOCK = 0x72_65_62_75_69_6C_64
"""The key of a PostgreSQL advisory lock: an arbitrary number, the same in every version of dateline."""

Insert = Callable[[Table], Any]
"""The ``INSERT`` of the database's dialect, which can skip existing rows."""


def add(connection: Connection, insert: Insert, manifest: Manifest) -> None:
    """Add a manifest in the connection's transaction, unless it was added before."""
    name = {"run": manifest.run, "batch": manifest.batch}
    connection.execute(insert(batches).on_conflict_do_nothing(), [name])
    first = connection.execute(select(batches.c.id).filter_by(**name)).scalar_one() * BATCH_LINES
    rows = {events: [(first + line, pack(outcome)) for line, outcome in enumerate(manifest.outcomes)]}
    found = indexed(manifest.outcomes)
    rows |= {index: [(digest, first + line) for digest, line in found[index.name]] for index in INDEXES}
    for table, values in rows.items():
        if values:
            names = table.columns.keys()
            named = [dict(zip(names, value, strict=True)) for value in values]
            connection.execute(insert(table).on_conflict_do_nothing(), named)


def rebuild(database: Database, insert: Insert, manifests: Iterable[PackedManifest]) -> None:
    """Replace the manifests that were added by these. See `dateline.tasks.core.protocols.Ledger`."""
    with database.rebuilding() as connection, _alone(connection), _new_tables(connection) as new:
        with connection.begin():
            _lock_writers(connection)
            newest = connection.execute(select(func.max(batches.c.id))).scalar_one() or 0
        with ExitStack() as files:
            sorted_rows = {index: files.enter_context(SortedRows(_digest_bytes(index))) for index in INDEXES}
            for group in _groups(manifests):
                with connection.begin():
                    _add_group(connection, insert, group, new[events], sorted_rows)
            for index, rows in sorted_rows.items():
                for lot in rows.lots():
                    with connection.begin():
                        _write(connection, new[index], lot)
        with connection.begin():
            _lock_writers(connection)
            missed = _applied_since(connection, newest, new[events])
            for table in _REPLACED:
                connection.execute(text(f"ALTER TABLE {table.name} RENAME TO {_former(table).name}"))
                connection.execute(text(f"ALTER TABLE {new[table].name} RENAME TO {table.name}"))
            for manifest in missed:
                add(connection, insert, manifest)
            here = exists().where(batches.c.run == open_batches.c.run, batches.c.batch == open_batches.c.batch)
            connection.execute(delete(open_batches).where(here))


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Let no other rebuild begin within the block. The system ends this when the process ends, however it ends.

    Raises:
        LedgerError: another process is rebuilding the ledger.
    """
    if connection.dialect.name == "postgresql":
        key = {"lock": _REBUILD_LOCK}
        with connection.begin():
            is_alone = connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), key).scalar_one()
        _check_alone(is_alone=is_alone)
        try:
            yield
        finally:
            with suppress(SQLAlchemyError), connection.begin():
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), key)
        return
    folder = os.open(Path(connection.engine.url.database or "").parent, os.O_RDONLY)
    try:
        _check_alone(is_alone=_locked(folder))
        yield
    finally:
        os.close(folder)


def _locked(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)  # locks that SQLite takes are of another kind
    except BlockingIOError:
        return False
    return True


def _check_alone(*, is_alone: bool) -> None:
    if not is_alone:
        raise LedgerError("Another process is rebuilding the ledger. Wait until it has ended.")


@contextmanager
def _new_tables(connection: Connection) -> Iterator[Mapping[Table, Table]]:
    """Create the new tables, by those that they will replace. Drop what is left of them, or of the old ones."""
    new = {table: _new(table) for table in _REPLACED}
    _drop_leftovers(connection)
    with connection.begin():
        for table in new.values():
            table.create(connection)
    try:
        yield new
    except BaseException:
        with suppress(SQLAlchemyError):  # what went wrong before is what to tell
            _drop_leftovers(connection)
        raise
    _drop_leftovers(connection)


def _drop_leftovers(connection: Connection) -> None:
    for table in _REPLACED:
        for leftover in (_new(table), _former(table)):
            with connection.begin():
                leftover.drop(connection, checkfirst=True)


def _new(table: Table) -> Table:
    return table.to_metadata(MetaData(), name=f"new_{table.name}")


def _former(table: Table) -> Table:
    return table.to_metadata(MetaData(), name=f"former_{table.name}")


def _digest_bytes(index: Table) -> int:
    return ARTICLE_DIGEST_BYTES if index is articles else PAGE_DIGEST_BYTES


def _lock_writers(connection: Connection) -> None:
    """Wait until no manifest is being added, and let none be added before the end of the transaction."""
    if connection.dialect.name == "postgresql":  # SQLite has only one writer
        connection.execute(text(f"LOCK TABLE {batches.name} IN EXCLUSIVE MODE"))


def _groups(manifests: Iterable[PackedManifest]) -> Iterator[Mapping[tuple[str, str], PackedManifest]]:
    following = iter(manifests)
    while group := {(manifest.run, manifest.batch): manifest for manifest in islice(following, _AT_ONCE)}:
        yield group


def _add_group(
    connection: Connection,
    insert: Insert,
    group: Mapping[tuple[str, str], PackedManifest],
    new_events: Table,
    sorted_rows: Mapping[Table, SortedRows],
) -> None:
    numbers = _batch_numbers(connection, insert, list(group))
    firsts = {name: number * BATCH_LINES for name, number in numbers.items()}
    again = set(connection.execute(select(new_events.c.id).where(new_events.c.id.in_(firsts.values()))).scalars())
    rows: list[tuple[int, bytes]] = []
    for name, manifest in group.items():
        first = firsts[name]
        if first in again:
            continue
        rows += enumerate(manifest.outcomes, first)
        for index, sorted_ in sorted_rows.items():
            sorted_.add((digest, first + line) for digest, line in manifest.digests[index.name])
    _write(connection, new_events, rows)


def _batch_numbers(
    connection: Connection, insert: Insert, names: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    query = select(batches.c.run, batches.c.batch, batches.c.id)
    wanted = query.where(tuple_(batches.c.run, batches.c.batch).in_(names))
    known = {(run, batch): number for run, batch, number in connection.execute(wanted)}
    if missing := [{"run": run, "batch": batch} for run, batch in names if (run, batch) not in known]:
        # Not simply all: PostgreSQL uses up a number even for a row that exists.
        connection.execute(insert(batches).on_conflict_do_nothing(), missing)
        known = {(run, batch): number for run, batch, number in connection.execute(wanted)}
    return known


def _applied_since(connection: Connection, newest: int, new_events: Table) -> list[Manifest]:
    """Return the manifests with higher numbers than ``newest`` that only the old tables have."""
    first = batches.c.id * BATCH_LINES
    here = exists().where(events.c.id == first)
    there = exists().where(new_events.c.id == first)
    missed = connection.execute(select(batches).where(batches.c.id > newest, here, ~there)).all()
    found = []
    for number, run, batch in missed:
        lines = events.c.id.between(number * BATCH_LINES, (number + 1) * BATCH_LINES - 1)
        packed = connection.execute(select(events.c.outcome).where(lines).order_by(events.c.id)).scalars()
        found.append(Manifest(run=run, batch=batch, outcomes=tuple(map(unpack, packed))))
    return found


def _write(connection: Connection, table: Table, rows: Sequence[tuple[Any, Any]]) -> None:
    """Insert rows as the driver does it fastest: SQLAlchemy takes longer for a row than the database."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?)", rows)  # noqa: S608 - our own name
        return
    cursor: Any = connection.connection.cursor()  # psycopg's, which can do more than others
    with cursor, cursor.copy(f"COPY {table.name} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8" if column.name in {"id", "event"} else "bytea" for column in table.columns])
        for row in rows:
            copy.write_row(row)
