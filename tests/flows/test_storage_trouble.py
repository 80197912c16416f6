"""A full disk, lost permissions, a missing folder: one clear message, and the next run continues."""

import gc
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from dateline.config.schema import LocalArchive
from dateline.tasks.core.archive.formats import Format
from dateline.tasks.core.errors import ConfigError, PermanentStoreError
from dateline.tasks.export import Exported, write_file
from tests.support.command import dateline
from tests.support.sample_archive import EVERY_DAY, SOURCE, ingest_folder, sample_settings
from tests.support.small_disk import small_disk

Project = Callable[..., Path]


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, if this user is permitted to mount one."""
    with small_disk(tmp_path / "small", "64k") as folder:
        yield folder


def articles(folder: Path) -> int:
    return len(list((folder / "articles").rglob("*.json")))


def test_a_full_disk_is_told_and_the_next_run_goes_on(small_disk: Path, tmp_path: Path) -> None:
    """The error names the object and says what to do; with space again, the next run completes the archive."""
    settings = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=small_disk / "archive")})
    with pytest.raises(PermanentStoreError, match="the disk is full; free some space and run again") as told:
        ingest_folder(settings)
    assert told.value.key
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    ingest_folder(settings)
    whole = sample_settings(tmp_path / "whole")
    ingest_folder(whole)
    assert articles(small_disk / "archive") == articles(tmp_path / "whole" / "archive") >= 8


@pytest.mark.parametrize("kind", [Format.XLSX, Format.PARQUET, Format.JSONL_ZST, Format.CSV])
def test_an_export_to_a_full_disk_is_told_once(
    small_disk: Path, tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the file, which is not there, and nothing else is told when the writer is deleted."""
    ingest_folder(settings := sample_settings(tmp_path))
    (small_disk / "filler").write_bytes(bytes(60_000))
    told, ignored = "", list[object]()
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    try:
        write_file(Exported(settings, EVERY_DAY, ()), kind, small_disk / f"all.{kind.value}")
    except ConfigError as error:  # pytest.raises would keep the writer alive
        told = str(error)
    gc.collect()
    assert re.search("could not be written: .*No space left", told)
    assert ignored == []
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


@pytest.mark.parametrize(
    "command",
    [["show", "0" * 64], ["export"], ["raw", "0" * 64]],
    ids=lambda command: str(command[0]),
)
def test_an_archive_that_cannot_be_read_is_told(project: Project, tmp_path: Path, command: list[str]) -> None:
    """Commands that read it exit with the code for storage and one sentence."""
    folder = project(SOURCE)
    (folder / "archive").mkdir()
    (folder / "archive" / "articles").symlink_to(tmp_path)
    done = dateline(*command, folder=folder)
    assert done.returncode == 4
    assert "is behind a symbolic link" in done.stderr


@pytest.mark.parametrize(("status", "code"), [(404, "NoSuchBucket"), (403, "ExpiredToken")])
def test_a_bucket_that_is_gone_or_closed_is_told(
    project: Project, httpserver: HTTPServer, status: int, code: str
) -> None:
    """A missing bucket or expired credentials are an error with the name of the bucket."""
    body = f"<Error><Code>{code}</Code><Message>no</Message></Error>"
    httpserver.expect_request(re.compile(".*")).respond_with_data(body, status=status, content_type="application/xml")
    settings = f'[archive]\nkind = "s3"\nbucket = "news"\nendpoint_url = "{httpserver.url_for("")}"\nregion = "eu"\n'
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    done = dateline("export", folder=project(SOURCE, settings), **keys)
    assert done.returncode == 4, done.stdout
    assert "news" in done.stderr


def test_a_disk_that_may_not_be_written_is_told(small_disk: Path, tmp_path: Path) -> None:
    """Without write permission, the error says what to do, and the next run writes."""
    subprocess.run(["mount", "-o", "remount,size=4m,ro", small_disk], check=True)
    settings = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=small_disk / "archive")})
    with pytest.raises(PermanentStoreError, match="read-only; mount it for writing"):
        ingest_folder(settings)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    ingest_folder(settings)
    assert articles(small_disk / "archive") >= 8
