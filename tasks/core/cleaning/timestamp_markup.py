"""What a page shows of its time: ``time`` elements, microdata, and dates in the text around its headline."""

import re
from collections.abc import Iterator

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
    r"relat|teaser|sidebar|side-bar|comment|recommend|most-?(?:read|popular|viewed)|promo|trending|footer|copyright|"
    r"widget|newsletter|carousel|latest|also-?read|read-?(?:more|next)|more-?(?:news|stories|from)|nav(?:bar|igation)?\b|"
    r"breadcrumb|event|current-?(?:date|time)|today|clock|masthead|top-?bar|weather|ticker|popular|card\b|swiper|slider|menu|reading-?time|duration|read-?time",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "nav", "iframe", "form", "select", "script", "style", "template"})
_CLIMB = 8
"""How many ancestors say whether an element belongs to the article."""
_MAX_MARKED = 8
_MAX_SHOWN = 30
"""How many elements are read after the headline."""
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
    after, before = _near_headline(document.tree.css(_MARKED))
    taken = 0
    for distance, node in enumerate([*after, *before[-1:]]):
        if distance >= _MAX_MARKED * 2 or taken >= _MAX_MARKED:
            return
        if stands_elsewhere(node):
            continue
        clue = _marked(node, hints, taken)
        if clue:
            taken += 1
            yield clue


def _near_headline(nodes: list[LexborNode]) -> tuple[list[LexborNode], list[LexborNode]]:
    """Part elements (headlines among them) into those after the first headline and those before it, in page order."""
    first = next((at for at, node in enumerate(nodes) if node.tag == "h1"), None)
    if first is None:
        return nodes, []
    return [node for node in nodes[first:] if node.tag != "h1"], nodes[:first]


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
    after, before = _near_headline(document.tree.css(_SHOWN))
    seen: set[str] = set()
    rank = 0
    for node in [*after[:_MAX_SHOWN], *before[-3:]]:
        if stands_elsewhere(node):
            continue
        text = text_of(node)
        if not text or text in seen or len(text) > _MAX_TEXT or not _HAS_NUMBER.search(text) or _COPYRIGHT.search(text):
            continue
        seen.add(text)
        class_role = role_of(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")
        for clue in labelled_clues(text, hints, class_role, max(0, 10 - 2 * rank)):
            yield clue
            rank += 1


def labelled_clues(text: str, hints: Hints, default: Role, nearness: int, origin: str = "text:date") -> Iterator[Clue]:
    """Yield the dates of a text, each with what the label before it says ("Updated: … | Published: …")."""
    readings = find_moments(text, hints)
    if not readings:
        reading = parse_moment(text, hints)
        if reading:
            yield Clue(_only(default, text), reading, origin, text, 18 + nearness)
        return
    labels = labels_in(normalised(text))
    for at, reading in enumerate(readings):
        since = readings[at - 1].end if at else 0
        roles = [role for start, end, role in labels if since <= start and end <= reading.start + 1]
        role = roles[-1] if roles else (_only(default, text) if len(readings) == 1 else default)
        yield Clue(role, reading, origin, text, 22 + nearness + (8 if roles else 0))


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


def stands_elsewhere(node: LexborNode) -> bool:
    """Return whether an element belongs to a teaser, a comment, a footer: not to the article itself."""
    at: LexborNode | None = node
    for _ in range(_CLIMB):
        if at is None or at.tag in {"body", "main", "html"}:
            return False
        if at.tag in _ELSEWHERE_TAGS:
            return True
        names = at.attributes.get("class")
        if names and _ELSEWHERE.search(names):
            return True
        at = at.parent
    return False
