"""Finds the notes in which a newsroom says that it corrected an article: in the text, around it and in its footer.

Notes are recognized by their wording (see `notes`) or by the names of their elements. They are no part of the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborNode

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.names import key_of
from dateline.tasks.core.cleaning.structured import plain_string
from dateline.tasks.core.cleaning.text.belief import upwards
from dateline.tasks.core.cleaning.text.blocks import flatten
from dateline.tasks.core.cleaning.text.boxes import Block, Box, Outline
from dateline.tasks.core.cleaning.text.notes import (
    Wording,
    asks_reader,
    begin_plainly,
    follows_note,
    may_begin_note,
    may_begin_notes,
    may_tell_of_version,
    tells_of_change,
    wording_of,
)
from dateline.tasks.core.cleaning.text.sentences import ends_sentence
from dateline.tasks.core.cleaning.text.visible import visible
from dateline.tasks.core.vocabulary.corrections import OTHER_CLASSES
from dateline.tasks.core.vocabulary.css_classes import Hint

_NAMED = int(Hint.CORRECTION)
_ELSEWHERE = int(Hint.COMMENT | Hint.NAVIGATION | Hint.CONSENT | Hint.FORM | Hint.HIDDEN)
"""Hints of boxes whose words are not the newsroom's, or which no reader sees."""
_AROUND = int(Hint.RELATED | Hint.FOOTER | Hint.AD | Hint.SIGNUP)
"""Hints of boxes that tell of the article only if they stand inside it."""
_OTHER_NAME = LatePattern(OTHER_CLASSES)
_URL = re.compile(r"\S*[./]\S*$", re.ASCII)
_HOLDERS = frozenset(("article", "main"))
_BEFORE, _AFTER, _BESIDE = 25, 25, 8
"""How many blocks before the text, where no headline is known, and after it are searched, and how many before and after
it are looked at for the names of their elements."""
_EDGE = 8
"""How many paragraphs at the beginning and the end of a text may have a mark before a note."""
_MIN_NAMED, _MAX_WORDS, _MAX_BLOCKS = 4, 300, 6
"""The words of a note whose element is named one are at least so many. No note has more words or blocks than these."""
_APPENDED = ("appended", "version")
"""The last words of labels that are a note themselves."""
_ENDS_OF_LABEL = (":", "：", "】", "]")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The notes of a page in its order, where the first stands (see `Candidate`), and the indexes of their blocks."""

    notes: tuple[str, ...] = ()
    origin: str | None = None
    blocks: frozenset[int] = field(default_factory=frozenset)


NO_CORRECTIONS = Corrections()


def find_corrections(
    outline: Outline, anchor: Block | None, containers: Sequence[Box], kept: Sequence[Block]
) -> Corrections:
    """Return the notes that the page shows. ``kept`` are the blocks of the article, which may be notes themselves."""
    if not kept:
        return NO_CORRECTIONS
    first = anchor.index + 1 if anchor else max(0, kept[0].index - _BEFORE)
    near = outline.blocks[min(first, kept[0].index) : kept[-1].index + _AFTER + 1]
    likely = _likely(near, kept)
    found = _Search(near, containers, kept).run(likely) if likely else []
    taken = frozenset(block.index for note in found for block in note)
    if outline.footers:
        found += _in_footers(outline, containers)
    if not found:
        return NO_CORRECTIONS
    return Corrections(_once(map(_joined, found)), f"markup:{found[0][0].box.tag}", taken)


def _likely(near: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    """Return the blocks that may begin a note by their first letters, their place or the names of their elements.

    This is done for each page, so it is in as few steps as possible.
    """
    middle = kept[_EDGE:-_EDGE]
    in_middle = {block.index for block in middle}
    edges = [block for block in near if block.index not in in_middle] if middle else near
    chosen = {edges[place].index: edges[place] for place in may_begin_notes([block.text for block in edges])}
    chosen |= {middle[place].index: middle[place] for place in begin_plainly([block.text for block in middle])}
    for block in (kept[0], kept[-1]):  # where another sentence than the first may tell of a change
        if may_tell_of_version(block.text):
            chosen[block.index] = block
    in_text = {block.index for block in kept}
    start = near[0].index
    for block in near[max(0, kept[0].index - start - _BESIDE) : kept[-1].index - start + _BESIDE]:
        # The names around running text have been read before. Reading others would take time.
        if block.index not in in_text and block.prose and block.box.context_hints & _NAMED:
            chosen[block.index] = block
    return [chosen[index] for index in sorted(chosen)]


def with_stated(found: Corrections, article: Mapping[str, Any]) -> Corrections:
    """Return the notes, and after them those of the article's JSON-LD that the page does not show."""
    stated = article.get("correction")
    return _with_others(found, _stated(stated), "json-ld:correction") if stated else found


def with_paragraphs(found: Corrections, paragraphs: Iterable[str], origin: str) -> Corrections:
    """Return the notes, and after them those among the paragraphs of a text that the page does not show."""
    return _with_others(found, (text for text in paragraphs if wording_of(text) is Wording.NOTE), origin)


def _with_others(found: Corrections, notes: Iterable[str], origin: str) -> Corrections:
    fresh = tuple(note for note in _once(notes) if not any(_same(note, shown) for shown in found.notes))
    return Corrections((*found.notes, *fresh), found.origin or origin, found.blocks) if fresh else found


def without_notes(paragraphs: Sequence[str]) -> Sequence[str]:
    """Return the paragraphs of a text that are no notes, or all if there are no others."""
    return [text for text in paragraphs if wording_of(text) is not Wording.NOTE] or paragraphs


def _stated(value: object) -> Iterator[str]:
    """Yield the texts of schema.org's `correction`: texts, or objects of the type `CorrectionComment`. No URLs."""
    for item in value if isinstance(value, list) else [value]:
        text = item.get("text") or item.get("description") if isinstance(item, dict) else item
        if isinstance(text, str) and (note := visible(plain_string(text))) and not _URL.match(note):
            yield note


def _same(note: str, other: str) -> bool:
    return key_of(note) in key_of(other) or key_of(other) in key_of(note)


def _once(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _joined(note: Sequence[Block]) -> str:
    """Return a note as one line. A label is followed by a colon."""
    *before, last = (block.text for block in note)
    return " ".join([*(_with_colon(text) for text in before), last])


def _with_colon(text: str) -> str:
    is_label = wording_of(text) is Wording.LABEL and not text.endswith(_ENDS_OF_LABEL)
    return f"{text}:" if is_label else text


def _in_footers(outline: Outline, containers: Sequence[Box]) -> list[list[Block]]:
    """Return the notes in footers of the article. The footer of the page is about the site."""
    inside = {box for container in containers for box in upwards(container) if box.tag in _HOLDERS}
    inside.update(containers)
    found: list[list[Block]] = []
    for footer, box in outline.footers:
        if not inside.isdisjoint(upwards(box)) and any(map(may_begin_note, _lines_of(footer))):
            part = flatten(footer)
            likely = [block for block in part.blocks if may_begin_note(block.text)]
            found += _Search(part.blocks, part.boxes[:1], ()).run(likely) if likely else []
    return found


def _lines_of(footer: LexborNode) -> list[str]:
    return footer.text(separator="\n", strip=True).split("\n")


class _Search:
    """Finds notes among the blocks near the article."""

    def __init__(self, near: Sequence[Block], containers: Sequence[Box], kept: Sequence[Block]) -> None:
        self.near = near
        self.kept = kept
        self.containers = frozenset(containers)
        self.around = {box for container in containers for box in upwards(container)}

    def run(self, likely: Iterable[Block]) -> list[list[Block]]:
        """Return the blocks of each note, in the order of the page."""
        found: list[list[Block]] = []
        taken: set[int] = set()
        for block in likely:
            if block.index in taken or not self._may_be_of_newsroom(block):
                continue
            if note := self._note_at(block):
                found.append(note)
                taken.update(each.index for each in note)
        return found

    def _may_be_of_newsroom(self, block: Block) -> bool:
        hints = block.box.context_hints
        if hints & _ELSEWHERE:
            return False
        return not hints & _AROUND or (self._is_inside(block) and ends_sentence(block.text))

    def _note_at(self, block: Block) -> list[Block]:
        """Return the blocks of the note that begins with a block, or none."""
        wording = wording_of(block.text)
        if holder := self._named_holder(block.box):
            return self._of_holder(holder)
        if block.link_words * 2 > block.words:
            return []
        if wording is Wording.LABEL:
            return self._below_label(block)
        is_note = wording is Wording.NOTE or (may_tell_of_version(block.text) and tells_of_change(block.text))
        return [block, *self._follow_ups(block)] if is_note else []

    def _is_inside(self, block: Block) -> bool:
        return any(box in self.containers for box in upwards(block.box))

    def _named_holder(self, box: Box) -> Box | None:
        """Return the outermost box around a block, inside or beside the article, that is named a note, if any."""
        holder = None
        for around in upwards(box):
            if around in self.around or around.words > _MAX_WORDS:
                break
            if around.hints & _NAMED:
                if _OTHER_NAME.search(around.tokens.lower()):
                    return None
                holder = around
        return holder

    def _of_holder(self, holder: Box) -> list[Block]:
        blocks = [block for block in self.near if any(box is holder for box in upwards(block.box))]
        text = [block for block in blocks if block.link_words * 2 <= block.words and not asks_reader(block.text)]
        says = [block for block in text if wording_of(block.text) is not Wording.LABEL]
        if sum(block.words for block in says) < _MIN_NAMED or not any(ends_sentence(block.text) for block in says):
            return []
        return text

    def _below_label(self, label: Block) -> list[Block]:
        """Return a label and the blocks below it that are its note. At the end of a text, that is the rest of it."""
        holder = label.box if label.box.blocks > 1 else label.box.parent
        if holder is not None and holder not in self.around:
            inside = [block for block in self.near if block.index > label.index and holder in upwards(block.box)]
            inside = [block for block in inside if block.link_words * 2 <= block.words and not asks_reader(block.text)]
            note = inside if any(ends_sentence(block.text) for block in inside) else []
        else:
            inside = [block for block in self.kept if block.index > label.index]
            if label.text.endswith(_ENDS_OF_LABEL) or any(map(str.isdigit, label.text)):
                inside = inside[:1]
            note = [block for block in inside if ends_sentence(block.text) and not asks_reader(block.text)]
        if note and len(inside) <= _MAX_BLOCKS // 2 and sum(block.words for block in inside) <= _MAX_WORDS // 2:
            return [label, *note]
        return [label] if label.words > 1 and label.text.lower().rstrip(".").endswith(_APPENDED) else []

    def _follow_ups(self, note: Block) -> list[Block]:
        """Return the paragraphs after a note that belong to it by their wording."""
        found: list[Block] = []
        for block in self.near:
            if block.index <= note.index:
                continue
            if len(found) >= _MAX_BLOCKS or block.box.parent is not note.box.parent or not follows_note(block.text):
                break
            found.append(block)
        return found
