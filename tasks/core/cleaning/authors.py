"""Reads the authors from all places that state them, and decides which place to believe."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_names import (
    LEAD,
    LEAD_ALONE,
    MAX_BYLINE,
    is_agency,
    looks_like_person,
    names_in,
    unique,
)
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.names import is_name, is_outlet
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import texts
from dateline.tasks.core.cleaning.timestamps.labels import is_label

Authors = Candidate[tuple[str, ...]]

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator",
    "dcterms.creator", "byl", "citation_author", "article.author", "og:article:author",
)  # fmt: skip
_BYLINES = "[rel~=author],[itemprop~=author],[class*=byline i],[class*=aut i]"
"""A superset of bylines. Testing classes takes time, so `_BYLINE_CLASS` is applied only to these elements."""
_BYLINE_CLASS = re.compile("byline|author|autor|auteur")
_ELSEWHERE = re.compile(
    r"comment|teaser|related|recommend|sidebar|promo|newsletter|footer|caption|image|photo|figure|credit|quote|widget"
    r"|popular|trending|latest|recirc|most-?read|swiper|carousel|bio(?:$|[-_ ])|description|avatar|social|share"
    r"|card(?:$|[-_ ])|also"
)  # lower-case class words of elements whose bylines belong to other content, or that are not bylines
_ELSEWHERE_TAGS = frozenset({"nav", "footer", "figure", "figcaption", "form", "blockquote", "aside", "button"})
_LOOSE_ORIGINS = ("markup:", "text:")
_FIRST_BOLD = 3
_ANCESTORS = 8
_NEAR_QUOTE = 4
_MAX_BYLINES = 40
_UNSEEN_TAGS = frozenset({"script", "style", "noscript", "template"})
_NEAR_HEADING = 2500
"""How many characters after the headline are searched for a visible byline."""
_MAX_TEXTS = 400
_BESIDE_HEADING = 15
MAX_LINE = 100
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_authors(document: Document, page: Page, names: frozenset[str]) -> Authors | None:
    """Return the authors' names without roles, or None.

    The first place that names a person wins, or else the first that names an outlet or an agency. ``names`` are the
    publisher's (see `publisher_names`).
    """
    fallback: Authors | None = None
    for found in _places(document, page):
        if any(_is_person(name, found.origin, names) for name in found.value):
            return Candidate(_kept(found, names), found.origin, found.raw)
        fallback = fallback or found
    return fallback


def _is_person(name: str, origin: str, names: frozenset[str]) -> bool:
    """Return whether a place names a person. Names from the visible page must look like a person's."""
    if is_outlet(name, names) or is_agency(name):
        return False
    return not origin.startswith(_LOOSE_ORIGINS) or looks_like_person(name)


def _kept(found: Authors, names: frozenset[str]) -> tuple[str, ...]:
    """Return the names of a place that names a person, without the publisher's and without what is not a name."""
    if found.origin.startswith(_LOOSE_ORIGINS):
        return tuple(name for name in found.value if _is_person(name, found.origin, names))
    return tuple(name for name in found.value if not is_name(name, names))


def _places(document: Document, page: Page) -> Iterator[Authors]:
    """Yield the authors that each place states, the most reliable place first. Places are read lazily."""
    if selector := page.rules.selectors.authors:
        yield from _found((node.text(separator=" ") for node in document.select(selector)), "source:selectors.authors")
    yield from _found(_structured(document, document.article.get("author")), "json-ld:author")
    yield from _bylines(document)
    for meta in _METAS:
        yield from _found(document.meta.get(meta, ()), f"meta:{meta}")
    if page.ref:
        yield from _found(page.ref.authors, "feed:authors")
    if not document.article.get("author"):  # the creator is often whoever entered the text into the system
        yield from _found(_structured(document, document.article.get("creator")), "json-ld:creator")
    yield from _visible_byline(document)
    yield from _name_alone(document)


def _found(bylines: Iterable[str], origin: str) -> Iterator[Authors]:
    raws = [byline for byline in bylines if byline]
    if names := unique(name for raw in raws for name in names_in(raw)):
        yield Candidate(tuple(names), origin, "; ".join(raws)[:MAX_BYLINE])


def _structured(document: Document, value: object, depth: int = 0) -> Iterator[str]:
    """Yield the names in an ``author`` of any shape: a string, an object, a reference, lists of these."""
    if isinstance(value, list):
        if depth < 3:  # noqa: PLR2004 - deeper nesting does not occur
            for item in value:
                yield from _structured(document, item, depth + 1)
    elif isinstance(value, str):
        named = document.resolve(value).get("name")
        yield named if isinstance(named, str) else value
    elif isinstance(value, dict):
        yield from texts(document.resolve(value).get("name"))


def _bylines(document: Document) -> Iterator[Authors]:
    """Yield the bylines of the markup that belong to the article, each with those beside it."""
    found = ((node, node.attributes) for node in document.tree.css(_BYLINES))
    bylines = [
        (node, text)
        for node, attributes in islice(filter(_is_byline, found), _MAX_BYLINES)
        if (text := attributes.get("content") or _byline_text(node)) and len(text) <= MAX_BYLINE
    ]
    for node, text in bylines:
        if not _belongs_elsewhere(node):
            beside = [other for sibling, other in bylines if sibling is not node and _are_beside(node, sibling)]
            yield from _found([text, *beside], "markup:byline")


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
    """Return the text of a byline, or only that of the links and list items in it that name the authors."""
    inner = node.css('[itemprop~=name],[rel~=author],a[href*="/author" i],a[href*="/autor" i],li')
    texts = unique(text for item in inner[:_MAX_BYLINES] if (text := item.text(separator=" ").strip()))
    return " ; ".join(texts) if texts else node.text(separator=" ")


def _belongs_elsewhere(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(_ANCESTORS):
        if at is None or at.tag in {"body", "article", "main"}:
            return False
        if at.tag == "footer" and at.parent is not None and at.parent.tag == "article":
            return at.parent.css_first("h1") is None  # blogs name the author after the story
        attributes = at.attributes
        if at.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        ):
            return True
        at = at.parent
    return False


def _visible_byline(document: Document) -> Iterator[Authors]:
    """Yield the authors in a line such as "By Ann Lee" near the headline. The name may be a separate element."""
    if not document.headings:
        return
    texts = _texts_after(document.headings[0])
    for text, following in pairwise([*texts, ""]):
        if len(text) > MAX_LINE:
            continue
        if LEAD_ALONE.match(text):
            yield from _found([following], "text:byline")
        elif LEAD.match(text):
            yield from _found([text], "text:byline")
    beside = [text for text in texts[:_BESIDE_HEADING] if any(map(str.isalnum, text)) and not is_label(text)]
    for name, date in pairwise(beside):
        if _YEAR.search(date) and len(date) <= MAX_LINE and looks_like_person(name.strip(" |·•,")):
            yield from _found([name], "text:byline")


def _is_quoted(node: LexborNode | None) -> bool:
    """Return whether a text is in a quotation. The name below an embedded post is not the article's author."""
    for _ in range(_NEAR_QUOTE):
        if node is None or node.tag == "blockquote":
            return node is not None
        node = node.parent
    return False


def _name_alone(document: Document) -> Iterator[Authors]:
    """Yield a name that makes up a bold paragraph at the beginning of the text."""
    for node in document.tree.css("p > strong:only-child, p > b:only-child")[:_FIRST_BOLD]:
        if node.parent is not None and node.parent.parent is not None and node.parent.parent.tag in {"td", "th"}:
            continue
        text, whole = node.text(separator=" ").strip(), node.parent.text().strip() if node.parent else ""
        if text == whole and all(looks_like_person(name) for name in (names_in(text.replace("/", ";")) or [""])):
            yield from _found([text.replace("/", ";")], "text:byline")


def _texts_after(heading: LexborNode) -> list[str]:
    """Return the texts after an element, in page order, as far as a byline may follow it."""
    texts: list[str] = []
    length = 0
    at: LexborNode | None = heading
    while at is not None:
        sibling = at.next
        while sibling is not None:
            for node in sibling.traverse(include_text=True):
                text = (node.text_content or "").strip() if node.is_text_node else ""
                if not text or node.parent is None or node.parent.tag in _UNSEEN_TAGS or _is_quoted(node.parent):
                    continue
                length += len(text)
                if length > _NEAR_HEADING or len(texts) >= _MAX_TEXTS:
                    return texts
                texts.append(text)
            sibling = sibling.next
        at = at.parent
    return texts
