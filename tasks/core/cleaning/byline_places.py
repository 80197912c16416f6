"""Tells whether a byline stands in the article or in a box of other content, and which stand beside each other."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.elements import class_and_id, follows_paragraph, precedes_text

_ELSEWHERE = re.compile(
    r"comment|teaser|related|recommend|sidebar|promo(?!ted)|newsletter|(?<!post[-_])(?<!entry[-_])(?<!article[-_])(?<!story[-_])footer|caption|image|photo|figure|quote"
    r"|credit(?!s(?:$|[-_ ]))"
    r"|(?<!elementor-)(?<!_)widget(?!-(?:container|wrap|span|type))"
    r"|twitter|popular|trending|latest|recirc|most-?read|swiper|carousel|bio(?:$|[-_ ])|description|avatar|social|share"
    r"|(?:(?<![a-z])(?<!h-)(?<!author[-_])|(?<!author )v)card(?:$|[-_ ])|also|site-?title|disqus"
    r"|more-?(?:stories|news|articles|posts)|reviewer|fact-?check|translator|photographer"
)  # lower-case class words of elements whose bylines belong to other content, or that are not bylines
_ELSEWHERE_TAGS = frozenset({"nav", "footer", "figure", "figcaption", "form", "blockquote", "aside", "button"})
_OWN_FOOTER = re.compile(r"(?:^|[-_ ])(?:post|entry|article|story|node)(?:$|[-_ ])")
"""Class words of a footer that is the article's, not the site's."""
_FOOTER = re.compile(r"(?:^|(?<=[-_ ]))footer(?=$|[-_ ])")
_ELSEWHERE_PROPERTIES = frozenset({"image", "video", "comment", "associatedmedia"})
"""The properties of microdata whose values have authors of their own."""
_ANCESTORS = 8
MAX_LINE = 100
"""The maximum length of a text in which several elements each name an author."""
_LEVELS = 4


def containers_of(heading: LexborNode | None) -> frozenset[int]:
    """Return the memory ids of the elements around the headline: what they are called does not matter."""
    ids: list[int] = []
    while heading is not None:
        ids.append(heading.mem_id)
        heading = heading.parent
    return frozenset(ids)


def belongs_elsewhere(node: LexborNode, around: frozenset[int]) -> bool:
    """Return whether a byline is another content's; ``around`` are the ids of the headline's containers."""
    at: LexborNode | None = node
    in_article = _is_in_article(node, around)
    for _ in range(_ANCESTORS):
        if at is None or at.tag in {"body", "main"} or at.mem_id in around:
            return False
        if at.tag == "article":
            if not around:
                return False
            at = at.parent  # a teaser's, unless it is all of the page but the heading
            continue
        called = class_and_id(at).lower()
        if at is node and at.parent is not None and at.parent.mem_id in around:
            called = called.replace("vcard author", "author")  # beside the headline, a card is a byline
        called = called.replace("footer", "") if in_article and at.tag != "footer" else called
        is_own = _is_own_footer(at, called) if at.tag == "footer" or _FOOTER.search(called) else None
        if is_own is not None and at.tag == "footer":
            return not is_own
        if _is_elsewhere(at, node, _FOOTER.sub("", called) if is_own else called):
            return True
        at = at.parent
    return False


def _is_in_article(node: LexborNode, around: frozenset[int]) -> bool:
    """Return whether a byline is in the ``article`` element of the headline: a footer there is its own."""
    at = node.parent
    while at is not None:
        if at.tag == "article":
            return at.mem_id in around
        at = at.parent
    return False


def _is_own_footer(footer: LexborNode, called: str) -> bool | None:
    """Return whether a footer is that of the article, or of the line below the headline, or None if it may be any."""
    if precedes_text(footer):
        return not _tells_of_elsewhere(_FOOTER.sub("", called))
    if footer.tag == "footer" and footer.parent is not None and footer.parent.tag == "article":
        return footer.parent.css_first("h1") is not None  # blogs name the author after the article
    return True if footer.tag == "footer" and follows_paragraph(footer) else None


def _is_elsewhere(at: LexborNode, byline: LexborNode, called: str) -> bool:
    """Return whether an element around a byline holds other content, by its tag and what it is ``called``."""
    if at.tag == "table" and follows_paragraph(at):
        return True  # the article's own table, not one that lays out the page
    is_own = (at.tag == "aside" and at is byline) or (at.tag == "footer" and _OWN_FOOTER.search(called) is not None)
    is_other = at.tag in _ELSEWHERE_TAGS or (at.attributes.get("itemprop") or "").lower() in _ELSEWHERE_PROPERTIES
    return (is_other and not is_own) or _tells_of_elsewhere(called)


@lru_cache(maxsize=4096)
def _tells_of_elsewhere(called: str) -> bool:
    """Return whether names are those of other content. Cached, because bylines share ancestors."""
    return _ELSEWHERE.search(called) is not None


def are_beside(node: LexborNode, other: LexborNode) -> bool:
    """Return whether two bylines of the same kind are in the same place, so that each names one of the authors."""
    if node.tag != other.tag or node.attributes.get("class") != other.attributes.get("class"):
        return False
    if node.parent is not None and other.parent is not None and node.parent.mem_id == other.parent.mem_id:
        return True
    return bool(node.attributes.get("itemprop")) and _share_a_line(node, other)


def _share_a_line(node: LexborNode, other: LexborNode) -> bool:
    """Return whether two bylines, each in an element of its own, stand in the same short element: "By A and B"."""
    one, another = _short_around(node), _short_around(other)
    return not one.isdisjoint(another) and other.mem_id not in one and node.mem_id not in another


def _short_around(node: LexborNode) -> frozenset[int]:
    """Return the memory ids of the short elements around one."""
    around: list[int] = []
    at = node.parent
    while at is not None and len(around) < _LEVELS and len(at.text() or "") <= MAX_LINE:
        around.append(at.mem_id)
        at = at.parent
    return frozenset(around)
