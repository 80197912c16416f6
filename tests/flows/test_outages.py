"""Outages of a site: how scheduled runs end, and what `dateline health` says, with a real server and a real site."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dateline.config.loader import load
from tests.support.command import dateline
from tests.support.local_site import Answer, Site, ago, feed, serving, story

pytestmark = pytest.mark.usefixtures("prefect_server")

SOURCE = """[source]
name = "sample"
{parts}
[source.fetch]
private_hosts = ["127.0.0.1"]
min_delay_s = 0
[source.schedule]
interval_s = 60
"""
SETTINGS = "[fetch]\nretries = 0\n[watch]\nfailed_runs = 2\n[poll]\nadaptive = {adaptive}\n"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one article."""
    with serving(Site()) as running:
        running.pages["/a"] = story("The ferry sails again", ago(hours=1))
        yield running


@pytest.fixture
def scheduled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs count as runs of a deployment."""
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(uuid.uuid4()))


def source_of(site: Site, *feeds: str, sitemaps: tuple[str, ...] = ()) -> str:
    parts = [f"feeds = {json.dumps([site.url(path) for path in feeds])}"]
    parts += [f'[[source.sitemaps]]\nurl = "{site.url(path)}"' for path in sitemaps]
    return SOURCE.format(parts="\n".join(parts))


def dead(_: dict[str, str]) -> tuple[int, bytes]:
    """Answer as a site does that is down."""
    return 503, b""


def run() -> tuple[str, str, str]:
    """Run the flow; return type, name and message of its final state."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the server's settings

    state = ingest("sample", return_state=True)
    return state.type.value, str(state.name), str(state.message)


def artifact() -> str:
    from dateline.flows.health import reports_of  # noqa: PLC0415 - after the server's settings

    _, (told, _) = reports_of(load(), datetime.now(UTC))
    return told.markdown


def well_by_metrics(folder: Path) -> float:
    metrics = folder / "dateline.prom"
    dateline("health", "--prometheus", str(metrics), folder=folder)
    return next(
        sample.value
        for family in text_string_to_metric_families(metrics.read_text())
        for sample in family.samples
        if sample.name == "dateline_source_well"
    )


@pytest.mark.usefixtures("scheduled")
def test_an_outage_is_trouble_until_a_run_succeeds(project: Callable[..., Path], site: Site) -> None:
    """As many failures in a row as the notification needs, in words, as JSON, as metrics and in the artifact."""
    news: Answer = feed(("A", site.url("/a"), ago(hours=1)))
    site.pages["/feed.xml"] = news
    folder = project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive="false"))
    assert run()[0] == "COMPLETED"
    site.pages["/feed.xml"] = dead
    assert run()[:2] == ("FAILED", "Failed")
    assert dateline("health", folder=folder).returncode == 0, "one failure is not an outage"
    assert run()[0] == "FAILED"
    done = dateline("health", folder=folder)
    assert done.returncode == 3, done.stdout
    line = done.stdout.splitlines()[0]
    assert line.startswith("trouble  sample ")
    assert "the last 2 scheduled runs failed, the first of them on 20" in line
    assert "feed.xml could not be read: the server answered 503 Service Unavailable)" in line
    (told,) = json.loads(dateline("health", "--json", folder=folder).stdout)
    assert told["is_well"] is False
    assert "the last 2 scheduled runs failed" in told["state"]
    assert well_by_metrics(folder) == 0
    assert "- **sample**: the last 2 scheduled runs failed" in artifact()
    site.pages["/feed.xml"] = news
    assert run()[0] == "COMPLETED"
    done = dateline("health", folder=folder)
    assert (done.returncode, "all is well" in done.stdout) == (0, True)
    assert well_by_metrics(folder) == 1
    assert "All sources are well." in artifact()
