"""Recognizes the names of months, ignoring accents and case."""

import re
import unicodedata

from dateline.tasks.core.vocabulary.months import MONTHS

_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_ONE_LETTER = str.maketrans(
    {
        "ı": "i",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ي": "ی",
        "ك": "ک",
        "ى": "ی",
        "ـ": None,
        "़": None,
        "॰": None,
        "׳": None,
        "\u200c": None,
        "\u200d": None,
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
    }
)


def fold_word(word: str) -> str:
    """Return the word in lower case, without accents, and with interchangeable letters unified."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", lowered))
    return unicodedata.normalize("NFKC", bare).translate(_ONE_LETTER)


def _by_word() -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    common: dict[str, int] = {}
    by_language: dict[tuple[str, str], int] = {}
    for language, blocks in MONTHS.items():
        for month, forms in enumerate(blocks.split(","), start=1):
            for form in forms.split():
                word = fold_word(form.replace("_", " "))
                by_language[language, word] = month
                common.setdefault(word, month)
    return common, by_language


_COMMON, _BY_LANGUAGE = _by_word()
LONG_NAMES = {
    first: tuple(word for word in _COMMON if word.startswith(f"{first} "))
    for first in {word.split()[0] for word in _COMMON if " " in word}
}
"""Names of more than one word, by the first."""


def month_of(word: str, language: str | None = None) -> int | None:
    """Return the number of the month that a word names.

    Some words are different months in neighbouring languages (``listopad``): the language decides, and where it is
    not known, the larger one's meaning holds.
    """
    return month_of_folded(fold_word(word), language)


def month_of_folded(word: str, language: str | None) -> int | None:
    """Return the same, given a word that `fold_word` returned."""
    return (_BY_LANGUAGE.get((language, word)) if language else None) or _COMMON.get(word)
