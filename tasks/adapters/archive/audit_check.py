"""The state of an audit pass: the objects it checks, its findings, and the means to repair them."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from dateline.tasks.adapters.archive.audit_index import AuditIndex, open_index
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.archive.mend import REMOVED_PAGE, CannotMendError, Mender, reopened
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.adapters.stores.stored_bytes import StoredBytes
from dateline.tasks.core.archive.audit import Named, Scope, in_days, merge_join
from dateline.tasks.core.archive.audit_findings import MENDABLE, Fault, Finding, Findings
from dateline.tasks.core.archive.records import manifest_bytes, manifest_key, manifest_of, read_manifest
from dateline.tasks.core.archive.removal import SOURCE_REMOVED
from dateline.tasks.core.archive.retention import read_tombstone, tombstone_key
from dateline.tasks.core.errors import DamagedObjectError, ObjectNotFoundError, RecordError
from dateline.tasks.core.models import Manifest, Outcome, RawPointer
from dateline.tasks.core.protocols import ArchiveStore, Ledger


@dataclass(slots=True)
class Check:
    """Checks objects of the archive, collects faults, and repairs them if asked to."""

    scope: Scope
    store: ArchiveStore
    index: AuditIndex
    ledger: Ledger
    findings: Findings = field(default_factory=Findings)
    renewed: list[Outcome] = field(default_factory=list)
    """Manifest lines for articles that were rebuilt with different bytes."""

    def objects(self, prefix: str) -> Iterator[tuple[str, bytes | None, Named | None]]:
        """Yield each object of the window that exists or is listed in a manifest: its key, bytes and listing."""
        found: deque[Named | None] = deque()

        def keys() -> Iterator[str]:
            for key, _, named in merge_join(self.store.list(prefix), self.index.named(prefix)):
                if in_days(self.scope.window, key):
                    found.append(named)
                    yield key

        for key, data in read_ahead(self.store, keys()):
            yield key, data, found.popleft()

    def faulty(self, finding: Finding) -> None:
        """Record a fault, after repairing it if requested and possible."""
        if self.scope.mend and finding.fault in MENDABLE:
            try:
                detail = self._mend(finding)
                finding = finding.model_copy(update={"mended": True, "remedy": detail})
            except CannotMendError as error:
                finding = finding.model_copy(update={"remedy": f"It cannot be rebuilt: {error}. Restore a copy."})
        elif finding.fault in {Fault.ARTICLE_MISSING, Fault.ARTICLE_DAMAGED} and self._mender().is_removed(finding.key):
            remedy = f"It cannot be rebuilt: {REMOVED_PAGE}. Restore a copy."
            finding = finding.model_copy(update={"remedy": remedy})
        self.findings.add(finding)

    def unnamed(self, fault: Fault, key: str, raw: RawPointer) -> None:
        """Handle a record that no manifest lists: its batch is unfinished, its line was lost, or it is unexplained."""
        manifest = manifest_of(raw.segment)
        if manifest and self.index.is_cut(manifest):
            return  # reported already, with everything that it listed
        if manifest and is_finished(self.store, self.index, raw.segment):
            if _tells_of(self.store, manifest, raw):
                self.findings.add(Finding.of(fault, key, f"no manifest lists {key}"))
            else:
                self.index.add_cut(manifest)
                detail = f"{manifest} has lost lines: it does not list all pages of its segment"
                self.findings.add(self._reopened(Finding.of(Fault.MANIFEST_DAMAGED, manifest, detail), raw.segment))
        elif not self.index.is_pruned(raw.segment):  # else the lost manifest is reported instead
            self.findings.add_unfinished(key)

    def manifest_of(self, segment: str) -> None:
        """Check that the segment has a manifest. Without one, its batch is unfinished or forgotten."""
        if is_finished(self.store, self.index, segment):
            return
        if found := [b for b in self.ledger.unfinished(segment.split("/")[1]) if b.segment == segment]:
            if not found[0].set_aside:  # else it is reported as set aside
                self.findings.add_unfinished(segment)
            return
        finding = Finding.of(Fault.MANIFEST_MISSING, segment, f"no manifest lists the pages of {segment}")
        self.findings.add(self._reopened(finding, segment))

    def was_pruned(self, segment: str) -> bool:
        """Return whether a segment was deleted deliberately, including since the audit began."""
        return self.index.is_pruned(segment) or self.store.contains(tombstone_key(segment))

    def manifest_of_pruned(self, segment: str) -> None:
        """Check that a pruned segment has a manifest. Without it, the outcomes of its pages are unknown."""
        if not (
            is_finished(self.store, self.index, segment)
            or self.store.contains(segment)
            or _is_of_removed_source(self.store, segment)
        ):
            detail = f"no manifest lists the pages of {segment}, which was deleted deliberately"
            finding = Finding.of(Fault.MANIFEST_MISSING, manifest_of(segment) or segment, detail)
            self.findings.add(finding.model_copy(update={"remedy": "Restore the manifest from a copy."}))

    def note_mended(self) -> None:
        """Write a manifest with the new hashes of records that could not be rebuilt byte for byte."""
        if self.renewed:
            manifest = Manifest(run=self.scope.run.name, batch="mended", outcomes=tuple(self.renewed))
            key = manifest_key(manifest.run, manifest.batch, self.scope.run.began_at)
            self.store.put_if_absent(key, manifest_bytes(manifest))
            self.ledger.apply(manifest)

    def _reopened(self, finding: Finding, segment: str) -> Finding:
        """Reopen the batch of a segment whose manifest is faulty, if requested and possible."""
        if not self.scope.mend or self.was_pruned(segment):
            return finding
        batch = reopened(segment, StoredBytes(self.store, segment))
        if batch is None:
            return finding
        self.store.delete(batch.manifest)
        self.ledger.open_batch(batch)
        remedy = "Its batch was reopened: the next `dateline ingest` of its source completes it."
        return finding.model_copy(update={"mended": True, "remedy": remedy})

    def _mend(self, finding: Finding) -> str:
        key, mender = finding.key, self._mender()
        if finding.fault in {Fault.REJECTION_MISSING, Fault.REJECTION_DAMAGED}:
            self.store.put(key, mender.rejection(key))
            return "Rewritten from its manifest."
        mended = mender.article(key)
        if not mended.exact:
            self.renewed.append(mended.outcome)
        self.store.put(key, mended.data)
        return "Rebuilt from its raw page" + (", byte for byte." if mended.exact else " by the current cleaner.")

    def _mender(self) -> Mender:
        settings = self.scope.settings
        return Mender(self.store, self.ledger, self.index, self.scope.sources, settings.fetch, settings.dedupe.scope)


@contextmanager
def checking(scope: Scope) -> Iterator[Check]:
    """Open the archive, ledger and index for a pass.

    Raises:
        StoreError: the archive could not be read or written.
        LedgerError: the ledger could not be read or written.
    """
    store = open_store(scope.settings.archive)
    with shared_ledger(scope.settings.ledger.url) as ledger, open_index(scope.index) as index:
        if scope.mend:
            check_mark(store, ledger)
        yield Check(scope, store, index, ledger)


def is_finished(store: ArchiveStore, index: AuditIndex, segment: str) -> bool:
    """Return whether a segment's batch has a manifest, including one written since the manifests were read."""
    manifest = manifest_of(segment)
    if manifest is None or index.has_manifest(manifest):
        return manifest is not None
    try:
        read_manifest(store.get(manifest), manifest)
    except (ObjectNotFoundError, DamagedObjectError, RecordError):
        return False
    return True


def _is_of_removed_source(store: ArchiveStore, segment: str) -> bool:
    """Return whether a segment was deleted together with its manifest, according to its tombstone."""
    key = tombstone_key(segment)
    with suppress(ObjectNotFoundError, RecordError):
        return read_tombstone(store.get(key), key).retention == SOURCE_REMOVED
    return False


def _tells_of(store: ArchiveStore, manifest: str, raw: RawPointer) -> bool:
    """Return whether a manifest lists a raw page, or is unreadable and may have listed it."""
    try:
        outcomes = read_manifest(store.get(manifest), manifest).outcomes
    except (ObjectNotFoundError, DamagedObjectError, RecordError):
        return True
    return any(outcome.raw and outcome.raw.offset == raw.offset for outcome in outcomes)
