"""What a page shows of its time: ``time`` elements, microdata, and dates in the text around its headline."""

import re
from collections.abc import Iterator
from operator import itemgetter

from selectolax.lexbor import LexborNode

from tasks.core.cleaning.document import Document
from tasks.core.cleaning.page import Page
from tasks.core.cleaning.timestamp_clue import Clue
from tasks.core.cleaning.timestamp_normal import normalised
from tasks.core.cleaning.timestamp_parse import find_moments, parse_moment
from tasks.core.cleaning.timestamp_reading import Hints
from tasks.core.cleaning.timestamp_words import Role, labels_in, role_of

_MARKED = 'h1, time, [itemprop="datePublished"], [itemprop="dateModified"], [property="datePublished"]'
_SHOWN = (
    'h1, [class*="date" i], [class*="time" i], [class*="publish" i], [class*="posted" i], [class*="byline" i], '
    '[class*="meta" i], [class*="info" i], [class*="updated" i], [id*="date" i], [id*="time" i], [id*="publish" i], '
    "[class*=stamp i], [class*=author i], [class*=dateline i], [class*=fecha i], [class*=datum i], [class*=data i], "
    "[class*=tarih i], abbr[title], relative-time, time-ago"
)
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:related|relacion|teaser|side-?bar|comments?(?!-?(?:wrap|count))|recommend|most-?(?:read|popular|viewed)|"
    r"promo|trending|footer|copyright|widget|newsletter|carousel|latest|also-?read|read-?(?:more|next)|"
    r"more-?(?:news|stories|from)|nav(?:bar|igation)?(?![a-z])|breadcrumb|event|weather|ticker|popular|card(?![a-z])|swiper|"
    r"slider|menu|current-?(?:date|time)|today|clock|masthead|top-?bar)|[a-z]Teaser|(?:reading|read)-?time|duration",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset(
    {"aside", "figure", "figcaption", "footer", "nav", "iframe", "form", "select", "script", "style", "template"}
)
_CLIMB = 12
"""How many ancestors say whether an element belongs to the article."""
_FAR = 99
"""The distance of what shares no container with the headline."""
_MAX_HEADLINES = 4
_MAX_MARKED = 8
_MAX_CLUES = 10
_MAX_SHOWN = 30
"""How many elements are read after the headline."""
_MAX_REST = 90
"""Characters that may stand around the dates of a byline."""
_MAX_TEXT = 200
"""Elements with more text than this are containers, not dates."""
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_HAS_NUMBER = re.compile(r"\d")
_SPACES = re.compile(r"\s+")


def selector_clues(document: Document, page: Page, hints: Hints) -> Iterator[Clue]:
    """Yield what stands where the source's own selector points."""
    selector = page.rules.selectors.published
    for node in document.select(selector)[:_MAX_MARKED] if selector else ():
        for raw in (*_machine_values(node), text_of(node)):
            reading = parse_moment(raw, hints) if raw else None
            if reading:
                yield Clue(Role.PUBLISHED, reading, "source:selectors.published", raw, 100)
                break


def marked_clues(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield what ``time`` elements and microdata near the headline say."""
    found = Surroundings(document.tree.css(_MARKED))
    taken = 0
    for node in found.near(2 * _MAX_MARKED, 2):
        clue = _marked(node, hints, taken)
        if clue:
            taken += 1
            yield clue
            if taken == _MAX_MARKED:
                return


class Surroundings:
    """Elements in page order, parted by the headline among them: the longest of the first ``h1``s.

    What shares a container with the headline belongs to the article, whatever that container is called, and the
    smaller the container, the nearer it is.
    """

    def __init__(self, nodes: list[LexborNode]) -> None:
        headlines = [(at, node) for at, node in enumerate(nodes) if node.tag == "h1"][:_MAX_HEADLINES]
        at, headline = max(headlines, key=lambda found: len(text_of(found[1])), default=(-1, None))
        self._after = [node for node in nodes[at + 1 :] if node.tag != "h1"]
        self._before = [node for node in nodes[: max(at, 0)] if node.tag != "h1"]
        self._height: dict[int, int] = {}
        while headline is not None:
            self._height[headline.mem_id] = len(self._height)
            headline = headline.parent

    def near(self, after: int, before: int) -> list[LexborNode]:
        """Return up to so many elements behind the headline and before it, nearest first, none that is elsewhere."""
        found: list[tuple[int, LexborNode]] = []
        for node in (*self._after[:after], *(self._before[-before:] if before else ())):
            distance = self._distance(node)
            if distance is not None:
                found.append((distance, node))
        return [node for _, node in sorted(found, key=itemgetter(0))]

    def _distance(self, node: LexborNode) -> int | None:
        """Return how high the container shared with the headline is; None for what belongs to a teaser or a comment."""
        at: LexborNode | None = node
        for _ in range(_CLIMB):
            if at is None or at.tag == "body":
                return _FAR
            height = self._height.get(at.mem_id)
            if height is not None:
                return height
            if at.tag in _ELSEWHERE_TAGS:
                return None
            names = at.attributes.get("class")
            if names and _ELSEWHERE.search(names):
                return None
            at = at.parent
        return _FAR


def _marked(node: LexborNode, hints: Hints, rank: int) -> Clue | None:
    attributes = node.attributes
    text = text_of(node)
    itemprop = attributes.get("itemprop") or attributes.get("property") or ""
    role = _role(node, itemprop, text)
    nearness = max(0, 12 - 6 * rank)
    stated = 25 if itemprop in {"datePublished", "dateModified"} else 10 if role is not Role.UNKNOWN else 0
    for raw in _machine_values(node):
        reading = parse_moment(raw, hints)
        if reading:
            origin = f"microdata:{itemprop}" if itemprop else "markup:time"
            return Clue(role, reading, origin, raw, 30 + nearness + stated)
    readings = find_moments(text, hints)
    reading = readings[0] if readings else parse_moment(text, hints) if text else None
    if reading is None:
        return None
    return Clue(role, reading, f"microdata:{itemprop}" if itemprop else "text:time", text, 28 + nearness + stated)


def _role(node: LexborNode, itemprop: str, text: str) -> Role:
    """Return what a date is for: by its property, its own label, its class, the label before it, its parent's class."""
    attributes = node.attributes
    own = [
        itemprop,
        text,
        attributes.get("class") or "",
        attributes.get("id") or "",
        attributes.get("data-testid") or "",
    ]
    if "pubdate" in attributes:
        return Role.PUBLISHED
    for words in own:
        role = role_of(words) if words else Role.UNKNOWN
        if role is not Role.UNKNOWN:
            return role
    previous = node.prev
    if previous is not None and previous.tag in {"-text", "span", "strong", "b", "em", "i", "dt", "label"}:
        role = role_of(text_of(previous))
        if role is not Role.UNKNOWN:
            return role
    parent = node.parent
    return role_of(parent.attributes.get("class") or "") if parent is not None else Role.UNKNOWN


def shown_clues(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield the dates that elements near the headline show, each with the label before it."""
    found = Surroundings(document.tree.css(_SHOWN))
    seen: set[str] = set()
    rank = 0
    for node in found.near(_MAX_SHOWN, 4):
        text = text_of(node)
        if not text or text in seen or len(text) > _MAX_TEXT or not _HAS_NUMBER.search(text) or _COPYRIGHT.search(text):
            continue
        seen.add(text)
        class_role = role_of(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")
        for clue in labelled_clues(text, hints, class_role, max(0, 10 - 2 * rank)):
            yield clue
            rank += 1
        if rank >= _MAX_CLUES:
            return


def labelled_clues(text: str, hints: Hints, default: Role, nearness: int, origin: str = "text:date") -> Iterator[Clue]:
    """Yield the dates of a text, each with what the label before it says ("Updated: … | Published: …")."""
    readings = find_moments(text, hints)
    if not readings:
        reading = parse_moment(text, hints)
        if reading:
            yield Clue(_only(default, text), reading, origin, text, 18 + nearness)
        return
    normal = normalised(text)
    if len(normal) - sum(reading.end - reading.start for reading in readings) > _MAX_REST:
        return  # a sentence that speaks of a day
    labels = labels_in(normal)
    stated: list[Role | None] = []
    for at, reading in enumerate(readings):
        since = readings[at - 1].end if at else 0
        roles = [role for start, end, role in labels if since <= start and end <= reading.start + 1]
        stated.append(roles[-1] if roles else None)
    if len(readings) == 1:
        default = _only(default, text)
    elif Role.MODIFIED in stated and default is Role.MODIFIED:
        default = Role.PUBLISHED  # "24 May 2024 (updated on 25 May 2024)"
    for reading, role in zip(readings, stated, strict=True):
        yield Clue(role or default, reading, origin, text, 22 + nearness + (8 if role else 0))


def _only(default: Role, text: str) -> Role:
    stated = role_of(text)
    return default if stated is Role.UNKNOWN else stated


def _machine_values(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for name in ("datetime", "content", "data-datetime", "data-timestamp", "data-time", "data-date", "title"):
        value = attributes.get(name)
        if value and _HAS_NUMBER.search(value):
            yield value.strip()


def text_of(node: LexborNode) -> str:
    """Return an element's text with white space folded, cut where it is no longer a date's."""
    text = node.text(deep=True, separator=" ") or ""
    return _SPACES.sub(" ", text[: 4 * _MAX_TEXT]).strip()
