"""A full disk, lost permission, a folder that is gone: a clear sentence, and the next run goes on from there."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.schema import LocalArchive
from tasks.core.errors import PermanentStoreError
from tests.flows.sample_archive import SOURCE, ingest_folder, sample_settings
from tests.flows.test_cli import dateline

Project = Callable[..., Path]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, where this user may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def articles(folder: Path) -> int:
    return len(list((folder / "articles").rglob("*.json")))


def test_a_full_disk_is_told_and_the_next_run_goes_on(small_disk: Path, tmp_path: Path) -> None:
    """The error names the object and the remedy; with space again, the archive becomes what it should be."""
    settings = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=small_disk / "archive")})
    with pytest.raises(PermanentStoreError, match="the disk is full; free some space and run again") as told:
        ingest_folder(settings)
    assert told.value.key
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    ingest_folder(settings)
    whole = sample_settings(tmp_path / "whole")
    ingest_folder(whole)
    assert articles(small_disk / "archive") == articles(tmp_path / "whole" / "archive") >= 8


@pytest.mark.parametrize(
    "command",
    [["show", "0" * 64], ["export"], ["raw", "0" * 64]],
    ids=lambda command: str(command[0]),
)
def test_an_archive_that_is_a_file_is_told(project: Project, command: list[str]) -> None:
    """Commands that read end with the code for storage and a sentence."""
    folder = project(SOURCE)
    (folder / "archive").write_text("not a folder")
    done = dateline(*command, folder=folder)
    assert done.returncode == 4
    assert "could not be" in done.stderr


def test_a_disk_that_may_not_be_written_is_told(small_disk: Path, tmp_path: Path) -> None:
    """Where writing is not permitted any more, the error says what to do, and what is there stays."""
    subprocess.run(["mount", "-o", "remount,size=4m,ro", small_disk], check=True)
    settings = sample_settings(tmp_path).model_copy(update={"archive": LocalArchive(path=small_disk / "archive")})
    with pytest.raises(PermanentStoreError, match="read-only; mount it for writing"):
        ingest_folder(settings)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    ingest_folder(settings)
    assert articles(small_disk / "archive") >= 8


def test_a_bucket_that_is_gone_is_told(project: Project) -> None:
    """An S3 endpoint that does not answer is a sentence and the code for storage, not a traceback."""
    settings = '[archive]\nkind = "s3"\nbucket = "gone"\nendpoint_url = "http://127.0.0.1:9"\nregion = "us-east-1"\n'
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_MAX_ATTEMPTS": "1"}
    done = dateline("show", "0" * 64, folder=project(SOURCE, settings), **keys)
    assert done.returncode == 4, done.stdout
    assert "gone" in done.stderr
