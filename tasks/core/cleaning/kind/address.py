"""What a page's address tells of its kind."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from dateline.tasks.core.vocabulary import page_addresses

_LISTS, _SHOPS, _STORIES = (
    frozenset(words.split()) for words in (page_addresses.LISTS, page_addresses.SHOPS, page_addresses.STORIES)
)
_ENDING = re.compile(r"\.\w{2,5}$")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|home|default)(?:\.\w+)?", re.IGNORECASE)
_DATE = re.compile(
    r"(?:.*/)?(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:/\d{1,2})?)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d{4,}")
_PAGE = frozenset(("page", "pagina", "seite", "p"))
_WORD_MARKS = re.compile(r"[-_+. ]+")
_ENOUGH_WORDS = 6
"""Words of an address from which it reads like a headline."""


@dataclass(frozen=True, slots=True)
class Address:
    """What the path of a page's address is made of."""

    folders: tuple[str, ...]
    """The parts of the path before the last, in lower case; a language at its head is left out."""
    name: str
    """The last part, without its ending; empty for a front page."""
    query: str

    @property
    def is_front(self) -> bool:
        """Whether it is a site's front page."""
        return not self.name and not self.folders and not self.query

    @property
    def is_list(self) -> bool:
        """Whether it is that of a section, tag, author, or month: ``/tag/boats``, ``/2026/03/``, ``/news/page/2``."""
        if self.query or not self.name:
            return False
        parts = (*self.folders, self.name)
        while len(parts) > 1 and parts[-1].isdigit() and parts[-2] in _PAGE:
            parts = parts[:-2]
        if _DATE.fullmatch("/".join(parts[-4:])):
            return True
        return parts != (*self.folders, self.name) or not _LISTS.isdisjoint(parts[-2:])

    @property
    def headline_likeness(self) -> float:
        """How much of a headline is in the last part, from 0 to 1: its words, numbers left out."""
        words = [word for word in _WORD_MARKS.split(self.name) if word and not word.isdigit()]
        return min(len(words), _ENOUGH_WORDS) / _ENOUGH_WORDS

    @property
    def is_dated(self) -> bool:
        """Whether the path bears a year before the page's name."""
        return any(_YEAR.match(folder) for folder in self.folders)

    @property
    def is_numbered(self) -> bool:
        """Whether a number of four digits or more names the page."""
        return bool(_NUMBER.search(self.name))

    @property
    def is_of_shop(self) -> bool:
        """Whether a folder is one of a shop."""
        return not _SHOPS.isdisjoint((*self.folders, self.name))

    @property
    def is_of_stories(self) -> bool:
        """Whether a folder is one of articles."""
        return not _STORIES.isdisjoint(self.folders)


def read_address(url: str | None) -> Address | None:
    """Return what a page's address is made of; None where it is unknown or a file's."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    names = [part.casefold() for part in unquote(parts.path).split("/") if part]
    if names and _LANGUAGE.fullmatch(names[0]):
        del names[0]
    if names and _INDEX.fullmatch(names[-1]):
        del names[-1]
    last = _ENDING.sub("", names.pop()) if names else ""
    return Address(tuple(names), last, parts.query)
