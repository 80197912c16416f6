"""Forgets a manifest, a source, or what only a wrong clock can have recorded."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, delete, or_, select, update

from dateline.tasks.adapters.ledger.packing import in_lots, indexed, to_micros
from dateline.tasks.adapters.ledger.schema import (
    BATCH_LINES,
    INDEXES,
    batches,
    events,
    host_turns,
    notes,
    open_batches,
    slices,
)
from dateline.tasks.core.clock_faults import MAX_SKEW
from dateline.tasks.core.models import Manifest
from dateline.tasks.core.web.host_turns import MAX_AHEAD

_NOT_OF_SOURCES = ("archive", "robots", "tally", "troubles")
"""Names of the notes whose keys are not sources, though a source may have the same name."""
_HOST_TIMES = (host_turns.c.last_at, host_turns.c.rest_until, host_turns.c.held_until, host_turns.c.wanted_until)


def retract(connection: Connection, manifest: Manifest) -> None:
    """Forget what a manifest has added. See `dateline.tasks.core.protocols.Ledger`."""
    named = select(batches.c.id).filter_by(run=manifest.run, batch=manifest.batch)
    found = connection.execute(named).scalar_one_or_none()
    if found is None:
        return
    first = found * BATCH_LINES
    rows = indexed(manifest.outcomes)
    for index in INDEXES:
        key = index.columns[0]
        for lot in in_lots([digest for digest, _ in rows[index.name]]):
            connection.execute(delete(index).where(key.in_(lot), _of_batch(index.c.event, first)))
    connection.execute(delete(events).where(_of_batch(events.c.id, first)))


def forget_source(connection: Connection, source: str, backfills: Iterable[str]) -> None:
    """Forget what only the ledger knows about a source. See `dateline.tasks.core.protocols.Ledger`."""
    own = or_(notes.c.key == source, notes.c.key.startswith(f"{source} ", autoescape=True))
    connection.execute(delete(open_batches).filter_by(source=source))
    connection.execute(delete(slices).where(slices.c.backfill.in_(list(backfills))))
    connection.execute(delete(notes).where(own, notes.c.name.not_in(_NOT_OF_SOURCES)))


def ahead_of(connection: Connection, now: datetime) -> Sequence[str]:
    """Return a sentence for each host and slice with a time so far after ``now`` that a clock was wrong."""
    hosts, done = _ahead(now)
    names = sorted(connection.execute(select(host_turns.c.host).where(hosts)).scalars())
    parts = connection.execute(select(slices.c.backfill, slices.c.slice).where(done)).all()
    told = [f"{host} was to be paused, or requested again, far in the future" for host in names]
    return [*told, *(f"{part.slice} of {part.backfill} was recorded as done in the future" for part in parts)]


def forget_ahead_of(connection: Connection, now: datetime) -> None:
    """Forget what `ahead_of` reports."""
    hosts, done = _ahead(now)
    times = dict.fromkeys((column.name for column in _HOST_TIMES), 0)
    connection.execute(update(host_turns).where(hosts).values(times))
    connection.execute(delete(slices).where(done))


def _ahead(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    hosts = to_micros(now + MAX_AHEAD + MAX_SKEW)
    return or_(*(column > hosts for column in _HOST_TIMES)), slices.c.done_at > to_micros(now + MAX_SKEW)


def _of_batch(event: Column[Any], first: int) -> ColumnElement[bool]:
    return event.between(first, first + BATCH_LINES - 1)
