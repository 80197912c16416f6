"""The disk for temporary files: it is full, or killed runs have left folders there."""

import base64
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.config.loader import load
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, ago, serving, story
from tests.support.paths import PACKAGE
from tests.support.sample_archive import PAGES, ingest_folder
from tests.support.small_disk import small_disk

Project = Callable[..., Path]
ROOM = 8_192
"""Enough for Python to find that it can write there."""
QUERY = "select a.headline from articles a, articles b order by random()"


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A disk with hardly any room."""
    with small_disk(tmp_path / "disk", "1m") as disk:
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - ROOM))
        yield disk


def own_process(tmp: Path, server: str) -> dict[str, str]:
    """Return the environment of a command with this TMPDIR, in a process that has not looked for one before."""
    return {"TMPDIR": str(tmp), "PYTHONPATH": str(PACKAGE), "PREFECT_API_URL": server}


@pytest.mark.parametrize("command", [["query", QUERY], ["audit"], ["compact"]], ids=lambda command: str(command[0]))
def test_a_full_disk_for_temporary_files_is_told(
    project: Project, full: Path, prefect_server: str, command: list[str]
) -> None:
    """One sentence names the place and TMPDIR, and nothing is left there."""
    folder = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n')
    ingest_folder(load().settings)
    done = dateline(*command, folder=folder, **own_process(full, prefect_server))
    check_told(done, full)


def test_pages_that_do_not_fit_on_the_disk_for_temporary_files_are_told(
    project: Project, full: Path, prefect_server: str
) -> None:
    """The run fails with the sentence, instead of each batch with another one, and the next run archives all."""
    noise = base64.b64encode(random.Random(1).randbytes(200_000)).decode()  # noqa: S311 - what does not compress
    with serving(Site()) as site:
        for what in ("ferry", "bridge", "market"):
            page = story(f"The {what} is closed until the spring", ago(hours=2))
            site.pages[f"/{what}"] = page + f"<!--{noise}-->".encode()
        urls = [site.url(path) for path in site.pages]
        fetch = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
        folder = project(f'[source]\nname = "sample"\nurls = {urls}\n{fetch}', "[ingest]\nbatch_pages = 1\n")
        check_told(dateline("ingest", folder=folder, **own_process(full, prefect_server)), full)
        (full / "filler").unlink()
        done = dateline("ingest", folder=folder, **own_process(full, prefect_server))
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "archive" / "articles").rglob("*.json"))) == 3


def check_told(done: "subprocess.CompletedProcess[str]", disk: Path) -> None:
    assert done.returncode == 4, done.stdout + done.stderr
    assert f"the disk for temporary files is full ({disk}): free some space there, or set TMPDIR" in done.stderr
    assert "unexpected" not in done.stderr
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_the_folder_of_a_killed_run_is_removed_by_the_next(
    project: Project, tmp_path: Path, prefect_server: str
) -> None:
    """It holds the pages that were fetched, up to a segment."""
    tmp = tmp_path / "tmp"
    tmp.mkdir()
    ended: list[subprocess.Popen[bytes]] = []

    def kill(_: dict[str, str]) -> tuple[int, bytes]:
        ended[0].kill()
        return 200, story("The ferry is late again", ago(hours=2))

    with serving(Site(pages={"/1": kill})) as site:
        fetch = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
        folder = project(f'[source]\nname = "sample"\nurls = ["{site.url("/1")}"]\n{fetch}')
        env = command_environment(folder, own_prefect=False, **own_process(tmp, prefect_server))
        command = [sys.executable, "-m", "dateline", "ingest", "sample"]
        with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE) as process:
            ended.append(process)
            process.wait(300)
        assert process.returncode == -signal.SIGKILL
        assert left_in(tmp)
        done = dateline("query", "select headline from articles", folder=folder, **own_process(tmp, prefect_server))
    assert done.returncode == 0, done.stderr
    assert left_in(tmp) == []


def left_in(tmp: Path) -> list[Path]:
    return [path for path in tmp.iterdir() if path.name.startswith("dateline-work")]
