"""Turns raw pages into articles and rejections, with values in and values out, so that any process can do it.

The pages come from a stored segment, or from files on this machine, of which the segment is written on the way.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from dateline.config.schema import DedupeScope, FetchSettings, Settings, Source
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.fetching.file_bytes import bytes_in_files
from dateline.tasks.adapters.fetching.foreign_files import ForeignFiles
from dateline.tasks.adapters.fetching.write_page import write_page
from dateline.tasks.adapters.http.clock import SystemClock
from dateline.tasks.adapters.warc.elsewhere import LostPage
from dateline.tasks.adapters.warc.segments import SegmentWriter, read_segment
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.assemble import CLEANER, to_record
from dateline.tasks.core.errors import ConfigError, RecordError, StoppedError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Article, Cleaner, Precision, Reason, Rejection, Window
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, StoredPage


@dataclass(frozen=True, slots=True)
class CleaningJob:
    """A batch and everything needed to clean its pages. It is sent to other processes."""

    batch: OpenBatch
    source: Source
    fetch: FetchSettings
    """The limits of the source's pages."""
    scope: DedupeScope
    cleaner: Cleaner = CLEANER
    """The cleaner of the run. Workers must have the same version, so that an archive does not mix records of two."""

    @classmethod
    def of(cls, batch: OpenBatch, source: Source, settings: Settings) -> Self:
        """Return the job of cleaning a batch."""
        return cls(batch, source, source.fetch_settings(settings.fetch), settings.dedupe.scope)


@dataclass(frozen=True, slots=True)
class ReadPages:
    """The pages of a batch that were read from files, and cleaned."""

    cleaned: list[Cleaned]
    read_bytes: int
    """The size of their bodies."""


def clean_segment(job: CleaningJob, segment: bytes) -> list[Cleaned]:
    """Return an article or a rejection for each page of the batch, whose segment is given.

    Of rechecked pages, the segment holds only those that changed.

    Raises:
        ConfigError: this process has another version of dateline than the run.
        RecordError: a page stayed in a file that is missing or has changed.
    """
    _check_version(job)
    cleaned: dict[str, Cleaned] = {}
    faults: list[str] = []
    with bulkhead(faults.append):
        for stored in read_segment(io.BytesIO(segment), job.batch.segment, ForeignFiles({job.source.name: job.source})):
            if isinstance(stored, LostPage):
                remedy = "put the file back, or correct warcs in the source file if it was moved"
                raise RecordError(stored.detail.removesuffix("."), key=job.batch.segment, remedy=remedy)
            if isinstance(stored, StoredPage):
                cleaned[stored.page.ref.url] = _clean_one(stored, job)
    return _with_missing(cleaned, job.batch, faults)


def read_and_clean(
    job: CleaningJob, path: Path, on_page: Callable[[], None] = lambda: None, stop: Callable[[], bool] = lambda: False
) -> ReadPages:
    """Read the batch's pages from files on this machine, write them to a segment at ``path``, and clean them.

    Memory holds one raw page. The records are those that `clean_segment` returns for the segment.

    Raises:
        ConfigError: this process has another version of dateline than the run.
        StoppedError: ``stop`` returned true.
    """
    _check_version(job)
    cleaned: dict[str, Cleaned] = {}
    size = 0
    with SegmentWriter(path, job.batch.segment) as segment:
        for page in bytes_in_files(job.batch.refs, job.source, job.fetch, None, SystemClock()):
            if stop():
                raise StoppedError("stopped between two pages; the next run continues from there")
            size += len(page.body) if isinstance(page, RawPage) else 0
            if stored := write_page(segment, page):
                cleaned[page.ref.url] = _clean_one(stored, job)
            on_page()
    return ReadPages(_with_missing(cleaned, job.batch), size)


def _check_version(job: CleaningJob) -> None:
    if job.cleaner != CLEANER:
        remedy = f"install dateline {job.cleaner.version} there"
        raise ConfigError(f"a worker has dateline {CLEANER.version}, and the run {job.cleaner.version}; {remedy}")


def _with_missing(cleaned: dict[str, Cleaned], batch: OpenBatch, faults: Sequence[str] = ()) -> list[Cleaned]:
    left = (ref.url for ref in batch.refs if ref.url not in cleaned and not batch.recheck)
    return [*cleaned.values(), *(Cleaned(url, _unread(batch, url, faults)) for url in left)]


def _clean_one(stored: StoredPage, job: CleaningJob) -> Cleaned:
    faults: list[str] = []
    with bulkhead(faults.append):
        record = to_record(stored, job.source, job.scope, job.fetch.max_body_bytes)
        return _cleaned(stored.page, record, job.batch.window)
    page = stored.page
    rejection = Rejection(
        source=job.source.name,
        url=page.ref.url,
        reason=Reason.INTERNAL_ERROR,
        detail=faults[0],
        rejected_at=page.failed_at if isinstance(page, FetchFailure) else page.fetched_at,
        raw=stored.raw,
    )
    return Cleaned(page.ref.url, rejection)


def _cleaned(page: RawPage | FetchFailure, record: Article | Rejection, window: Window) -> Cleaned:
    published_at = record.published_at
    if isinstance(record, Article) and not _lies_in(window, record):
        record = _outside(record, page.ref.url)
    return Cleaned(
        url=page.ref.url,
        record=record,
        page_url=page.url,
        published_at=published_at,
        etag=page.header("ETag") if isinstance(page, RawPage) else None,
        last_modified=page.header("Last-Modified") if isinstance(page, RawPage) else None,
    )


def _lies_in(window: Window, article: Article) -> bool:
    if article.published_precision is Precision.MINUTE:
        return window.contains(article.published_at)
    # Only the day is known: it counts as inside if any minute of it is.
    end = article.published_at + timedelta(days=1)
    return (window.since is None or end > window.since) and (
        window.until is None or article.published_at < window.until
    )


def _outside(article: Article, url: str) -> Rejection:
    return Rejection(
        source=article.source,
        url=url,
        reason=Reason.OUTSIDE_WINDOW,
        detail=f"published at {article.published_at:%Y-%m-%d %H:%M} UTC, outside the requested window",
        rejected_at=article.fetched_at,
        raw=article.raw,
    )


def _unread(batch: OpenBatch, url: str, faults: Sequence[str]) -> Rejection:
    """Return the rejection of a page that was not found in the segment: it is damaged, or reading stopped early."""
    return Rejection(
        source=batch.source,
        url=url,
        reason=Reason.INTERNAL_ERROR if faults else Reason.UNREADABLE,
        detail=faults[0] if faults else f"its record in {batch.segment} is damaged",
        rejected_at=batch.opened_at,
    )
