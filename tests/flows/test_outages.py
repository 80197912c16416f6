"""Outages of a site: how scheduled runs end, and what `dateline health` says, with a real server and a real site."""

import json
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dateline.config.loader import load
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Reason
from dateline.tasks.monitoring import healths_of
from tests.support.bot_wall import WALL
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.local_site import Answer, Site, ago, feed, serving, story
from tests.support.run_reports import report_of

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


RUNS: list[uuid.UUID] = []
"""The runs that `run` made."""


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


def sitemap(url: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{url}</loc></url></urlset>'.encode()


def walled(_: dict[str, str]) -> tuple[int, bytes]:
    """Answer with a bot wall, whatever is asked for."""
    return 403, WALL


def dead(_: dict[str, str]) -> tuple[int, bytes]:
    """Answer as a site does that is down."""
    return 503, b""


def run() -> tuple[str, str, str]:
    """Run the flow; return type, name and message of its final state."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the server's settings

    state = ingest("sample", return_state=True)
    assert state.state_details.flow_run_id
    RUNS.append(state.state_details.flow_run_id)
    return state.type.value, str(state.name), str(state.message)


def notes() -> list[str]:
    """Return the notes in the report of the last run."""
    _, report = report_of(RUNS[-1])
    told = report.replace("\\", "").partition("## Notes\n\n")[2]
    return [note.removeprefix("- ") for note in told.splitlines()]


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


@pytest.mark.usefixtures("scheduled")
def test_a_run_fails_if_nothing_that_it_asked_for_was_read(project: Callable[..., Path], site: Site) -> None:
    """A feed that is not due is not asked, so it is no part that was read. Its pages that are due are fetched."""
    site.pages["/feed.xml"] = feed(("A", site.url("/a"), ago(hours=1)), ("B", site.url("/b"), ago(hours=1)))
    site.pages["/map.xml"] = sitemap(site.url("/a"))
    rarely = "true\nmin_interval_s = 86400\nmax_interval_s = 86400\n[ingest]\nretry_after_s = 0.001"
    folder = project(source_of(site, "/feed.xml", sitemaps=("/map.xml",)), SETTINGS.format(adaptive=rarely))
    site.pages["/b"] = dead
    assert run()[0] == "COMPLETED"
    site.pages |= {"/map.xml": dead, "/b": story("The pier is open again", ago(hours=1))}
    told = f"{site.url('/map.xml')} could not be read: the server answered 503 Service Unavailable"
    assert run() == ("FAILED", "Failed", told)
    assert site.times("/b") == 2, "the page was due"
    assert "The pier is open again" in dateline("search", "pier", folder=folder).stdout
    assert run() == ("FAILED", "Failed", told)
    assert site.times("/feed.xml") == 1, "the feed was not due"
    assert " UTC. 1 feed was not due, so not asked." in report_of(RUNS[-1])[1]
    assert dateline("health", folder=folder).returncode == 3
    site.pages["/map.xml"] = sitemap(site.url("/a"))
    assert run()[:2] == ("COMPLETED", "Nothing new")


@pytest.mark.usefixtures("scheduled")
def test_a_wall_around_feed_and_page_has_the_same_state(project: Callable[..., Path], site: Site) -> None:
    """A page that was due for a recheck, and could not be asked for, is no page that was read."""
    published = ago(hours=1)
    site.pages |= {"/feed.xml": feed(("A", site.url("/a"), published)), "/a": story("The pier is open", published)}
    often = "false\n[recheck]\nfirst_after_s = 0.001\ngrowth = 1.00001"
    project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive=often))
    assert run()[0] == "COMPLETED"
    site.pages |= {"/feed.xml": walled, "/a": walled}
    told = f"{site.url('/feed.xml')} could not be read: the site answered with a bot wall"
    assert run() == ("FAILED", "Blocked by bot wall", told)


@pytest.mark.usefixtures("scheduled")
def test_a_wall_around_feed_and_sitemap_has_a_state_of_its_own(project: Callable[..., Path], site: Site) -> None:
    """The state is that of a wall around the pages, and `health` tells of it at once. A dead part makes it a failure.

    The report tells of each part once.
    """
    news: Answer = feed(("A", site.url("/a"), ago(hours=1)))
    site.pages |= {"/feed.xml": news, "/map.xml": sitemap(site.url("/a"))}
    folder = project(source_of(site, "/feed.xml", sitemaps=("/map.xml",)), SETTINGS.format(adaptive="false"))
    assert run()[0] == "COMPLETED"
    site.pages |= {"/feed.xml": walled, "/map.xml": walled}
    parts = [
        f"{site.url(path)} could not be read: the site answered with a bot wall" for path in ("/feed.xml", "/map.xml")
    ]
    assert run() == ("FAILED", "Blocked by bot wall", "; ".join(parts))
    assert notes() == parts
    done = dateline("health", folder=folder)
    assert done.returncode == 3
    assert "the last run was blocked on 20" in done.stdout
    assert parts[0] in done.stdout
    by_hand = dateline("ingest", "sample", "--since", "2020-01-01", folder=folder)
    assert by_hand.returncode == 3
    assert f"dateline: {parts[0]}" in by_hand.stderr.replace("sample: ", "")
    site.pages["/map.xml"] = dead
    assert run()[:2] == ("FAILED", "Failed")
    assert [note.partition(" could")[0] for note in notes()] == [site.url("/feed.xml"), site.url("/map.xml")]
    site.pages["/feed.xml"] = news
    assert run()[:2] == ("COMPLETED", "Partly read")
    assert dateline("health", folder=folder).returncode == 0


@pytest.mark.usefixtures("scheduled")
def test_the_first_run_is_no_trouble_while_it_is_under_way(project: Callable[..., Path], site: Site) -> None:
    """`health` says since when it is under way, and nothing of it once a run has ended."""
    told: list[str] = []

    def last_page(_: dict[str, str]) -> tuple[int, bytes]:
        done = dateline("health", folder=folder)
        told.append(f"{done.returncode} {done.stdout.splitlines()[0]}")
        return 200, story("The pier is open", ago(hours=1))

    site.pages |= {"/feed.xml": feed(*((path, site.url(path), ago(hours=1)) for path in ("/a", "/b")))}
    site.pages["/b"] = last_page
    folder = project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive="false"))
    assert run()[0] == "COMPLETED"
    assert len(told) == 1
    assert told[0].startswith("0 well")
    assert "its first run, begun on 20" in told[0]
    assert "first run" not in dateline("health", folder=folder).stdout


@pytest.mark.usefixtures("scheduled")
def test_runs_end_in_one_state_while_the_host_rests_after_a_wall(project: Callable[..., Path], site: Site) -> None:
    """They say until when it rests. After an outage, such a run has failed like the one before."""
    site.pages["/feed.xml"] = walled
    project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive="false"))
    assert run()[:2] == ("FAILED", "Blocked by bot wall")
    until = datetime.now(UTC) + timedelta(days=1)
    with shared_ledger(load().settings.ledger.url) as ledger:
        ledger.rest_host("127.0.0.1", until)
    site.pages["/feed.xml"] = feed(("A", site.url("/a"), ago(hours=1)))
    for _ in range(2):
        kind, name, told = run()
        assert (kind, name) == ("FAILED", "Blocked by bot wall")
        assert f"127.0.0.1 is left alone until {until:%Y-%m-%d} " in told
        assert told.endswith(" UTC, because it answered with a bot wall")
    assert site.times("/feed.xml") == 1


@pytest.mark.usefixtures("scheduled")
def test_pages_that_were_not_asked_for_after_a_wall_hide_no_wall(project: Callable[..., Path], site: Site) -> None:
    """The first page is a wall, and the others are left for later, because the host rests."""
    paths = [f"/{number}" for number in range(5)]
    site.pages |= {"/feed.xml": feed(*((path, site.url(path), ago(hours=1)) for path in paths))}
    site.pages |= dict.fromkeys(paths, walled)
    patience = "false\n[ingest]\nretry_after_s = 0.001"
    settings = SETTINGS.format(adaptive=patience).replace("[fetch]", "[fetch]\nmax_retry_wait_s = 0.01")
    folder = project(source_of(site, "/feed.xml"), settings)
    kind, name, told = run()
    assert (kind, name) == ("FAILED", "Blocked by bot wall")
    assert told.startswith("1 page fetched, and each was a bot wall, a login or a consent page; nothing was archived; ")
    assert "4 pages were not asked for: 127.0.0.1 is left alone until " in told
    assert dateline("health", folder=folder).returncode == 3


def test_a_source_stays_blocked_while_its_host_rests(project: Callable[..., Path], site: Site) -> None:
    """A run that asks for nothing, because the host is left alone for a while, tells nothing new about the site."""
    from dateline.flows.runtime.failures import noting_end  # noqa: PLC0415 - after the server's settings

    project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive="false"))
    config = load()
    wall = DiscoveryError("it is a wall", url="sample", is_wall=True)
    rest = DiscoveryError("it is left alone", url="sample", reason=Reason.NOT_ASKED)
    dead = DiscoveryError("it is dead", url="sample")
    with noting_end("sample", config.settings, counted=False):
        pass
    for error, is_blocked in ((rest, False), (wall, True), (rest, True), (dead, False), (rest, False)):
        with pytest.raises(DiscoveryError), noting_end("sample", config.settings, counted=False):
            raise error
        (told,) = healths_of(config.sources, {}, config.settings, datetime.now(UTC))
        assert ("the last run was blocked" in told.state) is is_blocked


def test_a_run_that_succeeds_ends_the_trouble_of_one_that_failed_meanwhile(
    project: Callable[..., Path], site: Site
) -> None:
    """Runs of a source may overlap, such as one by hand and a scheduled one. The one that ends last counts."""
    from dateline.flows.runtime.failures import noting_end  # noqa: PLC0415 - after the server's settings

    project(source_of(site, "/feed.xml"), SETTINGS.format(adaptive="false"))
    config = load()
    with noting_end("sample", config.settings, counted=False):
        pass
    with noting_end("sample", config.settings, counted=False):
        with pytest.raises(DiscoveryError), noting_end("sample", config.settings, counted=False):
            raise DiscoveryError("it is a wall", url="sample", is_wall=True)
        (told,) = healths_of(config.sources, {}, config.settings, datetime.now(UTC))
        assert "the last run was blocked" in told.state
    (told,) = healths_of(config.sources, {}, config.settings, datetime.now(UTC))
    assert "the last run was blocked" not in told.state


@pytest.mark.parametrize(("is_scheduled", "told"), [(True, "the next run continues from there"), (False, "`dateline ")])
def test_a_first_run_that_was_killed_is_told(
    project: Callable[..., Path], prefect_server: str, site: Site, is_scheduled: bool, told: str
) -> None:
    """While it is at work, health says so; then that it was interrupted, until the next run is at work or has ended."""
    asked, go = Event(), Event()

    def held(_: dict[str, str]) -> tuple[int, bytes]:
        asked.set()
        go.wait()
        return 200, feed(("The ferry sails again", site.url("/a"), ago(hours=1)))

    site.pages["/feed.xml"] = held
    schedule = "[source.schedule]\ninterval_s = 60\n"
    source = source_of(site, "/feed.xml")
    folder = project(source if is_scheduled else source.replace(schedule, ""), SETTINGS.format(adaptive="false"))

    def health() -> tuple[int, str]:
        done = dateline("health", folder=folder)
        return done.returncode, done.stdout

    env = command_environment(folder, PREFECT_API_URL=prefect_server)
    command = [sys.executable, "-m", "dateline", "ingest", "sample"]
    for _ in range(2):
        asked.clear()
        with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL) as killed:
            assert asked.wait(300)
            code, state = health()
            assert (code, "has not come to its end yet" in state) == (0, True), state
            killed.kill()
        code, state = health()
        assert f", was interrupted: {told}" in state
        assert code == (0 if is_scheduled else 3)
    go.set()
    assert run()[0] == "COMPLETED"
    assert "all is well" in health()[1]
