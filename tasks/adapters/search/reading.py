"""Reads many articles for the index in other processes, while this one writes them.

Of the time that a build takes, SQLite needs half, in one process. The other half is reading, parsing and splitting into
words, which all processes share: this one reads when it would otherwise wait.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.tasks.adapters.processes import spread
from dateline.tasks.adapters.search.entries import Entry, read_entries
from dateline.tasks.adapters.stores.opening import ArchiveSettings, open_store
from dateline.tasks.core.protocols import ArchiveStore

MANY = 20_000
"""From how many articles on it is worth starting processes, each of which takes a second to start."""
_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Readers:
    """How many other processes read which archive."""

    archive: ArchiveSettings
    processes: int


def read(store: ArchiveStore, keys: Iterable[str], readers: Readers | None) -> Iterator[Entry | str]:
    """Yield what `read_entries` yields, in the same order. Without readers, this process reads.

    This process reads what it would otherwise wait for and, if readers are killed, all the rest.

    Raises:
        StoreError: the archive could not be read.
    """
    here = partial(read_entries, store)
    if readers is None:
        return iter(here(keys))
    return spread(here, partial(_read, readers.archive), keys, readers.processes, _AT_ONCE)


def _read(archive: ArchiveSettings, portion: Sequence[str]) -> Sequence[Entry | str]:
    return list(read_entries(open_store(archive), portion))
