"""The mark of an archive: dateline refuses to write if the archive has vanished or is not the one its ledger knows."""

import shutil
import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.config.schema import LocalArchive, Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.adapters.stores.local import mounts
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.errors import PermanentStoreError
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from dateline.tasks.doctor import examine
from dateline.tasks.fetch import fetch
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.plan import plan
from tests.support.sample_archive import PAGES, ingest_folder, objects, sample_settings
from tests.support.small_disk import small_disk

SAMPLE = Source(name="sample", folders=(PAGES,))


def articles(folder: Path) -> set[str]:
    return {key for key in objects(folder) if key.startswith("articles/")}


def whole(folder: Path) -> set[str]:
    ingest_folder(sample_settings(folder))
    return articles(folder)


def test_an_archive_is_marked_once(tmp_path: Path) -> None:
    """The first run writes the mark and later runs keep it; a mark and ledger that are lost are replaced."""
    values = sample_settings(tmp_path)
    ingest_folder(values)
    mark = (tmp_path / "archive" / MARK).read_bytes()
    ingest_folder(values)
    assert (tmp_path / "archive" / MARK).read_bytes() == mark
    (tmp_path / "archive" / MARK).unlink()
    Path(values.ledger.url.removeprefix("sqlite:///")).unlink()
    ingest_folder(values)
    assert (tmp_path / "archive" / MARK).read_bytes() not in {b"", mark}


@pytest.mark.parametrize("step", ["fetch", "clean", "archive"])
def test_an_archive_that_vanishes_in_mid_run_loses_nothing(tmp_path: Path, step: str) -> None:
    """Each step raises an error and writes nothing; once the archive is back, the next run completes the work."""
    values = sample_settings(tmp_path / "hit")
    with shared_ledger(values.ledger.url) as ledger:
        check_mark(open_store(values.archive), ledger)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    (batch,) = plan.fn(discover.fn(SAMPLE, values, Window()).refs, run, values).batches
    place, away = tmp_path / "hit" / "archive", tmp_path / "unmounted"

    def vanish_before(name: str) -> None:
        if name == step:
            place.rename(away)
            place.mkdir()

    with pytest.raises(PermanentStoreError, match="Check that its volume is mounted") as told:  # noqa: PT012 - one of three raises
        vanish_before("fetch")
        fetch.fn(batch, SAMPLE, values)
        vanish_before("clean")
        cleaned = clean.fn(batch, SAMPLE, values)
        vanish_before("archive")
        archive.fn(batch, cleaned, values)
    assert "ledger rebuild" in str(told.value)
    assert not [path for path in place.rglob("*") if path.is_file()]
    with pytest.raises(PermanentStoreError):
        ingest_folder(values)
    shutil.rmtree(place)
    away.rename(place)
    ingest_folder(values)
    assert articles(tmp_path / "hit") == whole(tmp_path / "whole")


def test_another_archive_is_refused_until_a_rebuild(tmp_path: Path) -> None:
    """A run refuses to write to another archive until `ledger rebuild` has adopted it."""
    values = sample_settings(tmp_path / "one")
    expected = whole(tmp_path / "one")
    ingest_folder(sample_settings(tmp_path / "two"), pages=PAGES / "03", name="other")
    before = objects(tmp_path / "two")
    moved = values.model_copy(update={"archive": sample_settings(tmp_path / "two").archive})
    (tmp_path / "new").mkdir()
    shutil.copy(PAGES / "03" / "storm.html", tmp_path / "new" / "storm.html")
    with pytest.raises(PermanentStoreError, match="is not the one that the ledger knows"):
        ingest_folder(moved, pages=tmp_path / "new")
    assert objects(tmp_path / "two") == before
    rebuild_ledger(moved)
    ingest_folder(moved)
    assert articles(tmp_path / "two") >= expected


def test_a_ledger_of_a_marked_archive_may_be_lost(tmp_path: Path) -> None:
    """A new ledger adopts the existing mark, so several machines can each have a ledger of their own."""
    values = sample_settings(tmp_path)
    ingest_folder(values)
    mark = (tmp_path / "archive" / MARK).read_bytes()
    Path(values.ledger.url.removeprefix("sqlite:///")).unlink()
    ingest_folder(values)
    assert (tmp_path / "archive" / MARK).read_bytes() == mark


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    """A small file system, mounted if this user is permitted to mount one."""
    with small_disk(tmp_path / "volume", "8m") as folder:
        yield folder


def test_a_volume_that_is_unmounted_is_noticed(tmp_path: Path, volume: Path) -> None:
    """The run fails and writes nothing below the empty mount point."""
    values: Settings = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=volume / "archive")})
    ingest_folder(values, pages=PAGES / "03")
    subprocess.run(["umount", volume], check=True)
    (tmp_path / "new").mkdir()
    page = (PAGES / "03" / "storm.html").read_text(encoding="utf-8")
    (tmp_path / "new" / "gale.html").write_text(page.replace("storm", "gale"), encoding="utf-8")
    with pytest.raises(PermanentStoreError, match="has vanished"):
        ingest_folder(values, pages=tmp_path / "new")
    assert not [path for path in volume.rglob("*") if path.is_file()]


def test_no_archive_is_started_in_an_empty_mount_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first run says which volume is missing and writes nothing; once it is mounted, the archive starts."""
    fstab = tmp_path / "fstab"
    place = tmp_path / "my disk"
    monkeypatch.setattr(mounts, "FSTAB", fstab)
    fstab.write_text(
        f"# {tmp_path} is on the next line\nUUID=1 / ext4 errors=remount-ro 0 1\n"
        f"server:/news\t{str(place).replace(' ', chr(92) + '040')}\tnfs\tnoauto,ro\t0 0\nUUID=2 none swap sw 0 0\n"
    )
    values = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=place / "news" / "archive")})
    place.mkdir()
    with pytest.raises(PermanentStoreError, match=r"nothing is mounted at .*my disk, which is a mount point"):
        ingest_folder(values)
    assert list(place.iterdir()) == []
    (finding,) = [one for one in examine(values, {}, None, datetime.now(UTC)) if one.part == "archive"]
    assert "nothing is mounted at" in finding.found
    place.rmdir()
    with small_disk(place, "8m"):
        ingest_folder(values)
        assert articles(tmp_path) == set()
        assert (place / "news" / "archive" / MARK).is_file()


def test_an_archive_may_be_meant_to_be_in_a_mount_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ledger rebuild` says so; a unit of systemd names a mount point as well."""
    monkeypatch.setattr(mounts, "UNITS", tmp_path)
    (tmp_path / "srv-news.mount").write_text(f"[Mount]\nWhat=/dev/sdb1\nWhere = {tmp_path}/archive\n")
    values = sample_settings(tmp_path)
    with pytest.raises(PermanentStoreError, match="run `dateline ledger rebuild`"):
        ingest_folder(values)
    rebuild_ledger(values)
    ingest_folder(values)
    assert articles(tmp_path)
