"""Updates a search index from the manifests of the archive that it has not read.

Manifests are stored under the day on which their batch was opened, so the days since the last update are listed. The
manifest of an earlier day can still arrive if its batch was open in the ledger at that time. Its key was noted, and is
looked up.
"""

import sqlite3
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.tasks.adapters.search.entries import Entry
from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.search.reading import MANY, Readers, read
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import (
    RUNS,
    article_id,
    day_of,
    day_path,
    read_manifest,
)
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Outcome
from dateline.tasks.core.protocols import ArchiveStore

OVERLAP_DAYS = 2
"""How many days before the last update are listed again, for machines whose clocks differ."""
MAX_DAYS_ONE_BY_ONE = 31
"""If the last update is longer ago, all manifests are listed."""
_AT_ONCE, _CHARS_AT_ONCE = 1000, 10_000_000
"""How many articles, and characters of their texts, are held in memory."""
_IN_TRANSACTION = 10_000
"""The number of articles in a transaction. FTS5 writes at its end: seldom is faster."""
_LOOKED = "looked"

OnCount = Callable[[int, int], None]
"""Called with the number of articles added, and how many there are to add."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look for new manifests."""

    today: date
    open_manifests: Collection[str] | None
    """Keys of the manifests of batches that are open in the ledger, read first; None if it cannot be read."""
    everywhere: bool
    """Whether manifests of any day may be new."""


@dataclass
class CaughtUp:
    """What was added, and what could not be read."""

    articles: int = 0
    manifests: int = 0
    damaged: list[str] = field(default_factory=list)
    """A sentence for each manifest and record that could not be read."""


def catch_up(
    index: SearchIndex,
    store: ArchiveStore,
    look: Look,
    on_count: OnCount = lambda _done, _all: None,
    readers: Readers | None = None,
) -> CaughtUp:
    """Add what was archived since the last update. After an interruption, the next call adds the rest.

    ``readers`` are used if there is much to add.

    Raises:
        StoreError: the archive could not be read.
        sqlite3.Error: the index could not be read or written.
    """
    done = CaughtUp()
    listed = _listed(store, None if look.everywhere else index.meta(_LOOKED), look.today)
    with closing(sqlite3.connect("")) as wanted:  # a temporary file, if it does not fit into memory
        wanted.execute("CREATE TABLE records (key TEXT PRIMARY KEY, hash TEXT, at TEXT) WITHOUT ROWID")
        read: list[str] = []
        missing: list[str] = []
        fresh = index.new_manifests(dict.fromkeys([*index.awaited(), *listed]))
        for key, data in read_ahead(store, fresh):
            try:
                outcomes = read_manifest(data, key).outcomes if data is not None else ()
            except RecordError as error:
                done.damaged.append(error.problem)
                missing.append(key)
                continue
            if data is not None:
                read.append(key)
                _want(wanted, outcomes)
        _add_wanted(index, store, wanted, done, on_count, readers)
    done.manifests = len(read)
    with index.writing():
        index.mark_read(read)
        still_open = index.awaited() if look.open_manifests is None else look.open_manifests
        index.wait_for(index.new_manifests({*still_open, *missing}))
        index.note(_LOOKED, look.today.isoformat())
    return done


def _listed(store: ArchiveStore, looked: str | None, today: date) -> Iterator[str]:
    if looked is None:
        yield from store.list(RUNS)
        return
    first = min(date.fromisoformat(looked), today) - timedelta(days=OVERLAP_DAYS)
    days = (today - first).days + 2  # and tomorrow, for a clock that is fast
    if days > MAX_DAYS_ONE_BY_ONE:
        yield from store.list(RUNS)
        return
    for step in range(days):
        yield from store.list(f"{RUNS}{day_path(first + timedelta(days=step))}/")


def _want(wanted: sqlite3.Connection, outcomes: Iterable[Outcome]) -> None:
    """Note the records in a manifest. Of several hashes of a record, the last counts: an audit mended it."""
    wanted.executemany(
        """INSERT INTO records VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET hash = excluded.hash, at = excluded.at WHERE excluded.at >= at""",
        ((o.article, o.record_hash, o.at.isoformat()) for o in outcomes if o.article and day_of(o.article)),
    )


def _add_wanted(  # noqa: PLR0913, PLR0917 - what is read, and where it goes
    index: SearchIndex,
    store: ArchiveStore,
    wanted: sqlite3.Connection,
    done: CaughtUp,
    on_count: OnCount,
    readers: Readers | None,
) -> None:
    (total,) = wanted.execute("SELECT count(*) FROM records").fetchone()
    is_new = index.is_empty
    # By key, which begins with the day: in this order FTS5 is fastest.
    keys = (
        key
        for key, hash_ in wanted.execute("SELECT key, hash FROM records ORDER BY key")
        if is_new or not index.has_record(article_id(key), hash_)
    )
    with closing(_intact(read(store, keys, readers if total >= MANY else None), done.damaged)) as found:
        portions = _portions(found)
        while portion := next(portions, None):
            with index.writing():
                in_transaction = 0
                while portion:
                    index.add(portion)
                    in_transaction += len(portion)
                    done.articles += len(portion)
                    on_count(done.articles, total)
                    portion = next(portions, None) if in_transaction < _IN_TRANSACTION else None


def _portions(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield the articles in lists that fit into memory, however long their texts are."""
    portion, chars = list[Entry](), 0
    for entry in entries:
        portion.append(entry)
        chars += entry.size
        if len(portion) >= _AT_ONCE or chars >= _CHARS_AT_ONCE:
            yield portion
            portion, chars = [], 0
    if portion:
        yield portion


def _intact(found: Iterable[Entry | str], damaged: list[str]) -> Generator[Entry]:
    """Yield the articles; note the sentences about the others."""
    for one in found:
        if isinstance(one, str):
            damaged.append(one)
        else:
            yield one
