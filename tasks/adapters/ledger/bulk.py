"""Adds many manifests to a ledger at once, for a rebuild.

Pages and articles are indexed by digests, whose order is random: adding rows one by one changes a different page of the
B-tree each time, so that the database writes 4 to 8 KB for 30 bytes. Digests are therefore collected in temporary
tables first, and inserted in order at the end. Memory does not grow with the number of manifests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    delete,
    exists,
    select,
    true,
    tuple_,
)

from dateline.tasks.adapters.ledger.engine import Database
from dateline.tasks.adapters.ledger.packing import indexed, pack
from dateline.tasks.adapters.ledger.schema import (
    BATCH_LINES,
    articles,
    batches,
    events,
    landings,
    open_batches,
    pages,
    twins,
)
from dateline.tasks.core.models import Manifest

_AT_ONCE = 100
"""How many manifests are held in memory and added in one transaction."""

Insert = Callable[[Table], Any]
"""The ``INSERT`` of the database's dialect, which can skip existing rows."""


def apply_all(database: Database, insert: Insert, manifests: Iterable[Manifest]) -> None:
    """Add manifests with the same effect as `Ledger.apply` on each. Existing rows are skipped."""
    noted = {index: _noting(index) for index in (pages, landings, twins, articles)}
    with database.session() as connection:
        with connection.begin():
            for table in noted.values():
                table.drop(connection, checkfirst=True)
                table.create(connection)
        for group in _groups(manifests):
            with connection.begin():
                _add_events(connection, insert, group, noted)
        for index, table in noted.items():
            with connection.begin():
                _add_in_order(connection, insert, index, table)
                table.drop(connection)
        with connection.begin():
            here = exists().where(batches.c.run == open_batches.c.run, batches.c.batch == open_batches.c.batch)
            connection.execute(delete(open_batches).where(here))


def _groups(manifests: Iterable[Manifest]) -> Iterator[Sequence[Manifest]]:
    following = iter(manifests)
    while group := list(islice(following, _AT_ONCE)):
        yield group


def _noting(index: Table) -> Table:
    """Return a temporary table for the rows of an index, unordered."""
    columns = (Column(index.columns[0].name, LargeBinary), Column("event", BigInteger))
    return Table(f"noted_{index.name}", MetaData(), *columns, prefixes=["TEMPORARY"])


def _add_events(
    connection: Connection, insert: Insert, group: Sequence[Manifest], noted: Mapping[Table, Table]
) -> None:
    numbers = _batch_numbers(connection, insert, group)
    numbered = [
        (number, outcome)
        for manifest in group
        for number, outcome in enumerate(manifest.outcomes, numbers[manifest.run, manifest.batch] * BATCH_LINES)
    ]
    if not numbered:
        return
    rows = indexed(numbered)
    packed = [{"id": at, "outcome": pack(outcome)} for at, outcome in numbered]
    connection.execute(insert(events).on_conflict_do_nothing(), packed)
    for index, table in noted.items():
        if rows[index.name]:
            connection.execute(table.insert(), rows[index.name])


def _batch_numbers(connection: Connection, insert: Insert, group: Sequence[Manifest]) -> dict[tuple[str, str], int]:
    names = [(manifest.run, manifest.batch) for manifest in group]
    rows = [{"run": run, "batch": batch} for run, batch in names]
    connection.execute(insert(batches).on_conflict_do_nothing(), rows)
    query = select(batches.c.run, batches.c.batch, batches.c.id)
    found = connection.execute(query.where(tuple_(batches.c.run, batches.c.batch).in_(names)))
    return {(run, batch): number for run, batch, number in found}


def _add_in_order(connection: Connection, insert: Insert, index: Table, noted: Table) -> None:
    # Without a WHERE, SQLite parses ON after a SELECT as part of a join ("Parsing Ambiguity" in its manual on UPSERT).
    in_order = select(noted).where(true()).order_by(*noted.columns)
    connection.execute(insert(index).from_select(list(noted.columns.keys()), in_order).on_conflict_do_nothing())
