"""Placing articles in the archive: each under its own key, or beside what lies there already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    """Where an article lies, or the one that stands for it."""

    kind: OutcomeKind
    key: str
    record_hash: str
    created: bool = False
    size_bytes: int = 0
    """Of the record."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An article that could not be archived, since dateline itself failed at it."""

    detail: str


def place_all(store: ArchiveStore, articles: Sequence[Article], match: DedupeMatch) -> list[Placed | Unplaced]:
    """Archive a batch's articles, and return for each where it lies. Done again, it writes nothing twice.

    Raises:
        StoreError: The archive cannot be read or written.
        RecordError: A record that stands beside one of them is damaged.
    """
    with bulkhead(lambda _: None):
        return _place_together(store, articles, match)
    return [_place_alone(store, article, match) for article in articles]


def _place_alone(store: ArchiveStore, article: Article, match: DedupeMatch) -> Placed | Unplaced:
    told: list[str] = []
    with bulkhead(told.append):
        return _place(store, article, match, decide, as_decided)
    return Unplaced(told[0])


def _place_together(store: ArchiveStore, articles: Sequence[Article], match: DedupeMatch) -> list[Placed | Unplaced]:
    firsts: dict[str, Article] = {}
    for article in articles:
        firsts.setdefault(article_key(article), article)
    objects = {key: to_json(article) for key, article in firsts.items()}
    receipts = store.put_all_if_absent(objects)
    placed: list[Placed | Unplaced] = []
    for article in articles:
        key = article_key(article)
        if article is firsts[key] and receipts[key] is Receipt.CREATED:
            data = objects[key]
            placed.append(Placed(kind_of(article), key, record_hash(data), created=True, size_bytes=len(data)))
        else:
            placed.append(_place(store, article, match, decide, as_decided))
    return placed


def place_again(store: ArchiveStore, article: Article, match: DedupeMatch) -> Placed:
    """Archive what today's cleaner makes of a stored raw page. Done again, it writes nothing twice."""
    return _place(store, article, match, decide_again, as_recleaned)


def would_place_again(store: ArchiveStore, article: Article, match: DedupeMatch) -> Placed:
    """Return what `place_again` would do; nothing is written."""
    return _decided(store, article, match, decide_again, as_recleaned)[0]


def _place(
    store: ArchiveStore, article: Article, match: DedupeMatch, decide_beside: Decide, as_stored: AsStored
) -> Placed:
    """Place an article whose key may be taken: by itself, by the same story, or by another."""
    while True:
        placed, data = _decided(store, article, match, decide_beside, as_stored)
        if not placed.created or store.put_if_absent(placed.key, data) is Receipt.CREATED:
            return placed
        # Another writer was quicker with the same text: decide again, beside what it wrote.


def _decided(
    store: ArchiveStore, article: Article, match: DedupeMatch, decide_beside: Decide, as_stored: AsStored
) -> tuple[Placed, bytes]:
    """Return where the article goes, and the bytes that lie there or are to be created there."""
    stored = {key: store.get(key) for key in store.list(variants_prefix(article))}
    archived = sorted((read_article(data, key) for key, data in stored.items()), key=lambda a: (a.fetched_at, a.id))
    decision = decide_beside(article, archived, match)
    record = decision.stored or as_stored(article, decision)
    key = article_key(record)
    data = stored[key] if decision.stored else to_json(record)
    created = decision.stored is None
    return Placed(decision.kind, key, record_hash(data), created=created, size_bytes=len(data)), data
