"""Writes an expression in the language of FTS5 queries. Words have no quotes in them, so nothing needs escaping."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.tasks.core.search.query import Ending, Expression, Phrase


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
