"""The shape of `settings.toml` and of `sources/*.toml`. Unknown keys are mistakes."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """Base of every table: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_timezones = cache(available_timezones)  # it looks through the file system each time


def _known_timezone(name: str) -> str:
    if name not in _timezones():
        raise ValueError(f'no IANA time zone is called "{name}"; write one such as "Europe/Moscow" or "UTC"')
    return name


_CRON_FIELD = re.compile(r"[0-9A-Za-z*,/?#LW-]+")


def _cron(expression: str) -> str:
    fields = expression.split()
    if len(fields) != 5 or not all(map(_CRON_FIELD.fullmatch, fields)):  # noqa: PLR2004 - crontab(5)
        raise ValueError('a cron expression has five fields; write minute hour day month weekday, as in "0 6 * * *"')
    return expression


def _http_url(url: str) -> str:
    AnyHttpUrl(url)
    return url


def _host(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_.-]+", name.lower()):
        raise ValueError('this is no host; write its name alone, such as "news.example.org"')
    return name.lower()


def _listing_pattern(url: str) -> str:
    for place in re.findall(r"\{([^{}]*)\}", url):
        if place not in LISTING_PLACES:
            known = ", ".join(f"{{{name}}}" for name in LISTING_PLACES)
            raise ValueError(f"there is no place {{{place}}} in a listing's pattern; the places are {known}")
    return url


def _warc_place(place: str) -> str:
    if "://" in place and not re.match(r"(?i)https?://[^/]+/|s3://[^/]+/.", place):
        raise ValueError("this names no WARC file; write a path, or a URL that begins with https:// or s3://")
    return place


def _table_of_url(value: object) -> object:
    """Let a string stand for the table that has nothing but this URL."""
    return {"url": value} if isinstance(value, str) else value


LISTING_PLACES = ("n", "yyyy", "yy", "mm", "m", "dd", "d")

TimezoneName = Annotated[str, AfterValidator(_known_timezone)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Host = Annotated[str, AfterValidator(_host)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Bytes = Annotated[int, Field(gt=0)]
SourceName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class DateOrder(StrEnum):
    """How a source writes an all-digit date such as 03/04/2022."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


class Selectors(Strict):
    """CSS selectors for a site whose markup needs telling. They are tried before anything else."""

    headline: str | None = None
    published: str | None = None
    authors: str | None = None
    summary: str | None = None
    text: str | None = None
    """The container of the body; its paragraphs are cleaned as usual."""
    remove: tuple[str, ...] = ()
    """Elements that are cut from the page before it is read."""


class CleaningRules(Strict):
    """`[source.cleaning]`: what only the source can tell the cleaner."""

    publisher_names: tuple[str, ...] = ()
    """The publisher's names as its titles and bylines bear them ("RT", "RT International")."""
    timezone: TimezoneName | None = None
    """IANA name of the zone in which the source writes times without one."""
    language: str | None = None
    date_order: DateOrder | None = None
    headline_labels: tuple[str, ...] = ()
    """Labels of this source's headlines beside the common ones ("WATCH", "LIVE")."""
    selectors: Selectors = Selectors()


class FetchSettings(Strict):
    """`[fetch]`: how pages are asked for; a source may set any of it in `[source.fetch]`."""

    contact: str | None = None
    """An address or page where the operator of a site reaches you; it goes into the User-Agent."""
    user_agent: str = "dateline/{version} (+{contact})"
    connect_timeout_s: Seconds = 10.0
    read_timeout_s: Seconds = 20.0
    total_timeout_s: Seconds = 60.0
    """The longest that one page may take, redirects and body included."""
    max_transfer_bytes: Bytes = 10_000_000
    """The largest body, as it is transferred."""
    max_body_bytes: Bytes = 20_000_000
    """The largest body, once decompressed."""
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    """How many more times a page is asked for after 429, 503 or a broken connection."""
    max_retry_wait_s: Seconds = 60.0
    """A Retry-After longer than this is not waited for in the run."""
    min_delay_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1.0
    """Seconds between two requests to one host, whoever makes them."""
    hosts_at_once: Annotated[int, Field(ge=1, le=512)] = 32
    """How many hosts are asked at the same time; each gets one request at a time."""
    obey_robots: bool = True
    private_hosts: tuple[str, ...] = ()
    """Hosts with private or loopback addresses that may be asked all the same, as `name` or `name:port`."""


class SourceFetch(Strict):
    """`[source.fetch]`: what a source sets otherwise than `[fetch]`; see `FetchSettings` for each."""

    user_agent: str | None = None
    connect_timeout_s: Seconds | None = None
    read_timeout_s: Seconds | None = None
    total_timeout_s: Seconds | None = None
    max_transfer_bytes: Bytes | None = None
    max_body_bytes: Bytes | None = None
    min_delay_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    obey_robots: bool | None = None
    private_hosts: tuple[str, ...] | None = None


class Sitemap(Strict):
    """One of `sitemaps`: a sitemap, an index of sitemaps, or the robots.txt that names them."""

    url: HttpUrl
    robots: bool = False
    """Whether `url` is only the site, whose robots.txt names its sitemaps."""
    allowed_hosts: tuple[Host, ...] = ()
    """Hosts beside the sitemap's own site whose pages are wanted."""
    news_only: bool = False
    """Whether only pages are wanted that the sitemap itself dates as news."""


class Listing(Strict):
    """One of `listings`: a page of links, or a pattern of such pages."""

    url: Annotated[HttpUrl, AfterValidator(_listing_pattern)]
    """With any of {n}, {yyyy}, {yy}, {mm}, {m}, {dd}, {d}."""
    selector: str | None = None
    """CSS selector of the links, or of elements with links in them; without it the shape of the addresses decides."""
    allowed_hosts: tuple[Host, ...] = ()
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 100


class Wayback(Strict):
    """One of `wayback`: what the Wayback Machine, or an archive with its interface, captured of a site."""

    url: Annotated[str, Field(min_length=1)]
    """A host, or the beginning of addresses, as `scope` says."""
    scope: Literal["exact", "prefix", "host", "domain"] = "domain"
    captured_within_days: Annotated[float, Field(gt=0)] = 30.0
    """How long after the window's end a page that was published in it may have been captured first."""
    min_delay_s: Annotated[float, Field(ge=0)] = 4.0
    """Seconds between two requests; the Wayback Machine shuts out who asks faster."""
    cdx_url: HttpUrl = "https://web.archive.org/cdx/search/cdx"
    replay_url: HttpUrl = "https://web.archive.org/web"


class Warc(Strict):
    """One of `warcs`: WARC or WET files that others wrote."""

    url: Annotated[str, Field(min_length=1), AfterValidator(_warc_place)]
    """A path, which may have `*`, `?` and `**` in it, or the URL (https or s3) of a file."""
    hosts: tuple[Host, ...] = ()
    """Only pages of these hosts and their subdomains; without them, of all."""


class CcNews(Strict):
    """`[source.ccnews]`: Common Crawl's news archive. The window decides which months and files are read."""

    hosts: Annotated[tuple[Host, ...], Field(min_length=1)]
    """Pages of these hosts and their subdomains."""
    lag_days: Annotated[float, Field(ge=0, le=60)] = 2.0
    """How long after an article was published it is still looked for."""
    base_url: HttpUrl = "https://data.commoncrawl.org/"


class Schedule(Strict):
    """`[source.schedule]`: when a source is ingested by itself; with neither key, only when it is asked for."""

    cron: Annotated[str, AfterValidator(_cron)] | None = None
    """Five fields, in the zone ``timezone``: `"*/15 6-22 * * *"`."""
    timezone: TimezoneName = "UTC"
    interval_s: Annotated[float, Field(ge=60, allow_inf_nan=False)] | None = None
    first_s: Seconds | None = None
    """How far the very first run reaches back; without it, to all that the source names."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.cron is not None and self.interval_s is not None:
            raise ValueError("a schedule has cron or interval_s, not both; remove one")
        return self


class Source(Strict):
    """`[source]`: what one publisher's articles are found by, in any combination; the file's name is the source's."""

    name: SourceName
    publisher: str | None = None
    """The publisher's registrable domain; where it is not set, each page's own."""
    enabled: bool = True
    feeds: tuple[HttpUrl, ...] = ()
    sitemaps: tuple[Annotated[Sitemap, BeforeValidator(_table_of_url)], ...] = ()
    """Each a URL, or a table; see `Sitemap`."""
    listings: tuple[Annotated[Listing, BeforeValidator(_table_of_url)], ...] = ()
    """Each a URL, or a table; see `Listing`."""
    wayback: tuple[Annotated[Wayback, BeforeValidator(_table_of_url)], ...] = ()
    """Each a host, or a table; see `Wayback`."""
    warcs: tuple[Annotated[Warc, BeforeValidator(_table_of_url)], ...] = ()
    """Each a path or URL, or a table; see `Warc`."""
    ccnews: CcNews | None = None
    urls: tuple[HttpUrl, ...] = ()
    url_lists: tuple[Path, ...] = ()
    """Text files with a URL a line; `#` begins a comment."""
    folders: tuple[Path, ...] = ()
    """Folders of saved pages: `.html`, `.html.gz`, `.txt`."""
    schedule: Schedule = Schedule()
    cleaning: CleaningRules = CleaningRules()
    fetch: SourceFetch = SourceFetch()

    def fetch_settings(self, common: FetchSettings) -> FetchSettings:
        """Return the common settings with this source's own over them."""
        return common.model_copy(update=self.fetch.model_dump(exclude_none=True))


class DedupeScope(StrEnum):
    """Whether the publisher is part of an article's identity."""

    ARCHIVE = "archive"
    PUBLISHER = "publisher"


class DedupeMatch(StrEnum):
    """Whether another text under the same headline and minute is another article."""

    TEXT = "text"
    KEY = "key"


class DedupeSettings(Strict):
    """`[dedupe]`: what makes two pages one article."""

    scope: DedupeScope = DedupeScope.ARCHIVE
    match: DedupeMatch = DedupeMatch.TEXT


class LocalArchive(Strict):
    """`[archive]` on local disk."""

    kind: Literal["local"] = "local"
    path: Path = Path("archive")
    durability: Literal["full", "none"] = "full"
    """`full`: synced to the disk before a manifest names it. `none`: for tests and throw-away runs."""


class S3Archive(Strict):
    """`[archive]` in an S3-compatible bucket; credentials come from the usual AWS places."""

    kind: Literal["s3"] = "s3"
    bucket: str
    prefix: str = ""
    endpoint_url: HttpUrl | None = None
    region: str | None = None
    storage_class: str | None = None
    encryption: Literal["AES256", "aws:kms"] | None = None
    kms_key_id: str | None = None
    tags: dict[str, str] = Field(default_factory=dict)
    parallel: Annotated[int, Field(ge=1, le=256)] = 16
    conditional_writes: Literal["required", "emulated"] = "required"
    """`emulated` is slower and weaker: a check before each write, for endpoints that ignore `If-None-Match`."""


class LedgerSettings(Strict):
    """`[ledger]`: where what was seen is remembered."""

    url: str = "sqlite:///.dateline/ledger.sqlite"
    """SQLAlchemy URL: SQLite for one machine, PostgreSQL (`postgresql+psycopg://…`) where several share it."""


class IngestSettings(Strict):
    """`[ingest]`: how a run is cut."""

    batch_pages: Annotated[int, Field(ge=1, le=1000)] = 50
    overlap_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 2 * 86_400.0
    """How far a scheduled run's window reaches back over the one before it, for what sources name late."""
    slice_s: Annotated[float, Field(ge=60, allow_inf_nan=False)] = 7 * 86_400.0
    """The longest part of a window that a scheduled run takes at once when it catches up."""
    retry_after_s: Seconds = 3600.0
    """How long after a failure that may pass (a timeout, a 503, a bot wall) a page is due again."""
    max_tries: Annotated[int, Field(ge=1, le=100)] = 5
    max_pages_per_run: Annotated[int, Field(ge=1)] = 50_000
    """How many pages one run takes up at most; the next run goes on with the others."""


class PollSettings(Strict):
    """`[poll]`: how often scheduled runs ask a feed, within bounds: busy ones soon again, quiet ones more rarely."""

    adaptive: bool = True
    """Without it, each run asks each feed."""
    min_interval_s: Seconds = 300.0
    max_interval_s: Seconds = 6 * 3600.0
    """Keep it far below `ingest.overlap_s`."""
    growth: Annotated[float, Field(gt=1, allow_inf_nan=False)] = 1.5
    """How many times longer a feed is left alone each time that it had nothing new."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_interval_s > self.max_interval_s:
            raise ValueError("min_interval_s is longer than max_interval_s; make it shorter")
        return self


class RecheckSettings(Strict):
    """`[recheck]`: how often an article is looked at again for changes, soon at first and more rarely later."""

    enabled: bool = True
    first_after_s: Seconds = 3600.0
    """At which age an article is looked at again for the first time."""
    growth: Annotated[float, Field(gt=1, allow_inf_nan=False)] = 3.0
    """How many times older than at the last look it is at the next."""
    until_age_s: Seconds = 7 * 86_400.0
    """At which age it is left alone."""
    max_pages_per_run: Annotated[int, Field(ge=1)] = 500


class WatchSettings(Strict):
    """`[watch]`: of what Prefect's automations tell, and whom."""

    notification: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] | None = None
    """A Prefect notification block as `type/name` (`slack-webhook/news`); without one there are events only."""
    heartbeats_lost_s: Annotated[float, Field(ge=60, allow_inf_nan=False)] = 90.0
    """How long a run may send no heartbeat (one comes every 30 s) before it counts as crashed."""
    silent_after_s: Annotated[float, Field(ge=10, allow_inf_nan=False)] = 3 * 86_400.0
    """How long no new article may come of a source that had some before Prefect tells of it."""
    rejected_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Above which share of rejected pages a run tells of them."""
    rejected_pages: Annotated[int, Field(ge=1)] = 20
    """How many pages a run must have looked at for its share to mean something."""


class Settings(Strict):
    """`settings.toml`."""

    archive: Annotated[LocalArchive | S3Archive, Field(discriminator="kind")] = LocalArchive()
    ledger: LedgerSettings = LedgerSettings()
    fetch: FetchSettings = FetchSettings()
    dedupe: DedupeSettings = DedupeSettings()
    ingest: IngestSettings = IngestSettings()
    poll: PollSettings = PollSettings()
    recheck: RecheckSettings = RecheckSettings()
    watch: WatchSettings = WatchSettings()
