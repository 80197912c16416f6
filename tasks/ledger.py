"""The ledger of a run: held open from its beginning to its end, and shared by all steps in its process."""

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.shared import shared_ledger


@contextmanager
def holding_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, so that no step opens it anew. Steps elsewhere open their own.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    with shared_ledger(settings.ledger.url):
        yield
