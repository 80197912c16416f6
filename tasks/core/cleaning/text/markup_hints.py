"""Finds hints in the names of an element: its tag, classes, id, role and the like."""

import re
from collections.abc import Mapping
from functools import lru_cache

from dateline.tasks.core.vocabulary.css_classes import CLASS_WORDS, TAGS

_BY_WORD: dict[str, int] = {}
for _hint, _words in CLASS_WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, 0) | int(_hint)

TAG_HINTS: Mapping[str, int] = {tag: int(hint) for tag, hint in TAGS.items()}
"""The hints of tag names, as `Hint` bits. Other tags give no hint."""

_WORDS = re.compile(r"[A-Z]?[a-zßäöüæøå]+|[A-Z]+(?![a-z])")
_PART = (
    "related|newsletter|comment(?!a|e)|cookie|share|sharing|promo|teaser|sidebar|breadcrumb|footer|banner|widget|byline|"
    "author|caption|video|gallery|recommend|advert|sponsor|social|consent|copyright|disclaimer|navigation|subscribe|"
    "playlist"
)
_PARTS = _PART.replace("(?!a|e)", "").split("|")
_COMPOUND = re.compile(rf"^(?:{_PART})|(?:{_PART})s?$")
_HEADS = frozenset(part[:3] for part in _PARTS)
_TAILS = frozenset(form[-3:] for part in _PARTS for form in (part, f"{part}s"))
"""The first and last letters of such compounds, which are faster to check than the pattern."""
_MIN_COMPOUND = 8
_STYLES = frozenset(["margin", "padding", "border", "spacing", "gap", "align", "pad", "mg", "pd"])
"""Words of names that say how an element looks. What follows them (`margin-bottom`) says nothing about its content."""
_HARMLESS_PAIRS = frozenset([("bottom", "line"), ("dialog", "off")])
"""Pairs of words of which the first means nothing: the verdict of a review does not stand below, and the box in which a
common system puts each whole page, ``dialog-off-canvas-main-canvas``, is no dialog."""
_COLOURED = frozenset(("text", "bg", "marker", "btn", "color"))
_HARMLESS_AFTER = {
    "toolbar": frozenset(("code",)),
    "secondary": _COLOURED,
    "tertiary": _COLOURED,
    "card": frozenset(("kg", "callout", "toggle")),
    "date": frozenset(("timeline",)),
    "time": frozenset(("timeline",)),
}
"""Words that mean nothing after some others: colours, not columns; parts of the article, not teasers; entries of a
chronicle, not its date; a program with buttons, not the buttons."""
_GENERATED, _SHORT = 5, 2
"""If an element has so many names of so few letters (``my mz hp na ad``), these are generated, and no words."""
_STATE = re.compile(
    r"(?:has|with|no|without|includes?|contains?)(?:[-_]|(?=[A-Z]))|[A-Za-z]+[-_]?(?:[Ee]nabled|[Dd]isabled)(?:--\w+)?$"
)
"""Names that say what an element has, can have or lacks (`has-sidebar`, `comments-enabled`), not what it is."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){7,}")
_HASH = re.compile(r"(?<![A-Za-z0-9])(?=[a-f]*[0-9])[0-9a-f]{6,}(?![A-Za-z0-9])")
"""A generated number (``5f18ad9``), whose letters do not form a word."""


def hint_words(names: str) -> tuple[tuple[str, int], ...]:
    """Return the words in an element's names (class, id, role and so on) that give hints, each with its `Hint` bits.

    ``names`` are separated by white space. A name is split at hyphens, underscores and capitals. Its words, pairs of
    adjacent words, and the first or last part of compounds written as one word (``authorprofile``) are looked up. A
    name that is a whole sentence is the slug of a heading (``the-actor-wore-a-similar-dress-last-year``) and gives no
    hint.
    """
    return tuple(dict.fromkeys(word for name in _chosen(names) for word in _hint_words(name)))


def _chosen(names: str) -> list[str]:
    """Return the names that may have a meaning."""
    found = names.split()
    if len(found) < _GENERATED or sum(len(name) <= _SHORT for name in found) < _GENERATED:
        return found
    return [name for name in found if len(name) > _SHORT]


@lru_cache(maxsize=16_384)
def _hint_words(name: str) -> tuple[tuple[str, int], ...]:
    words = _known_words(name)
    if not words or _is_no_label(name):
        return ()
    if _HASH.search(name) is None:
        return words
    name = _HASH.sub("", name)
    return () if _is_no_label(name) else _known_words(name)


def _is_no_label(name: str) -> bool:
    return _SLUG.fullmatch(name) is not None or _STATE.match(name) is not None


def _known_words(name: str) -> tuple[tuple[str, int], ...]:
    found: list[str] = []
    before = ""
    for word in _WORDS.findall(name):
        low = word.lower()
        if low in _STYLES:
            break
        if low in _BY_WORD:
            found.append(low)
        elif (
            len(low) >= _MIN_COMPOUND and (low[:3] in _HEADS or low[-3:] in _TAILS) and (part := _COMPOUND.search(low))
        ):
            found.append(part[0].removesuffix("s"))
        if before and (pair := before + low) in _BY_WORD:
            found.append(pair)
        if (before, low) in _HARMLESS_PAIRS:
            found.remove(before)
        if low in _HARMLESS_AFTER and before in _HARMLESS_AFTER[low]:
            found.remove(low)
        before = low
    return tuple((word, _BY_WORD[word]) for word in found if word in _BY_WORD) if found else ()


def hints_of_names(names: str) -> int:
    """Return the `Hint` bits of an element's names, which are separated by white space."""
    found = 0
    for name in _chosen(names):
        for _, hints in _hint_words(name):
            found |= hints
    return found
