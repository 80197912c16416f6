"""The input and output values of the cleaner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dateline.config.schema import CleaningRules
from dateline.tasks.core.models import PageRef, Precision, TimezoneSource

NO_RULES = CleaningRules()


@dataclass(frozen=True, slots=True)
class Page:
    """One raw page, with all that is known about it before it is read.

    ``content_type`` is the header as it was sent; ``fetched_at`` (aware UTC) is the "now" against which relative
    dates are read and future ones refused; ``ref`` holds the feed's or sitemap's own words; ``rules`` are the
    source's, and the cleaner obeys them first.
    """

    body: bytes
    url: str | None = None
    content_type: str | None = None
    fetched_at: datetime | None = None
    ref: PageRef | None = None
    rules: CleaningRules = NO_RULES


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read off a page, complete or not; nothing here has been judged yet.

    ``text`` has its paragraphs, headings and list items separated by a blank line. ``published_at`` and
    ``modified_at`` are aware, in the page's own offset (records have them in UTC); with precision ``day`` they stand at
    midnight of the publisher's day.
    ``provenance`` maps a field's name to the origin of its value (see `Candidate`).
    """

    headline: str | None = None
    kicker: str | None = None
    summary: str | None = None
    text: str = ""
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_raw: str | None = None
    published_precision: Precision | None = None
    timezone_source: TimezoneSource | None = None
    modified_at: datetime | None = None
    canonical_url: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    paywalled: bool | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
