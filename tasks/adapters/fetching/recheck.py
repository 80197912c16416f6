"""Rechecks pages: yields those that changed. The others cost only a 304 response or a comparison."""

import logging
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from dateline.config.schema import DedupeScope, Settings, Source
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.fetcher import Fetcher, NotModified, Validators
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.dedupe import corrections_hash, dedupe_key
from dateline.tasks.core.headline_key import headline_key
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import NOT_STORED, Article, PageRef, Precision, Reason, Rejection
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, StoredPage
from dateline.tasks.core.web.urls import host_of, url_key

HOSTS_AT_ONCE = 8

_log = logging.getLogger(__name__)

_ANSWERED = frozenset({200, 203})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A rechecked page without a change, or one that could not be rechecked."""

    ref: PageRef
    transferred_bytes: int = 0
    """Size of the body, if one was received."""
    is_failure: bool = False
    """Whether the page could not be rechecked."""
    reason: Reason | None = None
    """Why the response was not an article. None if the page is unchanged."""
    detail: str = ""
    """The reason as a sentence."""


def look_again(  # noqa: PLR0913, PLR0917 - the last by keyword
    refs: Sequence[PageRef],
    source: Source,
    settings: Settings,
    ledger: Ledger,
    clock: Clock,
    late: Callable[[], bool] = lambda: False,
) -> Generator[RawPage | Unchanged, None, None]:
    """Yield each page if it is a different article than before, or is gone, and `Unchanged` otherwise.

    A page with the same text and corrections is unchanged, whatever else changed on it. Failures count as unchanged,
    too, until the next recheck. The times of the rechecks are recorded at the end. Once ``late`` returns true, the
    remaining pages are left out, and stay due.
    """
    keys = {ref.url: url_key(ref.url) for ref in refs}
    known = ledger.known(source.name, keys.values())
    limits = source.fetch_settings(settings.fetch)
    looks: dict[str, PageRef | None] = {}
    with (
        Fetcher(limits, ledger, clock=clock) as fetcher,
        ThreadPoolExecutor(min(HOSTS_AT_ONCE, len({host_of(ref.url) for ref in refs})) or 1) as pool,
    ):

        def look(ref: PageRef) -> RawPage | Unchanged | None:
            if late():
                return None
            faults: list[str] = []
            with bulkhead(faults.append):
                return looked_at(ref)
            _log.warning("%s was not rechecked: %s", ref.url, faults[0])
            return Unchanged(ref, is_failure=True, reason=Reason.INTERNAL_ERROR, detail=faults[0])

        def looked_at(ref: PageRef) -> RawPage | Unchanged:
            state = known.get(keys[ref.url])
            page = fetcher.fetch(ref, validators=Validators(state.etag, state.last_modified) if state else None)
            if isinstance(page, NotModified):
                return Unchanged(ref)
            if isinstance(page, FetchFailure):
                return Unchanged(ref, is_failure=True, reason=page.reason, detail=page.detail)
            if page.status in _GONE:
                return page
            record = to_record(StoredPage(page, NOT_STORED), source, settings.dedupe.scope, limits.max_body_bytes)
            if isinstance(record, Article) and _differs(record, state, source, settings.dedupe.scope):
                return page
            return _without_news(page, record)

        try:
            for found in pool.map(look, refs):
                if found is None:
                    continue
                failed = isinstance(found, Unchanged) and found.is_failure
                looks[keys[found.ref.url]] = None if failed else found.ref
                yield found
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    watchlist.note_looks(source.name, looks, clock.now(), ledger)


def _without_news(page: RawPage, record: Article | Rejection) -> Unchanged:
    rejection = record if isinstance(record, Rejection) else None
    return Unchanged(
        page.ref,
        len(page.body),
        is_failure=page.status not in _ANSWERED,
        reason=rejection.reason if rejection else None,
        detail=rejection.detail if rejection else "",
    )


def _differs(article: Article, state: PageState | None, source: Source, scope: DedupeScope) -> bool:
    """Return whether an article differs from the previous one of its page in headline, time, text or corrections.

    A page may state its time less precisely as it ages ("20 minutes ago", then "1 hour ago"). A day that contains the
    known minute counts as that minute.
    """
    if state is None or state.article is None:
        return True
    before = article_id(state.article).partition(".")[0]
    if (article.text_hash, corrections_hash(article.corrections)) != (state.text_hash, state.corrections_hash):
        return True
    return before not in {article.dedupe_key, _key_at_known_time(article, state, source, scope)}


def _key_at_known_time(article: Article, state: PageState, source: Source, scope: DedupeScope) -> str:
    """Return the article's key, using the known minute of its page if the article's time is less precise and agrees."""
    known_at = state.published_at
    if article.published_precision is not Precision.DAY or known_at is None:
        return article.dedupe_key
    if not timedelta() <= known_at - article.published_at < timedelta(days=1):
        return article.dedupe_key
    cleaning = source.cleaning
    key = headline_key(article.headline, cleaning.publisher_names, cleaning.headline_labels).key
    return dedupe_key(key, known_at, article.publisher, scope)
