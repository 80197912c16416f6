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
    is_call,
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
    "dcterms.creator", "byl", "article.author", "og:article:author",
)  # fmt: skip
_BYLINES = "[rel~=author],[itemprop~=author],[class*=byline i],[class*=aut i]"
"""A superset of bylines. Testing classes takes time, so `_BYLINE_CLASS` is applied only to these elements."""
_BYLINE_CLASS = re.compile("byline|author(?!i[sz]|-?(?:stories|posts|articles))|autor|auteur")
_NAMES = (
    ':is([itemprop~=name],[rel~=author],a[href*="/author" i],a[href*="/autor" i])',
    ":is([class~=fn],[class*=author-name],[class*=author__name],[class*=item-name],[class*=authorbox__name])",
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
_EMBEDDED = re.compile(r"(?:^|[-_ ])(?:fb|facebook|twitter|tweet|instagram|tiktok|embed(?:ded)?)(?:$|[-_ ])")
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
_MARKS = re.compile(r"\s*[|·•]\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_authors(document: Document, page: Page, names: frozenset[str], heading: LexborNode | None) -> Authors | None:
    """Return the authors' names without roles, or None.

    The first place that names a person wins, or else the first that names an outlet or an agency. ``names`` are the
    publisher's (see `publisher_names`). Visible bylines are sought beside ``heading``, which contains the headline.
    """
    fallback: Authors | None = None
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
    names = () if sentence else tuple(name for name in found.value if not is_call(name))
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
    return tuple(name for name in found.value if not is_name(name, names))


def _places(document: Document, page: Page, heading: LexborNode | None) -> Iterator[Authors]:
    """Yield the authors that each place states, the most reliable place first. Places are read lazily."""
    if selector := page.rules.selectors.authors:
        yield from _found((node.text(separator=" ") for node in document.select(selector)), "source:selectors.authors")
    yield from _found(_structured(document, document.article.get("author")), "json-ld:author")
    yield from _found(document.meta.get("citation_author", ()), "meta:citation_author")
    yield from _bylines(document, heading)
    for meta in _METAS:
        yield from _found(document.meta.get(meta, ()), f"meta:{meta}")
    if page.ref:
        yield from _found(page.ref.authors, "feed:authors")
    if not document.article.get("author"):  # the creator is often whoever entered the text into the system
        yield from _found(_structured(document, document.article.get("creator")), "json-ld:creator")
    yield from _visible_byline(heading)
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


def _bylines(document: Document, heading: LexborNode | None) -> Iterator[Authors]:
    """Yield the bylines of the markup that belong to the article, each with those beside it."""
    around = _containers(heading)
    found = ((node, node.attributes) for node in document.tree.css(_BYLINES))
    bylines = [
        (node, text)
        for node, attributes in islice(filter(_is_byline, found), _MAX_BYLINES)
        if (text := attributes.get("content") or _byline_text(node)) and len(text) <= MAX_BYLINE
    ]
    for node, text in bylines:
        if not _belongs_elsewhere(node, around):
            beside = [other for sibling, other in bylines if sibling is not node and _are_beside(node, sibling)]
            yield from _found([text, *beside], "markup:byline")


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
    if len(linked) > 1 and all(map(looks_like_person, linked)):
        return " ; ".join(unique(linked))
    return node.text(separator=" ")


def _belongs_elsewhere(node: LexborNode, around: frozenset[int]) -> bool:
    """Return whether a byline is another content's; ``around`` are the ids of the headline's containers."""
    at: LexborNode | None = node
    for _ in range(_ANCESTORS):
        if at is None or at.tag in {"body", "article", "main"} or at.mem_id in around:
            return False
        if at.tag == "footer" and at.parent is not None and at.parent.tag == "article":
            return at.parent.css_first("h1") is None  # blogs name the author after the story
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


def _visible_byline(heading: LexborNode | None) -> Iterator[Authors]:
    """Yield the authors in a line such as "By Ann Lee" near the headline. The name may be a separate element."""
    if heading is None:
        return
    texts = _texts_after(heading)
    for text, following in pairwise([*texts, ""]):
        if len(text) > MAX_LINE:
            continue
        if LEAD_ALONE.match(text):
            yield from _found([following], "text:byline")
        elif LEAD.match(text):
            yield from _found([text], "text:byline")
    beside = [text for text in texts[:_BESIDE_HEADING] if any(map(str.isalnum, text)) and not is_label(text)]
    for text in beside:  # "Ann Lee | Science writer | 4 May 2024"
        name, *others = _MARKS.split(text)
        if len(text) <= MAX_LINE and any(map(_YEAR.search, others)) and looks_like_person(name.strip()):
            yield from _found([name], "text:byline")
    for name, date in pairwise(beside):
        if _YEAR.search(date) and len(date) <= MAX_LINE and looks_like_person(name.strip(" |·•,")):
            yield from _found([name], "text:byline")


def _is_quoted(node: LexborNode | None) -> bool:
    """Return whether a text is in a quotation. The name below an embedded post is not the article's author."""
    for _ in range(_NEAR_QUOTE):
        if node is None or node.tag == "blockquote" or _EMBEDDED.search(node.attributes.get("class") or ""):
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
