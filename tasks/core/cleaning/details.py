"""Reads an article's section, keywords, image and canonical URL."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.author_names import unique
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.structured import JsonObject, clean_string, first_text, texts
from dateline.tasks.core.web.urls import absolute, host_of, is_http, registrable_domain

MAX_KEYWORDS = 50
_MAX_KEYWORD = 100
_MAX_SECTION = 80
_MAX_URL = 2000
_COMMA = re.compile(r"\s*[,;，、|]\s*")
_IMAGE_METAS = (
    "og:image:secure_url",
    "og:image",
    "twitter:image",
    "twitter:image:src",
    "sailthru.image.full",
    "thumbnail",
)
_KEYWORD_METAS = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject")
_SECTION_METAS = ("article:section", "parsely-section", "cxenseparse:section", "section", "dc.type.section")


def section_names(document: Document) -> Iterator[str]:
    """Yield the names of all sections that the article is filed under."""
    yield from texts(document.article.get("articleSection"))
    for name in _SECTION_METAS:
        yield from document.meta.get(name, ())


def read_section(document: Document) -> Candidate[str] | None:
    """Return the section or desk that the article is filed under, or None."""
    places = [(first_text(document.article.get("articleSection")), "json-ld:articleSection")]
    places += [(value, f"meta:{name}") for name in _SECTION_METAS for value in document.meta.get(name, ())[:1]]
    for value, origin in places:
        if value and len(value) <= _MAX_SECTION and not value.startswith("http") and not value.isdigit():
            return Candidate(clean_string(value), origin, value)
    return None


def read_keywords(document: Document) -> Candidate[tuple[str, ...]] | None:
    """Return the article's keywords as they are written, without duplicates, or None."""
    places: list[tuple[list[str], str]] = [(list(texts(document.article.get("keywords"))), "json-ld:keywords")]
    places += [(document.meta.get(name, []), f"meta:{name}") for name in _KEYWORD_METAS]
    for values, origin in places:
        split = _COMMA.split(clean_string(values[0])) if len(values) == 1 else [clean_string(value) for value in values]
        keywords = unique(word for word in split if 1 < len(word) <= _MAX_KEYWORD and not word.startswith("http"))
        if keywords:
            return Candidate(tuple(keywords[:MAX_KEYWORDS]), origin, "; ".join(values)[:_MAX_URL])
    return None


def read_image_url(document: Document) -> Candidate[str] | None:
    """Return the absolute URL of the article's image, or None."""
    places = [(value, f"meta:{name}") for name in _IMAGE_METAS for value in document.meta.get(name, ())[:1]]
    places += [(value, "json-ld:image") for value in _image_addresses(document, document.article.get("image"))]
    for value, origin in places:
        if url := absolute(document.url or "", clean_string(value)):
            return Candidate(url, origin, value)
    return None


def _image_addresses(document: Document, value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node: JsonObject = document.resolve(item)
        address = item if isinstance(item, str) and not node else node.get("contentUrl") or node.get("url")
        if isinstance(address, str):
            yield address


def read_canonical_url(document: Document) -> Candidate[str] | None:
    """Return the page's absolute canonical URL, or None. URLs of other sites and of front pages are ignored."""
    places = [(link.attributes.get("href"), "markup:link canonical") for link in document.canonical_links[:1]]
    places += [(value, "meta:og:url") for value in document.meta.get("og:url", ())[:1]]
    for value, origin in places:
        url = absolute(document.url or "", clean_string(value)) if value else None
        if url and value and _may_be_canonical(url, document.url):
            return Candidate(url, origin, value)
    return None


def _may_be_canonical(url: str, page_url: str | None) -> bool:
    """Return whether ``url`` can be canonical: on the same site, and not a front page unless the page is one."""
    if not page_url or not is_http(page_url):
        return True
    leads_to_front = _is_front(url) and not _is_front(page_url)
    return not leads_to_front and _same_site(host_of(url), host_of(page_url))


def _same_site(one: str, other: str) -> bool:
    """Return whether two hosts have the same registrable domain.

    The list of public suffixes is used only if necessary, because loading it takes longer than cleaning some pages: a
    registrable domain has at least two labels, and a host with ``www`` before it is not a public suffix.
    """
    if one == other:
        return True
    if one.split(".")[-2:] != other.split(".")[-2:]:
        return False
    pairs = ((one, other), (other, one))
    if any(www.startswith("www.") and f".{host}".endswith(www.removeprefix("www")) for host, www in pairs):
        return True
    return registrable_domain(one) == registrable_domain(other)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
