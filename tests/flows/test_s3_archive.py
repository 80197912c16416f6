"""An archive in a bucket of a real server behaves like one on disk: same bytes, same findings."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.schema import (
    CleaningRules,
    IngestSettings,
    LedgerSettings,
    LocalArchive,
    S3Archive,
    Selectors,
    Settings,
    Source,
)
from dateline.tasks import fetch
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.s3 import bucket as s3_bucket
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.archive.audit_findings import Fault
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.formats import Format
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX
from dateline.tasks.core.errors import PermanentStoreError
from dateline.tasks.core.models import Window
from dateline.tasks.export import Exported, write_stream
from tests.support import storage_servers
from tests.support.command import dateline
from tests.support.fault_proxy import FaultProxy, a_tenth
from tests.support.sample_archive import (
    PAGES,
    SOURCE,
    audit_of,
    ingest_folder,
    reclean_all,
    sample_settings,
    stored,
)

Project = Callable[..., Path]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SAMPLE = Source(name="sample", folders=(PAGES,))
OTHER_RULES = SAMPLE.model_copy(
    update={"cleaning": CleaningRules(timezone="Asia/Tokyo", selectors=Selectors(remove=("h2",)))}
)


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in storage_servers.CREDENTIALS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def settings(tmp_path: Path, seaweedfs_endpoint: str) -> Settings:
    """Settings of an empty archive in a bucket."""
    return sample_settings(tmp_path).model_copy(update={"archive": storage_servers.new_archive(seaweedfs_endpoint)})


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Return the same moment each time."""
        return NOW


def test_a_bucket_holds_byte_for_byte_what_a_folder_holds(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ingest, reprocess, compact, audit and export leave the same objects and print the same figures."""
    monkeypatch.setattr(fetch, "SystemClock", Noon)
    on_disk = sample_settings(tmp_path / "disk")
    exports = []
    for place in (on_disk, settings):
        ingest_folder(place, run=Run.begin("sample", Window(), NOW, "first"))
        reclean_all(place, OTHER_RULES, Run.begin("sample", Window(), NOW, "again", RUN_SUFFIX))
        for day, keys in closed_days(Window(), place, NOW):
            compact_day.fn(day, keys, place, verify=True)
        found = audit_of(place, {"sample": OTHER_RULES})
        assert (found.faults, found.unfinished) == ({}, ())
        stream = io.BytesIO()
        write_stream(Exported(place, Window(), ()), Format.JSONL, stream)
        exports.append((found.checked, stream.getvalue()))
    expected, in_bucket = stored(on_disk), stored(settings)
    assert {key.partition("/")[0] for key in expected} == {"articles", "days", "raw", "rejected", "runs"}
    assert in_bucket == expected
    assert exports[0] == exports[1]


def test_nothing_but_the_archive_lies_in_the_bucket(settings: Settings) -> None:
    """A bucket contains no empty objects, and none beyond those of an archive on disk."""
    ingest_folder(settings, run=Run.begin("sample", Window(), NOW, "first"))
    for day, keys in closed_days(Window(), settings, NOW):
        compact_day.fn(day, keys, settings, verify=True)
    archive = settings.archive
    assert isinstance(archive, S3Archive)
    pages = storage_servers.client(str(archive.endpoint_url)).get_paginator("list_objects_v2")
    found = [
        (each["Key"].removeprefix(f"{archive.prefix}/"), each["Size"])
        for page in pages.paginate(Bucket=archive.bucket, Prefix=archive.prefix)
        for each in page["Contents"]
    ]
    assert {key.partition("/")[0] for key, _ in found} == {"articles", "days", "raw", "rejected", "runs", MARK}
    assert all(size for _, size in found)


def damage_records(settings: Settings) -> dict[str, str]:
    """Flip a bit of an article, truncate one and delete one, and the same with rejections. Return the faults by key."""
    store = open_store(settings.archive)
    wrong: dict[str, str] = {}
    for prefix, name in (("articles/", "article"), ("rejected/", "rejection")):
        flipped, cut, gone = [*store.list(prefix)][:3]
        data = bytearray(store.get(flipped))
        data[data.index(b'"url": "') + 12] ^= 1
        store.put(flipped, bytes(data))
        store.put(cut, store.get(cut)[:-20])
        store.delete(gone)
        wrong |= {flipped: f"{name}_damaged", cut: f"{name}_damaged", gone: f"{name}_missing"}
    return wrong


def as_toml(archive: S3Archive) -> str:
    fields = {"kind": "s3", "bucket": archive.bucket, "prefix": archive.prefix, "endpoint_url": archive.endpoint_url}
    return "[archive]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


def test_damage_in_a_bucket_is_told_with_its_remedy_and_mended(
    project: Project, settings: Settings, tmp_path: Path, prefect_server: str
) -> None:
    """`audit` names each damaged object and exits with 4; mending restores all of them byte for byte."""
    assert isinstance(settings.archive, S3Archive)
    folder = project(SOURCE, as_toml(settings.archive))
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"no-article-{number}.html").write_text("<p>The tide tables of the harbour.</p>")
    ingest_folder(load().settings)
    ingest_folder(load().settings, pages)
    whole = stored(settings)
    assert audit_of(settings, {"sample": SAMPLE}).faults == {}
    wrong = damage_records(settings)
    found = dateline("audit", "--json", folder=folder, PREFECT_API_URL=prefect_server)
    assert found.returncode == 4, found.stderr
    told = json.loads(found.stdout)["findings"]
    assert {finding["key"]: finding["fault"] for finding in told} == wrong
    assert all("`dateline audit --mend`" in finding["remedy"] for finding in told)
    mended = audit_of(settings, {"sample": SAMPLE}, mend=True)
    assert (mended.wrong, mended.mended) == (0, len(wrong))
    assert stored(settings) == whole
    assert audit_of(settings, {"sample": SAMPLE}).faults == {}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda data: data[:400] + bytes([data[400] ^ 1]) + data[401:], {Fault.SEGMENT_DAMAGED, Fault.RAW_MISSING}),
        (lambda data: data[: len(data) // 2], {Fault.SEGMENT_DAMAGED, Fault.RAW_MISSING}),
        (None, {Fault.SEGMENT_MISSING}),
    ],
    ids=["a bit flipped", "cut short", "gone"],
)
def test_a_damaged_segment_in_a_bucket_is_found(
    settings: Settings, change: Callable[[bytes], bytes] | None, faults: set[Fault]
) -> None:
    """It is reported as not mendable, and mending leaves it unchanged."""
    ingest_folder(settings)
    store = open_store(settings.archive)
    (segment,) = store.list("raw/")
    if change:
        store.put(segment, change(store.get(segment)))
    else:
        store.delete(segment)
    before = stored(settings)
    result = audit_of(settings, {"sample": SAMPLE}, mend=True)
    assert result.wrong >= 1
    assert set(result.faults) <= faults
    assert all("copy" in finding.remedy for finding in result.findings)
    assert stored(settings) == before


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("AccessDenied", "could not be written .*access is denied; give the credentials permission"),
        ("ExpiredToken", "could not be written .*the credentials have expired; renew them and run again"),
        ("RequestTimeTooSkewed", "could not be written .*clock differs .* set the clock"),
        ("NoSuchBucket", r"could not be written .*the bucket does not exist \(any more\); create it"),
    ],
)
def test_a_bucket_that_fails_in_the_midst_of_a_run(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: str, words: str
) -> None:
    """The error names the object and says what to do; the next run completes the archive."""
    monkeypatch.setattr(fetch, "SystemClock", Noon)
    archive, run = settings.archive, Run.begin("sample", Window(), NOW, "first")
    assert isinstance(archive, S3Archive)
    writes = iter(range(1000))

    def choose(method: str, _path: str) -> str | None:
        return refusal if method == "PUT" and next(writes) >= 6 else None

    with FaultProxy(str(archive.endpoint_url), choose) as proxy:
        troubled = archive.model_copy(update={"endpoint_url": proxy.endpoint})
        with pytest.raises(PermanentStoreError, match=words) as told:
            ingest_folder(settings.model_copy(update={"archive": troubled}), run=run)
    assert told.value.key.startswith("articles/")
    written = stored(settings)
    assert 0 < len(written) < 10
    ingest_folder(settings)
    whole = sample_settings(tmp_path / "whole")
    ingest_folder(whole, run=run)
    assert stored(settings) == stored(whole)
    assert written.items() <= stored(settings).items()


def test_trouble_in_a_tenth_of_all_requests_loses_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests are dropped, delayed or refused, or their responses lost, and the archive is the same."""
    monkeypatch.setattr(fetch, "SystemClock", Noon)
    monkeypatch.setattr(s3_bucket, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(s3_bucket, "_MAX_WAIT_S", 0.02)
    runs = (Run.begin("sample", Window(), NOW, "first"), Run.begin("sample", Window(), NOW, "again", RUN_SUFFIX))
    settings = settings.model_copy(update={"ingest": IngestSettings(bulk_batch_pages=2)})
    other_ledger = LedgerSettings(url=f"sqlite:///{tmp_path}/other.sqlite")
    on_disk = settings.model_copy(update={"archive": LocalArchive(path=tmp_path / "disk"), "ledger": other_ledger})
    archive = settings.archive
    assert isinstance(archive, S3Archive)
    with FaultProxy(str(archive.endpoint_url), a_tenth([500, 503, "drop", "lost", "delay"], seed=9)) as proxy:
        troubled = settings.model_copy(update={"archive": archive.model_copy(update={"endpoint_url": proxy.endpoint})})
        for place in (on_disk, troubled):
            ingest_folder(place, run=runs[0])
            reclean_all(place, OTHER_RULES, runs[1])
        assert set(proxy.met) == {500, 503, "drop", "lost", "delay"}
    assert stored(settings) == stored(on_disk)
