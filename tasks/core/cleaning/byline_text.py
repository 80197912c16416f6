"""Reads the names in an element of the markup that is a byline."""

import re
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_boxes import subject_of
from dateline.tasks.core.cleaning.author_lines import Authors
from dateline.tasks.core.cleaning.author_names import MAX_BYLINE, names_in, unique
from dateline.tasks.core.cleaning.bylines.nearby import UNSEEN_TAGS
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.credits import has_credits, is_credit, is_lead, is_led, without_lead
from dateline.tasks.core.cleaning.elements import element_after
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.person_names import has_role, is_call, is_joint, is_role, looks_like_person
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.byline_leads import ABOUT

_NAMES = (
    "[rel~=author]",
    ':is([rel~=author],[itemprop~=name],[property$=name],a[href*="/author" i],a[href*="/autor" i])',
    ":is([class~=fn],[class*=author-name],[class*=author__name],[class*=item-name],[class*=authorbox__name])",
    ":is([class~=name],[class*=author-meta--name],[class*=author_name],[class*=authorName],[class*=authorinfo-name i])",
    "li",
    ":is(h2,h3,h4,h5,h6)",
)
"""What inside a byline names an author, the surest first."""
_ONLY_PEOPLE = frozenset((_NAMES[0], _NAMES[-1]))
"""Those of them that may also have other text."""
_ABOUT = re.compile(rf"^(?:{all_patterns(ABOUT)})\s+", re.IGNORECASE)
_MAX_PARTS, _MAX_PIECES = 40, 40
_MARKED, _LINES = frozenset({"strong", "b", "h2", "h3", "h4", "h5", "h6"}), frozenset({"p", "div"})
_NAMED, _BLOCKS = "strong, b, h2, h3, h4, h5, h6, a, em, p, span", _LINES | {"span", "small"}
"""What may hold a name, and what may tell about the author below it."""
_SENTENCE = re.compile(r"\w{2}\s[a-zà-ž]\w*.*\w{3}\.(?:\s|$)|[。，！]")
_MAX_NAMED, _MAX_NAME = 3, 40
_TRAIL = re.compile(r"bread-?crumb|/ListItem", re.IGNORECASE)
_TRAIL_HEIGHT, _CREDIT_HEIGHT = 4, 2
_ANY_MARKS = r"[\W_]*"
_MIN_OUTLET = 4
_PROSE = 60
"""Characters of a piece of a byline that is a sentence about the author."""


def stated_or_shown(node: LexborNode) -> str:
    """Return the content that a byline states in an attribute, else the text that names the authors in it."""
    return node.attributes.get("content") or _byline_text(node)


def without_split_outlet(found: Authors, names: frozenset[str]) -> Authors:
    """Return the names of a byline in which a publisher's name with a joint is no list of people: "Salt & Ink staff".

    ``names`` are the publisher's (see `publisher_names`).
    """
    key = key_of(found.raw)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) < _MIN_OUTLET or name not in key or any(name in key_of(value) for value in found.value):
            continue
        whole = re.compile(rf"(?<!\w){_ANY_MARKS.join(name)}(?!\w)", re.IGNORECASE)
        if (outlet := whole.search(found.raw)) and " " in outlet[0]:
            value = names_in(whole.sub(" ", found.raw)) or (outlet[0],)
            return Candidate(value, found.origin, found.raw)
    return found


def _byline_text(node: LexborNode) -> str:
    """Return the text of a byline, or only that of the elements in it that name the authors."""
    for selector in _NAMES:
        items = node.css(selector)[:_MAX_PARTS]
        inner = [item for item in items if not _is_in_trail(item, node) and not is_credited(item)]
        if items and not inner and all(map(is_credited, items)):
            return ""
        texts = unique(text for item in inner if (text := _stated(item)))
        if selector == "li" and all(len(text) <= _PROSE for text in texts):
            texts = unique(_piecewise(item) or _stated(item) for item in inner)
        if selector in _ONLY_PEOPLE:
            texts = [_ABOUT.sub("", text) for text in texts]
        if texts and (selector not in _ONLY_PEOPLE or all(map(looks_like_person, texts))):
            return _with_others(node, texts)
    if headed := _above_description(node):
        return headed
    linked = [link.text(separator=" ").strip() for link in node.css("a")[:_MAX_PARTS]]
    is_linked = len(linked) > 1 and all(map(looks_like_person, linked))
    apart = " ; ".join(unique(linked)) if is_linked else _piecewise(node)
    whole = node.text(separator=" ")
    if apart is None and len(whole) > _PROSE and (subject := subject_of(whole)):
        return subject
    return whole if apart is None or (len(whole) <= MAX_BYLINE and has_credits(whole)) else apart


def _above_description(node: LexborNode) -> str:
    """Return the name in bold, in a heading or on a line above what tells about the author in an element, or ""."""
    whole = (node.text() or "").strip()
    for named in node.css(_NAMED)[:_MAX_NAMED]:
        name, below = (named.text() or "").strip(), element_after(named)
        if named.mem_id == node.mem_id or below is None or below.tag not in _BLOCKS:
            continue
        if 0 < len(name) <= _MAX_NAME and whole.startswith(name) and not is_lead(name) and name[-1] not in ":：":
            is_marked = named.tag in _MARKED and below.tag in _LINES
            return name if _is_description((below.text(separator=" ") or "").strip(), is_marked=is_marked) else ""
    return ""


def _is_description(text: str, *, is_marked: bool) -> bool:
    """Return whether a text below a name tells about the author, in a sentence unless the markup sets it apart."""
    if not text or is_led(text):
        return False
    is_name = (text[:1].isupper() or len(text.split()) <= 2) and any(map(looks_like_person, names_in(text)[:1]))  # noqa: PLR2004
    return _SENTENCE.search(text) is not None or (is_marked and not is_name)


def is_credited(node: LexborNode) -> bool:
    """Return whether the text before an element says that who is named in it did not write: "Translated by"."""
    at: LexborNode | None = node
    for _ in range(_CREDIT_HEIGHT):
        if at is None:
            return False
        before = at.prev
        while before is not None:
            if text := "" if before.is_comment_node else (before.text() or "").strip():
                return is_credit(text[-_PROSE:])
            before = before.prev
        at = at.parent
    return False


def _is_in_trail(item: LexborNode, byline: LexborNode) -> bool:
    """Return whether an element within a byline belongs to the trail of sections that the article is in."""
    at: LexborNode | None = item
    for _ in range(_TRAIL_HEIGHT):
        if at is None or at.mem_id == byline.mem_id:
            return False
        attributes = at.attributes
        if _TRAIL.search(f"{attributes.get('class') or ''} {attributes.get('itemtype') or ''}"):
            return True
        at = at.parent
    return False


def _stated(node: LexborNode) -> str:
    """Return the text of an element, or the content of a ``meta`` element, in which microdata hides a name."""
    return ((node.attributes.get("content") or "") if node.tag == "meta" else node.text(separator=" ")).strip()


def _with_others(node: LexborNode, marked: list[str]) -> str:
    """Return the marked names of a byline, or its whole text if that names them and other people: not all are links."""
    apart, whole = " ; ".join(marked), node.text(separator=" ")
    if len(whole) > MAX_BYLINE or len(whole) <= len(apart) or has_credits(whole):
        return apart
    named, all_named = names_in(apart), names_in(whole)
    others = [name for name in all_named if name not in named]
    is_whole = bool(others) and len(all_named) == len(named) + len(others) and all(map(looks_like_person, others))
    return whole if is_whole and is_led(whole) else apart


def _piecewise(node: LexborNode) -> str | None:
    """Return the names in a byline that has each name, role and date in an element of its own, or None."""
    first = node.child
    if first is None or (first.is_text_node and first.next is None):
        return None
    pieces: list[str] = []
    for part in islice(node.traverse(include_text=True), _MAX_PIECES):
        text = (part.text_content or "").strip() if part.is_text_node else ""
        if text and part.parent is not None and part.parent.tag not in UNSEEN_TAGS:
            pieces.append(text)
    above = list(takewhile(lambda piece: len(piece) <= _PROSE, pieces))
    if above and len(above) < len(pieces):
        return _above_prose(above)
    names = [name for piece in pieces if looks_like_person(name := without_lead(piece).strip(" ,;:|·•"))]
    if len(pieces) < 2 or not names or len(pieces) == _MAX_PIECES:  # noqa: PLR2004 - one element, or several
        return None
    others = (piece for piece in pieces if without_lead(piece).strip(" ,;:|·•") not in names)
    return " ; ".join(names) if all(map(_is_beside_name, others)) else None


def _above_prose(pieces: list[str]) -> str:
    """Return the names above a sentence about the author, even those that do not look like a person's."""
    return " ; ".join(filter(looks_like_person, map(without_lead, pieces))) or " ; ".join(pieces)


def _is_beside_name(text: str) -> bool:
    """Return whether a piece of a byline names nobody: "By", a comma, "and", a role, a date, "Follow"."""
    if is_lead(text) or is_joint(text) or is_role(text) or is_call(text):
        return True
    return (has_role(text) or any(map(str.isdecimal, text))) and not any(map(looks_like_person, names_in(text)))
