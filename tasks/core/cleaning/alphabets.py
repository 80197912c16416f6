"""Alphabets that several languages share: which one a text is in, and which languages are not written in it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.tasks.core.vocabulary.common_words import LANGUAGES
from dateline.tasks.core.vocabulary.latin_alphabets import CENTRAL, TURKISH, WESTERN
from dateline.tasks.core.vocabulary.other_alphabets import CYRILLIC, LATIN

_LETTERS: Mapping[str, re.Pattern[str]] = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "arabic": re.compile("[\u0620-\u06ff]"),
}
_WRITERS = {
    "cyrillic": {"ru", "uk", "bg", "sr", "be", "mk", "kk"},
    "greek": {"el"},
    "hebrew": {"he"},
    "arabic": {"ar", "fa", "ur"},
}
"""The languages with known words that are written in an alphabet other than the Latin one."""
_BEYOND_LATIN = re.compile("[\u0370-\u06ff\u1f00-\u1fff]")
_BEYOND_ARABIC = re.compile("[\u066e-\u06d3\u06d5-\u06ff]")
"""Letters that other languages have added to those of Arabic. Any sentence in one of them has some."""
_CLEAR_SHARE = 0.67
"""The minimum share of an alphabet's letters among those of all alphabets here."""
_MIN_LETTERS = 20


_OF_LANGUAGE = {
    language: frozenset(letters) for language, letters in {**WESTERN, **CENTRAL, **TURKISH, **LATIN, **CYRILLIC}.items()
}
_MAX_FOREIGN = 0.015
"""The maximum share of letters that a text's language does not have. Names of other countries have some."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MIN_SPECIAL = 3
"""The minimum number of letters beyond ASCII by which a language is told."""


def spelled_like(text: str, languages: Iterable[str]) -> frozenset[str]:
    """Return those of the languages that have all letters of a text but a few."""
    lowered = text.lower()
    special = Counter(filter(str.isalpha, _BEYOND_ASCII.findall(lowered)))
    if not special:
        return frozenset(languages)
    limit = _MAX_FOREIGN * sum(map(str.isalpha, lowered))
    return frozenset(language for language in languages if _foreign(special, language) <= limit)


def shows_spelling(text: str) -> bool:
    """Return whether a text has enough letters beyond ASCII to tell its language from others by them."""
    return sum(map(str.isalpha, _BEYOND_ASCII.findall(text))) >= _MIN_SPECIAL


def _foreign(letters: Mapping[str, int], language: str) -> int:
    """Return how many of the letters beyond ASCII a language does not have. None if they are not known."""
    own = _OF_LANGUAGE.get(language)
    return 0 if own is None else sum(times for letter, times in letters.items() if letter not in own)


def alphabet_of(text: str) -> str | None:
    """Return the alphabet other than the Latin one that most of a text is written in, or None."""
    if text.isascii() or not _BEYOND_LATIN.search(text):
        return None
    counts = {name: len(letters.findall(text)) for name, letters in _LETTERS.items()}
    name = max(counts, key=counts.__getitem__)
    is_clear = counts[name] >= max(_MIN_LETTERS, _CLEAR_SHARE * sum(counts.values()))
    return name if is_clear and name in _WRITERS else None


def may_be_written_in(language: str, alphabet: str) -> bool:
    """Return whether a language may be written in an alphabet that `alphabet_of` returned. True if it is not known."""
    return language not in LANGUAGES or language in _WRITERS[alphabet]


def only_language(alphabet: str, text: str) -> str | None:
    """Return the language of a text by its letters, or None if several are written with them."""
    if alphabet == "arabic":
        return None if _BEYOND_ARABIC.search(text) else "ar"
    only, *others = _WRITERS[alphabet]
    return None if others else only
