"""Step two: a batch's raw pages, stored as one segment before anything is read into them."""

import tempfile
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import Settings, Source, Wayback
from tasks.adapters.http import Fetcher
from tasks.adapters.ledger import open_ledger
from tasks.adapters.saved_pages import is_saved, read_saved
from tasks.adapters.source_warcs import is_in_warc, read_captured
from tasks.adapters.source_wayback import as_captured, is_captured, replay_ref, unhurried
from tasks.adapters.stoppable import until_stopped
from tasks.adapters.stores import open_store
from tasks.adapters.warc import SegmentWriter
from tasks.core.fetched import FetchFailure, RawPage
from tasks.core.models import OpenBatch
from tasks.core.protocols import Ledger, Receipt


@task(
    name="fetch",
    task_run_name="fetch {batch.batch}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def fetch(
    batch: OpenBatch,
    source: Source,
    settings: Settings,
    on_page: Callable[[], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Receipt:
    """Fetch the batch's pages and store them as its segment; one that is there from a killed run is left alone.

    The batch is noted in the ledger first, so that its pages are not forgotten if this process dies. ``on_page`` is
    called once for each page. Once ``stop`` returns true, the batch is left unfinished, for the next run to complete,
    with `StoppedError`. `StoreError` where the archive cannot be written.
    """
    store = open_store(settings.archive)
    if store.contains(batch.segment):
        return Receipt.EXISTS
    with closing(open_ledger(settings.ledger.url)) as ledger:
        ledger.open_batch(batch)
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "segment.warc.gz"
            with SegmentWriter(path, batch.segment) as segment:
                for page in until_stopped(_pages(batch, source, settings, ledger), stop):
                    segment.write(page)
                    if on_page:
                        on_page()
            return store.put_file_if_absent(batch.segment, path)


def _pages(
    batch: OpenBatch, source: Source, settings: Settings, ledger: Ledger
) -> Generator[RawPage | FetchFailure, None, None]:
    limits = source.fetch_settings(settings.fetch)
    in_warc = [ref for ref in batch.refs if is_in_warc(ref)]
    captured = [ref for ref in batch.refs if is_captured(ref)]
    elsewhere = [ref for ref in batch.refs if not is_in_warc(ref) and not is_captured(ref)]
    yield from read_captured(in_warc, limits, ledger, datetime.now(UTC))
    for ref in filter(is_saved, elsewhere):
        yield read_saved(ref, datetime.now(UTC), limits.max_body_bytes)
    with Fetcher(limits, ledger) as fetcher:
        yield from fetcher.fetch_many(ref for ref in elsewhere if not is_saved(ref))
    if captured:
        delay_s = min((wayback.min_delay_s for wayback in source.wayback), default=Wayback(url="-").min_delay_s)
        with Fetcher(unhurried(limits, delay_s), ledger) as fetcher:
            by_replay = {replay_ref(ref).url: ref for ref in captured}
            for page in fetcher.fetch_many(map(replay_ref, captured)):
                yield as_captured(page, by_replay[page.ref.url])
