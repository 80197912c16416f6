"""Splits long alternations of a regular expression by first letter, so that a line is tested against few of them.

Supports the syntax that vocabulary entries begin with: letters, ``(?:…)``, ``[…]`` and escapes, each optionally
followed by ``?`` or ``*``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dateline.tasks.core.cleaning.late_pattern import LatePattern

_CLOSING = {"(": ")", "[": "]"}
_LISTABLE = re.compile(r"\(\?:|\[[^\^]|\\[^\w]|\\s|[^(\[\\.]")
"""The beginning of an item of which all characters are known: a letter, a class of letters, a group."""
_END = "\0"


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


def first_letters(pattern: str) -> set[str]:
    """Return all characters that a match of the pattern can begin with. A space stands for any white space."""
    found: set[str] = set()
    for alternative in alternatives_of(pattern):
        at = 0
        while at < len(alternative):
            end = _end_of_item(alternative, at)
            found |= _letters_of_item(alternative[at:end])
            if alternative[end : end + 1] not in {"?", "*"}:
                break
            at = end + 1
    return found


def _letters_of_item(item: str) -> set[str]:
    if item.startswith("(?:"):
        return first_letters(item[3:-1])
    if item.startswith("["):
        return set(item[1:-1])
    if item.startswith("\\"):
        return {" "} if item == r"\s" else {item[1]}
    return {item}


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
    item, optional = items[:end], items[end : end + 1] in {"?", "*"}
    rest = items[end + optional :]
    for head in _openings(item[3:-1], length) if item.startswith("(?:") else _letters_of_item(item):
        if head.endswith(_END):
            yield head
        else:
            yield from (head + tail for tail in _openings_of_items(rest, length - len(head)))
    if optional:
        yield from _openings_of_items(rest, length)


class ByFirstLetter:
    """Patterns whose alternatives are matched where a line begins, ignoring punctuation before its first word."""

    def __init__(self, *patterns: str) -> None:
        self._written = patterns

    @cached_property
    def _patterns(self) -> dict[str, LatePattern]:
        """The alternatives that can match before each first letter. Split at first use: many runs clean no page."""
        split = [
            [(alternative, first_letters(alternative)) for alternative in alternatives_of(pattern)]
            for pattern in self._written
        ]
        found = {letter for firsts in split for _, letters in firsts for letter in letters}
        by_letter: dict[str, list[list[str]]] = {
            letter: [[] for _ in split] for letter in ("", *sorted(filter(str.isalnum, found)))
        }
        for place, firsts in enumerate(split):
            for alternative, letters in firsts:
                # An alternative that begins with punctuation can match before any first word.
                for letter in letters if all(map(str.isalnum, letters)) else by_letter:
                    by_letter[letter][place].append(alternative)
        return {letter: _at_start(chosen) for letter, chosen in by_letter.items() if any(chosen)}

    @cached_property
    def _others(self) -> LatePattern | None:
        return self._patterns.get("")

    def match(self, line: str, first: str) -> bool:
        """Return whether the line begins with one of the alternatives. ``first`` is its first letter or digit."""
        return self.place(line, first) is not None

    def place(self, line: str, first: str) -> int | None:
        """Return the place, from 0, of the first of the patterns with which the line begins, or None."""
        pattern = self._patterns.get(first, self._others)
        found = pattern.match(line) if pattern is not None else None
        return int(found.lastgroup[1:]) if found is not None and found.lastgroup else None

    def find(self, line: str, first: str) -> re.Match[str] | None:
        """Return the match of the alternative that the line begins with, or None."""
        pattern = self._patterns.get(first, self._others)
        return pattern.match(line) if pattern is not None else None


def _at_start(chosen: Iterable[Sequence[str]]) -> LatePattern:
    """Return the pattern of a line that begins with one of the alternatives, in a group for each of the patterns."""
    groups = ("|".join(alternatives) for alternatives in chosen)
    return LatePattern("|".join(rf"(?P<p{place}>\W*(?:{group}))" for place, group in enumerate(groups) if group))
