"""`settings.toml`."""

from typing import Annotated

from pydantic import Field

from dateline.config.schema.archive import DedupeSettings, LedgerSettings, LocalArchive, S3Archive
from dateline.config.schema.fetching import FetchSettings
from dateline.config.schema.groups import Group, GroupName
from dateline.config.schema.running import IngestSettings, PollSettings, RecheckSettings, WatchSettings
from dateline.config.schema.search import SearchSettings
from dateline.config.schema.source import Source
from dateline.config.schema.values import Strict


class Settings(Strict):
    """`settings.toml`."""

    archive: Annotated[LocalArchive | S3Archive, Field(discriminator="kind")] = LocalArchive()
    """Where articles are kept: a folder, or an S3-compatible bucket."""
    ledger: LedgerSettings = LedgerSettings()
    """Where dateline remembers what it has seen."""
    search: SearchSettings = SearchSettings()
    """Where the full-text index is stored."""
    fetch: FetchSettings = FetchSettings()
    """How pages are fetched."""
    dedupe: DedupeSettings = DedupeSettings()
    """What makes two pages one article."""
    ingest: IngestSettings = IngestSettings()
    """How a run divides its work."""
    groups: dict[GroupName, Group] = Field(default_factory=dict)
    """Sources that share one schedule and one run."""
    poll: PollSettings = PollSettings()
    """How often scheduled runs poll a feed."""
    recheck: RecheckSettings = RecheckSettings()
    """When archived articles are rechecked for changes."""
    watch: WatchSettings = WatchSettings()
    """What the automations report, and to whom."""

    def is_scheduled(self, source: Source) -> bool:
        """Return whether a source is ingested by itself: by a schedule of its own, or by that of its group."""
        group = self.groups.get(source.schedule.group or "")
        return source.enabled and (source.schedule.is_set or (group is not None and group.is_scheduled))
