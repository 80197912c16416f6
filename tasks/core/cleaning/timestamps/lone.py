"""Finds the only date of a page that marks none near its headline: in a dateline, an aside, a footer, a plain line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.timestamps.agreement import same_day
from dateline.tasks.core.cleaning.timestamps.attributes import or_stated
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role, is_label, labels_in, role_of
from dateline.tasks.core.cleaning.timestamps.loose import label_beside
from dateline.tasks.core.cleaning.timestamps.markup import marked, shown_in
from dateline.tasks.core.cleaning.timestamps.near import nearest, place_of, text_of
from dateline.tasks.core.cleaning.timestamps.normal import may_have_digit, normalised
from dateline.tasks.core.cleaning.timestamps.parse import find_moments
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading
from dateline.tasks.core.cleaning.timestamps.relative import read_relative, tells_ago
from dateline.tasks.core.cleaning.timestamps.visit import is_of_fetch_day
from dateline.tasks.core.cleaning.timestamps.yearless import in_year_of_address
from dateline.tasks.core.vocabulary.article_phrases import LIVE_BEGAN
from dateline.tasks.core.vocabulary.by_language import all_patterns

_LIVE_BEGAN = LatePattern(rf"(?<![^\W\d_])(?:{all_patterns(LIVE_BEGAN)})(?![^\W\d_])")
_MAX_PARAGRAPHS = 6
_MAX_DATELINE = 120
"""How many characters of a paragraph are searched for a dateline."""
_PLACE = LatePattern(r"\(?(?:[^\W\d_a-z][\w.'’-]*[\s,/()|-]+){0,8}(?:(?:le|den|am|el|em|dnia|dne)\s)?")
"""What may precede a dateline's date: capitalized words, which name a place and an agency."""
_AFTER_DATE = LatePattern(
    r"[\s)\]]*(?:[гrр]\.\s*)?(?:\([^()]{1,30}\)\s*|/[^/]{1,30}/\s*)?(?:\.?(?:[-–—:|]+\s|--)|(?<=\d)\.\s)"
)
_IN_BRACKETS = LatePattern(r"[【\[(][^\W\d_]{1,12}[\s=/]?")
"""What precedes the date of a dateline in brackets: "【東京2024年5月5日】", "[서울=2024년 5월 5일]"."""
_WIRES = ("讯", "訊", "电", "電", "消息")
"""What follows the date of a Chinese dateline, which is written without a dash: "港口日报2024年5月5日讯"."""
_ASIDE = "time, [itemprop], [class*=dat i], [class*=publi i], [class*=time i], footer, dd"
_IN_FOOTER = "p, span"
_MAX_FOOTERS = 4
_MAX_ELEMENTS = 400
_MAX_TEXT = 200
_MAX_CLUES = 40
_MAX_LABELLED = 60
"""How many characters an element may have that holds a date and has its label beside it."""
_OTHER_IDS = frozenset(("clock", "today", "comments"))
_INLINE = frozenset({"b", "strong", "em", "i", "span"})
_PARTS = LatePattern(r"\s[-–—|]\s|[｜()（）\[\]]")
_TRUST = 10
_FIRST_TRUST = 60
_MAX_LABEL, _BESIDE = 30, 8
"""How many characters may stand before the date, or between it and the label of an update; and how many between the
label "First published" and the date."""
_MAX_ADVERBS = 12
"""How many characters may stand before the label: "Originally published"."""
_AGO_LINES = "p, div, span, li, small, em, i, b, strong, dd, td, h2, h3, h4, h5, h6"
_MAX_AGO_LINES = 25
_MAX_AGO_LINE, _PARAGRAPH = 60, 80
"""How many characters such a line may have, and from how many on a paragraph is one of the text or its standfirst.

Behind the second one stand the times of comments and of other articles.
"""
_CLIMB = 12
_ANOTHERS = LatePattern(
    r"related|teaser|comment|recommend|most-?(?:read|popular|viewed)|promo(?!ted)|trending|latest|popular|carousel|slider"
    r"|more-?(?:news|stories|from)|read-?(?:more|next)|recent|weather|ticker|current-?(?:date|time)|date-?now|today|clock|copyright|cookie|consent|gdpr",
    re.IGNORECASE,
)
"""Class words of elements whose dates belong to other articles or comments, or are today's."""


def dateline_clues(document: Document, url: str | None, hints: Hints) -> Iterator[Clue]:
    """Yield the date with which the text begins behind a place: "OSLO, 3 May 2021 - The ferry …".

    Its year may be that of the URL ("OSLO, 3 May -" at ``/2021/05/``), but is never guessed.
    """
    for node in document.paragraphs[:_MAX_PARAGRAPHS]:
        if clue := _dateline(node, hints):
            dated = in_year_of_address(clue, url)
            if not dated.reading.yearless:
                yield dated
            return


def lone_clues(
    document: Document, heading: LexborNode | None, blocks: Sequence[LexborNode], hints: Hints
) -> Iterator[Clue]:
    """Yield the only day that the page states beside its text, under a label in ``blocks`` or else without one.

    For pages that state their time nowhere else. If such places state several days, they are those of other
    articles, and none is taken.
    """
    labelled = list(islice(_labelled(document, blocks, hints), _MAX_CLUES))
    for role in (Role.PUBLISHED, Role.MODIFIED):
        if clues := _of_one_day([clue for clue in labelled if clue.role is role]):
            yield from clues
            return
    if beside := _of_one_day(list(islice(_beside(document, heading, hints), _MAX_CLUES))):
        yield from beside
    else:
        yield from _in_title(document, hints)


def _in_title(document: Document, hints: Hints) -> Iterator[Clue]:
    """Yield the date that is one of the last parts of the title: "Ferry sails again - Quay Post - 5.3.2024"."""
    _, *parts = filter(str.strip, _PARTS.compiled.split(document.title or "-"))
    for part in map(normalised, map(str.strip, parts[-2:])):
        for reading in find_moments(part, replace(hints, now=None))[:1]:
            if reading.end - reading.start == len(part):
                yield Clue(Role.UNKNOWN, reading, "text:title", part, _TRUST)


def _of_one_day(clues: Sequence[Clue]) -> list[Clue]:
    """Return the clues if all are of the same day, with little trust, or none."""
    if not all(same_day(clue.reading, clues[0].reading) for clue in clues):
        return []
    return [replace(clue, trust=_TRUST) for clue in clues]


def ago_clues(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    """Yield the first relative time ("Ann Lee · 2 days ago") in a plain line behind ``heading`` and before the text."""
    if heading is None or hints.now is None:
        return
    nodes = document.tree.css(f":is({heading.tag}, {_AGO_LINES})")
    at = place_of(heading, nodes)
    if at < 0:
        return
    lines: list[LexborNode] = []
    paragraphs = 0
    for node in nodes[at + 1 : at + 1 + _MAX_AGO_LINES]:
        text = text_of(node)
        paragraphs += node.tag == "p" and len(text) > _PARAGRAPH
        if paragraphs > 1:
            break
        if 0 < len(text) <= _MAX_AGO_LINE and tells_ago(text, hints):
            lines.append(node)
    for near in nearest([heading, *lines], heading, _MAX_AGO_LINES, 0)[:1]:
        text = text_of(near.node)
        if reading := read_relative(normalised(text), hints):
            yield Clue(or_stated(Role.UNKNOWN, text), reading, "text:line", text, _TRUST)


def first_published_clues(nodes: Sequence[LexborNode], hints: Hints) -> Iterator[Clue]:
    """Yield the date of the first element that begins with "First published", as in live blogs above their updates.

    Instead of that label, one of an update may follow: "This page began on 4 March at 8:00, last updated at 18:31".
    """
    for node in nodes[:_MAX_PARAGRAPHS]:
        line = node.parent if node.tag in _INLINE and node.parent is not None else node
        text = text_of(line)[:_MAX_DATELINE]
        if not may_have_digit(text):
            continue
        normal = normalised(text)
        labels, began = labels_in(normal), _LIVE_BEGAN.search(normal.lower())
        reading = next(iter(find_moments(text, hints)), None) if labels or began else None
        if reading is None or not reading.timed:
            continue
        if (began and began.end() <= reading.start) or (labels and _is_first(reading, labels)):
            yield Clue(Role.PUBLISHED, reading, "text:dateline", text, _FIRST_TRUST)
            yield from (clue for clue in shown_in(text, hints) if clue.role is Role.MODIFIED)
            return


def _is_first(reading: Reading, labels: Sequence[tuple[int, int, Role]]) -> bool:
    """Return whether the labels of a paragraph say that its first time is that of publication."""
    start, end, role = labels[0]
    if role is Role.PUBLISHED:
        return start <= _MAX_ADVERBS and reading.start <= end + _BESIDE
    return reading.start <= _MAX_LABEL and reading.end <= start <= reading.end + _MAX_LABEL


def _dateline(node: LexborNode, hints: Hints) -> Clue | None:
    """Return the date behind a place name at the beginning of a paragraph, before a dash or in brackets, or None."""
    text = normalised(text_of(node)[:_MAX_DATELINE])
    reading = next(iter(find_moments(text, hints)), None)
    if reading is None or not (_is_before_dash(text, reading) or _is_in_brackets(text, reading)):
        return None
    return Clue(Role.PUBLISHED, reading, "text:dateline", text[: reading.end], 2 * _TRUST)


def _is_before_dash(text: str, reading: Reading) -> bool:
    if text.startswith(_WIRES, reading.end):
        return reading.start <= _MAX_LABEL
    return (
        _names_place(text[: reading.start].rstrip())
        and _PLACE.fullmatch(text, 0, reading.start) is not None
        and _AFTER_DATE.match(text, reading.end) is not None
    )


def _is_in_brackets(text: str, reading: Reading) -> bool:
    """Return whether a date closes a bracket that a place opens: "[Oslo 5 May 2024]", not "(Updated 5 May 2024)"."""
    return (
        _IN_BRACKETS.fullmatch(text, 0, reading.start) is not None
        and text.startswith(("】", "]", ")"), reading.end)
        and not labels_in(text[: reading.start])
    )


def _names_place(before: str) -> bool:
    """Return whether the words before a date name a place: "OSLO, 3 May", not "On 3 May"."""
    before = before.removesuffix(" le")
    return not before or before[-1] in ",()/|-–—" or before.isupper()


def _labelled(document: Document, blocks: Sequence[LexborNode], hints: Hints) -> Iterator[Clue]:
    """Yield the dates that have a label, in their element or in one of its own, wherever they stand."""
    only = len(document.tree.css("article")) <= 1
    for node in blocks[:_MAX_ELEMENTS]:
        text = text_of(node)
        if len(text) > _MAX_LABELLED or _is_anothers(node, only=only, listed=True):
            continue
        beside = label_beside(node).strip(" :")
        for clue in shown_in(text, hints):
            if clue.role is not Role.UNKNOWN:
                yield clue
            elif is_label(beside):
                yield replace(clue, role=Role.PUBLISHED if role_of(beside) is not Role.MODIFIED else Role.MODIFIED)


def _beside(document: Document, heading: LexborNode | None, hints: Hints) -> Iterator[Clue]:
    only = len(document.tree.css("article")) <= 1
    for node, above in islice(_asides(document, heading), _MAX_ELEMENTS):
        if _is_anothers(node, only=only) or (node.tag == "dd" and not _is_labelled(node)):
            continue
        for clue in _in_element(node, hints):
            if not (above and clue.role is Role.UNKNOWN and is_of_fetch_day(clue.reading, hints.now)):
                yield clue


def _in_element(node: LexborNode, hints: Hints) -> Iterator[Clue]:
    if node.tag == "time" or "itemprop" in node.attributes:
        if (node.attributes.get("itemprop") or "date").startswith("date") and (clue := marked(node, hints, 0)):
            yield clue
    elif len(text := text_of(node)) <= _MAX_TEXT:
        yield from shown_in(text, hints)


def _is_labelled(node: LexborNode) -> bool:
    """Return whether the term before a description is the label of a date."""
    term = node.prev
    while term is not None and term.is_text_node:
        term = term.prev
    return term is not None and term.tag == "dt" and is_label(text_of(term).strip(" :"))


def _asides(document: Document, heading: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Yield elements beside the text, and whether they stand above the headline, then those in footers.

    Footers are searched from the top. A selector such as ``footer span`` climbs from each span to the root, which takes
    minutes if spans are nested in thousands.
    """
    above = heading is not None
    for node in document.tree.css(f":is({heading.tag}, {_ASIDE})" if heading is not None else _ASIDE):
        above = above and (heading is None or node.mem_id != heading.mem_id)
        yield node, above
    for footer in document.tree.css("footer")[:_MAX_FOOTERS]:
        yield from ((node, False) for node in footer.css(_IN_FOOTER))


def _is_anothers(node: LexborNode, *, only: bool, listed: bool = False) -> bool:
    """Return whether an element belongs to other content: a teaser, a link, a list or a comment.

    ``only``: the page has at most one ``article``, which is then not a teaser. ``listed``: an item of a list is not
    a teaser, because it has a label.
    """
    at: LexborNode | None = node
    for _ in range(_CLIMB):
        if at is None or at.tag == "body":
            return False
        if (at.tag == "a" or (at.tag == "li" and not listed)) and at is not node:
            return True
        if at.tag == "blockquote" or at.id in _OTHER_IDS:
            return True
        if _ANOTHERS.search(at.attributes.get("class") or ""):
            return True
        if at.tag == "article" and not only and at.css_first("h1") is None:
            return True
        at = at.parent
    return False
