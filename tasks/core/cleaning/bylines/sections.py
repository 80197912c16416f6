"""Finds the names of sections, which stand beside articles like the names of authors: "City Life"."""

import re
from collections.abc import Iterator
from itertools import islice

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.names import key_of

AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autor[ei]|team|staff|profiles?|contributors?|writers?)/", re.IGNORECASE
)
"""What the address of an author's page has."""
_MENUS = "nav a[href], [class*=breadcrumb i] a[href]"
_FRONT = re.compile(r"(?:https?://[^/]+)?/?(?:[?#].*)?")
_MAX_LINKS = 200


def names_in_menus(document: Document) -> frozenset[str]:
    """Return the keys (see `key_of`) of the texts in the page's menus, most of which are the names of sections."""
    return frozenset(map(key_of, _in_menus(document)))


def _in_menus(document: Document) -> Iterator[str]:
    """Yield the texts of links in menus, except those to front pages and to authors: columnists stand there, too."""
    for link in islice(document.tree.css(_MENUS), _MAX_LINKS):
        address = link.attributes.get("href") or ""
        if not (_FRONT.fullmatch(address) or AUTHOR_PAGE.search(address)):
            yield link.text()
