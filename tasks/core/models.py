"""The values that flow through dateline: page reference, article, rejection, outcome.

Strict and frozen. Timestamps are aware UTC and end in ``_at``; durations end in ``_s``, sizes in ``_bytes``.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = 1


def _require_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a timestamp needs a zone; dateline keeps aware UTC only")
    return moment.astimezone(UTC)


UtcDatetime = Annotated[datetime, AfterValidator(_require_utc)]


class Model(BaseModel):
    """Base of every value: nothing is coerced, nothing changes, nothing unknown gets in."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Precision(StrEnum):
    """How much of a timestamp the page told."""

    MINUTE = "minute"
    DAY = "day"


class TimezoneSource(StrEnum):
    """Who said which zone a timestamp is in."""

    PAGE = "page"
    SOURCE = "source"
    FEED = "feed"
    ASSUMED = "assumed"


class Reason(StrEnum):
    """Why a page did not become an article."""

    FETCH_FAILED = "fetch_failed"
    NOT_ASKED = "not_asked"
    """It was its host's time to rest, or the run was stopped: nothing was tried."""
    HTTP_STATUS = "http_status"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    REFUSED_ADDRESS = "refused_address"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    NOT_HTML = "not_html"
    UNREADABLE = "unreadable"
    NOT_ARTICLE = "not_article"
    NO_HEADLINE = "no_headline"
    NO_TIMESTAMP = "no_timestamp"
    NO_TEXT = "no_text"
    OUTSIDE_WINDOW = "outside_window"
    INVALID = "invalid"


class OutcomeKind(StrEnum):
    """What became of a page in one run; every referenced page gets exactly one."""

    NEW = "new"
    REVISION = "revision"
    COLLISION = "collision"
    DUPLICATE = "duplicate"
    """The same text under the same headline and minute, at another URL."""
    UNCHANGED = "unchanged"
    """The same page, looked at again."""
    REJECTED = "rejected"


ADDED = frozenset({OutcomeKind.NEW, OutcomeKind.REVISION, OutcomeKind.COLLISION})
"""Outcomes of a page from which an article was made that is in the archive."""


class Window(Model):
    """A half-open span of publishing time, ``[since, until)``; an end that is missing is open."""

    since: UtcDatetime | None = None
    until: UtcDatetime | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(f"the window must end after it begins: since {self.since}, until {self.until}")
        return self

    def contains(self, moment: datetime) -> bool:
        """Return whether ``moment`` (aware) lies in the window."""
        return (self.since is None or moment >= self.since) and (self.until is None or moment < self.until)


class PageRef(Model):
    """A page that a source says it published, in the source's own words, before anyone has looked at it."""

    url: str
    source: str
    via: str
    """The feed, list or folder that named the page."""
    title: str | None = None
    summary: str | None = None
    authors: tuple[str, ...] = ()
    published_at: UtcDatetime | None = None
    published_raw: str | None = None
    published_precision: Precision | None = None
    modified_at: UtcDatetime | None = None


class RawPointer(Model):
    """Where the bytes that a record came from lie: a WARC record in a segment."""

    segment: str
    """Key of the segment in the archive."""
    offset: int
    """Byte offset of the record's gzip member in the segment."""
    digest: str
    """``sha256:`` and the hex digest of the record's payload (the body as it was transferred)."""


class Cleaner(Model):
    """The program that made a record."""

    name: str
    version: str


class Article(Model):
    """One archived article. The terms are schema.org's, in snake case."""

    schema_version: int = SCHEMA_VERSION
    id: str
    dedupe_key: str
    source: str
    publisher: str
    url: str
    canonical_url: str | None = None
    headline: Annotated[str, Field(min_length=1)]
    headline_tags: tuple[str, ...] = ()
    summary: str | None = None
    text: Annotated[str, Field(min_length=1)]
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: UtcDatetime
    published_raw: str
    published_precision: Precision
    timezone_source: TimezoneSource
    modified_at: UtcDatetime | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    paywalled: bool | None = None
    fetched_at: UtcDatetime
    text_hash: str
    revision_of: str | None = None
    raw: RawPointer
    provenance: dict[str, str] = Field(default_factory=dict)
    cleaner: Cleaner
    warnings: tuple[str, ...] = ()


class Rejection(Model):
    """A page that did not become an article, and why; a value, never an exception."""

    schema_version: int = SCHEMA_VERSION
    source: str
    url: str
    reason: Reason
    detail: str
    """A sentence for a person."""
    rejected_at: UtcDatetime
    raw: RawPointer | None = None
    """The bytes, where there were any."""


class Outcome(Model):
    """One line of a run manifest: what became of one referenced page."""

    schema_version: int = SCHEMA_VERSION
    url: str
    source: str
    kind: OutcomeKind
    at: UtcDatetime
    """When the page was fetched, or when fetching it failed."""
    article: str | None = None
    """Key of the archived article: the page's own, or the one it is a duplicate of."""
    headline: str | None = None
    published_at: UtcDatetime | None = None
    """Also of a page that was rejected for lying outside the window."""
    text_hash: str | None = None
    record_hash: str | None = None
    """Of the archived article's bytes, by which an audit sees that one has flipped; see `records.record_hash`."""
    reason: Reason | None = None
    detail: str | None = None
    raw: RawPointer | None = None
    etag: str | None = None
    last_modified: str | None = None


class Manifest(Model):
    """What became of one batch: the lines of ``runs/YYYY/MM/DD/<run>/<batch>.jsonl``."""

    run: str
    batch: str
    outcomes: tuple[Outcome, ...]


class OpenBatch(Model):
    """A batch that is being worked on, and by whom."""

    run: str
    batch: str
    source: str
    segment: str
    """Key that its raw pages have, or will have."""
    manifest: str
    """Key that its manifest will have."""
    refs: tuple[PageRef, ...]
    window: Window = Window()
    """What the run was asked for: a page outside of it is rejected."""
    recheck: bool = False
    """Whether archived pages are looked at again: one that has not changed then leaves no trace in the archive."""
    opened_at: UtcDatetime
    owner: str
    """``host:pid:start`` of the process that has it."""


class PageState(Model):
    """What the ledger knows of a page after the last time that it was looked at."""

    url_key: str
    url: str
    source: str
    kind: OutcomeKind
    reason: Reason | None
    article: str | None
    text_hash: str | None
    published_at: UtcDatetime | None
    first_at: UtcDatetime
    last_at: UtcDatetime
    tries: int
    """How many times it was tried to look at the page: outcomes of a page that was not asked for do not count."""
    etag: str | None
    last_modified: str | None


class PageEvent(Model):
    """One outcome of a page, with the run that it belongs to."""

    run: str
    batch: str
    outcome: Outcome
