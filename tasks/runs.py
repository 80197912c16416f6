"""The results of a source's last runs, from its segments and their manifests. Does not import Prefect."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from dateline.config.schema import Settings
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import RAW, day_path, manifest_of, read_manifest
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.protocols import ArchiveStore

MAX_BATCHES = 40
"""How many batches of a run are read. Runs with more count as incomplete."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that fetched pages of a source."""

    run: str
    last_at: datetime | None
    """When its last page was fetched; None if none of its batches is complete."""
    outcomes: Mapping[str, int]
    """The number of its pages by outcome."""
    is_whole: bool
    """False if a batch is unfinished, or if there were too many to count."""


def last_runs(source: str, settings: Settings, today: date, *, days: int = 14, limit: int = 10) -> list[PastRun]:
    """Return the latest runs of the last days that fetched pages of a source, the latest first.

    Runs that found nothing new leave no segment, and are not listed.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    return list(islice(_runs(store, source, today, days), limit))


def _runs(store: ArchiveStore, source: str, today: date, days: int) -> Iterator[PastRun]:
    for back in range(-1, days):  # and tomorrow, for a clock that is fast
        manifests = filter(
            None, map(manifest_of, store.list(f"{RAW}{source}/{day_path(today - timedelta(days=back))}/"))
        )
        by_run = [(run, list(keys)) for run, keys in groupby(manifests, key=lambda key: key.split("/")[-2])]
        for run, keys in reversed(by_run):
            yield _run(store, run, keys)


def _run(store: ArchiveStore, run: str, keys: list[str]) -> PastRun:
    outcomes: Counter[str] = Counter()
    times: list[datetime] = []
    is_whole = len(keys) <= MAX_BATCHES
    for key, data in read_ahead(store, keys[:MAX_BATCHES]):
        found = None
        with suppress(RecordError):  # an audit tells what is damaged
            found = read_manifest(data, key) if data else None
        is_whole = is_whole and found is not None
        if found:
            outcomes.update(outcome.kind.value for outcome in found.outcomes)
            times += [outcome.at for outcome in found.outcomes]
    return PastRun(run, max(times, default=None), dict(outcomes), is_whole)
