"""Reads the fields of an HTML page, each with the place where it was found."""

from collections.abc import Container, Iterator
from typing import TypeVar

from selectolax.lexbor import LexborNode, SelectolaxError

from dateline.tasks.core.cleaning.authors import read_authors
from dateline.tasks.core.cleaning.candidate import Candidate
from dateline.tasks.core.cleaning.details import (
    read_canonical_url,
    read_image_url,
    read_keywords,
    read_section,
)
from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import find_heading
from dateline.tasks.core.cleaning.headline import read_headline
from dateline.tasks.core.cleaning.kicker import read_kicker
from dateline.tasks.core.cleaning.language import read_language
from dateline.tasks.core.cleaning.names import publisher_names
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.paywall import read_paywalled
from dateline.tasks.core.cleaning.text.read import Body, read_text
from dateline.tasks.core.cleaning.timestamps.read import read_timestamps

T = TypeVar("T")
_PAGE_TAGS = frozenset({"html", "head", "body"})


def read_html(page: Page, document: Document) -> tuple[Extraction, Body]:
    """Return the fields of an HTML page, and its body, using its source's rules and its feed's data."""
    warnings = list(_rule_warnings(page, document))
    _remove(page, document)
    names = publisher_names(document, page)
    headline = read_headline(document, page, names)
    heading = find_heading(document, _value(headline))
    kicker = read_kicker(document, _value(headline), names)
    body = read_text(document, page, _value(headline))
    language = read_language(document, page, body.text)
    stamps = read_timestamps(document, page, _value(language), heading)
    published, modified = stamps.published, stamps.modified
    authors = read_authors(document, page, names, heading, _value(language))
    section = read_section(document)
    keywords = read_keywords(document)
    image_url = read_image_url(document)
    canonical_url = read_canonical_url(document)
    paywalled = read_paywalled(document, body)
    places = {
        "headline": headline,
        "kicker": kicker,
        "authors": authors,
        "published_at": published,
        "modified_at": modified,
        "canonical_url": canonical_url,
        "language": language,
        "section": section,
        "keywords": keywords,
        "image_url": image_url,
        "paywalled": paywalled,
    }
    extraction = Extraction(
        headline=_value(headline),
        kicker=_value(kicker),
        summary=body.summary,
        text=body.text,
        captions=body.captions,
        corrections=body.corrections,
        authors=_value(authors) or (),
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        published_precision=published.precision if published else None,
        timezone_source=published.timezone_source if published else None,
        modified_at=modified.at if modified else None,
        ahead_at=stamps.ahead.at if stamps.ahead else None,
        canonical_url=_value(canonical_url),
        language=_value(language),
        section=_value(section),
        keywords=_value(keywords) or (),
        image_url=_value(image_url),
        paywalled=_value(paywalled),
        provenance=dict(body.provenance)
        | {field: place.origin for field, place in places.items() if place is not None},
        warnings=(*warnings, *stamps.warnings, *body.warnings),
    )
    return extraction, body


def _value(candidate: Candidate[T] | None) -> T | None:
    return candidate.value if candidate is not None else None


def _rule_warnings(page: Page, document: Document) -> Iterator[str]:
    """Yield a warning for each selector that is not valid CSS. `apply_selectors` checks those of the text."""
    selectors = page.rules.selectors
    for name, selector in (
        ("headline", selectors.headline),
        ("published", selectors.published),
        ("authors", selectors.authors),
    ):
        try:
            if selector is not None:
                document.tree.css_first(selector)
        except SelectolaxError:
            yield f"selectors.{name} is not a valid CSS selector: {selector!r}"


def _remove(page: Page, document: Document) -> None:
    """Remove the elements that the source's rules exclude, before anything is read."""
    for selector in page.rules.selectors.remove:
        chosen = {node.mem_id: node for node in document.select(selector) if node.tag not in _PAGE_TAGS}
        outermost = [node for node in chosen.values() if not _is_inside(node, chosen)]
        for node in outermost:
            node.decompose()


def _is_inside(node: LexborNode, others: Container[int]) -> bool:
    """Return whether the ``mem_id`` of an ancestor of the node is in ``others``. Removing that removes the node."""
    around = node.parent
    while around is not None:
        if around.mem_id in others:
            return True
        around = around.parent
    return False
