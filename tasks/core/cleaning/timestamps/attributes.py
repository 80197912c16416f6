"""Tells by attributes which elements may show a time, and finds the times that attributes state themselves.

Those are of elements that show none, of containers, and of hidden fields.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role, labels_in, role_of
from dateline.tasks.core.cleaning.timestamps.meta_names import META_TIMES
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading
from dateline.tasks.core.cleaning.timestamps.relative import tells_ago

_SHOWN_TAGS = frozenset(("relative-time", "time-ago", "amp-timeago", "local-time", "date"))
"""Elements from which scripts or AMP render the visible time."""
_LAST_STANDARD_TAG = 1000
"""The parser numbers the tags of the HTML standard from 1 to about 200; the numbers of others are addresses."""
_STATING = re.compile(
    r"data-(?:[\w-]*-)?(?:date|time|datetime|timestamp|ts|utc|epoch|unix|unixtime|seconds|published(?:-?(?:at|on|time|date))?)"
)
"""Attributes from which scripts render the visible time."""
_TELLING = frozenset(("id", "title", "aria-label"))
"""Other attributes that may tell of a time, by their value."""
_SHOWN_CLASS = re.compile(
    "dat|time|publi|posted|modif|byline|meta|info|author|fecha|tarih"
    "|ago(?![a-z])(?<![a-z]ago)|when(?![a-z])(?<![a-z]when)"
)
"""Words in the class names of dates all over the web; "dat" is in "date", "data", "datum", "updated".

Matched against lower-case names: ignoring case in the pattern takes four times as long. Each alternative begins with
a letter, because only the places of these letters are then tried.
"""
_OF_CONTAINER = LatePattern(r"data-(?:[\w-]*-)?(?:publish(?:ed)?|pub|posted)(?:-?(?:at|on|time|date|timestamp))?")
"""Attributes of the element that contains an article, from which scripts read when it was published."""
_HAS_NUMBER = re.compile(r"\d")
_HAS_CLOCK = re.compile(r"\d:\d\d")
_MAX_REST = 70
"""How many characters may stand in the element of such an attribute. More make it a container."""
_MAX_FIELDS = 40
_CLIMB = 12
_TRUST, _SURE = 15, 60
"""The trust in what readers never see, and in the names of ``meta`` elements that hidden fields may have, too."""


def may_show_date(node: LexborNode) -> bool:
    """Return whether an element may show a date, by its attributes or its tag.

    A page has hundreds of elements. So what rules out most of them comes first.
    """
    attributes = node.attributes
    if (css_class := attributes.get("class")) and _is_class_of_date(css_class):
        return True
    if not _may_tell(tuple(attributes)):
        return node.tag_id > _LAST_STANDARD_TAG and _is_made_for_time(node)
    if (name := attributes.get("id")) and _is_id_of_date(name.lower()):
        return True
    if _states_time(node, attributes):
        return True
    if "title" in attributes and (node.tag == "abbr" or _is_timed_span(node, attributes["title"] or "")):
        return True
    return _is_made_for_time(node)


@lru_cache(maxsize=4096)
def _is_class_of_date(css_class: str) -> bool:
    """Return whether a class attribute names a date's element. Cached, because a page repeats a few of them."""
    return _SHOWN_CLASS.search(css_class.lower()) is not None


def _is_id_of_date(name: str) -> bool:
    return "date" in name or "publi" in name


def _is_made_for_time(node: LexborNode) -> bool:
    """Return whether an element's tag is one of those that show a time, none of which is in the HTML standard."""
    return node.tag in _SHOWN_TAGS


def _is_timed_span(node: LexborNode, title: str) -> bool:
    return node.tag == "span" and _HAS_CLOCK.search(title) is not None


@lru_cache(maxsize=4096)
def _stating_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of an element's attributes that state a time by their name. Cached: pages repeat a few sets."""
    return tuple(name for name in names if _STATING.fullmatch(name))


@lru_cache(maxsize=4096)
def _may_tell(names: tuple[str, ...]) -> bool:
    """Return whether one of an element's attributes, besides its class, may tell of a time. Most elements have none."""
    return not _TELLING.isdisjoint(names) or bool(_stating_among(names))


def machine_values(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the values of an element's attributes that may state its time, the surest first."""
    for name in ("datetime", "content", *_stating_among(tuple(attributes)), "title"):
        value = attributes.get(name)
        if value and _HAS_NUMBER.search(value):
            yield value.strip()


def _states_time(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Return whether scripts render an element's time from one of its attributes, or only its label states one.

    What shows anything but a time is a container, perhaps another article's.
    """
    stating = _stating_among(tuple(attributes))
    if stating and any(_HAS_NUMBER.search(attributes[name] or "") for name in stating):
        text = _only_text(node)
        return text is not None and (not text or bool(_HAS_NUMBER.search(text)) or tells_ago(text))
    label = attributes.get("aria-label")
    return label is not None and _HAS_NUMBER.search(label) is not None and bool(labels_in(label))


def _only_text(node: LexborNode) -> str | None:
    """Return the short text of an element that contains no other, or None.

    Reading that of all within takes long if such elements are nested in thousands.
    """
    child = node.child
    if child is None:
        return ""
    text = child.text_content or "" if child.is_text_node and child.next is None else None
    return text.strip() if text is not None and len(text) <= _MAX_REST else None


def stated_beside(node: LexborNode, text: str, role: Role, hints: Hints, nearness: int) -> Clue | None:
    """Return the time in an attribute (``data-ts="1767943800"``) of an element that shows none, or only its day."""
    if len(text) > _MAX_REST:
        return None
    attributes = node.attributes
    stating = _is_made_for_time(node) or bool(_stating_among(tuple(attributes)))
    if not (stating or "title" in attributes):
        return None
    shown = [reading for reading in find_moments(text, hints) if not reading.yearless]
    for raw in machine_values(attributes):
        reading = parse_moment(raw, replace(hints, now=None))
        if reading is None or not _completes(reading, shown):
            continue
        if stating or reading.timed:  # a title may be about something else that has a day
            return Clue(or_stated(role, text), reading, "markup:attribute", raw, (24 if stating else 14) + nearness)
    return None


def _completes(reading: Reading, shown: Sequence[Reading]) -> bool:
    """Return whether a time says more than what is shown: nothing, or the same day alone."""
    if not shown:
        return True
    return reading.timed and len(shown) == 1 and not shown[0].timed and shown[0].wall.date() == reading.wall.date()


def or_stated(default: Role, text: str) -> Role:
    """Return the role that a text gives its date, or the default if it gives none or both."""
    stated = role_of(text)
    return default if stated is Role.UNKNOWN else stated


def hidden_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the times of publication in attributes of the headline's containers, and in hidden fields of forms."""
    at = heading
    for _ in range(_CLIMB):
        if at is None:
            break
        for name, value in at.attributes.items():
            if _OF_CONTAINER.fullmatch(name) and (reading := parse_moment(value or "", hints)):
                yield Clue(Role.PUBLISHED, reading, "markup:attribute", value or "", _TRUST)
        at = at.parent
    for field in document.tree.css("input[type=hidden]")[:_MAX_FIELDS]:
        role, trust = META_TIMES.get((field.attributes.get("name") or "").lower(), (Role.UNKNOWN, 0))
        value = field.attributes.get("value") or ""
        if role is Role.PUBLISHED and trust > _SURE and (reading := parse_moment(value, replace(hints, now=None))):
            yield Clue(role, reading, "markup:field", value, _TRUST)
