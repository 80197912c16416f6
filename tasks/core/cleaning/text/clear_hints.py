"""Clears hints that turn out to be wrong once it is known which boxes hold the article."""

from collections.abc import Sequence

from dateline.tasks.core.cleaning.text.belief import CERTAIN, MOST, UNLIKELY, upwards
from dateline.tasks.core.cleaning.text.boxes import Box, Outline
from dateline.tasks.core.vocabulary.css_classes import Hint

_LISTS = frozenset(("ul", "ol", "dl"))
_LINK_HINTS = int(Hint.RELATED | Hint.AD | Hint.WIDGET)
"""Hints that are wrong for a list or a table with hardly any links."""
_LABEL_HINTS = int(Hint.META)
"""Hints that are wrong for a list with sentences."""
_MENU_HINTS = int(Hint.NAVIGATION | Hint.ASIDE)
"""Hints that are wrong for a list with sentences and without any link."""
_POINTING = int(Hint.RELATED | Hint.NAVIGATION | Hint.CONSENT)
"""Hints of boxes that point to other pages."""
_TEXT, _HARDLY_ANY = 25, 20
"""A box of at least so many words, of which at most one in so many is in a link, is no menu and no teaser."""
_ADVICE, _MAX_ADVICE = 8, 60
"""The minimum and maximum number of words of advice in a guide."""
_NOTE, _ADVISING = int(Hint.NOTE), frozenset(("note", "notes", "note-box", "hinweis"))
"""Names of boxes with advice. Corrections and disclaimers have others, and offers longer ones."""
_RELATED, _SHARE = int(Hint.RELATED), int(Hint.SHARE)
_LINE = 12
"""The minimum number of words, on average, of the paragraphs of a text."""
_LARGE = 5
"""The minimum number of blocks of a large box."""
_OF_GOODS = int(Hint.RELATED | Hint.AD)
"""Hints of names such as ``product-card``."""
_GOODS = frozenset(("card", "cards", "product", "products", "promo", "promotion", "shop", "deal", "deals", "affiliate"))
_ITEMS, _ITEM_LINKS, _NAME, _SENTENCE = 2, 4, 2, 6
"""The minimum number of items beside each other; at most one in so many of their words is in a link (a button); and the
minimum number of words of an item's name, and of a sentence about it."""
_ITEM_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_FEW = 10
"""A list has hardly any links if at most one in so many of its words is in a link."""


def clear_hints(outline: Outline, containers: Sequence[Box]) -> None:
    """Clear `Box.believed` of the containers, their ancestors and the boxes inside that hold most of the article.

    Lists and tables in the containers lose only the hints that do not fit them.
    """
    for container in containers:
        for holder in upwards(container):
            holder.believed = 0
    least = MOST * sum(container.words - container.link_words for container in containers)
    inside: set[Box | None] = set(containers)
    within: list[Box] = []
    wrong_by_box: dict[Box | None, int] = {}
    for box in outline.boxes:
        if box.parent in inside:
            inside.add(box)
            within.append(box)
            if box.words - box.link_words > least and not box.hints & CERTAIN:
                box.believed = 0
            elif wrong := wrong_by_box.get(box.parent, 0) or _wrong_hints(box):
                wrong_by_box[box] = wrong
                box.believed &= ~wrong
                if box.tag == "table":
                    _clear_frame(box)
    _clear_refuted(within, containers)
    _clear_items(outline, within)


def _clear_items(outline: Outline, boxes: Sequence[Box]) -> None:
    """Clear hints of teasers and goods from the boxes of what a review or a guide lists: products, places, people.

    They repeat beside each other, and each has an unlinked heading of its own above unlinked text. ``boxes`` are those
    inside the containers.
    """
    rows: dict[tuple[Box | None, str], set[Box]] = {}
    doubtful = {box for box in boxes if box.believed & _OF_GOODS and _may_be_item(box)}
    if len(doubtful) < _ITEMS:  # as on most pages
        return
    for block in outline.blocks:
        if block.box.tag in _ITEM_HEADINGS and block.words >= _NAME and not block.link_words:
            item = next((box for box in upwards(block.box.parent) if box in doubtful), None)
            if item is not None:
                rows.setdefault((item.parent, item.tag + item.unnumbered), set()).add(item)
    told = {block.box for block in outline.blocks if not block.link_words and block.words >= _SENTENCE}
    told = {box for box in told if box.tag not in _ITEM_HEADINGS}
    for row in rows.values():
        items = {item for item in row if any(item in upwards(box) for box in told)}
        if len(items) >= _ITEMS:
            _believe_less(boxes, items)


def _may_be_item(box: Box) -> bool:
    """Return whether a box has few links, and the name of goods and not of teasers."""
    if box.link_words * _ITEM_LINKS > box.words:
        return False
    return all(word in _GOODS for word, hints in box.hint_words if hints & _OF_GOODS)


def _believe_less(boxes: Sequence[Box], items: set[Box]) -> None:
    """Clear the hints of the items and of what is in them."""
    inside: set[Box | None] = set()
    for box in boxes:
        if box in items or box.parent in inside:
            inside.add(box)
            box.believed &= ~_OF_GOODS


def _wrong_hints(box: Box) -> int:
    """Return the hints that are wrong for the box and everything in it.

    Lists and tables with few links are no teasers, and neither is anything large with hardly any link.
    """
    if box.tag in _LISTS and box.link_words * _FEW <= box.words:
        of_sentences = _LABEL_HINTS | (0 if box.link_words else _MENU_HINTS)
        return _LINK_HINTS | (of_sentences if box.prose else 0)
    if box.tag == "table" and box.link_words * 2 <= box.words:
        return _LINK_HINTS
    if box.words < _TEXT or box.link_words * _HARDLY_ANY > box.words:
        return 0
    wrong = box.hints & _SHARE if box.prose and box.words >= _LINE * box.blocks else 0  # buttons have few words each
    return wrong | (_RELATED if box.blocks >= _LARGE and box.words >= _FEW * _LARGE else 0)


def _clear_refuted(boxes: Sequence[Box], containers: Sequence[Box]) -> None:
    """Clear hints of menus and teasers from boxes of text without links that are followed by more of the article.

    ``boxes`` are those inside the containers. What is below the article is about other pages, with links or without.
    """
    refuted: dict[Box | None, int] = {
        box: wrong
        for box in boxes
        if box.words >= _ADVICE and box.link_words * _HARDLY_ANY <= box.words and (wrong := _refutable_hints(box))
    }
    if not refuted:  # as on most pages
        return
    plain: set[Box | None] = set(containers)
    last = 0
    for place, box in enumerate(boxes):
        if box.parent in plain and not box.believed & UNLIKELY:
            plain.add(box)
            last = place if box.prose else last
    for box in boxes[:last]:
        if wrong := refuted.get(box, 0) | refuted.get(box.parent, 0):
            refuted[box] = wrong
            box.believed &= ~wrong


def _refutable_hints(box: Box) -> int:
    """Return the hints that text below a box refutes: those of menus and teasers, and of notes that give advice."""
    hints = box.believed
    wrong = hints & _POINTING if box.words >= _TEXT else 0
    if hints & _NOTE and box.words <= _MAX_ADVICE and not _ADVISING.isdisjoint(box.tokens.lower().split()):
        wrong |= _NOTE
    return wrong


def _clear_frame(table: Box) -> None:
    """Clear the wrong hints of the boxes that hold the table and nothing else."""
    for holder in upwards(table.parent):
        if holder.words > table.words or holder.hints & CERTAIN:
            return
        holder.believed &= ~_LINK_HINTS
