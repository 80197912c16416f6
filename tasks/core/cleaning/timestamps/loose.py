"""Finds dates in the last resorts: text without distinctive markup, and a page's embedded state."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role, is_date_label, labels_in, role_of
from dateline.tasks.core.cleaning.timestamps.near import near_headline, text_of
from dateline.tasks.core.cleaning.timestamps.normal import normalised
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints

_BLOCKS = (
    ":is(h1, p, li, td, dt, dd, div, span, small, em, i, b, strong, font, h2, h3, h4, h5, h6, header, center, section)"
)
_MAYBE_DATE = re.compile(r"[12]\d{3}|\b\d\d[./]\d\d[./]\d\d\b|[٠-٩۰-۹०-९০-৯๐-๙]{4}|[年년月월]")
_MAX_BLOCKS = 30
"""How many blocks with a possible year are read, after and before the headline."""
_MAX_OWN = 400
_MAX_REST = 45
"""How many other characters may surround a date without a label. More make it a sentence."""
_LABEL_REACH = 8
_COPYRIGHT = re.compile(r"©|\(c\)|ⓒ|copyright|rights reserved", re.IGNORECASE)
_STATED = re.compile(r""""\s*:\s*\\?"?(?P<value>[12]\d{3}[-./年]\d[^"\\,}]{4,30}|1\d{9}(?:\d{3})?(?!\d))""")
"""What follows a property's name where its value may be a time. Few are: so names are looked at after that."""
_NAME = re.compile(
    r"\w{0,30}(?:publi|pub_?date|issue|deploy|release|posted|regist|regdt|reg_?date|modified|updated)\w{0,20}",
    re.IGNORECASE,
)
_MAX_NAME = 64
"""Characters before a value among which its name stands, with its quotation marks."""
_AGAIN = re.compile(r"re[-_]?(?:deploy|publi|issue)", re.IGNORECASE)
_MAX_STATE = 2_000_000
"""How many characters of a page are searched for embedded state."""
_MAX_MATCHES = 100


def loose_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the dates of text blocks near ``heading``, which contains the headline."""
    own = heading.mem_id if heading is not None else 0
    blocks = [node for node in document.tree.css(_BLOCKS) if node.mem_id == own or _maybe_dated(node)]
    rank = 0
    for node in near_headline(blocks, heading, _MAX_BLOCKS, _MAX_BLOCKS):
        for clue in _of_block(node, _own_text(node), hints):
            yield replace(clue, trust=clue.trust - min(rank, 10))
            rank += 1


def _maybe_dated(node: LexborNode) -> bool:
    own = node.text(deep=False)[:_MAX_OWN]
    return len(own) >= len("01.01.24") and bool(_MAYBE_DATE.search(own)) and not _COPYRIGHT.search(own)


def _own_text(node: LexborNode) -> str:
    """Return the text that is directly in a block, also around line breaks in it."""
    own = " ".join(part.text_content or "" for part in node.iter(include_text=True) if part.is_text_node)
    return " ".join(own[:_MAX_OWN].split())


def _of_block(node: LexborNode, own: str, hints: Hints) -> Iterator[Clue]:
    text = normalised(own)
    labels = labels_in(text)
    rest = len(text)
    readings = find_moments(own, hints)
    for reading in readings:
        rest -= reading.end - reading.start
    beside = _label_beside(node)
    for reading in readings:
        near = [role for _, end, role in labels if 0 <= reading.start - end <= _LABEL_REACH]
        role = near[-1] if near else role_of(beside)
        labelled = bool(near) or role is not Role.UNKNOWN or is_date_label(beside)
        if labelled or rest <= _MAX_REST:
            yield Clue(role, reading, "text:line", text[reading.start : reading.end], 20 if labelled else 12)


def _label_beside(node: LexborNode) -> str:
    """Return the short text that may label a block: its first child's, or the previous element's."""
    for beside in (node.css_first("strong, b, span, label, dt, th, em"), node.prev, node.prev and node.prev.prev):
        if beside is not None and beside.mem_id != node.mem_id:
            text = text_of(beside)
            if text and len(text) <= _MAX_REST:
                return text
    return ""


def state_clues(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield the first times of publication and modification in JSON inside scripts, for pages built by scripts."""
    found: set[Role] = set()
    for name, value in islice(_stated_times(document.html), _MAX_MATCHES):
        role = role_of(name)
        if role is Role.UNKNOWN:
            role = Role.MODIFIED if _AGAIN.match(name) else Role.PUBLISHED
        if role in found:
            continue
        reading = parse_moment(value, hints)
        if reading:
            found.add(role)
            yield Clue(role, reading, f"state:{name}", value, 15)


def _stated_times(source: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of properties that may say when something was published or changed."""
    for match in _STATED.finditer(source, 0, _MAX_STATE):
        before = source[max(0, match.start() - _MAX_NAME) : match.start()]
        _, quote, name = before.removesuffix("\\").rpartition('"')
        if quote and _NAME.fullmatch(name):
            yield name, match["value"]
