"""What the names of an element hint at: its tag, classes, id, role and the like."""

import re
from collections.abc import Mapping
from functools import lru_cache

from dateline.tasks.core.vocabulary.css_classes import CLASS_WORDS, TAGS

_BY_WORD: dict[str, int] = {}
for _hint, _words in CLASS_WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, 0) | int(_hint)

TAG_HINTS: Mapping[str, int] = {tag: int(hint) for tag, hint in TAGS.items()}
"""What an element's name hints at, as `Hint` bits; names that are not here tell nothing."""

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
"""How such a compound begins or ends: told sooner than by the pattern."""
_MIN_COMPOUND = 8
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){7,}")


@lru_cache(maxsize=16_384)
def hints_of(token: str) -> int:
    """Return what one class, id, role or property name hints at, as `Hint` bits.

    The name is cut at hyphens, underscores and capitals; its words, pairs of neighbouring words, and the telling ends
    of compounds written as one word (``authorprofile``) are looked up. A name that is a whole sentence is a
    heading, made into an id (``the-actor-wore-a-similar-dress-last-year``), and tells nothing.
    """
    found = 0
    before = ""
    for word in _WORDS.findall(token) if _SLUG.fullmatch(token) is None else ():
        low = word.lower()
        if low in _BY_WORD:
            found |= _BY_WORD[low]
        elif len(low) >= _MIN_COMPOUND and (low[:3] in _HEADS or low[-3:] in _TAILS):
            part = _COMPOUND.search(low)
            found |= _BY_WORD.get(part[0].removesuffix("s"), 0) if part else 0
        if before:
            found |= _BY_WORD.get(before + low, 0)
        before = low
    return found


@lru_cache(maxsize=16_384)
def hints_of_names(names: str) -> int:
    """Return what the names of an element, white space between them, hint at, as `Hint` bits."""
    found = 0
    for name in names.split():
        found |= hints_of(name)
    return found
