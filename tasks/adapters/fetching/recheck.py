"""Looking at archived pages again: what has changed comes back, and the rest costs a 304 or a comparison."""

import logging
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.fetcher import Fetcher, NotModified, Validators
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.models import NOT_STORED, Article, PageRef, PageState
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, StoredPage
from dateline.tasks.core.web.urls import host_of, url_key

HOSTS_AT_ONCE = 8

_log = logging.getLogger(__name__)

_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page that was looked at, and has nothing new: or could not be looked at, which is not news either."""

    ref: PageRef
    transferred_bytes: int = 0
    """Size of the body that came all the same."""


def look_again(
    refs: Sequence[PageRef], source: Source, settings: Settings, ledger: Ledger, clock: Clock
) -> Generator[RawPage | Unchanged, None, None]:
    """Yield for each page what it has become, if that is another article than before, or that it is gone.

    Pages whose text is the same as before are `Unchanged`, whatever else changed around it; so are failures: the next
    look will tell. When each was looked at is noted at the end.
    """
    keys = {ref.url: url_key(ref.url) for ref in refs}
    known = ledger.known(source.name, keys.values())
    limits = source.fetch_settings(settings.fetch)
    unchanged = []
    with (
        Fetcher(limits, ledger, clock=clock) as fetcher,
        ThreadPoolExecutor(min(HOSTS_AT_ONCE, len({host_of(ref.url) for ref in refs})) or 1) as pool,
    ):

        def look(ref: PageRef) -> RawPage | Unchanged:
            with bulkhead(lambda told: _log.warning("%s was not looked at again: %s", ref.url, told)):
                return looked_at(ref)
            return Unchanged(ref)

        def looked_at(ref: PageRef) -> RawPage | Unchanged:
            state = known.get(keys[ref.url])
            page = fetcher.fetch(ref, validators=Validators(state.etag, state.last_modified) if state else None)
            if isinstance(page, FetchFailure | NotModified):
                return Unchanged(ref)
            if page.status in _GONE:
                return page
            record = to_record(StoredPage(page, NOT_STORED), source, settings.dedupe.scope, limits.max_body_bytes)
            return page if isinstance(record, Article) and _differs(record, state) else Unchanged(ref, len(page.body))

        try:
            for found in pool.map(look, refs):
                if isinstance(found, Unchanged):
                    unchanged.append(keys[found.ref.url])
                yield found
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    watchlist.note_looks(source.name, unchanged, clock.now(), ledger)


def _differs(article: Article, state: PageState | None) -> bool:
    """Return whether an article is another than the one that its page was before: by headline, minute or text."""
    if state is None or state.article is None:
        return True
    before = article_id(state.article).partition(".")[0]
    return (article.dedupe_key, article.text_hash) != (before, state.text_hash)
