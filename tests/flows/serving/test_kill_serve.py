"""SIGKILL of a run, of the Prefect server or of `dateline serve`: every story is archived once, and no run hangs."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import psutil
import pytest

from tests.support.command_environment import command_environment
from tests.support.local_site import Site, ago, feed, serving, story
from tests.support.ports import free_port
from tests.support.processes import children_with
from tests.support.served import FINAL, Served, started

LIMIT = ("--limit", "1")
UNDER_WAY = ("PENDING", "RUNNING", "CANCELLING")


@dataclass
class Gate:
    """A page that is answered only when the gate is opened."""

    body: bytes
    asked: Event = field(default_factory=Event)
    open: Event = field(default_factory=Event)

    def __call__(self, _: dict[str, str]) -> tuple[int, bytes]:
        self.asked.set()
        self.open.wait(300)
        return 200, self.body


@dataclass
class Newsroom:
    """A site with a growing feed, and a served project."""

    site: Site
    folder: Path
    port: int
    serve: Served
    headlines: list[str] = field(default_factory=list)

    def publish(self, stories: int) -> Gate:
        """Add so many stories to the feed; the last but one is a gate."""
        first = len(self.headlines)
        for number in range(first, first + stories):
            headline = f"The harbour office counts boat number {number}"
            self.headlines.append(headline)
            self.site.pages[f"/{number}"] = story(headline, ago(minutes=number + 5))
        gate = Gate(story(self.headlines[-2], ago(minutes=first + stories + 3)))
        self.site.pages[f"/{first + stories - 2}"] = gate
        items = [(text, self.site.url(f"/{n}"), ago(minutes=n + 5)) for n, text in enumerate(self.headlines)]
        self.site.pages["/feed.xml"] = feed(*items)
        return gate

    def processes(self, of: str) -> list[psutil.Process]:
        """Return the processes of serve whose command line contains these words."""
        return children_with(of, self.serve.process.pid)

    def restart(self) -> None:
        self.serve = Served(
            self.folder, self.serve.address, started(self.folder, self.port, *LIMIT), self.serve.hanging
        )

    def runs(self, *states: str) -> list[str]:
        """Return the runs that are in one of these states."""
        found = self.serve.post("flow_runs/filter", flow_runs={"state": {"type": {"any_": list(states)}}})
        return [run["name"] for run in found]

    def is_whole(self) -> bool:
        """Return whether each published story is archived exactly once."""
        records = [json.loads(path.read_bytes()) for path in (self.folder / "archive" / "articles").rglob("*.json")]
        counts = Counter(record["headline"] for record in records)
        assert max(counts.values(), default=1) == 1
        return sorted(counts) == sorted(self.headlines)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A served project of one source, with batches of two pages."""
    folder, port = tmp_path_factory.mktemp("newsroom"), free_port()
    with serving(Site()) as site:
        host = site.address.removeprefix("http://")
        (folder / "config" / "sources").mkdir(parents=True)
        (folder / "config" / "settings.toml").write_text(
            "[ingest]\nbatch_pages = 2\n[poll]\nadaptive = false\n[recheck]\nenabled = false\n"
        )
        (folder / "config" / "sources" / "local.toml").write_text(
            f'[source]\nname = "local"\nfeeds = ["{site.url("/feed.xml")}"]\n'
            f'[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["{host}"]\n'
        )
        process = started(folder, port, *LIMIT)
        room = Newsroom(site, folder, port, Served(folder, f"http://127.0.0.1:{port}", process, None))  # type: ignore[arg-type]
        try:
            yield room
        finally:
            with room.serve.process as last:
                last.terminate()
                code = last.wait(300)
        assert code == 130


def wait_until(holds: Callable[[], bool], what: str, within_s: float = 300) -> None:
    deadline = time.monotonic() + within_s
    while True:
        with suppress(OSError):  # the server may be away
            if holds():
                return
        assert time.monotonic() < deadline, what
        time.sleep(0.5)


def begun(newsroom: Newsroom, gate: Gate) -> str:
    """Start a run; return it when it waits for the gate's page, after archiving a batch."""
    run = newsroom.serve.start("ingest/local")
    assert gate.asked.wait(300)
    return run


def test_a_killed_run_is_crashed_and_the_next_one_completes_it(newsroom: Newsroom) -> None:
    """After SIGKILL of its process, the run is Crashed, and the next run completes the archive.

    While it has the only place for sources, another flow runs in a place of its own.
    """
    gate = newsroom.publish(6)
    run = begun(newsroom, gate)
    (process,) = newsroom.processes("prefect.engine")
    assert newsroom.serve.wait_for(newsroom.serve.start("health/health"), FINAL) == "COMPLETED"
    assert newsroom.serve.state_of(run) == "RUNNING"
    process.kill()
    assert newsroom.serve.wait_for(run, FINAL) == "CRASHED"
    gate.open.set()
    assert newsroom.serve.wait_for(newsroom.serve.start("ingest/local"), FINAL) == "COMPLETED"
    assert newsroom.is_whole()


def test_a_killed_server_is_started_again(newsroom: Newsroom) -> None:
    """After SIGKILL of the Prefect server, serve restarts it, and the current or next run completes the archive."""
    gate = newsroom.publish(4)
    run = begun(newsroom, gate)
    (process,) = newsroom.processes("dateline.flows.serving.server_process")
    process.kill()
    gate.open.set()
    wait_until(lambda: newsroom.serve.state_of(run) in FINAL, "the run hangs", 400)
    if not newsroom.is_whole():
        assert newsroom.serve.wait_for(newsroom.serve.start("ingest/local"), FINAL) == "COMPLETED"
    assert newsroom.is_whole()
    assert not newsroom.runs(*UNDER_WAY)


def test_the_next_serve_completes_the_work_of_a_killed_one(newsroom: Newsroom) -> None:
    """After SIGKILL of serve, run and server end too; the next start completes the run, and slices of a backfill."""
    gate = newsroom.publish(4)
    days = [f"{datetime.now(UTC) + timedelta(days=offset):%Y-%m-%d}" for offset in (-2, 2)]
    run = newsroom.serve.start("backfill/backfill", sources=["local"], since=days[0], until=days[1])
    assert gate.asked.wait(300)
    family = psutil.Process(newsroom.serve.process.pid).children(recursive=True)
    with newsroom.serve.process as process:
        process.kill()
    assert not psutil.wait_procs(family, timeout=100)[1], "a child outlived serve"
    gate.open.set()
    newsroom.restart()
    assert newsroom.serve.wait_for(run, FINAL, 400) == "COMPLETED"
    assert newsroom.is_whole()
    wait_until(lambda: not newsroom.runs(*UNDER_WAY), "a run is still under way")
    assert newsroom.serve.get(f"flow_runs/{run}")["run_count"] == 2


@contextmanager
def by_hand(newsroom: Newsroom) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `dateline ingest` in another terminal until the block ends; then it is killed."""
    env = command_environment(newsroom.folder, own_prefect=True)
    command = [sys.executable, "-m", "dateline", "ingest", "local"]
    with subprocess.Popen(command, cwd=newsroom.folder, env=env, stderr=subprocess.DEVNULL) as process:
        family = psutil.Process(process.pid).children(recursive=True)
        try:
            yield process
        finally:
            process.kill()
    assert not psutil.wait_procs(family, timeout=100)[1], "a child outlived the command"


def stop(newsroom: Newsroom) -> None:
    with newsroom.serve.process as process:
        process.terminate()


def test_the_next_serve_ends_the_run_of_a_killed_command(newsroom: Newsroom) -> None:
    """It leaves the run alone as long as the command is alive. The source's next run continues the work."""
    stop(newsroom)
    gate = newsroom.publish(4)
    with by_hand(newsroom):
        assert gate.asked.wait(300)
        newsroom.restart()
        assert newsroom.runs("RUNNING") == ["local"]
        stop(newsroom)
    gate.open.set()
    newsroom.restart()
    assert not newsroom.runs(*UNDER_WAY)
    assert "local" in newsroom.runs("CRASHED")
    assert newsroom.serve.wait_for(newsroom.serve.start("ingest/local"), FINAL) == "COMPLETED"
    assert newsroom.is_whole()


def test_a_command_beside_serve_marks_its_runs_as_those_of_dateline(newsroom: Newsroom) -> None:
    """The automation that notices killed runs looks only at these."""
    gate = newsroom.publish(2)
    with by_hand(newsroom):
        assert gate.asked.wait(300)
        states = {"state": {"type": {"any_": ["RUNNING"]}}}
        assert [run["tags"] for run in newsroom.serve.post("flow_runs/filter", flow_runs=states)] == [["dateline"]]
        gate.open.set()
