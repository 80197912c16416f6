"""No page is lost if the Prefect server fails during a run."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE
from urllib.parse import urlsplit

import pytest

from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.gate import Gate
from tests.support.local_site import Site, feed, serving, story
from tests.support.sample_archive import objects

STORIES = 6
LOST_S = 12
"""After the first sentence about the wait, which comes after ten seconds."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a few stories and a feed of them."""
    with serving(Site()) as served:
        headlines = [f"Lighthouse report number {number} is in" for number in range(STORIES)]
        served.pages |= {f"/{number}": story(text, NOON) for number, text in enumerate(headlines)}
        served.pages["/feed.xml"] = feed(*((text, served.url(f"/{n}"), NOON) for n, text in enumerate(headlines)))
        yield served


@pytest.fixture
def folder(project: Callable[..., Path], site: Site) -> Path:
    """A project of the site, with small batches and short timeouts."""
    return project(
        f'[source]\nname = "sample"\nfeeds = ["{site.url("/feed.xml")}"]\n'
        '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n',
        f"[ingest]\nbatch_pages = 2\n[watch]\nserver_lost_s = {LOST_S}\n",
    )


def articles(folder: Path) -> int:
    return Counter(key.partition("/")[0] for key in objects(folder))["articles"]


def test_a_server_that_goes_away_and_returns_costs_no_page(folder: Path, site: Site, prefect_server: str) -> None:
    """It drops its connections while a page is fetched, and answers again after a failed request."""
    page = site.pages["/3"]
    assert isinstance(page, bytes)
    with Gate(urlsplit(prefect_server).port or 0) as gate:

        def open_again() -> None:
            gate.met.acquire()
            gate.is_open = True

        def answer(_: dict[str, str]) -> tuple[int, bytes]:
            gate.is_open = False
            threading.Thread(target=open_again, daemon=True).start()
            site.pages["/3"] = page
            return 200, page

        site.pages["/3"] = answer
        api = f"http://127.0.0.1:{gate.port}/api"
        done = dateline("ingest", "sample", folder=folder, PREFECT_API_URL=api)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    assert articles(folder) == STORIES


def test_a_server_that_falls_silent_is_waited_for_and_then_given_up(
    folder: Path, site: Site, prefect_server: str
) -> None:
    """Ctrl-C ends the wait before that; otherwise the run exits with 6. The next run archives the rest."""
    with Gate(urlsplit(prefect_server).port or 0) as gate:
        api = f"http://127.0.0.1:{gate.port}/api"
        with falling_silent(gate, site, "/feed.xml"), ingesting(folder, api) as run:
            assert gate.holds.wait(300)
            run.send_signal(signal.SIGINT)
            _, told = run.communicate(timeout=300)
        assert run.returncode == 130, told
        assert "Interrupted. Everything archived so far is kept" in told
        gate.is_silent = False
        with falling_silent(gate, site, "/3"), ingesting(folder, api) as run:
            _, told = run.communicate(timeout=300)
        assert run.returncode == 6, told
        assert f"waiting for the Prefect server at {api} for 1" in told
        assert f"dateline: the Prefect server at {api} has not answered for 1" in told
        assert "Everything archived so far is kept; run the same command again to continue" in told
        assert "Traceback" not in told
    again = dateline("ingest", "sample", folder=folder, PREFECT_API_URL=prefect_server)
    assert again.returncode == 0, again.stderr
    assert articles(folder) == STORIES


@contextmanager
def falling_silent(gate: Gate, site: Site, path: str) -> Iterator[None]:
    """Make the gate silent when that path of the site is requested."""
    page = site.pages[path]
    assert isinstance(page, bytes)

    def answer(_: dict[str, str]) -> tuple[int, bytes]:
        gate.is_silent = True
        return 200, page

    site.pages[path] = answer
    yield
    site.pages[path] = page


@contextmanager
def ingesting(folder: Path, api: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "dateline", "ingest", "sample"]
    env = command_environment(folder, PREFECT_API_URL=api)
    with subprocess.Popen(command, cwd=folder, env=env, stdout=PIPE, stderr=PIPE, text=True) as run:
        yield run
