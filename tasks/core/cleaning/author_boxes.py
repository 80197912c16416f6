"""Finds authors where no byline names them: in boxes about the author, signatures, and lines above the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.credits import is_led
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.elements import class_and_id, element_after, element_before, spaced_text
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.person_names import is_agency, looks_like_person
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of
from dateline.tasks.core.vocabulary.by_language import all_patterns, all_words
from dateline.tasks.core.vocabulary.byline_leads import ABOUT, ABOUT_AUTHOR, IS

_MARKS = (
    "[data-testid*=author],[class*=writer],[class*=reporter],[class*=journalist],[class*=contributor],[class~=signature]"
    ",[class*=posted],[class*=submitted],address,[data-component*=byline]"
    ",:is([class*=columnist i],[class*=kolumnist i],[class*=colunista i],[class*=chroniqueu i],[class~=firma])"
)
"""Elements that some systems use for a byline, and others for something else."""
_ABOUT_AUTHOR = without_look_alikes(all_patterns(ABOUT_AUTHOR))
_ABOUT = re.compile(rf"(?:{_ABOUT_AUTHOR})\s*[:：]?")
_ABOUT_BEGINNINGS = ByFirstLetters(_ABOUT_AUTHOR)
"""Rules out most texts at once."""
_SUBJECT = re.compile(rf"\W*((?:\S+\s+){{1,4}}?\S+)\s+(?:{'|'.join(all_words(IS).split())})\s")
"""A name and a verb at the beginning of a sentence about the author."""
_NAMING = "h2, h3, h4, h5, h6, strong, b, a"
_OTHER_BOX = re.compile(r"comment|review|related|by-?line|author-?by", re.IGNORECASE)
_ABOUT_NAME = re.compile(rf"(?:{all_patterns(ABOUT)})\s+(?=\S+\s)", re.IGNORECASE)
_MAX_BOXES, _MAX_FIRST = 10, 2
_MAX_MARKS, _MAX_MARKED, _MAX_NAMING = 40, 160, 10
_MAX_LABEL, _MAX_SIGNATURE, _MAX_BIO = 60, 60, 600
_LAST_PARAGRAPHS, _MAX_BEFORE = 40, 2
_MAX_WORDS = 4
_LONG = 80
"""Characters of a text that is a paragraph of the article."""
_EAST_ASIAN = "\u3040"
_PICTURES = frozenset({"img", "picture", "figure"})
_LINES = frozenset({"p", "b", "strong"})
_LIST_MARK = re.compile(r"\w\s*[,;、，&/]")
_EMPHASIS = frozenset({"em", "i", "b", "strong"})
_DATED = re.compile(r"\s*[,|(·-]\s*[^,|(]{0,12}\d{1,2}\b[^,|(]{0,14}\b(?:19|20)\d\d\W*$")
"""A date behind a name: "Ann Lee, 4 May 2024"."""
_DASH = re.compile(r"\s*(?:[-–—―]+|[(（])\s*")


def marked_elements(document: Document, heading: LexborNode | None) -> list[LexborNode]:
    """Return the short elements whose class or attributes may mark a byline, in the article that has the heading."""
    at = heading
    while at is not None and at.tag not in {"article", "main"}:
        at = at.parent
    nodes = (document.tree if at is None else at).css(_MARKS)
    return [node for node in nodes[:_MAX_MARKS] if len(node.text() or "") <= _MAX_MARKED]


def name_about(heading: LexborNode, text: str) -> str | None:
    """Return the name of the author whom the box after a heading with a text presents, or None."""
    return _name_in_box(heading) if _is_about_author(text) else _name_in_heading(heading)


def _is_about_author(text: str) -> bool:
    """Return whether a text is the heading of a box that presents the author."""
    if len(text) > _MAX_LABEL or not (line := lowered(text.strip())):
        return False
    return _ABOUT_BEGINNINGS.match(line, head_of(line)) and _ABOUT.fullmatch(line) is not None


def _name_in_heading(heading: LexborNode) -> str | None:
    """Return the name in a heading such as "About Ann Lee" if the text after it goes on about her, or None."""
    name = _ABOUT_NAME.sub("", text := spaced_text(heading))
    box = element_after(heading)
    if name == text or box is None or not looks_like_person(name):
        return None
    return name if spaced_text(box).startswith(name) else None


def _name_in_box(heading: LexborNode) -> str | None:
    """Return the name of the author whom the element after a heading presents, or None."""
    box = element_after(heading)
    while box is not None and box.tag in _PICTURES:
        box = element_after(box)
    if box is None:
        return None
    for node in (box, *box.css(_NAMING)[:_MAX_NAMING]):
        if looks_like_person(name := spaced_text(node)):
            return name
    return subject_of(spaced_text(box)[:_MAX_BIO])


def name_in_boxes(boxes: Sequence[LexborNode]) -> Iterator[str]:
    """Yield the name in a page's boxes about the author, unless they name several."""
    found = dict.fromkeys(name for node in boxes[:_MAX_BOXES] if (name := _named_in(node)))
    if len(found) == 1:
        yield from found


def _named_in(box: LexborNode) -> str | None:
    """Return the name that a box begins with, as its heading, with an introduction, or as a sentence's subject."""
    if _OTHER_BOX.search(class_and_id(box)):
        return None
    for node in box.css(_NAMING)[:_MAX_FIRST]:
        if looks_like_person(name := _ABOUT_NAME.sub("", spaced_text(node))):
            return name
    text = spaced_text(box)[:_MAX_BIO]
    if is_led(text):
        named = names_in(text.split(".")[0])
        return named[0] if len(named) == 1 and looks_like_person(named[0]) else None
    return subject_of(text)


def signatures(document: Document) -> Iterator[tuple[LexborNode, str]]:
    """Yield the paragraphs that end an article and name who wrote it, with the names.

    A name alone in italics, in bold, at the right, in brackets or behind a dash; or a sentence about the author in
    italics.
    """
    for node in [line for line in document.lines if line.tag == "p"][-_LAST_PARAGRAPHS:]:
        text = spaced_text(node) if len(node.text() or "") <= _MAX_BIO else ""
        if not text or not is_last_paragraph(node):
            continue
        is_apart = _is_at_right(node) or _DASH.match(text) is not None
        if not _is_below_text(node, _MAX_BEFORE if is_apart else 1):
            continue
        name = _DATED.sub("", _DASH.sub("", text, count=1)).strip(" )）") if len(text) <= _MAX_SIGNATURE else ""
        if are_people(name) and (is_apart or _is_emphasized(node)):
            yield node, name
        elif _is_emphasized(node) and (subject := subject_of(text)):
            yield node, subject


def lines_above_text(document: Document) -> Iterator[str]:
    """Yield the lines such as "By Ann Lee" above the first paragraph, the nearest first."""
    lines = (spaced_text(node) for node in document.lines[:_LAST_PARAGRAPHS] if node.tag in _LINES)
    above = list(takewhile(lambda text: len(text) <= _LONG, lines))
    yield from (text for text in reversed(above) if is_led(text) and are_people(text))


def are_people(text: str) -> bool:
    """Return whether a text only names people, in few words each."""
    names = [name for name in names_in(text) if not is_agency(name)]
    return (
        bool(names)
        and all(looks_like_person(name) and len(name.split()) <= _MAX_WORDS for name in names)
        and not any(map(str.isdecimal, text))
    )


def is_name_or_list(text: str) -> bool:
    """Return whether a text is the name of a person, or several with commas between them."""
    is_list = _LIST_MARK.search(text) is not None or len(names_in(text)) > 1
    return looks_like_person(text.strip(" |·•,")) or (is_list and are_people(text))


def subject_of(sentence: str) -> str | None:
    """Return the person of whom a sentence says what he or she is, or None."""
    match = _SUBJECT.match(sentence)
    return match[1] if match and looks_like_person(match[1]) else None


def _is_emphasized(paragraph: LexborNode) -> bool:
    """Return whether a paragraph is in italics or in bold as a whole."""
    children = [child for child in paragraph.iter(include_text=True) if (child.text() or "").strip()]
    return len(children) == 1 and children[0].tag in _EMPHASIS


def _is_at_right(paragraph: LexborNode) -> bool:
    attributes = paragraph.attributes
    return any("right" in (attributes.get(name) or "").lower() for name in ("style", "class", "align"))


def ends_article(paragraph: LexborNode) -> bool:
    """Return whether a paragraph of some length directly precedes this one, and none follows it."""
    return is_last_paragraph(paragraph) and _is_below_text(paragraph, 1)


def is_last_paragraph(paragraph: LexborNode) -> bool:
    """Return whether no paragraph of some length follows this one."""
    following = paragraph.next
    while following is not None and (following.tag != "p" or len(following.text() or "") <= _LONG):
        following = following.next
    return following is None


def _is_below_text(paragraph: LexborNode, within: int) -> bool:
    """Return whether one of some length is among the paragraphs directly before this one."""
    before = element_before(paragraph)
    for _ in range(within):
        if before is None or before.tag != "p":
            return False
        if _length(before.text() or "") > _LONG:
            return True
        before = element_before(before)
    return False


def _length(text: str) -> int:
    """Return the number of characters. East Asian ones count twice: they say as much as two."""
    return len(text) + sum(letter >= _EAST_ASIAN for letter in text)
