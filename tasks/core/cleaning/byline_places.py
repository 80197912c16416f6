"""Tells whether a byline stands in the article, or in a box of other content."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.siblings import element_before

_ELSEWHERE = re.compile(
    r"comment|teaser|related|recommend|sidebar|promo(?!ted)|newsletter|(?<!post[-_])(?<!entry[-_])(?<!article[-_])(?<!story[-_])footer|caption|image|photo|figure|quote"
    r"|credit(?!s(?:$|[-_ ]))"
    r"|(?<!elementor-)(?<!_)widget(?!-(?:container|wrap|span|type))"
    r"|popular|trending|latest|recirc|most-?read|swiper|carousel|bio(?:$|[-_ ])|description|avatar|social|share"
    r"|(?:(?<![a-z])(?<!h-)(?<!author[-_])|(?<!author )v)card(?:$|[-_ ])|also|site-?title|disqus"
    r"|more-?(?:stories|news|articles|posts)|reviewer|fact-?check|translator|photographer"
)  # lower-case class words of elements whose bylines belong to other content, or that are not bylines
_ELSEWHERE_TAGS = frozenset({"nav", "footer", "figure", "figcaption", "form", "blockquote", "aside", "button"})
_OWN_FOOTER = re.compile(r"(?:^|[-_ ])(?:post|entry|article|story|node)(?:$|[-_ ])")
"""Class words of a footer that is the article's, not the site's."""
_ELSEWHERE_PROPERTIES = frozenset({"image", "video", "comment", "associatedmedia"})
"""The properties of microdata whose values have authors of their own."""
_ANCESTORS = 8


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
    for _ in range(_ANCESTORS):
        if at is None or at.tag in {"body", "main"} or at.mem_id in around:
            return False
        if at.tag == "article":
            if not around:
                return False
            at = at.parent  # a teaser's, unless it is all of the page but the heading
            continue
        if at.tag == "footer" and at.parent is not None and at.parent.tag == "article":
            return at.parent.css_first("h1") is None  # blogs name the author after the article
        if at.tag == "footer" and _follows_paragraph(at):
            return False
        attributes = at.attributes
        called = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if at is node and at.parent is not None and at.parent.mem_id in around:
            called = called.replace("vcard author", "author")  # beside the headline, a card is a byline
        is_own = (at.tag == "aside" and at is node) or (at.tag == "footer" and _OWN_FOOTER.search(called) is not None)
        is_other = at.tag in _ELSEWHERE_TAGS or (attributes.get("itemprop") or "").lower() in _ELSEWHERE_PROPERTIES
        if (is_other and not is_own) or _tells_of_elsewhere(called):
            return True
        at = at.parent
    return False


@lru_cache(maxsize=4096)
def _tells_of_elsewhere(called: str) -> bool:
    """Return whether names are those of other content. Cached, because bylines share ancestors."""
    return _ELSEWHERE.search(called) is not None


def _follows_paragraph(node: LexborNode) -> bool:
    """Return whether an element directly follows a paragraph. A site's own footer follows boxes."""
    before = element_before(node)
    return before is not None and before.tag == "p"
