"""Removes a source from an archive and a ledger. After a kill, calling it again completes the removal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.days import day_keys, sums_key
from dateline.tasks.core.archive.records import RAW, REJECTED, RUNS, day_of, manifest_bytes, manifest_of, read_manifest
from dateline.tasks.core.archive.removal import SOURCE_REMOVED, articles_of, without_source
from dateline.tasks.core.archive.retention import Tombstone, tombstone_bytes, tombstone_key
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Manifest
from dateline.tasks.core.protocols import ArchiveStore, Ledger

_AT_ONCE = 100
"""How many tombstones are written at a time."""


@dataclass(slots=True)
class Removal:
    """Removes a source, and counts what it removes. Articles that other sources list as well are kept.

    A segment's tombstone is written before anything else. An article is deleted before the line that names it, and the
    ledger forgets the line before the manifest loses it.
    """

    source: str
    store: ArchiveStore
    ledger: Ledger
    now: datetime
    dry_run: bool
    on_count: Callable[[str, int], None]
    removed: set[str] = field(default_factory=set)
    """Keys of the articles."""
    kept: set[str] = field(default_factory=set)
    """Keys of the articles that other sources have, too."""
    days: set[date] = field(default_factory=set)
    manifests: int = 0
    segments: int = 0
    rejections: int = 0
    damaged: list[str] = field(default_factory=list)

    def remove(self) -> None:
        """Remove everything.

        Raises:
            RecordError: a manifest of the source is damaged. Nothing was removed, because only its raw pages tell which
                articles it had.
            StoreError: the archive could not be read or written.
            LedgerError: the ledger could not be read or written.
        """
        segments = f"{RAW}{self.source}/"
        if not self.dry_run:
            self._check_manifests_of(segments)
        listed = iter(self.store.list(segments))
        while some := list(islice(listed, _AT_ONCE)):
            stones = [Tombstone(segment=key, pruned_at=self.now, retention=SOURCE_REMOVED) for key in some]
            if not self.dry_run:
                self.store.put_all_if_absent({tombstone_key(one.segment): tombstone_bytes(one) for one in stones})
        for key, manifest in self._manifests():
            self._remove_lines(key, manifest)
        self.segments = self._delete_all(segments)
        self.rejections = self._delete_all(f"{REJECTED}{self.source}/")
        self._delete_days()

    def _check_manifests_of(self, segments: str) -> None:
        keys = dict.fromkeys(filter(None, map(manifest_of, self.store.list(segments))))
        for key, data in read_ahead(self.store, keys):
            if data is None:
                continue
            try:
                read_manifest(data, key)
            except RecordError as error:
                remedy = "nothing was removed; run `dateline audit --mend` and `dateline ingest`, then try again"
                raise RecordError(error.problem, key=key, remedy=remedy) from error

    def _manifests(self) -> Iterator[tuple[str, Manifest]]:
        """Yield the manifests with lines of the source, each with its key."""
        for read, (key, data) in enumerate(read_ahead(self.store, self.store.list(RUNS)), 1):
            self.on_count("reading manifests", read)
            try:
                manifest = read_manifest(data or b"", key)
            except RecordError as error:
                self.damaged.append(error.problem)
                continue
            if any(outcome.source == self.source for outcome in manifest.outcomes):
                yield key, manifest

    def _remove_lines(self, key: str, manifest: Manifest) -> None:
        for article in articles_of(manifest, self.source):
            if self._is_shared(article):
                self.kept.add(article)
            else:
                self.removed.add(article)
                self._delete(article)
        rest = without_source(manifest, self.source, self.kept)
        self.manifests += len(rest.outcomes) < len(manifest.outcomes)
        if self.dry_run or rest == manifest:
            return
        self.ledger.retract(manifest)
        if rest.outcomes:
            self.store.put(key, manifest_bytes(rest))
            self.ledger.apply(rest)
        else:
            self.store.delete(key)

    def _is_shared(self, article: str) -> bool:
        if article in self.kept or article in self.removed:
            return article in self.kept
        return any(event.outcome.source != self.source for event in self.ledger.trace_article(article))

    def _delete_days(self) -> None:
        for day in sorted({day for article in self.removed if (day := day_of(article))}):
            lines, table = day_keys(day)
            if self.store.contains(sums_key(day)) or self.store.contains(lines):
                self.days.add(day)
                for key in (sums_key(day), lines, table):
                    self._delete(key)

    def _delete_all(self, prefix: str) -> int:
        keys = list(self.store.list(prefix))
        for key in keys:
            self._delete(key)
        return len(keys)

    def _delete(self, key: str) -> None:
        if not self.dry_run:
            self.store.delete(key)
