"""The passes of an audit: manifests, articles, rejections, segments. Each streams; what is named lies on disk."""

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import Settings, Source
from tasks.adapters.audit_index import AuditIndex, Name, Pointer, open_index
from tasks.adapters.ledger import open_ledger
from tasks.adapters.mending import CannotMendError, Mender, reopened
from tasks.adapters.read_ahead import read_ahead
from tasks.adapters.stores import open_store
from tasks.adapters.warc import read_segment
from tasks.core.audit import (
    LATER_MANIFEST,
    MENDABLE,
    AuditPart,
    Fault,
    Finding,
    Findings,
    Named,
    beside,
    check_article,
    check_rejection,
    in_days,
    rejection_of,
)
from tasks.core.batches import Run
from tasks.core.errors import ObjectNotFoundError, RecordError
from tasks.core.fetched import StoredPage
from tasks.core.models import Manifest, Outcome, RawPointer, Window
from tasks.core.protocols import ArchiveStore, Ledger
from tasks.core.records import (
    ARTICLES,
    RAW,
    REJECTED,
    RUNS,
    manifest_bytes,
    manifest_key,
    manifest_of,
    read_manifest,
    record_hash,
    rejection_key,
    to_json,
)
from tasks.core.reprocessing import origin_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What an audit looks at, and what it may do."""

    settings: Settings
    sources: Mapping[str, Source]
    window: Window
    index: Path
    """A file that lasts as long as the audit."""
    run: Run
    deep: bool
    mend: bool


OnCount = Callable[[str, int], None]
"""Called now and then with what is being checked, and how many are done."""

_TELL_EVERY = 500


@task(name="manifests", task_run_name="manifests", cache_policy=NO_CACHE, persist_result=False)
def check_manifests(scope: Scope, on_count: OnCount) -> AuditPart:
    """Read every manifest into the index, and find those that are damaged."""
    store, findings = open_store(scope.settings.archive), Findings()
    with open_index(scope.index) as index:
        for key, data in read_ahead(store, store.list(RUNS)):
            if data is None:
                continue
            _count(findings, "manifests", on_count)
            try:
                manifest = read_manifest(data, key)
            except RecordError as error:
                finding = Finding.of(Fault.MANIFEST_DAMAGED, key, str(error).rpartition(": ")[0])
                if origin_of(key):
                    finding = finding.model_copy(update={"remedy": LATER_MANIFEST})
                findings.add(finding)
                continue
            pointers = (o.raw for o in manifest.outcomes if o.raw and in_days(scope.window, o.article or o.raw.segment))
            index.add_manifest(key, _names(manifest, scope.window), map(_pointer, pointers))
    return findings.part()


@task(name="articles", task_run_name="articles", cache_policy=NO_CACHE, persist_result=False)
def check_articles(scope: Scope, on_count: OnCount) -> AuditPart:
    """Check every article of the window against itself, its key and its manifests; find those that are missing."""
    with _checking(scope) as check:
        for key, data, named in check.objects(ARTICLES):
            if data is None:
                check.faulty(Finding.of(Fault.ARTICLE_MISSING, key, f"{key} is named by a manifest and is not there"))
                continue
            _count(check.findings, "articles", on_count)
            article, finding = check_article(data, key, named.hashes if named else (), scope.sources)
            if article:
                check.index.add_pointers([_pointer(article.raw)])
            if finding:
                check.faulty(finding)
            elif article and named is None:
                check.unnamed(Fault.ARTICLE_ORPHAN, key, article.raw)
        check.note_mended()
        return check.findings.part()


@task(name="rejections", task_run_name="rejections", cache_policy=NO_CACHE, persist_result=False)
def check_rejections(scope: Scope, on_count: OnCount) -> AuditPart:
    """Check every rejection of the window against its manifest; find those that are missing."""
    with _checking(scope) as check:
        for key, data, named in check.objects(REJECTED):
            if data is None:
                check.faulty(Finding.of(Fault.REJECTION_MISSING, key, f"{key} is told by a manifest and is not there"))
                continue
            _count(check.findings, "rejections", on_count)
            rejection, finding = check_rejection(data, key, named.hashes if named else ())
            if finding:
                check.faulty(finding)
            elif rejection and rejection.raw and named is None:
                check.unnamed(Fault.REJECTION_ORPHAN, key, rejection.raw)
        return check.findings.part()


@task(name="segments", task_run_name="segments", cache_policy=NO_CACHE, persist_result=False)
def check_segments(scope: Scope, on_count: OnCount) -> AuditPart:
    """Find segments that are missing, damaged or without a manifest, and pointers into them that lead nowhere.

    Not deep, it does not read them: what is damaged is not found then.
    """
    with _checking(scope) as check:
        for segment, listed, named in beside(check.store.list(RAW), check.index.segments()):
            if named is None and not in_days(scope.window, segment):
                continue
            pointers = check.index.pointers(segment)
            if not listed:
                detail = f"{len(pointers)} raw pages of {segment} are missing"
                check.faulty(Finding.of(Fault.SEGMENT_MISSING, segment, detail))
                continue
            _count(check.findings, "segments", on_count)
            check.manifest_of(segment)
            if scope.deep:
                _check_pages(check.store.get(segment), segment, pointers, check.findings)
        return check.findings.part()


def _check_pages(data: bytes, segment: str, pointers: Iterable[Pointer], findings: Findings) -> None:
    pages: dict[int, str] = {}
    broken: set[int] = set()
    for stored in read_segment(io.BytesIO(data), segment):
        if not isinstance(stored, StoredPage):
            broken.add(stored.offset)
            findings.add(
                Finding.of(Fault.SEGMENT_DAMAGED, segment, f"{segment} at byte {stored.offset}: {stored.detail}")
            )
        elif stored.raw:
            pages[stored.raw.offset] = stored.raw.digest
    findings.checked["raw pages"] += len(pages)
    for pointer in pointers:
        if pointer.offset not in broken and pages.get(pointer.offset) != pointer.digest:
            detail = f"there is no page with the digest {pointer.digest} in {segment} at byte {pointer.offset}"
            findings.add(Finding.of(Fault.RAW_MISSING, segment, detail))


@dataclass(slots=True)
class _Check:
    """The check of records, with what it takes to mend them."""

    scope: Scope
    store: ArchiveStore
    index: AuditIndex
    ledger: Ledger
    findings: Findings = field(default_factory=Findings)
    renewed: list[Outcome] = field(default_factory=list)
    """Lines for articles that were made again with other bytes than they had."""

    def objects(self, prefix: str) -> Iterator[tuple[str, bytes | None, Named | None]]:
        """Yield each object of the window that is there or named, with its bytes and what names it."""
        found: deque[Named | None] = deque()

        def keys() -> Iterator[str]:
            for key, _, named in beside(self.store.list(prefix), self.index.named(prefix)):
                if in_days(self.scope.window, key):
                    found.append(named)
                    yield key

        for key, data in read_ahead(self.store, keys()):
            yield key, data, found.popleft()

    def faulty(self, finding: Finding) -> None:
        """Take in a fault, after mending it if that is asked for and can be done."""
        if self.scope.mend and finding.fault in MENDABLE:
            try:
                detail = self._mend(finding)
                finding = finding.model_copy(update={"mended": True, "remedy": detail})
            except CannotMendError as error:
                finding = finding.model_copy(update={"remedy": f"It cannot be made again: {error}. Restore a copy."})
        self.findings.add(finding)

    def unnamed(self, fault: Fault, key: str, raw: RawPointer) -> None:
        """Take in a record that no manifest names: its batch is unfinished, or nothing explains it."""
        if _is_finished(self.store, self.index, raw.segment):
            self.findings.add(Finding.of(fault, key, f"no manifest names {key}"))
        else:
            self.findings.add_unfinished(key)

    def manifest_of(self, segment: str) -> None:
        """Look for the segment's manifest; without one its batch is unfinished, or forgotten."""
        if _is_finished(self.store, self.index, segment):
            return
        if any(batch.segment == segment for batch in self.ledger.unfinished(segment.split("/")[1])):
            self.findings.add_unfinished(segment)
            return
        finding = Finding.of(Fault.MANIFEST_MISSING, segment, f"no manifest tells of the pages in {segment}")
        batch = reopened(segment, self.store.get(segment)) if self.scope.mend else None
        if batch:
            self.store.delete(batch.manifest)  # one that is damaged
            self.ledger.open_batch(batch)
            remedy = "Its batch was opened again: the next `dateline ingest` of its source completes it."
            finding = finding.model_copy(update={"mended": True, "remedy": remedy})
        self.findings.add(finding)

    def note_mended(self) -> None:
        """Write a manifest with the new hashes of what could not be made again as it was."""
        if self.renewed:
            manifest = Manifest(run=self.scope.run.name, batch="mended", outcomes=tuple(self.renewed))
            key = manifest_key(manifest.run, manifest.batch, self.scope.run.began_at)
            self.store.put_if_absent(key, manifest_bytes(manifest))
            self.ledger.apply(manifest)

    def _mend(self, finding: Finding) -> str:
        settings, key = self.scope.settings, finding.key
        mender = Mender(self.store, self.ledger, self.index, self.scope.sources, settings.fetch, settings.dedupe.scope)
        if finding.fault in {Fault.REJECTION_MISSING, Fault.REJECTION_DAMAGED}:
            self.store.put(key, mender.rejection(key))
            return "Written again from its manifest."
        mended = mender.article(key)
        if not mended.exact:
            self.renewed.append(mended.outcome)
        self.store.put(key, mended.data)
        return "Made again from its raw page" + (", byte for byte." if mended.exact else " by today's cleaner.")


@contextmanager
def _checking(scope: Scope) -> Iterator[_Check]:
    store = open_store(scope.settings.archive)
    with closing(open_ledger(scope.settings.ledger.url)) as ledger, open_index(scope.index) as index:
        yield _Check(scope, store, index, ledger)


def _is_finished(store: ArchiveStore, index: AuditIndex, segment: str) -> bool:
    """Return whether a segment's batch has its manifest, also if that came after the manifests were read."""
    manifest = manifest_of(segment)
    if manifest is None or index.has_manifest(manifest):
        return manifest is not None
    try:
        read_manifest(store.get(manifest), manifest)
    except (ObjectNotFoundError, RecordError):
        return False
    return True


def _names(manifest: Manifest, window: Window) -> Iterator[Name]:
    for line, outcome in enumerate(manifest.outcomes):
        rejection = rejection_of(outcome)
        if outcome.article:
            name = Name(outcome.article, line, outcome.record_hash or "")
        elif rejection:
            name = Name(rejection_key(rejection), line, record_hash(to_json(rejection)))
        else:
            continue
        if in_days(window, name.key):
            yield name


def _pointer(raw: RawPointer) -> Pointer:
    return Pointer(raw.segment, raw.offset, raw.digest)


def _count(findings: Findings, what: str, on_count: OnCount) -> None:
    findings.checked[what] += 1
    if findings.checked[what] % _TELL_EVERY == 0:
        on_count(what, findings.checked[what])
