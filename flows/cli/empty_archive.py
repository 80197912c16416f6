"""Tells that an archive is empty, before a command reads it."""

from dateline.config.schema import Settings
from dateline.flows.cli.text import say


def tell_if_empty(settings: Settings) -> None:
    """Print a sentence to standard error if nothing has been written to the configured archive.

    Raises:
        PermanentStoreError: the ledger knows an archive, and there is none.
        StoreError: the archive could not be read.
    """
    from dateline.tasks.ledger import sentence_if_empty

    if sentence := sentence_if_empty(settings):
        say(f"dateline: {sentence}.", err=True)
