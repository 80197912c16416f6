"""Combines the words of all languages, without duplicates."""

from collections.abc import Mapping


def all_words(by_language: Mapping[str, str]) -> str:
    """Return the words of every language, parted by spaces, each once and in order."""
    return " ".join(dict.fromkeys(" ".join(by_language.values()).split()))


def all_patterns(by_language: Mapping[str, str]) -> str:
    """Return one regular expression that matches what any language's does; a line break stands for a bar."""
    lines = (line.strip() for pattern in by_language.values() for line in pattern.strip().splitlines())
    return "|".join(dict.fromkeys(lines))
