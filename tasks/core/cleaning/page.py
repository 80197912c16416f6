"""The input and output values of the cleaner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dateline.config.schema import CleaningRules
from dateline.tasks.core.models import PageRef, Precision, TimezoneSource

NO_RULES = CleaningRules()


@dataclass(frozen=True, slots=True)
class Page:
    """One raw page, with everything known about it before it is parsed.

    ``content_type`` is the HTTP header. ``fetched_at`` (aware UTC) is the "now" for relative dates, and later dates are
    refused. ``ref`` is what the feed or sitemap says about the page. ``rules`` are the source's, and take precedence.
    ``server_at`` is the server's time if that is much later than the fetch (see `clock_faults`): then relative dates
    are not read, and only dates after it are refused.
    """

    body: bytes
    url: str | None = None
    content_type: str | None = None
    fetched_at: datetime | None = None
    ref: PageRef | None = None
    rules: CleaningRules = NO_RULES
    server_at: datetime | None = None

    @property
    def now(self) -> datetime | None:
        """The time that relative dates count from, or None if it is unknown or in doubt."""
        return None if self.server_at else self.fetched_at

    @property
    def no_later_than(self) -> datetime | None:
        """The time after which the page cannot have been published."""
        return self.server_at or self.fetched_at


@dataclass(frozen=True, slots=True)
class Extraction:
    """The fields that were read from a page, complete or not, before it is judged.

    ``text`` has paragraphs, headings and list items separated by a blank line. ``published_at`` and ``modified_at`` are
    aware, in the page's own offset (records have them in UTC). With precision ``day`` they are midnight of the
    publisher's day. ``provenance`` maps the name of a field to the origin of its value (see `Candidate`).
    """

    headline: str | None = None
    kicker: str | None = None
    summary: str | None = None
    text: str = ""
    captions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_raw: str | None = None
    published_precision: Precision | None = None
    timezone_source: TimezoneSource | None = None
    modified_at: datetime | None = None
    ahead_at: datetime | None = None
    """When the page says that it was published, if that was refused because it is after the fetch."""
    canonical_url: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    paywalled: bool | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
