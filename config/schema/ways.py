"""The ways in which a source's pages are found, beside feeds and lists: sitemaps, listings, archives."""

import glob
import re
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from dateline.config.schema.values import (
    Count,
    Delay,
    Host,
    HttpUrl,
    Number,
    Strict,
    WrongValueError,
    root_of,
    usable_path,
)

_WILDCARD = frozenset("*?[")
_ESCAPED = re.compile(r"\[([*?[])\]")
"""A wildcard that stands for itself, as `glob.escape` writes it."""

LISTING_PLACES = ("n", "yyyy", "yy", "mm", "m", "dd", "d")


class Sitemap(Strict):
    """One of `sitemaps`: a sitemap, an index of sitemaps, or the robots.txt that names them."""

    url: HttpUrl
    """Address of the sitemap or of an index of sitemaps; with `robots`, any address of the site."""
    robots: bool = False
    """Whether `url` names only the site, and its sitemaps are those that its robots.txt lists."""
    allowed_hosts: tuple[Host, ...] = ()
    """Hosts whose pages are wanted besides those of the sitemap's own site."""
    news_only: bool = False
    """Whether to keep only pages that the sitemap dates as news."""


def _listing_pattern(url: str) -> str:
    for place in re.findall(r"\{([^{}]*)\}", url):
        if place not in LISTING_PLACES:
            known = ", ".join(f"{{{name}}}" for name in LISTING_PLACES)
            raise WrongValueError(
                f"a listing's pattern has no placeholder {{{place}}}", f"the placeholders are {known}"
            )
    return url


class Listing(Strict):
    """One of `listings`: a page of links, or a pattern of such pages."""

    url: Annotated[HttpUrl, AfterValidator(_listing_pattern)]
    """Address of a page of links, or a pattern with any of {n}, {yyyy}, {yy}, {mm}, {m}, {dd}, {d}."""
    selector: str | None = None
    """CSS selector of the links, or of elements with links in them; without it the shape of the addresses decides."""
    allowed_hosts: tuple[Host, ...] = ()
    """Hosts whose pages are wanted besides those of the listing's own site."""
    max_pages: Annotated[Count, Field(ge=1, le=10_000)] = 100
    """How many pages of links a run reads at most."""


class Wayback(Strict):
    """One of `wayback`: what the Wayback Machine, or an archive with its interface, captured of a site."""

    url: Annotated[str, Field(min_length=1)]
    """A host, or the beginning of addresses, as `scope` says."""
    scope: Literal["exact", "prefix", "host", "domain"] = "domain"
    """What `url` stands for: one address (`exact`), all that begin with it (`prefix`), a host, or a domain with its
    subdomains."""
    captured_within_days: Annotated[Number, Field(gt=0, le=36_525)] = 30.0
    """How many days after the window's end a page that was published in it may first have been captured."""
    min_delay_s: Delay = 4.0
    """Seconds between two requests; the Wayback Machine blocks clients that ask faster."""
    cdx_url: HttpUrl = "https://web.archive.org/cdx/search/cdx"
    """URL of the archive's CDX index, which lists captures."""
    replay_url: HttpUrl = "https://web.archive.org/web"
    """URL below which the archive serves what it captured."""


def _warc_place(place: str, info: ValidationInfo) -> str:
    if "://" not in place:
        return _anchored_pattern(place, info)
    if not re.match(r"(?i)https?://[^/]+/|s3://[^/]+/.", place):
        raise WrongValueError("this is not a WARC file", "write a path, or a URL that begins with https:// or s3://")
    return place


def _anchored_pattern(pattern: str, info: ValidationInfo) -> str:
    """Return a pattern as `anchored` does a path.

    Wildcards in the name of the project's folder stand for themselves.
    """
    path, root = usable_path(Path(pattern)), root_of(info)
    return str(path if path.is_absolute() or root is None else Path(glob.escape(str(root))) / path)


class Warc(Strict):
    """One of `warcs`: WARC or WET files that others wrote."""

    url: Annotated[str, Field(min_length=1), AfterValidator(_warc_place)]
    """A path, which may contain `*`, `?` and `**`, or the URL (https or s3) of a file."""
    hosts: tuple[Host, ...] = ()
    """Only pages of these hosts and their subdomains; without them, of all."""

    @property
    def path(self) -> Path | None:
        """The path of the one file that this names, or None for a URL or a pattern."""
        return None if "://" in self.url or not is_fixed(self.url) else Path(literal(self.url))

    @property
    def folder(self) -> Path | None:
        """The folder that the files are in, without any wildcards, or None for a URL."""
        if "://" in self.url:
            return None
        return Path(*map(literal, takewhile(is_fixed, Path(self.url).parent.parts)))


def is_fixed(pattern: str) -> bool:
    """Return whether a pattern has no wildcards but those that stand for themselves."""
    return _WILDCARD.isdisjoint(_ESCAPED.sub("", pattern))


def literal(pattern: str) -> str:
    """Return the one name that such a pattern matches."""
    return _ESCAPED.sub(r"\1", pattern)


class CcNews(Strict):
    """`[source.ccnews]`: Common Crawl's news archive. The window decides which months and files are read."""

    hosts: Annotated[tuple[Host, ...], Field(min_length=1)]
    """Pages of these hosts and their subdomains."""
    lag_days: Annotated[Number, Field(ge=0, le=60)] = 2.0
    """The longest time in days from an article's publication to its crawl."""
    base_url: HttpUrl = "https://data.commoncrawl.org/"
    """Where the archive is served."""
