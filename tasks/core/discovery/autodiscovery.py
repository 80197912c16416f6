"""Finds candidates for reading a site (feeds, sitemaps, sections) in its home page and robots.txt, the best first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.discovery.listings import base_of
from dateline.tasks.core.discovery.mended_addresses import mended
from dateline.tasks.core.discovery.sitemaps import is_text_sitemap
from dateline.tasks.core.discovery.url_shapes import article_likeness
from dateline.tasks.core.discovery.xml_stream import is_prolog, split_root
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.robots import robots_text
from dateline.tasks.core.web.urls import absolute, belongs_to, url_key

MAX_CANDIDATES = 200
MAX_LISTINGS = 40
MAX_TITLE_CHARACTERS = 300
MAX_LINKS = 20_000
"""How many links of a page are examined."""

_FEED_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
        *("application/rss", "application/atom", "application/x-rss+xml", "application/x.atom+xml", "text/rss+xml"),
    }
)
_COMMON_TYPES = frozenset({"text/xml", "application/xml", "application/json", ""})
"""Types of feeds and of much else. The name of the link must then say that it leads to a feed."""
_FEED_NAME = re.compile(r"(?i)(?<![a-z])(?:rss|feeds?|atom)(?![a-z])")
_FEED_ADDRESS = re.compile(r"(?i)(?:^|[/._-])(?:rss2?|feeds?|atom)(?:[/._-]|$)|[?&]feed=")
_SITEMAP_LINE = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")
_NEWS = re.compile(r"(?i)news|latest")
_LEAST = re.compile(r"(?i)comment|kommentar|image|video|categor|tags?\b|author|product|galler|podcast")
_COMMON_FEEDS = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feeds/", "feed.json", "rss/all.xml")
_COMMON_NEWS_SITEMAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml")
_COMMON_SITEMAPS = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "sitemap.xml.gz")
_DEEPEST_SECTION = 2
_NO_SECTION = re.compile(
    r"(?i)/(?:login|sign-?in|register|account|subscri|newsletter|about|contact|privacy|terms|cookie|legal|impressum|"
    r"datenschutz|jobs|careers|advert|shop|store|search|help|faq|wp-|tag/|author/|video|photo|podcast|apps?/?$)"
)


class Rank(StrEnum):
    """Why a candidate is worth trying. The members are ordered from the best reason to the worst."""

    ITSELF = "the page is one itself"
    LINKED_FEED = "the page's link elements declare it as a feed"
    NEWS_SITEMAP = "robots.txt lists it, and its name contains news"
    FEED_ADDRESS = "the page links to it, and its URL looks like a feed's"
    SITEMAP = "robots.txt lists it"
    COMMON_NEWS_SITEMAP = "a common location of news sitemaps"
    COMMON_FEED = "a common location of feeds"
    COMMON_SITEMAP = "a common location of sitemaps"
    SECTION = "the page links to it as a section"
    LEAST = "found, but its name suggests comments, images or the like"


_ORDER = list(Rank)

_MAX_HEAD_BYTES = 256 * 1024
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_JSON_FEED = re.compile(r'(?s)\ufeff?\s*\{.{0,500}?"https?://jsonfeed\.org/')


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A feed, sitemap or section that may list a site's articles, and why it is worth trying."""

    way: Way
    """The kind of source that would read it."""
    url: str
    rank: Rank
    title: str | None = None


def candidates(
    home: bytes, url: str, robots: bytes | None = None, content_type: str | None = None
) -> tuple[SourceCandidate, ...]:
    """Return the candidates for reading the site with the given home page, without duplicates, the likeliest first.

    ``url`` is the home page's URL after redirects, and ``robots`` the body of robots.txt, if there is one. Feeds may be
    hosted elsewhere; everything else is on the site itself. Never raises.
    """
    document = Document(home, url, content_type)
    found = [
        *_itself(home, url, content_type),
        *_linked_feeds(document, url),
        *_of_robots(robots or b"", url),
        *_of_anchors(document, url),
        *_common(url),
    ]
    best: dict[tuple[Way, str], SourceCandidate] = {}
    for candidate in sorted(found, key=lambda each: _ORDER.index(each.rank)):
        best.setdefault((candidate.way, url_key(candidate.url)), candidate)
    return tuple(best.values())[:MAX_CANDIDATES]


def _itself(body: bytes, url: str, content_type: str | None) -> Iterator[SourceCandidate]:
    """Yield the page as a candidate if it is a feed or a sitemap, because somebody named it instead of a home page."""
    unused: list[str] = []
    content = inflated([body], _MAX_HEAD_BYTES, unused)
    head, root, _ = split_root(decoded(content, content_type, unused))
    if root and not is_prolog(head):
        return  # a page that mentions a feed
    if root in _SITEMAP_ROOTS or (root is None and is_text_sitemap(head)):
        yield SourceCandidate(Way.SITEMAPS, url, Rank.ITSELF)
    elif root or _JSON_FEED.match(head):
        yield SourceCandidate(Way.FEEDS, url, Rank.ITSELF)


def _linked_feeds(document: Document, url: str) -> Iterator[SourceCandidate]:
    base = base_of(document, url)
    for node in islice(document.select("link[rel][href]"), MAX_LINKS):
        feed = absolute(base, mended(node.attributes.get("href") or "", base))
        title = clean_line(node.attributes.get("title") or "", MAX_TITLE_CHARACTERS) or None
        if feed and _declares_feed(node, f"{feed} {title or ''}"):
            least = _LEAST.search(f"{feed} {title or ''}")
            yield SourceCandidate(Way.FEEDS, feed, Rank.LEAST if least else Rank.LINKED_FEED, title)


def _declares_feed(link: LexborNode, name: str) -> bool:
    relations = (link.attributes.get("rel") or "").lower().split()
    media_type = (link.attributes.get("type") or "").partition(";")[0].strip().lower()
    if "feed" in relations:
        return not media_type or media_type in _FEED_TYPES | _COMMON_TYPES
    is_feed = media_type in _FEED_TYPES or (
        media_type in _COMMON_TYPES and bool(media_type and _FEED_NAME.search(name))
    )
    return "alternate" in relations and is_feed


def _of_robots(robots: bytes, base: str) -> Iterator[SourceCandidate]:
    for line in _SITEMAP_LINE.finditer(robots_text(robots).replace("\r", "\n")):
        sitemap = absolute(base, mended(line[1], base))
        if sitemap and belongs_to(sitemap, base, ()):
            name = sitemap.partition("://")[2].partition("/")[2]
            rank = Rank.LEAST if _LEAST.search(name) else Rank.NEWS_SITEMAP if _NEWS.search(name) else Rank.SITEMAP
            yield SourceCandidate(Way.SITEMAPS, sitemap, rank)


def _of_anchors(document: Document, url: str) -> Iterator[SourceCandidate]:
    """Yield the feeds that the page links to, and sections: short URLs on the site that are not articles'."""
    sections: dict[str, SourceCandidate] = {}
    base = base_of(document, url)
    for node in islice(document.select("a[href]"), MAX_LINKS):
        link = absolute(base, mended(node.attributes.get("href") or "", base))
        if link is None or not belongs_to(link, url, ()):
            continue
        path, _, query = link.partition("://")[2].partition("/")[2].partition("?")
        if _FEED_ADDRESS.search(link.partition("://")[2].partition("/")[2]):
            least = _LEAST.search(path)
            yield SourceCandidate(Way.FEEDS, link, Rank.LEAST if least else Rank.FEED_ADDRESS)
            continue
        depth = len([segment for segment in path.split("/") if segment])
        is_section = 0 < depth <= _DEEPEST_SECTION and not query and article_likeness(link) < 1
        if is_section and not _NO_SECTION.search(f"/{path}") and len(sections) < MAX_LISTINGS:
            title = clean_line(node.text(), MAX_TITLE_CHARACTERS) or None
            sections.setdefault(url_key(link), SourceCandidate(Way.LISTINGS, link, Rank.SECTION, title))
    yield from sections.values()


def _common(base: str) -> Iterator[SourceCandidate]:
    for kind, rank, places in (
        (Way.SITEMAPS, Rank.COMMON_NEWS_SITEMAP, _COMMON_NEWS_SITEMAPS),
        (Way.FEEDS, Rank.COMMON_FEED, _COMMON_FEEDS),
        (Way.SITEMAPS, Rank.COMMON_SITEMAP, _COMMON_SITEMAPS),
    ):
        for place in places:
            address = absolute(base, f"/{place}")
            if address:
                yield SourceCandidate(kind, address, rank)
