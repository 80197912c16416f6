"""Lists archived articles by time and the sources they come from, counts them by day, and finds revised ones.

Does not import Prefect. Answers about articles come from the search index as it is, and the records from the archive.
Update the index with `dateline.tasks.search.catch_up` first.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from dateline.config.schema import Settings
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.search.lists import Listed, ListedRevision
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.changes import FieldChange, changes
from dateline.tasks.core.archive.records import RAW, REJECTED, key_of_article, read_article
from dateline.tasks.core.archive.retention import PRUNED
from dateline.tasks.core.errors import ConfigError, RecordError
from dateline.tasks.core.models import Article, Window
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.page import Extent
from dateline.tasks.search import stored_index

T = TypeVar("T")

_MAX_STARTING = 10
"""How many articles an error lists whose ids start alike."""

_BY_SOURCE = (RAW, PRUNED, REJECTED)
"""The prefixes after which a key names its source."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list of articles, newest first."""

    articles: Sequence[Article]
    newer: str | None
    """Id of the first article if newer ones come before it, else None."""
    older: str | None
    """Id of the last article if older ones follow it, else None."""
    notes: Sequence[str]
    """A sentence for each record that could not be read."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A record that revises an earlier one, and the differences."""

    article: Article
    before: Article
    changes: Sequence[FieldChange]


def list_articles(  # noqa: PLR0913 - what a list is of, and which part of it
    settings: Settings,
    window: Window,
    source: str | None,
    limit: int,
    *,
    after: str | None = None,
    before: str | None = None,
) -> Listing:
    """Return the ``limit`` newest articles of a window and a source: those after, or before, the one with an id.

    Of articles with revisions, the newest is listed. An id that the index does not hold has nothing after or before it.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """

    def ask(index: SearchIndex) -> tuple[Sequence[Listed], bool, bool]:
        lists = index.lists
        if before:
            nearest = lists.oldest(window, source, limit + 1, before)
            return list(reversed(nearest[:limit])), len(nearest) > limit, bool(nearest)
        found = lists.newest(window, source, limit + 1, after)
        return found[:limit], bool(after and found), len(found) > limit

    store = open_store(settings.archive)
    nothing: tuple[Sequence[Listed], bool, bool] = ((), False, False)
    listed, has_newer, has_older = _asked(settings, store, ask, nothing)
    notes: list[str] = []
    articles = list(_records(store, listed, notes))
    newer, older = (listed[0].id, listed[-1].id) if listed else (None, None)
    return Listing(articles, newer if has_newer else None, older if has_older else None, notes)


def count_articles(settings: Settings, window: Window) -> Mapping[str, Mapping[date, int]]:
    """Return the number of articles by source and day of publication (UTC), for the days that a window touches.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """
    return _asked(settings, open_store(settings.archive), lambda index: index.lists.counts(window), {})


def extents(settings: Settings) -> Mapping[str, Extent]:
    """Return how many articles each source has, and the days (UTC) of the first and the last.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """
    return _asked(settings, open_store(settings.archive), lambda index: index.lists.extents(), {})


def is_archived(source: str, settings: Settings) -> bool:
    """Return whether the archive has raw pages, rejections or indexed articles of a source with this valid name.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    return any(next(store.list(f"{prefix}{source}/"), None) for prefix in _BY_SOURCE) or source in extents(settings)


def archived_sources(settings: Settings) -> Collection[str]:
    """Return the names of all sources of the archive. Lists every key of a raw page and of a rejection.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    keys = (key.removeprefix(prefix) for prefix in _BY_SOURCE for key in store.list(prefix))
    return {key.partition("/")[0] for key in keys} | set(extents(settings))


def key_of_id(settings: Settings, article_id: str) -> str | None:
    """Return the key of the record with this id, else of the newest record of the one article whose ids start so.

    Returns None if the index has none. Records whose ids differ only in what follows a point are of one article.

    Raises:
        ConfigError: the ids of several articles start so.
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """

    def ask(index: SearchIndex) -> Sequence[Listed]:
        if published_at := index.lists.place_of(article_id):
            return [Listed(article_id, published_at)]
        return index.lists.starting(article_id, _MAX_STARTING + 1)

    nothing: Sequence[Listed] = ()
    found = _asked(settings, open_store(settings.archive), ask, nothing)
    first_ids = list(dict.fromkeys(one.id.partition(".")[0] for one in found))
    if len(first_ids) > 1:
        listed = ", ".join(first_ids[:_MAX_STARTING]) + (" …" if len(found) > _MAX_STARTING else "")
        raise ConfigError(f"The ids of several articles start with {article_id}: {listed}.")
    return key_of_article(found[0].id, found[0].published_at) if found else None


def latest_edits(settings: Settings, limit: int) -> Sequence[Edited]:
    """Return the latest records that revise another, with their changes, the latest first.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """

    def ask(index: SearchIndex) -> Sequence[tuple[ListedRevision, datetime]]:
        found = ((one, index.lists.place_of(one.revises)) for one in index.lists.revisions(limit))
        return [(one, place) for one, place in found if place]

    store = open_store(settings.archive)
    none: Sequence[tuple[ListedRevision, datetime]] = ()
    pairs = _asked(settings, store, ask, none)
    keys = {key_of_article(one.id, one.published_at): key_of_article(one.revises, at) for one, at in pairs}
    records = dict(_read(store, dict.fromkeys([*keys, *keys.values()])))
    edits = ((records.get(after), records.get(before)) for after, before in keys.items())
    return [
        Edited(after, before, changes(before, after))
        for after, before in edits
        if isinstance(after, Article) and isinstance(before, Article)
    ]


def _asked(settings: Settings, store: ArchiveStore, ask: Callable[[SearchIndex], T], nothing: T) -> T:
    """Return the index's answer, or ``nothing`` without an index, because the archive is empty."""
    return stored_index(settings, store).ask(ask) if folder.exists(settings.search.path) else nothing


def _records(store: ArchiveStore, listed: Iterable[Listed], notes: list[str]) -> Iterator[Article]:
    for key, found in _read(store, (key_of_article(one.id, one.published_at) for one in listed)):
        if isinstance(found, Article):
            yield found
        else:
            problem = found.problem if found else f"{key} is missing"
            notes.append(f"an article is left out: {problem}; `dateline audit` says what to do")


def _read(store: ArchiveStore, keys: Iterable[str]) -> Iterator[tuple[str, Article | RecordError | None]]:
    for key, data in read_ahead(store, keys):
        try:
            yield key, None if data is None else read_article(data, key)
        except RecordError as error:
            yield key, error
