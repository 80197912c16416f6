"""Step four: writes articles and rejections to the archive, then the manifest, then the ledger, in that order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.known_times import with_known_times
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.archive.place import Placed, Unplaced, place_all
from dateline.tasks.adapters.bulkhead import batch_bulkhead
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.archive.lineage import record_before_moving, with_forerunners
from dateline.tasks.core.archive.records import manifest_bytes, rejection_key, to_json
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.dedupe import hashes_of, page_keys
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Article, Manifest, Outcome, OutcomeKind, Precision, Reason, Rejection
from dateline.tasks.core.protocols import Ledger, Receipt
from dateline.tasks.core.runs.record_warnings import kinds_of
from dateline.tasks.core.runs.summary import Amounts
from dateline.tasks.core.web.urls import url_key


@dataclass(frozen=True, slots=True)
class Archived:
    """A finished batch: its outcomes, and what was written for them."""

    outcomes: tuple[Outcome, ...]
    amounts: Amounts
    warnings: Counter[str] = field(default_factory=Counter)
    """How many of the added records have each kind of warning."""
    only_days: frozenset[str] = frozenset()
    """Keys of the records of which only the day of publication is known."""


@task(name="archive", task_run_name="archive {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
def archive(batch: OpenBatch, cleaned: Sequence[Cleaned], settings: Settings) -> Archived:
    """Write the batch's records, and return the outcome of each page. Idempotent: nothing is written twice.

    A batch of rechecks without a changed page has no outcomes. After an error, the next run completes the batch.

    Raises:
        StoreError: the archive could not be written.
        LedgerError: the ledger could not be written.
        BatchError: only this batch failed.
    """
    store = open_store(settings.archive)
    with shared_ledger(settings.ledger.url) as ledger, batch_bulkhead():
        if batch.recheck and not cleaned:
            ledger.close_batch(batch.run, batch.batch)
            return Archived((), Amounts(rechecked=len(batch.refs)))
        check_mark(store, ledger)
        asked = [url_key(c.url) for c in cleaned if isinstance(c.record, Article)]
        articles = [c.record for c in cleaned if isinstance(c.record, Article)]
        known = ledger.known(batch.source, {*asked, *(key for article in articles for key in page_keys(article))})
        cleaned = with_known_times(cleaned, known, store)
        articles = [c.record for c in cleaned if isinstance(c.record, Article)]
        moved = [record_before_moving(article, known.get(key)) for article, key in zip(articles, asked, strict=True)]
        linked = with_forerunners(articles, known, _twins(articles, batch.source, ledger), moved)
        placed = place_all(store, linked, settings.dedupe.match, moved)
        cleaned = _without_unplaced(cleaned, placed)
        there = [place for place in placed if isinstance(place, Placed)]
        manifest = _manifest(batch, cleaned, there)
        rejections = {rejection_key(c.record): to_json(c.record) for c in cleaned if isinstance(c.record, Rejection)}
        lines = manifest_bytes(manifest)
        receipts = store.put_all_if_absent(rejections)
        receipts[batch.manifest] = store.put_if_absent(batch.manifest, lines)
        check_mark(store, ledger)  # the records may have been written below an empty mount point
        ledger.apply(manifest)
    sizes = [p.size_bytes for p in there if p.created]
    beside = rejections | {batch.manifest: lines}
    sizes += [len(beside[key]) for key, receipt in receipts.items() if receipt is Receipt.CREATED]
    looked = {"rechecked": len(batch.refs), "changed": len(manifest.outcomes)} if batch.recheck else {}
    filed = [(article, one) for article, one in zip(articles, placed, strict=True) if isinstance(one, Placed)]
    amounts = Amounts(written=len(sizes), written_bytes=sum(sizes), **looked)
    return Archived(
        outcomes=manifest.outcomes,
        amounts=amounts,
        warnings=kinds_of(article for article, place in filed if place.created),
        only_days=frozenset(place.key for article, place in filed if article.published_precision is Precision.DAY),
    )


def _twins(articles: Sequence[Article], source: str, ledger: Ledger) -> dict[str, str]:
    """Return the source's last record of each page that is recognised by its twin key."""
    events = ledger.twins({key for article in articles if (key := twin_key(article))})
    return {
        key: event.outcome.article
        for key, found in events.items()
        for event in found
        if event.outcome.article and event.outcome.source == source
    }


def _without_unplaced(cleaned: Sequence[Cleaned], placed: Sequence[Placed | Unplaced]) -> list[Cleaned]:
    """Return the cleaned pages, with a rejection for each article that could not be placed."""
    places = iter(placed)
    found = []
    for page in cleaned:
        if isinstance(page.record, Article) and isinstance(place := next(places), Unplaced):
            article = page.record
            rejection = Rejection(
                source=article.source,
                url=page.url,
                reason=Reason.INTERNAL_ERROR,
                detail=place.detail,
                rejected_at=article.fetched_at,
                raw=article.raw,
            )
            page = replace(page, record=rejection)  # noqa: PLW2901 - the same page
        found.append(page)
    return found


def _manifest(batch: OpenBatch, cleaned: Sequence[Cleaned], placed: Sequence[Placed]) -> Manifest:
    places = iter(placed)
    outcomes = [
        _rejected(c, c.record) if isinstance(c.record, Rejection) else _archived(c, c.record, next(places))
        for c in cleaned
    ]
    return Manifest(run=batch.run, batch=batch.batch, outcomes=tuple(outcomes))


def _archived(cleaned: Cleaned, article: Article, place: Placed) -> Outcome:
    return Outcome(
        url=cleaned.url,
        page_url=cleaned.found_at(),
        source=article.source,
        kind=place.kind,
        at=article.fetched_at,
        article=place.key,
        headline=article.headline,
        published_at=article.published_at,
        **hashes_of(article, place.record_hash),
        raw=article.raw,
        etag=cleaned.etag,
        last_modified=cleaned.last_modified,
    )


def _rejected(cleaned: Cleaned, rejection: Rejection) -> Outcome:
    return Outcome(
        url=cleaned.url,
        page_url=cleaned.found_at(),
        source=rejection.source,
        kind=OutcomeKind.REJECTED,
        at=rejection.rejected_at,
        published_at=cleaned.published_at,
        reason=rejection.reason,
        detail=rejection.detail,
        raw=rejection.raw,
        etag=cleaned.etag,
        last_modified=cleaned.last_modified,
    )
