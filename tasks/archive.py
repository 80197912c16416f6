"""Step four: articles and rejections into the archive, then the manifest, then the ledger. In that order."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import DedupeMatch, Settings
from tasks.adapters.ledger import open_ledger
from tasks.adapters.stores import open_store
from tasks.core.batches import Cleaned
from tasks.core.dedupe import as_decided, decide, kind_of
from tasks.core.forerunners import page_keys, with_forerunners
from tasks.core.models import Article, Manifest, OpenBatch, Outcome, OutcomeKind, Rejection
from tasks.core.protocols import ArchiveStore, Receipt
from tasks.core.records import article_key, manifest_bytes, read_article, rejection_key, to_json, variants_prefix


@dataclass(frozen=True, slots=True)
class Archived:
    """A batch that is done: its outcomes, and how many objects were created for them."""

    outcomes: tuple[Outcome, ...]
    created: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where an article lies, or the one that stands for it."""

    kind: OutcomeKind
    key: str
    created: bool = False


@task(name="archive", task_run_name="archive {batch.batch}", cache_policy=NO_CACHE, persist_result=False)
def archive(batch: OpenBatch, cleaned: Sequence[Cleaned], settings: Settings) -> Archived:
    """Write the batch's records, and say what became of each page. Done again, it writes nothing twice.

    `StoreError` or `LedgerError` where archive or ledger cannot be written; the next run goes on from there.
    """
    store = open_store(settings.archive)
    with closing(open_ledger(settings.ledger.url)) as ledger:
        articles = [c.record for c in cleaned if isinstance(c.record, Article)]
        known = ledger.known(batch.source, {key for article in articles for key in page_keys(article)})
        placed = _write_articles(store, with_forerunners(articles, known), settings.dedupe.match)
        manifest = _manifest(batch, cleaned, placed)
        rejections = {rejection_key(c.record): to_json(c.record) for c in cleaned if isinstance(c.record, Rejection)}
        receipts = store.put_all_if_absent(rejections)
        receipts[batch.manifest] = store.put_if_absent(batch.manifest, manifest_bytes(manifest))
        ledger.apply(manifest)
    created = sum(p.created for p in placed) + sum(r is Receipt.CREATED for r in receipts.values())
    return Archived(manifest.outcomes, created)


def _write_articles(store: ArchiveStore, articles: Sequence[Article], match: DedupeMatch) -> list[_Placed]:
    firsts: dict[str, Article] = {}
    for article in articles:
        firsts.setdefault(article_key(article), article)
    receipts = store.put_all_if_absent({key: to_json(article) for key, article in firsts.items()})
    placed = []
    for article in articles:
        key = article_key(article)
        if article is firsts[key] and receipts[key] is Receipt.CREATED:
            placed.append(_Placed(kind_of(article), key, created=True))
        else:
            placed.append(_write_beside(store, article, match))
    return placed


def _write_beside(store: ArchiveStore, article: Article, match: DedupeMatch) -> _Placed:
    """Place an article whose key is taken: by itself, by the same story, or by another."""
    while True:
        archived = [read_article(store.get(key), key) for key in store.list(variants_prefix(article))]
        decision = decide(article, sorted(archived, key=lambda a: (a.fetched_at, a.id)), match)
        if decision.stored:
            return _Placed(decision.kind, article_key(decision.stored))
        beside = as_decided(article, decision)
        key = article_key(beside)
        if store.put_if_absent(key, to_json(beside)) is Receipt.CREATED:
            return _Placed(decision.kind, key, created=True)
        # Another writer was quicker with the same text: decide again, beside what it wrote.


def _manifest(batch: OpenBatch, cleaned: Sequence[Cleaned], placed: Sequence[_Placed]) -> Manifest:
    places = iter(placed)
    outcomes = [
        _rejected(c, c.record) if isinstance(c.record, Rejection) else _archived(c, c.record, next(places))
        for c in cleaned
    ]
    return Manifest(run=batch.run, batch=batch.batch, outcomes=tuple(outcomes))


def _archived(cleaned: Cleaned, article: Article, place: _Placed) -> Outcome:
    return Outcome(
        url=cleaned.url,
        source=article.source,
        kind=place.kind,
        at=article.fetched_at,
        article=place.key,
        headline=article.headline,
        published_at=article.published_at,
        text_hash=article.text_hash,
        raw=article.raw,
        etag=cleaned.etag,
        last_modified=cleaned.last_modified,
    )


def _rejected(cleaned: Cleaned, rejection: Rejection) -> Outcome:
    return Outcome(
        url=cleaned.url,
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
