"""Recognizes the notes in which a newsroom says that it corrected an article, by their wording, in many languages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache

from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.cleaning.lower_case import lowered, without_look_alikes
from dateline.tasks.core.cleaning.text.alternatives import ByFirstLetters, head_of, openings
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.corrections import (
    CHANGES,
    FOLLOW_UPS,
    INVITATIONS,
    LABELS,
    MENDED,
    NOTES,
    UPDATES,
)


class Wording(IntEnum):
    """What a line says of a correction."""

    NONE = 0
    LABEL = 1
    """Only what stands above or before a note: "Correction", "Correction: March 4, 2026"."""
    NOTE = 2


_WORDS = tuple(without_look_alikes(all_patterns(words)) for words in (LABELS, NOTES, UPDATES, CHANGES))
_LABELS, _NOTES, _UPDATES, _CHANGES = map(ByFirstLetters, _WORDS)
_AND = r"(?:\s*(?:&|and|und|et|y|e|og|och|en)\s+\w+)?"
_DATED = r"(?:[\s,(\[（|/–—-]*\d[^:：]{0,30}?|,? \w+ \d[^:：]{0,25}?|\s*[(\[（][^)\]）]{0,40}[)\]）])?"
_END_OF_LABEL = LatePattern(rf"{_AND}{_DATED}\s*(?:[:：】＞〉》≫\])]\s*|[–—-]\s|$)")
_END_OF_UPDATE = LatePattern(r"[^:：]{0,40}(?:[:：】\])]|[–—-]\s)")
_MENDED = LatePattern(without_look_alikes(all_patterns(MENDED)))
_FOLLOWS = LatePattern(rf"\W*(?:{without_look_alikes(all_patterns(FOLLOW_UPS))})")
_INVITATION = LatePattern(without_look_alikes(INVITATIONS))
_ONLY_A_DATE = re.compile(r"\W*(?=\D*\d)(?:\w+\W+){0,5}\w*\W*")
_FIRST = re.compile(r"[^\W_]")
_WORD = re.compile(r"(?<!\w)[^\W\d_]")
_MARKS = frozenset("([{<*•·-–—_>|+【（［〔＜〈《≪※◆●■▼▲＊†‡")
"""What may stand before the first word of a note."""
_VERSIONS = (" versi", " Versi", " versj", " Fassung", " verzi", " верси", " версі", " this article", " this story")
"""What sentences about a change have that begin with something else, such as a date."""
_SHORT, _LONG = 4, 8
"""The numbers of characters by which most lines are ruled out, and then most of the others."""
MAX_NOTE = 2000
"""A longer text, in characters, is no note. The patterns would take time quadratic in its length."""


@cache
def _beginnings() -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
    """Return how notes begin in lower case, by their first four characters as a text may write them, and short labels.

    The latter are of two characters, in scripts in which a letter is a word. Last come the first characters of these
    labels, and the marks before a note.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    short: set[str] = set()
    for opening in openings("|".join(_WORDS), _LONG):
        head = opening[:_SHORT]
        for written in (head, head.upper(), head.capitalize()):
            if len(head) < _SHORT:
                short.add(written[:2])
            else:
                found[written].add(opening)
    longer = {head: tuple(whole) for head, whole in found.items()}
    return longer, frozenset(short), frozenset((*_MARKS, *(label[0] for label in short)))


def may_begin_note(text: str) -> bool:
    """Return whether a text begins with the first letters of a note, which rules out nearly all texts."""
    longer, short, _ = _beginnings()
    if starts := longer.get(text[:_SHORT]):
        return lowered(text[:_LONG]).startswith(starts)
    if text[:2] in short:
        return True
    if text[:1] not in _MARKS:
        return False
    first = _FIRST.search(text)
    return first is not None and may_begin_note(text[first.start() :])


def may_begin_notes(texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that `may_begin_note`. It is faster than asking for each. None is empty."""
    found = begin_plainly(texts)
    firsts = _beginnings()[2]
    if not firsts.isdisjoint([text[0] for text in texts]):
        found += [place for place, text in enumerate(texts) if text[0] in firsts]
    return [place for place in found if may_begin_note(texts[place])] if found else found


def begin_plainly(texts: Sequence[str]) -> list[int]:
    """Return the places of the texts whose first four letters are those of a note, without a mark before them."""
    longer = _beginnings()[0]
    return [place for place, text in enumerate(texts) if text[:_SHORT] in longer]


@lru_cache(maxsize=256)
def wording_of(text: str) -> Wording:
    """Return whether a line is a note about a correction of the article, or only its label."""
    if not text or len(text) > MAX_NOTE or not may_begin_note(text):
        return Wording.NONE
    line = lowered(text)
    head = head_of(line)
    if label := _LABELS.find(line, head):
        end = _END_OF_LABEL.match(line, label.end())
        if end is None:
            return Wording.NOTE if _has_change(line[label.end() :]) else Wording.NONE
        rest = line[end.end() :]
        if not rest or _ONLY_A_DATE.fullmatch(rest):
            return Wording.LABEL
        return Wording.NONE if asks_reader(rest) else Wording.NOTE
    return Wording.NOTE if _tells_of_change(line, head) else Wording.NONE


def _tells_of_change(line: str, head: str) -> bool:
    if _CHANGES.find(line, head):
        return True
    if note := _NOTES.find(line, head):
        rest = line[note.end() :]
        return not rest[:1].isalpha() and (_MENDED.search(rest) is not None or _has_change(rest))
    if update := _UPDATES.find(line, head):
        end = _END_OF_UPDATE.match(line, update.end())
        return end is not None and _has_change(line[end.end() :])
    return False


def _has_change(line: str) -> bool:
    """Return whether a sentence about a change of the article begins at one of the words of a line in lower case."""
    longer = _beginnings()[0]
    return any(
        line[at : at + _SHORT] in longer and _CHANGES.match(line, head_of(line, at), at)
        for at in (word.start() for word in _WORD.finditer(line))
    )


def follows_note(text: str) -> bool:
    """Return whether a paragraph after a note belongs to it by its wording, such as an apology."""
    return _FOLLOWS.match(lowered(text)) is not None


def asks_reader(text: str) -> bool:
    """Return whether a text asks the reader to report a mistake, or speaks of a newsroom's rules."""
    return _INVITATION.search(lowered(text)) is not None


def may_tell_of_version(text: str) -> bool:
    """Return whether a text has a word for a version, such as "version", "Fassung" or "versjon"."""
    return any(map(text.__contains__, _VERSIONS))


def tells_of_change(text: str) -> bool:
    """Return whether a text speaks, anywhere in it, of its own change."""
    return len(text) <= MAX_NOTE and _has_change(lowered(text))
