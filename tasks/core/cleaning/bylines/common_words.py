"""Tells names from headings and sections that look like names, where nothing introduces them: "Case Study"."""

import re
from functools import lru_cache

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.credits import is_credit
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.lower_case import lowered
from dateline.tasks.core.cleaning.person_names import is_particle, looks_like_person
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.heading_words import DESCRIBING, HEADING_WORDS

_NAME = re.compile(r"[^\W\d_][\w.’'-]+(?:\s[^\W\d_][\w.’'-]*){1,2}")
_STEM = 4
_WORD, _LETTER, _WITHIN_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]"), re.compile(r"\w")


def may_name_people(byline: str, document: Document, language: str | None) -> bool:
    """Return whether no name in a byline is a heading, by its words or because the page has them all in small letters.

    For bylines that only their place or a date tells: a page about climate change has the section "Climate Change".
    ``language`` is the page's (BCP 47): what is a heading in one language is a name in others.
    """
    return not any(_is_heading(name.casefold().split(), document, language) for name in names_in(byline))


def is_name_alone(line: str) -> bool:
    """Return whether a line is only a name of two or three words in a script with capitals, and not in capitals."""
    if not line[:1].isupper() or line.isupper() or _NAME.fullmatch(line) is None:
        return False
    first = line.partition(" ")[0]
    return not (is_particle(first) or is_credit(first)) and looks_like_person(line)


def is_said_once(name: str, document: Document, language: str | None) -> bool:
    """Return whether a page writes a name once, and none of its words in small letters.

    That tells a name which nothing marks from a place, from somebody of whom the article speaks and from a heading,
    whose words it has in other forms.
    """
    if any(_is_written_small(word, document) for word in name.casefold().split()):
        return False
    text = lowered(document.body_text)
    is_once = all(_begins_once(word[:_STEM], text) for word in lowered(name).split())
    return is_once and may_name_people(name, document, language)


def _begins_once(stem: str, text: str) -> bool:
    """Return whether exactly one word in a text begins like that."""
    words, at = 0, text.find(stem)
    while at >= 0 and words <= 1:
        words += not _WITHIN_WORD.match(text[at - 1 : at])
        at = text.find(stem, at + 1)
    return words == 1


def _is_heading(words: list[str], document: Document, language: str | None) -> bool:
    of_headings, describing = _words_of(language.partition("-")[0] if language else "")
    if not of_headings.isdisjoint(words) or words[0] in describing:
        return True
    return all(_is_written_small(word, document) for word in words)


@lru_cache(maxsize=64)
def _words_of(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of headings and those that describe things, in a language and in English, or in all."""
    chosen = {"en", language} if language else {*HEADING_WORDS, *DESCRIBING}
    of_headings, describing = (
        all_words({tag: words for tag, words in vocabulary.items() if tag in chosen}).casefold().split()
        for vocabulary in (HEADING_WORDS, DESCRIBING)
    )
    return frozenset(of_headings), frozenset(describing)


def _is_written_small(word: str, document: Document) -> bool:
    """Return whether a page has a word in small letters. Looking for it is faster than splitting the page's text."""
    if not word.islower() or _WORD.fullmatch(word) is None:
        return False
    text, at = document.body_text, -1
    while (at := text.find(word, at + 1)) >= 0:
        if _LETTER.search(text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]) is None:
            return True
    return False
