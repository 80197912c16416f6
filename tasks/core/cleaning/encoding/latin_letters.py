"""Tells the encoding of a short text in the Latin alphabet by its letters: they must all be of one language."""

import re
from collections.abc import Mapping

from dateline.tasks.core.vocabulary.latin_alphabets import CENTRAL, TURKISH, WESTERN

_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_MIN_DENSE = 8
_DENSE = 0.45
"""From this share of bytes beyond ASCII on, such words are not in a Latin alphabet. French has 0.25."""
_ENCODINGS: Mapping[str, Mapping[str, str]] = {
    "cp1252": WESTERN,
    "cp1250": CENTRAL,
    "iso8859-2": CENTRAL,
    "cp1254": TURKISH,
}
"""In order of preference, for texts that have the same letters in several."""
_MARKS = "“”„‟‘’‚«»‹›…–—·•©®™°§€£´¨ \u00a0"
"""Characters beyond ASCII that stand beside words in any language."""
_MIN_LETTERS = 2


def latin_encoding(sample: bytes) -> str | None:
    """Return the encoding in which all letters beyond ASCII are of one language, or None if there is none.

    A letter that another encoding has as a sign, or as a letter of another
    language, decides. Windows-1252 is preferred where it fits as well.
    """
    together = b" ".join(_high_words(sample))
    for encoding, alphabets in _ENCODINGS.items():
        letters = _letters(together, encoding)
        if len(letters) >= _MIN_LETTERS and any(letters <= set(alphabet) for alphabet in alphabets.values()):
            return encoding
    return None


def _letters(words: bytes, encoding: str) -> set[str]:
    """Return the characters beyond ASCII within words, in lower case. Signs within a word count as letters."""
    text = " ".join(word.strip(_MARKS) for word in words.decode(encoding, "replace").split(" "))
    return {letter for letter in text.replace("İ", "i").lower() if letter > "\x7f"}


def is_dense(sample: bytes) -> bool:
    """Return whether words have more bytes beyond ASCII than in any language that is written in Latin-1."""
    words = _high_words(sample)
    high = sum(len(_HIGH.findall(word)) for word in words)
    return high >= _MIN_DENSE and high >= _DENSE * sum(map(len, words))


def _high_words(sample: bytes) -> list[bytes]:
    """Return the words that have bytes beyond ASCII."""
    return [word for word in _WORD.findall(sample) if not word.isascii()]
