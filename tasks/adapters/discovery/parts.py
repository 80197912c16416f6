"""The parts of a source, in the order of its file, and how each is read."""

from collections.abc import Iterator
from functools import partial

from dateline.config.schema import Source
from dateline.tasks.adapters.discovery.context import Part
from dateline.tasks.adapters.discovery.feeds import read_feed_at
from dateline.tasks.adapters.discovery.files import read_folder_at, read_list_at, read_urls
from dateline.tasks.adapters.discovery.listings import read_listing_at
from dateline.tasks.adapters.discovery.sitemaps import read_sitemap_at
from dateline.tasks.adapters.discovery.warcs import read_ccnews, read_warcs
from dateline.tasks.adapters.discovery.wayback import read_wayback

FEED = "feed"


def parts_of(source: Source) -> Iterator[Part]:
    """Yield every feed, sitemap, listing, archive, list and folder of a source."""
    for feed in source.feeds:
        yield Part(FEED, feed, partial(read_feed_at, feed))
    for sitemap in source.sitemaps:
        yield Part("sitemap", sitemap.url, partial(read_sitemap_at, sitemap))
    for listing in source.listings:
        yield Part("listing", listing.url, partial(read_listing_at, listing))
    if source.urls:
        yield Part("urls", "urls", read_urls)
    for path in source.url_lists:
        yield Part("url list", str(path), partial(read_list_at, path))
    for folder in source.folders:
        yield Part("folder", str(folder), partial(read_folder_at, folder))
    for wayback in source.wayback:
        yield Part("wayback", wayback.url, partial(read_wayback, wayback))
    for warc in source.warcs:
        yield Part("warc", warc.url, partial(read_warcs, warc))
    if source.ccnews:
        yield Part("ccnews", ", ".join(source.ccnews.hosts), partial(read_ccnews, source.ccnews))
