"""Reads the authors from all places that state them, and decides which place to believe."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_lines import (
    UNSEEN_TAGS,
    Authors,
    found_names,
    labelled_names,
    lines_of_authors,
)
from dateline.tasks.core.cleaning.author_names import (
    MAX_BYLINE,
    is_agency,
    is_call,
    is_joint,
    is_role,
    is_sentence,
    looks_like_person,
    names_in,
    unique,
)
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.credits import has_credits, is_lead, without_lead
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.names import is_name, is_outlet, key_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import clean_string, texts, types_of
from dateline.tasks.core.web.urls import host_of, is_http

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator",
    "dcterms.creator", "byl", "article.author", "og:article:author",
)  # fmt: skip
_BYLINES = "[rel~=author],[itemprop~=author],[class*=byline i],[class*=aut i]"
"""A superset of bylines. Testing classes takes time, so `_BYLINE_CLASS` is applied only to these elements."""
_BYLINE_CLASS = re.compile("byline|author(?!i[sz]|-?(?:stories|posts|articles))|autor|auteur")
_NAMES = (
    ':is([itemprop~=name],[rel~=author],a[href*="/author" i],a[href*="/autor" i])',
    ":is([class~=fn],[class*=author-name],[class*=author__name],[class*=item-name],[class*=authorbox__name])",
    ":is([class~=name],[class*=author-meta--name],[class*=author_name],[class*=authorName])",
    "li",
)
"""What inside a byline names an author, the surest first."""
_ELSEWHERE = re.compile(
    r"comment|teaser|related|recommend|sidebar|promo(?!ted)|newsletter|footer|caption|image|photo|figure|credit|quote"
    r"|(?<!elementor-)(?<!_)widget(?!-(?:container|wrap|span|type))"
    r"|popular|trending|latest|recirc|most-?read|swiper|carousel|bio(?:$|[-_ ])|description|avatar|social|share"
    r"|(?:(?<![a-z])|(?<!author )v)card(?:$|[-_ ])|also"
)  # lower-case class words of elements whose bylines belong to other content, or that are not bylines
_ELSEWHERE_TAGS = frozenset({"nav", "footer", "figure", "figcaption", "form", "blockquote", "aside", "button"})
_LOOSE_ORIGINS = ("markup:", "text:")
_AUTHOR_LINKS = 'a[href*="/aut" i]'
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|autor[ei])/", re.IGNORECASE)
_MAX_PIECES = 40
_ANCESTORS = 8
_MAX_BYLINES = 40


def read_authors(document: Document, page: Page, names: frozenset[str], heading: LexborNode | None) -> Authors | None:
    """Return the authors' names without roles, or None.

    The first place that names a person wins, or else the first that names an outlet or an agency. ``names`` are the
    publisher's (see `publisher_names`). Visible bylines are sought beside ``heading``, which contains the headline.
    """
    fallback: Authors | None = None
    if offices := list(_structured(document, document.article.get("author"), only="organization")):
        names |= frozenset(key_of(name) for office in offices for name in (office, *names_in(office)))
    for found in _places(document, page, heading):
        if any(_is_person(name, found.origin, names) for name in found.value):
            return Candidate(_kept(found, names), found.origin, found.raw)
        fallback = fallback or _without_calls(found)
    return fallback


def _without_calls(found: Authors) -> Authors | None:
    """Return what a place names but persons, without calls to action and pieces of sentences."""
    if not found.origin.startswith(_LOOSE_ORIGINS):
        return found
    sentence = any(":" in name for name in found.value)
    names = () if sentence else tuple(name for name in found.value if not is_call(name) and not is_sentence(name))
    return Candidate(names, found.origin, found.raw) if names else None


def _is_person(name: str, origin: str, names: frozenset[str]) -> bool:
    """Return whether a place names a person. Names from the visible page must look like a person's."""
    if is_outlet(name, names) or is_agency(name):
        return False
    return not origin.startswith(_LOOSE_ORIGINS) or looks_like_person(name)


def _kept(found: Authors, names: frozenset[str]) -> tuple[str, ...]:
    """Return the names of a place that names a person, without the publisher's and without what is not a name."""
    if found.origin.startswith(_LOOSE_ORIGINS):
        return tuple(name for name in found.value if _is_person(name, found.origin, names))
    kept = tuple(name for name in found.value if not is_name(name, names))
    return tuple(name for name in kept if not is_agency(name)) if any(map(looks_like_person, kept)) else kept


def _places(document: Document, page: Page, heading: LexborNode | None) -> Iterator[Authors]:
    """Yield the authors that each place states, the most reliable place first. Places are read lazily."""
    if selector := page.rules.selectors.authors:
        yield from found_names(
            (node.text(separator=" ") for node in document.select(selector)), "source:selectors.authors"
        )
    yield from found_names(_structured(document, document.article.get("author")), "json-ld:author")
    yield from found_names(document.meta.get("citation_author", ()), "meta:citation_author")
    yield from _bylines(document, heading)
    for meta in _METAS:
        yield from found_names(document.meta.get(meta, ()), f"meta:{meta}")
    yield from found_names(_by_label(document), "meta:twitter:data1")
    if page.ref:
        yield from found_names(page.ref.authors, "feed:authors")
    if not document.article.get("author"):  # the creator is often whoever entered the text into the system
        yield from found_names(_structured(document, document.article.get("creator")), "json-ld:creator")
    yield from lines_of_authors(document, heading)
    yield from _author_links(document, around := _containers(heading))
    for node, text in labelled_names(document):
        if not _belongs_elsewhere(node, around):
            yield from found_names([text], "text:byline")


def _structured(document: Document, value: object, depth: int = 0, *, only: str = "") -> Iterator[str]:
    """Yield the names in an ``author`` of any shape: a string, an object, a reference, lists of these.

    ``only`` is the end of the types (in lower case) of objects whose names are wanted.
    """
    if isinstance(value, list):
        if depth < 3:  # noqa: PLR2004 - deeper nesting does not occur
            for item in value:
                yield from _structured(document, item, depth + 1, only=only)
    elif isinstance(value, str | dict):
        node = document.resolve(value)
        if not only or any(kind.endswith(only) for kind in types_of(node)):
            named = node.get("name") or " ".join(texts([node.get("givenName"), node.get("familyName")]))
            yield from texts(named) if named or isinstance(value, dict) else [value]


def _leads_to_author(href: str, url: str | None) -> bool:
    """Return whether a link leads to an author's page on the page's own host."""
    return bool(_AUTHOR_PAGE.search(href)) and (not is_http(href) or host_of(href) == host_of(url or ""))


def _by_label(document: Document) -> Iterator[str]:
    """Yield what a page has its card on a social network show beside "Written by"."""
    for number in "12":
        for label in document.meta.get(f"twitter:label{number}", ())[:1]:
            if is_lead(clean_string(label)):
                yield from document.meta.get(f"twitter:data{number}", ())[:1]


def _author_links(document: Document, around: frozenset[int]) -> Iterator[Authors]:
    """Yield the person whose page the article links to, if no other is linked beside teasers."""
    links = [
        node
        for node in document.tree.css(_AUTHOR_LINKS)[:_MAX_BYLINES]
        if _leads_to_author(node.attributes.get("href") or "", document.url) and not _belongs_elsewhere(node, around)
    ]
    names = unique(text for node in links if looks_like_person(text := clean_string(node.text(separator=" "))))
    if len(names) == 1:
        yield from found_names(names, "markup:byline")


def _bylines(document: Document, heading: LexborNode | None) -> Iterator[Authors]:
    """Yield the bylines of the markup that belong to the article, each with those beside it."""
    around = _containers(heading)
    found = ((node, node.attributes) for node in document.tree.css(_BYLINES))
    nodes = [node for node, _ in islice(filter(_is_byline, found), _MAX_BYLINES)]
    for node in nodes:
        text = "" if _belongs_elsewhere(node, around) else _stated_or_shown(node)
        if text and len(text) <= MAX_BYLINE:
            beside = (_stated_or_shown(other) for other in nodes if other is not node and _are_beside(node, other))
            yield from found_names([text, *(other for other in beside if len(other) <= MAX_BYLINE)], "markup:byline")


def _stated_or_shown(node: LexborNode) -> str:
    return node.attributes.get("content") or _byline_text(node)


def _containers(heading: LexborNode | None) -> frozenset[int]:
    """Return the memory ids of the elements around the headline: what they are called does not matter."""
    ids: list[int] = []
    while heading is not None:
        ids.append(heading.mem_id)
        heading = heading.parent
    return frozenset(ids)


def _are_beside(node: LexborNode, other: LexborNode) -> bool:
    """Return whether two bylines of the same kind are in the same place, so that each names one of the authors."""
    if node.parent is None or other.parent is None or node.parent.mem_id != other.parent.mem_id:
        return False
    return node.tag == other.tag and node.attributes.get("class") == other.attributes.get("class")


def _is_byline(found: tuple[LexborNode, Mapping[str, str | None]]) -> bool:
    _, attributes = found
    stated = f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''}"
    return bool(_BYLINE_CLASS.search((attributes.get("class") or "").lower())) or "author" in stated.lower().split()


def _byline_text(node: LexborNode) -> str:
    """Return the text of a byline, or only that of the elements in it that name the authors."""
    for selector in _NAMES:
        inner = node.css(selector)[:_MAX_BYLINES]
        if texts := unique(text for item in inner if (text := item.text(separator=" ").strip())):
            return " ; ".join(texts)
    linked = [link.text(separator=" ").strip() for link in node.css("a")[:_MAX_BYLINES]]
    is_linked = len(linked) > 1 and all(map(looks_like_person, linked))
    apart = " ; ".join(unique(linked)) if is_linked else _piecewise(node)
    whole = node.text(separator=" ")
    return whole if apart is None or (len(whole) <= MAX_BYLINE and has_credits(whole)) else apart


def _piecewise(node: LexborNode) -> str | None:
    """Return the names in a byline that has each name, role and date in an element of its own, or None."""
    first = node.child
    if first is None or (first.is_text_node and first.next is None):
        return None
    pieces: list[str] = []
    for part in islice(node.traverse(include_text=True), _MAX_PIECES):
        text = (part.text_content or "").strip() if part.is_text_node else ""
        if text and part.parent is not None and part.parent.tag not in UNSEEN_TAGS:
            pieces.append(text)
    names = [name for piece in pieces if looks_like_person(name := without_lead(piece).strip(" ,;|·•"))]
    if len(pieces) < 2 or not names or len(pieces) == _MAX_PIECES:  # noqa: PLR2004 - one element, or several
        return None
    others = (piece for piece in pieces if without_lead(piece).strip(" ,;|·•") not in names)
    return " ; ".join(names) if all(map(_is_beside_name, others)) else None


def _is_beside_name(text: str) -> bool:
    """Return whether a piece of a byline names nobody: "By", a comma, "and", a role."""
    return is_lead(text) or is_joint(text) or is_role(text)


def _belongs_elsewhere(node: LexborNode, around: frozenset[int]) -> bool:
    """Return whether a byline is another content's; ``around`` are the ids of the headline's containers."""
    at: LexborNode | None = node
    for _ in range(_ANCESTORS):
        if at is None or at.tag in {"body", "article", "main"} or at.mem_id in around:
            return False
        if at.tag == "footer" and at.parent is not None and at.parent.tag == "article":
            return at.parent.css_first("h1") is None  # blogs name the author after the article
        if at.tag == "footer" and _follows_paragraph(at):
            return False
        attributes = at.attributes
        if (at.tag in _ELSEWHERE_TAGS and not (at.tag == "aside" and at is node)) or _ELSEWHERE.search(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        ):
            return True
        at = at.parent
    return False


def _follows_paragraph(node: LexborNode) -> bool:
    """Return whether an element directly follows a paragraph. A site's own footer follows boxes."""
    before = node.prev
    while before is not None and (before.is_text_node or before.is_comment_node):
        before = before.prev
    return before is not None and before.tag == "p"
