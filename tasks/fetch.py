"""Step two: fetches a batch's raw pages, and stores them as a segment before they are interpreted."""

from collections.abc import Callable, Generator

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.fetching.page_bytes import bytes_of
from dateline.tasks.adapters.fetching.recheck import Unchanged, look_again
from dateline.tasks.adapters.fetching.stoppable import until_stopped
from dateline.tasks.adapters.fetching.write_page import write_page
from dateline.tasks.adapters.http.clock import Clock, SystemClock
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.adapters.stoppable_steps import cancelled_if_stopped
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.warc.segments import SegmentWriter
from dateline.tasks.core.errors import StoppedError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import OutcomeKind, PageRef, Reason
from dateline.tasks.core.protocols import Ledger, Receipt
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.runs.summary import Amounts
from dateline.tasks.core.web.fetched import FetchFailure, RawPage


@task(
    name="fetch",
    task_run_name="fetch {batch.batch}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
@cancelled_if_stopped
def fetch(  # noqa: PLR0913, PLR0917 - the last ones by keyword
    batch: OpenBatch,
    source: Source,
    settings: Settings,
    on_page: Callable[[Look | None], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
    late: Callable[[], bool] = lambda: False,
) -> Amounts:
    """Fetch the batch's pages and store them as its segment, unless a killed run has already stored it.

    The batch is recorded in the ledger first, so that its pages are not forgotten if this process dies. Of rechecked
    pages, only those that changed are stored. ``on_page`` is called once for each page, with the result of the recheck
    if nothing is stored. Returns the amounts transferred and stored.

    Once ``late`` returns true, no further page is requested. The segment, and the batch in the ledger, then have the
    pages that came, and the others stay due.

    Raises:
        StoppedError: ``stop`` returned true, or ``late`` did before any page came. The next run completes the batch.
        StoreError: the archive could not be written.
        LedgerError: the ledger could not be read or written.
        TemporaryFilesError: the disk for temporary files is full.
        BatchError: only this batch failed.
    """
    store = open_store(settings.archive)
    with shared_ledger(settings.ledger.url) as ledger, batch_bulkhead():
        check_mark(store, ledger)
        ledger.open_batch(batch)
        if store.contains(batch.segment):
            return Amounts()
        with scratch_folder() as folder:
            path = folder / "segment.warc.gz"
            with SegmentWriter(path, batch.segment) as segment:
                written = transferred = unchanged = 0
                left = set[PageRef]()
                for page in until_stopped(_pages(batch, source, settings, ledger, SystemClock(), late), stop):
                    if late() and _was_not_asked(page):
                        left.add(page.ref)
                        continue
                    transferred += _size(page)
                    if isinstance(page, Unchanged):
                        unchanged += not page.is_failure
                    else:
                        write_page(segment, page)
                        written += 1
                    if on_page:
                        on_page(_look_of(page) if isinstance(page, Unchanged) else None)
            missed = len(batch.refs) - written - unchanged if batch.recheck else 0
            if batch.recheck and not written:
                return Amounts(transferred_bytes=transferred, missed=missed)
            if left and not written:
                raise StoppedError("there was no time for a page; the next run continues from there")
            check_mark(store, ledger)  # fetching may have taken long
            if left:  # before the segment: cleaning takes what a segment lacks for lost
                ledger.open_batch(batch.model_copy(update={"refs": tuple(r for r in batch.refs if r not in left)}))
            created = store.put_file_if_absent(batch.segment, path) is Receipt.CREATED
            stored = path.stat().st_size if created else 0
            return Amounts(transferred_bytes=transferred, written=int(created), written_bytes=stored, missed=missed)


def _look_of(page: Unchanged) -> Look:
    kind = OutcomeKind.REJECTED if page.reason else OutcomeKind.UNCHANGED
    return Look(url=page.ref.url, kind=kind, reason=page.reason, detail=page.detail, keeps_article=bool(page.reason))


def _pages(  # noqa: PLR0913, PLR0917 - as above
    batch: OpenBatch, source: Source, settings: Settings, ledger: Ledger, clock: Clock, late: Callable[[], bool]
) -> Generator[RawPage | FetchFailure | Unchanged, None, None]:
    if batch.recheck:
        yield from look_again(batch.refs, source, settings, ledger, clock, late)
    else:
        yield from bytes_of(batch.refs, source, settings.fetch, ledger, clock, late)


def _was_not_asked(page: RawPage | FetchFailure | Unchanged) -> bool:
    return isinstance(page, FetchFailure) and page.reason is Reason.NOT_ASKED


def _size(page: RawPage | FetchFailure | Unchanged) -> int:
    if isinstance(page, Unchanged):
        return page.transferred_bytes
    return len(page.body) if isinstance(page, RawPage) else 0
