"""Finds the part of a text that best shows why it matches a search."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.tasks.core.search.query import Ending, Expression, Phrase
from dateline.tasks.core.search.words import Place, is_unspaced, places

SNIPPET_CHARS = 240

MAX_WORDS = 50_000
"""How many words of a text are looked at. A longer text is no article, and a page of hits must not wait for it."""

_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text as one line, and the places of the matches in it, which do not overlap."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Start and end of each match, in characters."""

    def marked(self, before: str, after: str) -> str:
        """Return the text with something before and after each match."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*parts, self.text[at:]])


def snippet(text: str, expression: Expression, most: int = SNIPPET_CHARS) -> Snippet:
    """Return the part of ``text``, of about ``most`` characters, with the largest number of different matches."""
    matches = sorted(_matches(list(islice(places(text), MAX_WORDS)), expression.phrases))
    start, end = _window(text, _best(matches, most), most)
    marks = _joined([(a, b) for a, b, _ in matches if start <= a and b <= end])
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    line = _BLANKS.sub(" ", text[start:end])
    shift = len(head) - start
    return Snippet(f"{head}{line}{tail}", tuple((a + shift, b + shift) for a, b in marks))


def _matches(found: Sequence[Place], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Yield begin, end and the phrase's number of each match."""
    places_of: dict[str, list[int]] = {}
    for at, place in enumerate(found):
        places_of.setdefault(place.word, []).append(at)
    for number, phrase in enumerate(phrases):
        length = len(phrase.words)
        for at in _beginnings(places_of, phrase):
            if at + length <= len(found) and _is_at(found, at, phrase):
                last = found[at + length - 1]
                # The last word of a run without blanks stands for its first character, and matches the next one, too.
                end = max(place.end for place in found[at : at + length])
                yield found[at].start, max(end, _end_of(last, phrase.words[-1])), number


def _beginnings(places_of: Mapping[str, Sequence[int]], phrase: Phrase) -> Iterator[int]:
    """Yield where the first word of a phrase stands, so that a long text is not read again for each phrase."""
    first = phrase.words[0]
    if len(phrase.words) > 1 or phrase.ending is Ending.EXACT:
        yield from places_of.get(first, ())
    else:
        for word, ats in places_of.items():
            if word.startswith(first):
                yield from ats


def _is_at(found: Sequence[Place], at: int, phrase: Phrase) -> bool:
    *first, last = phrase.words
    if any(found[at + step].word != word for step, word in enumerate(first)):
        return False
    word = found[at + len(first)].word
    return word == last if phrase.ending is Ending.EXACT else word.startswith(last)


def _end_of(place: Place, word: str) -> int:
    """Return where a match ends that ends with this word: a word of two characters may have the place of its first."""
    return place.start + len(word) if place.end - place.start == 1 and is_unspaced(word) else place.end


def _best(matches: Sequence[tuple[int, int, int]], most: int) -> tuple[int, int]:
    """Return begin and end of the stretch with the most different phrases and, among these, the most matches."""
    best, score, first = (0, 0), (0, 0), 0
    inside: Counter[int] = Counter()
    for last, (_, end, number) in enumerate(matches):
        inside[number] += 1
        while first < last and end - matches[first][0] > most:
            inside[matches[first][2]] -= 1
            first += 1
        found = (sum(1 for times in inside.values() if times), last - first + 1)
        if found > score:
            best, score = (matches[first][0], end), found
    return best


def _window(text: str, stretch: tuple[int, int], most: int) -> tuple[int, int]:
    """Return the stretch with some text around it, cut at blanks where there are any."""
    start, end = stretch
    spare = max(0, most - (end - start))
    start = max(0, start - spare // 3)
    end = min(len(text), max(end, start + most))
    near = most // 8
    if start and (cut := _BLANKS.search(text, start, min(start + near, stretch[0]))):
        start = cut.end()
    if end < len(text):
        cuts = [cut.start() for cut in _BLANKS.finditer(text, max(stretch[1], end - near), end)]
        end = cuts[-1] if cuts else end
    return start, end


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted ranges with those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
