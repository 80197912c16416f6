"""Reads which of its templates a content system used for a page.

The classes of the page's ``html`` and ``body`` elements name the template, and a ``meta`` element names the system.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.late_pattern import LatePattern
from dateline.tasks.core.vocabulary import page_templates


class Template(Enum):
    """The kind of page that a template is made for."""

    STORY = "article"
    REFERENCE = "page of a wiki, a manual or a forum"
    OTHER = "list, product, service, event or job"
    LASTING = "page of the site itself"


_BEFORE = "template|type|(?:page-)?node-type|(?:page-)?posttype|page-type|pagetype|view|pg|hs|content-type"
"""The words before the name of a template's kind: ``page-node-type-event``, ``view-article``."""
_BEHIND = "template|page|view|detail|details|single|body|page-body"
"""The words behind it: ``post-template``, ``item-view``, ``ArticlePage``."""


def _pattern(words: str, before: str = f"single|{_BEFORE}") -> LatePattern:
    names = "|".join(sorted((word.replace("_", "-") for word in words.split()), key=len, reverse=True))
    return LatePattern(rf"(?:{before})-(?:{names})|(?:{names})-(?:{_BEHIND})")


_STORY, _REFERENCE, _OFFER, _LASTING = map(
    _pattern,
    (page_templates.STORIES, page_templates.REFERENCES, page_templates.OFFERS, page_templates.LASTING),
)
_LIST = _pattern(page_templates.LISTS, _BEFORE)  # "single-author" says that a blog has one author
_WORDPRESS_LISTS = frozenset(("archive", "search-results", "error404", "post-type-archive", "search-no-results"))
"""Whole classes that WordPress gives to pages that show no single post."""
_WORDPRESS_PAGE = re.compile(r"page-id-\d+|elementor-page-\d+")
_SINGLE_VIEWS = frozenset(("item-view", "view-item"))
"""The classes with which Blogger and Squarespace mark a page of one post."""
_REFERENCES = re.compile(r"mediawiki|wy-body-for-nav|docs-doc-page|section-view(?:topic|forum)|bbpress")
_AROUND_TEXT = frozenset(page_templates.REFERENCE_TEXTS.split())
_SHOPS = re.compile(r"catalog-(?:product|category)-view")
_SYSTEMS = frozenset(page_templates.REFERENCE_SYSTEMS.split())
_SYSTEM = re.compile(r"[a-z]+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAX_CHARS = 2_000
"""How many characters of a class attribute are read."""


def read_template(document: Document) -> Template | None:
    """Return the kind of page that the template is made for, or None if its classes do not tell or contradict.

    A story's own template outweighs the others, since themes add classes for its categories and layouts as well.
    """
    found = {kind for name in _names(document) if (kind := _kind(name))}
    if any(_names_reference(system) for system in document.meta.get("generator", ())):
        found.add(Template.REFERENCE)
    return next((kind for kind in Template if kind in found), None)


def stands_in_reference(names: Iterable[str]) -> bool:
    """Return whether the names of the elements around a text are those that wikis and manuals give to theirs."""
    return any(not _AROUND_TEXT.isdisjoint(of_element.split()) for of_element in names)


def _names_reference(generator: str) -> bool:
    system = _SYSTEM.search(generator.lower())
    return system is not None and system.group() in _SYSTEMS


def _names(document: Document) -> Iterator[str]:
    for element in (document.root, document.tree.body):
        if element is not None:
            attributes = element.attributes
            for key in ("class", "data-template", "data-page-type"):
                yield from (attributes.get(key) or "")[:_MAX_CHARS].split()


@lru_cache(maxsize=4096)
def _kind(name: str) -> Template | None:
    plain = re.sub(r"[-_]+", "-", _CAPITAL.sub("-", name).lower())
    if _STORY.fullmatch(plain) or plain in _SINGLE_VIEWS:
        return Template.STORY
    if _REFERENCE.fullmatch(plain) or _REFERENCES.fullmatch(plain):
        return Template.REFERENCE
    if plain in _WORDPRESS_LISTS or any(words.fullmatch(plain) for words in (_LIST, _OFFER, _SHOPS)):
        return Template.OTHER
    return Template.LASTING if _LASTING.fullmatch(plain) or _WORDPRESS_PAGE.fullmatch(plain) else None
