"""Deletes expired raw segments whose articles are all archived. The tombstone is written before the deletion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import manifest_of, read_manifest, record_hash
from dateline.tasks.core.archive.retention import MAX_TOLD, Tombstone, tombstone_bytes, tombstone_key
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Manifest, Outcome
from dateline.tasks.core.protocols import ArchiveStore, Ledger


@dataclass(slots=True)
class Pruner:
    """Deletes segments, and counts them. Even if killed, it leaves no deleted segment without a tombstone."""

    store: ArchiveStore
    ledger: Ledger
    retention: str
    """The retention setting as text, for the tombstones."""
    now: datetime
    dry_run: bool
    removed: int = 0
    told: list[str] = field(default_factory=list)
    unfinished: int = 0
    damaged: int = 0
    kept: list[str] = field(default_factory=list)

    def prune(self, source: str, segments: Sequence[str]) -> None:
        """Delete those of the source's expired segments that are no longer needed."""
        removable = [
            segment for segment, manifest in self._finished(source, segments) if self._is_whole(segment, manifest)
        ]
        if not self.dry_run:
            stones = [Tombstone(segment=key, pruned_at=self.now, retention=self.retention) for key in removable]
            self.store.put_all_if_absent({tombstone_key(stone.segment): tombstone_bytes(stone) for stone in stones})
            for segment in removable:
                self.store.delete(segment)
        self.removed += len(removable)
        self.told += removable[: MAX_TOLD - len(self.told)]

    def _finished(self, source: str, segments: Sequence[str]) -> Iterator[tuple[str, Manifest]]:
        """Yield the segments whose batch is finished, each with its manifest."""
        by_manifest = {key: segment for segment in segments if (key := manifest_of(segment))}
        found = list(read_ahead(self.store, by_manifest))
        # Read after the manifests: a batch that is not open now was closed, and will not be opened again.
        claimed = {batch.segment for batch in self.ledger.unfinished(source)}
        for key, data in found:
            segment = by_manifest[key]
            if data is None or segment in claimed:
                self.unfinished += 1
                continue
            try:
                yield segment, read_manifest(data, key)
            except RecordError as error:
                self._keep(segment, error.problem)

    def _is_whole(self, segment: str, manifest: Manifest) -> bool:
        """Return whether all articles that the manifest lists exist with the bytes that were written."""
        named = {outcome.article: outcome for outcome in manifest.outcomes if outcome.article}
        for key, data in read_ahead(self.store, named):
            if data is None:
                self._keep(segment, f"{key} is missing")
                return False
            if not self._was_written(record_hash(data), named[key]):
                self._keep(segment, f"{key} is damaged")
                return False
        return True

    def _was_written(self, found: str, outcome: Outcome) -> bool:
        if outcome.record_hash in {None, found}:
            return True
        # An audit that repaired the record recorded its new hash in a manifest of its own.
        events = self.ledger.trace_article(outcome.article or "")
        return found in {event.outcome.record_hash for event in events}

    def _keep(self, segment: str, why: str) -> None:
        self.damaged += 1
        if len(self.kept) < MAX_TOLD:
            self.kept.append(f"{segment} is kept: {why}")
