"""The passes of an audit: manifests, articles, rejections, segments, days.

Each pass streams through the archive. The names that manifests list are kept in an index on disk.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.tasks.adapters.archive.audit_check import checking
from dateline.tasks.adapters.archive.audit_index import Name, Pointer, open_index
from dateline.tasks.adapters.archive.day_files import damaged_files
from dateline.tasks.adapters.fetching.foreign_files import ForeignFiles
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.adapters.stores.stored_bytes import SMALL_PIECE, StoredBytes
from dateline.tasks.adapters.warc.elsewhere import Loss, LostPage, notes_only
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.batches import in_words, troubled_batches
from dateline.tasks.core.archive.audit import Scope, check_article, check_rejection, in_days, merge_join, rejection_of
from dateline.tasks.core.archive.audit_findings import LATER_MANIFEST, AuditPart, Fault, Finding, Findings
from dateline.tasks.core.archive.days import DAYS, day_keys, sums_key
from dateline.tasks.core.archive.records import (
    ARTICLES,
    RAW,
    REJECTED,
    RUNS,
    day_of,
    read_manifest,
    record_hash,
    rejection_key,
    to_json,
)
from dateline.tasks.core.archive.reprocess_jobs import origin_of
from dateline.tasks.core.archive.retention import PRUNED, segment_of
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DamagedObjectError, RecordError
from dateline.tasks.core.models import Manifest, RawPointer, Window
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.web.fetched import StoredPage

OnCount = Callable[[str, int], None]
"""Called from time to time with what is being checked, and how many objects are done."""

_TELL_EVERY = 500


@contextmanager
def index_file() -> Iterator[Path]:
    """Yield the path of the index of an audit, a file that is removed at the end.

    Raises:
        TemporaryFilesError: the disk for temporary files is full.
    """
    with scratch_folder() as folder:
        yield folder / "index.sqlite"


@task(name="manifests", task_run_name="manifests", cache_policy=NO_CACHE, persist_result=False)
def check_manifests(scope: Scope, on_count: OnCount) -> AuditPart:
    """Read every manifest and tombstone into the index, and find damaged manifests.

    The result also names the batches that are set aside.
    """
    store, findings = open_store(scope.settings.archive), Findings()
    findings.set_aside += [in_words(batch) for batch in troubled_batches(scope.settings) if batch.set_aside]
    with open_index(scope.index) as index:
        index.add_pruned(map(segment_of, store.list(PRUNED)))
        for key, data in read_ahead(store, store.list(RUNS)):
            if data is None:
                continue
            _count(findings, "manifests", on_count)
            try:
                manifest = read_manifest(data, key)
            except RecordError as error:
                finding = Finding.of(Fault.MANIFEST_DAMAGED, key, error.problem)
                if origin_of(key):
                    finding = finding.model_copy(update={"remedy": LATER_MANIFEST})
                findings.add(finding)
                continue
            pointers = (o.raw for o in manifest.outcomes if o.raw and in_days(scope.window, o.article or o.raw.segment))
            index.add_manifest(key, _names(manifest, scope.window), map(_pointer, pointers))
    return findings.part()


@task(name="articles", task_run_name="articles", cache_policy=NO_CACHE, persist_result=False)
def check_articles(scope: Scope, on_count: OnCount) -> AuditPart:
    """Check every article of the window against its key and manifests, and find missing articles."""
    with checking(scope) as check:
        for key, data, named in check.objects(ARTICLES):
            if data is None:
                check.faulty(Finding.of(Fault.ARTICLE_MISSING, key, f"{key} is listed in a manifest but is missing"))
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
    """Check every rejection of the window against its manifest, and find missing rejections."""
    with checking(scope) as check:
        for key, data, named in check.objects(REJECTED):
            if data is None:
                check.faulty(Finding.of(Fault.REJECTION_MISSING, key, f"{key} is listed in a manifest but is missing"))
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
    """Find segments that are missing, damaged or without a manifest, and dangling pointers into segments.

    Unless the audit is deep, segments are not read, so damage is not found. Of sources that refer to files, the notes
    are read, and missing files are found. Segments that were deleted deliberately only need their manifest.
    """
    files = ForeignFiles(scope.sources)
    with checking(scope) as check:
        for segment, listed, named in merge_join(check.store.list(RAW), check.index.segments()):
            if named is None and not in_days(scope.window, segment):
                continue
            pointers = check.index.pointers(segment)
            if not listed:
                if check.was_pruned(segment):
                    continue
                detail = f"{len(pointers)} raw pages of {segment} are missing"
                check.faulty(Finding.of(Fault.SEGMENT_MISSING, segment, detail))
                continue
            _count(check.findings, "segments", on_count)
            check.manifest_of(segment)
            if scope.deep:
                _check_pages(StoredBytes(check.store, segment), segment, pointers, files, check.findings)
            elif _refers_to_files(check.store, segment, scope):
                _check_files(StoredBytes(check.store, segment), segment, files, check.findings)
        for segment in check.index.pruned():
            if in_days(scope.window, segment):
                _count(check.findings, "pruned segments", on_count)
                check.manifest_of_pruned(segment)
        return check.findings.part()


@task(name="days", task_run_name="days", cache_policy=NO_CACHE, persist_result=False)
def check_days(scope: Scope, on_count: OnCount) -> AuditPart:
    """Find day files that are missing or, in a deep audit, damaged. To repair a day, it is marked for compaction."""
    store, findings = open_store(scope.settings.archive), Findings()
    for sums in store.list(DAYS):
        day = day_of(sums)
        if day is None or sums != sums_key(day) or not in_days(scope.window, sums):
            continue
        _count(findings, "days", on_count)
        damaged = damaged_files(store, sums, deep=scope.deep)
        if damaged and scope.mend:
            store.delete(day_keys(day)[0])  # as long as it exists, the day counts as compacted
        for key in damaged:
            finding = Finding.of(Fault.DAY_DAMAGED, key, f"{key} is missing or differs from what was written")
            remedy = "The next `dateline compact` rewrites it."
            findings.add(finding.model_copy(update={"mended": True, "remedy": remedy}) if scope.mend else finding)
    return findings.part()


def _check_pages(
    stream: StoredBytes, segment: str, pointers: Iterable[Pointer], files: ForeignFiles, findings: Findings
) -> None:
    pages: dict[int, str] = {}
    broken: set[int] = set()
    lost: Counter[tuple[Loss, str]] = Counter()
    try:
        for stored in read_segment(stream, segment, files):
            if isinstance(stored, LostPage):
                pages[stored.raw.offset] = stored.raw.digest
                lost[stored.loss, stored.file] += 1
            elif not isinstance(stored, StoredPage):
                broken.add(stored.offset)
                detail = f"{segment} at byte {stored.offset}: {stored.detail}"
                findings.add(Finding.of(Fault.SEGMENT_DAMAGED, segment, detail))
            elif stored.raw:
                pages[stored.raw.offset] = stored.raw.digest
    except DamagedObjectError as error:
        findings.add(Finding.of(Fault.SEGMENT_DAMAGED, segment, error.problem))
    findings.checked["raw pages"] += len(pages)
    _add_lost(lost, segment, findings)
    for pointer in pointers:
        if pointer.offset not in broken and pages.get(pointer.offset) != pointer.digest:
            detail = f"{segment} has no page with the digest {pointer.digest} at byte {pointer.offset}"
            findings.add(Finding.of(Fault.RAW_MISSING, segment, detail))


def _refers_to_files(store: ArchiveStore, segment: str, scope: Scope) -> bool:
    """Return whether pages of a segment may be in other files. If its source does not say so now, its first page does.

    The source may have been changed or removed since. If it has no files, its segments are not looked into.
    """
    source = scope.sources.get(segment.split("/")[1])
    if source and source.raw == "refer":
        return True
    if source and not any(warc.folder for warc in source.warcs):
        return False
    with suppress(DamagedObjectError):
        for stored in read_segment(StoredBytes(store, segment, piece_bytes=SMALL_PIECE), segment, notes_only):
            if isinstance(stored, LostPage) or (isinstance(stored, StoredPage) and stored.raw):
                return isinstance(stored, LostPage)
    return False


def _check_files(stream: StoredBytes, segment: str, files: ForeignFiles, findings: Findings) -> None:
    """Find the files that raw pages were left in and that are missing or too short, without reading these."""
    lost: Counter[tuple[Loss, str]] = Counter()
    with suppress(DamagedObjectError):  # a deep audit says so
        for stored in read_segment(stream, segment, files.unread):
            if isinstance(stored, LostPage) and stored.loss is not Loss.NOT_READ:
                lost[stored.loss, stored.file] += 1
    _add_lost(lost, segment, findings)


def _add_lost(lost: Counter[tuple[Loss, str]], segment: str, findings: Findings) -> None:
    for (loss, file), pages in lost.items():
        if loss is Loss.MISSING:
            detail = f"{file}, which {count(pages, 'raw page')} of {segment} are in, is missing or cannot be read"
            findings.add(Finding.of(Fault.FILE_MISSING, segment, detail))
        else:
            detail = f"{file} no longer holds {count(pages, 'raw page')} of {segment}"
            findings.add(Finding.of(Fault.FILE_CHANGED, segment, detail))


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
