"""Looks up the minute that the archive knows of pages which say only their day."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from dateline.tasks.core.archive.batches import Cleaned
from dateline.tasks.core.archive.known_time import as_known, is_vaguer
from dateline.tasks.core.archive.records import read_article
from dateline.tasks.core.dedupe import page_keys
from dateline.tasks.core.errors import ObjectNotFoundError, RecordError
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import Article
from dateline.tasks.core.protocols import ArchiveStore


def with_known_times(cleaned: Sequence[Cleaned], known: Mapping[str, PageState], store: ArchiveStore) -> list[Cleaned]:
    """Return the pages, those of vaguer articles with the minute of their page's archived record.

    ``known`` is the ledger's state by url_key.

    Raises:
        StoreError: the archive could not be read.
    """
    return [_with_known_time(page, known, store) for page in cleaned]


def _with_known_time(page: Cleaned, known: Mapping[str, PageState], store: ArchiveStore) -> Cleaned:
    article = page.record
    if not isinstance(article, Article):
        return page
    for state in (known[key] for key in page_keys(article) if key in known):
        if state.article and state.published_at and is_vaguer(article, state.published_at):
            return replace(page, record=as_known(article, _read(store, state.article)))
    return page


def _read(store: ArchiveStore, key: str) -> Article | None:
    with suppress(ObjectNotFoundError, RecordError):
        return read_article(store.get(key), key)
    return None
