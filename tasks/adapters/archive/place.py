"""Places articles in the archive: each under its own key, or beside the record that already has the key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.config.schema import DedupeMatch
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.core.archive.records import article_key, read_article, record_hash, to_json, variants_prefix
from dateline.tasks.core.archive.reprocess_effects import as_recleaned, decide_again
from dateline.tasks.core.dedupe import Decision, as_decided, decide, kind_of
from dateline.tasks.core.models import Article, OutcomeKind
from dateline.tasks.core.protocols import ArchiveStore, Receipt

Decide = Callable[[Article, Sequence[Article], DedupeMatch], Decision]
AsStored = Callable[[Article, Decision], Article]


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of an article in the archive, or of the record that it duplicates."""

    kind: OutcomeKind
    key: str
    record_hash: str
    """The hash of the record."""
    created: bool = False
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An article that could not be archived because of an unexpected error."""

    detail: str


def place_all(
    store: ArchiveStore, articles: Sequence[Article], match: DedupeMatch, moved: Sequence[str | None] = ()
) -> list[Placed | Unplaced]:
    """Archive a batch's articles, and return the place of each. Idempotent: nothing is written twice.

    ``moved`` has the id of the record that each article was before its page had another URL, or None.

    Raises:
        StoreError: the archive could not be read or written.
        RecordError: an archived record with the same key as one of the articles is damaged.
    """
    deciders = [partial(decide, before_moving=before) for before in moved or [None] * len(articles)]
    with bulkhead(lambda _: None):
        return _place_together(store, articles, match, deciders)
    return [_place_alone(store, article, match, decider) for article, decider in zip(articles, deciders, strict=True)]


def _place_alone(store: ArchiveStore, article: Article, match: DedupeMatch, decider: Decide) -> Placed | Unplaced:
    told: list[str] = []
    with bulkhead(told.append):
        return _place(store, article, match, decider, as_decided)
    return Unplaced(told[0])


def _place_together(
    store: ArchiveStore, articles: Sequence[Article], match: DedupeMatch, deciders: Sequence[Decide]
) -> list[Placed | Unplaced]:
    firsts: dict[str, Article] = {}
    for article in articles:
        firsts.setdefault(article_key(article), article)
    objects = {key: to_json(article) for key, article in firsts.items()}
    receipts = store.put_all_if_absent(objects)
    placed: list[Placed | Unplaced] = []
    for article, decider in zip(articles, deciders, strict=True):
        key = article_key(article)
        if article is firsts[key] and receipts[key] is Receipt.CREATED:
            data = objects[key]
            placed.append(Placed(kind_of(article), key, record_hash(data), created=True, size_bytes=len(data)))
        else:
            placed.append(_place(store, article, match, decider, as_decided))
    return placed


def place_again(store: ArchiveStore, article: Article, match: DedupeMatch) -> Placed:
    """Archive what the current cleaner reads from a stored raw page. Idempotent: nothing is written twice."""
    return _place(store, article, match, decide_again, as_recleaned)


def would_place_again(store: ArchiveStore, article: Article, match: DedupeMatch) -> Placed:
    """Return what `place_again` would return. Nothing is written."""
    return _decided(store, article, match, decide_again, as_recleaned)[0]


def _place(
    store: ArchiveStore, article: Article, match: DedupeMatch, decide_beside: Decide, as_stored: AsStored
) -> Placed:
    """Place an article whose key may be taken: by the same record, the same article, or another one."""
    while True:
        placed, data = _decided(store, article, match, decide_beside, as_stored)
        if not placed.created or store.put_if_absent(placed.key, data) is Receipt.CREATED:
            return placed
        # Another writer was faster with the same text: decide again, knowing its record.


def _decided(
    store: ArchiveStore, article: Article, match: DedupeMatch, decide_beside: Decide, as_stored: AsStored
) -> tuple[Placed, bytes]:
    """Return the article's place, and the bytes that are stored there or are to be stored there."""
    stored = {key: store.get(key) for key in store.list(variants_prefix(article))}
    archived = sorted((read_article(data, key) for key, data in stored.items()), key=lambda a: (a.fetched_at, a.id))
    decision = decide_beside(article, archived, match)
    record = decision.stored or as_stored(article, decision)
    key = article_key(record)
    data = stored[key] if decision.stored else to_json(record)
    created = decision.stored is None
    return Placed(decision.kind, key, record_hash(data), created=created, size_bytes=len(data)), data
