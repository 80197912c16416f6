"""Finds dates in text without distinctive markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import element_before
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role, is_date_label, is_label, labels_in, role_of
from dateline.tasks.core.cleaning.timestamps.near import nearest, place_of, text_of, year_behind
from dateline.tasks.core.cleaning.timestamps.normal import normalised
from dateline.tasks.core.cleaning.timestamps.parse import find_moments
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading
from dateline.tasks.core.cleaning.timestamps.visit import is_of_visit
from dateline.tasks.core.vocabulary.article_phrases import THIS_ARTICLE
from dateline.tasks.core.vocabulary.by_language import all_patterns

_INLINE = frozenset(("span", "small", "em", "i", "b", "strong", "font", "a", "nobr", "u"))
_BLOCKS = (
    f":is(body, h1, p, li, td, dt, dd, div, {', '.join(sorted(_INLINE))}, h2, h3, h4, h5, h6, header, center, section"
    ", address, footer)"
)
_WORD_BEFORE = "|".join(
    rf"(?<=[^\W\d_]{dot}{blanks}{quote}\d)"
    for dot in ("", r"\.")
    for blanks in ("", r"[\s,-]", r"[\s,-]{2}")
    for quote in ("", "['’]")
)
"""A word before the first digit of a short year: "May 24", "May. '24"."""
_DIGIT_ELSEWHERE = "[٠-٩۰-۹०-९০-৯๐-๙]"
_MAYBE_DATE = re.compile(
    rf"""
    [\d年년月월RH] (?:  # with which dates begin: places with one of these are found fast, and the rest is tried there
        (?<=[年년月월])
        | (?<=[12])\d{{3}}
        | (?<={_DIGIT_ELSEWHERE}){_DIGIT_ELSEWHERE}{{3}}
        | (?<=\b\d)(?: \d([-./])\d\d\1\d\d\b | \d?/\d{{1,2}}(?:/\d\d\b|\s?[(（]) )
        | (?:{_WORD_BEFORE})\d(?!\d|[:.]\d)
        | (?<=\b[RH])\d{{1,2}}\.\d
    )""",
    re.VERBOSE,
)
_YEAR_WITHIN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""What makes a line one with a date of its own, so that its label is none of the next line's."""
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
_MAX_BLOCKS = 30
"""How many blocks with a possible year are read, after and before the headline."""
_JUST_BEFORE, _JUST_BEHIND = 10, 40
"""How many blocks before and behind the headline are searched for the day of an update alone."""
_MAX_OWN = 400
_MAX_REST = 45
"""How many other characters may surround a date without a label. More make it a sentence."""
_MAX_LABELLED_REST = 150
"""How many other characters may surround a date with a label. More make it a paragraph."""
_MAX_LINKED = 12
"""How many other characters may be in a link with a date. More make it the title of another article."""
_MAX_BESIDE_WORDS = 8
"""How many words may directly precede or follow an inline element. More make it a part of a sentence."""
_MAX_NESTED = 3
"""How many inline elements may contain each other and nothing else."""
_ENTRIES = frozenset(("li", "dd"))
_DESCRIBING, _TERMS = frozenset(("td", "dd")), frozenset(("th", "dt"))
_PIECES = re.compile(r"\s[•·|●▪]\s")
_MAX_LINES = 5
"""How many lines directly in a block are read, of which a date may be one."""
_MAX_PARTS = 40
"""The maximum length of a date of which day, month and year stand in elements of their own."""
_LABEL_REACH, _FIRST_LABEL_REACH = 8, 60
"""How many characters may stand between a label and its date: anywhere, and where the label begins the text."""
_MAX_ADVERBS, _ARTICLE_REACH = 25, 120
"""How many characters may stand before the label of a sentence, and before the date in one about "this article"."""
_CLAUSE = re.compile(r"[^\W\d_]{0,4}(?![^\W\d_])[^.!?。！？]*")
"""What may stand between a label and its date: the label's ending, then words of the same clause."""
_LABELLED, _IN_SENTENCE, _UNLABELLED = 20, 16, 12
"""The trust in a date with a label, in one in a sentence about the article's publication, and in any other."""
_THIS_ARTICLE = LatePattern(rf"\W*(?:{all_patterns(THIS_ARTICLE)})")
_COPYRIGHT = re.compile(r"©|\(c\)|ⓒ|copyright|rights reserved", re.IGNORECASE)


def blocks_with_dates(document: Document, heading: LexborNode | None) -> list[LexborNode]:
    """Return the heading and the blocks of text that may hold a date, in page order."""
    own = heading.mem_id if heading is not None else 0
    return [node for node in document.tree.css(_BLOCKS) if node.mem_id == own or _may_state_date(node)]


def loose_clues(blocks: Sequence[LexborNode], heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the dates of the blocks near ``heading``, which contains the headline."""
    places = {node.mem_id: place for place, node in enumerate(blocks)}
    rank = 0
    updated: LexborNode | None = None
    found = [(near, list(_of_block(near.node, hints))) for near in nearest(blocks, heading, _MAX_BLOCKS, _MAX_BLOCKS)]
    listed = _lists_of_days((near.node, clue) for near, clues in found for clue in clues)
    for near, clues in found:
        node = near.node
        behind = updated is not None and places[node.mem_id] > places[updated.mem_id]
        if behind and not _stand_together(updated, node):
            continue
        for clue in clues:
            if is_of_visit(clue, near, heading, hints) or (clue.role is Role.UNKNOWN and _list_around(node) in listed):
                continue
            if clue.role is Role.MODIFIED:
                updated = updated or node
            yield replace(clue, trust=clue.trust - min(rank, 10))
            rank += 1


def update_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the dates behind a label of an update in the blocks just around ``heading``."""
    if heading is None:
        return
    nodes = document.tree.css(_BLOCKS)
    at = place_of(heading, nodes)
    if at < 0:
        return
    window = nodes[max(0, at - _JUST_BEFORE) : at + _JUST_BEHIND]
    blocks = [node for node in window if node.mem_id == heading.mem_id or _may_state_date(node)]
    if len(blocks) > 1:
        yield from (clue for clue in loose_clues(blocks, heading, hints) if clue.role is Role.MODIFIED)


def _lists_of_days(found: Iterable[tuple[LexborNode, Clue]]) -> set[int]:
    """Return the memory ids of lists of which entries have different days: of a chronicle, or of other articles."""
    days: dict[int, set[date]] = {}
    for node, clue in found:
        if clue.role is Role.UNKNOWN and (around := _list_around(node)):
            days.setdefault(around, set()).add(clue.reading.wall.date())
    return {around for around, each in days.items() if len(each) > 1}


def _list_around(node: LexborNode) -> int:
    """Return the memory id of the list of which a node is an entry, or in one, else 0."""
    at: LexborNode | None = node
    for _ in range(_MAX_NESTED):
        if at is None:
            break
        if at.tag in _ENTRIES and at.parent is not None:
            return at.parent.mem_id
        at = at.parent
    return 0


def _stand_together(one: LexborNode | None, other: LexborNode | None) -> bool:
    """Return whether two elements have the same parent or grandparent.

    The page's date is beside the label of its update. Days elsewhere, such as those in a list, are mentioned.
    """
    for _ in range(2):
        one, other = one.parent if one is not None else None, other.parent if other is not None else None
        if one is None or other is None:
            return False
        if one.mem_id == other.mem_id:
            return True
    return False


def _may_state_date(node: LexborNode) -> bool:
    """Return whether an element's own text may hold a date, or the year of one."""
    own = node.text(deep=False)[:_MAX_OWN]
    if len(own) < len("5/7/19"):
        return _YEAR.fullmatch(own) is not None
    return _MAYBE_DATE.search(own) is not None and not _COPYRIGHT.search(own)


def _own_text(node: LexborNode) -> str:
    """Return the text that is directly in a block, also around line breaks in it."""
    own = " ".join(part.text_content or "" for part in node.iter(include_text=True) if part.is_text_node)
    return " ".join(own[:_MAX_OWN].split())


def _of_block(node: LexborNode, hints: Hints) -> Iterator[Clue]:
    own = _own_text(node)
    if len(own) > _MAX_REST + _MAX_PARTS:
        own = _line_with_date(node, hints) or own
    readings = find_moments(own, hints)
    if not readings and len(own) <= _MAX_PARTS and node.parent is not None:
        own = text_of(node.parent)
        readings = find_moments(own, hints) if len(own) <= _MAX_PARTS else []
    if readings and all(reading.yearless for reading in readings) and (year := year_behind(node)):
        own = f"{own}, {year}"
        readings = find_moments(own, hints)
    if not readings or (node.tag in _INLINE and _is_in_sentence(node)) or _is_of_other_term(node):
        return
    text = normalised(own)
    labels = labels_in(text)
    rest = len(text) - sum(reading.end - reading.start for reading in readings)
    if node.tag == "a" and rest > _MAX_LINKED:
        return
    beside = label_beside(node)
    near = [label for label in labels if rest <= _MAX_LABELLED_REST or _begins(text, label[0])]
    for at, reading in enumerate(readings):
        role = _role_before(reading, near)
        labelled = role is not None or role_of(beside) is not Role.UNKNOWN or is_date_label(beside)
        trust = _LABELLED if labelled else _UNLABELLED
        if at == 0 and (len(own) > _MAX_REST or role is None) and (told := _role_in_sentence(text, reading, labels)):
            role, trust = told, _IN_SENTENCE
        if trust > _UNLABELLED or rest <= _MAX_REST or _is_line_of_pieces(text):
            yield Clue(role or role_of(beside), reading, "text:line", text[reading.start : reading.end], trust)


def _line_with_date(node: LexborNode, hints: Hints) -> str | None:
    """Return the first of the lines directly in a block that is a date: "<h1>…</h1>4 May 2021<br>The ferry …"."""
    lines = (part for part in node.iter(include_text=True) if part.is_text_node and (part.text_content or "").strip())
    for part in islice(lines, _MAX_LINES):
        text = " ".join((part.text_content or "")[:_MAX_OWN].split())
        beside = [other for other in (part.prev, part.next) if other is not None]
        if len(text) <= _MAX_REST and not any(other.tag in _INLINE for other in beside) and find_moments(text, hints):
            return text
    return None


def _is_of_other_term(node: LexborNode) -> bool:
    """Return whether a cell or a description has a heading that is no label of an article's date: "Founded"."""
    term = element_before(node) if node.tag in _DESCRIBING else None
    return term is not None and term.tag in _TERMS and not is_label(text_of(term).strip(" :"))


def _is_line_of_pieces(text: str) -> bool:
    """Return whether a text has short pieces between marks, as a line about an article: "News • 3 May 2021 • 2 min"."""
    pieces = _PIECES.split(text)
    return len(pieces) > 1 and len(text) <= _MAX_LABELLED_REST and all(len(piece) <= _MAX_REST for piece in pieces)


def _is_in_sentence(node: LexborNode) -> bool:
    """Return whether many words directly precede or follow an inline element: "As we wrote on 3 May, the ferry …"."""
    for _ in range(_MAX_NESTED):
        beside = [other for other in (node.prev, node.next) if other is not None]
        if any(other.is_text_node and _is_long(other.text_content or "") for other in beside):
            return True
        if beside or node.parent is None or node.parent.tag not in _INLINE:
            return False
        node = node.parent
    return False


def _is_long(text: str) -> bool:
    return len(text.split()) > _MAX_BESIDE_WORDS


def _begins(text: str, at: int) -> bool:
    """Return whether a word may begin a line or a sentence: it is no lower-case word after another."""
    return not text[at].islower() or not text[:at].rstrip()[-1:].isalnum()


def _role_before(reading: Reading, labels: Sequence[tuple[int, int, Role]]) -> Role | None:
    """Return the role that the label shortly before a date gives it, or None if there is none."""
    near = [role for _, end, role in labels if 0 <= reading.start - end <= _LABEL_REACH]
    return near[-1] if near else None


def _role_in_sentence(text: str, first: Reading, labels: Sequence[tuple[int, int, Role]]) -> Role | None:
    """Return the role of the first date in a text that says when the article was published or updated, or None.

    "Posted by Ann on Friday, 3 May 2019 in …", "This entry was posted on …", "Diese Meldung wurde am … gepostet".
    """
    if first.start > _ARTICLE_REACH:
        return None
    if _THIS_ARTICLE.match(text.lower()):
        return next((role for start, _, role in labels if start <= first.end + _LABEL_REACH), Role.PUBLISHED)
    for start, end, role in labels[:1]:
        between = first.start - end
        if start <= _MAX_ADVERBS and 0 <= between <= (_FIRST_LABEL_REACH if start == 0 else _MAX_ADVERBS):
            return role if _CLAUSE.fullmatch(text[end : first.start]) else None
    return None


def label_beside(node: LexborNode) -> str:
    """Return the short text that may label a block: its first child's, or the previous element's."""
    for beside in (node.css_first("strong, b, span, label, dt, th, em"), node.prev, node.prev and node.prev.prev):
        if beside is not None and beside.mem_id != node.mem_id:
            text = text_of(beside)
            if text and len(text) <= _MAX_REST:
                return "" if _YEAR_WITHIN.search(text) else text
    return ""
