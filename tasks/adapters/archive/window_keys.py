"""Lists the articles of a window."""

from collections.abc import Iterator

from dateline.tasks.core.archive.audit import in_days
from dateline.tasks.core.archive.days import days_between
from dateline.tasks.core.archive.records import ARTICLES, day_path, is_article_key
from dateline.tasks.core.models import Window
from dateline.tasks.core.protocols import ArchiveStore


def keys_in(store: ArchiveStore, window: Window) -> Iterator[str]:
    """Yield the keys of the articles of the days that overlap the window, in order. Other files are left out.

    Raises:
        StoreError: the archive could not be read.
    """
    yield from filter(is_article_key, _listed(store, window))


def _listed(store: ArchiveStore, window: Window) -> Iterator[str]:
    if window.since and window.until:
        for day in days_between(window.since, window.until):
            yield from store.list(f"{ARTICLES}{day_path(day)}/")
    else:
        yield from (key for key in store.list(ARTICLES) if in_days(window, key))
