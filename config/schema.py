"""The shape of `settings.toml` and of `sources/*.toml`. Unknown keys are mistakes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, AnyHttpUrl, BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Base of every table: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f'no IANA time zone is called "{name}"; write one such as "Europe/Moscow" or "UTC"')
    return name


def _http_url(url: str) -> str:
    AnyHttpUrl(url)
    return url


TimezoneName = Annotated[str, AfterValidator(_known_timezone)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
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


class Source(Strict):
    """`[source]`: one publisher's feeds, URL lists and folders; the file's name is the source's."""

    name: SourceName
    publisher: str | None = None
    """The publisher's registrable domain; where it is not set, each page's own."""
    enabled: bool = True
    feeds: tuple[HttpUrl, ...] = ()
    urls: tuple[HttpUrl, ...] = ()
    url_lists: tuple[Path, ...] = ()
    """Text files with a URL a line; `#` begins a comment."""
    folders: tuple[Path, ...] = ()
    """Folders of saved pages: `.html`, `.html.gz`, `.txt`."""
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
    overlap_s: Annotated[float, Field(ge=0)] = 3600.0
    """How far a window reaches back over the one before it."""
    retry_after_s: Seconds = 3600.0
    """How long after a failure that may pass (a timeout, a 503, a bot wall) a page is due again."""
    max_tries: Annotated[int, Field(ge=1, le=100)] = 5


class Settings(Strict):
    """`settings.toml`."""

    archive: Annotated[LocalArchive | S3Archive, Field(discriminator="kind")] = LocalArchive()
    ledger: LedgerSettings = LedgerSettings()
    fetch: FetchSettings = FetchSettings()
    dedupe: DedupeSettings = DedupeSettings()
    ingest: IngestSettings = IngestSettings()
