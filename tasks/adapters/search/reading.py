"""Reads many articles for the index in other processes, so that this one only has to write them.

Of the time that a build takes, SQLite needs half, in one process. The other half is reading, parsing and splitting into
words, which processes share.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice

from dateline.tasks.adapters.processes import pool_of_processes
from dateline.tasks.adapters.search.entries import Entry, read_entries
from dateline.tasks.adapters.stores.opening import ArchiveSettings, open_store
from dateline.tasks.core.protocols import ArchiveStore

MANY = 20_000
"""From how many articles on it is worth starting processes, each of which takes a second to start."""
_AT_ONCE = 250

Entries = Sequence[Entry | str]


@dataclass(frozen=True, slots=True)
class Readers:
    """How many other processes read which archive."""

    archive: ArchiveSettings
    processes: int


def read(store: ArchiveStore, keys: Iterable[str], readers: Readers | None) -> Iterator[Entry | str]:
    """Yield what `read_entries` yields, in the same order. Without readers, this process reads.

    If readers are killed, this process reads the rest.

    Raises:
        StoreError: the archive could not be read.
    """
    if readers is None or readers.processes < 1:
        yield from read_entries(store, keys)
        return
    keys, pending = iter(keys), deque[tuple[Sequence[str], Future[Entries] | None]]()
    pool = pool_of_processes(readers.processes)
    try:
        while portion := tuple(islice(keys, _AT_ONCE)):
            pending.append((portion, _submitted(pool, readers.archive, portion)))
            if len(pending) > readers.processes + 1:
                yield from _result(store, *pending.popleft())
        while pending:
            yield from _result(store, *pending.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, archive: ArchiveSettings, portion: Sequence[str]) -> "Future[Entries] | None":
    try:
        return pool.submit(_read, archive, portion)
    except BrokenExecutor:
        return None


def _result(store: ArchiveStore, portion: Sequence[str], found: "Future[Entries] | None") -> Iterable[Entry | str]:
    try:
        return found.result() if found else read_entries(store, portion)
    except BrokenExecutor:
        return read_entries(store, portion)


def _read(archive: ArchiveSettings, portion: Sequence[str]) -> Entries:
    return list(read_entries(open_store(archive), portion))
