"""Finds archived articles, their revisions, and their raw pages. Does not import Prefect."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.ledger.shared import ledger_if_usable, shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.warc.stored_record import read_record
from dateline.tasks.core.archive.asked_names import as_archived
from dateline.tasks.core.archive.lineage import Return, in_line, return_of
from dateline.tasks.core.archive.records import (
    ARTICLES,
    REJECTED,
    article_id,
    earlier_key,
    read_article,
    read_rejection,
    variants_prefix,
)
from dateline.tasks.core.archive.retention import Tombstone, read_tombstone, tombstone_key
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.dedupe import page_keys
from dateline.tasks.core.errors import ConfigError, LedgerError, ObjectNotFoundError
from dateline.tasks.core.ledger_models import PageEvent
from dateline.tasks.core.models import Article, Outcome, RawPointer
from dateline.tasks.core.protocols import ArchiveStore, Ledger
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.core.web.urls import url_key

MAX_RELATED = 1000
"""The maximum number of records of an article. A page that shows another article each day may have more."""

MIN_ID_CHARS = 4
"""The minimum length of an abbreviated id."""
_HEX = frozenset("0123456789abcdef")
MAX_CANDIDATES = 10
"""How many articles an error lists if an abbreviated id is ambiguous."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record, and all records of the same article."""

    article: Article
    records: Sequence[Article]
    """All of them, including this one, in order: each comes after the one that it revises."""


def find_history(name: str, settings: Settings) -> Found | None:
    """Return the record with this id or key, or the latest one of this URL, with every archived record of its article.

    Returns None if the archive has no such article. An id is looked up in the ledger; if that does not know it, all
    keys of the archive are searched. There the start of an id suffices if all ids that start so are of one article, of
    which the newest record is returned.

    The records of an article are those with its headline and minute, those that ``revision_of`` leads to, and those of
    its page that name one of them in ``revision_of`` (found through the ledger).

    Raises:
        ConfigError: the abbreviated id is too short or ambiguous; then the message lists the matches.
        StoreError: the archive could not be read.
        RecordError: a record is damaged or newer than this dateline.
    """
    with _opened(settings) as archive:
        article = archive.article(as_archived(name))
        return Found(article, in_line(archive.related(article))) if article else None


def find_article(name: str, settings: Settings) -> Article | None:
    """Return the record that `find_history` returns, without the others of its article.

    Raises:
        ConfigError: as there.
        StoreError: as there.
        RecordError: as there.
    """
    with _opened(settings) as archive:
        return archive.article(as_archived(name))


def find_raw(name: str, settings: Settings) -> RawPointer | None:
    """Return the pointer to the raw page of an article (by id or key), a rejection (by key), or a URL (its last event).

    Returns None if there is none.
    """
    name = as_archived(name)
    with _opened(settings) as archive:
        if name.startswith(REJECTED):
            return archive.rejection_raw(name)
        if "://" in name:
            pointers = [outcome.raw for outcome in archive.outcomes(name) if outcome.raw]
            return pointers[-1] if pointers else None
        article = archive.article(name)
        return article.raw if article else None


def raw_page(pointer: RawPointer, settings: Settings, sources: Mapping[str, Source]) -> RawPage | Tombstone:
    """Return the raw page that a pointer leads to, after verifying its digest, or the tombstone of its segment.

    ``sources`` say where the files are that raw pages stayed in.

    Raises:
        RecordError: the page is damaged, or in a file that is missing or has changed.
        ObjectNotFoundError: the segment is lost.
    """
    from dateline.tasks.adapters.fetching.foreign_files import ForeignFiles  # noqa: PLC0415 - slow to import

    store = open_store(settings.archive)
    try:
        return read_record(store, pointer, ForeignFiles(sources))
    except ObjectNotFoundError:
        if tombstone := _tombstone(store, pointer.segment):
            return tombstone
        raise


def removed_raw(article: Article, settings: Settings) -> Tombstone | None:
    """Return the tombstone of the article's raw page if that was deleted deliberately, else None."""
    store = open_store(settings.archive)
    return None if store.contains(article.raw.segment) else _tombstone(store, article.raw.segment)


def _tombstone(store: ArchiveStore, segment: str) -> Tombstone | None:
    key = tombstone_key(segment)
    with suppress(ObjectNotFoundError):
        return read_tombstone(store.get(key), key)
    return None


@contextmanager
def _opened(settings: Settings) -> Iterator["_Archive"]:
    """Yield the archive, with the ledger if it can be opened. The ledger only makes look-ups faster."""
    with ledger_if_usable(settings.ledger.url) as ledger:
        yield _Archive(open_store(settings.archive), ledger)


class _Archive:
    """The archive during one look-up.

    What it has found it keeps: the records of an article lead to each other, and there may be hundreds of them.
    """

    def __init__(self, store: ArchiveStore, ledger: Ledger | None) -> None:
        self._store = store
        self._ledger = ledger
        self._records: dict[str, Article | None] = {}
        self._outcomes: dict[str, Sequence[Outcome]] = {}
        self._variants: dict[str, Sequence[str]] = {}

    def article(self, name: str) -> Article | None:
        if name.startswith(ARTICLES):
            return self._read(name)
        wanted = None if "://" in name else article_id(name)
        for outcome in reversed(self.outcomes(name)):
            key = outcome.article
            if key and wanted in {None, article_id(key)} and (found := self._read(key)):
                return found
        if wanted is None:
            return None
        return self._by_prefix(wanted)

    def _by_prefix(self, wanted: str) -> Article | None:
        """Return the article whose id is ``wanted``, else the newest record of the article whose ids start with it."""
        found = self.abbreviated(wanted)
        return found[-1] if found else None

    def abbreviated(self, wanted: str) -> Sequence[Article]:
        """Return the article whose id is ``wanted``, else the records of the one article whose ids start so, in order.

        Searches all keys of the archive.

        Raises:
            ConfigError: it is too short, or the ids of several articles start so.
        """
        if len(wanted) < MIN_ID_CHARS:
            if set(wanted) <= _HEX:
                raise ConfigError(f'"{wanted}" is too short: write at least {MIN_ID_CHARS} characters of an id')
            return ()
        keys = [key for key in self._store.list(ARTICLES) if article_id(key).startswith(wanted)]
        keys = [key for key in keys if article_id(key) == wanted] or keys
        if not self._are_of_one_article(keys):
            listed = ", ".join(map(article_id, keys[:MAX_CANDIDATES])) + (" …" if len(keys) > MAX_CANDIDATES else "")
            raise ConfigError(f"the ids of {len(keys)} articles start with {wanted}: {listed}; choose one of them")
        return in_line(found for key in keys[:MAX_RELATED] if (found := self._read(key)))

    def _are_of_one_article(self, keys: Sequence[str]) -> bool:
        ids = set(map(article_id, keys))
        first_ids = {each.partition(".")[0] for each in ids}
        if len(first_ids) <= 1:
            return True
        first = self._read(keys[0]) if len(first_ids) <= MAX_CANDIDATES else None
        return first is not None and ids <= {record.id for record in self.related(first)}

    def related(self, article: Article) -> Sequence[Article]:
        related = {article.id: article}
        pending = [article]
        while pending and len(related) < MAX_RELATED:
            for near in self._neighbours(pending.pop()):
                if near.id not in related:
                    related[near.id] = near
                    pending.append(near)
        return list(related.values())

    def rejection_raw(self, key: str) -> RawPointer | None:
        with suppress(ObjectNotFoundError):
            return read_rejection(self._store.get(key), key).raw
        return None

    def events(self, article: str) -> Sequence[PageEvent]:
        """Return every event of the article with this id, oldest first."""
        return self._ledger.trace_article(article) if self._ledger else ()

    def outcomes(self, name: str) -> Sequence[Outcome]:
        """Return the ledger's outcomes for a URL or an article id. Returns none if the ledger cannot be read."""
        if name not in self._outcomes:
            self._outcomes[name] = [event.outcome for event in self._events_of(name)]
        return self._outcomes[name]

    def _events_of(self, name: str) -> Sequence[PageEvent]:
        if self._ledger:
            with suppress(LedgerError):
                return _seen_at(name, self._ledger) if "://" in name else self._ledger.trace_article(name)
        return ()

    def _neighbours(self, article: Article) -> Iterator[Article]:
        prefix = variants_prefix(article)
        if prefix not in self._variants:
            self._variants[prefix] = list(islice(self._store.list(prefix), MAX_RELATED))
        yield from (found for key in self._variants[prefix] if (found := self._read(key)))
        if article.revision_of and (earlier := self.article(article.revision_of)):
            yield earlier
        outcomes = [outcome for key in page_keys(article) for outcome in self.outcomes(key)]
        outcomes += self._twins(article)
        for key in dict.fromkeys(outcome.article for outcome in outcomes if outcome.article):
            other = self._read(key)
            if other and other.revision_of == article.id:
                yield other

    def _twins(self, article: Article) -> Sequence[Outcome]:
        key = twin_key(article)
        if self._ledger and key:
            with suppress(LedgerError):
                return [event.outcome for found in self._ledger.twins([key]).values() for event in found]
        return []

    def _read(self, key: str) -> Article | None:
        if key not in self._records:
            self._records[key] = self._stored(key)
        return self._records[key]

    def _stored(self, key: str) -> Article | None:
        with suppress(ObjectNotFoundError):
            return read_article(self._store.get(key), key)
        return self._read(earlier) if (earlier := earlier_key(key)) else None


def pages_of(article: Article, settings: Settings) -> Sequence[str]:
    """Return the addresses at which runs found this article: its own, and those of pages that only repeat it.

    It returns none where the ledger cannot be read.
    """
    with _opened(settings) as archive:
        urls = [outcome.page_url or outcome.url for outcome in archive.outcomes(article.id)]
    return list(dict.fromkeys(urls))


def find_returns(newest: Iterable[Article], settings: Settings) -> Mapping[str, Return]:
    """Return what `return_of` says of each of these records, by its id, as far as the ledger can be read."""
    with _opened(settings) as archive:
        told = {one.id: return_of(one, archive.outcomes(one.url)) for one in newest}
    return {name: one for name, one in told.items() if one}


def trace_page(url_or_id: str, settings: Settings) -> Sequence[PageEvent]:
    """Return the events of a page (by URL) or of an article (by id or key) in all runs, oldest first.

    A page is found by the address that its source names, and by the one that this redirects to. The start of an id
    stands for all records of the article whose ids start so.

    Raises:
        ConfigError: the abbreviated id is ambiguous, or too short.
    """
    name = as_archived(url_or_id)
    with shared_ledger(settings.ledger.url) as ledger:
        if "://" in name:
            return _seen_at(name, ledger)
        if found := ledger.trace_article(name):
            return found
    with _opened(settings) as archive:
        records = archive.abbreviated(article_id(name))
        events = [event for record in records for event in archive.events(record.id)]
        return tuple(sorted(events, key=lambda event: event.outcome.at))


def _seen_at(url: str, ledger: Ledger) -> Sequence[PageEvent]:
    return ledger.trace(url_key(url), redirected=True)
