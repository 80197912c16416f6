"""Reads the pages that listings link to."""

import re
from collections.abc import Iterator
from datetime import timedelta

from dateline.config.schema import Listing
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.core.discovery.listing_walk import ListingWalk
from dateline.tasks.core.discovery.listings import ListingRules, read_listing
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Window

_BY_DATE = re.compile(r"\{[ymd]")

RECENT = timedelta(days=2)
"""How far back to read a listing by date if the run has no window."""


def read_listing_at(listing: Listing, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages that a listing links to, until one of its own pages has nothing for the window.

    A missing page of a listing by date (a holiday without news) is no failure as long as another one exists. Neither is
    one of a day that only some zones have begun. Other pages that could not be read are a failure of the part, for what
    they link to is missing, although the others were read.

    Raises:
        DiscoveryError: no page could be read; the error is that of the page that tells most.
    """
    window = _closed(context) if _BY_DATE.search(listing.url) else context.window
    walk = ListingWalk(listing.url, window, timezone=context.timezone, max_pages=listing.max_pages)
    missing: list[DiscoveryError] = []
    failed: list[DiscoveryError] = []
    read = 0
    while url := walk.take():
        context.tell(f"reading the listing {url}")
        try:
            refs = _links(url, listing, context, remarks)
        except DiscoveryError as error:
            (missing if error.is_missing or walk.is_ahead(context.now.date()) else failed).append(error)
            refs = ()
        else:
            read += 1
        walk.found(refs)
        yield from refs
    if not read and (failed or missing):
        raise [*failed, *missing][0]
    if failed:
        more = f", nor could {len(failed) - 1} more of its pages" if len(failed) > 1 else ""
        remarks.failures.append(f"the listing {listing.url} was not read completely: {failed[0]}{more}")


def _closed(context: DiscoveryContext) -> Window:
    """Return the window with both ends set, as a listing by date needs it."""
    until = context.window.until or context.now
    return Window(since=context.window.since or until - RECENT, until=until)


def _links(url: str, listing: Listing, context: DiscoveryContext, remarks: Remarks) -> tuple[PageRef, ...]:
    answer = context.web.get_listing(url)
    rules = ListingRules(
        source=context.source.name,
        via=url,
        selector=listing.selector,
        allowed_hosts=frozenset(listing.allowed_hosts),
        content_type=answer.content_type,
        found_at=answer.url,
    )
    reading = read_listing(answer.body, rules)
    remarks.warnings.extend(f"{url}: {warning}" for warning in reading.warnings)
    return reading.refs
