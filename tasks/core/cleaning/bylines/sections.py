"""Finds the names of sections, which stand beside articles like the names of authors: "City Life"."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from dateline.tasks.core.cleaning.details import section_names
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.names import key_of

AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autor[ei]|team|staff|profiles?|contributors?|writers?)/", re.IGNORECASE
)
"""What the address of an author's page has."""
_MENUS = "nav a[href], [class*=breadcrumb i] a[href]"
_FRONT = re.compile(r"(?:https?://[^/]+)?/?(?:[?#].*)?")
_MAX_LINKS = 200


class Sections:
    """The names of a page's sections, as keys (see `key_of`), each kind of which is read only if asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def of_article(self) -> frozenset[str]:
        """Those that the article is filed under."""
        return frozenset(map(key_of, section_names(self._document)))

    @cached_property
    def in_menus(self) -> frozenset[str]:
        """The texts in the page's menus, most of which are the names of sections."""
        return frozenset(map(key_of, _in_menus(self._document)))


def _in_menus(document: Document) -> Iterator[str]:
    """Yield the texts of links in menus, except those to front pages and to authors: columnists stand there, too."""
    for link in islice(document.tree.css(_MENUS), _MAX_LINKS):
        address = link.attributes.get("href") or ""
        if not (_FRONT.fullmatch(address) or AUTHOR_PAGE.search(address)):
            yield link.text()
