"""Tells names from headings and sections that look like names, where nothing introduces them: "Case Study"."""

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.heading_words import HEADING_WORDS

_HEADING_WORDS = frozenset(all_words(HEADING_WORDS).split())


def may_name_people(byline: str, document: Document) -> bool:
    """Return whether no name in a byline has a word of headings, or only words that the page writes in small letters.

    For bylines that only their place or a date tells: a page about climate change has the section "Climate Change".
    """
    return not any(_is_heading(name.casefold().split(), document) for name in names_in(byline))


def _is_heading(words: list[str], document: Document) -> bool:
    return not _HEADING_WORDS.isdisjoint(words) or document.small_words.issuperset(words)
