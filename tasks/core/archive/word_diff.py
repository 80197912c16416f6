"""Compares two texts word by word, as rows of paragraphs side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_PARAGRAPHS = 1000
"""Longer texts are compared up to this length, because the time for a comparison grows faster than the text."""
MAX_COMPARISONS = 1_000_000
"""The maximum number of word comparisons. Further paragraphs are compared as a whole."""
_REST = "[…]"
"""What is shown instead of the paragraphs that are not compared, if they differ."""
_MIN_ALIKE = 0.3
"""Paragraphs with less in common are not compared word by word, which would only show coincidences."""
# A word, or a character of a script without blanks (Thai, Lao, Burmese, Khmer, kana, Han), with the blanks after it.
_WORD = re.compile(r"(?:[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s])\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph, and whether the other text lacks it."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Two paragraphs side by side, or None where a text has no counterpart."""

    before: Sequence[Piece] | None
    after: Sequence[Piece] | None

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


def paragraph_rows(before: str, after: str) -> Iterator[Row]:
    """Yield the paragraphs of two texts in order, each beside its counterpart, with the words that differ.

    The last row says whether what comes after `MAX_PARAGRAPHS` differs.
    """
    (old, old_rest), (new, new_rest) = _paragraphs(before), _paragraphs(after)
    comparisons = 0
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        shared = min(old_to - old_from, new_to - new_from)
        for one, other in zip(old[old_from : old_from + shared], new[new_from : new_from + shared], strict=True):
            if tag == "equal":
                same = (Piece(one, is_changed=False),)
                yield Row(same, same)
                continue
            words, others = _WORD.findall(one), _WORD.findall(other)
            comparisons += len(words) * len(others)
            row = _aligned(words, others) if comparisons <= MAX_COMPARISONS else None
            yield from (row,) if row else (Row(_whole(one), None), Row(None, _whole(other)))
        yield from (Row(_whole(text), None) for text in old[old_from + shared : old_to])
        yield from (Row(None, _whole(text)) for text in new[new_from + shared : new_to])
    if old_rest != new_rest:
        yield Row(_whole(_REST) if old_rest else None, _whole(_REST) if new_rest else None)


def _aligned(old: list[str], new: list[str]) -> Row | None:
    """Return two paragraphs with the words that differ, or None if they are too different."""
    matcher = SequenceMatcher(None, old, new)
    if matcher.quick_ratio() < _MIN_ALIKE or matcher.ratio() < _MIN_ALIKE:
        return None
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        for pieces, words in ((left, old[old_from:old_to]), (right, new[new_from:new_to])):
            if words:
                pieces.append(Piece("".join(words), tag != "equal"))
    return Row(tuple(left), tuple(right))


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_changed=True),)


def _paragraphs(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs that are compared, and the others."""
    lines = [line for line in text.split("\n") if line.strip()]
    return lines[:MAX_PARAGRAPHS], lines[MAX_PARAGRAPHS:]
