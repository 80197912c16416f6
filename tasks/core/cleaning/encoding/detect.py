"""Detects the encoding of a text by its most frequent letters and words."""

import re

from dateline.tasks.core.cleaning.encoding.latin_letters import is_dense, latin_encoding
from dateline.tasks.core.vocabulary.common_words import common_words_in, count_by_language
from dateline.tasks.core.vocabulary.frequent_letters import (
    ARABIC,
    CYRILLIC,
    GREEK,
    HEBREW,
    JAPANESE,
    KOREAN,
    SIMPLIFIED_CHINESE,
    THAI,
    TRADITIONAL_CHINESE,
)

DEFAULT = "cp1252"
"""The encoding of pages that show no other."""
_MULTIBYTE = {
    "gb18030": SIMPLIFIED_CHINESE,
    "cp932": JAPANESE,
    "euc_jp": JAPANESE,
    "cp949": KOREAN,
    "big5hkscs": TRADITIONAL_CHINESE,
}
"""Multi-byte encodings that are detected without a declaration, with the letters that are frequent in them."""
_MIN_FREQUENT_SHARE = 0.3
"""The minimum share of frequent letters among the letters beyond ASCII. By chance, 5 % of Chinese letters are."""
_MIN_FREQUENT = 3
_CHANCE_WORDS = 2
"""How many common non-ASCII words a wrong encoding may produce by chance."""
_SINGLE_BYTE = {
    "cp1252": "de fr es it pt nl sv da no fi en",
    "cp1251": "ru uk bg sr",
    "koi8_u": "ru uk",
    "cp1250": "pl cs sk hu ro hr",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa ur",
}
"""Single-byte encodings, and the languages written in them."""
_ALPHABETS = {
    "cp1251": CYRILLIC,
    "koi8_u": CYRILLIC,
    "iso8859-5": CYRILLIC,
    "cp866": CYRILLIC,
    "cp1253": GREEK,
    "cp1255": HEBREW,
    "cp1256": ARABIC,
    "cp874": THAI,
}
"""Single-byte encodings of other alphabets, with their frequent letters. They tell even a headline's encoding."""
_MIN_FREQUENT_IN_ALPHABET = 0.6
"""The minimum share of frequent letters. Their own alphabet has 0.7 to 0.9, most wrong ones below 0.5."""
_MIN_FREQUENT_BESIDE_WORDS = 0.4
"""The minimum share of frequent letters in a text that has common words, too."""
_MIN_LEAD = 0.05
_MALUS_OF_CAPITALS = 0.08
"""Small letters of one alphabet may be capitals of another, but few texts are all capitals."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_WORD = re.compile(rb"[\w\x80-\xff]+")
_MIN_IN_PAIRS = 0.6
"""The minimum share of bytes beyond ASCII that are beside another one, in any multi-byte encoding."""
_MIN_LETTERS = 0.8
"""The minimum share of letters among the characters beyond ASCII in an encoding of another alphabet."""


def detect_encoding(sample: bytes) -> str | None:
    """Return the encoding in which most letters or words are common in its languages, or None.

    Words decide if there are enough of them. Of a short text in another alphabet the letters do.
    """
    high = len(_HIGH.findall(sample))
    in_pairs = sum(map(len, _HIGH_RUN.findall(sample))) >= _MIN_IN_PAIRS * high
    shares = {encoding: _frequent_share(sample, encoding) for encoding in _MULTIBYTE} if in_pairs else {}
    likeliest = max(shares, key=lambda encoding: shares[encoding], default="")
    if likeliest and shares[likeliest] >= _MIN_FREQUENT_SHARE:
        return likeliest
    words = b" ".join(word for word in _WORD.findall(sample) if not word.isascii())
    scores = {encoding: _words_known(words, encoding, languages) for encoding, languages in _SINGLE_BYTE.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    # One word may occur by chance: the "é" of a Latin page is a common Russian word in another encoding.
    if scores[best] > scores[DEFAULT] + _CHANCE_WORDS and _has_usual_letters(sample, best):
        return best
    by_letters = _alphabet(sample) if is_dense(sample) else latin_encoding(sample)
    return by_letters or (DEFAULT if scores[DEFAULT] else None)


def _alphabet(sample: bytes) -> str | None:
    """Return the encoding of a text that is not in Latin letters, by how frequent its letters are.

    None if no alphabet fits, or two do.
    """
    shares = {encoding: _share(sample.decode(encoding, "replace"), letters) for encoding, letters in _ALPHABETS.items()}
    second, first = sorted(shares, key=lambda encoding: shares[encoding])[-2:]
    clear = shares[first] >= max(_MIN_FREQUENT_IN_ALPHABET, shares[second] + _MIN_LEAD)
    return first if clear else None


def _has_usual_letters(sample: bytes, encoding: str) -> bool:
    """Return whether a text has the letters that are frequent in an encoding's alphabet, if it is not the Latin one.

    A short text in another encoding may repeat a common word by chance, but has other letters.
    """
    letters = _ALPHABETS.get(encoding)
    return letters is None or _share(sample.decode(encoding, "replace"), letters) >= _MIN_FREQUENT_BESIDE_WORDS


def _share(text: str, letters: frozenset[str]) -> float:
    """Return the share of these letters among the characters beyond ASCII. Text in capitals counts a little less."""
    beyond = "".join(_BEYOND_ASCII.findall(text))
    malus = _MALUS_OF_CAPITALS if beyond.isupper() else 0.0
    return sum(map(letters.__contains__, beyond.lower() if malus else beyond)) / max(1, len(beyond)) - malus


def _frequent_share(sample: bytes, encoding: str) -> float:
    """Return the share of frequent letters among those beyond ASCII, or 0 if the bytes do not fit the encoding."""
    text = sample.decode(encoding, "replace")
    letters = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
    frequent = sum(map(_MULTIBYTE[encoding].__contains__, letters))
    return frequent / len(letters) if text.count("\ufffd") <= 1 and frequent >= _MIN_FREQUENT else 0.0


def _words_known(words: bytes, encoding: str, languages: str) -> int:
    """Return the highest count, over the languages, of the common ones of the words, which are beyond ASCII."""
    text = words.decode(encoding, "replace")
    beyond = _BEYOND_ASCII.findall(text)
    if encoding != DEFAULT and sum(map(str.isalpha, beyond)) < _MIN_LETTERS * len(beyond):
        return 0
    counts = count_by_language(word for word in common_words_in(text) if not word.isascii())
    return max(counts.get(language, 0) for language in languages.split())
