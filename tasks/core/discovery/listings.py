"""Reads listings, which are pages of links (sections, archives, search results), into page references."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.discovery.url_shapes import LIKELY, article_likeness, shape_of
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.foreign_text import clean_line
from dateline.tasks.core.web.urls import absolute, belongs_to, url_key

MAX_LINKS = 20_000
_MAX_TITLE_CHARACTERS = 1_000
_HEADLINE_WORDS = 4
_HEADLINE_CHARACTERS = 12  # as long as four short words in a script without spaces
_HEADLINE_SCORE = 1.0
_GROUP = 3
"""How many links of the same shape make a pattern of the site."""


@dataclass(frozen=True, slots=True)
class ListingRules:
    """How to read a listing.

    ``selector`` is a CSS selector of links, or of elements that contain links. Without one, the shape of the URLs
    decides. Links to other sites are skipped, except to ``allowed_hosts``.
    """

    source: str
    via: str
    """The listing's URL."""
    selector: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    content_type: str | None = None
    found_at: str | None = None
    """The listing's URL after redirects, if that differs: relative links start there."""


@dataclass(frozen=True, slots=True)
class ListingReading:
    """The links of a listing page: ``refs`` in page order, each page once, not limited to a window."""

    refs: tuple[PageRef, ...] = ()

    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    text: str

    @property
    def score(self) -> float:
        long_enough = len(self.text.split()) >= _HEADLINE_WORDS or (
            not self.text.isascii() and len(self.text) >= _HEADLINE_CHARACTERS
        )
        return article_likeness(self.url) + (_HEADLINE_SCORE if long_enough else 0.0)


def read_listing(body: bytes, rules: ListingRules) -> ListingReading:
    """Return the articles that a listing page links to. Never raises."""
    document = Document(body, rules.via, rules.content_type)
    base = base_of(document, rules.found_at or rules.via)
    areas = document.select(rules.selector) if rules.selector else [document.root]
    links = _links(areas, base, rules)
    if rules.selector is None:
        links = _articles(links)
    nothing = (
        f"the selector {rules.selector!r} matches no link" if rules.selector else "no link looks like an article's"
    )
    refs = tuple(
        PageRef(url=link.url, source=rules.source, via=rules.via, title=link.text[:_MAX_TITLE_CHARACTERS] or None)
        for link in links
    )
    return ListingReading(refs, () if refs else (nothing,))


def base_of(document: Document, url: str) -> str:
    """Return the URL at which a page's relative links start, given its own."""
    node = document.select_first("base[href]")
    return (absolute(url, node.attributes.get("href") or "") if node else None) or url


def _links(areas: Iterable[LexborNode], base: str, rules: ListingRules) -> list[_Link]:
    """Return the links of the site, each page once, with the longest link text as the title."""
    found: dict[str, _Link] = {}
    own = {url_key(rules.via), url_key(rules.found_at or rules.via)}
    for count, node in enumerate(_anchors(areas)):
        if count == MAX_LINKS:
            break
        url = absolute(base, node.attributes.get("href") or "")
        if url is None or not belongs_to(url, rules.via, rules.allowed_hosts):
            continue
        key = url_key(url)
        text = clean_line(node.text(separator=" "), _MAX_TITLE_CHARACTERS)
        known = found.get(key)
        if key not in own and (known is None or len(text) > len(known.text)):
            found[key] = _Link(known.url if known else url, text)
    return list(found.values())


def _anchors(areas: Iterable[LexborNode]) -> Iterator[LexborNode]:
    for area in areas:
        if area.tag == "a":
            yield area
        else:
            yield from area.css("a[href]")


def _articles(links: list[_Link]) -> list[_Link]:
    """Return the links that look like articles, by themselves or by the shape that they share with others."""
    groups: defaultdict[str, list[_Link]] = defaultdict(list)
    for link in links:
        groups[shape_of(link.url)].append(link)
    likely = {
        shape
        for shape, group in groups.items()
        if len(group) >= _GROUP and sum(link.score for link in group) / len(group) >= LIKELY
    }
    return [
        link
        for link in links
        if link.score >= LIKELY + _HEADLINE_SCORE or (shape_of(link.url) in likely and article_likeness(link.url) > 0)
    ]
