"""What commands ask of archive and ledger, without Prefect."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from config.schema import FetchSettings, Settings
from tasks.adapters.http import Fetcher
from tasks.adapters.ledger import open_ledger
from tasks.adapters.saved_pages import read_saved
from tasks.adapters.stores import open_store
from tasks.core.fetched import FetchFailure, RawPage
from tasks.core.models import Article, PageEvent, PageRef
from tasks.core.records import RUNS, read_article, read_manifest
from tasks.core.urls import url_key


def rebuild_ledger(settings: Settings) -> tuple[int, int]:
    """Make the ledger's pages again from every manifest of the archive; return how many manifests and outcomes."""
    manifests = outcomes = 0
    store = open_store(settings.archive)
    with closing(open_ledger(settings.ledger.url)) as ledger:
        ledger.clear_pages()
        for key in store.list(RUNS):
            manifest = read_manifest(store.get(key), key)
            ledger.apply(manifest)
            manifests += 1
            outcomes += len(manifest.outcomes)
    return manifests, outcomes


def trace_page(url_or_id: str, settings: Settings) -> Sequence[PageEvent]:
    """Return what happened to a page (by its URL) or to an article (by its id or key), in every run, oldest first."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        if "://" in url_or_id:
            return ledger.trace(url_key(url_or_id))
        return ledger.trace_article(url_or_id)


def look_at(page: str, source: str, limits: FetchSettings) -> RawPage | FetchFailure:
    """Return the raw page at an address, or that a file holds. Nothing is written."""
    if "://" not in page:
        ref = PageRef(url=Path(page).absolute().as_uri(), source=source, via="preview")
        return read_saved(ref, datetime.now(UTC), limits.max_body_bytes)
    with Fetcher(limits) as fetcher:
        answer = fetcher.fetch(PageRef(url=page, source=source, via="preview"))
    if isinstance(answer, RawPage | FetchFailure):
        return answer
    raise AssertionError("a page asked for without validators is never unmodified")


def one_article(key: str, settings: Settings) -> Article:
    """Return an archived article by its key."""
    return read_article(open_store(settings.archive).get(key), key)
