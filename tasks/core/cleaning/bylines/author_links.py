"""Reads authors from links to their pages."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_lines import Authors, found_names
from dateline.tasks.core.cleaning.author_names import unique
from dateline.tasks.core.cleaning.byline_places import MAX_LINE, are_beside, belongs_elsewhere
from dateline.tasks.core.cleaning.byline_text import is_credited
from dateline.tasks.core.cleaning.bylines.sections import AUTHOR_PAGE
from dateline.tasks.core.cleaning.credits import is_lead
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.person_names import looks_like_person
from dateline.tasks.core.cleaning.structured import clean_string
from dateline.tasks.core.web.urls import host_of, is_http

_MAX_LINKS = 40
"""How many links to pages of authors are read."""


def links_to_authors(document: Document, around: frozenset[int]) -> list[LexborNode]:
    """Return the links of the article that lead to an author's page."""
    links = ((node, node.attributes.get("href") or "") for node in document.tree.css("a[href]"))
    found = (node for node, href in links if AUTHOR_PAGE.search(href) and _is_on_host(href, document.url))
    nodes = (node for node in islice(found, _MAX_LINKS) if not is_credited(node))
    return [node for node in nodes if not belongs_elsewhere(node, around)]


def led_links(links: list[LexborNode]) -> Iterator[Authors]:
    """Yield the names behind "by" that link to an author's page, which need not look like those of people: "Ida"."""
    for node in links:
        before = node.prev
        if before is not None and before.is_text_node and is_lead((before.text_content or "").strip()):
            listed = (other for other in links if other is node or are_beside(node, other))
            yield from found_names((other.text(separator=" ") for other in listed), "markup:author-link")


def author_links(links: list[LexborNode]) -> Iterator[Authors]:
    """Yield the person whose page the article links to, if no other is linked beside teasers."""
    # in longer texts, a link is part of a sentence
    links = [node for node in links if node.parent is None or len(node.parent.text() or "") <= MAX_LINE]
    names = unique(text for node in links if looks_like_person(text := clean_string(node.text(separator=" "))))
    if len(names) == 1:
        yield from found_names(names, "markup:byline")


def _is_on_host(href: str, url: str | None) -> bool:
    """Return whether a link leads to the page's own host."""
    return not is_http(href) or host_of(href) == host_of(url or "")
