"""The ledger of a run, opened once and shared by all steps in the run's process, and rebuilding it from the archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.mark import adopt_mark, check_known_mark, has_articles, read_mark
from dateline.tasks.adapters.ledger.shared import is_new, shared_ledger
from dateline.tasks.adapters.stores.opening import open_store, place_of
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import RUNS, read_manifest
from dateline.tasks.core.errors import LedgerError, RecordError
from dateline.tasks.core.models import Manifest
from dateline.tasks.core.protocols import ArchiveStore


@contextmanager
def holding_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, so that the steps share it. Steps in other processes open their own.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    with shared_ledger(settings.ledger.url):
        yield


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


def rebuild_ledger(settings: Settings, on_count: Callable[[int], None] = lambda _: None) -> Rebuilt:
    """Rebuild the ledger's pages from every readable manifest of the archive.

    ``on_count`` is called with the number of manifests read so far.
    """
    rebuilt = Rebuilt()
    with shared_ledger(settings.ledger.url) as ledger:
        store = open_store(settings.archive)
        adopt_mark(store, ledger)
        ledger.clear_pages()
        ledger.apply_all(_manifests(store, rebuilt, on_count))
    return rebuilt


def _manifests(store: ArchiveStore, rebuilt: Rebuilt, on_count: Callable[[int], None]) -> Iterator[Manifest]:
    for key, data in read_ahead(store, store.list(RUNS)):
        try:
            manifest = read_manifest(data or b"", key)
        except RecordError as error:
            rebuilt.damaged.append(error.problem)
            continue
        rebuilt.manifests += 1
        rebuilt.outcomes += len(manifest.outcomes)
        on_count(rebuilt.manifests)
        yield manifest
