"""Reads the pages of sitemaps, one sitemap after the other in the order of the walk, each as a stream."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit

from dateline.config.schema import Sitemap
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.discovery.poll_memory import MAX_REMEMBERED
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.core.discovery.autodiscovery import Rank, candidates
from dateline.tasks.core.discovery.sitemap_walk import SitemapWalk
from dateline.tasks.core.discovery.sitemaps import ChildSitemap, SitemapReader, SitemapRules
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.sources.ways import Way

MAX_FAILURES_IN_A_ROW = 10
"""After so many sitemaps that cannot be read, no more are requested from the site."""

MAX_EMPTY_IN_A_ROW = 200
"""After so many sitemaps that list nothing, no more are requested. An index may name 50,000, which would take a day."""

_BY_ROBOTS = {Rank.NEWS_SITEMAP, Rank.SITEMAP}


def read_sitemap_at(sitemap: Sitemap, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages of a sitemap and of all sitemaps below it.

    Raises:
        DiscoveryError: none of them could be read.
    """
    roots = _named_by_robots(sitemap.url, context) if sitemap.robots else [sitemap.url]
    walk = SitemapWalk(roots, context.window)
    read = failed = empty = 0
    while url := walk.take():
        listed, lists_pages = walk.listed, False
        context.tell(f"reading the sitemap {url}")
        try:
            for found in _listed(url, sitemap, context, remarks):
                if isinstance(found, ChildSitemap):
                    walk.found(url, found)
                    continue
                lists_pages = True
                if found.published_at or not sitemap.news_only:
                    yield found
        except DiscoveryError as error:
            failed += 1
            if not read and failed == len(roots):
                raise
            remarks.failures.append(str(error))
            if failed == MAX_FAILURES_IN_A_ROW:
                remarks.failures.append(f"{sitemap.url}: its other sitemaps were not requested")
                return
        else:
            read += 1
            failed = 0
            empty = 0 if lists_pages or walk.listed > listed else empty + 1
            if empty == MAX_EMPTY_IN_A_ROW and walk.waiting:
                why = f"{empty} sitemaps in a row list nothing"
                remarks.failures.append(f"{sitemap.url}: {why}; its other {walk.waiting:,} sitemaps were not requested")
                return
    remarks.warnings.extend(f"{sitemap.url}: {warning}" for warning in walk.warnings)


def _named_by_robots(site: str, context: DiscoveryContext) -> list[str]:
    parts = urlsplit(site)
    robots_url = f"{parts.scheme}://{parts.netloc}/robots.txt"
    answer = context.web.get(robots_url)
    body = b"" if isinstance(answer, NotModified) else answer.body
    named = [found for found in candidates(b"", site, body) if found.way is Way.SITEMAPS]
    chosen = [found.url for found in named if found.rank in _BY_ROBOTS]
    chosen = chosen or [found.url for found in named if found.rank is Rank.LEAST]
    if not chosen:
        raise DiscoveryError(f"{robots_url} lists no sitemap of the site", url=robots_url)
    return chosen


def _listed(
    url: str, sitemap: Sitemap, context: DiscoveryContext, remarks: Remarks
) -> Iterator[PageRef | ChildSitemap]:
    """Yield everything that one sitemap lists, regardless of the window, so that it can be remembered completely."""
    remembered = context.memory.recall(url)
    answer = context.large.get(url, remembered.validators if remembered else None)
    if isinstance(answer, NotModified):
        if remembered:
            yield from (ChildSitemap(child.url, child.modified_at) for child in remembered.children)
            yield from remembered.refs
        return
    reader = SitemapReader(
        io.BytesIO(answer.body),
        SitemapRules(
            source=context.source.name,
            via=url,
            allowed_hosts=frozenset(sitemap.allowed_hosts),
            timezone=context.timezone,
            content_type=answer.content_type,
            base=answer.url,
        ),
    )
    refs: list[PageRef] = []
    children: list[ChildSitemap] = []
    for found in reader:
        if isinstance(found, ChildSitemap):
            if len(children) <= MAX_REMEMBERED:
                children.append(found)
        elif len(refs) <= MAX_REMEMBERED:
            refs.append(found)
        yield found
    remarks.warnings.extend(f"{url}: {warning}" for warning in reader.warnings)
    if reader.kind is None:
        raise DiscoveryError(f"{url} is {'; '.join(reader.warnings[-1:])}", url=url)
    context.memory.remember(url, answer.validators, refs, children)
