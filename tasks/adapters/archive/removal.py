"""Removes a source from an archive and a ledger. After a kill, calling it again completes the removal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dateline.tasks.adapters.archive.removal_survey import Survey
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.days import day_keys, sums_key
from dateline.tasks.core.archive.records import RAW, REJECTED, day_of, manifest_bytes, manifest_of, read_manifest
from dateline.tasks.core.archive.removal import SOURCE_REMOVED, without_source
from dateline.tasks.core.archive.retention import Tombstone, tombstone_bytes, tombstone_key
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Manifest

_AT_ONCE = 100
"""How many tombstones are written at a time."""


@dataclass(slots=True)
class Removal:
    """Removes what a survey has found, and counts what it removes.

    A segment's tombstone is written before anything else. An article and the files of its day are deleted before the
    lines that name it, and the ledger forgets a line before the manifest loses it.
    """

    survey: Survey
    now: datetime
    dry_run: bool
    days: set[date] = field(default_factory=set)
    manifests: int = 0
    segments: int = 0
    kept_segments: int = 0
    rejections: int = 0

    def remove(self) -> None:
        """Remove everything.

        Raises:
            RecordError: a manifest of the source is damaged. Nothing was removed, because only its raw pages tell which
                articles it had.
            StoreError: the archive could not be read or written.
            LedgerError: the ledger could not be read or written.
        """
        survey = self.survey
        segments = list(survey.store.list(f"{RAW}{survey.source}/"))
        if not self.dry_run:
            self._check_manifests_of(segments)
        needless = [key for key in segments if key not in survey.segments]
        self.kept_segments = len(segments) - len(needless)
        self._bury(needless)
        for article in sorted(survey.removed):
            self._delete(article)
        self._delete_days()
        for key in survey.manifests:
            self._remove_lines(key)
        self.segments += self._delete_all(needless)
        self.rejections = self._delete_all(list(survey.store.list(f"{REJECTED}{survey.source}/")))

    def _check_manifests_of(self, segments: Sequence[str]) -> None:
        keys = dict.fromkeys(filter(None, map(manifest_of, segments)))
        for key, data in read_ahead(self.survey.store, keys):
            if data is None:
                continue
            try:
                read_manifest(data, key)
            except RecordError as error:
                remedy = "nothing was removed; run `dateline audit --mend` and `dateline ingest`, then try again"
                raise RecordError(error.problem, key=key, remedy=remedy) from error

    def _bury(self, segments: Sequence[str]) -> None:
        """Write the tombstones of these segments."""
        if self.dry_run:
            return
        for start in range(0, len(segments), _AT_ONCE):
            some = segments[start : start + _AT_ONCE]
            stones = [Tombstone(segment=key, pruned_at=self.now, retention=SOURCE_REMOVED) for key in some]
            self.survey.store.put_all_if_absent({tombstone_key(one.segment): tombstone_bytes(one) for one in stones})

    def _remove_lines(self, key: str) -> None:
        survey = self.survey
        manifest = read_manifest(survey.store.get(key), key)
        rest = without_source(manifest, survey.source, survey.shared | survey.earlier, survey.removed)
        if rest == manifest:
            return
        if not rest.outcomes:
            self.manifests += 1
            self._delete_orphans(key, manifest)
        if self.dry_run:
            return
        survey.ledger.retract(manifest)
        if rest.outcomes:
            survey.store.put(key, manifest_bytes(rest))
            survey.ledger.apply(rest)
        else:
            survey.store.delete(key)

    def _delete_orphans(self, key: str, manifest: Manifest) -> None:
        """Delete the segment of a manifest that loses its last line, if it is of a source that was removed earlier."""
        named = {outcome.raw.segment for outcome in manifest.outcomes if outcome.raw}
        own = f"{RAW}{self.survey.source}/"
        found = [
            segment
            for segment in sorted(named)
            if manifest_of(segment) == key and not segment.startswith(own) and self.survey.store.contains(segment)
        ]
        self._bury(found)
        self.segments += self._delete_all(found)

    def _delete_days(self) -> None:
        store = self.survey.store
        for day in sorted({day for article in self.survey.removed if (day := day_of(article))}):
            lines, table = day_keys(day)
            if store.contains(sums_key(day)) or store.contains(lines):
                self.days.add(day)
                for key in (sums_key(day), lines, table):
                    self._delete(key)

    def _delete_all(self, keys: list[str]) -> int:
        for key in keys:
            self._delete(key)
        return len(keys)

    def _delete(self, key: str) -> None:
        if not self.dry_run:
            self.survey.store.delete(key)
