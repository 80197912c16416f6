"""What commands ask of archive and ledger, without Prefect."""

from collections.abc import Sequence
from contextlib import closing

from config.schema import Settings
from tasks.adapters.ledger import open_ledger
from tasks.adapters.stores import open_store
from tasks.core.models import Article, PageEvent
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


def one_article(key: str, settings: Settings) -> Article:
    """Return an archived article by its key."""
    return read_article(open_store(settings.archive).get(key), key)
