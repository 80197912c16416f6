"""Tries a part of a source: reads the pages that it lists, and cleans some of them. Archives nothing."""

from datetime import datetime, timedelta
from itertools import islice

from dateline.config.schema import DedupeScope
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Part, Remarks
from dateline.tasks.adapters.fetching.page_bytes import bytes_of
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import NOT_STORED, Article, PageRef, Reason, Rejection
from dateline.tasks.core.sources.probe import PartHealth, ProbeResult, health_of_failure, health_of_pages, is_stale
from dateline.tasks.core.web.fetched import FetchFailure, StoredPage
from dateline.tasks.core.web.urls import url_key

MAX_PAGES = 500
"""How many pages of a part are searched for the newest."""
TRIES = 3
"""How many more pages than wanted are tried, because some are no articles."""
STALE_AFTER = timedelta(days=14)


def try_part(
    part: Part, context: DiscoveryContext, articles: int = 1, stale_after: timedelta = STALE_AFTER
) -> ProbeResult:
    """Return the health of a part, after fetching and cleaning up to ``articles`` of its newest pages.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    remarks = Remarks()
    try:
        named = {url_key(ref.url): ref for ref in islice(part.read(context, remarks), MAX_PAGES)}
    except DiscoveryError as error:
        unasked = error.reason is Reason.NOT_ASKED
        health, missing = health_of_failure(error), error.is_missing
        return ProbeResult(part.way, part.name, health, str(error), is_missing=missing, is_unasked=unasked)
    if not named:
        detail = "; ".join([*remarks.failures, *remarks.warnings]) or "it lists no pages"
        return ProbeResult(part.way, part.name, PartHealth.EMPTY, detail)
    refs = sorted(named.values(), key=_age, reverse=True)
    found, reasons, detail = _clean_some(refs, context, articles)
    moments = [*map(_moment, refs), *(article.published_at for article in found)]
    dated = [moment for moment in moments if moment]
    newest_at, oldest_at = max(dated, default=None), min(dated, default=None)
    health = health_of_pages(reasons) if reasons else PartHealth.HEALTHY
    if health is PartHealth.HEALTHY and is_stale(newest_at, context.now, stale_after):
        health, detail = PartHealth.STALE, f"its newest page is from {newest_at:%Y-%m-%d}"
    return ProbeResult(part.way, part.name, health, detail, len(refs), newest_at, oldest_at, tuple(found))


def _clean_some(
    refs: list[PageRef], context: DiscoveryContext, articles: int
) -> tuple[list[Article], list[Reason | None], str]:
    """Return the first pages that become articles, the rejection reason of each page tried, and a sentence."""
    found: list[Article] = []
    reasons: list[Reason | None] = []
    detail = ""
    most = context.limits.max_body_bytes
    for ref in refs[: articles * TRIES]:
        if len(found) == articles:
            break
        for page in bytes_of([ref], context.source, context.limits, context.ledger, context.clock, fetcher=context.web):
            raw = None if isinstance(page, FetchFailure) else NOT_STORED
            record = to_record(StoredPage(page, raw), context.source, DedupeScope.ARCHIVE, most)
            if isinstance(record, Rejection):
                reasons.append(record.reason)
                detail = f"{ref.url} is rejected ({record.reason.value}): {record.detail}"
            else:
                reasons.append(None)
                found.append(record)
    return found, reasons, "" if found else detail


def _moment(ref: PageRef) -> datetime | None:
    return ref.published_at or ref.modified_at


def _age(ref: PageRef) -> float:
    moment = _moment(ref)
    return moment.timestamp() if moment else 0.0
