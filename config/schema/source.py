"""`sources/*.toml`: one source a file."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from config.schema.cleaning import CleaningRules
from config.schema.fetching import FetchSettings, SourceFetch
from config.schema.values import CronExpression, HttpUrl, Seconds, Strict, TimezoneName
from config.schema.ways import CcNews, Listing, Sitemap, Warc, Wayback

SourceName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class Schedule(Strict):
    """`[source.schedule]`: when a source is ingested by itself; with neither key, only when it is asked for."""

    cron: CronExpression | None = None
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


def _table_of_url(value: object) -> object:
    """Let a string stand for the table that has nothing but this URL."""
    return {"url": value} if isinstance(value, str) else value


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
