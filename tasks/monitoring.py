"""What the manifests of past days come to, by source. Days that are over are read once, and kept in the ledger."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RUNS, read_manifest
from dateline.tasks.core.models import Outcome
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.sources.health import DayTally, tally

_NOTE = "tally"
_SETTLED = timedelta(days=3)
"""A batch that was begun on a day may be finished on a later one, though hardly so late."""


def tallies(days: int, today: date, settings: Settings) -> dict[date, DayTally]:
    """Return the tallies of today and the days before, ``days`` in all. `StoreError`s and `LedgerError`s pass."""
    store = open_store(settings.archive)
    found: dict[date, DayTally] = {}
    with closing(open_ledger(settings.ledger.url)) as ledger:
        for back in range(days):
            day = today - timedelta(days=back)
            kept = ledger.noted(_NOTE, day.isoformat())
            found[day] = DayTally.model_validate_json(kept) if kept else tally(_outcomes(store, day))
            if kept is None and today - day >= _SETTLED:
                ledger.note(_NOTE, day.isoformat(), found[day])
    return found


def _outcomes(store: ArchiveStore, day: date) -> Iterator[Outcome]:
    for key in store.list(f"{RUNS}{day:%Y/%m/%d}/"):
        yield from read_manifest(store.get(key), key).outcomes
