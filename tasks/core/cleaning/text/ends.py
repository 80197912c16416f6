"""Finds where an article begins and ends among the blocks of its box: bylines before, teasers and comments after."""

import re
from collections.abc import Sequence

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.credits import is_led
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.person_names import looks_like_person
from dateline.tasks.core.cleaning.text.boxes import Block, Box
from dateline.tasks.core.cleaning.text.linked import LinkedParts
from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind
from dateline.tasks.core.cleaning.text.sentences import FULL_STOPS, ends_sentence, ends_with
from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.read import is_date_line
from dateline.tasks.core.vocabulary.article_phrases import AUTHOR_HEADINGS
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.signup_lines import COMMENT_HEADINGS

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ITEMS = frozenset(("li", "td", "th", "dd", "dt"))
LABEL, LONG_ENOUGH = 5, 12
"""Lengths in words. A block below the first may be a label, and from the second on it is text whatever it ends with."""
_COMMENTS = LatePattern(without_look_alikes(f"(?:{all_patterns(COMMENT_HEADINGS)})"))
_AUTHORS = LatePattern(without_look_alikes(f"(?:{all_patterns(AUTHOR_HEADINGS)})"))
_NOTE = 150
"""The maximum number of words of a note on the author."""
_COUNT = re.compile(r"\(?[\d.,]*\d\)?")
_MARKS = " \t:.…!?–—-|»«\"'”“’‘()[]"
_MAX_HEADING, _MAX_LABEL = 25, 6
"""The maximum number of words of a heading above comments, which may quote the article's, and of a label there."""
_MAX_LABEL_LENGTH = 40
"""The maximum number of characters of a label in bold type before a line."""
_TITLE, _TEASER = 3, 40
"""The minimum number of words of another page's title, and the maximum of the text below it."""
_SEVERAL, _OUTWEIGHED = 2, 2
"""Teasers after an article are at least so many, and the article has at least so many times their running text."""
_MAX_INTRODUCTION = 40
"""The maximum number of words of a line that introduces the author at the end."""
_BETWEEN_SENTENCES, _MAX_SENTENCES = re.compile(r"(?<=[^\d\s][.!?])\s+(?=\w)"), 4
_ITEM_BLOCKS = 2
"""The maximum number of blocks of a small item. A cell of more may hold the whole article."""
_POINTS = 12
"""The minimum number of words of a list of key points."""


def without_appendix(blocks: Sequence[Block], linked: LinkedParts) -> Sequence[Block]:
    """Return the blocks without what follows the article in its box: comments, teasers, the note on its author."""
    total = sum(block.prose for block in blocks)
    before = 0.0
    for place, block in enumerate(blocks):
        if before * 2 >= total - before and before and _is_headed(block, _COMMENTS):
            blocks = blocks[:place]
            break
        before += block.prose
    return _without_author_note(blocks[: _start_of_teasers(blocks, linked)])


def _without_author_note(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks without the note on the author, up to the next heading, that follows most of the article."""
    total = sum(block.prose for block in blocks)
    before = 0.0
    for place, block in enumerate(blocks):
        if before > total - before and _is_headed(block, _AUTHORS):
            rest = blocks[place + 1 :]
            length = next((n for n, other in enumerate(rest) if other.box.tag in HEADINGS), len(rest))
            if sum(other.words for other in rest[:length]) <= _NOTE:
                return [*blocks[:place], *rest[length:]]
        before += block.prose
    return blocks


def _is_headed(block: Block, heading: LatePattern) -> bool:
    """Return whether a block is such a heading, or a label that stands for one."""
    if block.box.tag not in HEADINGS:
        if block.words > _MAX_LABEL or block.link_words or block.box.blocks > 1:
            return False
    elif block.words > _MAX_HEADING:
        return False
    return heading.fullmatch(_as_heading(block.text)) is not None


def is_comments_heading(text: str) -> bool:
    """Return whether a text is that of a heading above the comments of readers: "2 comments"."""
    return _COMMENTS.fullmatch(_as_heading(text)) is not None


def _as_heading(text: str) -> str:
    """Return a text in the form of the vocabulary: in lower case, with a sign for a number, without marks around it."""
    return _COUNT.sub("#", lowered(text)).strip(_MARKS)


def _start_of_teasers(blocks: Sequence[Block], linked: LinkedParts) -> int:
    """Return the index after which only linked titles of other pages stand, with short texts below them."""
    start = len(blocks)
    titles = 0
    while start:
        block = blocks[start - 1]
        if _is_title(block, linked):
            titles += 1
        elif block.link_words < block.words and not (
            block.words <= _TEASER and start > 1 and _is_title(blocks[start - 2], linked)
        ):
            break
        start -= 1
    headed = start and blocks[start - 1].box.tag in HEADINGS and not blocks[start - 1].link_words
    if headed and phrase_kind(blocks[start - 1].text) is Phrase.TEASER:
        titles += _SEVERAL
    if titles < _SEVERAL:
        return len(blocks)
    after = sum(block.prose for block in blocks[start:])
    if not after or sum(block.prose for block in blocks[:start]) < _OUTWEIGHED * after:
        return len(blocks)  # without running text there is nothing that links do not tell
    return start - 1 if headed else start


def _is_title(block: Block, linked: LinkedParts) -> bool:
    return block.link_words == block.words >= _TITLE and block.index not in linked.headings


def without_loose_ends(blocks: list[Block]) -> list[Block]:
    """Return the blocks without the bylines, dates and labels before and after the text."""
    in_headings = _is_written_in_headings(blocks)
    reads = [_reads_as_text(block) or (in_headings and _is_sentence(block)) for block in blocks]
    texts = (place for place, block in enumerate(blocks) if reads[place] and not _is_about_text(block))
    start = next(texts, 0)
    first = _start_of_points(blocks, start)
    while first and _may_begin(blocks[first - 1]):
        first -= 1
    last = len(blocks)
    while last > first and not reads[last - 1] and not _is_item(blocks[last - 1]) and not _is_in_series(blocks, last):
        last -= 1
    while last > start + 1 and _tells_how_to_reach(blocks[last - 1]):
        last -= 1
    before = (block for block in blocks[first:start] if not _is_dated_line(block))
    return [*before, *blocks[start:last]] or blocks


def _may_begin(block: Block) -> bool:
    """Return whether a block may stand between the beginning of an article and its first paragraph."""
    return block.box.tag in HEADINGS or block.words > LABEL or is_date_line(block.text)


def _is_in_series(blocks: Sequence[Block], end: int) -> bool:
    """Return whether the last of the blocks before ``end`` has a label in bold type, and that above it has one, too."""
    if end < _SEVERAL:
        return False
    above, last = blocks[end - 2 : end]
    return last.box.parent is above.box.parent and _is_labelled(last) and _is_labelled(above)


def _is_labelled(block: Block) -> bool:
    """Return whether a block begins with a few words in bold type and a colon: "Attendance: 3,412"."""
    label, colon, _ = block.text.partition(":")
    bold = block.box.node.css_first("b, strong") if colon and len(label) <= _MAX_LABEL_LENGTH else None
    return bold is not None and bold.text().strip().rstrip(":").strip() == label.strip()


def without_dated_lines(blocks: list[Block]) -> list[Block]:
    """Return the blocks without the bylines and dates at their beginning, which stood below the standfirst."""
    start = next((place for place, block in enumerate(blocks) if not _is_dated_line(block)), 0)
    return blocks[start:]


def _start_of_points(blocks: Sequence[Block], start: int) -> int:
    """Return the index of the first of the key points that are listed before the text, else ``start``."""
    first = start
    while first and blocks[first - 1].box.tag == "li" and not blocks[first - 1].link_words:
        first -= 1
    words = sum(block.words for block in blocks[first:start])
    return first if words >= _POINTS and words >= LABEL * (start - first) else start


def _is_written_in_headings(blocks: Sequence[Block]) -> bool:
    """Return whether most of the text is in headings, as some blogs have it."""
    written = sum(block.words for block in blocks if _is_sentence(block))
    return written > 0 and written * 2 > sum(block.words for block in blocks)


def _is_sentence(block: Block) -> bool:
    """Return whether a heading is a long sentence."""
    return block.box.tag in HEADINGS and block.words >= LONG_ENOUGH and ends_with(block.text, FULL_STOPS)


def _is_dated_line(block: Block) -> bool:
    """Return whether a block above the text is a byline or the like, such as "By Ann Lee, 14 March 2026"."""
    if _is_about_text(block):
        return True
    if block.box.tag in HEADINGS or block.box.tag in ITEMS or block.words > LONG_ENOUGH or ends_sentence(block.text):
        return False
    return parse_moment(block.text) is not None or _only_names_authors(block)


def _tells_how_to_reach(block: Block) -> bool:
    """Return whether a block introduces a person and gives a mailbox: "Ann Lee writes of courts. Reach her at …"."""
    if "@" not in block.text or block.words > _MAX_INTRODUCTION or block.box.tag in ITEMS:
        return False
    sentences = _BETWEEN_SENTENCES.split(block.text)
    name = " ".join(sentences[0].split()[:2])
    return len(sentences) > 1 and "@" not in sentences[0] and "," not in name and looks_like_person(name)


def _is_about_text(block: Block) -> bool:
    return is_date_line(block.text) or _dates_and_names(block)


def _dates_and_names(block: Block) -> bool:
    """Return whether each sentence of a line names authors or is a date, as in "By Ann Lee. 14 March 2026"."""
    sentences = _BETWEEN_SENTENCES.split(block.text, _MAX_SENTENCES)
    if not 1 < len(sentences) < _MAX_SENTENCES or block.words > _MAX_HEADING or block.box.tag in ITEMS:
        return False
    dated = [is_date_line(sentence) for sentence in sentences]
    return any(dated) and all(date or is_led(line) for date, line in zip(dated, sentences, strict=True))


def _only_names_authors(block: Block) -> bool:
    """Return whether a line introduces people and says nothing else: "By Ann Lee and Bo van der Ek"."""
    names = names_in(block.text) if is_led(block.text) else ()
    others = block.words - sum(len(name.split()) for name in names)
    return bool(names) and others <= 1 + len(names) and all(map(looks_like_person, names))


def _is_item(block: Block) -> bool:
    """Return whether a block is an item of a list or table, or in a small one."""
    box: Box | None = block.box
    while box is not None and box.blocks <= _ITEM_BLOCKS:
        if box.tag in ITEMS:
            return True
        box = box.parent
    return False


def _reads_as_text(block: Block) -> bool:
    if block.box.tag in HEADINGS and not _is_item(block):
        return False
    return block.words >= LONG_ENOUGH or ends_sentence(block.text)
