"""A folder or file of one source that is missing for a while, such as one on a network disk: other sources go on."""

import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.flows.serving.one_serve import only_serve
from dateline.tasks.adapters import disk_answers
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import plan
from tests.support.command import Project, dateline
from tests.support.command_environment import command_environment
from tests.support.dead_disk import dead_disk
from tests.support.local_site import ago, run, settings, source, story
from tests.support.read_only import HAS_SETPRIV, without_privileges

TABLE = '[source]\nname = "{}"\nfolders = ["{}"]\n'


def add_source(folder: Path, name: str, place: str, schedule: str = "") -> None:
    (folder / "config" / "sources" / f"{name}.toml").write_text(TABLE.format(name, place) + schedule)


def save_page(folder: Path, headline: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_bytes(story(headline, ago(hours=2)))


def warc(number: int, page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\n"
        f"WARC-Date: {ago(hours=1):%Y-%m-%dT%H:%M:%SZ}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.fixture
def away(project: Project) -> Path:
    """A project with the source `sample`, whose folder is there, and `away`, whose folder is not."""
    folder = project(TABLE.format("sample", "pages"))
    save_page(folder / "pages", "The lock gates were painted again")
    add_source(folder, "away", "disk/pages")
    return folder


def test_it_is_told_before_a_run(away: Path) -> None:
    """`check` and `doctor` name it as a mistake; `serve` and `deploy` warn of it and go on."""
    checked = dateline("check", "--json", folder=away)
    assert checked.returncode == 2
    (mistake,) = json.loads(checked.stdout)
    assert (mistake["key"], mistake["value"]) == ("source.folders.0", f'"{away}/disk/pages"')
    examined = dateline("doctor", folder=away)
    assert examined.returncode == 3
    line = (
        'away.toml: source.folders.0 = "{}/disk/pages": there is no such folder. Create it, mount its disk, or correct'
    )
    assert f"{line.format(away)} the path.\n" in examined.stdout
    warning = f'Warning: the source away names "{away}/disk/pages", but there is no such folder. Runs on this machine'
    deployed = dateline("deploy", "--pool", "p", "--write", "prefect.yaml", folder=away)
    assert deployed.returncode == 0, deployed.stderr
    assert warning in deployed.stdout
    assert (away / "prefect.yaml").is_file()
    with only_serve(away):
        assert warning in dateline("serve", folder=away).stdout


def test_the_other_sources_are_archived_and_the_next_run_reads_it(away: Path, prefect_server: str) -> None:
    """The run of the source fails with one sentence, and `health` says so until the folder is there again."""
    done = dateline("ingest", folder=away, PREFECT_API_URL=prefect_server)
    assert done.returncode == 3, done.stderr
    sentence = f"{away}/disk/pages could not be read: No such file or directory; create it, mount its disk, or correct"
    assert f"dateline: away: {sentence} the path\n" in done.stderr
    assert "1  page discovered at sample" in done.stdout
    assert len(list((away / "archive" / "articles").rglob("*.json"))) == 1
    health = dateline("health", folder=away)
    assert health.returncode == 3
    assert (
        f"trouble  away                     no run has succeeded: the last one failed on {ago():%Y-%m-%d}"
        in health.stdout
    )
    assert sentence in health.stdout
    (away / "disk").mkdir()
    save_page(away / "disk" / "pages", "The lighthouse has a new lamp")
    again = dateline("ingest", folder=away, PREFECT_API_URL=prefect_server)
    assert again.returncode == 0, again.stderr
    assert len(list((away / "archive" / "articles").rglob("*.json"))) == 2
    assert dateline("health", folder=away).returncode == 0


def test_a_group_and_a_backfill_go_on_without_it(away: Path, prefect_server: str) -> None:
    """The report names the source and the path; the slices of the other source are done."""
    (away / "config" / "settings.toml").write_text("[groups.papers]\n")
    schedule = '[source.schedule]\ngroup = "papers"\n'
    add_source(away, "away", "disk/pages", schedule)
    add_source(away, "here", "pages", schedule)
    grouped = dateline("ingest", "--group", "papers", folder=away, PREFECT_API_URL=prefect_server)
    assert grouped.returncode == 3, grouped.stderr
    assert f"away                     failed: {away}/disk/pages could not be read: No such file" in grouped.stdout
    assert "here                     news: 1 new" in grouped.stdout
    days = ("--since", f"{ago(days=1):%Y-%m-%d}", "--slice", "month")
    filled = dateline("backfill", "away", "sample", *days, folder=away, PREFECT_API_URL=prefect_server)
    assert filled.returncode == 3, filled.stderr
    states = {line.split()[0]: line for line in filled.stdout.splitlines() if ".." in line}
    assert "failed" in states["away"]
    assert "disk/pages could not be read: No such file" in states["away"]
    assert "  done  " in states["sample"]


@pytest.mark.skipif(not HAS_SETPRIV, reason="root reads everything (util-linux brings setpriv)")
def test_a_folder_that_may_not_be_read(away: Path) -> None:
    """Neither is it empty, nor is it called missing."""
    (away / "disk" / "pages").mkdir(parents=True)
    (away / "disk" / "pages").chmod(0)
    command = without_privileges([sys.executable, "-m", "dateline", "check"])
    env = command_environment(away, own_prefect=False)
    done = subprocess.run(command, cwd=away, env=env, capture_output=True, text=True, check=False)
    (away / "disk" / "pages").chmod(0o700)
    assert done.returncode == 2, done.stdout
    assert f'"{away}/disk/pages": dateline\'s user may not read this folder. Give it permission, or' in done.stderr


def test_a_disk_that_is_lost_while_its_pages_are_read(tmp_path: Path) -> None:
    """Each page that was listed has an outcome, and a later run reads it."""
    save_page(tmp_path / "pages", "A bridge is closed for the winter")
    table = source(folders=[str(tmp_path / "pages")])
    values = settings(tmp_path, ingest={"retry_after_s": 1e-3})
    began = Run.begin(table.name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    (batch,) = plan.fn(discover.fn(table, values, Window()).refs, began, values).batches
    (tmp_path / "pages").rename(tmp_path / "unmounted")
    fetch.fn(batch, table, values)
    (outcome,) = archive.fn(batch, clean.fn(batch, table, values), values).outcomes
    assert outcome.reason == "unreadable"
    (failure,) = run(table, values).discovery.failures
    assert "pages could not be read: No such file or directory; create it, mount its disk" in failure
    (tmp_path / "unmounted").rename(tmp_path / "pages")
    assert run(table, values).kinds == {"page.html": "new"}


@pytest.mark.parametrize("kind", ["folders", "warcs"])
def test_a_disk_that_dies_while_its_pages_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """It is waited for once. Each page that was listed has an outcome, and a later run reads it."""
    monkeypatch.setattr(disk_answers, "WAIT_S", 0.5)
    place = tmp_path / "pages"
    titles = ("A bridge is closed in spring", "The ferry is late in spring", "The pier is open in spring")
    place.mkdir()
    for number, title in enumerate(titles):
        if kind == "folders":
            (place / f"{number}.html").write_bytes(story(title, ago(hours=2)))
        else:
            (place / f"{number}.warc").write_bytes(warc(number, story(title, ago(hours=2))))
    table = source(**{kind: [str(place) if kind == "folders" else f"{place}/*.warc"]})
    values = settings(tmp_path, ingest={"retry_after_s": 1e-3})
    began = Run.begin(table.name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    (batch,) = plan.fn(discover.fn(table, values, Window()).refs, began, values).batches
    with dead_disk(place):
        fetch.fn(batch, table, values)
        outcomes = archive.fn(batch, clean.fn(batch, table, values), values).outcomes
    told = ("unreadable", "fetch_failed")[kind == "warcs"]
    assert [outcome.reason for outcome in outcomes] == [told] * 3
    assert all("its disk has not answered for 0.5 s" in str(outcome.detail) for outcome in outcomes)
    assert sorted(run(table, values).kinds.values()) == ["new"] * 3


def test_a_disk_below_a_folder_that_never_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder was not read completely, which is a failure that names the disk's silence, and no bug."""
    monkeypatch.setattr(disk_answers, "WAIT_S", 0.5)
    place = tmp_path / "pages"
    save_page(place, "A bridge is open again")
    with dead_disk(place / "dead"):
        ran = run(source(folders=[str(place)]), settings(tmp_path))
    (failure,) = ran.discovery.failures
    assert failure.endswith(f"{place} was not read completely: {place}: its disk has not answered for 0.5 s")


def test_a_disk_that_never_answers_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, the parts that are on it are failures, and the others are read."""
    monkeypatch.setattr(disk_answers, "WAIT_S", 0.5)
    save_page(tmp_path / "pages", "A bridge is open again")
    dead = tmp_path / "dead"
    parts = {
        "folders": [str(dead / "pages"), str(tmp_path / "pages")],
        "url_lists": [str(dead / "list.txt")],
        "warcs": [f"{dead}/a.warc", f"{dead}/**/*.warc"],
    }
    with dead_disk(dead):
        ran = run(source(**parts), settings(tmp_path))
        monkeypatch.setattr(disk_answers, "WAIT_S", 1e6)
        again = run(source(**parts), settings(tmp_path)).discovery.failures
    assert len(again) == 4, "a disk that owes an answer was waited for once more"
    assert ran.kinds == {"page.html": "new"}
    places = [f"{dead}/list.txt", f"{dead}/pages", f"{dead}/a.warc", str(dead)]
    assert list(ran.discovery.failures) == [
        f"{place} could not be read: its disk has not answered for 0.5 s" for place in places
    ]


@pytest.mark.skipif(not HAS_SETPRIV, reason="root reads everything (util-linux brings setpriv)")
def test_folders_below_that_cannot_be_read_are_failures(tmp_path: Path) -> None:
    """What they hold is missing, so the run has not read everything; what else was found is archived."""
    hidden = tmp_path / "pages" / "hidden"
    save_page(tmp_path / "pages", "A ferry is late every day")
    hidden.mkdir()
    save_page(hidden / "inner", "Nobody can read this page")
    script = (
        "import sys; from tests.support.local_site import *; from pathlib import Path\n"
        "folder = Path(sys.argv[1])\n"
        "warcs = [f'{folder}/pages/{pattern}' for pattern in ('**/*.warc', '*/a.warc')]\n"
        "table = source(folders=[str(folder / 'pages')], warcs=warcs)\n"
        "found = discover.fn(table, settings(folder), Window())\n"
        "print(len(found.refs), *found.failures, sep='\\n')\n"
    )
    hidden.chmod(0)
    command = without_privileges([sys.executable, "-c", script, str(tmp_path)])
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
    hidden.chmod(0o700)
    assert done.stdout.splitlines() == [
        "1",
        f"{tmp_path}/pages was not read completely: {hidden}: Permission denied",
        f"{tmp_path}/pages/**/*.warc was not read completely: {hidden}: Permission denied",
        f"{tmp_path}/pages/*/a.warc was not read completely: {hidden}/a.warc: Permission denied",
    ], done.stderr
