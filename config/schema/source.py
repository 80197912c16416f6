"""`sources/*.toml`: one source a file."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from dateline.config.schema.cleaning import CleaningRules
from dateline.config.schema.cron import CronExpression
from dateline.config.schema.fetching import FetchSettings, SourceFetch
from dateline.config.schema.groups import GroupName
from dateline.config.schema.running import PollSettings
from dateline.config.schema.values import (
    NAME_PATTERN,
    HttpUrl,
    Interval,
    PathOnDisk,
    Seconds,
    Strict,
    TimezoneName,
    WrongValueError,
)
from dateline.config.schema.ways import CcNews, Listing, Sitemap, Warc, Wayback

SourceName = Annotated[str, Field(pattern=NAME_PATTERN)]


class Schedule(Strict):
    """`[source.schedule]`: when a source is ingested: by cron, at an interval, at its own pace, or with its group.

    Without any of the four, it is ingested only on request.
    """

    cron: CronExpression | None = None
    """Five fields, in the zone ``timezone``: `"*/15 6-22 * * *"`."""
    timezone: TimezoneName = "UTC"
    """IANA name of the zone that `cron` is in."""
    interval_s: Interval | None = None
    """Time between the starts of two runs."""
    adaptive: bool = False
    """Whether the source sets its own pace: sooner after runs that found articles, later after those that did not."""
    min_interval_s: Interval | None = None
    """The shortest interval of an adaptive schedule; without it, that of `[poll]`."""
    max_interval_s: Interval | None = None
    """The longest interval of an adaptive schedule; without it, that of `[poll]`."""
    group: GroupName | None = None
    """The group of `settings.toml` whose schedule and run the source shares."""
    first_s: Seconds | None = None
    """How far the first run reaches back; without it, to everything that the source lists."""

    @property
    def is_set(self) -> bool:
        """Whether the source has a schedule of its own."""
        return self.cron is not None or self.interval_s is not None or self.adaptive

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if (self.cron is not None) + (self.interval_s is not None) + self.adaptive > 1:
            raise WrongValueError("a schedule has one of cron, interval_s and adaptive", "remove the others")
        if self.group is not None and self.is_set:
            remedy = "remove cron, interval_s and adaptive, or remove group"
            raise WrongValueError(f"a source of the group {self.group} has no schedule of its own", remedy)
        return self

    @model_validator(mode="after")
    def _bounds_of_adaptive(self) -> Self:
        if not self.adaptive and (self.min_interval_s or self.max_interval_s):
            raise WrongValueError(
                "min_interval_s and max_interval_s are the bounds of an adaptive schedule", "set adaptive"
            )
        if self.min_interval_s and self.max_interval_s and self.min_interval_s > self.max_interval_s:
            raise WrongValueError("min_interval_s is longer than max_interval_s", "make it shorter")
        return self


def _table_of_url(value: object) -> object:
    """Let a string stand for the table that has nothing but this URL."""
    return {"url": value} if isinstance(value, str) else value


class Source(Strict):
    """`[source]`: where one publisher's articles are found, in any combination of ways."""

    name: SourceName
    """The source's name, which is also the file's: lower-case letters, digits, `-` and `_`."""
    publisher: str | None = None
    """The publisher's registrable domain; by default, that of each page."""
    enabled: bool = True
    """Whether a plain `dateline ingest`, `dateline serve` and `dateline deploy` include the source."""
    feeds: tuple[HttpUrl, ...] = ()
    """Addresses of feeds: RSS, Atom, RDF or JSON Feed."""
    sitemaps: tuple[Annotated[Sitemap, BeforeValidator(_table_of_url)], ...] = ()
    """Each a URL, or a table; see `Sitemap`."""
    listings: tuple[Annotated[Listing, BeforeValidator(_table_of_url)], ...] = ()
    """Each a URL, or a table; see `Listing`."""
    wayback: tuple[Annotated[Wayback, BeforeValidator(_table_of_url)], ...] = ()
    """Each a host, or a table; see `Wayback`."""
    warcs: tuple[Annotated[Warc, BeforeValidator(_table_of_url)], ...] = ()
    """Each a path or URL, or a table; see `Warc`."""
    raw: Literal["copy", "refer"] = "copy"
    """Whether raw pages from `warcs` on this machine are copied to the archive, or stay in those files, to which the
    archive refers."""
    ccnews: CcNews | None = None
    """Common Crawl's news archive; see `CcNews`."""
    urls: tuple[HttpUrl, ...] = ()
    """Addresses of single pages."""
    url_lists: tuple[PathOnDisk, ...] = ()
    """Text files with one URL per line, tables (CSV, TSV) with a column of URLs, or JSON; `#` starts a comment."""
    folders: tuple[PathOnDisk, ...] = ()
    """Folders of saved pages: `.html`, `.htm`, `.xhtml`, `.shtml` and `.txt`, also with `.gz`."""
    schedule: Schedule = Schedule()
    """When the source is ingested automatically."""
    cleaning: CleaningRules = CleaningRules()
    """What only the source can tell the cleaner."""
    fetch: SourceFetch = SourceFetch()
    """Settings of `[fetch]` that differ for this source."""

    @model_validator(mode="after")
    def _has_files_to_refer_to(self) -> Self:
        if self.raw == "refer" and all(warc.folder is None for warc in self.warcs):
            raise WrongValueError('raw = "refer" is for WARC files on this machine', "add them to warcs, or remove raw")
        return self

    def fetch_settings(self, common: FetchSettings) -> FetchSettings:
        """Return the common settings with this source's own over them."""
        own = self.fetch.model_dump(exclude_none=True)
        if "proxy" in own:
            own.setdefault("https_proxy", None)
        return common.model_copy(update=own) if own else common

    def poll_settings(self, common: PollSettings) -> PollSettings:
        """Return the common settings, for an adaptive schedule with its bounds over them."""
        if not self.schedule.adaptive:
            return common
        longest = self.schedule.max_interval_s or common.max_interval_s
        shortest = self.schedule.min_interval_s or min(common.min_interval_s, longest)
        bounds = {"min_interval_s": shortest, "max_interval_s": max(shortest, longest)}
        return common.model_copy(update={"adaptive": True, **bounds})


class SourceFile(Strict):
    """A source file: its one table."""

    source: Source
