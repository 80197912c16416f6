"""The ledger in a SQL database: SQLite for one machine, PostgreSQL for several."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dateline.tasks.adapters.ledger import forgetting
from dateline.tasks.adapters.ledger.engine import Database
from dateline.tasks.adapters.ledger.fold import fold, in_order
from dateline.tasks.adapters.ledger.hosts import HostTurns
from dateline.tasks.adapters.ledger.packing import (
    article_digest,
    from_micros,
    in_lots,
    page_digest,
    to_micros,
    unpack,
)
from dateline.tasks.adapters.ledger.rebuilding import add, rebuild
from dateline.tasks.adapters.ledger.schema import (
    BATCH_LINES,
    articles,
    batches,
    events,
    is_current,
    landings,
    notes,
    open_batches,
    pages,
    slices,
    twins,
    upgrade,
)
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.ledger_models import OpenBatch, PackedManifest, PageEvent, PageState
from dateline.tasks.core.models import Manifest
from dateline.tasks.core.protocols import Claim, Ledger
from dateline.tasks.core.value_types import Model
from dateline.tasks.core.web import host_turns
from dateline.tasks.core.web.host_turns import Keeping, Turn, Wish

_Row = dict[str, Any]

# Statements that each source needs. They are made once: making one takes longer than executing it.
_NOTED = select(notes.c.content).where(notes.c.name == bindparam("name"), notes.c.key == bindparam("key"))
_UNFINISHED = select(open_batches.c.content, open_batches.c.kept_at).order_by(
    open_batches.c.opened_at, open_batches.c.run, open_batches.c.batch
)
_UNFINISHED_OF = _UNFINISHED.where(open_batches.c.source == bindparam("source"))
_CLOSED = delete(open_batches).where(
    open_batches.c.run == bindparam("of_run"), open_batches.c.batch == bindparam("of_batch")
)


def _events_of(index: Table) -> Executable:
    """Return the statement for the events that rows of an index lead to, given their digests."""
    digest = index.columns[0]
    return (
        select(digest, events.c.id, events.c.outcome, batches.c.run, batches.c.batch)
        .join_from(index, events, events.c.id == index.c.event)
        .join(batches, batches.c.id == events.c.id // BATCH_LINES)
        .where(digest.in_(bindparam("digests", expanding=True)))
    )


_EVENTS = {index: _events_of(index) for index in (pages, landings, articles, twins)}


def open_ledger(url: str) -> Ledger:
    """Open the ledger at a SQLAlchemy URL. Creates or upgrades it if needed.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    return SqlLedger(Database(url))


class SqlLedger:
    """A `Ledger` in a database. Times are stored as microseconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns = HostTurns(database)
        try:
            with database.reading() as connection:
                current = is_current(connection)
                self._insert = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
            self._put_note, self._put_batch = _put(self._insert(notes)), _put(self._insert(open_batches))
            if not current:
                with database.writing() as connection:
                    upgrade(connection)
        except LedgerError:
            database.close()
            raise

    def known(self, source: str, url_keys: Iterable[str]) -> dict[str, PageState]:
        """Return the state of those pages that any run of the source has settled. See `Ledger`."""
        by_digest = _by_digest(url_keys)
        if not by_digest:
            return {}
        with self._database.reading() as connection:
            return _known(connection, source, by_digest)

    def apply(self, manifest: Manifest) -> None:
        """Add a batch's manifest, and close the batch. See `Ledger`."""
        with self._database.writing() as connection:
            add(connection, self._insert, manifest)
            connection.execute(_CLOSED, {"of_run": manifest.run, "of_batch": manifest.batch})

    def rebuild(self, manifests: Iterable[PackedManifest]) -> None:
        """Replace the manifests that were applied by these. See `Ledger`."""
        rebuild(self._database, self._insert, manifests)

    def retract(self, manifest: Manifest) -> None:
        """Forget a batch's manifest. See `Ledger`."""
        with self._database.writing() as connection:
            forgetting.retract(connection, manifest)

    def forget_source(self, source: str, backfills: Iterable[str]) -> None:
        """Forget what only the ledger knows about a source. See `Ledger`."""
        with self._database.writing() as connection:
            forgetting.forget_source(connection, source, backfills)

    def trace(self, url_key: str, *, redirected: bool = False) -> Sequence[PageEvent]:
        """Return the events of a page, oldest first. See `Ledger`."""
        digest = page_digest(url_key)
        with self._database.reading() as connection:
            indexes = (pages, landings) if redirected else (pages,)
            found = (row for index in indexes for row in _events(connection, index, [digest]))
            return in_order((event, line) for _, event, line in found)

    def trace_article(self, article: str) -> Sequence[PageEvent]:
        """Return the events of an article, given its key or id, oldest first. See `Ledger`."""
        wanted = article_id(article)
        with self._database.reading() as connection:
            found = _events(connection, articles, [article_digest(article)])
            return in_order(
                (event, line) for _, event, line in found if article_id(event.outcome.article or "") == wanted
            )

    def twins(self, keys: Iterable[str]) -> dict[str, Sequence[PageEvent]]:
        """Return the events that added records with these keys, oldest first. See `Ledger`."""
        by_digest = _by_digest(keys)
        if not by_digest:
            return {}
        found: dict[str, list[tuple[PageEvent, int]]] = {}
        with self._database.reading() as connection:
            for digest, event, line in _events(connection, twins, list(by_digest)):
                found.setdefault(by_digest[digest], []).append((event, line))
        return {key: in_order(pairs) for key, pairs in found.items()}

    def open_batch(self, batch: OpenBatch) -> None:
        """Record that a batch is about to be fetched. See `Ledger`."""
        self._database.fetch(self._put_batch, _row_of(batch))

    def claim(
        self,
        source: str,
        url_keys: Iterable[str],
        choose: Callable[[Mapping[str, PageState], Sequence[OpenBatch]], Claim],
    ) -> None:
        """Open and close batches of a source, under a lock. See `Ledger`."""
        with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(source))))
            # In this order: the pages of a batch that is closed between the two queries are known.
            unfinished = _open_batches(connection.execute(_UNFINISHED_OF, {"source": source}))
            opened, closed = choose(_known(connection, source, _by_digest(url_keys)), unfinished)
            for batch in closed:
                connection.execute(_CLOSED, {"of_run": batch.run, "of_batch": batch.batch})
            for batch in opened:
                connection.execute(self._put_batch, _row_of(batch))

    def keep_batches(self, run: str, now: datetime) -> None:
        """Renew a run's claim on its open batches. See `Ledger`."""
        with self._database.writing() as connection:
            connection.execute(update(open_batches).filter_by(run=run).values(kept_at=to_micros(now)))

    def unfinished(self, source: str | None = None) -> Sequence[OpenBatch]:
        """Return the open batches of a source, or of all. See `Ledger`."""
        of_one = source is not None
        return _open_batches(self._database.fetch(_UNFINISHED_OF if of_one else _UNFINISHED, {"source": source}))

    def close_batch(self, run: str, batch: str) -> None:
        """Forget an open batch. See `Ledger`."""
        self._database.fetch(_CLOSED, {"of_run": run, "of_batch": batch})

    def take_host(self, host: str, wish: Wish) -> Turn:
        """Request a turn at a host. See `Ledger`."""
        return self._turns.change(host, partial(host_turns.take, wish=wish))

    def keep_host(self, host: str, holder: str, now: datetime, term_s: float) -> Keeping:
        """Extend a turn. See `Ledger`."""
        return self._turns.change(host, partial(host_turns.keep, holder=holder, now=now, term_s=term_s))

    def free_host(self, host: str, holder: str, last_at: datetime, delay_s: float) -> None:
        """End a turn. See `Ledger`."""
        self._turns.change(host, partial(host_turns.free, holder=holder, last_at=last_at, delay_s=delay_s))

    def rest_host(self, host: str, until: datetime) -> None:
        """Pause requests to a host. See `Ledger`."""
        self._turns.change(host, partial(host_turns.rest, until=until))

    def forget_future(self, now: datetime) -> Sequence[str]:
        """Forget what only a wrong clock can have recorded. See `Ledger`."""
        with self._database.reading() as connection:
            told = forgetting.ahead_of(connection, now)
        if told:
            with self._database.writing() as connection:
                forgetting.forget_ahead_of(connection, now)
        return told

    def mark_slice_done(self, backfill: str, slice_key: str, now: datetime) -> None:
        """Record that a slice of a backfill is done. See `Ledger`."""
        row = {"backfill": backfill, "slice": slice_key, "done_at": to_micros(now)}
        with self._database.writing() as connection:
            connection.execute(self._insert(slices).on_conflict_do_nothing(), row)

    def slices_done(self, backfill: str) -> frozenset[str]:
        """Return the keys of the slices of a backfill that are done. See `Ledger`."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(slices.c.slice).filter_by(backfill=backfill)).scalars())

    def note(self, name: str, key: str, value: Model) -> None:
        """Keep a small value under a name and a key. See `Ledger`."""
        self._database.fetch(self._put_note, {"name": name, "key": key, "content": value.model_dump_json()})

    def noted(self, name: str, key: str) -> str | None:
        """Return the JSON of a value that `note` kept, or None. See `Ledger`."""
        found = self._database.fetch(_NOTED, {"name": name, "key": key})
        return str(found[0][0]) if found else None

    def close(self) -> None:
        """Close connections and files. See `Ledger`."""
        self._database.close()


def _put(insert: Any) -> Executable:  # noqa: ANN401 - the inserts of the two databases share no type with these methods
    """Return the insertion of a row that replaces one with the same key."""
    changed = {column.name: insert.excluded[column.name] for column in insert.table.columns}
    put: Executable = insert.on_conflict_do_update(index_elements=list(insert.table.primary_key), set_=changed)
    return put


def _by_digest(url_keys: Iterable[str]) -> dict[bytes, str]:
    return {page_digest(key): key for key in url_keys}


def _known(connection: Connection, source: str, by_digest: Mapping[bytes, str]) -> dict[str, PageState]:
    found: dict[str, list[tuple[PageEvent, int]]] = {}
    for lot in in_lots(list(by_digest)):
        for page, event, line in _events(connection, pages, lot):
            if event.outcome.source == source:
                found.setdefault(by_digest[page], []).append((event, line))
    return {key: fold(key, in_order(pairs)) for key, pairs in found.items()}


def _open_batches(rows: Iterable[Any]) -> list[OpenBatch]:
    found = []
    for content, kept_at in rows:
        batch = OpenBatch.model_validate_json(content)
        found.append(batch if kept_at is None else batch.model_copy(update={"kept_at": from_micros(kept_at)}))
    return found


def _row_of(batch: OpenBatch) -> _Row:
    return {
        "run": batch.run,
        "batch": batch.batch,
        "source": batch.source,
        "opened_at": to_micros(batch.opened_at),
        "content": batch.model_dump_json(exclude={"kept_at"}),
        "kept_at": to_micros(batch.kept_at) if batch.kept_at else None,
    }


def _events(connection: Connection, index: Table, digests: Sequence[bytes]) -> Iterator[tuple[bytes, PageEvent, int]]:
    """Yield the events that rows of an index lead to, each with its digest and its line in the manifest."""
    for found, event_id, outcome, run, batch in connection.execute(_EVENTS[index], {"digests": digests}):
        event = PageEvent(run=run, batch=batch, outcome=unpack(outcome))
        yield found, event, event_id % BATCH_LINES
