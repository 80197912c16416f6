"""Commands that run the flow, each in a process of its own: the first with Prefect's embedded server."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.command import dateline, sample_source
from tests.support.prefect_servers import give_database

Project = Callable[..., Path]


def test_ingest_reports_traces_and_rebuilds(project: Project, prefect_server: str, sample_site: str) -> None:
    """A run prints figures and the next command; its pages can be traced, also after the ledger is rebuilt."""
    folder = project(sample_source(sample_site))
    give_database(folder)
    first = dateline("ingest", folder=folder)
    assert first.returncode == 0, first.stderr
    assert "15  pages discovered at sample" in first.stdout
    assert "Next steps" in first.stdout
    page = f"{sample_site}/2026/03/storm.html"
    traced = dateline("trace", page, folder=folder)
    assert "headline  Storm takes the roof off the rope works" in traced.stdout
    events = dateline("trace", page, "--json", folder=folder).stdout
    (folder / ".dateline" / "ledger.sqlite").unlink()
    rebuilt = dateline("ledger", "rebuild", folder=folder)
    assert "from 1 manifest with 15 outcomes" in rebuilt.stdout
    assert dateline("trace", page, "--json", folder=folder).stdout == events
    article = json.loads(events)[0]["outcome"]["article"]
    assert page in dateline("trace", article.rpartition("/")[2].removesuffix(".json"), folder=folder).stdout
    again = dateline("ingest", "--json", folder=folder, PREFECT_API_URL=prefect_server)
    assert json.loads(again.stdout)[0]["summary"]["written"] == 0
    settings = folder / "config" / "settings.toml"
    settings.write_text(f'{settings.read_text()}\n[archive]\npath = "elsewhere"\n')
    for command in ("ingest", "audit", "reprocess"):
        elsewhere = dateline(command, folder=folder, PREFECT_API_URL=prefect_server)
        assert elsewhere.returncode == 4, elsewhere.stdout
        assert "it has vanished, or is another archive. " in elsewhere.stderr
        assert "If the archive was moved, set [archive] path to where it is now." in elsewhere.stderr
        assert "`dateline ledger rebuild`" in elsewhere.stderr
    assert not list(folder.glob("elsewhere/*"))


def test_a_run_with_a_server_of_its_own_sends_no_heartbeats(project: Project, sample_site: str) -> None:
    """It would wait for the thread that sends them, half a second on average. Other events are stored."""
    folder = project(sample_source(sample_site))
    give_database(folder)
    assert dateline("ingest", folder=folder).returncode == 0
    with closing(sqlite3.connect(folder / ".prefect" / "prefect.db")) as database:
        events = {name for (name,) in database.execute("SELECT event FROM events")}
    assert "prefect.flow-run.Completed" in events
    assert "prefect.flow-run.heartbeat" not in events


BAD = """
[source]
name = "sample"
{what}
"""


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ('feeds = ["http://127.0.0.1:9/feed.xml"]\n[source.fetch]\nprivate_hosts = ["127.0.0.1"]', "could not be read"),
        ('folders = ["empty"]', "contains no saved page"),
    ],
    ids=["unreachable feed", "empty folder"],
)
def test_a_source_that_cannot_be_read(project: Project, prefect_server: str, what: str, told: str) -> None:
    """An unreachable feed and an empty folder are each an error with exit code 3."""
    folder = project(BAD.format(what=what), settings="[fetch]\nretries = 0\n")
    (folder / "empty").mkdir()
    done = dateline("ingest", "sample", folder=folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 3, done.stderr
    assert told in done.stderr


def test_several_sources_end_in_one_summary(project: Project, prefect_server: str, sample_site: str) -> None:
    """Errors name their source, the failed ones are listed at the end, and next steps are printed once."""
    folder = project(BAD.format(what='feeds = ["http://127.0.0.1:9/feed.xml"]'), settings="[fetch]\nretries = 0\n")
    for name in ("first", "second"):
        text = sample_source(sample_site).replace('name = "sample"', f'name = "{name}"')
        (folder / "config" / "sources" / f"{name}.toml").write_text(text)
    done = dateline("ingest", folder=folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 3, done.stderr
    assert "dateline: sample: http://127.0.0.1:9/feed.xml could not be read" in done.stderr
    assert done.stderr.endswith("dateline: nothing was read of sample; why is said above.\n")
    assert "pages discovered at first" in done.stdout
    assert "pages discovered at second" in done.stdout
    assert done.stdout.count("Next steps") == 1
    assert " ingest first second\n" in done.stdout


def test_an_archive_that_cannot_be_written(project: Project, prefect_server: str, sample_site: str) -> None:
    """An archive path that is a file is an error with exit code 4."""
    folder = project(sample_source(sample_site))
    (folder / "archive").write_text("in the way")
    done = dateline("ingest", folder=folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 4, done.stderr
    assert "archive" in done.stderr
