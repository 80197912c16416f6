"""Computes the features that tell whether a page is an article: each has a name and a value from 0 to 1."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log1p

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.kind.address import Address, read_address
from dateline.tasks.core.cleaning.kind.declared import Declared, read_declared
from dateline.tasks.core.cleaning.kind.layout import Layout, measure
from dateline.tasks.core.cleaning.kind.template import Template, read_template, stands_in_reference
from dateline.tasks.core.cleaning.kind.wording import (
    asks_advertisers,
    count_calls_to_action,
    count_shop_lines,
    counts_answers,
    counts_down,
    has_price_line,
    offers_job,
    offers_privately,
    short_lines,
    takes_bookings,
)
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.text.belief import upwards
from dateline.tasks.core.cleaning.text.boxes import Block
from dateline.tasks.core.cleaning.text.read import Body
from dateline.tasks.core.cleaning.text.visible import count_words
from dateline.tasks.core.cleaning.timestamps.read import ONLY_MODIFIED

_OWN_PLACES = frozenset(("json-ld", "meta", "microdata"))
_UNKNOWN = 0.5
"""The headline likeness of an unknown URL."""
_HEADLINE_WORDS = 8
_MANY_CALLS, _MANY_LINES = 11, 6
_WORDS_PER_HEADING = 30


class PageProfile:
    """A page with its extracted fields. What its URL, head and layout say is computed on first use."""

    def __init__(self, page: Page, extraction: Extraction, document: Document, body: Body) -> None:
        self.page = page
        self.extraction = extraction
        self.document = document
        self.body = body

    @cached_property
    def address(self) -> Address | None:
        """The parts of the page's URL, or None if it is unknown."""
        return read_address(self.page.url)

    @cached_property
    def declared(self) -> Declared:
        """What the page declares itself to be."""
        return read_declared(self.document)

    @cached_property
    def template(self) -> Template | None:
        """The kind of page that its template is made for, or None if unknown."""
        return read_template(self.document) or (Template.REFERENCE if self._stands_in_reference() else None)

    def _stands_in_reference(self) -> bool:
        first = self.body.kept[0].box if self.body.kept else None
        return stands_in_reference(box.tokens for box in upwards(first))

    @cached_property
    def layout(self) -> Layout:
        """How much of the page is its article, and how much links elsewhere."""
        return measure(self.body.outline.blocks, self.body.kept)

    @cached_property
    def _lower_text(self) -> str:
        """The text in lower case, in which phrases are looked for."""
        return (self.extraction.text or "").lower()

    @property
    def has_price_line(self) -> bool:
        """Whether a short line of the page is only a price."""
        return has_price_line(self.short_lines)

    @property
    def is_small_ad(self) -> bool:
        """Whether the page states a price, and says how to view, collect or haggle for what it offers."""
        return self.has_price_line and offers_privately(self._lower_text)

    @property
    def offers_job(self) -> bool:
        """Whether the text offers a job."""
        return offers_job(self._lower_text)

    @property
    def asks_advertisers(self) -> bool:
        """Whether the text tells advertisers what a newspaper has for them."""
        return asks_advertisers(self._lower_text)

    @property
    def takes_bookings(self) -> bool:
        """Whether a short line or a button only says how to book, buy or apply for something."""
        return takes_bookings(self.short_lines)

    @property
    def counts_answers(self) -> bool:
        """Whether a line within the text says how many answers a question has: "3 Answers"."""
        return counts_answers(self._within_text())

    @property
    def counts_down(self) -> bool:
        """Whether times of day stand within the text, the latest first, as in a live blog."""
        return counts_down(self._within_text())

    def _within_text(self) -> Sequence[Block]:
        """Return the page's blocks from the first to the last of the text."""
        kept = self.body.kept
        return self.body.outline.blocks[kept[0].index : kept[-1].index + 1] if kept else ()

    @cached_property
    def short_lines(self) -> list[str]:
        """The page's short lines and the texts of its buttons (see `short_lines`)."""
        return short_lines(self.document, self.body.outline.blocks)


def features_of(profile: PageProfile) -> Mapping[str, float]:
    """Return the value of each feature, from 0 to 1, by name. The names are those of `WEIGHTS`."""
    return {
        **_declared_features(profile.declared),
        **_template_features(profile.template),
        **_address_features(profile.address),
        **_field_features(profile.extraction),
        **_layout_features(profile),
        **_wording_features(profile),
    }


def _declared_features(declared: Declared) -> dict[str, float]:
    return {
        "declared as an article": float(declared.article or declared.article_in_meta or declared.published),
        "declared publication time": float(declared.published),
        "declared as a product, course or service": float(declared.product),
        "declared as a list": float(declared.list),
    }


def _template_features(template: Template | None) -> dict[str, float]:
    return {
        "template of an article": float(template is Template.STORY),
        "template of a lasting page": float(template is Template.LASTING),
    }


def _address_features(address: Address | None) -> dict[str, float]:
    if address is None:
        return {"headline-like address": _UNKNOWN}
    return {
        "headline-like address": address.headline_likeness,
        "year in the address": float(address.is_dated),
        "number in the address": float(address.is_numbered),
        "address in a story section": float(address.is_among_stories and not address.is_of_service),
        "address in a shop section": float(address.is_in_shop),
    }


def _field_features(extraction: Extraction) -> dict[str, float]:
    published = extraction.provenance.get("published_at", "").partition(":")[0]
    author = extraction.provenance.get("authors", "").partition(":")[0]
    words = count_words(extraction.headline) if extraction.headline else 0
    is_changed = ONLY_MODIFIED in extraction.warnings
    return {
        "date in the text": float(published == "text" and not is_changed),
        "only its last change is dated": float(is_changed),
        "authors": float(bool(extraction.authors)),
        "declared authors": float(author in _OWN_PLACES),
        "headline length": min(words / _HEADLINE_WORDS, 1.0),
    }


def _layout_features(profile: PageProfile) -> dict[str, float]:
    layout = profile.layout
    words, text_words = layout.words or 1, layout.text_words or 1
    headings = _WORDS_PER_HEADING * layout.headings / text_words
    return {
        "share of text outside teasers": layout.story_words / words,
        "share of links": layout.link_words / words,
        "headings in the text": 0.0 if profile.counts_down else min(headings, 1.0),
        "no main heading": float(not profile.document.headings),
    }


def _wording_features(profile: PageProfile) -> dict[str, float]:
    lines = profile.short_lines
    return {
        "calls to action": _logarithmic(count_calls_to_action(lines), _MANY_CALLS),
        "shop wording": _logarithmic(count_shop_lines(lines), _MANY_LINES),
    }


def _logarithmic(count: int, many: int) -> float:
    """Return the count on a logarithmic scale from 0 to 1, which ``many`` reaches. The first ones count most."""
    return min(log1p(count) / log1p(many), 1.0)
