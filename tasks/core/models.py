"""The values that flow through dateline: page reference, article, rejection, outcome.

Strict and frozen. Timestamps are aware UTC and end in ``_at``; durations end in ``_s``, sizes in ``_bytes``.
"""

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = 1

_SURROGATE = re.compile("[\ud800-\udfff]")


def is_within_calendar(moment: datetime) -> bool:
    """Return whether a year can be added to a moment, or taken from it, without leaving what `datetime` can hold."""
    return MINYEAR < moment.year < MAXYEAR


def _require_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a timestamp needs a zone; dateline keeps aware UTC only")
    if not is_within_calendar(moment):
        raise ValueError("a timestamp must lie between the years 2 and 9998")
    return moment.astimezone(UTC)


UtcDatetime = Annotated[datetime, AfterValidator(_require_utc)]


def _is_text(value: object) -> bool:
    """Return whether all strings in a value can be written as UTF-8, which holds no unpaired surrogates."""
    if isinstance(value, str):
        return value.isascii() or not _SURROGATE.search(value)
    if isinstance(value, dict):
        return all(_is_text(key) and _is_text(item) for key, item in value.items())
    return not isinstance(value, tuple) or all(map(_is_text, value))


class Model(BaseModel):
    """Base of every value: nothing is coerced, nothing changes, nothing unknown gets in, and all of it fits JSON."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _fits_json(self) -> Self:
        broken = next((name for name, value in self.__dict__.items() if not _is_text(value)), None)
        if broken:
            raise ValueError(f"{broken} holds an unpaired surrogate, which no UTF-8 and no JSON can hold")
        return self


class Record(Model):
    """Base of what is stored: its JSON Schema, which is published, has the descriptions of its fields."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Precision(StrEnum):
    """How precise a timestamp is."""

    MINUTE = "minute"
    """The page states a time of day."""
    DAY = "day"
    """The page states only a day; the time is midnight."""


class TimezoneSource(StrEnum):
    """Who stated the zone of a timestamp."""

    PAGE = "page"
    """The page states the zone or the offset."""
    SOURCE = "source"
    """The source's `timezone`, since the page states none."""
    FEED = "feed"
    """The timestamp comes from the feed, sitemap or listing that named the page."""
    ASSUMED = "assumed"
    """Nobody does; UTC is assumed."""


class Reason(StrEnum):
    """Why a page did not become an article."""

    FETCH_FAILED = "fetch_failed"
    """The page could not be fetched: no such host, no connection, a broken or malformed answer."""
    NOT_ASKED = "not_asked"
    """The host was left alone for a while, or the run was stopped: nothing was tried, and this counts as no try."""
    HTTP_STATUS = "http_status"
    """The server answered with another status than 2xx."""
    TIMEOUT = "timeout"
    """The server took longer than a timeout allows."""
    TOO_LARGE = "too_large"
    """The body is larger than `max_transfer_bytes`, or than `max_body_bytes` once decompressed."""
    REFUSED_ADDRESS = "refused_address"
    """The address, or one that it redirects to, is private or no http address; `private_hosts` can allow it."""
    ROBOTS = "robots"
    """The site's robots.txt forbids the page, or could not be read."""
    BLOCKED = "blocked"
    """The site answered with a bot wall, a login or a consent page."""
    NOT_HTML = "not_html"
    """The answer is no page: an image, a video, a PDF, a feed, JSON."""
    UNREADABLE = "unreadable"
    """The bytes are damaged, empty, or neither text nor markup."""
    NOT_ARTICLE = "not_article"
    """The page is no article: a section, a tag page, a shop, a service, an error page."""
    NO_HEADLINE = "no_headline"
    """No headline was found."""
    NO_TIMESTAMP = "no_timestamp"
    """Neither the page nor its feed says when it was published."""
    NO_TEXT = "no_text"
    """No text of an article was found."""
    OUTSIDE_WINDOW = "outside_window"
    """It was published outside of the window that the run was asked for."""
    INVALID = "invalid"
    """The record does not fit the schema; the detail names the field."""
    INTERNAL_ERROR = "internal_error"
    """dateline itself failed at this page, by a mistake of its own; the detail names the error and its report."""


class OutcomeKind(StrEnum):
    """What became of a page in one run; every referenced page gets exactly one."""

    NEW = "new"
    """An article with a key that the archive did not have."""
    REVISION = "revision"
    """Another text of the same page under the same key; stored beside the first."""
    COLLISION = "collision"
    """Another story of another page under the same key; stored beside the first, with a warning."""
    DUPLICATE = "duplicate"
    """The same text under the same headline and minute, at another URL."""
    UNCHANGED = "unchanged"
    """The same page, looked at again."""
    REJECTED = "rejected"
    """The page did not become an article; the reason says why."""


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


class RawPointer(Record):
    """Where the bytes that a record came from lie: a WARC record in a segment."""

    segment: str
    """Key of the segment in the archive."""
    offset: int
    """Byte offset of the record's gzip member in the segment."""
    digest: str
    """``sha256:`` and the hex digest of the record's payload (the body as it was transferred)."""


NOT_STORED = RawPointer(segment="(not stored)", offset=0, digest="")
"""Stands for the raw page of a record that is only looked at."""


class Cleaner(Record):
    """The program that made a record."""

    name: str
    """Name of the program."""
    version: str
    """Its version."""


class Article(Record):
    """One archived article. The terms are schema.org's, in snake case."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema. dateline reads older versions and refuses newer ones."""
    id: str
    """Name of the record in the archive: the key, followed by a hash for revisions and collisions."""
    dedupe_key: str
    """The article's identity: a SHA-256 of its headline key and its published minute."""
    source: str
    """Name of the source that named the page."""
    publisher: str
    """The publisher's registrable domain, or as the source's file sets it."""
    url: str
    """Address that the page was fetched from, after redirects."""
    canonical_url: str | None = None
    """Address that the page states as its own."""
    headline: Annotated[str, Field(min_length=1)]
    """The headline as published."""
    headline_tags: tuple[str, ...] = ()
    """Labels that the headline bears, such as `live` or `video`; they are no part of its identity."""
    summary: str | None = None
    """The visible standfirst, or the page's description."""
    text: Annotated[str, Field(min_length=1)]
    """Paragraphs, headings and list items, with a blank line between them. The standfirst is in `summary` only."""
    captions: tuple[str, ...] = ()
    """Captions of the article's images."""
    authors: tuple[str, ...] = ()
    """Names of the authors."""
    published_at: UtcDatetime
    """When the article was published, in UTC."""
    published_raw: str
    """The same as the page, or its feed, states it."""
    published_precision: Precision
    """Whether the page states a time or only a day."""
    timezone_source: TimezoneSource
    """Who stated the timestamp's zone."""
    modified_at: UtcDatetime | None = None
    """When the article was last changed, by the page."""
    language: str | None = None
    """BCP 47 tag of the article's language."""
    section: str | None = None
    """Section that the page belongs to."""
    keywords: tuple[str, ...] = ()
    """Keywords of the page."""
    image_url: str | None = None
    """Address of the lead image."""
    paywalled: bool | None = None
    """Whether the page says that it is behind a paywall; null where it does not say."""
    fetched_at: UtcDatetime
    """When the page was fetched or, for a page of a web archive, captured."""
    text_hash: str
    """SHA-256 of the text with its white space folded."""
    revision_of: str | None = None
    """Id of the record that this one revises."""
    raw: RawPointer
    """Where the bytes lie that the record was made from."""
    provenance: dict[str, str] = Field(default_factory=dict)
    """Field by field, where on the page the value stood."""
    cleaner: Cleaner
    """The program that made the record."""
    warnings: tuple[str, ...] = ()
    """What a reader should know, such as the id of the article that this one collides with."""


class Rejection(Record):
    """A page that did not become an article, and why; a value, never an exception."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    source: str
    """Name of the source that named the page."""
    url: str
    """Address of the page."""
    reason: Reason
    """Why the page is no article."""
    detail: str
    """A sentence for a person."""
    rejected_at: UtcDatetime
    """When it was fetched, or fetching it failed."""
    raw: RawPointer | None = None
    """Where the page's bytes lie, if there are any."""


class Outcome(Record):
    """One line of a run manifest: what became of one referenced page."""

    schema_version: int = SCHEMA_VERSION
    """Version of this schema."""
    url: str
    """Address of the page."""
    page_url: str | None = None
    """Address that the page was found at, if it is another page's than `url`: after redirects, for example."""
    source: str
    """Name of the source that named the page."""
    kind: OutcomeKind
    """What became of the page."""
    at: UtcDatetime
    """When the page was fetched, or when fetching it failed."""
    article: str | None = None
    """Key of the archived article: the page's own, or the one it is a duplicate of."""
    headline: str | None = None
    """The article's headline."""
    published_at: UtcDatetime | None = None
    """When the article was published; also for a page that was rejected as outside the window."""
    text_hash: str | None = None
    """Hash of the article's text."""
    record_hash: str | None = None
    """Hash of the archived article's bytes, by which an audit notices that they changed; see `records.record_hash`."""
    reason: Reason | None = None
    """Why a rejected page is no article."""
    detail: str | None = None
    """The same as a sentence for a person."""
    raw: RawPointer | None = None
    """Where the page's bytes lie."""
    etag: str | None = None
    """The server's ETag, for a later conditional request."""
    last_modified: str | None = None
    """The server's Last-Modified, for the same."""


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
    begun: bool = True
    """Whether fetching it has begun; before that, the batch only keeps other runs from its pages."""
    recheck: bool = False
    """Whether archived pages are looked at again: one that has not changed then leaves no trace in the archive."""
    opened_at: UtcDatetime
    owner: str
    """``host:pid:start`` of the process that has it."""
    kept_at: UtcDatetime | None = None
    """When that process last said that it still has it."""
    taken_up: int = 0
    """How many runs took it up after the one that opened it."""
    failures: int = 0
    """In how many runs it failed, each time for a reason of its own."""
    trouble: str = ""
    """Why it failed last: a sentence, empty where it has not failed."""
    set_aside: bool = False
    """Whether runs leave it alone, since it kept failing."""

    @property
    def name(self) -> str:
        """What the batch is called, as in the name of its segment."""
        return f"{self.run}-{self.batch}"


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
