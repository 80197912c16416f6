"""Step three: a stored segment becomes articles and rejections. Nothing is fetched here."""

from collections.abc import Callable

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.cleaning.segment import CleaningJob, clean_segment
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.errors import ObjectNotFoundError
from dateline.tasks.core.models import OpenBatch


@task(name="clean", task_run_name="clean {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
def clean(
    batch: OpenBatch,
    source: Source,
    settings: Settings,
    clean_segment: Callable[[CleaningJob], list[Cleaned]] = clean_segment,
) -> list[Cleaned]:
    """Return what each page of the batch's stored segment becomes, each page of the batch once.

    ``clean_segment`` may do so elsewhere (see `dateline.tasks.cleaners`): the segment's bytes go there and the records
    come back, so that whoever cleans needs neither the archive nor the ledger. Of pages that were looked at again only
    those that have changed are there, and no segment if none has. `StoreError`s pass; `BatchError` where this batch
    alone failed.
    """
    store = open_store(settings.archive)
    with batch_bulkhead():
        try:
            segment = store.get(batch.segment)
        except ObjectNotFoundError:
            with shared_ledger(settings.ledger.url) as ledger:
                check_mark(store, ledger)  # where the whole archive has vanished, this says nothing of the batch
            if batch.recheck:
                return []
            raise
        most = source.fetch_settings(settings.fetch).max_body_bytes
        return clean_segment(CleaningJob(segment, batch, source, settings.dedupe.scope, most))
