"""The parts of a source, in the order of `KINDS`, each with its reader."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from dateline.config.schema import Source
from dateline.tasks.adapters.discovery.context import Part, Reader
from dateline.tasks.adapters.discovery.feeds import read_feed_at
from dateline.tasks.adapters.discovery.files import read_folder_at, read_list_at, read_urls
from dateline.tasks.adapters.discovery.listings import read_listing_at
from dateline.tasks.adapters.discovery.sitemaps import read_sitemap_at
from dateline.tasks.adapters.discovery.warcs import read_ccnews, read_warcs
from dateline.tasks.adapters.discovery.wayback import read_wayback
from dateline.tasks.core.sources.ways import KINDS, Way


def _each(read: Callable[..., Any], name: Callable[[Any], str]) -> Callable[[Any], Iterator[tuple[str, Reader]]]:
    """Return a function that yields a name and a reader for each entry of a kind in a source file."""
    return lambda entries: ((name(entry), partial(read, entry)) for entry in entries)


def _url(entry: Any) -> str:  # noqa: ANN401 - any table of a source file that has a `url`
    return str(entry.url)


READERS: Mapping[Way, Callable[[Any], Iterator[tuple[str, Reader]]]] = {
    Way.FEEDS: _each(read_feed_at, str),
    Way.SITEMAPS: _each(read_sitemap_at, _url),
    Way.LISTINGS: _each(read_listing_at, _url),
    Way.URLS: lambda _: iter([("urls", read_urls)]),
    Way.URL_LISTS: _each(read_list_at, str),
    Way.FOLDERS: _each(read_folder_at, str),
    Way.WAYBACK: _each(read_wayback, _url),
    Way.WARCS: _each(read_warcs, _url),
    Way.CCNEWS: lambda ccnews: iter([(", ".join(ccnews.hosts), partial(read_ccnews, ccnews))]),
}
"""For each kind of source, a function that turns a source file into the names and readers of its parts."""


def parts_of(source: Source) -> Iterator[Part]:
    """Yield every feed, sitemap, listing, web archive, list and folder of a source."""
    for way in KINDS:
        if entries := getattr(source, way.value):
            for name, read in READERS[way](entries):
                yield Part(way, name, read)
