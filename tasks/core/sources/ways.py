"""The ways in which a source's pages are found, and a source narrowed to one of them."""

from enum import StrEnum

from dateline.config.schema import Source


class Way(StrEnum):
    """All that the source names, or one part of it: the keys of a source's table."""

    ALL = "all"
    FEEDS = "feeds"
    SITEMAPS = "sitemaps"
    LISTINGS = "listings"
    WAYBACK = "wayback"
    CCNEWS = "ccnews"
    WARCS = "warcs"
    FOLDERS = "folders"
    URL_LISTS = "url_lists"
    URLS = "urls"


def narrowed(source: Source, way: Way) -> Source:
    """Return the source with only what it names of that way."""
    if way is Way.ALL:
        return source
    others = [other.value for other in Way if other not in (Way.ALL, way)]
    return source.model_copy(update={other: Source.model_fields[other].get_default() for other in others})


def has_way(source: Source, way: Way) -> bool:
    """Return whether the source names anything of that way."""
    ways = [w for w in Way if w is not Way.ALL] if way is Way.ALL else [way]
    return any(getattr(source, w.value) for w in ways)
