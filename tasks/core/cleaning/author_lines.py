"""Finds lines of the visible text that name the authors: near the headline, beside a label, or after the article."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_boxes import ends_article, name_about
from dateline.tasks.core.cleaning.author_names import MAX_BYLINE, is_signed, names_in, unique
from dateline.tasks.core.cleaning.bylines.common_words import is_name_alone, is_said_once, may_name_people
from dateline.tasks.core.cleaning.bylines.dated_names import (
    LIFE,
    MAX_LINE,
    columnists,
    introduces_another,
    names_before_roles,
    names_below_dates,
    names_beside_commas,
    names_beside_dates,
)
from dateline.tasks.core.cleaning.bylines.nearby import PARAGRAPH, lines_below, texts_before
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.credits import (
    behind_date,
    has_lead_within,
    is_lead,
    is_led,
    may_be_led,
    without_loose_lead,
)
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import spaced_text
from dateline.tasks.core.cleaning.person_names import are_joined, looks_like_person
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.byline_leads import BY

Authors = Candidate[tuple[str, ...]]

BESIDE_DATE = "text:beside-date"
"""The origin of names that only a date tells. The site's name stands beside dates as well, and is no author."""

_FIRST_BOLD = 3
_MAX_PIECES = 8
"""How many texts and elements are looked at that go on with a list of names."""
_BRACKET = re.compile(r"\s*[〔【（(\[]([^〔〕【】（）()\[\]]{2,40})[〕】）)\]]\s*\w")
"""A byline in brackets at the beginning of the first paragraph, as on Chinese pages."""
_MANY = 3
"""So many introduced names or more are those of a list, except above the first paragraph."""
_BOLD = frozenset({"strong", "b"})
_LABELS = _BOLD | {"dt", "th", "h2", "h3", "h4", "h5", "h6"}
_LINES = frozenset({"p", "h3", "h4", "h5", "h6"})
_MAX_LABELS, _MAX_LINES = 150, 200
_MIN_LABEL = 4
_MAX_BEHIND = 4
"""How many texts and elements behind a label are looked at."""
_FIRM_LEAD = re.compile(
    rf"\W*(?:[^\W\d_]+\s+(?:{'|'.join(all_words(BY).split())})\s|[^\W\d_]+\s*[:：])|[-–—]+\s*\w", re.IGNORECASE
)
"""What begins a byline at the end of an article: two words ("Written by"), a colon, or dashes."""


def found_names(bylines: Iterable[str], origin: str) -> Iterator[Authors]:
    """Yield the names in the bylines of one place as one candidate, if there are any."""
    raws = [byline for byline in bylines if byline]
    if names := unique(name for raw in raws for name in names_in(raw)):
        yield Candidate(tuple(names), origin, "; ".join(raws)[:MAX_BYLINE])


def lines_of_authors(
    document: Document, heading: LexborNode | None, texts: list[str] | None, language: str | None
) -> Iterator[Authors]:
    """Yield the authors in lines near the headline, and a name alone in bold before or after the article.

    ``texts`` are those after the headline (see `texts_after`), or None if there is none.
    """
    if heading is not None and texts is not None:
        yield from _visible_bylines(document, heading, texts, language)
    yield from _name_alone(document, texts, language)


def unmarked_names(
    document: Document, heading: LexborNode, texts: list[str], language: str | None
) -> Iterator[Authors]:
    """Yield the names below the headline, alone or beside a date, that the page has nowhere else.

    ``texts`` are those after the headline (see `texts_after`).
    """
    for name in (*names_beside_commas(texts), *names_below_dates(texts), *_names_alone(heading)):
        if is_said_once(name, document, language):
            yield from found_names([name], BESIDE_DATE)


def _names_alone(heading: LexborNode) -> Iterator[str]:
    """Yield the names that are lines below the headline, without those of the dead and of whom a line introduces."""
    lines = ["", *lines_below(heading), ""]
    for before, line, behind in zip(lines, lines[1:], lines[2:], strict=False):
        if is_name_alone(line) and not introduces_another(before) and not LIFE.search(behind):
            yield line


def _visible_bylines(
    document: Document, heading: LexborNode, texts: list[str], language: str | None
) -> Iterator[Authors]:
    """Yield the authors in a line such as "By Ann Lee". The name may be a separate element."""
    before = texts_before(heading)
    found = [(at, named) for at, named in enumerate(_introduced([*before, "", *texts], language)) if named]
    if len({named for _, named in found}) >= _MANY:
        above = len(before) + sum(1 for _ in takewhile(lambda text: len(text) <= PARAGRAPH, texts))
        found = [(at, named) for at, named in found if at <= above]
    for _, named in found:
        yield from found_names([named], "text:byline")
    for named in chain(columnists(before), columnists(texts), names_beside_dates(texts, language)):
        if may_name_people(named, document, language):
            yield from found_names([named], BESIDE_DATE)
    for named in names_beside_dates(before, language):  # a kicker stands there as well
        if is_said_once(named, document, language):
            yield from found_names([named], BESIDE_DATE)


def _introduced(texts: list[str], language: str | None) -> Iterator[str]:
    """Yield for each text the byline that it is, or that it introduces, else ""."""
    for at, text in enumerate(texts):
        bracket = _BRACKET.match(text)
        if bracket and is_led(bracket[1]):
            yield bracket[1]
        elif len(text) > MAX_LINE:
            yield ""
        elif at and (named := names_before_roles(texts[at - 1 :])):
            yield named
        elif (may_lead := may_be_led(text)) and is_lead(text):
            yield _list_after(texts, at)
        elif may_lead and is_led(text):
            yield _list_from(texts, at)
        elif is_signed(text):
            yield text
        elif (behind := behind_date(text)) is not None:
            yield _list_after(texts, at) if is_lead(behind) else behind
        elif has_lead_within(text):
            yield text if _names_only_people(text) else ""
        else:
            own = without_loose_lead(text, language)
            yield own if own != text and all(map(looks_like_person, names_in(own) or ("",))) else ""


def _list_after(texts: list[str], at: int) -> str:
    """Return the text after a lone introduction, with the pieces that go on with the list of names."""
    return _list_from(texts, at + 1)


def _list_from(texts: list[str], at: int) -> str:
    """Return a text with the pieces after it that go on with its list of names: "By Ann Lee", "and Bo Ek"."""
    pieces = texts[at : at + 1]
    for piece in texts[at + 1 : at + 1 + _MAX_PIECES]:
        if len(piece) > MAX_LINE or not are_joined(pieces[-1], piece):
            break
        pieces.append(piece)
    return " ".join(pieces)


def _name_alone(document: Document, texts: list[str] | None, language: str | None) -> Iterator[Authors]:
    """Yield a name that makes up a bold paragraph before the first paragraph of the text, or after the last one."""
    near = None if texts is None else set(takewhile(lambda text: len(text) <= PARAGRAPH, texts))
    for node in islice(filter(_is_bold_paragraph, document.lines), _FIRST_BOLD):
        if node.parent is not None and node.parent.parent is not None and node.parent.parent.tag in {"td", "th"}:
            continue
        text, whole = node.text(separator=" ").strip(), node.parent.text().strip() if node.parent else ""
        if any(map(str.isdecimal, text)) or LIFE.search(_after(node.parent)):
            continue
        if near is not None and text not in near and not (node.parent is not None and ends_article(node.parent)):
            continue
        named = text.replace("/", ";")
        if text == whole and _names_only_people(named) and may_name_people(named, document, language):
            yield from found_names([named], "text:byline")


def _is_bold_paragraph(node: LexborNode) -> bool:
    """Return whether an element in bold is the only one in its paragraph."""
    if node.tag not in _BOLD or node.parent is None or node.parent.tag != "p":
        return False
    return sum(not child.is_comment_node for child in node.parent.iter()) == 1


def _after(paragraph: LexborNode | None) -> str:
    """Return the text of the next element."""
    following = paragraph.next if paragraph is not None else None
    while following is not None and following.is_text_node:
        following = following.next
    return (following.text() or "")[:MAX_LINE] if following is not None else ""


def labelled_names(document: Document) -> Iterator[tuple[LexborNode, str]]:
    """Yield the elements far from the headline that name an author, with the names.

    A label with the name after it ("Author", "Ann Lee"), or the only line such as "Written by Ann Lee".
    """
    for node in islice((line for line in document.lines if line.tag in _LABELS), _MAX_LABELS):
        text = node.text().strip() if _is_short(node) else ""
        if not _MIN_LABEL <= len(text) <= MAX_LINE // 2:
            continue
        if name := (_text_behind(node) if is_lead(text) else name_about(node, text)):
            yield node, name
    lines: dict[str, LexborNode] = {}
    for node in islice((line for line in document.lines if line.tag in _LINES), _MAX_LINES):
        text = spaced_text(node) if _is_short(node) else ""
        if text and _FIRM_LEAD.match(text) and is_led(text) and _names_only_people(text):
            lines.setdefault(text, node)
    if len(lines) == 1:
        text, node = lines.popitem()
        yield node, text


def _names_only_people(text: str) -> bool:
    names = names_in(text)
    return bool(names) and all(map(looks_like_person, names))


def _is_short(node: LexborNode) -> bool:
    first = node if node.is_text_node else node.child
    if first is None or (first.is_text_node and len(first.text_content or "") > MAX_LINE):
        return False
    return len(node.text()) <= MAX_LINE


def _text_behind(node: LexborNode) -> str | None:
    """Return the short text after a label: beside it, or in the next element."""
    following = node.next
    for _ in range(_MAX_BEHIND):
        if following is None or not _is_short(following):
            return None
        text = " ".join((following.text() or "").split())
        if text.strip(" :,"):
            return text
        following = following.next
    return None
