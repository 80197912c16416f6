"""A full disk: each command says so in one sentence, and with room again it does its work."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dateline.config.loader import load
from dateline.flows.cli.errors import report_error
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, ago, serving, story
from tests.support.sample_archive import SOURCE, ingest_folder
from tests.support.small_disk import small_disk

PAGE = 4096
"""The smallest room that a file takes on the disk."""


class Disk:
    """A disk of which a file takes all but the room that a test leaves."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, room: int = 0) -> None:
        free = shutil.disk_usage(self.folder).free
        self._filler.write_bytes(bytes(free - room))

    def free(self) -> None:
        self._filler.unlink()

    def files(self) -> list[str]:
        found = (path for path in self.folder.rglob("*") if path != self._filler)
        return [path.relative_to(self.folder).as_posix() for path in found]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", "16m") as folder:
        yield Disk(folder)


@pytest.fixture
def archived(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project on the disk, whose archive contains the sample."""
    folder = disk.folder
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").touch()
    (folder / "config" / "sources" / "sample.toml").write_text(SOURCE)
    monkeypatch.setenv("DATELINE_CONFIG", str(folder / "config"))
    ingest_folder(load().settings)
    return folder


def told_of_full_disk(done: "subprocess.CompletedProcess[str]", code: int) -> str:
    assert done.returncode == code, done.stdout + done.stderr
    last = done.stderr.splitlines()[-1]
    assert "free some space" in last
    assert "unexpected" not in done.stderr
    return last


@pytest.mark.parametrize("pages", range(4))
def test_init_writes_a_project_or_nothing(disk: Disk, pages: int) -> None:
    """A part of a project would be refused by the next `init`."""
    disk.fill(pages * PAGE)
    told = told_of_full_disk(dateline("init", "news", folder=disk.folder), 2)
    assert "could not be written: No space left on device" in told
    assert disk.files() == []
    disk.free()
    assert dateline("init", "news", folder=disk.folder).returncode == 0
    assert dateline("check", "--json", folder=disk.folder / "news").returncode == 0


@pytest.mark.parametrize("pages", [0, 1, 2, 10, 30])
def test_a_demo_that_had_no_room_can_be_repeated(disk: Disk, prefect_server: str, pages: int) -> None:
    """It takes the folder that it has begun for its own, however little is in it."""
    disk.fill(pages * PAGE)
    folder = disk.folder
    told_of_full_disk(dateline("demo", folder=folder, PREFECT_API_URL=prefect_server), 2 if pages <= 2 else 4)
    disk.free()
    done = dateline("demo", folder=folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "dateline-demo" / "archive" / "articles").rglob("*.json"))) >= 8


def test_a_source_is_not_added_to_a_full_disk(disk: Disk, archived: Path) -> None:
    """No part of a source file is left."""
    with serving(Site()) as site:
        site.pages["/"] = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
        site.pages["/1"] = story("The ferry is late again", ago(hours=2))
        item = f"<item><title>The ferry is late again</title><link>{site.url('/1')}</link></item>"
        site.pages["/feed"] = f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()
        private = {"DATELINE_FETCH__PRIVATE_HOSTS": '["127.0.0.1"]', "DATELINE_FETCH__MIN_DELAY_S": "0"}
        disk.fill()
        done = dateline("sources", "add", site.address, "--name", "ferry", folder=archived, **private)
        assert "ferry.toml could not be written: No space left on device" in told_of_full_disk(done, 2)
        assert not (archived / "config" / "sources" / "ferry.toml").exists()
        disk.free()
        done = dateline("sources", "add", site.address, "--name", "ferry", folder=archived, **private)
    assert done.returncode == 0, done.stderr
    assert (archived / "config" / "sources" / "ferry.toml").exists()


@pytest.mark.parametrize(
    "command", [["audit"], ["backfill", "sample", "--since", "2026-03-01", "--until", "2026-03-08"]], ids=lambda c: c[0]
)
def test_a_run_without_a_ledger_says_that_the_disk_is_full(
    disk: Disk, archived: Path, prefect_server: str, command: list[str]
) -> None:
    """It has no room to create one."""
    shutil.rmtree(archived / ".dateline")
    disk.fill(PAGE)
    told = told_of_full_disk(dateline(*command, folder=archived, PREFECT_API_URL=prefect_server), 4)
    assert "The disk is full; free some space" in told
    disk.free()
    done = dateline(*command, folder=archived, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("size", ["64k", "3m"])
def test_a_disk_without_room_for_the_database_of_prefect_is_told(tmp_path: Path, size: str) -> None:
    """The server has no room to start. No option is named that the command does not have."""
    with small_disk(tmp_path / "disk", size) as folder:
        (folder / "config" / "sources").mkdir(parents=True)
        (folder / "config" / "settings.toml").touch()
        (folder / "config" / "sources" / "sample.toml").write_text(
            '[source]\nname = "sample"\nurls = ["http://127.0.0.1:9/"]\n'
        )
        told = told_of_full_disk(dateline("ingest", folder=folder), 4)
    assert f"the disk of the Prefect server is full ({folder}/.prefect)" in told
    assert "--port" not in told


def test_a_server_that_fails_while_its_disk_is_full_is_told(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It answers with HTTP 500. With room on its disk, or if it runs elsewhere, it "stopped answering"."""
    failed = httpx.ConnectError("refused")
    monkeypatch.setenv("PREFECT_HOME", str(disk.folder))
    for api, full, code in (("127.0.0.1", True, 4), ("127.0.0.1", False, 6), ("prefect.example", True, 6)):
        monkeypatch.setenv("PREFECT_API_URL", f"http://{api}:4200/api")
        disk.fill() if full else disk.free()
        assert report_error(failed) == code
        told = capsys.readouterr().err
        assert (f"the disk of the Prefect server is full ({disk.folder})" in told) == (code == 4)


@pytest.mark.parametrize(("there", "pages"), [(False, 0), (False, 10), (True, 0)])
def test_a_search_index_on_a_full_disk_is_told(disk: Disk, archived: Path, pages: int, *, there: bool) -> None:
    """SQLite says of an index that is there only that there is an error: the sentence says that the disk is full."""
    if there:
        assert dateline("search", "harbour", folder=archived).returncode == 0
    disk.fill(pages * PAGE)
    told = told_of_full_disk(dateline("search", "harbour", folder=archived), 4)
    assert "the disk is full: free some space" in told
    disk.free()
    assert dateline("search", "harbour", folder=archived).returncode == 0


def test_a_reading_room_without_room_for_its_index_does_not_open(disk: Disk, archived: Path) -> None:
    """With room again, it does."""
    disk.fill(PAGE)
    command = [sys.executable, "-m", "dateline", "browse", "--port", "0"]
    env = command_environment(archived)
    done = subprocess.run(command, cwd=archived, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert "disk is full" in told_of_full_disk(done, 4)
    disk.free()
    with subprocess.Popen(command, cwd=archived, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("The reading room is open at ")
        process.terminate()
