"""Parses search queries.

=================  ==================================================================
``harbour pier``   both words, as ``harbour AND pier``; from 4 letters on, also longer words that begin so
``"harbour pier"`` exactly these words, one after the other
``pier*``          words that begin so
``-ferry``         without this word or phrase
``ferry OR boat``  one of these
=================  ==================================================================
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.search.words import is_unspaced, words

MAX_QUERY_CHARS = 1000
MAX_QUERY_WORDS = 64
MIN_STEM_LETTERS = 4
"""Words of at least so many letters also match longer words that begin with them, which covers most inflection. A
Korean syllable has two or three, so two syllables also match with the particles that are written to them."""

_PIECE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<plain>[^\s"]+))|(?P<open>-?")')
_QUOTED = re.compile(r'"[^"]*"')
_PARENTHESIS = re.compile(r"(?:^|\s)-?\(")
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)


class Ending(StrEnum):
    """Which words the last word of a phrase matches."""

    EXACT = "exact"
    """That word."""
    BEGINNING = "beginning"
    """All words that begin with it."""
    EITHER = "either"
    """As BEGINNING, but that word itself counts more."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive folded words."""

    words: tuple[str, ...]
    ending: Ending = Ending.EXACT


@dataclass(frozen=True, slots=True)
class Expression:
    """What a text must contain: of each of the ``wanted`` groups at least one phrase, and none of the ``unwanted``."""

    wanted: tuple[tuple[Phrase, ...], ...]
    unwanted: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All wanted phrases."""
        return tuple(phrase for group in self.wanted for phrase in group)

    @property
    def without_longer_words(self) -> "Expression":
        """The same, but a word does not match longer words that begin with it unless the query says so."""
        return replace(self, wanted=tuple(tuple(map(_as_it_is, group)) for group in self.wanted))


def parse(text: str) -> Expression:
    """Return what a query means.

    Raises:
        ConfigError: the query is empty, too long or malformed. The message says what to write instead.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise ConfigError(f"the query has {len(text):,} characters; the limit is {MAX_QUERY_CHARS:,}: shorten it")
    groups: list[list[Phrase]] = []
    unwanted: list[Phrase] = []
    joins = False
    text = text.translate(_QUOTES)
    terms = list(_terms(text))
    if None in terms and _PARENTHESIS.search(_QUOTED.sub("", text)):
        raise ConfigError("OR joins the words or phrases on its two sides only: leave out the parentheses")
    for term in terms:
        if joins and (term is None or term.is_unwanted):
            raise _misplaced_or()
        if term is None:
            joins = True
        elif term.is_unwanted:
            unwanted.append(term.phrase)
        elif joins:
            groups[-1].append(term.phrase)
            joins = False
        else:
            groups.append([term.phrase])
        if joins and not groups:
            raise _misplaced_or()
    if joins:
        raise _misplaced_or()
    return _checked(Expression(tuple(map(tuple, groups)), tuple(unwanted)))


@dataclass(frozen=True, slots=True)
class _Term:
    phrase: Phrase
    is_unwanted: bool


def _terms(text: str) -> Iterator[_Term | None]:
    """Yield the query's words and phrases, and None for each OR. AND is left out: it is what a blank means already."""
    for piece in _PIECE.finditer(text):
        if piece["open"]:
            raise ConfigError("a quote in the query is not closed: put a second one at the end of the phrase")
        if piece[0] == "AND":
            continue
        if piece[0] == "OR":
            yield None
        elif phrase := _phrase(piece):
            yield _Term(phrase, bool(piece["minus"]))


def phrase_of(text: str) -> Phrase:
    """Return the words of a text as an exact phrase.

    Raises:
        ConfigError: the text has no word.
    """
    found = _exact(words(text))
    if not found.words:
        raise ConfigError(f"there is no word to search for in {text!r}: write letters or digits")
    return found


def _checked(expression: Expression) -> Expression:
    if not expression.wanted and expression.unwanted:
        raise ConfigError("the query only says what not to find: add a word that articles must contain")
    if not expression.wanted:
        raise ConfigError("the query has no word to search for: write at least one, such as: harbour")
    count = sum(len(phrase.words) for phrase in (*expression.phrases, *expression.unwanted))
    if count > MAX_QUERY_WORDS:
        raise ConfigError(f"the query has {count} words; the limit is {MAX_QUERY_WORDS}: leave some out")
    return expression


def _misplaced_or() -> ConfigError:
    return ConfigError(
        "OR must stand between two words or phrases, as in `ferry OR boat`; in quotes it is a plain word"
    )


def _phrase(piece: re.Match[str]) -> Phrase | None:
    """Return a word or a phrase of the query, or None if there is no letter and no digit in it."""
    quoted = piece["phrase"] is not None
    given = piece["phrase"] if quoted else piece["plain"]
    exact = _exact(words(given))
    if not exact.words:
        return None
    last = exact.words[-1]
    if piece["star"] or (not quoted and given.endswith("*")):
        return exact if len(last) > 1 and is_unspaced(last) else Phrase(exact.words, Ending.BEGINNING)
    if quoted or exact.ending is Ending.BEGINNING:
        return exact
    letters = unicodedata.normalize("NFD", last)
    stems = len(letters) >= MIN_STEM_LETTERS and not last.isdigit() and not is_unspaced(last)
    return Phrase(exact.words, Ending.EITHER if stems else Ending.EXACT)


def _as_it_is(phrase: Phrase) -> Phrase:
    return replace(phrase, ending=Ending.EXACT) if phrase.ending is Ending.EITHER else phrase


def _exact(found: list[str]) -> Phrase:
    """Return the phrase of a text's words.

    In a script without spaces, the text goes on after the last character of the phrase. The word that begins there is
    left out or, if it is the only one of its run, matches by its beginning.
    """
    if not found or not is_unspaced(found[-1]):
        return Phrase(tuple(found))
    if len(found) > 1 and is_unspaced(found[-2]) and found[-2][1:] == found[-1]:
        return Phrase(tuple(found[:-1]))
    return Phrase(tuple(found), Ending.BEGINNING)
