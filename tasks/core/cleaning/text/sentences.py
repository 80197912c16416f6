"""Tells whether a text ends like a sentence, in any script."""

from collections.abc import Container

FULL_STOPS = frozenset(".。।۔។။።։")
_SENTENCE_ENDS = frozenset(".!?…。！？।۔។။።։:؟")
_THAI_AND_LAO = range(0x0E01, 0x0EFF)
"""The letters of languages whose sentences end without any sign."""
_CLOSING_MARKS = "\"'”’»“」』)]"


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a full stop or another sign that ends a sentence."""
    return ends_with(text, _SENTENCE_ENDS)


def ends_with(text: str, signs: Container[str]) -> bool:
    """Return whether a text ends with one of the signs, regardless of quotation marks and brackets after it."""
    return text.rstrip(_CLOSING_MARKS)[-1:] in signs


def has_no_full_stops(text: str) -> bool:
    """Return whether a text ends with a letter of a language whose sentences end without any sign."""
    return ord(text.rstrip(_CLOSING_MARKS)[-1:] or " ") in _THAI_AND_LAO
