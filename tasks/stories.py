"""Tells which articles tell the same story in the same words. Does not import Prefect."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from dateline.config.schema import Settings
from dateline.tasks.adapters.search import folder
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RUNS
from dateline.tasks.search import OnCount, current_index, ignore

StoryOf = Callable[[str], str]
"""Returns the id of the story of an article, given its id: that of the story's earliest record."""


@contextmanager
def stories(settings: Settings, on_count: OnCount = ignore) -> Iterator[tuple[StoryOf, Sequence[str]]]:
    """Yield what tells the story of an article, after updating the index, and what may be missing.

    Raises:
        StoreError: the archive could not be read.
        IndexUnusableError: the search index could not be read or written.
    """
    store = open_store(settings.archive)
    if not folder.exists(settings.search.path) and next(store.list(RUNS), None) is None:
        yield str, ()  # an empty archive gets no index
        return
    index, notes = current_index(settings, store, on_count)
    index.ask(lambda opened: opened.languages)  # rebuilds it if it is broken
    with index.opened() as opened:
        yield opened.stories.of, notes
