"""Full-text search over the archive. Does not import Prefect.

The index is a cache. The first search builds it; from then on each run and each search adds what is new. An index that
is damaged, or of another version, is rebuilt.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.mark import read_mark
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.ledger.shared import ledger_if_usable
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.search.cache import CachedIndex
from dateline.tasks.adapters.search.errors import BrokenIndexError
from dateline.tasks.adapters.search.index import Match
from dateline.tasks.adapters.search.reading import Readers
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.opening import open_store, place_of
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.lineage import Return
from dateline.tasks.core.archive.records import RUNS, key_of_article, read_article
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DatelineError, IndexUnusableError, LedgerError, PermanentStoreError, RecordError
from dateline.tasks.core.models import Article
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.languages import meant
from dateline.tasks.core.search.page import Hit, Page, Query
from dateline.tasks.core.search.query import Expression, parse, phrase_of
from dateline.tasks.core.search.snippets import snippet
from dateline.tasks.history import find_returns

_MOST_PROCESSES = 3
"""With more of them, all would wait for the one that writes."""

_GONE = (
    "Check that its volume is mounted, and [archive] in settings.toml. To search this archive from now on instead, "
    "delete the folder in [search] path"
)

OnCount = Callable[[int, int], None]
"""Called with the number of articles added to the index, and how many there are to add."""


def ignore(_done: int, _all: int) -> None:
    """Count nothing."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a new index was built from."""

    articles: int
    manifests: int
    damaged: Sequence[str]
    """A sentence for each manifest and record that could not be read."""


def spare_processes() -> int:
    """Return how many processes besides the calling one are worth starting for a large update."""
    return min((os.cpu_count() or 1) - 1, _MOST_PROCESSES)


def search(
    settings: Settings, query: Query, on_count: OnCount = ignore, *, catches_up: bool = True, processes: int = 0
) -> Page:
    """Return the articles that match a query, best first, after updating the index.

    Without ``catches_up``, the index answers as it is. Up to ``processes`` other processes help if there is much
    to add to it.

    Raises:
        ConfigError: the query is malformed.
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be read or written.
    """
    expression, authors = parse(query.text), [phrase_of(author) for author in query.authors]
    store = open_store(settings.archive)
    if not folder.exists(settings.search.path) and next(store.list(RUNS), None) is None:
        # An index made now would be of no archive: this one has no mark yet.
        return Page(hits=(), total=0)
    index, notes = (
        current_index(settings, store, on_count, processes) if catches_up else (stored_index(settings, store), [])
    )
    matches = index.find(expression, authors, query)
    if not matches.has_longer_words:
        have = f"more than {matches.total:,} articles have these very words"
        notes.append(f"{have}: those that only have longer words that begin so are left out")
    if query.languages:
        notes += index.ask(lambda opened: list(_not_as_asked(query.languages, opened.languages)))
    by_key = {key_of_article(match.id, match.published_at): match for match in matches.best}
    found = dict(_records(store, by_key, notes))
    revised = [article for article in found.values() if article.revision_of]
    returns = find_returns(revised, settings) if revised else {}
    hits = [_hit(article, key, by_key[key], expression, returns.get(article.id)) for key, article in found.items()]
    return Page(hits=tuple(hits), total=matches.total, is_total=matches.is_total, notes=tuple(notes))


def _not_as_asked(wanted: Sequence[str], used: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each language in which there is no article, or only articles with a wider tag."""
    for language in wanted:
        found = meant(language, used)
        if found.is_wider:
            yield f"no article is tagged {language}: this finds those tagged {', '.join(found.tags)}"
        elif not found.tags:
            known = f"the archive's languages are {', '.join(used)}" if used else "none has a known language"
            yield f"no article is in the language {language}: {known}"


def rebuild_index(settings: Settings, on_count: OnCount = ignore, *, processes: int = 0) -> Rebuilt:
    """Rebuild the index from the archive. Until it is complete, searches use the old one.

    Other ``processes`` help, as in `search`.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the index could not be written.
    """
    done = _index(settings, open_store(settings.archive), on_count, processes).rebuild()
    return Rebuilt(done.articles, done.manifests, done.damaged)


def keep_index_up(settings: Settings, *, everywhere: bool = False) -> str | None:
    """Add what a run has archived to the index, if there is one. Never raises: returns a sentence if it failed.

    Runs do not create an index: the first search does. With ``everywhere``, manifests of all days are searched for new
    ones, because an audit restores manifests of any day.
    """
    told: list[str] = []
    try:
        with bulkhead(told.append):
            if not folder.exists(settings.search.path):
                return None
            index = _index(settings, open_store(settings.archive), ignore)
            if index.keep_up(everywhere=everywhere) is None:
                told.append("another process is writing to it")
    except BrokenIndexError as error:
        told.append(f"it must be rebuilt: {error}")
    except (DatelineError, OSError) as error:  # a full disk passes a bulkhead
        told.append(str(error).rstrip("."))
    return f"the search index was not updated ({told[0]}); the next search updates it" if told else None


def current_index(
    settings: Settings, store: ArchiveStore, on_count: OnCount, processes: int = 0
) -> tuple[CachedIndex, list[str]]:
    """Return the updated index, and sentences about what may be missing in it.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: there is no index, and it could not be written.
    """
    index = _index(settings, store, on_count, processes)
    return index, _made_current(index)


def catch_up(settings: Settings, on_count: OnCount = ignore, *, processes: int = 0) -> Sequence[str]:
    """Update or build the index, and return what may be missing in it. An empty archive gets no index.

    Other ``processes`` help, as in `search`.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: there is no index, and it could not be written.
    """
    store = open_store(settings.archive)
    if not folder.exists(settings.search.path) and next(store.list(RUNS), None) is None:
        return ()
    return current_index(settings, store, on_count, processes)[1]


def stored_index(settings: Settings, store: ArchiveStore) -> CachedIndex:
    """Return the index as it is, for questions about what it holds.

    Raises:
        StoreError: the archive is gone, or could not be read.
    """
    return CachedIndex(settings.search.path, _archive_id(settings, store), store, datetime.now(UTC).date(), None)


def _archive_id(settings: Settings, store: ArchiveStore) -> str:
    """Return the id in the archive's mark, or "" if it has none.

    Raises:
        PermanentStoreError: it has none, but the index is of an archive that has one. An index of nothing must not
            take the place of one that may have taken hours, because a volume is not mounted.
    """
    if mark := read_mark(store):
        return mark.id
    indexed = ""
    with suppress(sqlite3.Error, OSError):  # what uses the index tells why
        indexed = folder.archive_of(settings.search.path)
    if indexed:
        place = place_of(settings.archive)
        problem = (
            f'the archive {place} has no readable mark ("{MARK}"), though the search index is of an archive with one'
        )
        raise PermanentStoreError(f"{problem}. {_GONE}.", key=MARK)
    return ""


def _index(settings: Settings, store: ArchiveStore, on_count: OnCount, processes: int = 0) -> CachedIndex:
    archive, open_manifests = _archive_id(settings, store), None
    with suppress(LedgerError), ledger_if_usable(settings.ledger.url) as ledger:
        if ledger:
            open_manifests = [batch.manifest for batch in ledger.unfinished()]
    today = datetime.now(UTC).date()
    readers = Readers(settings.archive, processes) if processes > 0 else None
    return CachedIndex(settings.search.path, archive, store, today, open_manifests, on_count, readers)


def _made_current(index: CachedIndex) -> list[str]:
    """Update the index, and return what may be missing in it."""
    try:
        done = index.make_current()
    except IndexUnusableError as error:
        if not index.exists():
            raise
        return [f"{error} The newest articles may be missing"]
    if done is None:
        return ["another process is updating the index: the newest articles may be missing"]
    if done.damaged:
        what = count(len(done.damaged), "damaged object")
        return [f"{what} could not be read ({done.damaged[0]}); `dateline audit` says what to do"]
    return []


def _records(store: ArchiveStore, keys: Iterable[str], notes: list[str]) -> Iterator[tuple[str, Article]]:
    """Yield the records that exist and are intact, each after its key; note the others."""
    for key, data in read_ahead(store, keys):
        try:
            yield key, read_article(data or b"", key)
        except RecordError as error:
            problem = error.problem if data is not None else f"{key} is missing"
            notes.append(f"a hit is left out: {problem}; `dateline audit` says what to do")


def _hit(article: Article, key: str, match: Match, expression: Expression, returned: Return | None) -> Hit:
    shown = snippet(article.text, expression)
    for other in (article.summary, *(article.corrections or ())):
        if not shown.marks and other and (of_other := snippet(other, expression)).marks:
            shown = of_other
    return Hit(
        id=article.id,
        key=key,
        url=article.url,
        source=article.source,
        publisher=article.publisher,
        headline=article.headline,
        authors=article.authors,
        language=article.language,
        published_at=article.published_at,
        published_precision=article.published_precision,
        story=match.story,
        score=match.score,
        snippet=shown.text,
        marks=shown.marks,
        returned_to=returned.record if returned else None,
    )
