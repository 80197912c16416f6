"""Writes an expression in the language of FTS5 queries. Words have no quotes in them, so nothing needs escaping."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.tasks.core.search.query import Ending, Expression, Phrase

_HASH_SIGN = "§"
HASH_WORDS = (f"{_HASH_SIGN}0", f"{_HASH_SIGN}g")
"""All words of hashes are between these, and no other words."""


def match_of(expression: Expression, authors: Sequence[Phrase]) -> str:
    """Return the FTS5 query for an expression, and for one of these authors, if any are given."""
    parts = list(map(_any, expression.wanted))
    if authors:
        parts.append(f"authors : {_any(authors)}")
    wanted = " AND ".join(parts)
    return f"({wanted}) NOT {_any(expression.unwanted)}" if expression.unwanted else wanted


def _any(phrases: Iterable[Phrase]) -> str:
    return f"({' OR '.join(form for phrase in phrases for form in _forms(phrase))})"


def _forms(phrase: Phrase) -> Iterator[str]:
    quoted = f'"{" ".join(phrase.words)}"'
    if phrase.ending is not Ending.BEGINNING:
        yield quoted
    if phrase.ending is not Ending.EXACT:
        yield f"{quoted} *"


def hash_word(value: int) -> str:
    """Return a hash of a sketch as a word that occurs in no text or query, since those have letters and digits only."""
    return f"{_HASH_SIGN}{value:08x}"


def hash_of_word(word: str) -> int:
    """Return the hash that a word stands for."""
    return int(word.removeprefix(_HASH_SIGN), 16)


def match_of_hashes(values: Iterable[int]) -> str:
    """Return the FTS5 query for the sketches with any of these hashes."""
    return f"sketch : ({' OR '.join(map(_quoted_hash, values))})"


def _quoted_hash(value: int) -> str:
    return f'"{hash_word(value)}"'
