"""Finds the headline and the article among the lines of a plain-text page."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from dateline.tasks.core.cleaning.names import key_of

MAX_LINES = 20_000
TOP_LINES = 60
"""How many lines at the beginning of a page are searched for its headline and date."""

_SPACES = re.compile(r"[ \t\r\f\v]+")
_HEADLINE_LETTERS = range(12, 181)
_SENTENCE_LETTERS = 40
"""The minimum length of a line that counts as a sentence, in letters."""
_DENSE_SENTENCE_LETTERS = 15
"""The same for scripts in which a letter is a word or syllable."""
_MAX_GAP = 3
"""How many lines between two sentences may be something else, such as headings or list items."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:][\"'”’»“)\]]*$")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WRAPPED_WIDTHS = range(50, 101)
_WRAPPED_SHARE = 0.6


def lines_of(text: str) -> list[str]:
    """Return the page's non-blank lines with spaces collapsed. Hard-wrapped lines are joined.

    No-break spaces are kept, because the author put them there.
    """
    raw = [_SPACES.sub(" ", line).strip() for line in text.split("\n", MAX_LINES)[:MAX_LINES]]
    inner = [line for line, following in pairwise(raw) if line and following]
    wrapped = sum(len(line) in _WRAPPED_WIDTHS for line in inner)
    if inner and wrapped >= _WRAPPED_SHARE * len(inner) and len(inner) > TOP_LINES // 4:
        raw = [" ".join(block.split("\n")) for block in re.split(r"\n\n+", "\n".join(raw))]
    return [line for line in raw if line]


def headline_index(
    lines: Sequence[str], date: int | None, feed_title: str | None, others: Collection[int] = ()
) -> int | None:
    """Return the index of the headline's line, or None. ``date`` is the index of the date line.

    The headline is the line that equals the feed's title, else one that the page repeats, else the line nearest to the
    date line (preferably not a sentence, and rather before than after it), else the first that is long enough. Lines
    whose indexes are in ``others`` are something else.
    """
    likely = [
        index for index, line in enumerate(lines[:TOP_LINES]) if _may_be_headline(line) and index not in {date, *others}
    ]
    if feed_title:
        likely = [index for index in likely if key_of(lines[index]) == key_of(feed_title)] or likely
    if not likely:
        return None
    times = Counter(key_of(line) for line in lines[: 2 * TOP_LINES])
    repeated = [index for index in likely if times[key_of(lines[index])] > 1 and " " in lines[index]]
    if repeated and not feed_title:
        return repeated[0] if date is None else min(repeated, key=lambda index: abs(index - date))
    if date is None:
        return likely[0]
    return min(likely, key=lambda index: (is_sentence(lines[index]), abs(index - date), index > date))


def _may_be_headline(line: str) -> bool:
    letters = len(line) * (2 if _DENSE.search(line) else 1)
    return letters in _HEADLINE_LETTERS and not line[:1].islower() and not line.startswith(("http", "©"))


def article_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of the article: the longest run of sentences, with the few other lines between them."""
    stretches: list[list[int]] = []
    for index, line in enumerate(lines):
        if is_sentence(line):
            if stretches and index - stretches[-1][-1] <= _MAX_GAP + 1:
                stretches[-1].append(index)
            else:
                stretches.append([index])
    if not stretches:
        return []
    best = max(stretches, key=lambda stretch: sum(len(lines[index]) for index in stretch))
    return list(lines[best[0] : best[-1] + 1])


def is_sentence(line: str) -> bool:
    """Return whether a line is prose instead of a menu entry, a heading or a caption."""
    least = _DENSE_SENTENCE_LETTERS if _DENSE.search(line) else _SENTENCE_LETTERS
    return len(line) >= least and (bool(_SENTENCE_END.search(line)) or len(line) > 5 * least)
