"""The table of the kinds of source, and functions that narrow a source to one kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dateline.config.schema import Source


class Way(StrEnum):
    """Everything that a source file lists, or one kind of part. The values are keys of a source's table."""

    ALL = "all"
    """Every way that the source file lists."""
    FEEDS = "feeds"
    """Its feeds."""
    SITEMAPS = "sitemaps"
    """Its sitemaps."""
    LISTINGS = "listings"
    """Its listings."""
    WAYBACK = "wayback"
    """The Wayback Machine."""
    CCNEWS = "ccnews"
    """Common Crawl's news archive."""
    WARCS = "warcs"
    """Its WARC files."""
    FOLDERS = "folders"
    """Its folders of saved pages."""
    URL_LISTS = "url_lists"
    """Its URL lists."""
    URLS = "urls"
    """The URLs in its file."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The properties of a kind of source."""

    part: str
    """The name of one of its parts, such as "feed"."""
    parts: str | None = None
    """The name of several, unless it is ``part`` with an s."""
    in_parallel: bool = False
    """Whether its parts are read in parallel, because each is small and takes mostly waiting."""
    is_archive: bool = False
    """Whether it contains years of pages, so that a check asks only for the last weeks."""


KINDS: Mapping[Way, Kind] = {
    Way.FEEDS: Kind("feed", in_parallel=True),
    Way.SITEMAPS: Kind("sitemap"),
    Way.LISTINGS: Kind("listing"),
    Way.URLS: Kind("URL"),
    Way.URL_LISTS: Kind("URL list"),
    Way.FOLDERS: Kind("folder"),
    Way.WAYBACK: Kind("wayback", "wayback", is_archive=True),
    Way.WARCS: Kind("warc", is_archive=True),
    Way.CCNEWS: Kind("ccnews", is_archive=True),
}
"""The kinds of source, in the order in which a source's parts are read.

To add one: its schema (`config/schema/ways.py`, and a field of `Source` of the same name), a pure reader
(`tasks/core/discovery`), an adapter with its row in `READERS` (`tasks/adapters/discovery/parts.py`), and a row here.
"""


def narrowed(source: Source, way: Way) -> Source:
    """Return the source reduced to the parts of that way."""
    if way is Way.ALL:
        return source
    others = [other.value for other in KINDS if other is not way]
    return source.model_copy(update={other: Source.model_fields[other].get_default() for other in others})


def has_way(source: Source, way: Way) -> bool:
    """Return whether the source has parts of that way; for `Way.ALL`, whether it has any parts."""
    return bool(count_parts(source)) if way is Way.ALL else way in count_parts(source)


def web_addresses(source: Source) -> tuple[str, ...]:
    """Return the addresses at the source's own sites that its file lists."""
    parts = (*(part.url for part in source.sitemaps), *(part.url for part in source.listings))
    return (*source.feeds, *parts, *source.urls)


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of a source: one of its feeds, sitemaps, listings, web archives, lists or folders."""

    way: Way
    name: str

    @property
    def kind(self) -> str:
        """The name of this kind of part, such as "feed"."""
        return KINDS[self.way].part

    @property
    def in_words(self) -> str:
        """The kind with the name. The URLs in a source file are read as one part: they are "list of URLs"."""
        return "list of URLs" if self.way is Way.URLS else f"{self.kind} {self.name}"


def count_parts(source: Source) -> dict[Way, int]:
    """Return the number of parts of each kind that the source has."""
    named = {way: getattr(source, way.value) for way in KINDS}
    return {way: len(parts) if isinstance(parts, tuple) else 1 for way, parts in named.items() if parts}
