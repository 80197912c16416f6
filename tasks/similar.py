"""Finds articles with similar texts, and the stories that they form. Does not import Prefect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from dateline.config.schema import Settings
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.search.stories import Stories
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import RUNS, key_of_article, read_article
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Article
from dateline.tasks.core.search.similar import Likeness, likeness, shingles, sketch
from dateline.tasks.search import OnCount, current_index, ignore

StoryOf = Callable[[str], str]
"""Returns the id of the story of an article, given its id: that of the story's earliest record."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An article that is similar to another one."""

    article: Article
    likeness: Likeness


def find_similar(
    article: Article, settings: Settings, on_count: OnCount = ignore
) -> tuple[Sequence[Similar], Sequence[str]]:
    """Return the archived articles that are similar to this one, the most similar first, and what may be missing.

    Of articles with revisions, the newest is compared.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the search index could not be read or written.
    """
    store = open_store(settings.archive)
    index, notes = current_index(settings, store, on_count)
    own, found = shingles(article.text), list[Similar]()
    candidates = index.candidates(sketch(article.text))
    for key, data in read_ahead(store, (key_of_article(match.id, match.published_at) for match in candidates)):
        with suppress(RecordError):  # an audit tells what is damaged
            other = read_article(data or b"", key)
            how = likeness(own, shingles(other.text))
            if how.is_similar and other.id != article.id:
                found.append(Similar(other, how))
    return sorted(found, key=_most_similar), notes


def _most_similar(similar: Similar) -> tuple[float, float, str]:
    return -similar.likeness.jaccard, -similar.likeness.containment, similar.article.id


@contextmanager
def stories(settings: Settings, on_count: OnCount = ignore) -> Iterator[tuple[StoryOf, Sequence[str]]]:
    """Yield what tells the story of an article, after updating the index, and what may be missing.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the search index could not be read or written.
    """
    with _opened(settings, on_count) as (opened, notes):
        yield opened.of if opened else str, notes


@contextmanager
def all_stories(
    settings: Settings, on_count: OnCount = ignore
) -> Iterator[tuple[Iterable[tuple[str, str]], Sequence[str]]]:
    """Yield the id of each record with that of its story, after updating the index, and what may be missing.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the search index could not be read or written.
    """
    with _opened(settings, on_count) as (opened, notes):
        yield opened.all() if opened else (), notes


@contextmanager
def _opened(settings: Settings, on_count: OnCount) -> Iterator[tuple[Stories | None, Sequence[str]]]:
    store = open_store(settings.archive)
    if not folder.exists(settings.search.path) and next(store.list(RUNS), None) is None:
        yield None, ()  # an empty archive gets no index
        return
    index, notes = current_index(settings, store, on_count)
    index.ask(lambda opened: opened.languages)  # rebuilds it if it is broken
    with index.opened() as opened:
        yield opened.stories, notes
