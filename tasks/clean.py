"""Step three: a stored segment becomes articles and rejections. Nothing is fetched here."""

import io
from datetime import timedelta

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import Settings, Source
from tasks.adapters.stores import open_store
from tasks.adapters.warc import read_segment
from tasks.core.assemble import to_record
from tasks.core.batches import Cleaned
from tasks.core.errors import ObjectNotFoundError
from tasks.core.fetched import FetchFailure, RawPage, StoredPage
from tasks.core.models import Article, OpenBatch, Precision, Reason, Rejection, Window


@task(name="clean", task_run_name="clean {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
def clean(batch: OpenBatch, source: Source, settings: Settings) -> list[Cleaned]:
    """Return what each page of the batch's stored segment becomes, each page of the batch once.

    Of pages that were looked at again only those that have changed are there, and no segment if none has.
    """
    try:
        segment = open_store(settings.archive).get(batch.segment)
    except ObjectNotFoundError:
        if batch.recheck:
            return []
        raise
    most = source.fetch_settings(settings.fetch).max_body_bytes
    cleaned: dict[str, Cleaned] = {}
    for stored in read_segment(io.BytesIO(segment), batch.segment):
        if isinstance(stored, StoredPage):
            record = to_record(stored, source, settings.dedupe.scope, most)
            cleaned[stored.page.ref.url] = _cleaned(stored.page, record, batch.window)
    damaged = (ref.url for ref in batch.refs if ref.url not in cleaned and not batch.recheck)
    return [*cleaned.values(), *(Cleaned(url, _damaged(batch, url)) for url in damaged)]


def _cleaned(page: RawPage | FetchFailure, record: Article | Rejection, window: Window) -> Cleaned:
    published_at = record.published_at if isinstance(record, Article) else None
    if isinstance(record, Article) and not _lies_in(window, record):
        record = _outside(record, page.ref.url)
    return Cleaned(
        url=page.ref.url,
        record=record,
        published_at=published_at,
        etag=page.header("ETag") if isinstance(page, RawPage) else None,
        last_modified=page.header("Last-Modified") if isinstance(page, RawPage) else None,
    )


def _lies_in(window: Window, article: Article) -> bool:
    if article.published_precision is Precision.MINUTE:
        return window.contains(article.published_at)
    # Only a day is known: in, where any minute of it is.
    end = article.published_at + timedelta(days=1)
    return (window.since is None or end > window.since) and (
        window.until is None or article.published_at < window.until
    )


def _outside(article: Article, url: str) -> Rejection:
    return Rejection(
        source=article.source,
        url=url,
        reason=Reason.OUTSIDE_WINDOW,
        detail=f"published at {article.published_at:%Y-%m-%d %H:%M} UTC, outside the window that was asked for",
        rejected_at=article.fetched_at,
        raw=article.raw,
    )


def _damaged(batch: OpenBatch, url: str) -> Rejection:
    return Rejection(
        source=batch.source,
        url=url,
        reason=Reason.UNREADABLE,
        detail=f"its record in {batch.segment} is damaged",
        rejected_at=batch.opened_at,
    )
