"""Finds the publisher's names on its pages, and compares titles and bylines with them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.structured import JsonObject, texts, types_of
from dateline.tasks.core.vocabulary.by_language import all_words
from dateline.tasks.core.vocabulary.bylines import CONJUNCTIONS

_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|les|el|il|los|las|de|het|o|a)\s+|the(?=\w{3})", re.IGNORECASE)
_GENERIC = re.compile(r"\s+(?:blog|news|online|magazine|website)$", re.IGNORECASE)
"""What sites add to their name in a title."""
_AND = tuple(word for word in all_words(CONJUNCTIONS).split() if word.isalpha() and word.isascii())
"""Words that a host has for "&": ``salt-and-tide.example``."""
_WORD = re.compile(r"\w+")
_TELLING_LETTERS = 4
_MIN_INITIALS, _MAX_INITIALS = 3, 6
_ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "website", "corporation", "newspaper"})
_SITE_NAME_METAS = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "article:publisher",
    "twitter:site", "copyright", "cre",
)  # fmt: skip
_HOST_PREFIXES = frozenset({"www", "m", "amp", "mobile", "news"})


@lru_cache(maxsize=1024)
def key_of(text: str) -> str:
    """Return the form in which texts are compared: only letters and digits, NFKC, case folded.

    Results are cached, because a page repeats its title and names in many places.
    """
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def publisher_names(document: Document, page: Page) -> frozenset[str]:
    """Return the keys (see `key_of`) of the names of the page's publisher.

    From the source's rules, the site's name in meta tags, the organisations of the structured data, and the host.
    """
    stated = (*page.rules.publisher_names, *_stated_names(document), *_host_names(page.url))
    keys = {key_of(form) for name in stated for form in (name, _without_article(name), _initials(name))}
    return frozenset(key for key in keys if len(key) > 1)


def is_name(text: str, names: frozenset[str]) -> bool:
    """Return whether the text equals one of the publisher's names (see `publisher_names`)."""
    if any(key_of(form) in names for form in (text, _without_article(text), _GENERIC.sub("", text))):
        return True
    return "&" in text and any(key_of(text.replace("&", word)) in names for word in _AND)


def _without_article(name: str) -> str:
    article = _ARTICLE.match(name)
    return name[article.end() :] if article else name


def _initials(name: str) -> str:
    """Return the initials of a name of several words: "World Ferry Association" is "WFA"."""
    words = [word for word in name.split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if _MIN_INITIALS <= len(words) <= _MAX_INITIALS else ""


def is_outlet(name: str, names: frozenset[str]) -> bool:
    """Return whether a byline names an outlet: its words contain, or begin like, one of the publisher's names."""
    words = [key_of(word) for word in _WORD.findall(name)] or [""]
    first = words[0]
    if first in names or is_name(name, names):
        return True
    runs = {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    if any(len(run) >= _TELLING_LETTERS and run in names for run in runs):
        return True
    return len(first) > _TELLING_LETTERS and any(own.startswith(first) for own in names)


def _stated_names(document: Document) -> Iterator[str]:
    for meta in _SITE_NAME_METAS:
        for name in document.meta.get(meta, ()):
            if not name.startswith("http"):
                yield name.removeprefix("@")
    yield from _names_of(document.article.get("publisher"), document)
    for node in document.json_ld:
        kinds = types_of(node)
        if "person" not in kinds and _ORGANISATIONS.intersection(kinds):
            yield from _names_of(node, document)


def _names_of(value: object, document: Document) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node: JsonObject = document.resolve(item)
        yield from texts(node.get("name"))
        yield from texts(node.get("alternateName"))


def _host_names(url: str | None) -> Iterator[str]:
    """Yield the forms of a host such as ``example.co.uk``, with and without its suffix and its first labels."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return
    labels = host.split(".")
    while len(labels) > 1 and labels[0] in _HOST_PREFIXES:
        yield ".".join(labels)
        labels = labels[1:]
    for end in range(1, len(labels) + 1):
        yield ".".join(labels[:end])
    if len(labels) > 2:  # noqa: PLR2004 - a host below the registrable domain
        yield ".".join(labels[1:])
