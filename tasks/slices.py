"""Which slices of backfills are done, as the ledger keeps it."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.runs.backfill import Slice, ledger_name
from dateline.tasks.core.sources.ways import Way


def slices_left(slices: Iterable[Slice], via: Way, settings: Settings) -> tuple[Slice, ...]:
    """Return those slices that no backfill has done. `LedgerError`s pass."""
    slices = tuple(slices)
    with closing(open_ledger(settings.ledger.url)) as ledger:
        done = {name: ledger.slices_done(ledger_name(name, via)) for name in {s.source for s in slices}}
    return tuple(s for s in slices if s.key not in done[s.source])


def mark_slice_done(done: Slice, via: Way, now: datetime, settings: Settings) -> None:
    """Note that a slice is done. One that ends after ``now`` stays open: more will be published in it."""
    if done.window.until and done.window.until <= now:
        with closing(open_ledger(settings.ledger.url)) as ledger:
            ledger.mark_slice_done(ledger_name(done.source, via), done.key, now)
