"""Reads sitemaps as a stream (sitemaps.org 0.9, Google's news extension): XML, plain text, or a feed used as one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import BinaryIO

from dateline.tasks.core.discovery.decoding import decoded
from dateline.tasks.core.discovery.feed_dates import Stamp, read_stamp
from dateline.tasks.core.discovery.feed_entry import MAX_TITLE_CHARACTERS, Origin
from dateline.tasks.core.discovery.feeds import KINDS, read_feed_xml
from dateline.tasks.core.discovery.inflate import inflated, pieces
from dateline.tasks.core.discovery.markup_to_text import plain_text
from dateline.tasks.core.discovery.mended_addresses import mended
from dateline.tasks.core.discovery.sniff import sniff
from dateline.tasks.core.discovery.xml_stream import Element, elements, qualified_name, split_root, text_of
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.urls import MAX_URL_CHARACTERS, absolute, belongs_to, is_http

MAX_SITEMAP_BYTES = 100_000_000
"""The maximum size of a sitemap after decompression: twice what sitemaps.org permits."""

MAX_LINES_BEFORE_ADDRESS = 100
"""How many lines of a text sitemap may precede its first URL."""

_MARKUP = re.compile(r"\ufeff?\s*[<{\[]")
_URLSET = frozenset({"urlset", "sitemapindex"})
_ITEMS = frozenset({"url", "sitemap"})
_OTHER_VOCABULARIES = ("image:", "video:", "news:")


@dataclass(frozen=True, slots=True)
class ChildSitemap:
    """A sitemap listed in an index. ``modified_at`` (aware UTC) is its ``lastmod``."""

    url: str
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SitemapRules:
    """How to read a sitemap: it may list pages of the site itself, and of ``allowed_hosts`` and their subdomains."""

    source: str
    via: str
    """The sitemap's URL."""

    allowed_hosts: frozenset[str] = frozenset()
    timezone: str | None = None
    """The source's IANA time zone, for timestamps without one. By default, UTC."""
    content_type: str | None = None
    max_bytes: int = MAX_SITEMAP_BYTES
    base: str | None = None
    """The sitemap's URL after redirects, if that differs: relative URLs start there."""


class SitemapReader:
    """Iterates once over the pages and sitemaps that a sitemap lists. Then ``kind`` and ``warnings`` are complete.

    Memory is bounded, however long the stream is. No content makes it raise; errors of the stream itself pass.
    """

    def __init__(self, stream: BinaryIO, rules: SitemapRules) -> None:
        self._stream = stream
        self._rules = rules
        self.kind: str | None = None
        """``urlset``, ``sitemapindex``, ``text``, or a feed's kind; None if it is not a sitemap."""
        self.warnings: list[str] = []
        self.on_other_hosts = 0

        self.without_link = 0

    def __iter__(self) -> Iterator[PageRef | ChildSitemap]:
        """Yield pages and child sitemaps in the order of the file."""
        content = inflated(pieces(self._stream), self._rules.max_bytes, self.warnings)
        head, root, rest = split_root(decoded(content, self._rules.content_type, self.warnings))
        if root in _URLSET:
            self.kind = root
            yield from self._xml(rest)
        elif root in KINDS:
            self.kind = KINDS[root]
            yield from self._feed(rest, self.kind)
        elif is_text_sitemap(head):
            self.kind = "text"
            yield from self._text(chain([head], rest))
        else:
            self.warnings.append(f"not a sitemap: {sniff(head)}")
        if self.on_other_hosts:
            self.warnings.append(f"skipped URLs on other hosts: {self.on_other_hosts}")
        if self.without_link:
            self.warnings.append(f"skipped entries without a usable URL: {self.without_link}")

    def _xml(self, texts: Iterable[str]) -> Iterator[PageRef | ChildSitemap]:
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
                yield self._page(url, words, modified)

    def _page(self, url: str, words: dict[str, str], modified: Stamp | None) -> PageRef:
        raw = words.get("news:publication_date") or words.get("publication_date")
        published = read_stamp(raw, self._rules.timezone)
        return PageRef(
            url=url,
            source=self._rules.source,
            via=self._rules.via,
            title=plain_text(words.get("news:title") or words.get("title"), MAX_TITLE_CHARACTERS),
            published_at=published.at if published else None,
            published_raw=published.raw if published else None,
            published_precision=published.precision if published else None,
            modified_at=modified.at if modified else None,
        )

    def _feed(self, texts: Iterable[str], kind: str) -> Iterator[PageRef]:
        origin = Origin(self._rules.source, self._rules.via, self._rules.timezone, self._rules.base)
        for ref in read_feed_xml(texts, kind, origin, self.warnings).refs:
            if self._usable(ref.url):
                yield ref

    def _text(self, texts: Iterable[str]) -> Iterator[PageRef]:
        for line in _lines(texts):
            address = _address_of(line)
            url = self._usable(address) if address else None
            if url:
                yield self._page(url, {}, None)

    def _usable(self, address: str) -> str | None:
        """Return the absolute URL if it is on the site itself or on an allowed host. Otherwise count it."""
        base = self._rules.base or self._rules.via
        url = absolute(base, mended(address, base))
        if url is None:
            self.without_link += 1
        elif not belongs_to(url, self._rules.via, self._rules.allowed_hosts):
            self.on_other_hosts += 1
            return None
        return url


def is_text_sitemap(head: str) -> bool:
    """Return whether a text that begins so is a sitemap in plain text."""
    return not _MARKUP.match(head) and any(map(_address_of, islice(_lines([head]), MAX_LINES_BEFORE_ADDRESS)))


def _words(element: Element) -> dict[str, str]:
    """Return the first text of each element name in an entry, at any depth. Unknown namespaces count as none.

    Children in the entry's own namespace come first: a picture's ``loc`` may precede that of the page.
    """
    found: dict[str, str] = {}
    namespace = _namespace(element)
    own = {child for child in element if _namespace(child) == namespace}
    for node in sorted(element.iterdescendants(), key=lambda node: node not in own):
        text = text_of(node).strip() if len(node) == 0 else ""
        if text:
            found.setdefault(qualified_name(node).removeprefix("?:"), text)
    return found


def _namespace(element: Element) -> str:
    return str(element.tag).rpartition("}")[0]


def _address_of(line: str) -> str | None:
    """Return the http or https URL that a line of a text sitemap begins with, up to white space, or None."""
    words = line.lstrip("\ufeff").split(maxsplit=1)
    address = words[0].strip("\"'") if words else ""
    return address if is_http(address) else None


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield the non-empty lines, with overlong ones cut off."""
    kept = ""
    for text in texts:
        *whole, kept = (kept + text).replace("\r", "\n").split("\n")
        yield from (line for line in whole if line.strip())
        kept = kept[: MAX_URL_CHARACTERS + 1]
    if kept.strip():
        yield kept
