"""`dateline doctor`: each part of an installation, in order and out of it, with what to do."""

import json
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.core.display.findings import Finding, Verdict
from dateline.tasks.doctor import examine
from tests.support.command import Project, dateline
from tests.support.sample_archive import SOURCE, ingest_folder, sample_settings


@pytest.fixture
def found(project: Project) -> Callable[..., dict[str, Finding]]:
    """Examine a project whose sample was archived, after doing something to its folder; return the findings by part."""
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
    """Nothing but the missing schedule is remarked on; the archive is known by its id."""
    findings = found()
    assert {part for part, one in findings.items() if one.verdict is not Verdict.WELL} == {"sources"}
    assert "add [source.schedule]" in findings["sources"].remedy
    assert "with the id" in findings["archive"].found
    assert findings["ledger"].found.endswith("with 0 unfinished batches")


def test_a_volume_that_is_not_mounted(found: Found) -> None:
    """The archive's folder is there and empty, but the ledger knows its mark."""
    ledger = found(lambda folder: (folder / "archive" / MARK).unlink())["ledger"]
    assert ledger.verdict is Verdict.FAULT
    assert "Is its volume mounted" in ledger.remedy


def test_a_ledger_that_is_none(found: Found) -> None:
    """Overwritten by another file: told with how to make it anew."""
    ledger = found(lambda folder: (folder / ".dateline" / "ledger.sqlite").write_bytes(b"a letter to the editor " * 99))
    assert ledger["ledger"].verdict is Verdict.FAULT
    assert "`dateline ledger rebuild`" in ledger["ledger"].remedy


def test_a_clock_that_is_behind(found: Found) -> None:
    """The archive was written in two days' time."""

    def write_later(folder: Path) -> None:
        later = (datetime.now(UTC) + timedelta(days=2)).timestamp()
        os.utime(folder / "archive", (later, later))

    assert found()["clock"].verdict is Verdict.WELL
    clock = found(write_later)["clock"]
    assert (clock.verdict, "Set the clock" in clock.remedy) == (Verdict.FAULT, True)


def test_servers_that_do_not_answer(project: Project) -> None:
    """A proxy and a Prefect server that are not there: both are told, and the first one decides the exit code."""
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
    """It is told with its version."""
    server = found(api=os.environ["PREFECT_API_URL"])["Prefect server"]
    assert server.verdict is Verdict.WELL
    assert ", Prefect 3." in server.found


def test_mistakes_in_the_settings_come_first(project: Project) -> None:
    """Each with file and key, and exit code 2; the rest is examined all the same."""
    folder = project(SOURCE, "[archive]\npth = 'archive'\n")
    done = dateline("doctor", folder=folder)
    assert done.returncode == 2
    assert done.stdout.startswith("fault    settings: ")
    assert "settings.toml" in done.stdout.splitlines()[0]
    assert "Prefect server" in done.stdout
