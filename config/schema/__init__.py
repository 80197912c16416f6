"""The shape of `settings.toml` and of `sources/*.toml`. Unknown keys are mistakes."""

from dateline.config.schema.archive import (
    DedupeMatch,
    DedupeScope,
    DedupeSettings,
    LedgerSettings,
    LocalArchive,
    RawDays,
    RawRetention,
    S3Archive,
)
from dateline.config.schema.cleaning import CleaningRules, DateOrder, Selectors
from dateline.config.schema.fetching import FetchSettings, SourceFetch
from dateline.config.schema.groups import Group, GroupName
from dateline.config.schema.running import IngestSettings, PollSettings, RecheckSettings, WatchSettings
from dateline.config.schema.search import SearchSettings
from dateline.config.schema.settings import Settings
from dateline.config.schema.source import Schedule, Source, SourceFile, SourceName
from dateline.config.schema.values import Bytes, Host, HttpUrl, Seconds, Strict, TimezoneName
from dateline.config.schema.ways import LISTING_PLACES, CcNews, Listing, Sitemap, Warc, Wayback

__all__ = [
    "LISTING_PLACES",
    "Bytes",
    "CcNews",
    "CleaningRules",
    "DateOrder",
    "DedupeMatch",
    "DedupeScope",
    "DedupeSettings",
    "FetchSettings",
    "Group",
    "GroupName",
    "Host",
    "HttpUrl",
    "IngestSettings",
    "LedgerSettings",
    "Listing",
    "LocalArchive",
    "PollSettings",
    "RawDays",
    "RawRetention",
    "RecheckSettings",
    "S3Archive",
    "Schedule",
    "SearchSettings",
    "Seconds",
    "Selectors",
    "Settings",
    "Sitemap",
    "Source",
    "SourceFetch",
    "SourceFile",
    "SourceName",
    "Strict",
    "TimezoneName",
    "Warc",
    "WatchSettings",
    "Wayback",
]
