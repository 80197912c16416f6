"""The ledger of a run: opened once, and shared by all steps in the run's process."""

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.shared import shared_ledger


@contextmanager
def holding_ledger(settings: Settings) -> Iterator[None]:
    """Keep the ledger open within the block, so that the steps share it. Steps in other processes open their own.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    with shared_ledger(settings.ledger.url):
        yield
