"""Pages in files that workers read and clean in batches yield the archive that one process makes."""

import gzip
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from dateline.config.schema import IngestSettings, LocalArchive, Settings, Source
from dateline.tasks import read as read_module
from dateline.tasks.adapters.cleaning.segment import CleaningJob, ReadPages, read_and_clean
from dateline.tasks.adapters.cleaning.workers import CleaningCrew
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Cleaned, Run
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Outcome, OutcomeKind, PageRef, Window
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import plan
from dateline.tasks.read import is_at_hand, read
from tests.support.local_site import at, story
from tests.support.sample_archive import objects, sample_settings, stored

R = TypeVar("R")
HOME = "https://courier.example"
PAGES = 24


def capture(number: int, html: bytes, when: datetime) -> bytes:
    """Return a record of a page that was captured an hour after its publication."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    captured_at = when + timedelta(hours=1, seconds=number)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {HOME}/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
        f"WARC-Date: {captured_at:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def write_crawl(folder: Path) -> None:
    """Write three WARC files in which every third page repeats another story, with the same text or another.

    One page is no article. (No record is damaged: the time of such a rejection is that of the run.)
    """
    records = []
    for number in range(PAGES):
        told = number // 8 if number % 3 == 2 else number
        more = (f"By now {number} boats have come back to the quay.",) * 3 if number % 2 else ()
        records.append(capture(number, story(f"The story of ferry number {told} at length", at(3), *more), at(3)))
    records[5] = capture(5, b"<html><body>gone</body></html>", at(3))
    for number, begin in enumerate(range(0, PAGES, 8)):
        (folder / f"crawl-{number}.warc.gz").write_bytes(b"".join(records[begin : begin + 8]))


def crawl_source(folder: Path) -> Source:
    return Source.model_validate({"name": "sample", "warcs": [{"url": str(folder / "crawl-*.warc.gz")}]})


def small_batches(folder: Path) -> Settings:
    return sample_settings(folder).model_copy(update={"ingest": IngestSettings(bulk_batch_pages=5)})


def planned(folder: Path) -> tuple[Source, Settings, tuple[OpenBatch, ...]]:
    """Return a source, settings, and the batches of a run."""
    write_crawl(folder)
    source, settings = crawl_source(folder), small_batches(folder)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    batches = plan.fn(discover.fn(source, settings, run.window).refs, run, settings).batches
    assert len(batches) == 5
    return source, settings, batches


@pytest.fixture
def crawl(tmp_path: Path) -> tuple[Source, Settings, tuple[OpenBatch, ...]]:
    return planned(tmp_path)


def test_pages_read_on_the_way_give_the_archive_of_fetched_ones(
    crawl: tuple[Source, Settings, tuple[OpenBatch, ...]], tmp_path: Path
) -> None:
    """Segments and records are byte for byte those of a run that stores segments first and reads them back."""
    source, settings, batches = crawl
    beside = sample_settings(tmp_path / "fetched")
    for batch in batches:
        done = read.fn(batch, source, settings, CleaningCrew())
        archive.fn(batch, done.cleaned, settings)
        fetch.fn(batch, source, beside)
        archive.fn(batch, clean.fn(batch, source, beside), beside)
        assert done.amounts.written_bytes == len(open_store(settings.archive).get(batch.segment))
    assert stored(settings) == stored(beside)


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.usefixtures("prefect_server")
def test_workers_make_the_archive_of_one_process(project: Callable[..., Path], tmp_path: Path, workers: int) -> None:
    """Duplicates, revisions and collisions in and across files are decided in order, whichever worker reads them."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the server's settings

    source, settings, batches = planned(tmp_path)
    with shared_ledger(settings.ledger.url) as ledger:
        for batch in batches:
            ledger.open_batch(batch)  # as a killed run leaves them: so both runs write the same names
    alone = sample_settings(tmp_path / "alone")
    shutil.copytree(tmp_path / ".dateline", tmp_path / "alone" / ".dateline")
    outcomes: list[Outcome] = []
    for batch in batches:
        outcomes += archive.fn(batch, read.fn(batch, source, alone, CleaningCrew()).cleaned, alone).outcomes
    kinds = {outcome.kind for outcome in outcomes}
    assert kinds >= {OutcomeKind.NEW, OutcomeKind.DUPLICATE, OutcomeKind.COLLISION, OutcomeKind.REJECTED}
    project(
        f'[source]\nname = "sample"\n[[source.warcs]]\nurl = "{tmp_path}/crawl-*.warc.gz"\n',
        '[ingest]\nbulk_batch_pages = 5\nclean_on = "processes"\nclean_workers = ' + f"{workers}\n",
    )
    result = ingest("sample")
    assert result.outcomes == tuple(outcomes)
    assert objects(tmp_path) == stored(alone)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a run with a crew of worker threads does: it lets them start, or hands them a batch."""
    events: list[str] = []

    class Recording(ThreadPoolExecutor):
        def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> "Future[R]":
            events.append("queued")
            return super().submit(fn, *args, **kwargs)

    @contextmanager
    def threads(workers: int) -> Iterator[CleaningCrew]:
        with Recording(workers) as executor:
            yield CleaningCrew(executor, workers + 1, start=lambda: events.append("started"))

    def opening(archive: LocalArchive) -> ArchiveStore:
        events.append("begun")
        return open_store(archive)

    monkeypatch.setattr("dateline.tasks.cleaners.processes", threads)
    monkeypatch.setattr(read_module, "open_store", opening)
    return events


@pytest.mark.usefixtures("prefect_server")
def test_workers_start_while_files_are_listed_and_get_batches_in_order(
    project: Callable[..., Path], tmp_path: Path, begun: list[str]
) -> None:
    """A batch is begun when the one before has its place in the queue. Files that are known start no worker."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the server's settings

    write_crawl(tmp_path)
    project(
        f'[source]\nname = "sample"\n[[source.warcs]]\nurl = "{tmp_path}/crawl-*.warc.gz"\n',
        '[ingest]\nbulk_batch_pages = 5\nclean_on = "processes"\nclean_workers = 2\n',
    )
    ingest("sample")
    assert begun == ["started"] * 3 + ["begun", "queued"] * 5
    begun.clear()
    ingest("sample")
    assert begun == []


def test_after_a_kill_the_stored_segment_counts(
    crawl: tuple[Source, Settings, tuple[OpenBatch, ...]], tmp_path: Path
) -> None:
    """The pages of a stored segment are cleaned without reading the file again, even if it is gone."""
    source, settings, (batch, *_) = crawl
    first = read.fn(batch, source, settings, CleaningCrew())
    for file in tmp_path.glob("crawl-*.warc.gz"):
        file.unlink()
    again = read.fn(batch, source, settings, CleaningCrew())
    assert again.cleaned == first.cleaned
    assert again.amounts.written == 0


def test_a_segment_that_another_process_stored_meanwhile_counts(
    crawl: tuple[Source, Settings, tuple[OpenBatch, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records point into the segment that is in the archive, not the one that was stored too late."""
    source, settings, (batch, *_) = crawl
    other = batch.model_copy(update={"refs": batch.refs[::2]})
    theirs: list[Cleaned] = []

    def overtaken(job: CleaningJob, path: Path) -> ReadPages:
        with monkeypatch.context() as patch:
            patch.setattr(read_module, "read_and_clean", read_and_clean)
            theirs.extend(read.fn(other, source, settings, CleaningCrew()).cleaned)
        return read_and_clean(job, path)

    monkeypatch.setattr(read_module, "read_and_clean", lambda job, path, **_: overtaken(job, path))
    mine = read.fn(batch, source, settings, CleaningCrew())
    assert [page for page in mine.cleaned if page.url in {ref.url for ref in other.refs}] == theirs
    assert mine.amounts.written == 0


def test_only_pages_in_files_are_at_hand(crawl: tuple[Source, Settings, tuple[OpenBatch, ...]]) -> None:
    """Pages of remote files and rechecks are fetched instead."""
    batch = crawl[2][0]
    here = PageRef(url="file:///srv/pages/a.html", source="sample", via="/srv/pages")
    assert is_at_hand(batch)
    assert is_at_hand(batch.model_copy(update={"refs": (*batch.refs, here)}))
    assert not is_at_hand(batch.model_copy(update={"recheck": True}))
    for url, via in [
        (HOME, f"{HOME}/feed"),
        (HOME, "warc:https://data.example/a.warc.gz#0"),
        (HOME, "warc:s3://bucket/a.warc.gz#0"),
        ("file:///etc/passwd", "warc:http://data.example/a.warc.gz#0"),
        ("file:///etc/passwd", "wayback:20240101000000"),
    ]:
        ref = PageRef(url=url, source="sample", via=via)
        assert not is_at_hand(batch.model_copy(update={"refs": (*batch.refs, ref)}))
