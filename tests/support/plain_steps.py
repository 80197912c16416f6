"""The steps from a batch to its records, as plain functions, without Prefect's engine."""

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.cleaning.workers import CleaningCrew
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.fetch import fetch
from dateline.tasks.read import is_at_hand, read


def cleaned_pages(batch: OpenBatch, source: Source, settings: Settings) -> list[Cleaned]:
    """Store the batch's segment and return its records, as the pipeline does with this batch."""
    if is_at_hand(batch):
        return read.fn(batch, source, settings, CleaningCrew()).cleaned
    fetch.fn(batch, source, settings)
    return clean.fn(batch, source, settings)
