"""Step three: turns a stored segment into articles and rejections. Nothing is fetched here."""

from collections.abc import Callable
from functools import partial

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.cleaning.segment import CleaningJob, clean_segment
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stoppable_steps import cancelled_if_stopped
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.errors import ObjectNotFoundError
from dateline.tasks.core.ledger_models import OpenBatch

Clean = Callable[[Callable[[], list[Cleaned]]], list[Cleaned]]


def _here(work: Callable[[], list[Cleaned]]) -> list[Cleaned]:
    return work()


@task(name="clean", task_run_name="clean {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
@cancelled_if_stopped
def clean(batch: OpenBatch, source: Source, settings: Settings, do: Clean = _here) -> list[Cleaned]:
    """Return an article or a rejection for each page of the batch's stored segment.

    ``do`` may let the work be done elsewhere (see `dateline.tasks.cleaners`): it needs neither the archive nor the
    ledger, because the segment's bytes come with it. If raw pages stay in files, it is done here, because other
    machines may not have these. Of rechecked pages, the segment holds only those that changed; if none did, there is
    no segment.

    Raises:
        StoreError: the archive could not be read.
        LedgerError: the ledger could not be read.
        BatchError: only this batch failed.
    """
    store = open_store(settings.archive)
    with batch_bulkhead():
        try:
            segment = store.get(batch.segment)
        except ObjectNotFoundError:
            with shared_ledger(settings.ledger.url) as ledger:
                check_mark(store, ledger)  # if the whole archive has vanished, the batch is not to blame
            if batch.recheck:
                return []
            raise
        do = _here if source.raw == "refer" else do
        return do(partial(clean_segment, CleaningJob.of(batch, source, settings), segment))
