"""Expired raw pages are deleted: never too soon, and always with a tombstone."""

import asyncio
import json
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.schema import RawDays, RawRetention, Settings, Source
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.audit_findings import Fault
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.records import read_manifest, record_hash
from dateline.tasks.core.archive.retention import PruneResult, is_over, read_tombstone, segment_of, tombstone_key
from dateline.tasks.core.errors import PermanentStoreError
from dateline.tasks.core.models import Manifest, Window
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.history import find_raw, raw_page
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.plan import plan
from dateline.tasks.prune import prune_segments
from dateline.tasks.reprocess import segments_of
from tests.support import storage_servers
from tests.support.command import dateline
from tests.support.sample_archive import PAGES, SOURCE, audit_of, ingest_folder, sample_settings, stored

Project = Callable[..., Path]

BEGAN = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
SAMPLE = Source(name="sample", folders=(PAGES,))
SEGMENT = "raw/sample/2026/04/01/20260401T093000Z-first-00000.warc.gz"


def keeping(settings: Settings, retention: RawRetention) -> Settings:
    """Return settings with a retention."""
    return settings.model_copy(update={"archive": settings.archive.model_copy(update={"raw_retention": retention})})


def run_of(unique: str = "first") -> Run:
    return Run.begin("sample", Window(), BEGAN, unique)


@pytest.fixture(params=["local", "seaweedfs"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An archive of each kind with the sample, which keeps raw pages until they are archived."""
    settings = sample_settings(tmp_path)
    if request.param == "seaweedfs":
        for name, value in storage_servers.CREDENTIALS.items():
            monkeypatch.setenv(name, value)
        archive = storage_servers.new_archive(request.getfixturevalue("seaweedfs_endpoint"))
        settings = settings.model_copy(update={"archive": archive})
    ingest_folder(settings, run=run_of())
    return keeping(settings, "until_archived")


def prune(
    settings: Settings, now: datetime = BEGAN, sources: Collection[str] = (), *, dry_run: bool = False
) -> PruneResult:
    return prune_segments.fn(settings, sources, now, lambda _: None, dry_run=dry_run)


def test_a_segment_goes_and_its_tombstone_stays(settings: Settings) -> None:
    """A dry run reports what the real run deletes; nothing else changes, and another run has nothing to do."""
    before = stored(settings)
    dry = prune(settings, dry_run=True)
    assert stored(settings) == before
    done = prune(settings)
    assert (done.told, done.removed, done.kept) == (dry.told, 1, ())
    after = stored(settings)
    assert before.keys() - after.keys() == {SEGMENT}
    assert after.keys() - before.keys() == {tombstone_key(SEGMENT)}
    tombstone = read_tombstone(after[tombstone_key(SEGMENT)], "t")
    assert (tombstone.segment, tombstone.pruned_at, tombstone.retention) == (SEGMENT, BEGAN, "until archived")
    assert prune(settings).removed == 0
    assert stored(settings) == after


def test_days_count_from_the_end_of_the_day(settings: Settings) -> None:
    """A segment of April 1st that is kept for two days expires on the 4th."""
    settings = keeping(settings, RawDays(days=2))
    assert prune(settings, datetime(2026, 4, 3, 23, 59, tzinfo=UTC)).removed == 0
    assert prune(settings, datetime(2026, 4, 4, tzinfo=UTC)).removed == 1


def test_for_ever_is_for_ever(settings: Settings) -> None:
    """Without the setting nothing is ever deleted."""
    settings = keeping(settings, "forever")
    assert prune(settings, BEGAN + timedelta(days=40_000)).removed == 0
    assert open_store(settings.archive).contains(SEGMENT)


def test_only_the_sources_that_were_named(settings: Settings) -> None:
    """Segments of other sources are kept."""
    assert prune(settings, sources=["other"]).removed == 0
    assert prune(settings, sources=["sample"]).removed == 1


def test_deliberate_deletion_is_no_fault(settings: Settings) -> None:
    """Audit, reprocess and raw recognize deleted segments by the archive alone, also with a rebuilt ledger."""
    prune(settings)
    for _ in ("as it was", "made again"):
        found = audit_of(settings, {"sample": SAMPLE})
        assert (found.faults, found.unfinished) == ({}, ())
        assert found.checked["pruned segments"] == 1
        jobs = segments_of.fn("sample", Window(), settings)
        assert (jobs.jobs, jobs.unfinished, jobs.pruned) == ((), (), 1)
        pointer = find_raw((PAGES / "03" / "cafe-rene.html").as_uri(), settings)
        assert pointer
        assert raw_page(pointer, settings, {}) == read_tombstone(stored(settings)[tombstone_key(SEGMENT)], "t")
        Path(settings.ledger.url.removeprefix("sqlite:///")).unlink()
        rebuild_ledger(settings)


def test_a_segment_without_tombstone_is_a_fault(settings: Settings) -> None:
    """A missing segment without a tombstone is a fault."""
    open_store(settings.archive).delete(SEGMENT)
    assert set(audit_of(settings, {"sample": SAMPLE}).faults) == {Fault.SEGMENT_MISSING}


def test_an_article_that_is_not_whole_keeps_its_raw_page(settings: Settings) -> None:
    """A segment is kept while one of its articles is damaged or missing, and expires once it is mended."""
    store = open_store(settings.archive)
    first, second = [*store.list("articles/")][:2]
    for damage in (lambda: store.put(first, b"{}"), lambda: store.delete(second)):
        damage()
        done = prune(settings)
        assert (done.removed, done.damaged) == (0, 1)
        assert "is kept: articles/" in done.kept[0]
        assert audit_of(settings, {"sample": SAMPLE}, mend=True).mended == 1
    assert prune(settings).removed == 1


def test_an_article_that_was_mended_with_other_bytes_is_whole(settings: Settings) -> None:
    """Its new hash is in the manifest of the audit."""
    store, (manifest_key,) = open_store(settings.archive), open_store(settings.archive).list("runs/")
    outcome = next(o for o in read_manifest(store.get(manifest_key), manifest_key).outcomes if o.article)
    other = store.get(outcome.article or "").replace(b"\n", b"\n\n", 1)
    store.put(outcome.article or "", other)
    assert prune(settings).damaged == 1
    ledger = open_ledger(settings.ledger.url)
    renewed = outcome.model_copy(update={"record_hash": record_hash(other)})
    ledger.apply(Manifest(run="r-audit", batch="mended", outcomes=(renewed,)))
    ledger.close()
    assert prune(settings).removed == 1


def test_a_damaged_article_whose_raw_page_is_gone_says_so(settings: Settings) -> None:
    """It is not reported as mendable, and its page is not reported as lost."""
    prune(settings)
    store = open_store(settings.archive)
    store.put(next(store.list("articles/")), b"{}")
    for mend in (False, True):
        result = audit_of(settings, {"sample": SAMPLE}, mend=mend)
        assert result.wrong == 1
        assert "its raw page was deleted deliberately" in result.findings[0].remedy


def test_a_manifest_that_is_lost_after_its_segment_is_told(settings: Settings) -> None:
    """It cannot be restored, and its batch is not reported as unfinished."""
    prune(settings)
    store = open_store(settings.archive)
    (manifest,) = store.list("runs/")
    store.delete(manifest)
    result = audit_of(settings, {"sample": SAMPLE}, mend=True)
    assert result.unfinished == ()
    assert [f.key for f in result.findings if f.fault is Fault.MANIFEST_MISSING] == [manifest]
    assert result.mended == 0


@pytest.fixture
def on_disk(tmp_path: Path) -> Settings:
    """An empty archive in a folder."""
    return keeping(sample_settings(tmp_path), "until_archived")


def test_a_batch_that_is_open_keeps_its_segment(on_disk: Settings) -> None:
    """A fetched batch that the ledger has not recorded keeps its segment, so that the next ingest completes it."""
    (batch,) = plan.fn(discover.fn(SAMPLE, on_disk, Window()).refs, run_of(), on_disk).batches
    fetch.fn(batch, SAMPLE, on_disk)
    assert (prune(on_disk).removed, prune(on_disk).unfinished) == (0, 1)
    assert len(clean.fn(batch, SAMPLE, on_disk)) > 8
    ingest_folder(on_disk)
    ledger = open_ledger(on_disk.ledger.url)
    ledger.open_batch(batch)
    assert (prune(on_disk).removed, prune(on_disk).unfinished) == (0, 1)
    ledger.close_batch(batch.run, batch.batch)
    ledger.close()
    assert prune(on_disk).removed == 1


def test_a_kill_before_the_segment_is_deleted(on_disk: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tombstone is written first; until the segment is deleted it is read, and the next run deletes it."""
    ingest_folder(on_disk, run=run_of())

    def die(_self: LocalStore, key: str) -> None:
        raise PermanentStoreError("killed", key=key)

    with monkeypatch.context() as killed:
        killed.setattr(LocalStore, "delete", die)
        with pytest.raises(PermanentStoreError):
            prune(on_disk)
    assert {SEGMENT, tombstone_key(SEGMENT)} <= stored(on_disk).keys()
    found = audit_of(on_disk, {"sample": SAMPLE})
    assert found.faults == {}
    assert found.checked["raw pages"] > 8
    jobs = segments_of.fn("sample", Window(), on_disk)
    assert (len(jobs.jobs), jobs.pruned) == (1, 0)
    assert prune(on_disk).removed == 1


def test_a_segment_and_its_tombstone_name_each_other() -> None:
    """Each key yields the other; an object with a key of another form never expires."""
    assert tombstone_key(SEGMENT) == "pruned/sample/2026/04/01/20260401T093000Z-first-00000.json"
    assert segment_of(tombstone_key(SEGMENT)) == SEGMENT
    assert not is_over("raw/sample/notes.txt", "until_archived", BEGAN)


def test_the_command_removes_and_raw_and_show_say_so(project: Project, prefect_server: str) -> None:
    """`prune` runs its flow and prints its figures; `raw` then exits with 5."""
    folder = project(SOURCE, '[archive]\nkind = "local"\nraw_retention = "until_archived"\n')
    ingest_folder(load().settings)
    done = dateline("prune", "--dry-run", folder=folder, PREFECT_API_URL=prefect_server)
    assert "To be deleted: 1 segment" in done.stdout
    assert "deleting" not in done.stdout + done.stderr
    done = dateline("prune", "--json", folder=folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["removed"] == 1
    page = (PAGES / "03" / "cafe-rene.html").as_uri()
    raw = dateline("raw", page, folder=folder)
    assert raw.returncode == 5
    assert "was deleted deliberately: it expired under" in raw.stderr
    assert "the raw page was deleted deliberately" in dateline("show", page, folder=folder).stdout


@pytest.mark.parametrize(("retention", "scheduled"), [("forever", False), ("until_archived", True)])
def test_it_is_scheduled_only_with_a_retention(project: Project, retention: str, scheduled: bool) -> None:
    """The deployment has a schedule only if raw pages are not kept forever."""
    from dateline.flows.serving.deployments import deployments  # noqa: PLC0415 - Prefect takes seconds to load

    project(SOURCE, f'[archive]\nkind = "local"\nraw_retention = "{retention}"\n')
    (found,) = [each for each in asyncio.run(deployments(load())) if each.name == "prune"]
    assert bool(found.schedules) is scheduled
