"""Finds candidates for reading a site (feeds, sitemaps, sections) in its home page and robots.txt, the best first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.discovery.url_shapes import article_likeness
from dateline.tasks.core.discovery.xml_stream import is_prolog, split_root
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import absolute, belongs_to, url_key

MAX_CANDIDATES = 200
MAX_LISTINGS = 40
MAX_TITLE_CHARACTERS = 300
MAX_LINKS = 20_000
"""How many links of a page are examined."""
MAX_ROBOTS_BYTES = 500 * 1024
"""The minimum size that a parser of robots.txt must support (RFC 9309, section 2.5)."""

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss"}
)
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
    if root in _SITEMAP_ROOTS:
        yield SourceCandidate(Way.SITEMAPS, url, Rank.ITSELF)
    elif root or _JSON_FEED.match(head):
        yield SourceCandidate(Way.FEEDS, url, Rank.ITSELF)


def _linked_feeds(document: Document, base: str) -> Iterator[SourceCandidate]:
    for node in islice(document.select("link[rel][href][type]"), MAX_LINKS):
        relations = (node.attributes.get("rel") or "").lower().split()
        media_type = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        feed = absolute(base, node.attributes.get("href") or "")
        if feed and media_type in _FEED_TYPES and {"alternate", "feed"} & set(relations):
            title = clean_line(node.attributes.get("title") or "", MAX_TITLE_CHARACTERS) or None
            least = _LEAST.search(f"{feed} {title or ''}")
            yield SourceCandidate(Way.FEEDS, feed, Rank.LEAST if least else Rank.LINKED_FEED, title)


def _of_robots(robots: bytes, base: str) -> Iterator[SourceCandidate]:
    text = robots[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").replace("\r", "\n")
    for line in _SITEMAP_LINE.finditer(text):
        sitemap = absolute(base, line[1])
        if sitemap and belongs_to(sitemap, base, ()):
            name = sitemap.partition("://")[2].partition("/")[2]
            rank = Rank.LEAST if _LEAST.search(name) else Rank.NEWS_SITEMAP if _NEWS.search(name) else Rank.SITEMAP
            yield SourceCandidate(Way.SITEMAPS, sitemap, rank)


def _of_anchors(document: Document, base: str) -> Iterator[SourceCandidate]:
    """Yield the feeds that the page links to, and sections: short URLs on the site that are not articles'."""
    sections: dict[str, SourceCandidate] = {}
    for node in islice(document.select("a[href]"), MAX_LINKS):
        link = absolute(base, node.attributes.get("href") or "")
        if link is None or not belongs_to(link, base, ()):
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
