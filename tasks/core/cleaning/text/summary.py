"""Finds the standfirst of an article, and the captions of its images."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import first_text, plain_string
from dateline.tasks.core.cleaning.text.belief import upwards
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.calls import SHORT_LINE
from dateline.tasks.core.cleaning.text.ends import HEADINGS
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.pictures import is_under_picture
from dateline.tasks.core.cleaning.text.select import APART, once
from dateline.tasks.core.cleaning.text.sentences import ends_sentence
from dateline.tasks.core.cleaning.text.visible import visible
from dateline.tasks.core.cleaning.timestamps.read import is_date_line
from dateline.tasks.core.vocabulary.css_classes import Hint

_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
_SHORTCODE = re.compile(r"\[/?(?:caption|embed|gallery|audio|video|vc_\w{1,40}|et_pb_\w{1,40})(?:\s[^\[\]]{0,500})?\]")
"""What a blog system replaces in a text, but not in the description that it makes of it."""
_NO_STANDFIRST = APART | int(Hint.FIGURE)
_NO_CAPTION = int(Hint.NAVIGATION | Hint.FOOTER | Hint.COMMENT | Hint.CONSENT | Hint.RELATED)
_CAPTION, _SUMMARY, _HEADER = int(Hint.CAPTION), int(Hint.SUMMARY), int(Hint.HEADER)
_RELATED = int(Hint.RELATED)
_POINTING, _MAX_BUTTON = frozenset((Phrase.ACTION, Phrase.TEASER)), 3
"""What is no caption if it is linked, or so short that it is a button; its maximum length in words."""
_AFTER = 8
"""How many blocks after the body are searched for captions."""
_MIN_NAMED, _MIN_WORDS, _MIN_SENTENCE, _MIN_PARAGRAPH = 2, 4, 5, 10
_MAX_WORDS = 120
_HARDLY_LINKED = 4
"""At most one in so many words of an article's own teaser is in a link."""
_ALIKE = 8
"""How many words of a block are compared with the description."""
_REACH = 25
"""How many blocks after the headline, or before the body, are searched for a standfirst."""


def read_description(document: Document) -> tuple[str, str] | None:
    """Return the description in the page's head and its origin, or None."""
    stated = first_text(document.article.get("description"))
    if stated and (text := visible(_SHORTCODE.sub("", stated))):
        return text, "json-ld:description"
    for name in _DESCRIPTIONS:
        for value in document.meta.get(name, ()):
            if text := visible(_SHORTCODE.sub("", plain_string(value))):
                return text, f"meta:{name}"
    return None


def find_standfirst(
    outline: Outline, anchor: Block | None, body: Sequence[Block], description: str | None
) -> list[Block]:
    """Return the blocks of the visible standfirst: between headline and body, or at the beginning of the body.

    ``description`` is the one of the page's head. A block that begins like it is likely to be the standfirst.
    """
    if not body:
        return []
    start = body[0].index
    begin = anchor.index + 1 if anchor else max(0, start - _REACH)
    candidates = outline.blocks[begin : min(start, begin + _REACH)]
    chosen = [block for block in candidates if _is_standfirst(block, description, before_body=True)]
    if not chosen and anchor is not None:
        chosen = [block for block in candidates if _is_own_teaser(block)][:1] or _teaser_of_body(body, anchor)
    header = _header_of(anchor, body[-1])
    for block in body[:6]:
        in_header = header is not None and header in upwards(block.box)
        if not _is_standfirst(block, description, before_body=in_header):
            break
        chosen.append(block)
    chosen = once(chosen)
    total = 0
    for place, block in enumerate(chosen):
        total += block.words
        if total > _MAX_WORDS:
            return chosen[:place]
    return chosen


def _header_of(anchor: Block | None, last: Block) -> Box | None:
    """Return the box around the headline that is named a header and does not hold the article's last block, or None."""
    around = set(upwards(last.box))
    beside = (box for box in upwards(anchor.box if anchor else None) if box not in around)
    return next((box for box in beside if box.hints & _HEADER and box.tag not in HEADINGS), None)


def _is_standfirst(block: Block, description: str | None, *, before_body: bool) -> bool:
    box = block.box
    if block.words < (_MIN_NAMED if before_body and ends_sentence(block.text) and _named(block) else _MIN_WORDS):
        return False
    if block.link_words * 2 > block.words or box.tag == "h1":
        return False
    if description and _same(block.text, description):
        return before_body or box.tag in HEADINGS or _named(block)
    if box.context_believed & _NO_STANDFIRST or (block.words < SHORT_LINE and phrase_kind(block.text) != Phrase.NONE):
        return False
    if _named(block):
        return True
    return before_body and (box.tag in HEADINGS or (box.tag == "p" and _is_paragraph(block)))


def _is_paragraph(block: Block) -> bool:
    """Return whether a block is long enough for no label, or a sentence."""
    return block.words >= _MIN_PARAGRAPH or (block.words >= _MIN_SENTENCE and ends_sentence(block.text))


def _is_own_teaser(block: Block) -> bool:
    """Return whether a block between headline and body is a sentence, hardly linked, in a box named like a teaser."""
    return block.box.context_believed & _NO_STANDFIRST == _RELATED and _reads_as_teaser(block)


def _teaser_of_body(body: Sequence[Block], anchor: Block) -> list[Block]:
    """Return the body's first block if it alone is in a box named like a teaser, else nothing."""
    first, *others = body
    named = _teaser_box(first.box)
    if named is None or named in upwards(anchor.box) or not others or not _reads_as_teaser(first):
        return []
    if any(_teaser_box(block.box) is not None for block in others):
        return []
    return [first]


def _teaser_box(box: Box) -> Box | None:
    """Return the box, or its parent, that is named like a teaser or a link to another page, else None."""
    return next((holder for holder in (box, box.parent) if holder is not None and holder.hints & _RELATED), None)


def _reads_as_teaser(block: Block) -> bool:
    if block.words < _MIN_PARAGRAPH or block.link_words * _HARDLY_LINKED > block.words:
        return False
    return ends_sentence(block.text) and phrase_kind(block.text) == Phrase.NONE


def _named(block: Block) -> bool:
    box, parent = block.box, block.box.parent
    own = box.hints & box.context_believed
    return bool((own | (parent.hints & parent.context_believed if parent else 0)) & _SUMMARY)


def _same(text: str, description: str) -> bool:
    """Return whether two texts begin with the same words. Descriptions are often cut short."""
    a, b = text.casefold().split(), description.casefold().rstrip(".…").split()
    size = min(len(a), len(b), _ALIKE)
    return size > _MIN_WORDS and a[:size] == b[:size]


def find_captions(outline: Outline, anchor: Block | None, kept: Sequence[Block]) -> tuple[str, ...]:
    """Return the captions of images and videos in the article, without duplicates, in reading order."""
    first = anchor.index + 1 if anchor else kept[0].index - _REACH if kept else 0
    last = kept[-1].index + _AFTER if kept else len(outline.blocks)
    found: dict[str, None] = {}
    for block in outline.blocks[max(0, first) : last]:
        if block.box.context_believed & _NO_CAPTION or block.box.tag == "h1":
            continue
        kind = phrase_kind(block.text) if block.words < SHORT_LINE else Phrase.NONE
        if not (block.box.context_believed & _CAPTION or kind is Phrase.CAPTION or is_under_picture(block)):
            continue
        if not _is_label(block, kind) and any(map(str.isalnum, block.text)):
            found[block.text] = None
    return tuple(found)


def _is_label(block: Block, kind: Phrase) -> bool:
    """Return whether a short line beside a picture is a button, or says when the article was published."""
    if kind is Phrase.DATE:  # a picture's date may stand before what it shows
        return not block.text[0].isdecimal() or block.words <= _MAX_BUTTON or is_date_line(block.text)
    return kind in _POINTING and (block.words <= _MAX_BUTTON or block.link_words > 0)
