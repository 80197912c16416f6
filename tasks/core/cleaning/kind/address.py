"""Reads what a page's URL says about its kind."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from dateline.tasks.core.vocabulary import page_addresses

_LISTS, _SHOPS, _SERVICES, _FORUMS, _STORIES, _SHOP_HOSTS, _SERVICE_HOSTS, _FORUM_HOSTS = (
    frozenset(words.split())
    for words in (
        page_addresses.LISTS,
        page_addresses.SHOPS,
        page_addresses.SERVICES,
        f"{page_addresses.FORUMS} {page_addresses.QUESTIONS}",
        page_addresses.STORIES,
        page_addresses.SHOP_HOSTS,
        page_addresses.SERVICE_HOSTS,
        page_addresses.FORUM_HOSTS,
    )
)
_ENDING = re.compile(r"\.\w{2,5}$")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_INDEX = re.compile(rf"(?:{'|'.join(page_addresses.FRONTS.split())})(?:\.\w+)?", re.IGNORECASE)
_DATE = re.compile(
    r"(?:.*/)?(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:/\d{1,2})?)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d{4,}")
_SEARCHES = frozenset(page_addresses.SEARCHES.split())
_SEARCHED = re.compile(r"(?:^|&)(?:q|s|query|search|suche|keywords?|term|text|zoek|recherche|buscar)=", re.IGNORECASE)
_DISCOURSE, _REDDIT = ("t",), ("r", "comments")
"""The folders of threads: ``/t/which-grease/4711``, ``/r/locks/comments/1ab/which_grease``."""
_PAGE = frozenset(("page", "pagina", "seite", "p"))
_PAGE_DIGITS = 4
"""The maximum number of digits of a page of a list. A longer number is that of a post: ``/p/618822310``."""
_POST = ("p",)
"""The folder of posts named by their number, on sites that have no other part in their URLs."""
_QUESTIONS = frozenset(page_addresses.QUESTIONS.split())
_NUMBERED = frozenset((folder,) for folder in page_addresses.NUMBERED.split())
_WORD_MARKS = re.compile(r"[-_+. ]+")
_MIN_LABELS = 2
"""The number of parts of a host without a subdomain."""
_HEADLINE_WORDS = 6
"""A URL whose last part has so many words is like a headline."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a page's URL."""

    folders: tuple[str, ...]
    """The parts of the path before the last, in lower case, without a language at the beginning."""
    name: str
    """The last part of the path, without its extension; empty for a front page."""
    query: str
    subdomain: str = ""
    """The first part of the host, in lower case, if there are at least three."""

    @property
    def is_front(self) -> bool:
        """Whether it is the URL of a site's front page."""
        return not self.name and not self.folders and not self.query

    @property
    def is_list(self) -> bool:
        """Whether the page lists a section, tag, author or month: ``/tag/boats``, ``/2026/03/``, ``/news/page/2``.

        A name as long as a headline is that of an article: ``/topics/ferry-sails-again-after-a-year``.
        """
        if self.query or not self.name:
            return False
        parts = (*self.folders, self.name)
        while len(parts) > 1 and parts[-1].isdigit() and len(parts[-1]) <= _PAGE_DIGITS and parts[-2] in _PAGE:
            parts = parts[:-2]
        if parts[-2:-1] not in _NUMBERED and _DATE.fullmatch("/".join(parts[-4:])):
            return True
        if parts != (*self.folders, self.name) or parts[-1] in _LISTS:
            return True
        return self.headline_likeness < 1.0 and not _LISTS.isdisjoint(parts[-2:-1])

    @property
    def is_search(self) -> bool:
        """Whether it is the URL of search results: ``/search/boats``, ``/?s=boats``, ``/suche?q=boats``."""
        parts = (*self.folders, self.name)
        if self.query:
            return (parts[-1] in _SEARCHES or not self.name) and _SEARCHED.search(self.query) is not None
        return not _SEARCHES.isdisjoint(parts[-3:]) and self.headline_likeness < 1.0

    @property
    def headline_likeness(self) -> float:
        """How much the last part is like a headline, from 0 to 1, by its number of words. Numbers do not count."""
        words = [word for word in _WORD_MARKS.split(self.name) if word and not word.isdigit()]
        return min(len(words), _HEADLINE_WORDS) / _HEADLINE_WORDS

    @property
    def is_dated(self) -> bool:
        """Whether the path has a year before the page's name."""
        return any(_YEAR.match(folder) for folder in self.folders)

    @property
    def is_numbered(self) -> bool:
        """Whether the page's name has a number of four or more digits."""
        return bool(_NUMBER.search(self.name))

    @property
    def is_in_shop(self) -> bool:
        """Whether a part of the path names a section of a shop, or the host is named like one."""
        if self.folders == _POST and self.name.isdigit():
            return self.subdomain in _SHOP_HOSTS
        return self.subdomain in _SHOP_HOSTS or not _SHOPS.isdisjoint((*self.folders, self.name))

    @property
    def is_of_service(self) -> bool:
        """Whether a part of the path, or the host, names a service: jobs, events, courses, subscriptions."""
        return self.subdomain in _SERVICE_HOSTS or not _SERVICES.isdisjoint((*self.folders, self.name))

    @property
    def is_in_forum(self) -> bool:
        """Whether a part of the path names a forum or one of its threads, or the host is named like one."""
        if (self.name.isdigit() and self.folders[-2:-1] == _DISCOURSE) or self.folders[0:3:2] == _REDDIT:
            return True
        return self.subdomain in _FORUM_HOSTS or not _FORUMS.isdisjoint((*self.folders, self.name))

    @property
    def is_of_question(self) -> bool:
        """Whether it is in a folder of questions, without a number: of readers to each other, or of an adviser."""
        parts = (*self.folders, self.name)
        return not _QUESTIONS.isdisjoint(self.folders) and not any(part.isdigit() for part in parts)

    @property
    def is_among_stories(self) -> bool:
        """Whether a folder of the path names a section of articles."""
        return not _STORIES.isdisjoint(self.folders)


def read_address(url: str | None) -> Address | None:
    """Return the parts of a page's URL, or None if it is unknown or not an HTTP URL."""
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
    labels = (parts.hostname or "").split(".")
    return Address(tuple(names), last, parts.query, labels[0] if len(labels) > _MIN_LABELS else "")
