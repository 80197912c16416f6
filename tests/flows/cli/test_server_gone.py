"""The Prefect server that a run reports to goes away in its midst: no page is lost."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.command import dateline
from tests.support.gate import Gate
from tests.support.local_site import Site, feed, serving, story
from tests.support.sample_archive import objects

STORIES = 6
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a few stories, and a feed of them."""
    with serving(Site()) as served:
        headlines = [f"Lighthouse report number {number} is in" for number in range(STORIES)]
        served.pages |= {f"/{number}": story(text, NOON) for number, text in enumerate(headlines)}
        served.pages["/feed.xml"] = feed(*((text, served.url(f"/{n}"), NOON) for n, text in enumerate(headlines)))
        yield served


def test_a_server_that_goes_away_and_returns_costs_no_page(
    project: Callable[..., Path], site: Site, prefect_server: str
) -> None:
    """While a page is fetched, it drops its connections; it answers again once somebody has called in vain."""
    folder = project(
        f'[source]\nname = "sample"\nfeeds = ["{site.url("/feed.xml")}"]\n'
        '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n',
        "[ingest]\nbatch_pages = 2\n",
    )
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
    if done.returncode:
        assert done.returncode == 6, done.stderr
        assert f"the Prefect server at {api} stopped answering" in done.stderr
    again = dateline("ingest", "sample", folder=folder, PREFECT_API_URL=prefect_server)
    assert again.returncode == 0, again.stderr
    assert Counter(key.partition("/")[0] for key in objects(folder))["articles"] == STORIES
