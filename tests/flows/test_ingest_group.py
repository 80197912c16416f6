"""Runs of a group: many sources in one run, on a real Prefect server, over real HTTP."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

import pytest
from prefect.client.schemas.objects import Artifact

from dateline.config.loader import load
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.groups import GroupResult, SourceResult, SourceState
from dateline.tasks.monitoring import Failing
from dateline.tasks.schedule_state import read_watermark
from tests.support.bot_wall import WALL
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.local_site import Handler, Site, ago, feed, serving, story

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]


class Drips(Handler):
    """A server that sends an endless body byte by byte at some paths."""

    over = Event()
    asked: ClassVar[list[str]] = []
    """The paths at which it was asked for such a body."""

    def do_GET(self) -> None:  # noqa: N802 - its name in http.server
        if not self.path.startswith("/drip"):
            super().do_GET()
            return
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        with suppress(OSError):
            while not self.over.wait(0.05):
                self.wfile.write(b" ")
                self.wfile.flush()
        self.close_connection = True


@contextmanager
def dripping() -> Iterator[Site]:
    Drips.over.clear()
    Drips.asked.clear()
    try:
        with serving(Site(), host="0.0.0.0", handler=Drips) as site:  # noqa: S104 - all of loopback
            yield site
    finally:
        Drips.over.set()


OTHER = '[source]\nname = "sample"\nurls = ["https://sample.example/"]\nenabled = false\n'


class Group:
    """A project with a group of sources, each on its own host."""

    def __init__(self, project: Project, site: Site, settings: str = "interval_s = 3600") -> None:
        tables = f"[groups.papers]\n{settings}\n[fetch]\nretries = 0\nmin_delay_s = 0\nmax_retry_wait_s = 1\n"
        self.folder = project(OTHER, tables)
        self.port = site.address.rpartition(":")[2]
        self.site = site
        self.hosts = 1

    def add(self, name: str, ways: str, fetch: str = "") -> str:
        """Add a source, with its host in place of ``{}``, and return the URL of the host."""
        self.hosts += 1
        host = f"127.0.0.{self.hosts}"
        address = f"http://{host}:{self.port}"
        text = f'[source]\nname = "{name}"\n{ways.format(address)}\n[source.schedule]\ngroup = "papers"\n'
        text += f'[source.fetch]\nprivate_hosts = ["{host}"]\n{fetch}\n'
        (self.folder / "config" / "sources" / f"{name}.toml").write_text(text)
        return address

    def add_paper(self, name: str) -> str:
        """Add a source whose feed has one article, and return the URL of the article."""
        address = self.add(name, f'feeds = ["{{}}/{name}.xml"]')
        self.publish(name, address, f"{name} opens its doors")
        return f"{address}/{name}-1"

    def publish(self, name: str, address: str, headline: str) -> None:
        self.site.pages[f"/{name}-1"] = story(headline, ago(hours=2))
        self.site.pages[f"/{name}.xml"] = feed((headline, f"{address}/{name}-1", ago(hours=2)))

    def ingest(self, shard: int | None = None) -> GroupResult:
        from dateline.flows.ingest_group import ingest_group  # noqa: PLC0415 - after the server's settings

        result = ingest_group("papers", shard)
        assert isinstance(result, GroupResult)
        return result


def told(result: GroupResult) -> dict[str, SourceState]:
    return {one.source: one.state for one in result.told}


def one_of(result: GroupResult, name: str) -> SourceResult:
    return next(one for one in result.told if one.source == name)


def report() -> str:
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey  # noqa: PLC0415 - as above

    with get_client(sync_client=True) as client:
        wanted = ArtifactFilter(key=ArtifactFilterKey(any_=["group-papers"]))
        found: list[Artifact] = client.read_artifacts(artifact_filter=wanted)
    return str(max(found, key=lambda one: one.created or ago()).data)


def test_a_group_archives_each_source_and_asks_again_with_conditions(project: Project) -> None:
    """One run reads all sources; manifests and traces are by source; a second run gets 304s and writes nothing."""
    from dateline.tasks.history import trace_page  # noqa: PLC0415 - as above

    with dripping() as site:
        group = Group(project, site)
        pages = {name: group.add_paper(name) for name in ("alpha", "beta", "gamma")}
        first = group.ingest()
        assert told(first) == dict.fromkeys(("alpha", "beta", "gamma"), SourceState.NEWS)
        assert (first.sources, first.quiet, first.summary.count(OutcomeKind.NEW)) == (3, 0, 3)
        assert "3 of 3 sources read: 3 with news, 0 in trouble" in report()
        manifests = sorted((group.folder / "archive" / "runs").rglob("*.jsonl"))
        assert [path.parent.name.rpartition(".")[2] for path in manifests] == ["alpha", "beta", "gamma"]
        lines = [json.loads(line) for path in manifests for line in path.read_text().splitlines()]
        assert [line["source"] for line in lines] == ["alpha", "beta", "gamma"]
        (event,) = trace_page(pages["beta"], load().settings)
        assert event.outcome.source == "beta"
        site.asked.clear()
        second = group.ingest()
        assert (told(second), second.quiet) == ({}, 3)
        assert sorted(site.asked) == ["304 /alpha.xml", "304 /beta.xml", "304 /gamma.xml"]
        assert "with nothing new" in report()


def test_a_site_that_drips_holds_up_no_other(project: Project) -> None:
    """A source with endless sitemaps is reported as late when its time is over; the others are archived meanwhile."""
    with dripping() as site:
        group = Group(project, site, "deadline_s = 1\nsources_at_once = 1")
        drips = ", ".join(f'"{{0}}/drip-{number}"' for number in range(20))
        group.add("aaa", f"sitemaps = [{drips}]", "total_timeout_s = 1")
        for number in range(5):
            group.add_paper(f"paper-{number}")
        result = group.ingest()
        assert told(result) == {"aaa": SourceState.LATE} | {f"paper-{n}": SourceState.NEWS for n in range(5)}
        assert "deadline_s" in one_of(result, "aaa").detail
        assert len(Drips.asked) < 20, "each sitemap was waited for"
        assert "| aaa | late |" in report()


def test_pages_that_do_not_come_in_time_come_in_the_next_run(project: Project) -> None:
    """Pages that arrived are archived, the others stay due, and the watermark does not advance."""
    with dripping() as site:
        group = Group(project, site, "deadline_s = 1")
        address = group.add("slow", 'feeds = ["{}/slow.xml"]', "min_delay_s = 0.6")
        items = [(f"Story {n} of the slow paper", f"{address}/slow-{n}", ago(hours=2 + n)) for n in range(4)]
        site.pages["/slow.xml"] = feed(*items)
        for title, url, at in items:
            site.pages[url.removeprefix(address)] = story(title, at)
        results = [group.ingest()]
        while sum(result.summary.count(OutcomeKind.NEW) for result in results) < len(items):
            results.append(group.ingest())
            assert results[-1].summary.count(OutcomeKind.NEW), "each run gets on"
        assert told(results[0])["slow"] is SourceState.LATE
        assert [result.summary.count(OutcomeKind.REJECTED) for result in results] == [0] * len(results)


def test_an_error_at_one_source_costs_that_source_only(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug, a page instead of a feed and a missing host are each reported, and the other sources are archived."""
    from dateline.flows import group_member  # noqa: PLC0415 - after the server's settings
    from dateline.flows.catch_up import catch_up  # noqa: PLC0415 - as above
    from dateline.flows.ingest_run import Work  # noqa: PLC0415 - as above

    def broken(work: Work, *given: Any, **named: Any) -> None:  # noqa: ANN401 - passed on
        if work.source.name == "bug":
            raise ZeroDivisionError("a bug")
        catch_up(work, *given, **named)

    monkeypatch.setattr(group_member, "catch_up", broken)
    with dripping() as site:
        group = Group(project, site)
        group.add_paper("well")
        group.add_paper("bug")
        group.add("no-feed", 'feeds = ["{}/missing.xml"]')
        result = group.ingest()
    failed = dict.fromkeys(("bug", "no-feed"), SourceState.FAILED)
    assert told(result) == failed | {"well": SourceState.NEWS}
    assert one_of(result, "bug").is_bug
    assert "ZeroDivisionError" in one_of(result, "bug").detail
    assert "404" in one_of(result, "no-feed").detail


def test_the_shards_of_a_group_are_its_sources(project: Project) -> None:
    """Each source is permanently in one shard, and the run of a shard reads only its sources."""
    with dripping() as site:
        group = Group(project, site, "shards = 3")
        names = {f"paper-{number}" for number in range(9)}
        for name in names:
            group.add_paper(name)
        shards = [set(told(group.ingest(shard=shard))) for shard in (1, 2, 3)]
        assert set.union(*shards) == names
        assert sum(map(len, shards)) == len(names)
        assert told(group.ingest()) == {}


def test_the_command_reports_each_source(project: Project, prefect_server: str) -> None:
    """It takes the name of a group, or no name for all sources; the worst source decides the exit code."""
    with dripping() as site:
        group = Group(project, site)
        group.add_paper("alpha")
        first = dateline("ingest", "--group", "papers", folder=group.folder, PREFECT_API_URL=prefect_server)
        assert first.returncode == 0, first.stderr
        assert "papers: 1 of 1 source read: 1 with news, 0 in trouble, 0 with nothing new" in first.stdout
        assert "1  new article\n" in first.stdout
        group.add("no-feed", 'feeds = ["{}/missing.xml"]')
        group.add_paper("zebra")
        both = dateline("ingest", "--group", "papers", folder=group.folder, PREFECT_API_URL=prefect_server)
        assert "papers: 3 of 3 sources read: 1 with news, 1 in trouble, 1 with nothing new" in both.stdout
        assert [line.split()[0] for line in both.stdout.splitlines()[-2:]] == ["zebra", "no-feed"], "trouble comes last"
        second = dateline("ingest", "--json", folder=group.folder, PREFECT_API_URL=prefect_server)
        assert second.returncode == 3, second.stderr
        (told_of,) = json.loads(second.stdout)
        assert [(one["source"], one["state"]) for one in told_of["told"]] == [("no-feed", "failed")]
        wrong = dateline("ingest", "--group", "paper", folder=group.folder, PREFECT_API_URL=prefect_server)
        assert (wrong.returncode, "Did you mean papers?" in wrong.stderr) == (2, True)


def test_a_backfill_of_a_group_is_one_of_its_sources(project: Project) -> None:
    """Each source of the group has its own slices."""
    from dateline.flows.backfill import backfill  # noqa: PLC0415 - after the server's settings

    with dripping() as site:
        group = Group(project, site)
        group.add_paper("alpha")
        group.add_paper("beta")
        day = ago(hours=2).date()
        result = backfill(["group:papers"], day, day + timedelta(days=1))
    assert [(one.source, one.new) for one in result.slices] == [("alpha", 1), ("beta", 1)]


def test_a_run_of_a_deployment_asks_what_is_due_and_counts_failures(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed that was just polled is not due; watermarks advance, except that of a failed source."""
    with dripping() as site:
        group = Group(project, site)
        group.add_paper("alpha")
        group.add("no-feed", 'feeds = ["{}/missing.xml"]')
        monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "11111111-1111-4111-8111-111111111111")
        first = group.ingest()
        assert told(first) == {"alpha": SourceState.NEWS, "no-feed": SourceState.FAILED}
        settings, now = load().settings, datetime.now(UTC)
        assert read_watermark("alpha", settings, now)
        assert read_watermark("no-feed", settings, now) is None
        site.asked.clear()
        group.ingest()
        assert site.asked == ["/missing.xml"]
        with shared_ledger(settings.ledger.url) as ledger:
            failing = recall(ledger, "failing", "no-feed", Failing)
        assert failing
        assert failing.runs == 2


def test_a_source_whose_feed_has_a_wall_is_blocked(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told apart from one that is down, and both count as failures."""
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "11111111-1111-4111-8111-111111111111")
    with dripping() as site:
        group = Group(project, site, "interval_s = 3600\n[poll]\nadaptive = false")
        for name in ("alpha", "beta", "gamma"):
            group.add_paper(name)
        site.pages |= {"/alpha.xml": lambda _: (403, WALL), "/beta.xml": lambda _: (403, b"no")}
        result = group.ingest()
        with shared_ledger(load().settings.ledger.url) as ledger:
            counted = [recall(ledger, "failing", name, Failing) for name in ("alpha", "beta")]
            ledger.rest_host("127.0.0.2", datetime.now(UTC) + timedelta(days=1))
        while_it_rests = group.ingest()
    assert told(result) == {
        "alpha": SourceState.BLOCKED,
        "beta": SourceState.FAILED,
        "gamma": SourceState.NEWS,
    }
    assert told(while_it_rests)["alpha"] is SourceState.BLOCKED
    assert [failing and failing.runs for failing in counted] == [1, 1]


def test_when_most_sources_fail_there_is_one_alarm(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the group, as `dateline health` does. Each source is counted again once only a few fail."""
    from dateline.flows.runtime import events  # noqa: PLC0415 - after the server's settings

    told_of: list[tuple[str, str]] = []

    def noted(event: str, resource: dict[str, str], payload: dict[str, object]) -> None:
        if event == events.FAILING:
            told_of.append((resource["prefect.resource.id"], str(payload["message"])))

    monkeypatch.setattr(events, "emit_event", noted)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "11111111-1111-4111-8111-111111111111")
    names = [f"paper-{number:02}" for number in range(11)]
    with dripping() as site:
        group = Group(project, site, "interval_s = 3600\n[watch]\nfailed_runs = 1\n[poll]\nadaptive = false")
        for name in names:
            group.add_paper(name)
        assert not group.ingest().troubled
        feeds = {name: site.pages.pop(f"/{name}.xml") for name in names[1:]}
        first = group.ingest()
        assert len(first.troubled) == 10
        ((resource, message),) = told_of
        assert resource == "dateline.group.papers"
        assert "10 of 11 sources failed, such as paper-01: " in message
        assert "most sources failed" in first.warnings[0]
        assert dateline("health", "paper-00", folder=group.folder).returncode == 0
        done = dateline("health", "paper-01", folder=group.folder)
        assert done.returncode == 3
        assert "most sources failed in the last scheduled run of its group papers, this one too: since " in done.stdout
        group.ingest()
        assert len(told_of) == 1, "it is told once"
        site.pages |= {f"/{name}.xml": body for name, body in feeds.items() if name != "paper-10"}
        third = group.ingest()
        assert [one.source for one in third.troubled] == ["paper-10"]
        assert [resource for resource, _ in told_of[1:]] == ["dateline.source.paper-10"]


@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 130)])
def test_the_next_run_completes_one_that_was_killed_or_stopped(
    project: Project, prefect_server: str, how: signal.Signals, code: int
) -> None:
    """It ends while a page is being fetched. The next run archives that page, and each article is there once."""
    asked, go = Event(), Event()
    with dripping() as site:
        group = Group(project, site)
        for name in ("alpha", "beta", "gamma"):
            group.add_paper(name)
        page = site.pages["/beta-1"]
        assert isinstance(page, bytes)

        def held(_: dict[str, str]) -> tuple[int, bytes]:
            asked.set()
            go.wait()
            return 200, page

        site.pages["/beta-1"] = held
        env = command_environment(group.folder, PREFECT_API_URL=prefect_server)
        command = [sys.executable, "-m", "dateline", "ingest", "--group", "papers"]
        with subprocess.Popen(command, cwd=group.folder, env=env, stderr=subprocess.DEVNULL) as run:
            assert asked.wait(300)
            run.send_signal(how)
            assert run.wait(300) == code
        go.set()
        site.pages["/beta-1"] = page
        result = group.ingest()
        assert told(result).get("beta") is SourceState.NEWS
        assert group.ingest().quiet == 3
    articles = list((group.folder / "archive" / "articles").rglob("*.json"))
    assert len(articles) == 3
