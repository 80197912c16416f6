"""`settings.toml`."""

from typing import Annotated

from pydantic import Field

from dateline.config.schema.archive import DedupeSettings, LedgerSettings, LocalArchive, S3Archive
from dateline.config.schema.fetching import FetchSettings
from dateline.config.schema.running import IngestSettings, PollSettings, RecheckSettings, WatchSettings
from dateline.config.schema.values import Strict


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
