"""Steps two and three in one, for pages in files: reads them, stores them as a segment, and cleans them on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.cleaning.segment import CleaningJob, clean_segment, read_and_clean
from dateline.tasks.adapters.cleaning.workers import CleaningCrew
from dateline.tasks.adapters.fetching import page_bytes
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.adapters.stoppable_steps import cancelled_if_stopped
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.protocols import Receipt
from dateline.tasks.core.runs.summary import Amounts


@dataclass(frozen=True, slots=True)
class Read:
    """A batch whose segment is stored: its records, and the amounts read and stored."""

    cleaned: list[Cleaned]
    amounts: Amounts


def is_at_hand(batch: OpenBatch) -> bool:
    """Return whether all pages of a batch are in files, so that they need no fetching."""
    return not batch.recheck and all(map(page_bytes.is_at_hand, batch.refs))


@task(name="read", task_run_name="read {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
@cancelled_if_stopped
def read(  # noqa: PLR0913, PLR0917 - a task's arguments
    batch: OpenBatch,
    source: Source,
    settings: Settings,
    crew: CleaningCrew,
    on_page: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
    on_queued: Callable[[], None] = lambda: None,
) -> Read:
    """Store the batch's pages, which are at hand, as its segment, and return an article or a rejection for each.

    A worker of the crew reads its batch itself, writes the segment to a file, and cleans the pages meanwhile. Here the
    batch is recorded in the ledger before, and the file is stored after. If a killed run has stored the segment, its
    pages are cleaned instead. ``on_page`` is called once for each page that is read in this process,
    and ``on_queued`` when the batch has its place in the crew's queue.

    Raises:
        StoppedError: ``stop`` returned true. The next run completes the batch.
        StoreError: the archive could not be read or written.
        LedgerError: the ledger could not be read or written.
        TemporaryFilesError: the disk for temporary files is full.
        BatchError: only this batch failed.
    """
    store = open_store(settings.archive)
    job = CleaningJob.of(batch, source, settings)
    with shared_ledger(settings.ledger.url) as ledger, batch_bulkhead():
        check_mark(store, ledger)
        ledger.open_batch(batch)
        if not store.contains(batch.segment):
            with scratch_folder() as folder:
                path = folder / "segment.warc.gz"
                work = partial(read_and_clean, job, path)
                pages = crew.do(work, stop, partial(work, on_page=on_page, stop=stop), on_queued)
                check_mark(store, ledger)  # reading may have taken long
                if store.put_file_if_absent(batch.segment, path) is Receipt.CREATED:
                    size = path.stat().st_size
                    amounts = Amounts(transferred_bytes=pages.read_bytes, written=1, written_bytes=size)
                    return Read(pages.cleaned, amounts)
        stored = store.get(batch.segment)
        return Read(crew.do(partial(clean_segment, job, stored), stop, on_queued=on_queued), Amounts())
