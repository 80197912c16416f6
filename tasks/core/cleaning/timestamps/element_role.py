"""Tells the role of an element that bears a date, by its property, text and names, and by what stands around it."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.timestamps.labels import Role, role_of
from dateline.tasks.core.cleaning.timestamps.near import text_of

_POST = re.compile(r"\bpost(?!ed|[-_]?(?:date|time|meta|info|on))")
"""A class that names an entry (``live-post``), and does not say that something was posted."""
_HATOM = re.compile(
    r"(?<=entry-date )updated(?![-\w])|(?<=post-date )updated(?![-\w])|(?<![-\w])updated(?= (?:entry|post)-date)"
)
"""A class that the microformat hAtom demands of the only date of a post, whether the post was updated or not."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def role_of_element(node: LexborNode, itemprop: str, text: str) -> Role:
    """Return a date's role, by its property, own label, class, the label before it, or its parent's class."""
    attributes = node.attributes
    if "pubdate" in attributes:
        return Role.PUBLISHED
    for words in _own_words(attributes, itemprop, text):
        role = role_of(words) if words else Role.UNKNOWN
        if role is not Role.UNKNOWN:
            return role
    previous = node.prev
    if previous is not None and previous.tag in {"-text", "span", "strong", "b", "em", "i", "dt", "label"}:
        role = role_of(text_of(previous))
        if role is not Role.UNKNOWN:
            return role
    parent = node.parent
    return role_of(_POST.sub("", parent.attributes.get("class") or "")) if parent is not None else Role.UNKNOWN


def _own_words(attributes: Mapping[str, str | None], itemprop: str, text: str) -> Iterator[str | None]:
    """Yield what an element says of its date's role, the surest first."""
    yield itemprop
    yield _first_label(text)
    yield _HATOM.sub("", attributes.get("class") or "")
    yield attributes.get("id")
    yield attributes.get("data-testid")


def _first_label(text: str) -> str:
    """Return the part of a text that may label its first date: all of it, or what precedes the second date's label."""
    years = list(islice(_YEAR.finditer(text), 2))
    return text[: years[0].end()] if len(years) > 1 else text
