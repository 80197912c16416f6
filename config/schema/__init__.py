"""The shape of `settings.toml` and of `sources/*.toml`. Unknown keys are mistakes."""

from config.schema.archive import (
    DedupeMatch,
    DedupeScope,
    DedupeSettings,
    LedgerSettings,
    LocalArchive,
    RawDays,
    RawRetention,
    S3Archive,
)
from config.schema.cleaning import CleaningRules, DateOrder, Selectors
from config.schema.fetching import FetchSettings, SourceFetch
from config.schema.running import IngestSettings, PollSettings, RecheckSettings, WatchSettings
from config.schema.settings import Settings
from config.schema.source import Schedule, Source, SourceName
from config.schema.values import Bytes, Host, HttpUrl, Seconds, Strict, TimezoneName
from config.schema.ways import LISTING_PLACES, CcNews, Listing, Sitemap, Warc, Wayback

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
    "Seconds",
    "Selectors",
    "Settings",
    "Sitemap",
    "Source",
    "SourceFetch",
    "SourceName",
    "Strict",
    "TimezoneName",
    "Warc",
    "WatchSettings",
    "Wayback",
]
