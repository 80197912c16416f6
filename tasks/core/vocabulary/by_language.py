"""Combines the words of all languages, without duplicates."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def words_for(language: str, by_language: Mapping[str, T]) -> Iterator[T]:
    """Yield what a vocabulary has for a BCP 47 tag: for the tag or its primary subtag, else for every language."""
    tag = language
    while tag and tag not in by_language:
        tag = tag.rpartition("-")[0]
    if tag:
        yield by_language[tag]
    else:
        yield from by_language.values()


def all_words(by_language: Mapping[str, str]) -> str:
    """Return the words of all languages, separated by spaces, in order and without duplicates."""
    return " ".join(dict.fromkeys(" ".join(by_language.values()).split()))


def all_patterns(by_language: Mapping[str, str]) -> str:
    """Return one regular expression for the alternatives of all languages, which are separated by line breaks."""
    lines = (line.strip() for pattern in by_language.values() for line in pattern.strip().splitlines())
    return "|".join(dict.fromkeys(lines))
