"""Finds the visible dates of a page: ``time`` elements, microdata, and dates in the text around its headline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import element_after, element_before
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.attributes import (
    machine_values,
    may_show_date,
    or_stated,
    stated_beside,
)
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.element_role import role_of_element
from dateline.tasks.core.cleaning.timestamps.labels import Role, end_of_own_label, is_date_label, labels_in, role_of
from dateline.tasks.core.cleaning.timestamps.near import Near, is_just_above, nearest, text_of, year_behind
from dateline.tasks.core.cleaning.timestamps.normal import normalised
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading
from dateline.tasks.core.cleaning.timestamps.relative import tells_ago
from dateline.tasks.core.cleaning.timestamps.visit import is_of_visit

_MARKED = "time, [itemprop^=date], [property*=date]"
_MAX_MARKED = 8
_MAX_SHOWN = 30
"""How many elements after the headline are read."""
_MAX_DATES = 10
"""How many dates are taken from them."""
_MAX_REST = 70
"""How many characters may surround the dates of a byline."""
_MAX_TEXT = 200
"""The maximum length of a date's text. Elements with more text are containers."""
_ONLY_META_TRUST = 80
_RELATIVE_TRUST = 14
"""The trust in "today" and "2 days ago": a list of the latest articles has them, too."""
_APART_MALUS = -20
"""What trust a visible date loses that stands above the headline, apart from it: it may be today's."""
_MAX_ITEM_DEPTH = 12
_OTHER_ITEMS = frozenset(
    ("videoobject", "audioobject", "imageobject", "comment", "event", "product", "offer", "person")
)
"""schema.org types with a date of their own, unlike the article's."""
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_ONLY_CLOCK = re.compile(r"\W{0,3}\w{0,8}\s?\d{1,2}\s?[:.hH時时시点點]\s?\d\d(?::\d\d)?\s?[^\d:]{0,12}")
_MAX_DAY = 40
_LENGTHS = "[class*=duration],[class*=runtime],[class*=video-length]"
_LENGTH = re.compile(r"duration|length|runtime|read|listen|play|video|audio|count", re.IGNORECASE)
"""Class words of elements with how long something takes."""
_HAS_NUMBER = re.compile(r"\d")
_HAS_CLOCK = re.compile(r"\d:\d\d")


def selector_clues(document: Document, page: Page, hints: Hints) -> Iterator[Clue]:
    """Yield the dates of the elements that the source's selector matches."""
    selector = page.rules.selectors.published
    for node in document.select(selector)[:_MAX_MARKED] if selector else ():
        for raw in (*machine_values(node.attributes), text_of(node)):
            reading = parse_moment(raw, hints) if raw else None
            if reading:
                yield Clue(Role.PUBLISHED, reading, "source:selectors.published", raw, 100)
                break


def marked_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the dates of ``time`` elements and microdata near ``heading``, which contains the headline."""
    yield from _only_metas(document, hints)
    taken = 0
    nodes = document.dated_elements
    if heading is not None and heading.tag != "h1":
        nodes = document.tree.css(f":is({heading.tag}, {_MARKED})")
    for near in nearest(nodes, heading, 2 * _MAX_MARKED, 2):
        clue = marked(near.node, hints, taken)
        if clue and not is_of_visit(clue, near, heading, hints):
            taken += 1
            yield clue
            if taken == _MAX_MARKED:
                return


def _only_metas(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield the dates that microdata states in one ``meta`` element of the body alone: they are the page's, wherever.

    Where several do, most are those of teasers.
    """
    metas = [node for node in document.dated_elements if node.tag == "meta"]
    for itemprop in ("datePublished", "dateModified") if metas else ():
        nodes = [node for node in metas if node.attributes.get("itemprop") == itemprop and not _is_of_other_item(node)]
        if len(nodes) == 1 and (clue := marked(nodes[0], hints, 0)):
            yield replace(clue, trust=_ONLY_META_TRUST)


def marked(node: LexborNode, hints: Hints, rank: int) -> Clue | None:
    """Return the clue in a ``time`` element or one with a date property, the ``rank``-th nearest to the headline."""
    attributes = node.attributes
    text = text_of(node)
    itemprop = attributes.get("itemprop") or attributes.get("property") or ""
    if itemprop and _is_of_other_item(node):
        return None
    role = role_of_element(node, itemprop, text)
    nearness = max(0, 12 - 6 * rank)
    stated = 25 if itemprop in {"datePublished", "dateModified"} else 10 if role is not Role.UNKNOWN else 0
    for raw in machine_values(attributes):
        reading = parse_moment(raw, hints)
        if reading:
            if told := _told_publication(text, reading, hints):
                return Clue(Role.PUBLISHED, told, "text:time", text, 28 + nearness + stated)
            origin = f"microdata:{itemprop}" if itemprop else "markup:time"
            return Clue(role, reading, origin, raw, 30 + nearness + stated)
    readings = find_moments(text, hints)
    reading = readings[0] if readings else parse_moment(text, hints) if text else None
    if reading is None:
        return None
    trust = 28 if readings else _RELATIVE_TRUST
    return Clue(role, reading, f"microdata:{itemprop}" if itemprop else "text:time", text, trust + nearness + stated)


def _is_of_other_item(node: LexborNode) -> bool:
    """Return whether microdata gives a date to something on the page that is no article, such as a film."""
    at = node.parent
    for _ in range(_MAX_ITEM_DEPTH):
        if at is None:
            return False
        attributes = at.attributes
        if "itemscope" in attributes:
            return (attributes.get("itemtype") or "").rpartition("/")[2].casefold() in _OTHER_ITEMS
        at = at.parent
    return False


def _told_publication(text: str, stated: Reading, hints: Hints) -> Reading | None:
    """Return the visible date of publication of an element whose attribute states another day.

    Some systems write the time of the last change into the attribute. One day may be due to time zones.
    """
    if role_of(text) is not Role.PUBLISHED:
        return None
    shown = next(iter(find_moments(text, hints)), None)
    return shown if shown is not None and abs(shown.wall.date() - stated.wall.date()) > timedelta(days=1) else None


def shown_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the visible dates of elements near ``heading``, each with the role of the label before it."""
    seen: set[str] = set()
    rank = 0
    body = document.tree.body
    for near in nearest(body.css("*") if body is not None else (), heading, _MAX_SHOWN, 4, may_show_date):
        node, attributes = near.node, near.node.attributes
        text = text_of(node) or (attributes.get("aria-label") or "")[:_MAX_TEXT]
        class_role = role_of(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
        if stated := stated_beside(node, text, class_role, hints, max(0, 10 - 2 * rank)):
            if not is_of_visit(stated, near, heading, hints):
                yield stated
                rank += 1
            continue
        if text in seen or not _may_be_date(text):
            continue
        seen.add(text)
        text = _with_clock_beside(node, _with_year_behind(node, _without_length(node, text), hints), hints)
        for clue in _labelled(text, hints, class_role, _nearness(near, heading, rank)):
            if not is_of_visit(clue, near, heading, hints):
                yield clue
                rank += 1
        if rank >= _MAX_DATES:
            return


def _nearness(near: Near, heading: LexborNode | None, rank: int) -> int:
    return _APART_MALUS if near.apart and not is_just_above(near.node, heading) else max(0, 10 - 2 * rank)


def _without_length(node: LexborNode, text: str) -> str:
    """Return the text of an element without how long a video in it is, which looks like a time of day."""
    inner = node.css_first(_LENGTHS) if _HAS_CLOCK.search(text) else None
    length = text_of(inner) if inner is not None else ""
    return text.replace(length, "", 1) if _ONLY_CLOCK.fullmatch(length) else text


def _with_year_behind(node: LexborNode, text: str, hints: Hints) -> str:
    """Return the text of a day with the year in the next element, if it has none itself."""
    if len(text) > _MAX_DAY or not (year := year_behind(node)):
        return text
    return f"{text}, {year}" if all(reading.yearless for reading in find_moments(text, hints)) else text


def _with_clock_beside(node: LexborNode, text: str, hints: Hints) -> str:
    """Return the text of a day with that of the next or previous element, if that is only the time of day."""
    if len(text) > _MAX_DAY:
        return text
    beside = (element_after(node), element_before(node))
    clocks = [
        shown
        for other in beside
        if other is not None
        and not _LENGTH.search(other.attributes.get("class") or "")
        and _ONLY_CLOCK.fullmatch(shown := text_of(other))
    ]
    if not clocks or any(reading.timed for reading in find_moments(text, hints)):
        return text
    return f"{text}, {clocks[0]}"


def shown_in(text: str, hints: Hints) -> Iterator[Clue]:
    """Yield the dates in an element's text, each with the role of the label before it. Skips copyright lines."""
    if _may_be_date(text):
        yield from _labelled(text, hints, Role.UNKNOWN, 0)


def _may_be_date(text: str) -> bool:
    if not 0 < len(text) <= _MAX_TEXT or _COPYRIGHT.search(text):
        return False
    return bool(_HAS_NUMBER.search(text)) or tells_ago(text)


def _labelled(text: str, hints: Hints, default: Role, nearness: int) -> Iterator[Clue]:
    """Yield the dates of a text, each with the role of the label before it ("Updated: … | Published: …").

    Without a label, the role is ``default``. ``nearness`` is how many points the text's place adds to the score of a
    clue. Yields nothing if the text says much besides its dates, as a sentence does.
    """
    readings = find_moments(text, hints)
    if not readings:
        reading = parse_moment(text, hints)
        if reading:
            yield Clue(or_stated(default, text), reading, "text:date", text, 18 + nearness)
        return
    normal = normalised(text)
    if len(normal) - sum(reading.end - reading.start for reading in readings) > _MAX_REST:
        return  # a sentence that mentions a day
    labels = labels_in(normal)
    stated: list[Role | None] = []
    for at, reading in enumerate(readings):
        since = readings[at - 1].end if at else 0
        roles = [role for start, end, role in labels if since <= start and end <= reading.start + 1]
        stated.append(roles[-1] if roles else None)
    if len(readings) == 1:
        own = normal[: end_of_own_label(normal, readings[0].end, labels)]
        default = Role.PUBLISHED if is_date_label(normal[: readings[0].start]) else or_stated(default, own)
    elif Role.MODIFIED in stated and default is Role.MODIFIED:
        default = Role.PUBLISHED  # "24 May 2024 (updated on 25 May 2024)"
    for reading, role in zip(readings, stated, strict=True):
        yield Clue(role or default, reading, "text:date", text, 22 + nearness + (8 if role else 0))
