"""Raw pages that stay in WARC files on this machine (`raw = "refer"`) are found wherever copies would be."""

import gzip
import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters import disk_answers
from dateline.tasks.adapters.cleaning.workers import CleaningCrew
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.warc.elsewhere import LostPage, notes_only
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.archive import archive
from dateline.tasks.batches import drop_batch, note_failure
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.audit_findings import AuditResult, Fault
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.records import read_article, read_manifest
from dateline.tasks.core.errors import BatchError, RecordError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Article, Manifest, Window
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.history import raw_page
from dateline.tasks.plan import plan
from dateline.tasks.prune import prune_segments
from dateline.tasks.read import read
from dateline.tasks.reprocess import reclean, segments_of
from tests.flows.test_bulk import crawl_source, small_batches, write_crawl
from tests.support.command import dateline
from tests.support.dead_disk import dead_disk
from tests.support.sample_archive import audit_of, stored

RUN = Run("20260305T000000Z-crawl", "sample", Window(), datetime(2026, 3, 5, tzinfo=UTC))
LATER = Run("20260306T000000Z-again", "sample", Window(), datetime(2026, 3, 6, tzinfo=UTC))
NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder with three WARC files, which have 24 pages in all."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_crawl(folder)
    return folder


def referring(folder: Path) -> Source:
    return crawl_source(folder).model_copy(update={"raw": "refer"})


def batches_of(source: Source, settings: Settings) -> tuple[OpenBatch, ...]:
    return plan.fn(discover.fn(source, settings, RUN.window).refs, RUN, settings).batches


def ingested(source: Source, folder: Path) -> Settings:
    """Archive a source in a folder, with the same names each time, and return the settings."""
    settings = small_batches(folder)
    for batch in batches_of(source, settings):
        archive.fn(batch, read.fn(batch, source, settings, CleaningCrew()).cleaned, settings)
    return settings


@pytest.fixture
def settings(crawl: Path, tmp_path: Path) -> Settings:
    """An archive that refers to the crawl."""
    return ingested(referring(crawl), tmp_path / "referring")


def articles(settings: Settings) -> Mapping[str, Article]:
    return {key: read_article(data, key) for key, data in stored(settings).items() if key.startswith("articles/")}


def without_pointers(settings: Settings) -> dict[str, object]:
    """Return articles and rejections without their raw pointers."""
    found = {key: json.loads(data) for key, data in stored(settings).items() if key.endswith(".json")}
    return {key: value | {"raw": None} for key, value in found.items()}


def pages(settings: Settings, source: Source) -> list[RawPage]:
    """Return the raw page of each article, in the order of their keys."""
    found = [raw_page(article.raw, settings, {source.name: source}) for article in articles(settings).values()]
    assert all(isinstance(page, RawPage) for page in found)
    return [page for page in found if isinstance(page, RawPage)]


def audit(settings: Settings, source: Source, *, deep: bool = True, mend: bool = False) -> AuditResult:
    return audit_of(settings, {source.name: source}, deep=deep, mend=mend)


def test_records_and_raw_pages_are_those_of_copies(crawl: Path, settings: Settings, tmp_path: Path) -> None:
    """Only the pointers differ. The segments hold no page, and the reading of each page finds the same."""
    copying = ingested(crawl_source(crawl), tmp_path / "copying")
    assert without_pointers(settings) == without_pointers(copying)
    assert pages(settings, referring(crawl)) == pages(copying, crawl_source(crawl))
    for key, data in stored(settings).items():
        if key.startswith("raw/"):
            assert b"<html" not in gzip.decompress(data)
    found = audit(settings, referring(crawl))
    assert (found.faults, found.checked["raw pages"]) == ({}, 24)
    assert audit(settings, referring(crawl), deep=False).faults == {}


def test_segments_written_by_fetching_are_the_same(crawl: Path, settings: Settings, tmp_path: Path) -> None:
    """As on Dask, where workers cannot read files of this machine: the segment is written first, and cleaned here."""
    source, beside = referring(crawl), small_batches(tmp_path / "beside")
    for batch in batches_of(source, beside):
        fetch.fn(batch, source, beside)
        archive.fn(batch, clean.fn(batch, source, beside, lambda _: pytest.fail("cleaned elsewhere")), beside)
    assert stored(beside) == stored(settings)


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"6\r\n<html>\r\n5\r\nferry\r\n0\r\n\r\n"
)


def record(number: int, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\n"
        f"WARC-Date: 2023-05-03T12:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


FILES: dict[str, tuple[Callable[[list[bytes]], bytes], bool]] = {
    "a gzip member each": (lambda records: b"".join(map(gzip.compress, records)), True),
    "a zstd frame each": (lambda records: b"".join(map(zstandard.compress, records)), True),
    "not compressed": (b"".join, True),
    "one gzip member": (lambda records: gzip.compress(b"".join(records)), False),
    "one zstd frame": (lambda records: zstandard.compress(b"".join(records)), False),
}


@pytest.mark.parametrize(("packed", "stays"), FILES.values(), ids=FILES)
def test_a_page_stays_if_it_can_be_read_alone(
    tmp_path: Path, packed: Callable[[list[bytes]], bytes], stays: bool
) -> None:
    """Otherwise it is copied, because reading it would take reading all before it. Chunks are put together."""
    (tmp_path / "a.warc").write_bytes(packed([record(number, CHUNKED) for number in range(3)]))
    source = Source.model_validate({"name": "sample", "warcs": [str(tmp_path / "a.warc")], "raw": "refer"})
    settings = small_batches(tmp_path)
    (batch,) = batches_of(source, settings)
    read.fn(batch, source, settings, CleaningCrew())
    segment = open_store(settings.archive).get(batch.segment)
    found = list(read_segment(io.BytesIO(segment), batch.segment, notes_only))
    assert [isinstance(page, LostPage) for page in found] == [stays] * 3
    for page in found:
        pointer = page.raw if isinstance(page, LostPage) else getattr(page, "raw", None)
        assert pointer
        again = raw_page(pointer, settings, {})
        assert isinstance(again, RawPage)
        assert (again.body, again.status, len(again.headers)) == (b"<html>ferry", 200, 2)


def test_reprocessing_finds_the_same(crawl: Path, settings: Settings) -> None:
    """All segments are cleaned again, from the files, and nothing changes."""
    before = stored(settings)
    done = [
        reclean.fn(job, LATER, referring(crawl), settings, dry_run=False)
        for job in segments_of.fn("sample", Window(), settings).jobs
    ]
    assert {effect.value for one in done for effect in one.counts} == {"same"}
    assert sum(sum(one.counts.values()) for one in done) == 24
    assert (stored(settings), [one.failures for one in done]) == (before, [()] * 5)


def test_a_lost_article_is_rebuilt_from_its_file(crawl: Path, settings: Settings) -> None:
    """Byte for byte."""
    before, store = stored(settings), open_store(settings.archive)
    firsts = [key for key, article in articles(settings).items() if "." not in article.id]
    for key in firsts:
        store.delete(key)
    found = audit(settings, referring(crawl), mend=True)
    assert (found.wrong, found.mended, stored(settings)) == (0, len(firsts), before)


def test_files_that_were_moved_are_found_where_the_source_says(crawl: Path, settings: Settings) -> None:
    """Until the source file says so, they are missing: the audit tells, quick or deep, and what to do."""
    source = referring(crawl)
    before = pages(settings, source)
    moved = referring(crawl.rename(crawl.parent / "elsewhere"))
    assert pages(settings, moved) == before
    for deep in (True, False):
        assert audit(settings, moved, deep=deep).faults == {}
        found = audit(settings, source, deep=deep)
        assert set(found.faults) == {Fault.FILE_MISSING}
        assert str(crawl / "crawl-0.warc.gz") in found.findings[0].detail
        assert "`warcs`" in found.findings[0].remedy
    pointer = next(iter(articles(settings).values())).raw
    with pytest.raises(RecordError, match=r"crawl-\d\.warc\.gz, which is missing"):
        raw_page(pointer, settings, {source.name: source})


def test_a_lost_file_costs_no_record(crawl: Path, settings: Settings) -> None:
    """Reprocessing says what it could not read, and leaves those records as they are."""
    (crawl / "crawl-1.warc.gz").unlink()
    before = stored(settings)
    jobs = segments_of.fn("sample", Window(), settings).jobs
    done = [reclean.fn(job, LATER, referring(crawl), settings, dry_run=False) for job in jobs]
    assert stored(settings) == before
    assert sum(sum(one.counts.values()) for one in done) == 16
    told = [failure for one in done for failure in one.failures]
    assert len(told) == 3
    assert all("crawl-1.warc.gz" in failure and "`dateline audit`" in failure for failure in told)


def with_other_last_page(data: bytes, made: bytes) -> bytes:
    """Exchange the last record, and add bytes so that the file is as long as before, or longer."""
    return data[: data.rindex(b"\x1f\x8b\x08")] + gzip.compress(made) + bytes(2000)


CHANGES: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
    "other bytes of the same length": (lambda data: data[:-4] + b"\0" * 4, False),
    "cut short": (lambda data: data[:-1], True),
    "another file": (lambda _: gzip.compress(record(1, CHUNKED)), True),
    "moved within the file": (lambda data: gzip.compress(record(16, CHUNKED)) + data, False),
    "another text at the address": (lambda data: with_other_last_page(data, record(23, CHUNKED)), False),
}


@pytest.mark.parametrize(("change", "is_seen_by_size"), CHANGES.values(), ids=CHANGES)
def test_a_changed_file_is_told(
    crawl: Path, settings: Settings, change: Callable[[bytes], bytes], is_seen_by_size: bool
) -> None:
    """A deep audit reads each page; a quick one sees only that a file is too short."""
    last = crawl / "crawl-2.warc.gz"
    last.write_bytes(change(last.read_bytes()))
    found = audit(settings, referring(crawl))
    assert set(found.faults) == {Fault.FILE_CHANGED}
    assert str(last) in found.findings[0].detail
    quick = audit(settings, referring(crawl), deep=False)
    assert (Fault.FILE_CHANGED in quick.faults) == is_seen_by_size


@pytest.mark.parametrize("known", [True, False])
def test_pages_left_in_files_are_checked_whatever_their_source_says_now(
    crawl: Path, settings: Settings, known: bool
) -> None:
    """Those of a source that copies pages again, or was removed, are still in its files."""
    sources = {"sample": crawl_source(crawl)} if known else {}
    assert audit_of(settings, sources, deep=False).faults == {}
    (crawl / "crawl-1.warc.gz").unlink()
    for deep in (True, False):
        assert set(audit_of(settings, sources, deep=deep).faults) == {Fault.FILE_MISSING}


def test_a_changed_file_does_not_hide_a_moved_one(crawl: Path, settings: Settings) -> None:
    """If another file has taken the place of the one that was moved, the digest tells which is meant."""
    before = pages(settings, referring(crawl))
    moved = referring(crawl.rename(crawl.parent / "elsewhere"))
    crawl.mkdir()
    for number in range(3):
        (crawl / f"crawl-{number}.warc.gz").write_bytes(b"WARC/1.0\r\n")
    assert pages(settings, moved) == before
    assert audit(settings, moved).faults == {}


def test_pruning_never_touches_the_files(crawl: Path, settings: Settings) -> None:
    """Only the notes are deleted."""
    before = {path: path.read_bytes() for path in crawl.iterdir()}
    archive_ = settings.archive.model_copy(update={"raw_retention": "until_archived"})
    kept = settings.model_copy(update={"archive": archive_})
    assert prune_segments.fn(kept, (), NOW, lambda _: None, dry_run=False).removed == 5
    assert {path: path.read_bytes() for path in crawl.iterdir()} == before
    assert audit(kept, referring(crawl)).faults == {}


def killed_after_reading(settings: Settings, source: Source) -> OpenBatch:
    batch = batches_of(source, settings)[0]
    read.fn(batch, source, settings, CleaningCrew())
    return batch


def test_a_killed_run_is_continued_from_the_files(crawl: Path, settings: Settings, tmp_path: Path) -> None:
    """The stored segment is cleaned. If the file is gone meanwhile, the batch fails until it is back."""
    source, beside = referring(crawl), small_batches(tmp_path / "killed")
    batch = killed_after_reading(beside, source)
    away = crawl.rename(crawl.parent / "away")
    with pytest.raises(BatchError, match=r"crawl-0\.warc\.gz, which is missing .*: put the file back"):
        read.fn(batch, source, beside, CleaningCrew())
    away.rename(crawl)
    archive.fn(batch, read.fn(batch, source, beside, CleaningCrew()).cleaned, beside)
    assert stored(beside) == {key: data for key, data in stored(settings).items() if key in stored(beside)}
    assert batch.manifest in stored(beside)


def test_a_batch_whose_file_is_lost_can_be_dropped(crawl: Path, tmp_path: Path) -> None:
    """The rejections still point to the places of the pages."""
    source, settings = referring(crawl), small_batches(tmp_path / "killed")
    batch = killed_after_reading(settings, source)
    note_failure(batch, BatchError("its file is lost"), settings)
    drop_batch(batch.name, settings, NOW)
    manifest = read_manifest(open_store(settings.archive).get(batch.manifest), batch.manifest)
    assert all(outcome.raw and outcome.raw.segment == batch.segment for outcome in manifest.outcomes)


def test_a_lost_manifest_reopens_its_batch(crawl: Path, settings: Settings) -> None:
    """Its pages are known from the notes, even without the files."""
    before, store = stored(settings), open_store(settings.archive)
    key = next(key for key in before if key.startswith("runs/"))
    store.delete(key)
    audit(settings, referring(crawl), mend=True)
    again = plan.fn((), LATER, settings).resumed
    assert [batch.manifest for batch in again] == [key]
    found: Manifest = read_manifest(before[key], key)
    assert {ref.url for ref in again[0].refs} == {outcome.url for outcome in found.outcomes}


SOURCE = '[source]\nname = "sample"\nraw = "refer"\nwarcs = ["crawl/*.warc.gz"]\n'


def test_the_commands_name_what_is_lost(crawl: Path, project: Callable[..., Path], tmp_path: Path) -> None:
    """`raw` prints the page; once its file is gone, it says which one that is."""
    project(SOURCE)
    settings = ingested(referring(crawl), tmp_path)
    name = next(iter(articles(settings).values())).id
    assert b"<h1>" in dateline("raw", name, folder=tmp_path).stdout.encode()
    crawl.rename(tmp_path / "elsewhere")
    lost = dateline("raw", name, folder=tmp_path)
    assert lost.returncode != 0
    assert str(crawl) in lost.stderr
    project(SOURCE.replace("crawl/", "elsewhere/"))
    assert b"<h1>" in dateline("raw", name, folder=tmp_path).stdout.encode()


def test_a_source_without_files_has_nothing_to_refer_to(project: Callable[..., Path]) -> None:
    """A mistake in the source file, told as others are."""
    folder = project(SOURCE.replace("crawl/*.warc.gz", "https://crawls.example/a.warc.gz"))
    done = dateline("check", folder=folder)
    assert done.returncode != 0
    assert 'raw = "refer" is for WARC files on this machine' in done.stdout + done.stderr


@pytest.mark.parametrize("deep", [False, True])
def test_an_audit_does_not_wait_for_a_disk_that_never_answers(
    crawl: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, *, deep: bool
) -> None:
    """Its files are missing. The disk is waited for once, however many files are on it."""
    monkeypatch.setattr(disk_answers, "WAIT_S", 0.5)
    with dead_disk(crawl):
        found = audit(settings, referring(crawl), deep=deep)
        monkeypatch.setattr(disk_answers, "WAIT_S", 1e6)
        again = audit(settings, referring(crawl), deep=deep)
    assert found.faults.keys() == {Fault.FILE_MISSING}
    assert again.faults == found.faults
    assert audit(settings, referring(crawl), deep=deep).faults == {}
