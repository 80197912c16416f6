"""Folders for temporary files: those of living processes stay, those of killed ones are removed by the next."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.tasks.adapters import scratch
from dateline.tasks.adapters.ledger.process_names import machine_and_boot
from dateline.tasks.adapters.scratch import scratch_folder
from dateline.tasks.core.errors import TemporaryFilesError
from tests.support.command_environment import command_environment
from tests.support.small_disk import small_disk

HOLD = """
import os, sys
from dateline.tasks.adapters.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "segment").write_bytes(b"page")
    (folder / "archive").symlink_to(sys.argv[1])
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holding(tmp: Path, linked: Path) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """A process that has a folder in ``tmp`` until it is told to end; and that folder."""
    env = command_environment(tmp, TMPDIR=str(tmp))
    command = [sys.executable, "-c", HOLD, str(linked)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        try:
            yield process, Path(process.stdout.readline().strip())
        finally:
            process.kill()


def run_once(tmp: Path, linked: Path) -> None:
    """Let another process have a folder and end as it should."""
    with holding(tmp, linked) as (process, folder):
        assert folder.is_dir()
        process.communicate("")
    assert process.returncode == 0
    assert not folder.exists()


def test_a_killed_processs_folder_is_removed_by_the_next_and_no_other(tmp_path: Path) -> None:
    """Another living process keeps its folder, and what a folder links to stays where it is."""
    tmp, linked = tmp_path / "tmp", tmp_path / "archive"
    tmp.mkdir()
    linked.mkdir()
    (linked / "record").touch()
    with holding(tmp, linked) as (_, living):
        with holding(tmp, linked) as (process, left):
            process.kill()
        assert left.is_dir()
        assert left.parent == living.parent == tmp
        run_once(tmp, linked)
        assert not left.exists()
        assert (living / "segment").read_bytes() == b"page"
    assert (linked / "record").exists()


@pytest.mark.parametrize(
    ("machine", "boot", "goes"),
    [("ours", "ours", True), ("ours", "earlier", True), ("other", "ours", True), ("other", "other", False)],
    ids=["here", "an earlier boot", "another container", "another machine"],
)
def test_a_folder_of_another_machine_stays(tmp_path: Path, machine: str, boot: str, *, goes: bool) -> None:
    """Its process may be alive: locks are not seen from one machine to another."""
    if machine == "ours" and not machine_and_boot()[0]:
        pytest.skip("this system does not tell which machine it is")
    ours = dict(zip(("machine", "boot"), scratch._made_here(), strict=True))
    machine, boot = (ours[kind] if found == "ours" else found for kind, found in (("machine", machine), ("boot", boot)))
    left = tmp_path / f"dateline-work-{machine}-{boot}-abcdefgh"
    left.mkdir()
    run_once(tmp_path, tmp_path)
    assert left.exists() is not goes


def test_links_and_other_files_stay(tmp_path: Path) -> None:
    """A link with the name of a folder is not followed, and folders that only begin alike are not touched."""
    tmp, target = tmp_path / "tmp", tmp_path / "target"
    for folder in (tmp, target, tmp / "dateline-work", tmp / "dateline-abcdefgh", tmp / "dateline-reports-0"):
        folder.mkdir()
    (target / "page").touch()
    link = tmp / f"dateline-work-{'-'.join(scratch._made_here())}-abcdefgh"
    link.symlink_to(target)
    run_once(tmp, target)
    assert (link / "page").exists()
    assert len(list(tmp.iterdir())) == 4


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a folder to another user")
def test_folders_of_other_users_stay(tmp_path: Path) -> None:
    """Root could remove them."""
    left = tmp_path / f"dateline-work-{'-'.join(scratch._made_here())}-abcdefgh"
    left.mkdir()
    os.chown(left, 12_345, -1)
    run_once(tmp_path, tmp_path)
    assert left.exists()


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever error the full disk caused, the sentence names the place and TMPDIR. Nothing is left there."""
    with small_disk(tmp_path / "disk", "64k") as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with (
            pytest.raises(TemporaryFilesError, match=r"temporary files is full \(.*/disk\): .* set TMPDIR"),
            scratch_folder() as folder,
        ):
            (folder / "segment").write_bytes(bytes(100_000))
        assert list(disk.iterdir()) == []


def test_other_errors_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error on a disk with room is not blamed on it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(FileNotFoundError), scratch_folder() as folder:
        (folder / "gone").unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as a private folder that was cleaned up while a service runs."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(TemporaryFilesError, match=r"written to .*/gone \(No such file .*\): set TMPDIR"),
        scratch_folder(),
    ):
        pass
