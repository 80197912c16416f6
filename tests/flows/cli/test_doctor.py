"""`dateline doctor` examines each part of an installation, and says what to do."""

import json
import os
import shutil
import socket
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.core.display.findings import Finding, Verdict
from dateline.tasks.doctor import EXTRAS, examine
from tests.support.command import Project, dateline
from tests.support.paths import ROOT
from tests.support.sample_archive import SOURCE, ingest_folder, sample_settings


@pytest.fixture
def found(project: Project) -> Callable[..., dict[str, Finding]]:
    """Return a function that changes the folder of a project, examines it, and returns the findings by part."""
    folder = project(SOURCE, '[fetch]\ncontact = "https://archive.example/bot"\n')
    ingest_folder(sample_settings(folder))

    def examined(harm: Callable[[Path], object] = str, api: str | None = None) -> dict[str, Finding]:
        harm(folder)
        config = load()
        now = datetime.now(UTC)
        return {finding.part: finding for finding in examine(config.settings, config.sources, api, now)}

    return examined


Found = Callable[..., dict[str, Finding]]


def test_an_installation_in_order(found: Found) -> None:
    """Only the missing schedule is remarked on; the id of the archive is shown."""
    findings = found()
    assert {part for part, one in findings.items() if one.verdict is not Verdict.WELL} == {"sources"}
    assert "add [source.schedule]" in findings["sources"].remedy
    assert "with the id" in findings["archive"].found
    assert findings["ledger"].found.endswith("with 0 unfinished batches")


def test_an_archive_of_a_version_that_marked_none(found: Found) -> None:
    """It is not called empty, as after an upgrade from 0.1 its articles are there."""

    def as_before(folder: Path) -> None:
        (folder / "archive" / MARK).unlink()
        shutil.rmtree(folder / ".dateline")

    assert found(as_before)["archive"].found.endswith("without a mark: the first run marks it")
    assert found(lambda folder: shutil.rmtree(folder / "archive"))["archive"].found.endswith(
        "empty so far: the first run marks it"
    )


def test_a_volume_that_is_not_mounted(found: Found) -> None:
    """An empty folder is not taken for the archive whose mark is in the ledger."""
    ledger = found(lambda folder: (folder / "archive" / MARK).unlink())["ledger"]
    assert ledger.verdict is Verdict.FAULT
    assert "Check that its volume is mounted" in ledger.remedy


def test_a_missing_bucket_is_no_fault_of_the_ledger(
    found: Found, moto_endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong is told once, of the archive."""
    for name, value in (("KIND", "s3"), ("BUCKET", "no-such"), ("ENDPOINT_URL", moto_endpoint), ("REGION", "eu")):
        monkeypatch.setenv(f"DATELINE_ARCHIVE__{name}", value)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    findings = found()
    assert "the bucket does not exist" in findings["archive"].remedy
    assert findings["ledger"].verdict is Verdict.WELL


def test_a_ledger_that_is_none(found: Found) -> None:
    """If the ledger is another file, the finding says how to rebuild it."""
    ledger = found(lambda folder: (folder / ".dateline" / "ledger.sqlite").write_bytes(b"a letter to the editor " * 99))
    assert ledger["ledger"].verdict is Verdict.FAULT
    assert "`dateline ledger rebuild`" in ledger["ledger"].remedy


def test_a_bucket_that_cannot_be_used(project: Project) -> None:
    """Nor a database: each is told once, with what to do, and without a password."""
    address = "http://127.0.0.1:1"
    archive = f'[archive]\nkind = "s3"\nbucket = "news"\nendpoint_url = "{address}"\n'
    ledger = '[ledger]\nurl = "postgresql+psycopg://news:s3cr@127.0.0.1:1/news"\n'
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    done = dateline("doctor", folder=project(SOURCE, archive + ledger), **keys)
    assert done.returncode == 4
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines() if line.startswith("fault"))
    assert told["fault    archive"].startswith("it cannot be used. The archive in s3://news/ could not be ")
    assert told["fault    ledger"].startswith(
        "it cannot be used. The ledger postgresql+psycopg://news:***@127.0.0.1:1/"
    )
    assert told["fault    ledger"].endswith("is running and that [ledger] url is correct, then run again.")


def test_a_clock_that_is_behind(found: Found) -> None:
    """An archive with objects from two days in the future means that the clock is behind."""

    def write_later(folder: Path) -> None:
        later = (datetime.now(UTC) + timedelta(days=2)).timestamp()
        os.utime(folder / "archive", (later, later))

    assert found()["clock"].verdict is Verdict.WELL
    clock = found(write_later)["clock"]
    assert (clock.verdict, "Set the clock" in clock.remedy) == (Verdict.FAULT, True)


def test_servers_that_do_not_answer(project: Project) -> None:
    """A proxy and a Prefect server that are down are both reported; the first decides the exit code."""
    folder = project(SOURCE)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        done = dateline("doctor", folder=folder, PREFECT_API_URL=f"{address}/api", https_proxy=address)
        told = dateline("doctor", "--json", folder=folder, PREFECT_API_URL=f"{address}/api")
    assert done.returncode == 3
    assert "fault    proxy: 127.0.0.1:" in done.stdout
    assert "fault    Prefect server: " in done.stdout
    assert told.returncode == 6
    assert [one["part"] for one in json.loads(told.stdout) if one["verdict"] == "fault"] == ["Prefect server"]
    assert not (folder / "archive").exists()


@pytest.mark.usefixtures("prefect_server")
def test_a_server_that_answers(found: Found) -> None:
    """The version of the server is shown."""
    server = found(api=os.environ["PREFECT_API_URL"])["Prefect server"]
    assert server.verdict is Verdict.WELL
    assert ", Prefect 3." in server.found


def test_mistakes_in_the_settings_come_first(project: Project) -> None:
    """Each is shown with file and key, with exit code 2, and the other parts are examined."""
    folder = project(SOURCE, "[archive]\npth = 'archive'\n")
    done = dateline("doctor", folder=folder)
    assert done.returncode == 2
    assert done.stdout.startswith("fault    settings: ")
    assert "settings.toml" in done.stdout.splitlines()[0]
    assert "Prefect server" in done.stdout


def test_every_extra_is_looked_for() -> None:
    """`doctor` names those that are installed, of all that the project offers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert EXTRAS.keys() == project["optional-dependencies"].keys()
