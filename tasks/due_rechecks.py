"""Which archived articles wait to be looked at again, for who watches over the sources."""

from contextlib import closing
from datetime import datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.ledger.sql import open_ledger


def oldest_due_recheck(source: str, settings: Settings, now: datetime) -> datetime | None:
    """Return since when the source's longest overdue article has been waiting (aware UTC); None: none is due.

    `LedgerError`s pass.
    """
    if not settings.recheck.enabled:
        return None
    with closing(open_ledger(settings.ledger.url)) as ledger:
        listed = watchlist.load(source, ledger)
        known = ledger.known(source, listed.pages)
    return watchlist.oldest_due(listed, known, settings.recheck, now)
