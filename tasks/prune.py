"""Deletes expired segments. The records made from them are kept."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import groupby, islice

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import RawRetention, Settings
from dateline.tasks.adapters.archive.mark import check_known_mark, check_mark
from dateline.tasks.adapters.archive.prune import Pruner
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RAW
from dateline.tasks.core.archive.retention import PruneResult, in_words, is_over
from dateline.tasks.core.protocols import ArchiveStore

_AT_ONCE = 100
"""How many segments are checked, and then deleted, at a time."""


@task(name="prune", task_run_name="prune", cache_policy=NO_CACHE, persist_result=False)
def prune_segments(
    settings: Settings, sources: Collection[str], now: datetime, on_count: Callable[[int], None], *, dry_run: bool
) -> PruneResult:
    """Delete expired segments of these sources, or of all, under ``[archive] raw_retention``. A dry run lists them.

    ``on_count`` is called with the number of segments deleted, or listed, so far. A segment is kept if its batch is
    unfinished, or if an article made from it is missing or damaged. If an error stops the prune, every segment deleted
    until then has its tombstone.

    Raises:
        StoreError: the archive could not be read or written.
        LedgerError: the ledger could not be read.
    """
    retention = settings.archive.raw_retention
    if retention == "forever":
        return PruneResult(dry_run=dry_run, retention=in_words(retention))
    store = open_store(settings.archive)
    with shared_ledger(settings.ledger.url) as ledger:
        (check_known_mark if dry_run else check_mark)(store, ledger)
        pruner = Pruner(store, ledger, in_words(retention), now, dry_run)
        for source, segments in groupby(_over(store, sources, retention, now), _source_of):
            while group := list(islice(segments, _AT_ONCE)):
                pruner.prune(source, group)
                on_count(pruner.removed)
    return PruneResult(
        dry_run=dry_run,
        retention=pruner.retention,
        removed=pruner.removed,
        told=tuple(pruner.told),
        unfinished=pruner.unfinished,
        damaged=pruner.damaged,
        kept=tuple(pruner.kept),
    )


def _over(store: ArchiveStore, sources: Collection[str], retention: RawRetention, now: datetime) -> Iterator[str]:
    """Yield the expired segments, source by source."""
    prefixes = [f"{RAW}{source}/" for source in sorted(sources)] or [RAW]
    return (key for prefix in prefixes for key in store.list(prefix) if is_over(key, retention, now))


def _source_of(segment: str) -> str:
    return segment.split("/")[1]
