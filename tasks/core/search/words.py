"""Splits text into words as search sees them. The index, queries and snippets all use this module, so that they agree.

A word is folded: lower case, compatibility forms (NFKC), without the marks that many people leave out when they type
(accents, Hebrew and Arabic vowel signs). Marks that are part of a letter, as in Hindi and Thai, stay.

Scripts without blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) have no words that could be split
without a dictionary. There each character, together with the next one, is a word of its own: ``東京都`` is ``東京 京都
都``. So there is exactly one word per character, and any part of a run of text can be found as a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

MAX_WORD_CHARS = 64
"""Longer words are cut, in the index and in queries."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao; Burmese; Khmer
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Invisible characters within words, as the inside of a regular expression's class: soft hyphen, zero-width space (it
allows a line break, and parts words in Khmer and Burmese texts, but not in what people type) and joiners, variation
selectors (which glyph of a character, as in Japanese names, and emoji)."""
_DROPPED = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents
    "\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # Hebrew and Arabic signs
    f"{_JOINERS}]+"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not decompose, as people type them without the key for them."""


def _marks() -> str:
    """Return the combining marks of the Basic Multilingual Plane, as the inside of a regular expression's class.

    With characters of other planes, `re` would compare each character with one range after the other.
    """
    points = [point for point in range(0x300, 0x10000) if unicodedata.category(chr(point)) in {"Mn", "Mc"}]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_MARKS = _marks()
_WORD = re.compile(rf"\w+(?:[{_MARKS}{_JOINERS}]+\w*)*")
_SIMPLE = re.compile("[\x00-\x7f\xa0«»–—‘’‚“”„•…‹›]*")
"""Texts without letters beyond ASCII. What else they contain separates words."""
_FOLDED = bytes(ord(chr(at).lower()) if chr(at).isalnum() else ord(" ") for at in range(128)) + b" " * 128
_NO_WORD = re.compile(rf"[^\w{_MARKS}]+")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Place:
    """A folded word, and its place in the text: ``text[start:end]``."""

    word: str
    start: int
    end: int


def searchable(text: str) -> str:
    """Return the text's folded words in order, with a blank between them."""
    if _SIMPLE.fullmatch(text):  # the same, faster
        folded = text.encode("ascii", "replace").translate(_FOLDED).decode("ascii").split()
        if max(map(len, folded), default=0) <= MAX_WORD_CHARS:
            return " ".join(folded)
    words = _WORD.findall(text.replace("_", " "))
    return " ".join(filter(None, map(_fold, words)))


def words(text: str) -> list[str]:
    """Return the text's folded words in order."""
    return searchable(text).split()


def places(text: str) -> Iterator[Place]:
    """Yield the words that `words` returns, each with its place in the text."""
    for found in _WORD.finditer(text.replace("_", " ")):
        folded = _fold(found[0]).split()
        start, end = found.span()
        kept = [at for at, char in enumerate(found[0], start) if not _DROPPED.match(char)] if len(folded) > 1 else []
        if len(folded) == len(kept) > 1:  # a run of a script without blanks: one word per character
            yield from (Place(word, at, at + 1) for word, at in zip(folded, kept, strict=True))
        else:
            yield from (Place(word, start, end) for word in folded)


def is_unspaced(word: str) -> bool:
    """Return whether a folded word is of a script without blanks."""
    return bool(_UNSPACED_CHAR.match(word))


@lru_cache(maxsize=1 << 17)
def _fold(word: str) -> str:
    """Return the folded words that a run of letters, digits and marks consists of, with blanks between them."""
    if word.isascii():
        return word[:MAX_WORD_CHARS].lower()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    folded = _NO_WORD.sub("", unicodedata.normalize("NFKC", bare)).replace("_", "").translate(_LETTERS)
    if not _UNSPACED_CHAR.search(folded):
        return folded[:MAX_WORD_CHARS]
    return " ".join(part for run in _RUN.findall(folded) for part in _parts(run))


def _parts(run: str) -> Iterator[str]:
    if not is_unspaced(run):
        yield run[:MAX_WORD_CHARS]
        return
    yield from map("".join, pairwise(run))
    yield run[-1]
