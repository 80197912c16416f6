"""Failed batches: records failures, sets batches aside, retries and drops them. Does not import Prefect."""

import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.warc.elsewhere import LostPage, notes_only
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.core.archive.batches import BrokenBatch, Cleaned
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import BatchError, ConfigError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import RawPointer, Reason, Rejection
from dateline.tasks.core.runs.troubled_batches import after_failure, to_be_tried_again
from dateline.tasks.core.web.fetched import StoredPage


def note_failure(batch: OpenBatch, error: BatchError, settings: Settings) -> BrokenBatch:
    """Record in the ledger that a batch failed, and return the report of it.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    failed = after_failure(batch, str(error))
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.open_batch(failed)
    return BrokenBatch(failed.name, len(failed.refs), in_words(failed), is_storage=error.is_storage)


def as_noted(batch: OpenBatch, settings: Settings) -> OpenBatch:
    """Return an open batch as the ledger has it: fetching may have left out pages for lack of time.

    Raises:
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return next((one for one in ledger.unfinished(batch.source) if one.segment == batch.segment), batch)


def in_words(batch: OpenBatch) -> str:
    """Return a sentence about a failed batch: its trouble, and what happens next."""
    pages = count(len(batch.refs), "page")
    if batch.set_aside:
        remedy = f"retry it with `dateline batches --retry {batch.name}`, or drop it with --drop"
        return f"the batch {batch.name} of {batch.source} ({pages}) is set aside: {batch.trouble}; {remedy}"
    return f"the batch {batch.name} of {batch.source} ({pages}) failed: {batch.trouble}; the next run retries it"


def troubled_batches(settings: Settings, source: str | None = None) -> Sequence[OpenBatch]:
    """Return the open batches that failed or are set aside, oldest first.

    Raises:
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return [batch for batch in ledger.unfinished(source) if batch.failures or batch.set_aside]


def retry_batch(name: str, settings: Settings) -> OpenBatch:
    """Let the next run of its source retry a failed batch, and return the batch. The start of its name suffices.

    Raises:
        ConfigError: no failed batch has a name that starts so, or several do.
        LedgerError: the ledger could not be read or written.
    """
    batch = to_be_tried_again(_named(name, settings))
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.open_batch(batch)
    return batch


def drop_batch(name: str, settings: Settings, now: datetime) -> OpenBatch:
    """Drop a failed batch, and return it. Its manifest records each page as failed at ``now``.

    Later runs fetch those pages again, like all failed pages, if the source still lists them.

    Raises:
        ConfigError: no failed batch has a name that starts so, or several do.
        StoreError: the archive could not be written.
        LedgerError: the ledger could not be read or written.
    """
    batch = _named(name, settings)
    stored = {} if batch.recheck else _stored(batch, settings)
    given_up = [] if batch.recheck else [_given_up(batch, ref.url, stored.get(ref.url), now) for ref in batch.refs]
    from dateline.tasks.archive import archive  # noqa: PLC0415 - imports Prefect, and is needed only here

    archive.fn(batch, given_up, settings)
    return batch


def _stored(batch: OpenBatch, settings: Settings) -> Mapping[str, RawPointer]:
    """Return pointers to the batch's raw pages, by URL, as far as they can be read."""
    found: dict[str, RawPointer] = {}
    with suppress(BatchError), batch_bulkhead():
        stream = io.BytesIO(open_store(settings.archive).get(batch.segment))
        for stored in read_segment(stream, batch.segment, notes_only):
            if isinstance(stored, StoredPage | LostPage) and stored.raw:
                found[stored.page.ref.url] = stored.raw
    return found


def _given_up(batch: OpenBatch, url: str, raw: RawPointer | None, now: datetime) -> Cleaned:
    detail = f"its batch was dropped by `dateline batches --drop`: {batch.trouble}"
    return Cleaned(
        url,
        Rejection(source=batch.source, url=url, reason=Reason.INTERNAL_ERROR, detail=detail, rejected_at=now, raw=raw),
    )


def _named(name: str, settings: Settings) -> OpenBatch:
    found = [batch for batch in troubled_batches(settings) if batch.name.startswith(name)]
    if len(found) == 1 or (found and found[0].name == name):
        return found[0]
    if found:
        raise ConfigError(f"several batches begin with {name}: {', '.join(batch.name for batch in found)}")
    raise ConfigError(f"there is no failed batch named {name}; `dateline batches` lists the failed batches")
