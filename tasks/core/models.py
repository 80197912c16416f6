"""The values that flow through dateline: page reference, article, rejection, outcome.

They are strict and frozen. Timestamps (aware UTC) are named ``_at`` at the end, seconds ``_s``, sizes ``_bytes``.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from dateline.tasks.core.value_types import Model, Record, UtcDatetime

SCHEMA_VERSION = 1


class Precision(StrEnum):
    """How precise a timestamp is."""

    MINUTE = "minute"
    """The page states a time of day."""
    DAY = "day"
    """The page states only a day; the time is midnight."""


class TimezoneSource(StrEnum):
    """Where the time zone of a timestamp comes from."""

    PAGE = "page"
    """The page states the time zone or the offset."""
    SOURCE = "source"
    """The source's `timezone`, because the page states none."""
    FEED = "feed"
    """The timestamp comes from the feed, sitemap or listing that lists the page."""
    ASSUMED = "assumed"
    """None is stated; UTC is assumed."""


class Reason(StrEnum):
    """Why a page did not become an article."""

    FETCH_FAILED = "fetch_failed"
    """The page could not be fetched: unknown host, no connection, a broken or malformed response."""
    NOT_ASKED = "not_asked"
    """No attempt was made, because the host rests after trouble or the run was stopped. This counts as no attempt."""
    HTTP_STATUS = "http_status"
    """The server answered with a status other than 2xx."""
    TIMEOUT = "timeout"
    """The server took longer than a timeout permits."""
    TOO_LARGE = "too_large"
    """The body is larger than `max_transfer_bytes`, or larger than `max_body_bytes` after decompression."""
    REFUSED_ADDRESS = "refused_address"
    """The URL, or one that it redirects to, is private or not http(s). `private_hosts` can allow private hosts."""
    ROBOTS = "robots"
    """The site's robots.txt forbids the page, or could not be read."""
    BLOCKED = "blocked"
    """The site answered with a bot wall, a login or a consent page."""
    NOT_HTML = "not_html"
    """The response is not a page, but an image, a video, a PDF, a feed or JSON."""
    UNREADABLE = "unreadable"
    """The bytes are damaged, empty, in an unknown encoding, or neither text nor markup."""
    NOT_ARTICLE = "not_article"
    """The page is not an article, but a section, a tag page, a shop, a service or an error page."""
    NO_HEADLINE = "no_headline"
    """No headline was found."""
    NO_TIMESTAMP = "no_timestamp"
    """Neither the page nor its feed says when it was published."""
    WRONG_CLOCK = "wrong_clock"
    """The page's time is in doubt: it is dated more than a day after its fetch, or has no full date while its server's
    clock is more than a day ahead of this machine's. One of the clocks is wrong, and the page is fetched again."""
    NO_TEXT = "no_text"
    """No article text was found."""
    OUTSIDE_WINDOW = "outside_window"
    """The page was published outside the requested window."""
    INVALID = "invalid"
    """The record does not match the schema. The detail names the field."""
    INTERNAL_ERROR = "internal_error"
    """dateline failed at this page because of a bug. The detail names the error and its report."""


class OutcomeKind(StrEnum):
    """What became of a page in one run. Every listed page gets exactly one outcome."""

    NEW = "new"
    """A new article: the archive did not have its key."""
    REVISION = "revision"
    """A different text of the same page, under the same key. It is stored beside the first."""
    COLLISION = "collision"
    """A different article on a different page, under the same key. It is stored beside the first, with a warning."""
    DUPLICATE = "duplicate"
    """The same text under the same headline and minute, at another URL."""
    UNCHANGED = "unchanged"
    """The same page, without a change."""
    REJECTED = "rejected"
    """The page did not become an article. The reason says why."""


ADDED = frozenset({OutcomeKind.NEW, OutcomeKind.REVISION, OutcomeKind.COLLISION})
"""The outcomes of pages whose article is in the archive."""


class Window(Model):
    """A half-open interval of publication times, ``[since, until)``. A missing end is unbounded."""

    since: UtcDatetime | None = None
    until: UtcDatetime | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(f"the window must end after its beginning: since {self.since}, until {self.until}")
        return self

    def contains(self, moment: datetime) -> bool:
        """Return whether ``moment`` (aware) is in the window."""
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)


class PageRef(Model):
    """A page listed by a source, with what the source says about it. The page itself has not been read."""

    url: str
    source: str
    via: str
    """The feed, list or folder that lists the page."""
    title: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    published_at: UtcDatetime | None = None
    published_raw: str | None = None
    published_precision: Precision | None = None
    modified_at: UtcDatetime | None = None


class RawPointer(Record):
    """Points to the bytes that a record was made from: a WARC record in a segment."""

    segment: str
    """Key of the segment in the archive."""
    offset: int
    """Offset of the record's gzip member in the segment, in bytes."""
    digest: str
    """``sha256:`` and the hex digest of the record's payload (the body as transferred)."""


NOT_STORED = RawPointer(segment="(not stored)", offset=0, digest="")
"""The raw pointer of a record that is only previewed."""


class Cleaner(Record):
    """The program that made a record."""

    name: str
    """Name of the program."""
    version: str
    """Its version."""


class Article(Record):
    """One archived article. Field names are schema.org's terms in snake case."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema. dateline reads older versions and refuses newer ones."""
    id: str
    """Name of the record in the archive: the `dedupe_key`, followed by a hash for revisions and collisions."""
    dedupe_key: str
    """The article's identity: SHA-256 of its headline key and its published minute."""
    source: str
    """Name of the source that lists the page."""
    publisher: str
    """The publisher's registrable domain, or the name that the source file sets."""
    url: str
    """URL that the page was fetched from, after redirects."""
    canonical_url: str | None = None
    """URL that the page states as its own."""
    headline: Annotated[str, Field(min_length=1)]
    """The headline as published."""
    kicker: str | None = None
    """The words before the headline, in its heading or directly above, that are not part of it. Omitted if none."""
    headline_tags: tuple[str, ...] = ()
    """Labels of the headline, such as `live` or `video`. They are not part of the article's identity."""
    summary: str | None = None
    """The visible standfirst, or the page's description."""
    text: Annotated[str, Field(min_length=1)]
    """Paragraphs, headings and list items, separated by blank lines. The standfirst is only in `summary`."""
    captions: tuple[str, ...] = ()
    """Captions of the article's images."""
    corrections: tuple[str, ...] | None = None
    """The newsroom's notes about corrections, which are not in `text`. Omitted if dateline did not look for them."""
    authors: tuple[str, ...] = ()
    """Names of the authors as the page writes them, in capitals only if it writes them so everywhere."""
    published_at: UtcDatetime
    """When the article was published, in UTC."""
    published_raw: str
    """The time of publication as the page, or its feed, states it."""
    published_precision: Precision
    """Whether the page states a time or only a day."""
    timezone_source: TimezoneSource
    """Where the time zone of `published_at` comes from."""
    modified_at: UtcDatetime | None = None
    """When the article was last changed, according to the page or, if it does not say, to the feed or sitemap that
    lists it (`provenance`: `feed:modified`). What is listed counts only if it is after the publication."""
    language: str | None = None
    """BCP 47 tag of the article's language."""
    section: str | None = None
    """Section of the site that the page belongs to."""
    keywords: tuple[str, ...] = ()
    """Keywords of the page."""
    image_url: str | None = None
    """URL of the lead image."""
    paywalled: bool | None = None
    """Whether the page says that it is behind a paywall; null if it does not say."""
    fetched_at: UtcDatetime
    """When the page was fetched or, for a page from a web archive, captured."""
    text_hash: str
    """SHA-256 of the text with its white space collapsed."""
    revision_of: str | None = None
    """Id of the record that this one revises."""
    raw: RawPointer
    """Where the bytes are that the record was made from."""
    provenance: dict[str, str] = Field(default_factory=dict)
    """For each field, where on the page its value was found."""
    cleaner: Cleaner
    """The program that made the record."""
    warnings: tuple[str, ...] = ()
    """What users of the record should know, such as the id of an article that this one collides with."""


LATER_FIELDS = frozenset({"kicker", "corrections", "published_at"})
"""Fields of an `Article` or of a `Rejection` (`published_at`) that came later. Where they are null they are left out of
what is stored and hashed, so that records without them stay what they were, byte for byte."""


class Rejection(Record):
    """A page that did not become an article, with the reason. It is a value, never an exception."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    source: str
    """Name of the source that lists the page."""
    url: str
    """URL of the page."""
    reason: Reason
    """Why the page is not an article."""
    detail: str
    """The reason as a sentence."""
    rejected_at: UtcDatetime
    """When the page was fetched, or when fetching it failed."""
    published_at: UtcDatetime | None = None
    """When the page says that it was published, if it was rejected for being dated after its fetch."""
    raw: RawPointer | None = None
    """Where the page's bytes are, if there are any."""


class Outcome(Record):
    """One line of a run manifest: what became of one listed page."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    url: str
    """URL of the page."""
    page_url: str | None = None
    """URL that the page was found at, if it differs from the page of `url`: after redirects, for example."""
    source: str
    """Name of the source that lists the page."""
    kind: OutcomeKind
    """What became of the page."""
    at: UtcDatetime
    """When the page was fetched, or when fetching it failed."""
    article: str | None = None
    """Key of the archived article: the page's own, or the one that it duplicates."""
    headline: str | None = None
    """The article's headline."""
    published_at: UtcDatetime | None = None
    """When the article was published. Also set if the page was rejected for being outside the window, or after its
    fetch."""
    text_hash: str | None = None
    """Hash of the article's text."""
    corrections_hash: str | None = None
    """Hash of the notes about corrections, if there are any."""
    record_hash: str | None = None
    """Hash of the archived record's bytes, by which an audit detects changes; see `records.record_hash`."""
    reason: Reason | None = None
    """Why a rejected page is not an article."""
    detail: str | None = None
    """The reason as a sentence."""
    raw: RawPointer | None = None
    """Where the page's bytes are."""
    etag: str | None = None
    """The server's ETag, for a later conditional request."""
    last_modified: str | None = None
    """The server's Last-Modified, for a later conditional request."""


class Manifest(Model):
    """What became of one batch: the lines of ``runs/YYYY/MM/DD/<run>/<batch>.jsonl``."""

    run: str
    batch: str
    outcomes: tuple[Outcome, ...]
