"""What is looked for on a page to tell its kind: each sign with a name, and how much of it there is, from 0 to 1."""

from collections.abc import Mapping
from functools import cached_property
from math import log1p

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.kind.address import Address, read_address
from dateline.tasks.core.cleaning.kind.declared import Declared, read_declared
from dateline.tasks.core.cleaning.kind.layout import Layout, measure
from dateline.tasks.core.cleaning.kind.wording import count_basket_lines, count_calls, short_lines
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.text.blocks import count_words
from dateline.tasks.core.cleaning.text.read import Body

_OWN_PLACES = frozenset(("json-ld", "meta", "microdata"))
_UNKNOWN = 0.5
"""Stands for how much of a headline an unknown address has in it."""
_HEADLINE_WORDS = 8
_MANY_CALLS, _MANY_LINES = 11, 6
_WORDS_PER_HEADING = 30


class Seen:
    """A page that was read; what its address, its head and its layout tell is found out when it is first asked for."""

    def __init__(self, page: Page, extraction: Extraction, document: Document, body: Body) -> None:
        self.page = page
        self.extraction = extraction
        self.document = document
        self.body = body

    @cached_property
    def address(self) -> Address | None:
        """What the page's address is made of; None where it is unknown."""
        return read_address(self.page.url)

    @cached_property
    def declared(self) -> Declared:
        """What the page's head says that it is."""
        return read_declared(self.document)

    @cached_property
    def layout(self) -> Layout:
        """How much of what it shows is text, and how much leads elsewhere."""
        return measure(self.body.outline.blocks, self.body.kept)


def signs_of(seen: Seen) -> Mapping[str, float]:
    """Return how much there is of each sign."""
    return {
        **_declared_signs(seen.declared),
        **_address_signs(seen.address),
        **_field_signs(seen.extraction),
        **_layout_signs(seen),
        **_wording_signs(seen),
    }


def _declared_signs(declared: Declared) -> dict[str, float]:
    return {
        "declared an article": float(declared.article or declared.article_in_meta or declared.published),
        "publication declared in its head": float(declared.published),
        "declared goods, a course or a service": float(declared.goods),
        "declared a list": float(declared.list),
    }


def _address_signs(address: Address | None) -> dict[str, float]:
    if address is None:
        return {"address like a headline": _UNKNOWN}
    return {
        "address like a headline": address.headline_likeness,
        "address with a year": float(address.is_dated),
        "address with a number": float(address.is_numbered),
        "address among stories": float(address.is_of_stories),
        "address of a shop": float(address.is_of_shop),
    }


def _field_signs(extraction: Extraction) -> dict[str, float]:
    published = extraction.provenance.get("published_at", "").partition(":")[0]
    author = extraction.provenance.get("authors", "").partition(":")[0]
    words = count_words(extraction.headline) if extraction.headline else 0
    return {
        "a date in its text": float(published == "text"),
        "authors": float(bool(extraction.authors)),
        "authors declared": float(author in _OWN_PLACES),
        "length of the headline": min(words / _HEADLINE_WORDS, 1.0),
    }


def _layout_signs(seen: Seen) -> dict[str, float]:
    layout = seen.layout
    words, text_words = layout.words or 1, layout.text_words or 1
    return {
        "share of the text outside teasers": layout.story_words / words,
        "share of links": layout.link_words / words,
        "headings in the text": min(_WORDS_PER_HEADING * layout.headings / text_words, 1.0),
        "no main heading": float(not seen.document.headings),
    }


def _wording_signs(seen: Seen) -> dict[str, float]:
    lines = short_lines(seen.document, seen.body.outline.blocks)
    return {
        "calls to customers": _logarithmic(count_calls(lines), _MANY_CALLS),
        "basket, stock and delivery": _logarithmic(count_basket_lines(lines), _MANY_LINES),
    }


def _logarithmic(count: int, many: int) -> float:
    """Return how many there are, from 0 to 1: the first ones count most."""
    return min(log1p(count) / log1p(many), 1.0)
