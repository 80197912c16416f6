"""Sitemaps (sitemaps.org 0.9, Google's news extension), read as a stream: XML, plain text, or a feed used as one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import BinaryIO

from dateline.tasks.core.discovery.dates_in_urls import ANY_TIME, may_lie_in
from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.feed_dates import Stamp, read_stamp
from dateline.tasks.core.discovery.feed_entry import MAX_LANGUAGE_CHARACTERS, MAX_TITLE_CHARACTERS, Origin
from dateline.tasks.core.discovery.feeds import read_feed_xml
from dateline.tasks.core.discovery.inflate import inflated, pieces
from dateline.tasks.core.discovery.markup_to_text import plain_text
from dateline.tasks.core.discovery.sniff import sniff
from dateline.tasks.core.discovery.xml_stream import Element, elements, qualified_name, split_root, text_of
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import MAX_URL_CHARACTERS, absolute, belongs_to, is_http

MAX_SITEMAP_BYTES = 100_000_000
"""The largest sitemap, once decompressed: twice what sitemaps.org allows."""
MAX_KEYWORDS = 100
MAX_LINES_BEFORE_ADDRESS = 100
"""So many lines of a text sitemap may come before its first address."""

_MARKUP = re.compile(r"\ufeff?\s*[<{\[]")
_URLSET = frozenset({"urlset", "sitemapindex"})
_FEEDS = {"rss": "rss", "rdf": "rdf", "feed": "atom"}
_ITEMS = frozenset({"url", "sitemap"})
_OTHER_VOCABULARIES = ("image:", "video:", "news:")


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page that a sitemap lists, with what a news sitemap says beside it."""

    ref: PageRef
    language: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildSitemap:
    """A sitemap that an index lists; ``modified_at`` (aware UTC) is its ``lastmod``."""

    url: str
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SitemapRules:
    """What is wanted of a sitemap: pages of the site itself and of ``allowed_hosts`` (with their subdomains)."""

    source: str
    via: str
    """The sitemap's URL."""
    window: Window = ANY_TIME
    allowed_hosts: frozenset[str] = frozenset()
    timezone: str | None = None
    """The source's IANA zone, for timestamps without one; else UTC."""
    content_type: str | None = None
    max_bytes: int = MAX_SITEMAP_BYTES


class SitemapReader:
    """Iterates once over what a sitemap lists; then ``kind``, ``warnings`` and the counts are whole.

    Memory stays bounded however long the stream is, and no bytes make it raise; what the stream itself raises passes
    through. A page whose own date lies outside the window is left out, one with only a ``lastmod`` if that is older
    than the window: it may have been published at any time before.
    """

    def __init__(self, stream: BinaryIO, rules: SitemapRules) -> None:
        self._stream = stream
        self._rules = rules
        self.kind: str | None = None
        """``urlset``, ``sitemapindex``, ``text``, or a feed's kind; None where it is no sitemap."""
        self.warnings: list[str] = []
        self.on_other_hosts = 0
        self.outside_window = 0
        self.without_link = 0

    def __iter__(self) -> Iterator[SitemapPage | ChildSitemap]:
        """Yield pages and child sitemaps in the order of the file."""
        content = inflated(pieces(self._stream), self._rules.max_bytes, self.warnings)
        head, root, rest = split_root(decoded(content, self._rules.content_type, self.warnings))
        if root in _URLSET:
            self.kind = root
            yield from self._xml(rest)
        elif root in _FEEDS:
            self.kind = _FEEDS[root]
            yield from self._feed(rest, self.kind)
        elif not _MARKUP.match(head) and any(map(_address_of, islice(_lines([head]), MAX_LINES_BEFORE_ADDRESS))):
            self.kind = "text"
            yield from self._text(chain([head], rest))
        else:
            self.warnings.append(f"no sitemap: it looks like {sniff(head)}")
        if self.on_other_hosts:
            self.warnings.append(f"addresses on other hosts left out: {self.on_other_hosts}")
        if self.without_link:
            self.warnings.append(f"entries without a usable address left out: {self.without_link}")

    def _xml(self, texts: Iterable[str]) -> Iterator[SitemapPage | ChildSitemap]:
        stream = elements(texts, _ITEMS, self.warnings)
        next(stream, None)
        for element in stream:
            name = qualified_name(element)
            if name.startswith(_OTHER_VOCABULARIES):
                continue
            words = _words(element)
            url = self._usable(words.get("loc") or (element.text or "").strip())
            modified = read_stamp(words.get("lastmod"), self._rules.timezone)
            if url and name.endswith("sitemap"):
                yield ChildSitemap(url, modified.at if modified else None)
            elif url:
                yield from self._wanted(self._page(url, words, modified))

    def _page(self, url: str, words: dict[str, str], modified: Stamp | None) -> SitemapPage:
        raw = words.get("news:publication_date") or words.get("publication_date")
        published = read_stamp(raw, self._rules.timezone)
        language = words.get("news:language") or words.get("language") or ""
        keywords = (words.get("news:keywords") or words.get("keywords") or "").split(",")
        return SitemapPage(
            ref=PageRef(
                url=url,
                source=self._rules.source,
                via=self._rules.via,
                title=plain_text(words.get("news:title") or words.get("title"), MAX_TITLE_CHARACTERS),
                published_at=published.at if published else None,
                published_raw=published.raw if published else None,
                published_precision=published.precision if published else None,
                modified_at=modified.at if modified else None,
            ),
            language=clean_line(language, MAX_LANGUAGE_CHARACTERS) or None,
            keywords=tuple(
                word for text in keywords[:MAX_KEYWORDS] if (word := clean_line(text, MAX_TITLE_CHARACTERS))
            ),
        )

    def _feed(self, texts: Iterable[str], kind: str) -> Iterator[SitemapPage]:
        origin = Origin(self._rules.source, self._rules.via, self._rules.timezone)
        for ref in read_feed_xml(texts, kind, origin, self.warnings).refs:
            if self._usable(ref.url):
                yield from self._wanted(SitemapPage(ref))

    def _text(self, texts: Iterable[str]) -> Iterator[SitemapPage]:
        for line in _lines(texts):
            address = _address_of(line)
            url = self._usable(address) if address else None
            if url:
                yield from self._wanted(self._page(url, {}, None))

    def _usable(self, address: str) -> str | None:
        """Return the whole URL of an address of the site itself or of an allowed host, else None, and count it."""
        url = absolute(self._rules.via, address)
        if url is None:
            self.without_link += 1
        elif not belongs_to(url, self._rules.via, self._rules.allowed_hosts):
            self.on_other_hosts += 1
            return None
        return url

    def _wanted(self, page: SitemapPage) -> Iterator[SitemapPage]:
        if may_lie_in(self._rules.window, page.ref):
            yield page
        else:
            self.outside_window += 1


def _words(element: Element) -> dict[str, str]:
    """Return the first text of each name anywhere in an entry; an unknown namespace counts as none."""
    found: dict[str, str] = {}
    for node in element.iterdescendants():
        text = text_of(node).strip() if len(node) == 0 else ""
        if text:
            found.setdefault(qualified_name(node).removeprefix("?:"), text)
    return found


def _address_of(line: str) -> str | None:
    """Return the absolute http or https address that a line of a text sitemap begins with, up to white space."""
    words = line.lstrip("\ufeff").split(maxsplit=1)
    return words[0] if words and is_http(words[0]) else None


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines that hold something, ends of overlong ones cut off."""
    kept = ""
    for text in texts:
        *whole, kept = (kept + text).replace("\r", "\n").split("\n")
        yield from (line for line in whole if line.strip())
        kept = kept[: MAX_URL_CHARACTERS + 1]
    if kept.strip():
        yield kept
