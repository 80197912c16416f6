"""Finds the elements that belong to the page's own article, and their distance to its headline."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.tasks.core.cleaning.elements import element_before, precedes_text, spaced_text
from dateline.tasks.core.cleaning.lower_case import lowered
from dateline.tasks.core.cleaning.text.visible import count_words

_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:related|relacion|teaser|side-?bar|(?<!and-)(?<!and_)comments?(?!-?(?:wrap|count))|recommend|most-?(?:read|popular|viewed)|"
    r"promo(?!ted)|trending|(?<!post-)(?<!entry-)(?<!article-)(?<!asset-)footer|copyright|newsletter|carousel|"
    r"(?<!elementor-)(?<!_)widget(?!-(?:container|wrap|span|type))|latest|also-?read|read-?(?:more|next)|"
    r"more-?(?:news|stories|from)|nav(?:bar|igation)?(?![a-z])|breadcrumb|event|weather|ticker|popular|card(?![a-z])|swiper|"
    r"slider|menu|current-?(?:date|time)|date-?now|today|clock|masthead|top-?bar|cookie|consent|gdpr)|[a-z]teaser|(?:reading|read)-?time|duration"
)
"""Class words of elements that hold other content. Content systems use some of them for the article, too: they call it
``promoted``, build all of a page of ``elementor-widget``s, and end it with a ``post-footer``."""
_OTHER_ID = re.compile(
    r"comments?(?:[-_ ]?(?:area|list|section|wrap(?:per)?|box|block|container))?|respond|disqus_thread|today|clock"
    r"|current-?date",
    re.IGNORECASE,
)
"""Ids of elements that hold comments, or that tell the present day. Other ids say less: sites keep them."""
_META = re.compile(r"(?:^|[-_ ])(?:meta|byline|dateline)(?:$|[-_ ])")
_SINGLE = re.compile(r"(?:news|article|post|entry|blog|story)[-_]?(?:single|detail|full)")
"""Names of the element in which a site shows one whole article, whatever else it is called (``teaser newsSingle``)."""
_FOOTER = re.compile(r"(?<![a-z])footer", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![a-z])(?:article|post|entry|story|news|blog)(?![a-z])", re.IGNORECASE)
_NAV = re.compile(r"(?<![^-_ ])nav(?![^-_ ])")
"""A list that is styled as a menu. If it is called a list of meta data as well, it is that."""
_ELSEWHERE_TAGS = frozenset(
    (
        *("aside", "blockquote", "figure", "figcaption", "footer", "nav", "iframe", "form", "select"),
        *("script", "style", "template"),
    )
)
_LINKING = frozenset({"a", "li"})
_H1 = LexborHTMLParser("").create_node("h1").tag_id
"""The parser's number of the tag ``h1``. It is compared for every element, and is faster than the name."""
_REUSED = re.compile(r"teaser|promo|event|card|widget|ticker|slider|swiper|carousel|latest|popular", re.IGNORECASE)
_DETAILS = re.compile(r"meta|byline|dat[eu]|time|info|author|publi", re.IGNORECASE)
_BESIDE_HEADLINE = 2
"""The height of containers in which the lines directly above and below the headline stand."""
_CARD_BLOCKS = "h2, h3, h4, h5, h6, div, p, article"
"""Elements inside a link that is a whole teaser in a list. A link that shows only a date or an author has none."""
_MIN_TITLE_WORDS, _MIN_CARD_WORDS = 5, 2
"""The minimum number of words, besides a date, of a link to another article by its title, and of a whole teaser."""
_MAX_DATE_WORDS = 7
"""The maximum number of words of a date."""
_CLIMB = 12
"""How many ancestors are examined to decide whether an element belongs to the article."""
_FAR = 99
"""The distance of elements that share no container with the headline."""
_NOTHING, _LINKED = -1, -2
"""What a container tells that is no distance."""
_MAX_TEXT = 800
_YEAR_ALONE = re.compile(r"[\s,./|-]*((?:19|20)\d\d)\W*")
_MAX_YEAR = 12


@dataclass(frozen=True, slots=True)
class Near:
    """An element and its distance to the headline. ``apart``: it stands above, and shares no container with it."""

    node: LexborNode
    distance: int
    apart: bool


def nearest(
    nodes: Sequence[LexborNode],
    heading: LexborNode | None,
    after: int,
    before: int,
    wanted: Callable[[LexborNode], bool] | None = None,
) -> list[Near]:
    """Return the elements that belong to the article, nearest to its headline first.

    ``nodes`` stand in page order, with ``heading`` among them, the element that bears the headline. Up to ``after``
    elements behind it and ``before`` ones before it are looked at, of those alone that are ``wanted``: it is asked of
    no more than that takes. What shares a container with the headline belongs to the article, whatever that container
    is called, and the smaller the container, the nearer; else a teaser's, a comment's or a footer's element is left
    out, unless it is the footer of that ``article``.
    """
    at = place_of(heading, nodes)
    heights, told = _heights(heading), dict[int, int | None]()
    behind: Iterable[LexborNode] = islice(nodes, at + 1, None)
    ahead: Iterable[LexborNode] = reversed(nodes[: max(at, 0)])
    if wanted is not None:
        behind, ahead = filter(wanted, behind), filter(wanted, ahead)
    behind, ahead = filter(_is_no_headline, behind), filter(_is_no_headline, ahead)
    found = [
        Near(node, distance, apart=is_above and distance == _FAR)
        for some, is_above in ((islice(behind, after), False), (islice(ahead, before), True))
        for node in some
        if (distance := _distance(node, heights, told)) is not None
    ]
    return sorted(found, key=attrgetter("distance"))


def _is_no_headline(node: LexborNode) -> bool:
    return node.tag_id != _H1


def place_of(heading: LexborNode | None, nodes: Sequence[LexborNode]) -> int:
    """Return the index of ``heading`` among the nodes, or -1 if it is none of them."""
    own = heading.mem_id if heading is not None else 0
    return next((place for place, node in enumerate(nodes) if node.mem_id == own), -1) if own else -1


def is_just_above(node: LexborNode, heading: LexborNode | None) -> bool:
    """Return whether a node is in the element directly before the headline, unless that is the header of the site."""
    above = element_before(heading) if heading is not None else None
    return above is not None and above.tag not in {"header", "nav"} and _is_inside(node, above)


def year_behind(node: LexborNode) -> str:
    """Return the year that stands alone behind a node, in an element of its own, or ""."""
    text, at = "", node.next
    while at is not None and len(text) <= _MAX_YEAR:
        text += at.text(deep=True) if not at.is_text_node else at.text_content or ""
        if match := _YEAR_ALONE.fullmatch(text):
            return match[1]
        at = at.next
    return ""


def _heights(headline: LexborNode | None) -> dict[int, int]:
    """Return the height of each of the headline's containers above it, by the containers' memory ids."""
    heights: dict[int, int] = {}
    while headline is not None:
        heights[headline.mem_id] = len(heights)
        headline = headline.parent
    return heights


def _distance(node: LexborNode, heights: dict[int, int], told: dict[int, int | None]) -> int | None:
    """Return the height of the container shared with the headline, or None if the node belongs to other content.

    ``told`` has what the containers that were met before tell, and is added to: elements share theirs.
    """
    at: LexborNode | None = node
    for _ in range(_CLIMB):
        if at is None:
            return _FAR
        own = at.mem_id
        if own not in told:
            told[own] = _told_by(at, heights)
        distance = told[own]
        if distance is None or distance >= 0:
            return distance
        if distance == _LINKED and at is not node and _links_to_title(at, node):
            return None
        at = at.parent
    return _FAR


def _told_by(node: LexborNode, heights: dict[int, int]) -> int | None:
    """Return the distance of all that is in a container, by its place and names, or None if it holds other content.

    Below zero, it tells nothing of that; if it is `_LINKED`, links in it may.
    """
    tag = node.tag
    if tag == "body":
        return _FAR
    height = heights.get(node.mem_id)
    if height is not None:
        return height
    attributes = node.attributes
    names, name = attributes.get("class"), attributes.get("id")
    is_other = tag in _ELSEWHERE_TAGS or (name is not None and _OTHER_ID.fullmatch(name) is not None)
    is_named_other = names and _tells_of_elsewhere(names) and not _is_line_of_headline(node, names, heights)
    if (is_other or is_named_other) and not _is_below_headline(node, names or ""):
        return _height_of_own_footer(node, heights)
    return _LINKED if tag in _LINKING else _NOTHING


def _is_below_headline(node: LexborNode, names: str) -> bool:
    """Return whether what is called a footer is the line below the headline: text follows it."""
    return (node.tag == "footer" or _FOOTER.search(names) is not None) and precedes_text(node)


def _is_line_of_headline(node: LexborNode, names: str, heights: dict[int, int]) -> bool:
    """Return whether a line directly beside the headline bears another part's name: ``teaser-meta``, ``card-date``.

    Sites give the lines above and below a headline the same names on the page as in its teasers.
    """
    around = node.parent
    height = heights.get(around.mem_id) if around is not None else None
    if height is None or height > _BESIDE_HEADLINE or not _DETAILS.search(names):
        return False
    return not _tells_of_elsewhere(_REUSED.sub("", names))


def _links_to_title(around: LexborNode, node: LexborNode) -> bool:
    """Return whether a link or an item of a list around a dated element links to another article by its title."""
    link = around if around.tag == "a" else around.css_first("a")
    if link is None:
        return False
    words, enough = count_words(spaced_text(link)), _MIN_TITLE_WORDS
    if _is_inside(node, link):
        words -= min(count_words(" ".join(node.text().split())), _MAX_DATE_WORDS)
        if link.parent is not None and link.parent.tag == "li" and link.css_first(_CARD_BLOCKS) is not None:
            enough = _MIN_CARD_WORDS
    return words >= enough


def _is_inside(node: LexborNode, container: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(_CLIMB):
        if at is None:
            return False
        if at.mem_id == container.mem_id:
            return True
        at = at.parent
    return False


def _height_of_own_footer(node: LexborNode, heights: dict[int, int]) -> int | None:
    """Return the height of the article whose footer this is, or None. Many sites state the time and author there."""
    article = node.parent
    if article is None or article.tag == "body":
        return None
    if node.tag == "footer":
        return heights.get(article.mem_id) if article.tag == "article" else None
    is_footer = _FOOTER.search(node.attributes.get("class") or "") is not None
    of_article = article.tag == "article" or _ARTICLE.search(article.attributes.get("class") or "") is not None
    return heights.get(article.mem_id) if is_footer and of_article else None


@lru_cache(maxsize=4096)
def _tells_of_elsewhere(names: str) -> bool:
    """Return whether a class attribute is that of other content. Cached, because elements share ancestors."""
    names = lowered(names)
    if _SINGLE.search(names):
        return False
    if _META.search(names):
        names = _NAV.sub("", names)
    return _ELSEWHERE.search(names) is not None


def text_of(node: LexborNode) -> str:
    """Return an element's text with white space collapsed, cut to the maximum length of a date's."""
    text = node.text(deep=True, separator=" ") or ""
    return " ".join(text[:_MAX_TEXT].split())
