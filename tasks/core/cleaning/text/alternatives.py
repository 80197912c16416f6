"""Splits long alternations of a regular expression by first letters, so that a line is tested against few of them.

Supports the syntax that vocabulary entries begin with: letters, ``(?:…)``, ``[…]`` and escapes, each optionally
followed by ``?``, ``*`` or ``+``. Of what follows other syntax, any letter is taken to be possible.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from dateline.tasks.core.cleaning.late_pattern import LatePattern

_CLOSING = {"(": ")", "[": "]"}
_LISTABLE = re.compile(r"\(\?:|\[(?!\^|[^\]]*(?:\\|\w-\w))|\\[^\w]|\\s|[^(\[\\.^$]")
"""The beginning of an item of which all characters are known: a letter, a class of letters, a group."""
_END = "\0"
_UNKNOWN = "."
"""What follows an item that may be there several times."""
_HEAD_LENGTH, _SHORT = 6, 3
"""How many characters of a line are looked up, and by how many most lines are ruled out before."""
_HEAD = re.compile(rf"[^\W_].{{0,{_HEAD_LENGTH - 1}}}", re.DOTALL)
_SPACE = re.compile(r"\s")


def head_of(line: str, at: int = 0) -> str:
    """Return the first letter or digit of a line from ``at`` on and the five characters behind it, or "".

    All white space is shown as a space.
    """
    found = _HEAD.search(line, at)
    if found is None:
        return ""
    return found[0] if found[0].isprintable() else _SPACE.sub(" ", found[0])


def alternatives_of(pattern: str) -> Iterator[str]:
    """Yield the alternatives of a pattern, split at each ``|`` outside groups and character classes."""
    start = at = 0
    while at < len(pattern):
        if pattern[at] == "|":
            yield pattern[start:at]
            start = at + 1
        at = _end_of_item(pattern, at)
    yield pattern[start:]


def _end_of_item(pattern: str, at: int) -> int:
    """Return the index after the letter, escape, group or character class that begins at ``at``."""
    if pattern[at] == "\\":
        return at + 2
    closing = _CLOSING.get(pattern[at])
    if closing is None:
        return at + 1
    at += 1
    while pattern[at] != closing:
        at = at + 1 if closing == "]" else _end_of_item(pattern, at)
    return at + 1


def openings(pattern: str, length: int) -> Iterator[str]:
    """Yield what the matches of a pattern begin with: up to ``length`` characters, before anything but letters."""
    for opening in _openings(pattern, length):
        yield opening.removesuffix(_END)


def _openings(pattern: str, length: int) -> Iterator[str]:
    for alternative in alternatives_of(pattern):
        yield from _openings_of_items(alternative, length)


def _openings_of_items(items: str, length: int) -> Iterator[str]:
    """Yield the openings of an alternative from one of its items on. Those that end before other items have `_END`."""
    if not items or length <= 0 or not _LISTABLE.match(items):
        yield _END if items and length > 0 else ""
        return
    end = _end_of_item(items, 0)
    item, repeats = items[:end], items[end : end + 1]
    optional = repeats in {"?", "*"}
    rest = items[end + optional :] if repeats not in {"*", "+", "{"} else _UNKNOWN
    for head in _openings(item[3:-1], length) if item.startswith("(?:") else _letters_of_item(item):
        if head.endswith(_END):
            yield head
        else:
            yield from (head + tail for tail in _openings_of_items(rest, length - len(head)))
    if optional:
        yield from _openings_of_items(items[end + 1 :], length)


def _letters_of_item(item: str) -> set[str]:
    if item.startswith("["):
        return set(item[1:-1])
    if item.startswith("\\"):
        return {" "} if item == r"\s" else {item[1]}
    return {item}


class ByFirstLetters:
    """Patterns whose alternatives are matched where a line begins, ignoring punctuation before its first word.

    ``head`` is what `head_of` gives for the line, which begins at ``at``.
    """

    def __init__(self, *patterns: str) -> None:
        self.written = patterns
        """The patterns, whole."""

    @cached_property
    def _patterns(self) -> dict[str, LatePattern]:
        """The alternatives that can match before each head, or before one of which only so much is known.

        Split at first use: many runs clean no page.
        """
        alternatives = [(place, each) for place, p in enumerate(self.written) for each in alternatives_of(p)]
        by_opening: dict[str, set[int]] = {"": set()}
        for number, (_, each) in enumerate(alternatives):
            # A match of "(c)" or "©" may follow other punctuation, so its head begins at its first letter.
            for head in set(map(head_of, openings(each, _HEAD_LENGTH))):
                by_opening.setdefault(head, set()).add(number)
        by_head = {}
        for head in by_opening:
            numbers = set().union(*(by_opening.get(head[:size], ()) for size in range(len(head) + 1)))
            by_head[head] = [alternatives[number] for number in sorted(numbers)]
        return {head: _at_start(chosen) for head, chosen in by_head.items() if chosen}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first letters of all heads that are longer."""
        return frozenset(head[:_SHORT] for head in self._patterns if len(head) >= _SHORT)

    def match(self, line: str, head: str, at: int = 0) -> bool:
        """Return whether the line begins with one of the alternatives."""
        return self.find(line, head, at) is not None

    def place(self, line: str, head: str) -> int | None:
        """Return the place, from 0, of the first of the patterns with which the line begins, or None."""
        found = self.find(line, head)
        return int(found.lastgroup[1:]) if found is not None and found.lastgroup else None

    def find(self, line: str, head: str, at: int = 0) -> re.Match[str] | None:
        """Return the match of the alternative that the line begins with, or None."""
        chosen = self._patterns.get
        size = len(head) if head[:_SHORT] in self._beginnings else _SHORT - 1
        while not (pattern := chosen(head[:size])) and size:
            size -= 1
        return pattern.match(line, at) if pattern else None


def _at_start(alternatives: Iterable[tuple[int, str]]) -> LatePattern:
    """Return the pattern of a line that begins with one of the alternatives, in a group for each of their patterns.

    Each alternative comes with the place of its pattern, and all are in the patterns' order.
    """
    groups = ((place, [each for _, each in group]) for place, group in groupby(alternatives, key=itemgetter(0)))
    return LatePattern("|".join(rf"(?P<p{place}>\W*(?:{'|'.join(group)}))" for place, group in groups))
