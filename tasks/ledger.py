"""The ledger of a run, opened once and shared by all steps in the run's process, and rebuilding it from the archive."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.manifests import read_packed, read_packed_of
from dateline.tasks.adapters.archive.mark import adopt_mark, check_known_mark, has_articles, read_mark
from dateline.tasks.adapters.ledger.shared import is_new, ledger_if_usable, shared_ledger
from dateline.tasks.adapters.processes import spread
from dateline.tasks.adapters.stores.opening import open_store, place_of
from dateline.tasks.core.archive.records import RUNS
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.ledger_models import PackedManifest

_MANY = 500
"""From how many manifests on it is worth starting processes, each of which takes a second to start."""
_AT_ONCE = 50
_MOST_PROCESSES = 4
"""With more of them, all would wait for the one that writes."""


@contextmanager
def holding_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, so that the steps share it. Steps in other processes open their own.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    with shared_ledger(settings.ledger.url):
        yield


@contextmanager
def holding_archive_to_read(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, as `holding_archive` does, if it can be used. It is not created.

    Raises:
        PermanentStoreError: the ledger belongs to another archive, so that it knows nothing about this one.
        StoreError: the archive could not be read.
    """
    with ledger_if_usable(settings.ledger.url) as ledger:
        if ledger:
            with suppress(LedgerError):
                check_known_mark(open_store(settings.archive), ledger)
        yield


def ledger_trouble(settings: Settings) -> str | None:
    """Return a sentence if the ledger cannot be used, or if there is none. Else None."""
    if is_new(settings.ledger.url):
        return "There is none: run `dateline ledger rebuild`"
    try:
        with shared_ledger(settings.ledger.url):
            return None
    except LedgerError as error:
        return str(error).rstrip(".")


@contextmanager
def holding_archive(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, as `holding_ledger` does, if it belongs to the configured archive.

    Raises:
        LedgerError: as above.
        PermanentStoreError: the ledger belongs to another archive, so that it knows nothing about this one.
        StoreError: the archive could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        check_known_mark(open_store(settings.archive), ledger)
        yield


def sentence_if_empty(settings: Settings) -> str | None:
    """Return a sentence if nothing has been written to the configured archive. Call this before it is read.

    An address with a mistake in it looks like an empty archive. Nothing is created.

    Raises:
        PermanentStoreError: the ledger knows an archive, and there is none.
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    if read_mark(store) or has_articles(store):
        return None
    if not is_new(settings.ledger.url):
        with suppress(LedgerError), shared_ledger(settings.ledger.url) as ledger:
            check_known_mark(store, ledger)
    remedy = "If it should not be, correct [archive] in settings.toml"
    return f"the archive {place_of(settings.archive)} is empty: no run has written to it. {remedy}"


@dataclass
class Rebuilt:
    """Counts what a ledger was rebuilt from, while the manifests are read."""

    manifests: int = 0
    outcomes: int = 0
    damaged: list[str] = field(default_factory=list)
    """A sentence for each manifest that could not be read."""


def useful_processes() -> int:
    """Return how many processes are worth starting to read the manifests of a large archive."""
    cores = os.cpu_count() or 1
    return min(cores, _MOST_PROCESSES) if cores > 1 else 0


def rebuild_ledger(
    settings: Settings, on_count: Callable[[int], None] = lambda _: None, *, processes: int = 0
) -> Rebuilt:
    """Rebuild the ledger's pages from every readable manifest of the archive.

    Until that is done, or if it fails, the ledger stays as it was. ``on_count`` is called with the number of manifests
    read so far. Up to ``processes`` other processes read them if there are many.

    Raises:
        LedgerError: it cannot be opened or written.
        StoreError: the archive could not be read.
    """
    rebuilt = Rebuilt()
    with shared_ledger(settings.ledger.url) as ledger:
        adopt_mark(open_store(settings.archive), ledger)
        with closing(_manifests(settings, rebuilt, on_count, processes)) as manifests:
            ledger.rebuild(manifests)
    return rebuilt


def _manifests(
    settings: Settings, rebuilt: Rebuilt, on_count: Callable[[int], None], processes: int
) -> Generator[PackedManifest]:
    store = open_store(settings.archive)
    keys = store.list(RUNS)
    first = list(islice(keys, _MANY))
    here, there = partial(read_packed, store), partial(read_packed_of, settings.archive)
    with closing(spread(here, there, chain(first, keys), processes if len(first) == _MANY else 0, _AT_ONCE)) as found:
        for manifest in found:
            if isinstance(manifest, str):
                rebuilt.damaged.append(manifest)
                continue
            rebuilt.manifests += 1
            rebuilt.outcomes += len(manifest.outcomes)
            on_count(rebuilt.manifests)
            yield manifest
